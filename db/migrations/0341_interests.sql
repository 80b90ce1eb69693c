-- What a member declares for their term: organisations, an employer, property, family. The summary is public under the
-- masked name, the detail is sealed and opened at the desk by itself. Decisions and meetings are compared with it.
create table declared_interest (
  space_id uuid not null references space (id),
  id uuid not null,
  person_id uuid not null,
  kind text not null check (kind in ('none', 'organisation', 'employer', 'property', 'family')),
  organisation_id uuid,
  -- A relative who is known here.
  relative_id uuid,
  summary text not null default '',
  detail_id uuid,
  declared_on date not null,
  -- Null: by their own hand.
  recorded_by uuid,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, organisation_id) references organisation (space_id, id),
  foreign key (space_id, relative_id) references person (space_id, id),
  check (kind <> 'family' or organisation_id is null),
  check (relative_id is null or kind = 'family')
);
create index declared_interest_person on declared_interest (space_id, person_id) where ended_at is null;
select linli_tenant('declared_interest');

-- Two more grounds on which somebody stands aside: the same employer, and what they declared for their term.
alter table recusal drop constraint recusal_ground_check;
alter table recusal add constraint recusal_ground_check
  check (ground in ('declared', 'same_person', 'household', 'organisation', 'employer', 'register'));
