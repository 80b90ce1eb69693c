-- One inventory of what can be given, lent, opened or done; goods move through the ledger, times through bookings.
create extension if not exists btree_gist;

create table resource (
  space_id uuid not null references space (id),
  id uuid not null,
  number text,
  kind text not null check (kind in ('goods', 'loan', 'room', 'skill', 'service', 'knowledge')),
  title text not null,
  description text not null default '',
  class_code text not null references classification (code),
  owner_person_id uuid,
  owner_organisation_id uuid,
  place_id uuid,
  quantity bigint not null check (quantity > 0),
  unit text not null,
  condition_text text not null default '',
  expires_on date,
  conditions text not null default '',
  eligible text not null default 'anyone' check (eligible in ('anyone', 'residents', 'low_income', 'elders', 'children')),
  home_visits boolean not null default false,
  vetted boolean not null default false,
  reach text not null default 'space' check (reach in ('building', 'estate', 'space')),
  available_from date,
  valid_until date,
  state text not null default 'offered' check (state in ('offered', 'open', 'paused', 'ended', 'refused')),
  state_reason text,
  account_id uuid,
  label_code text not null,
  confirmed_at timestamptz,
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
select linli_tenant('resource');

-- A thing is with one person at a time: the exclusion constraint makes double booking impossible.
create table booking (
  space_id uuid not null references space (id),
  id uuid not null,
  resource_id uuid not null,
  person_id uuid not null,
  need_id uuid,
  during tstzrange not null,
  state text not null default 'reserved' check (state in ('reserved', 'out', 'returned', 'cancelled')),
  condition_out text not null default '',
  condition_in text not null default '',
  handed_by uuid,
  handed_at timestamptz,
  returned_at timestamptz,
  task_id uuid,
  reason text,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, need_id) references need (space_id, id),
  exclude using gist (space_id with =, resource_id with =, during with &&) where (state in ('reserved', 'out'))
);
select linli_tenant('booking');
