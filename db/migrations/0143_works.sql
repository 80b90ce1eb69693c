-- Works for people (F127): handrails, a court, cameras. Such a project has its owners' consent, offers to choose from,
-- an acceptance of what was built, and a count of whom it serves; each is a paper with its figures, never rewritten.
alter table project
  add column works boolean not null default false,
  -- What was not spent and where it goes, said before the project is closed.
  add column surplus bigint check (surplus >= 0),
  add column surplus_to text check (surplus_to in ('fund', 'similar')),
  add column surplus_words text not null default '';

create table works_paper (
  space_id uuid not null references space (id),
  id uuid not null,
  project_id uuid not null,
  kind text not null check (kind in ('consent', 'quote', 'acceptance', 'count')),
  -- Consent: of how many owners how many agree, and of how much area (in square metres).
  owners bigint check (owners > 0),
  owners_for bigint check (owners_for >= 0 and owners_for <= owners),
  area bigint check (area > 0),
  area_for bigint check (area_for >= 0 and area_for <= area),
  -- A quote: whose, how much, and whether it was chosen.
  supplier text not null default '',
  amount bigint check (amount > 0),
  chosen boolean not null default false,
  -- Acceptance: as ordered, or with what is still to be mended.
  accepted boolean,
  -- A count of those served.
  people bigint check (people > 0),
  words text not null default '',
  file_id uuid,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  check (kind <> 'consent' or (owners is not null and owners_for is not null and area is not null and area_for is not null)),
  check (kind <> 'quote' or (amount is not null and supplier <> '')),
  check (kind <> 'acceptance' or accepted is not null),
  check (kind <> 'count' or people is not null),
  foreign key (space_id, project_id) references project (space_id, id)
);
create index works_paper_of on works_paper (space_id, project_id, kind, at);
select linli_tenant('works_paper');
select linli_append_only('works_paper');

-- What is to be reached by when (F043); reached once, on a day.
create table project_milestone (
  space_id uuid not null references space (id),
  id uuid not null,
  project_id uuid not null,
  title text not null,
  due_on date not null,
  reached_on date,
  reached_words text not null default '',
  set_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, project_id) references project (space_id, id)
);
create index project_milestone_of on project_milestone (space_id, project_id, due_on);
select linli_tenant('project_milestone');
