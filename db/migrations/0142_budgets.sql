-- A fund's budget of a year (F041): written, decided by the committee, public before the year begins. An amendment is
-- the next version with a reason; a line keeps its number through the versions, so that what was decided under it stays.
create table fund_budget (
  space_id uuid not null references space (id),
  id uuid not null,
  fund_id uuid not null,
  year integer not null check (year between 2000 and 2200),
  version integer not null check (version >= 1),
  state text not null check (state in ('draft', 'deciding', 'decided', 'published', 'replaced', 'declined')),
  reason text not null default '',
  procedure_id uuid,
  published_on date,
  published_by uuid,
  written_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (space_id, id),
  constraint fund_budget_version unique (space_id, fund_id, year, version),
  check (version = 1 or reason <> ''),
  check ((state in ('published', 'replaced')) = (published_on is not null)),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, procedure_id) references procedure (space_id, id)
);
create unique index fund_budget_in_force on fund_budget (space_id, fund_id, year) where state = 'published';
create unique index fund_budget_coming on fund_budget (space_id, fund_id, year) where state in ('draft', 'deciding', 'decided');
select linli_tenant('fund_budget');

create table fund_budget_line (
  space_id uuid not null references space (id),
  budget_id uuid not null,
  line integer not null check (line >= 1),
  side text not null check (side in ('in', 'out')),
  title text not null,
  amount bigint not null check (amount >= 0),
  note text not null default '',
  primary key (space_id, budget_id, line),
  foreign key (space_id, budget_id) references fund_budget (space_id, id)
);
select linli_tenant('fund_budget_line', true);

-- Under which line of the year a decision is spent; every payment of the decision follows it.
create table fund_budget_use (
  space_id uuid not null references space (id),
  authorisation_id uuid not null,
  fund_id uuid not null,
  year integer not null,
  line integer not null,
  set_by uuid,
  at timestamptz not null,
  primary key (space_id, authorisation_id, year),
  foreign key (space_id, authorisation_id) references ledger_authorisation (space_id, id),
  foreign key (space_id, fund_id) references fund (space_id, id)
);
create index fund_budget_use_line on fund_budget_use (space_id, fund_id, year, line);
select linli_tenant('fund_budget_use');
