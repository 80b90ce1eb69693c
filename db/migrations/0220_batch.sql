-- Everything open assigned at once. A run is computed from the open needs and resources of a moment; its plan, the prices
-- that prove it and what a notice board would have reached stay as they were published. Its pairs are advice: a person
-- confirms, changes or refuses each, and only then does a proposal begin to live.
create table match_run (
  space_id uuid not null references space (id),
  id uuid not null,
  number integer not null check (number > 0),
  state text not null default 'asked' check (state in ('asked', 'done', 'failed')),
  asked_by uuid,
  at timestamptz not null,
  solved_at timestamptz,
  -- Weights and spans by which points were given, with the version of the formula.
  formula jsonb,
  -- What everybody may see: totals by tier and way, by class, estate and age group with small groups left out.
  figures jsonb,
  -- The plan with its prices under names made up for this run alone.
  certificate text,
  primary key (space_id, id),
  unique (space_id, number)
);
create unique index match_run_one_asked on match_run (space_id) where state = 'asked';
select linli_tenant('match_run');

create table match_pair (
  space_id uuid not null references space (id),
  id uuid not null,
  run_id uuid not null,
  need_id uuid not null,
  resource_id uuid not null,
  tier smallint not null check (tier between 0 and 2),
  quantity bigint not null check (quantity > 0),
  reasons jsonb not null,
  score integer not null,
  -- `open` waits for a person; `gone` was overtaken by another deed or by a later run.
  state text not null default 'open' check (state in ('open', 'confirmed', 'refused', 'gone')),
  proposal_id uuid,
  reason text,
  decided_by uuid,
  decided_at timestamptz,
  primary key (space_id, id),
  unique (space_id, run_id, need_id, resource_id),
  foreign key (space_id, run_id) references match_run (space_id, id),
  foreign key (space_id, need_id) references need (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id),
  foreign key (space_id, proposal_id) references proposal (space_id, id)
);
create index match_pair_refused on match_pair (space_id, need_id, resource_id) where state = 'refused';
select linli_tenant('match_pair');

-- A need the plan could not serve, or only in part, and why: the filter that left nothing, or the price that outbid it.
create table match_unserved (
  space_id uuid not null references space (id),
  run_id uuid not null,
  need_id uuid not null,
  tier smallint not null check (tier between 0 and 2),
  missing bigint not null check (missing > 0),
  why text not null check (why in ('filter', 'outbid', 'urgent', 'whole')),
  -- For a filter: its name and how many resources it left out. Otherwise the resource that came nearest, the points the
  -- need would have had there, and what was paid for it.
  filter text,
  resource_id uuid,
  points bigint,
  price bigint,
  primary key (space_id, run_id, need_id),
  foreign key (space_id, run_id) references match_run (space_id, id),
  foreign key (space_id, need_id) references need (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id)
);
select linli_tenant('match_unserved');
