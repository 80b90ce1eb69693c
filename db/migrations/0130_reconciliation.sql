-- The charity's desk: what banks and payment channels say of themselves, beside what the books say. A statement is
-- evidence: its lines are written once, with every cell of the file sealed beside the few fields that are matched.
-- Which line is which entry is a link that can be taken back with a reason and is never deleted. So "matched", "differs",
-- "only here" and "only there" are never kept as a state but follow from lines, entries and living links.

-- An account outside Linli. `side` says which face of an entry it shows: the money on the bank account, or the order in
-- the channel through which it came; one gift can be seen by both.
create table outside_account (
  space_id uuid not null references space (id),
  id uuid not null,
  kind text not null check (kind in ('bank', 'wechat', 'alipay', 'platform')),
  side text not null check (side in ('bank', 'channel')),
  title text not null,
  number_tail text not null default '',
  created_by uuid not null,
  created_at timestamptz not null,
  closed_at timestamptz,
  primary key (space_id, id),
  unique (space_id, title),
  check ((kind = 'bank') = (side = 'bank'))
);
select linli_tenant('outside_account');

-- Which accounts of the books one statement covers: one bank account may hold the money of several hosted funds.
create table outside_book (
  space_id uuid not null references space (id),
  outside_id uuid not null,
  account_id uuid not null,
  side text not null check (side in ('bank', 'channel')),
  primary key (space_id, outside_id, account_id),
  foreign key (space_id, outside_id) references outside_account (space_id, id),
  foreign key (space_id, account_id) references ledger_account (space_id, id)
);
create unique index outside_book_once on outside_book (space_id, account_id) where side = 'bank';
select linli_tenant('outside_book', true);

-- What the columns of one bank's file mean, found again by its headings.
create table statement_template (
  space_id uuid not null references space (id),
  header_key text not null,
  title text not null,
  columns jsonb not null,
  changed_at timestamptz not null,
  primary key (space_id, header_key)
);
select linli_tenant('statement_template');

create table statement_file (
  space_id uuid not null references space (id),
  id uuid not null,
  outside_id uuid not null,
  sha256 text not null,
  name text not null,
  format text not null check (format in ('sheet', 'wechat', 'alipay')),
  encoding text not null,
  header jsonb not null,
  header_line integer not null,
  header_key text not null,
  columns jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'landing', 'landed', 'dropped')),
  -- How far landing has come: records read of records there are.
  total integer not null,
  done integer not null default 0,
  landed integer not null default 0,
  repeated integer not null default 0,
  refused integer not null default 0,
  money_in bigint not null default 0,
  money_out bigint not null default 0,
  -- Lines that did not come in and footers that do not agree, each by its line and code; no cell of theirs.
  report jsonb not null default '[]',
  -- Equal rows without a number, counted so far, of the day at which the last piece ended.
  carried jsonb not null default '{}',
  first_day date,
  last_day date,
  brought_by uuid not null,
  at timestamptz not null,
  landed_at timestamptz,
  primary key (space_id, id),
  unique (space_id, outside_id, sha256),
  foreign key (space_id, outside_id) references outside_account (space_id, id)
);
create index statement_file_open on statement_file (space_id) where state = 'landing';
select linli_tenant('statement_file');

-- The file itself, sealed, in pieces, only until it has landed.
create table statement_part (
  space_id uuid not null references space (id),
  file_id uuid not null,
  part integer not null,
  sealed bytea not null,
  primary key (space_id, file_id, part),
  foreign key (space_id, file_id) references statement_file (space_id, id)
);
select linli_tenant('statement_part', true);

create table statement_line (
  space_id uuid not null references space (id),
  id uuid not null,
  outside_id uuid not null,
  file_id uuid not null,
  line integer not null,
  day date not null,
  -- In fen as the account sees it: what came in is positive.
  amount bigint not null check (amount <> 0),
  number text not null default '',
  order_number text not null default '',
  balance bigint,
  -- The same line of an overlapping file has the same: made of its number, or of all it says and its place among equals.
  fingerprint text not null,
  -- Payer, memo and every cell of the row; bank data is sensitive.
  raw_sealed bytea not null,
  at timestamptz not null,
  primary key (space_id, id),
  -- The file names its account, and the account its space.
  foreign key (space_id, file_id) references statement_file (space_id, id)
);
create unique index statement_line_once on statement_line (space_id, outside_id, fingerprint);
create index statement_line_day on statement_line (space_id, outside_id, day, id);
create index statement_line_file on statement_line (space_id, file_id, line);
select linli_tenant('statement_line');
select linli_append_only('statement_line');

-- What a line is, or why an entry has none: to an entry (by number, by amount and day, by hand, or made from the line),
-- or an explanation (in transit, not ours, handed to another space).
create table statement_link (
  space_id uuid not null references space (id),
  id uuid not null,
  side text not null check (side in ('bank', 'channel')),
  outside_id uuid not null,
  line_id uuid,
  entry_id uuid,
  account_id uuid,
  kind text not null check (kind in ('number', 'amount', 'hand', 'made', 'transit', 'not_ours')),
  -- The part of the line that this entry is.
  amount bigint not null check (amount <> 0),
  -- The numbers agree and the amounts do not: never confirmed in bulk, never counted as matched.
  differs boolean not null default false,
  state text not null check (state in ('proposed', 'confirmed', 'undone')),
  reason text not null default '',
  made_by uuid not null,
  at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  undone_by uuid,
  undone_at timestamptz,
  undone_reason text,
  primary key (space_id, id),
  check ((kind in ('number', 'amount', 'hand', 'made')) = (line_id is not null and entry_id is not null and account_id is not null)),
  check (kind <> 'transit' or (entry_id is not null and line_id is null and reason <> '')),
  check (kind <> 'not_ours' or (line_id is not null and entry_id is null and reason <> '')),
  check (state <> 'undone' or (undone_reason <> '' and undone_at is not null)),
  foreign key (space_id, line_id) references statement_line (space_id, id),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id)
);
create index statement_link_line on statement_link (space_id, line_id) where state <> 'undone';
-- One entry has one living link on each side; an explained one gives way when its line comes.
create unique index statement_link_entry on statement_link (space_id, side, entry_id, account_id) where state <> 'undone' and entry_id is not null;
create index statement_link_proposed on statement_link (space_id, outside_id) where state = 'proposed';
select linli_tenant('statement_link');

-- What the host charity may take under its agreement with the fund: a share of what came in, and the bank's charges.
-- Written by one side and confirmed by the other; in force from its day. It is the standing authorisation of each debit.
create table fee_agreement (
  space_id uuid not null references space (id),
  id uuid not null,
  fund_id uuid not null,
  number text not null,
  share_over bigint not null check (share_over >= 0),
  share_under bigint not null check (share_under > 0),
  charges boolean not null,
  starts_on date not null,
  ends_on date,
  written_by uuid not null,
  at timestamptz not null,
  confirmed_by uuid,
  confirmed_at timestamptz,
  ended_reason text,
  primary key (space_id, id),
  check (share_over * 10 <= share_under),
  check (confirmed_by <> written_by),
  foreign key (space_id, fund_id) references fund (space_id, id)
);
create index fee_agreement_fund on fee_agreement (space_id, fund_id);
select linli_tenant('fee_agreement');

-- What the desk booked without a decision of its own: host fees and charges by agreement, interest over the funds.
create table desk_posting (
  space_id uuid not null references space (id),
  id uuid not null,
  kind text not null check (kind in ('host_fee', 'charge', 'interest')),
  fund_id uuid,
  agreement_id uuid,
  line_id uuid,
  -- First day of the month a fee is for.
  month date,
  base bigint,
  amount bigint not null check (amount > 0),
  -- Interest by fund, in fen as text.
  shares jsonb not null default '{}',
  entry_id uuid not null,
  booked_by uuid not null,
  at timestamptz not null,
  reversed_at timestamptz,
  reversed_reason text,
  primary key (space_id, id),
  check ((kind = 'interest') = (agreement_id is null)),
  check ((kind = 'host_fee') = (month is not null)),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, agreement_id) references fee_agreement (space_id, id),
  foreign key (space_id, line_id) references statement_line (space_id, id),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id)
);
create unique index desk_posting_month on desk_posting (space_id, fund_id, month) where kind = 'host_fee' and reversed_at is null;
select linli_tenant('desk_posting');

-- A month as it was when it was closed: what stood on the statements, what stood in the books, and what was still open.
create table month_closing (
  space_id uuid not null references space (id),
  month date not null,
  bank_books bigint not null,
  bank_statement bigint,
  -- Open differences as everybody may read them: side, day, amount, reason; never a name or number.
  open jsonb not null,
  note text not null default '',
  seal text not null,
  closed_by uuid not null,
  at timestamptz not null,
  primary key (space_id, month)
);
select linli_tenant('month_closing');
select linli_append_only('month_closing');

-- The charity's own chart of accounts: which of its codes each kind of entry goes to. Lines stand here only once changed.
create table chart_line (
  space_id uuid not null references space (id),
  key text not null,
  code text not null,
  title text not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  primary key (space_id, key)
);
select linli_tenant('chart_line');
