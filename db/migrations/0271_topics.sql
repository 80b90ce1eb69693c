-- Topics that residents put forward: arguments for and against, support, and an answer once enough stand behind it.
create table topic (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  title text not null,
  text text not null,
  kind text not null check (kind in ('daily', 'place', 'money', 'rule', 'service', 'other')),
  proposer_id uuid not null,
  -- Whether it came from the office rather than from a resident (F058).
  by_office boolean not null,
  -- A worker or helper who wrote it down for the proposer.
  recorded_by uuid,
  -- How many must stand behind it, as it was when it was put forward.
  needed integer not null check (needed > 0),
  state text not null default 'gathering' check (state in ('gathering', 'due', 'agenda', 'answered', 'withdrawn')),
  reached_at timestamptz,
  outcome text check (outcome in ('adopted', 'partly', 'declined')),
  answer text not null default '',
  answered_by uuid,
  answered_at timestamptz,
  state_reason text,
  created_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, proposer_id) references person (space_id, id),
  check ((state = 'answered') = (outcome is not null)),
  check ((outcome is null) = (answer = '')),
  check (state not in ('due', 'agenda') or reached_at is not null),
  check (state <> 'withdrawn' or state_reason is not null)
);
create index topic_state on topic (space_id, state, created_at);
select linli_tenant('topic');

-- Who stands behind a topic; taken back it is gone, since nobody is held to it.
create table topic_support (
  space_id uuid not null references space (id),
  topic_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (space_id, topic_id, person_id),
  foreign key (space_id, topic_id) references topic (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
select linli_tenant('topic_support', true);

create table topic_argument (
  space_id uuid not null references space (id),
  id uuid not null,
  topic_id uuid not null,
  person_id uuid not null,
  side text not null check (side in ('for', 'against')),
  text text not null,
  -- Taken from view by the office, with a reason that stays.
  hidden_reason text,
  hidden_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, topic_id) references topic (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  check ((hidden_reason is null) = (hidden_by is null))
);
create index topic_argument_of on topic_argument (space_id, topic_id, at);
select linli_tenant('topic_argument');
