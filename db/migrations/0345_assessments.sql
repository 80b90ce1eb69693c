-- What the community makes of an organisation in a year: a card of criteria, who scored, and which meeting approved what it
-- does here. A correction is a further version; the last one counts.
create table organisation_assessment (
  space_id uuid not null references space (id),
  id uuid not null,
  organisation_id uuid not null,
  year integer not null check (year between 2000 and 2999),
  version integer not null check (version > 0),
  -- Five numbers from 1 to 5 by criterion.
  scores jsonb not null,
  text text not null,
  -- The body in whose name it was scored, and who wrote it down.
  body_id uuid not null,
  person_id uuid not null,
  -- Which meeting or decision approved its activities of the year; empty where none has.
  approved_by text not null default '',
  approved_on date,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, organisation_id, year, version),
  foreign key (space_id, organisation_id) references organisation (space_id, id),
  foreign key (space_id, body_id) references body (space_id, id),
  check ((approved_by = '') = (approved_on is null))
);
select linli_tenant('organisation_assessment');
select linli_append_only('organisation_assessment');
