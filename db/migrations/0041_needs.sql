-- Checked, quantified demand. The public summary stands apart from the private words, which stay with the matter.
create table need (
  space_id uuid not null references space (id),
  id uuid not null,
  number text,
  title text not null,
  summary text not null,
  class_code text not null references classification (code),
  quantity bigint not null check (quantity > 0),
  unit text not null,
  divisible boolean not null default true,
  met_quantity bigint not null default 0,
  person_id uuid,
  place_id uuid,
  group_text text not null default '',
  low_income boolean not null default false,
  urgency text not null default 'normal' check (urgency in ('urgent', 'soon', 'normal')),
  urgency_reason text not null default '',
  starts_on date,
  wanted_until date,
  home_visit boolean not null default false,
  private_sealed bytea,
  -- The crux as found on a visit, in checked public words.
  crux text not null default '',
  -- Why what looks like personal data in the public words is none; empty when nothing was found.
  personal_answer text not null default '',
  -- Search tokens of number, title and summary, made by the application.
  tokens tsvector,
  state text not null default 'draft' check (state in ('draft', 'open', 'matched', 'project', 'part_met', 'met', 'withdrawn', 'merged')),
  state_reason text,
  merged_into_id uuid,
  split_from_id uuid,
  opened_by uuid,
  checked_by uuid,
  checked_at timestamptz,
  confirmed_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id),
  foreign key (space_id, merged_into_id) references need (space_id, id),
  foreign key (space_id, split_from_id) references need (space_id, id)
);
create index need_state on need (space_id, state, created_at);
create index need_class on need (space_id, class_code);
create index need_tokens on need using gin (tokens);
select linli_tenant('need');

-- The same way round the row-level security as search_sealed: only ids, only of the scope's spaces.
create function search_needs(query tsquery) returns table (need_id uuid)
language sql stable security definer set search_path = public, pg_temp as
$$
  select n.id from need n
  where n.tokens @@ query and n.space_id = any (linli_spaces())
$$;
revoke all on function search_needs(tsquery) from public;
grant execute on function search_needs(tsquery) to linli_app;

-- "Mine too": each voice behind a need, by matter or person; leaving is a date, never a deletion.
create table need_voice (
  space_id uuid not null references space (id),
  id uuid not null,
  need_id uuid not null,
  matter_id uuid,
  person_id uuid,
  at timestamptz not null,
  left_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, need_id) references need (space_id, id),
  foreign key (space_id, matter_id) references matter (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create index need_voice_of_person on need_voice (space_id, person_id);
create unique index need_voice_matter on need_voice (space_id, need_id, matter_id) where matter_id is not null and left_at is null;
create unique index need_voice_person on need_voice (space_id, need_id, person_id) where person_id is not null and left_at is null;
select linli_tenant('need_voice');
