-- What each role is there for, as the space itself writes it: a text and the areas within which it is given tasks, version by
-- version, each with the day from which it holds and the reason (F046, F047). Where none is written, the template of the
-- program holds, so that every space has a table of duties from its first day.
create table role_charter (
  space_id uuid not null references space (id),
  id uuid not null,
  role text not null
    check (role in ('admin', 'worker', 'grid_worker', 'hub', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer')),
  version integer not null check (version > 0),
  areas text[] not null,
  text text not null,
  in_force_from date not null,
  reason text not null,
  written_by uuid not null,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, role, version),
  foreign key (space_id, written_by) references person (space_id, id)
);
select linli_tenant('role_charter');
select linli_append_only('role_charter');
