-- Budgets decided by residents: a round with its money and its rules, ideas, what each would cost and whether it can be
-- done, and what the count said. The ballot is a vote (0250), what wins becomes a project (0061).
--
-- What was published stays: rules and money of a round that takes ideas do not change any more (`round_stands`).

create table round (
  space_id uuid not null references space (id),
  id uuid not null,
  number text,
  title text not null,
  text text not null,
  fund_id uuid not null,
  budget bigint not null check (budget > 0),
  largest bigint check (largest > 0),
  place_id uuid,
  ballot text not null check (ballot in ('knapsack', 'approval', 'points', 'ranks', 'choose')),
  most integer check (most >= 1),
  points integer check (points >= 1),
  min_age integer not null default 16 check (min_age between 0 and 120),
  rule text not null check (rule in ('equal-shares', 'greedy', 'greedy-stop', 'phragmen')),
  utility text not null check (utility in ('cost', 'cardinality', 'points')),
  completion text not null check (completion in ('none', 'add1', 'add1u', 'utilitarian')),
  stop text not null check (stop in ('exhaustive', 'overspend', 'cut')),
  increment bigint not null check (increment > 0),
  ideas_until date not null,
  opens_on date not null,
  closes_on date not null check (closes_on >= opens_on),
  state text not null default 'draft' check (state in ('draft', 'ideas', 'voting', 'counted', 'deciding', 'done', 'withdrawn')),
  state_reason text not null default '',
  poll_id uuid,
  count jsonb,
  file_hash text,
  created_by uuid,
  created_at timestamptz not null,
  published_at timestamptz,
  counted_at timestamptz,
  primary key (space_id, id),
  unique (space_id, number),
  check ((ballot = 'points') = (points is not null)),
  check (ideas_until < opens_on),
  check ((count is null) = (counted_at is null)),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id),
  foreign key (space_id, poll_id) references poll (space_id, id)
);
select linli_tenant('round');
create function round_stands() returns trigger language plpgsql as
$$
begin
  if old.state <> 'draft' and (new.title, new.text, new.fund_id, new.budget, new.largest, new.place_id, new.ballot, new.most,
      new.points, new.min_age, new.rule, new.utility, new.completion, new.stop, new.increment, new.ideas_until, new.opens_on,
      new.closes_on)
    is distinct from (old.title, old.text, old.fund_id, old.budget, old.largest, old.place_id, old.ballot, old.most,
      old.points, old.min_age, old.rule, old.utility, old.completion, old.stop, old.increment, old.ideas_until, old.opens_on,
      old.closes_on) then
    raise exception 'the rules of a round that was published are not changed' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger round_stands before update on round for each row execute function round_stands();

-- `listed` is the number on the ballot. `outcome` is what the count said; `declined` what the host charity said afterwards.
create table idea (
  space_id uuid not null references space (id),
  id uuid not null,
  round_id uuid not null,
  number integer not null check (number >= 1),
  title text not null,
  text text not null,
  place_id uuid,
  need_id uuid,
  person_id uuid,
  public_name text not null default '',
  state text not null default 'new' check (state in ('new', 'feasible', 'infeasible', 'merged', 'withdrawn')),
  cost bigint check (cost > 0),
  cost_note text not null default '',
  reason text not null default '',
  plan text not null default '',
  merged_into_id uuid,
  listed integer,
  outcome text check (outcome in ('won', 'lost', 'declined')),
  project_id uuid,
  checked_by uuid,
  checked_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, round_id, number),
  unique (space_id, round_id, listed),
  check (state <> 'feasible' or cost is not null),
  check (state <> 'infeasible' or reason <> ''),
  check ((state = 'merged') = (merged_into_id is not null)),
  check (listed is null or state = 'feasible'),
  foreign key (space_id, round_id) references round (space_id, id),
  foreign key (space_id, merged_into_id) references idea (space_id, id),
  foreign key (space_id, need_id) references need (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id),
  foreign key (space_id, project_id) references project (space_id, id)
);
create index idea_project on idea (space_id, project_id);
create index idea_person on idea (space_id, person_id);
select linli_tenant('idea');

-- A winner's procedure begins with its publication: residents have voted.
do $$
declare words text := (select pg_get_constraintdef(oid) from pg_constraint
  where conrelid = 'procedure'::regclass and conname = 'procedure_template_check');
begin
  execute 'alter table procedure drop constraint procedure_template_check';
  execute 'alter table procedure add constraint procedure_template_check ' || replace(words, 'ARRAY[', 'ARRAY[''round''::text, ');
end $$;
