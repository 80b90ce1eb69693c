-- Funds at a host charity, gifts from every direction, pledges, merchants' shares, and payments that need decisions.
create table fund (
  space_id uuid not null references space (id),
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('main', 'named', 'micro')),
  name text not null,
  purpose text not null,
  rules_text text not null default '',
  mission text not null default '',
  host_organisation_id uuid,
  agreement_number text,
  agreement_from date,
  agreement_until date,
  agreement_file_id uuid,
  committee_body_id uuid,
  ceiling bigint,
  -- What Charity Law art. 25 asks to be shown wherever giving is invited, and the ways to give; there is no checkout here.
  certificate_number text not null default '',
  plan_text text not null default '',
  contact_text text not null default '',
  query_text text not null default '',
  bank_text text not null default '',
  platform_name text not null default '',
  platform_url text not null default '',
  account_id uuid,
  bank_account_id uuid,
  cash_account_id uuid,
  state text not null default 'preparing' check (state in ('preparing', 'open', 'closed')),
  opened_on date,
  created_at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, parent_id) references fund (space_id, id),
  foreign key (space_id, host_organisation_id) references organisation (space_id, id),
  foreign key (space_id, committee_body_id) references body (space_id, id),
  foreign key (space_id, account_id) references ledger_account (space_id, id),
  foreign key (space_id, bank_account_id) references ledger_account (space_id, id),
  foreign key (space_id, cash_account_id) references ledger_account (space_id, id),
  -- F033: no fund is open, so no income can be booked, before a charity hosts it by agreement.
  check (state = 'preparing' or (host_organisation_id is not null and agreement_number is not null and agreement_from is not null
    and account_id is not null and bank_account_id is not null and cash_account_id is not null))
);
-- One main fund; the others live inside its books.
create unique index fund_main on fund (space_id) where kind = 'main' and state <> 'closed';
select linli_tenant('fund');

-- A gift in money is in the books (`entry_id`) once it is certain: cash when a second person has counted it. Goods are
-- in the stock of resources and never in yuan; `goods_value` is what the giver says, shown beside and added to nothing.
create table gift (
  space_id uuid not null references space (id),
  id uuid not null,
  fund_id uuid not null,
  kind text not null check (kind in ('bank', 'cash', 'goods', 'share', 'platform')),
  nature text not null default 'gift' check (nature in ('gift', 'sponsorship')),
  source_class text not null check (source_class in ('resident', 'merchant', 'fair', 'firm', 'online', 'former_resident', 'government', 'foundation', 'other')),
  state text not null check (state in ('counting', 'booked', 'reversed')),
  donor_person_id uuid,
  donor_organisation_id uuid,
  -- Only of a giver who is not registered; emptied on request.
  donor_name text not null default '',
  publicity text not null default 'masked' check (publicity in ('real', 'masked', 'alias', 'anonymous')),
  alias text not null default '',
  amount bigint check (amount > 0),
  goods_title text,
  goods_quantity bigint check (goods_quantity > 0),
  goods_unit text,
  goods_condition text,
  goods_expires_on date,
  goods_value bigint check (goods_value >= 0),
  resource_id uuid,
  purpose_text text not null default '',
  project_id uuid,
  pledge_id uuid,
  received_on date not null,
  counted_by uuid,
  first_count bigint check (first_count > 0),
  second_counter uuid,
  count_difference bigint,
  count_reason text,
  bank_reference text,
  receipt_state text not null default 'pending' check (receipt_state in ('pending', 'issued', 'waived', 'anonymous', 'not_due')),
  receipt_number text,
  receipt_due_on date,
  look_code text not null,
  entry_id uuid,
  reversed_at timestamptz,
  reversed_reason text,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, look_code),
  constraint gift_receipt_once unique (space_id, receipt_number),
  check ((kind = 'goods') = (goods_title is not null)),
  check (kind = 'goods' or amount is not null),
  check (state = 'counting' or kind = 'goods' or entry_id is not null),
  constraint gift_counted_by_two check (kind <> 'cash' or state = 'counting' or (second_counter is not null and second_counter <> counted_by)),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, donor_person_id) references person (space_id, id),
  foreign key (space_id, donor_organisation_id) references organisation (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id)
);
create index gift_fund on gift (space_id, fund_id, entry_id);
create index gift_received on gift (space_id, received_on);
create index gift_waiting on gift (space_id, at) where state = 'counting' or receipt_state = 'pending';
-- The same line of a bank statement is one gift.
create unique index gift_bank_reference on gift (space_id, bank_reference) where bank_reference is not null and state <> 'reversed';
select linli_tenant('gift');

-- A merchant's promised share or a regular gift: what was promised, due, paid, released. Never a public reminder.
create table pledge (
  space_id uuid not null references space (id),
  id uuid not null,
  fund_id uuid not null,
  organisation_id uuid,
  person_id uuid,
  agreement_number text,
  text text not null,
  amount bigint not null check (amount > 0),
  due_on date not null,
  state text not null default 'promised' check (state in ('promised', 'paid', 'released')),
  gift_id uuid,
  settled_at timestamptz,
  reason text,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, organisation_id) references organisation (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, gift_id) references gift (space_id, id)
);
create index pledge_due on pledge (space_id, due_on) where state = 'promised';
select linli_tenant('pledge');

create table payment (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  fund_id uuid not null,
  authorisation_id uuid not null,
  project_id uuid,
  activity_id uuid,
  payee_organisation_id uuid,
  payee_person_id uuid,
  payee_name text not null,
  bank_sealed bytea,
  amount bigint not null check (amount > 0),
  what_for text not null,
  invoice_number text,
  invoice_file_id uuid,
  requested_by uuid not null,
  state text not null default 'asked' check (state in ('asked', 'approved', 'paid', 'refused', 'withdrawn', 'reversed')),
  approvals_needed integer not null default 2 check (approvals_needed >= 2),
  entry_id uuid,
  paid_by uuid,
  paid_on date,
  bank_reference text,
  receipt_file_id uuid,
  reason text,
  at timestamptz not null,
  updated_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, authorisation_id) references ledger_authorisation (space_id, id),
  foreign key (space_id, payee_organisation_id) references organisation (space_id, id),
  foreign key (space_id, payee_person_id) references person (space_id, id),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id)
);
-- The same invoice twice is caught by the database, not by memory.
create unique index payment_invoice on payment (space_id, payee_name, invoice_number) where invoice_number is not null and state not in ('refused', 'withdrawn', 'reversed');
create index payment_state on payment (space_id, state, at);
create index payment_fund on payment (space_id, fund_id, entry_id);
create index payment_authorisation on payment (space_id, authorisation_id);
select linli_tenant('payment');
