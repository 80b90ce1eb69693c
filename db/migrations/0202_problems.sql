-- A problem behind several needs (F019): how many it touches, how much it presses, and its causes as a tree, the main
-- ones marked. Its rank among the open ones is reckoned, never stored.
create table problem (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  title text not null,
  summary text not null default '',
  impact smallint not null check (impact between 1 and 5),
  impact_reason text not null default '',
  urgency smallint not null check (urgency between 1 and 5),
  urgency_reason text not null default '',
  state text not null default 'open' check (state in ('open', 'solved', 'dropped')),
  state_reason text not null default '',
  opened_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number)
);
select linli_tenant('problem');

-- One cause, below the problem itself or below another cause. A cause that proved wrong is dropped with the day.
create table problem_cause (
  space_id uuid not null references space (id),
  id uuid not null,
  problem_id uuid not null,
  parent_id uuid,
  words text not null,
  main boolean not null default false,
  at timestamptz not null,
  dropped_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, problem_id) references problem (space_id, id),
  foreign key (space_id, parent_id) references problem_cause (space_id, id)
);
create index problem_cause_of on problem_cause (space_id, problem_id);
select linli_tenant('problem_cause');

-- Which needs show the problem.
create table problem_need (
  space_id uuid not null references space (id),
  problem_id uuid not null,
  need_id uuid not null,
  at timestamptz not null,
  primary key (space_id, problem_id, need_id),
  foreign key (space_id, problem_id) references problem (space_id, id),
  foreign key (space_id, need_id) references need (space_id, id)
);
create index problem_need_of on problem_need (space_id, need_id);
select linli_tenant('problem_need', true);
