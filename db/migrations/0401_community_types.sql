-- What kind of community a community works to be (F180): chosen and given up by dated rows, never rewritten, each with
-- the indicators it is measured by. An indicator is one dated value with its source; the newest of a name is in use.
create table community_type (
  space_id uuid not null references space (id),
  id uuid not null,
  type text not null check (type in (
    'pioneering', 'green', 'co_building', 'democratic', 'peace', 'service', 'learning')),
  chosen boolean not null,
  reason text not null,
  decided_on date not null,
  at timestamptz not null,
  primary key (space_id, id)
);
select linli_tenant('community_type');
select linli_append_only('community_type');

create table type_indicator (
  space_id uuid not null references space (id),
  id uuid not null,
  type text not null check (type in (
    'pioneering', 'green', 'co_building', 'democratic', 'peace', 'service', 'learning')),
  title text not null,
  value text not null,
  goal text not null default '',
  as_of date not null,
  source text not null,
  at timestamptz not null,
  primary key (space_id, id)
);
select linli_tenant('type_indicator');
select linli_append_only('type_indicator');
