-- One inventory of what can be given, lent, opened or done; goods move through the ledger, times through bookings.
create extension if not exists btree_gist;

create table resource (
  space_id uuid not null references space (id),
  id uuid not null,
  number text,
  kind text not null check (kind in ('goods', 'loan', 'room', 'skill', 'service', 'knowledge', 'post')),
  title text not null,
  description text not null default '',
  class_code text not null references classification (code),
  owner_person_id uuid,
  owner_organisation_id uuid,
  place_id uuid,
  quantity bigint not null check (quantity > 0),
  unit text not null,
  -- How often the quantity is there again: two hours of advice a month, once for a sack of rice.
  per text not null default 'once' check (per in ('once', 'week', 'month')),
  condition_text text not null default '',
  expires_on date,
  conditions text not null default '',
  eligible text not null default 'anyone' check (eligible in ('anyone', 'residents', 'low_income', 'elders', 'children', 'job_seekers')),
  home_visits boolean not null default false,
  vetted boolean not null default false,
  -- The thing stays with whoever offers it, so the desk can not hand it across.
  kept_by_owner boolean not null default false,
  reach text not null default 'space' check (reach in ('building', 'estate', 'space')),
  available_from date,
  valid_until date,
  state text not null default 'offered' check (state in ('offered', 'open', 'paused', 'ended', 'refused')),
  state_reason text,
  account_id uuid,
  label_code text not null,
  -- When the owner last said it is still there, when the owner was last asked, and when it was last used.
  confirmed_at timestamptz,
  asked_at timestamptz,
  used_at timestamptz,
  -- Search tokens of title, description and conditions, made by the application.
  tokens tsvector,
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  unique (space_id, label_code),
  foreign key (space_id, owner_person_id) references person (space_id, id),
  foreign key (space_id, owner_organisation_id) references organisation (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id),
  foreign key (space_id, account_id) references ledger_account (space_id, id)
);
create index resource_state on resource (space_id, state, class_code);
create index resource_owner_person on resource (space_id, owner_person_id);
create index resource_owner_organisation on resource (space_id, owner_organisation_id);
create index resource_tokens on resource using gin (tokens);
select linli_tenant('resource');

-- The same way round the row-level security as search_sealed: only ids, only of the scope's spaces.
create function search_resources(query tsquery) returns table (resource_id uuid)
language sql stable security definer set search_path = public, pg_temp as
$$
  select r.id from resource r
  where r.tokens @@ query and r.space_id = any (linli_spaces())
$$;
revoke all on function search_resources(tsquery) from public;
grant execute on function search_resources(tsquery) to linli_app;

-- A thing is with one person at a time: the exclusion constraint makes double booking impossible. Of three
-- wheelchairs each is a piece of its own.
create table booking (
  space_id uuid not null references space (id),
  id uuid not null,
  resource_id uuid not null,
  piece integer not null default 1 check (piece >= 1),
  person_id uuid not null,
  need_id uuid,
  during tstzrange not null,
  state text not null default 'reserved' check (state in ('reserved', 'out', 'returned', 'cancelled')),
  condition_out text not null default '',
  condition_in text not null default '',
  handed_by uuid,
  handed_at timestamptz,
  returned_at timestamptz,
  reminded_at timestamptz,
  made_by uuid,
  reason text,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, need_id) references need (space_id, id),
  constraint booking_taken exclude using gist (space_id with =, resource_id with =, piece with =, during with &&) where (state in ('reserved', 'out'))
);
create index booking_resource on booking (space_id, resource_id);
create index booking_person on booking (space_id, person_id);
create index booking_live on booking (space_id, state) where state in ('reserved', 'out');
select linli_tenant('booking');
