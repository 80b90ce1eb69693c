-- Universities and institutes share what they know as any other organisation does (F130). They get a kind of their own,
-- so that a list can be cut down to them.
alter table organisation drop constraint organisation_kind_check;
alter table organisation add constraint organisation_kind_check check (kind in ('charity', 'firm', 'shop',
  'social_organisation', 'government', 'school', 'institute', 'property_company', 'foundation', 'group', 'other'));

-- What experts advised is filed with the project they advised on, and so is what was done with it. Neither is rewritten:
-- a later word on the same advice stands beside the first, and the last one counts.
create table project_advice (
  space_id uuid not null references space (id),
  id uuid not null,
  project_id uuid not null,
  organisation_id uuid not null,
  person_id uuid,
  -- The offer it came through, when there was one.
  resource_id uuid,
  given_on date not null,
  words text not null,
  file_id uuid,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, project_id) references project (space_id, id),
  foreign key (space_id, organisation_id) references organisation (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id)
);
create index project_advice_of on project_advice (space_id, project_id, given_on);
create index project_advice_through on project_advice (space_id, resource_id) where resource_id is not null;
select linli_tenant('project_advice');
select linli_append_only('project_advice');

create table project_advice_answer (
  space_id uuid not null references space (id),
  id uuid not null,
  advice_id uuid not null,
  outcome text not null check (outcome in ('followed', 'partly', 'not')),
  reason text not null check (reason <> ''),
  answered_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, advice_id) references project_advice (space_id, id)
);
create index project_advice_answer_of on project_advice_answer (space_id, advice_id, at);
select linli_tenant('project_advice_answer');
select linli_append_only('project_advice_answer');

-- A step of the plan may cite the problem it takes up, and of its causes the one it goes at (F019, F043).
alter table project_milestone
  add column problem_id uuid,
  add column cause_id uuid,
  add check (cause_id is null or problem_id is not null),
  add foreign key (space_id, problem_id) references problem (space_id, id),
  add foreign key (space_id, cause_id) references problem_cause (space_id, id);
