-- Estates, grids, buildings and sites of a space, a tree. The public never sees aid placed more finely than the community.
create table place (
  space_id uuid not null references space (id),
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('estate', 'grid', 'building', 'site')),
  name text not null,
  estate_type text check (estate_type in ('old', 'new')),
  property_company text,
  residents integer,
  households integer,
  longitude double precision,
  latitude double precision,
  responsible_role text,
  responsible_person_id uuid,
  note text not null default '',
  -- Since when the figures and the note hold, and who says so (F001).
  as_of date,
  source text not null default '',
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, parent_id) references place (space_id, id)
);
create index place_parent on place (space_id, parent_id);
select linli_tenant('place');

-- Profile figures of the space (area, residents, units), each with date and source (F001).
create table profile_figure (
  space_id uuid not null references space (id),
  id uuid not null,
  key text not null,
  label text not null,
  value text not null,
  as_of date not null,
  source text not null,
  at timestamptz not null,
  primary key (space_id, id)
);
select linli_tenant('profile_figure');
select linli_append_only('profile_figure');
