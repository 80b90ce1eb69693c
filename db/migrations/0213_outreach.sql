-- The community and the units around it: rounds of visits that find out what is there (F017), calls to chosen partners
-- (F119), what firms offer and need (F065), and what a shop asks at the service window (F064).
create table survey_round (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  title text not null,
  goal_text text not null default '',
  starts_on date not null,
  ends_on date not null,
  state text not null default 'running' check (state in ('running', 'closed')),
  closing_text text not null default '',
  closed_on date,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  check (ends_on >= starts_on)
);
select linli_tenant('survey_round');

create table survey_visit (
  space_id uuid not null references space (id),
  id uuid not null,
  round_id uuid not null,
  organisation_id uuid,
  -- A unit that is not in the register yet.
  unit_text text not null default '',
  planned_on date,
  visited_on date,
  result text check (result in ('offers', 'later', 'nothing', 'not_met')),
  result_text text not null default '',
  visited_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  check ((organisation_id is null) <> (unit_text = '')),
  check ((visited_on is null) = (result is null)),
  foreign key (space_id, round_id) references survey_round (space_id, id),
  foreign key (space_id, organisation_id) references organisation (space_id, id)
);
create index survey_visit_round on survey_visit (space_id, round_id);
create unique index survey_visit_once on survey_visit (space_id, round_id, organisation_id) where organisation_id is not null;
select linli_tenant('survey_visit');

create table survey_entry (
  space_id uuid not null references space (id),
  visit_id uuid not null,
  resource_id uuid not null,
  primary key (space_id, visit_id, resource_id),
  foreign key (space_id, visit_id) references survey_visit (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id)
);
select linli_tenant('survey_entry');

create table resource_call (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  title text not null,
  text text not null,
  class_code text not null references classification (code),
  quantity bigint not null check (quantity > 0),
  unit text not null,
  need_id uuid,
  answer_by date not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  closing_text text not null default '',
  closed_on date,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, need_id) references need (space_id, id)
);
select linli_tenant('resource_call');

create table call_answer (
  space_id uuid not null references space (id),
  call_id uuid not null,
  organisation_id uuid not null,
  answer text check (answer in ('yes', 'part', 'later', 'no')),
  quantity bigint check (quantity > 0),
  answer_text text not null default '',
  answered_by uuid,
  answered_at timestamptz,
  reminded_at timestamptz,
  resource_id uuid,
  at timestamptz not null,
  primary key (space_id, call_id, organisation_id),
  check ((answer is null) = (answered_at is null)),
  foreign key (space_id, call_id) references resource_call (space_id, id),
  foreign key (space_id, organisation_id) references organisation (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id)
);
select linli_tenant('call_answer');

create table firm_profile (
  space_id uuid not null references space (id),
  organisation_id uuid not null,
  offers_text text not null default '',
  needs_text text not null default '',
  -- Search tokens of name, offers and needs, made by the application.
  tokens tsvector,
  updated_at timestamptz not null,
  primary key (space_id, organisation_id),
  foreign key (space_id, organisation_id) references organisation (space_id, id)
);
create index firm_profile_tokens on firm_profile using gin (tokens);
select linli_tenant('firm_profile');

-- The same way round the row-level security as search_resources: only ids, only of the scope's spaces.
create function search_firms(query tsquery) returns table (organisation_id uuid)
language sql stable security definer set search_path = public, pg_temp as
$$
  select f.organisation_id from firm_profile f
  where f.tokens @@ query and f.space_id = any (linli_spaces())
$$;
revoke all on function search_firms(tsquery) from public;
grant execute on function search_firms(tsquery) to linli_app;

create table firm_request (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  organisation_id uuid not null,
  kind text not null check (kind in ('registration', 'tax', 'talent', 'premises', 'money', 'other')),
  title text not null,
  text text not null default '',
  state text not null default 'filed' check (state in ('filed', 'taken', 'done', 'declined', 'withdrawn')),
  result_text text not null default '',
  filed_by uuid,
  taken_by uuid,
  due_on date not null,
  at timestamptz not null,
  taken_at timestamptz,
  ended_at timestamptz,
  primary key (space_id, id),
  unique (space_id, number),
  check (state not in ('done', 'declined', 'withdrawn') or result_text <> ''),
  foreign key (space_id, organisation_id) references organisation (space_id, id)
);
create index firm_request_state on firm_request (space_id, state);
create index firm_request_firm on firm_request (space_id, organisation_id);
select linli_tenant('firm_request');
