-- Who is in charge of a grid or a building, by role (F181, F182): the public sees the roles, the office the persons, and a
-- role that nobody fills shows as such. Whoever is not registered (the policeman of the quarter) is sealed by name and number.
create table place_charge (
  space_id uuid not null references space (id),
  id uuid not null,
  place_id uuid not null,
  role text not null check (role in ('cadre', 'secretary', 'police', 'head', 'member', 'patrol', 'guard')),
  person_id uuid,
  who_sealed bytea,
  starts_on date not null,
  ends_on date,
  ended_reason text not null default '',
  at timestamptz not null,
  primary key (space_id, id),
  check ((person_id is null) <> (who_sealed is null)),
  check (ends_on is null or ends_on >= starts_on),
  foreign key (space_id, place_id) references place (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create index place_charge_place on place_charge (space_id, place_id);
select linli_tenant('place_charge');

-- The party group and the residents' committee of a building (F183), as bodies whose minutes its page shows. Bodies are
-- written by a later room, so the key is checked by the command.
create table place_body (
  space_id uuid not null references space (id),
  place_id uuid not null,
  body_id uuid not null,
  at timestamptz not null,
  primary key (space_id, place_id, body_id),
  foreign key (space_id, place_id) references place (space_id, id)
);
select linli_tenant('place_body');

-- What the map draws: the outline of a grid or estate as it came in a GeoJSON file, valid by our rules. A shape whose name
-- no place has waits until somebody says which one it is.
create table map_shape (
  space_id uuid not null references space (id),
  id uuid not null,
  place_id uuid,
  name text not null,
  geometry jsonb not null,
  source text not null,
  as_of date not null,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id)
);
create unique index map_shape_place on map_shape (space_id, place_id) where place_id is not null;
select linli_tenant('map_shape', true);

-- The inventory of the five elements (F004), and among it the services of daily life (F089).
create table map_entry (
  space_id uuid not null references space (id),
  id uuid not null,
  element text not null check (element in ('nature', 'culture', 'organisation', 'resource', 'power')),
  service text check (service in (
    'food', 'breakfast', 'clinic', 'pharmacy', 'elders', 'children', 'school', 'repair', 'parcel', 'sport', 'green', 'bus')),
  title text not null,
  note text not null default '',
  place_id uuid,
  longitude double precision,
  latitude double precision,
  -- Walked by somebody; otherwise reckoned from the distance.
  minutes integer check (minutes between 0 and 240),
  source text not null,
  as_of date not null,
  ended_on date,
  ended_reason text not null default '',
  at timestamptz not null,
  primary key (space_id, id),
  check ((longitude is null) = (latitude is null)),
  foreign key (space_id, place_id) references place (space_id, id)
);
create index map_entry_element on map_entry (space_id, element);
select linli_tenant('map_entry');
