-- When something is open: a room, a centre, a point where things are taken in. A week that repeats, and days that differ.
create table opening_span (
  space_id uuid not null references space (id),
  about_kind text not null check (about_kind in ('resource', 'centre', 'donation_point')),
  about_id uuid not null,
  -- Monday is 1. Times of day as text 'HH:MM'; '24:00' is the end of the day.
  weekday smallint not null check (weekday between 1 and 7),
  opens text not null check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes text not null check (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
  primary key (space_id, about_kind, about_id, weekday, opens),
  check (closes > opens)
);
select linli_tenant('opening_span', true);

-- A day on which it is otherwise: closed, or open at other hours.
create table opening_exception (
  space_id uuid not null references space (id),
  about_kind text not null check (about_kind in ('resource', 'centre', 'donation_point')),
  about_id uuid not null,
  day date not null,
  opens text check (opens ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  closes text check (closes ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$'),
  note text not null default '',
  primary key (space_id, about_kind, about_id, day),
  check ((opens is null) = (closes is null)),
  check (closes > opens)
);
select linli_tenant('opening_exception', true);

-- A place that is a platform (F194): its rooms and services are the resources that lie in it; here its door and its visits.
create table centre (
  space_id uuid not null references space (id),
  id uuid not null,
  title text not null,
  place_id uuid not null,
  about_text text not null default '',
  address_text text not null default '',
  phone text not null default '',
  state text not null default 'open' check (state in ('open', 'closed')),
  created_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, place_id),
  foreign key (space_id, place_id) references place (space_id, id)
);
select linli_tenant('centre');

-- How many came, by what for. Nobody is named. A miscount is taken back with its reason and stays.
create table centre_visit (
  space_id uuid not null references space (id),
  id uuid not null,
  centre_id uuid not null,
  day date not null,
  purpose text not null check (purpose in ('affairs', 'services', 'activity', 'room', 'borrow', 'other')),
  people integer not null check (people between 1 and 9999),
  counted_by uuid,
  at timestamptz not null,
  dropped_reason text,
  primary key (space_id, id),
  foreign key (space_id, centre_id) references centre (space_id, id)
);
create index centre_visit_day on centre_visit (space_id, centre_id, day);
select linli_tenant('centre_visit');
