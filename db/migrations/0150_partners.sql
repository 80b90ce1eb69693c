-- Commerce and public welfare (F066, F072): a merchant gives neighbours a discount and the fund a share. The agreement
-- stands first (Charity Law art. 37); a neighbour shows a code that works once; month by month the share falls due as a
-- promise, exact to the fen, and the charity books it as a gift.
create table partner_agreement (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  organisation_id uuid not null,
  fund_id uuid not null,
  discount_text text not null,
  -- One of both: so much off each hundred, or so many fen off each purchase.
  discount_percent integer check (discount_percent between 1 and 99),
  discount_off bigint check (discount_off > 0),
  share_kind text not null check (share_kind in ('use', 'turnover')),
  share_per_use bigint check (share_per_use > 0),
  -- Of the turnover, as an exact fraction.
  share_over bigint check (share_over > 0),
  share_under bigint check (share_under > 0),
  starts_on date not null,
  ends_on date not null,
  file_id uuid,
  publicity text not null default 'masked' check (publicity in ('real', 'masked', 'alias', 'anonymous')),
  alias text not null default '',
  -- Opens the shop's own page, which works without an account; printed beside the till and renewed when it was lost.
  till_code text not null,
  ended_on date,
  ended_reason text,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  unique (space_id, till_code),
  check ((discount_percent is null) <> (discount_off is null)),
  check ((share_kind = 'use') = (share_per_use is not null)),
  check ((share_kind = 'turnover') = (share_over is not null and share_under is not null)),
  check (share_over is null or share_over < share_under),
  check (ends_on >= starts_on),
  check (publicity <> 'alias' or alias <> ''),
  foreign key (space_id, organisation_id) references organisation (space_id, id),
  foreign key (space_id, fund_id) references fund (space_id, id)
);
select linli_tenant('partner_agreement');

-- A code works once. Whose phone shows it is known only until it is used or has run out: what a neighbour buys is
-- nobody's business. Printed codes belong to nobody from the start.
create table discount_code (
  space_id uuid not null references space (id),
  id uuid not null,
  agreement_id uuid not null,
  code text not null,
  person_id uuid,
  valid_until date not null,
  used boolean not null default false,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, code),
  check (not used or person_id is null),
  foreign key (space_id, agreement_id) references partner_agreement (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create index discount_code_person on discount_code (space_id, person_id) where person_id is not null;
select linli_tenant('discount_code');

-- What was bought with a code, without who bought it. A mistake at the till is taken back by a second row.
create table discount_use (
  space_id uuid not null references space (id),
  id uuid not null,
  agreement_id uuid not null,
  code_id uuid not null,
  day date not null,
  purchase bigint check (purchase > 0),
  discount bigint not null check (discount >= 0),
  takes_back_id uuid,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, takes_back_id),
  foreign key (space_id, agreement_id) references partner_agreement (space_id, id),
  foreign key (space_id, code_id) references discount_code (space_id, id),
  foreign key (space_id, takes_back_id) references discount_use (space_id, id)
);
create index discount_use_agreement on discount_use (space_id, agreement_id, day);
select linli_tenant('discount_use');
select linli_append_only('discount_use');

-- What fell due for one month. The share is a promise (`pledge_id`) when it is more than nothing; what became of it is
-- read there. Never changed afterwards: a month that has its statement takes no further uses and none back.
create table partner_statement (
  space_id uuid not null references space (id),
  id uuid not null,
  agreement_id uuid not null,
  month date not null check (extract(day from month) = 1),
  uses bigint not null check (uses >= 0),
  turnover bigint not null check (turnover >= 0),
  discount bigint not null check (discount >= 0),
  share bigint not null check (share >= 0),
  due_on date,
  pledge_id uuid,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, agreement_id, month),
  check ((share > 0) = (pledge_id is not null)),
  foreign key (space_id, agreement_id) references partner_agreement (space_id, id),
  foreign key (space_id, pledge_id) references pledge (space_id, id)
);
select linli_tenant('partner_statement');
select linli_append_only('partner_statement');
