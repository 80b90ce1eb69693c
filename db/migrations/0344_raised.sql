-- A matter the community cannot settle by itself is raised to the group of a higher level (street, district, city), which
-- answers it or passes it on, and it comes back with an answer. Every step stays.
create table raised (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  title text not null,
  text text not null default '',
  -- Where it comes from, where it comes from something here.
  subject_kind text,
  subject_id uuid,
  -- The group it lies with, or lay with last.
  body_id uuid not null,
  state text not null check (state in ('raised', 'taken', 'returned', 'closed')),
  due_on date not null,
  raised_by uuid not null,
  at timestamptz not null,
  closed_at timestamptz,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, body_id) references body (space_id, id),
  check ((subject_kind is null) = (subject_id is null)),
  check ((state = 'closed') = (closed_at is not null))
);
create index raised_body on raised (space_id, body_id);
select linli_tenant('raised');

create table raised_step (
  space_id uuid not null references space (id),
  raised_id uuid not null,
  ordinal integer not null check (ordinal > 0),
  what text not null check (what in ('raised', 'taken', 'passed_on', 'returned', 'closed')),
  body_id uuid not null,
  text text not null default '',
  person_id uuid not null,
  at timestamptz not null,
  primary key (space_id, raised_id, ordinal),
  foreign key (space_id, raised_id) references raised (space_id, id),
  foreign key (space_id, body_id) references body (space_id, id)
);
select linli_tenant('raised_step');
select linli_append_only('raised_step');
