-- The life of a fund. Money given for one thing only lies in a pot of its own inside the fund's books (a fund of kind
-- `purpose`), so that its balance, its holds and its payments are its own by the ledger's rules. Money changes pots
-- only by a move: consented to or given notice of, decided, approved by several, posted once.
alter table fund drop constraint fund_kind_check;
alter table fund add constraint fund_kind_check check (kind in ('main', 'named', 'micro', 'purpose'));
alter table fund drop constraint fund_state_check;
alter table fund add constraint fund_state_check check (state in ('preparing', 'open', 'ending', 'closed'));
alter table fund
  -- A pot may be for one project alone.
  add column purpose_project_id uuid,
  add column closed_on date,
  add column closed_words text not null default '';

create table fund_move (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  kind text not null check (kind in ('repurpose', 'wind_up')),
  fund_id uuid not null,
  -- Null: back to the host charity's own books, by the bank.
  to_fund_id uuid,
  amount bigint not null check (amount >= 0),
  reason text not null,
  -- What the agreement says of the rest, or why the new purpose is close to the old one.
  basis text not null,
  way text check (way in ('consent', 'notice')),
  notice_until date,
  state text not null check (state in ('asking', 'deciding', 'decided', 'done', 'refused', 'stopped')),
  procedure_id uuid,
  authorisation_id uuid,
  entry_id uuid,
  ended_reason text,
  created_by uuid,
  created_at timestamptz not null,
  done_at timestamptz,
  primary key (space_id, id),
  unique (space_id, number),
  check (to_fund_id is distinct from fund_id),
  check ((kind = 'repurpose') = (way is not null)),
  check ((way is not distinct from 'notice') = (notice_until is not null)),
  check (state <> 'done' or amount = 0 or entry_id is not null),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, to_fund_id) references fund (space_id, id),
  foreign key (space_id, procedure_id) references procedure (space_id, id),
  foreign key (space_id, authorisation_id) references ledger_authorisation (space_id, id),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id)
);
-- One at a time for each pot, so that the same money is not promised to two purposes.
create unique index fund_move_live on fund_move (space_id, fund_id) where state in ('asking', 'deciding', 'decided');
select linli_tenant('fund_move');

-- What a giver said about another use of the gift. Of one gift the last answer counts.
create table fund_move_answer (
  space_id uuid not null references space (id),
  id uuid not null,
  move_id uuid not null,
  gift_id uuid not null,
  answer text not null check (answer in ('yes', 'no')),
  words text not null default '',
  file_id uuid,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, move_id) references fund_move (space_id, id),
  foreign key (space_id, gift_id) references gift (space_id, id)
);
create index fund_move_answer_of on fund_move_answer (space_id, move_id, gift_id);
select linli_tenant('fund_move_answer');
select linli_append_only('fund_move_answer');

create table fund_move_objection (
  space_id uuid not null references space (id),
  id uuid not null,
  move_id uuid not null,
  person_id uuid,
  public_name text not null default '',
  text text not null,
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, move_id) references fund_move (space_id, id)
);
create index fund_move_objection_of on fund_move_objection (space_id, move_id);
select linli_tenant('fund_move_objection');

-- How long nothing has gone out of a fund (F110); every change stands in the audit trail.
create table fund_watch (
  space_id uuid not null references space (id),
  fund_id uuid not null,
  state text not null check (state in ('active', 'watch', 'dormant', 'zombie')),
  last_outflow date,
  since date not null,
  at timestamptz not null,
  primary key (space_id, fund_id),
  foreign key (space_id, fund_id) references fund (space_id, id)
);
select linli_tenant('fund_watch');

-- A charitable trust is no money of ours: a reference, with the trustee's yearly report and the projects it carries (F036).
create table charity_trust (
  space_id uuid not null references space (id),
  id uuid not null,
  name text not null,
  filing_number text not null,
  filed_on date not null,
  authority text not null,
  trustee text not null,
  purpose text not null,
  amount bigint check (amount > 0),
  starts_on date not null,
  ends_on date,
  note text not null default '',
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  constraint charity_trust_filed unique (space_id, filing_number)
);
select linli_tenant('charity_trust');

create table charity_trust_report (
  space_id uuid not null references space (id),
  id uuid not null,
  trust_id uuid not null,
  year integer not null check (year between 2000 and 2200),
  summary text not null,
  file_id uuid,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  constraint charity_trust_report_once unique (space_id, trust_id, year),
  foreign key (space_id, trust_id) references charity_trust (space_id, id)
);
select linli_tenant('charity_trust_report');
select linli_append_only('charity_trust_report');

create table charity_trust_project (
  space_id uuid not null references space (id),
  trust_id uuid not null,
  project_id uuid not null,
  at timestamptz not null,
  primary key (space_id, trust_id, project_id),
  foreign key (space_id, trust_id) references charity_trust (space_id, id),
  foreign key (space_id, project_id) references project (space_id, id)
);
select linli_tenant('charity_trust_project', true);

-- What is done about the gap between what the year needs and what there is (F031).
create table gap_action (
  space_id uuid not null references space (id),
  id uuid not null,
  fund_id uuid not null,
  year integer not null check (year between 2000 and 2200),
  title text not null,
  target bigint not null check (target > 0),
  due_on date not null,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  brought bigint check (brought >= 0),
  note text not null default '',
  recorded_by uuid,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, fund_id) references fund (space_id, id)
);
create index gap_action_of on gap_action (space_id, fund_id, year);
select linli_tenant('gap_action');
