-- What a need says beyond its quantity: on which days of the week and at which times of day it can be met, and which
-- age group it is for. Both lists are words joined by a comma; empty means any.
alter table need add column weekdays text not null default '';
alter table need add column day_parts text not null default '';
alter table need add column age_group text not null default 'any' check (age_group in ('any', 'children', 'adults', 'elders'));
-- A row of a list brought in has a fingerprint, so that the same list twice changes nothing.
alter table need add column origin text;
create unique index need_origin on need (space_id, origin) where origin is not null;

-- For each piece of public text that looks like personal data and stays in: why it may. Only what remains public is
-- kept here; what was masked is gone from the text and stands nowhere. A changed text with another piece asks again.
create table need_clearance (
  space_id uuid not null references space (id),
  need_id uuid not null,
  -- The piece as it stands in the text.
  piece text not null,
  kind text not null,
  answer text not null check (answer in ('not_personal', 'allowed')),
  reason text not null default '',
  by_person_id uuid,
  at timestamptz not null,
  primary key (space_id, need_id, piece),
  foreign key (space_id, need_id) references need (space_id, id)
);
select linli_tenant('need_clearance');

-- A list of needs brought in: it waits sealed between the screens and lands in one transaction.
create table need_import (
  space_id uuid not null references space (id),
  id uuid not null,
  file_name text not null,
  file_hash text not null,
  rows integer not null,
  mapping jsonb not null default '{}',
  state text not null default 'open' check (state in ('open', 'done')),
  landed integer not null default 0,
  opened integer not null default 0,
  skipped integer not null default 0,
  report jsonb not null default '[]',
  recorded_by uuid,
  at timestamptz not null,
  landed_at timestamptz,
  primary key (space_id, id),
  unique (space_id, file_hash)
);
select linli_tenant('need_import');
