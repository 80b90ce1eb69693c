-- Lists from spreadsheets for votes: the owners of one vote with their areas, and the residents of a place. Why a table:
-- a list waits, sealed, between the screen on which it is read and the one on which it lands, as lists of needs do
-- (0201), and lands in one transaction or not at all. What waits is under `sealed_body`; here are its file and what came
-- of it.
create table roll_list (
  space_id uuid not null references space (id),
  id uuid not null,
  kind text not null check (kind in ('owners', 'residents')),
  poll_id uuid,
  file_name text not null,
  file_hash text not null,
  rows integer not null,
  mapping jsonb not null default '{}',
  state text not null default 'open' check (state in ('open', 'done')),
  landed integer not null default 0,
  skipped integer not null default 0,
  report jsonb not null default '[]',
  recorded_by uuid,
  at timestamptz not null,
  landed_at timestamptz,
  primary key (space_id, id),
  unique nulls not distinct (space_id, kind, poll_id, file_hash),
  check ((kind = 'owners') = (poll_id is not null)),
  foreign key (space_id, poll_id) references poll (space_id, id)
);
select linli_tenant('roll_list');
