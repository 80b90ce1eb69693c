-- Payments as they happen: with several papers and invoices, laid out by a person, paid ahead and settled later; what
-- comes back from the payee, wholly or in part; the same invoice caught by number, naming the payment that had it first.
alter table payment
  add column kind text not null default 'bill' check (kind in ('bill', 'reimbursement', 'advance')),
  -- An advance names the day by which its bills are shown; what they came to stands beside what was given.
  add column settle_by date,
  add column settled_amount bigint check (settled_amount >= 0),
  add column settled_at timestamptz,
  add column settled_by uuid,
  -- The payment that makes up what an advance fell short of.
  add column tops_up_id uuid,
  -- The line of the project's own budget that it is spent on.
  add column project_line integer,
  -- What came back from the payee, the sum of its rows in `payment_return`.
  add column returned bigint not null default 0,
  -- Why there is one offer only, where several were asked for.
  add column quotes_reason text not null default '',
  add constraint payment_returned_within check (returned >= 0 and returned <= amount),
  add constraint payment_settles check ((kind = 'advance') = (settle_by is not null)),
  add constraint payment_settled_whole check ((settled_at is null) = (settled_amount is null)),
  add foreign key (space_id, tops_up_id) references payment (space_id, id);

-- Quotes, invoices, receipts and proofs of one payment, as many as there are; each is an office file.
create table payment_paper (
  space_id uuid not null references space (id),
  id uuid not null,
  payment_id uuid not null,
  kind text not null check (kind in ('quote', 'invoice', 'receipt', 'proof')),
  file_id uuid not null,
  kept_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, payment_id) references payment (space_id, id)
);
create index payment_paper_of on payment_paper (space_id, payment_id);
select linli_tenant('payment_paper');
select linli_append_only('payment_paper');

drop index payment_invoice;
-- An invoice's number belongs to one live payment of its payee. `payee_key` says who issued it: an organisation's id,
-- a person's, or the name as it was typed.
create table payment_invoice (
  space_id uuid not null references space (id),
  payment_id uuid not null,
  number text not null,
  payee_key text not null,
  live boolean not null default true,
  primary key (space_id, payment_id, number),
  foreign key (space_id, payment_id) references payment (space_id, id)
);
create unique index payment_invoice_once on payment_invoice (space_id, payee_key, number) where live;
-- The owner reads all spaces for this one statement.
alter table payment no force row level security;
insert into payment_invoice (space_id, payment_id, number, payee_key, live)
  select space_id, id, invoice_number, coalesce(payee_organisation_id::text, payee_person_id::text, payee_name),
    state not in ('refused', 'withdrawn', 'reversed')
  from payment where invoice_number is not null;
alter table payment force row level security;
select linli_tenant('payment_invoice');

-- Money that came back from a payee after it was paid: the rest of an advance, what was paid too much, or what was
-- asked back because the work was not done. It goes to the fund, is booked at once, and has its evidence.
create table payment_return (
  space_id uuid not null references space (id),
  id uuid not null,
  payment_id uuid not null,
  kind text not null check (kind in ('rest', 'returned', 'clawed_back')),
  amount bigint not null check (amount > 0),
  reason text not null,
  bank_reference text not null,
  file_id uuid not null,
  entry_id uuid not null,
  booked_by uuid,
  day date not null,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, payment_id) references payment (space_id, id),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id)
);
create index payment_return_of on payment_return (space_id, payment_id);
create unique index payment_return_reference on payment_return (space_id, bank_reference);
select linli_tenant('payment_return');
select linli_append_only('payment_return');
