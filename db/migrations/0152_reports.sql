-- What was told to everyone for a month or a quarter (F044): the figures as they stood then, with a number. A correction
-- is a new version with its reason; the earlier one stays to be read.
create table report_version (
  space_id uuid not null references space (id),
  id uuid not null,
  span text not null check (span in ('month', 'quarter')),
  starts_on date not null check (extract(day from starts_on) = 1),
  version integer not null check (version >= 1),
  content jsonb not null,
  summary text not null default '',
  reason text not null default '',
  published_by uuid,
  published_on date not null,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, span, starts_on, version),
  check (version = 1 or reason <> '')
);
select linli_tenant('report_version');
select linli_append_only('report_version');

-- Where a version was shown: the board, the street's page, a chat group; each with its day.
create table report_showing (
  space_id uuid not null references space (id),
  id uuid not null,
  version_id uuid not null,
  place text not null check (place in ('web', 'board', 'social', 'meeting')),
  day date not null,
  shown_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, version_id, place, day),
  foreign key (space_id, version_id) references report_version (space_id, id)
);
select linli_tenant('report_showing');
select linli_append_only('report_showing');
