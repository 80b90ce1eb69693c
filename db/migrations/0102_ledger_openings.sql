-- Opening balances, for a space that brings old books along: once per account, written down by one person and confirmed by
-- another. The entry's other side is the account `opening` of the same commodity; when everything is brought over, what
-- is owned and what it was given for cancel out there.
create table ledger_opening (
  space_id uuid not null references space (id),
  id uuid not null,
  account_id uuid not null,
  -- In the account's own sense: what a fund has, what lies in the bank.
  amount bigint not null check (amount > 0),
  day date not null,
  note text not null,
  proposed_by uuid not null,
  at timestamptz not null,
  state text not null default 'proposed' check (state in ('proposed', 'booked', 'withdrawn')),
  settled_by uuid,
  settled_at timestamptz,
  entry_id uuid,
  primary key (space_id, id),
  constraint ledger_opening_two check (state <> 'booked' or (settled_by is not null and settled_by <> proposed_by)),
  check ((state = 'booked') = (entry_id is not null)),
  foreign key (space_id, account_id) references ledger_account (space_id, id),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id)
);
create unique index ledger_opening_once on ledger_opening (space_id, account_id) where state <> 'withdrawn';
select linli_tenant('ledger_opening');

-- Gifts of goods of a year are counted on the public page of the fund.
create index gift_goods on gift (space_id, fund_id, received_on) where kind = 'goods';
