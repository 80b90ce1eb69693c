-- A proposal brings a need and a resource together, says its reasons in parts, and lives until confirmed or refused.
create table proposal (
  space_id uuid not null references space (id),
  id uuid not null,
  need_id uuid not null,
  resource_id uuid not null,
  quantity bigint not null check (quantity > 0),
  reasons jsonb not null,
  score integer not null,
  state text not null default 'proposed' check (state in ('proposed', 'accepted', 'handed_over', 'confirmed', 'declined', 'withdrawn', 'failed')),
  proposed_by uuid,
  giver_accepted_at timestamptz,
  giver_accepted_by uuid,
  taker_accepted_at timestamptz,
  taker_accepted_by uuid,
  meets_at timestamptz,
  meets_until timestamptz,
  handed_over_at timestamptz,
  handed_over_by uuid,
  confirmed_at timestamptz,
  confirmed_by uuid,
  -- How it is known: the taker's own word is empty; otherwise what the desk saw or heard.
  evidence text not null default '',
  -- Handed across the desk in one tap.
  across_desk boolean not null default false,
  booking_id uuid,
  -- The entry by which goods left the shelf, so that a failure brings them back.
  entry_id uuid,
  reason text,
  ended_by uuid,
  at timestamptz not null,
  updated_at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, need_id) references need (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id),
  foreign key (space_id, booking_id) references booking (space_id, id)
);
create unique index proposal_live on proposal (space_id, need_id, resource_id) where state in ('proposed', 'accepted', 'handed_over');
create index proposal_resource on proposal (space_id, resource_id);
create index proposal_need on proposal (space_id, need_id);
create index proposal_state on proposal (space_id, state, at);
select linli_tenant('proposal');
