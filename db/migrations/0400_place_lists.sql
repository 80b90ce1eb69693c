-- Estates, grids, cells and buildings brought in from a spreadsheet: what was uploaded waits here, sealed beside, until
-- somebody has seen what it would change. The same file leads back to the same list.
create table place_import (
  space_id uuid not null references space (id),
  id uuid not null,
  file_name text not null,
  file_hash text not null,
  rows integer not null,
  mapping jsonb not null default '{}',
  state text not null default 'open' check (state in ('open', 'done')),
  landed integer not null default 0,
  changed integer not null default 0,
  skipped integer not null default 0,
  report jsonb not null default '[]',
  recorded_by uuid,
  at timestamptz not null,
  landed_at timestamptz,
  primary key (space_id, id),
  unique (space_id, file_hash)
);
select linli_tenant('place_import');
