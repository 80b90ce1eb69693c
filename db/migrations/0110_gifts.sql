-- Gifts in a room of their own: takings of boxes and stalls, promises with a schedule, gifts told of from away, and lists
-- that come in from a platform or go out to the charity's receipt system and come back with their numbers.

-- A box on a counter or a stall at a fair, with its place and its number; each opening is a gift counted by two.
create table gift_box (
  space_id uuid not null references space (id),
  id uuid not null,
  kind text not null check (kind in ('box', 'stall')),
  number text not null,
  fund_id uuid not null,
  place_text text not null,
  -- The event it stands at, where there is one.
  activity_id uuid,
  state text not null default 'out' check (state in ('out', 'in')),
  set_out_on date not null,
  taken_in_on date,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  constraint gift_box_number unique (space_id, number),
  check ((state = 'in') = (taken_in_on is not null)),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, activity_id) references activity (space_id, id)
);
create index gift_box_activity on gift_box (space_id, activity_id) where activity_id is not null;
select linli_tenant('gift_box');

alter table gift drop constraint gift_kind_check;
alter table gift add constraint gift_kind_check check (kind in ('bank', 'cash', 'goods', 'share', 'platform', 'takings'));
alter table gift drop constraint gift_counted_by_two;
alter table gift
  add column box_id uuid,
  -- What a platform kept for itself, in fen: the giver gave `amount`, the fund got `amount - fee`.
  add column fee bigint not null default 0,
  add column import_id uuid,
  add constraint gift_fee check (fee >= 0 and (fee = 0 or fee < amount)),
  add constraint gift_counted_by_two check (kind not in ('cash', 'takings') or state = 'counting' or (second_counter is not null and second_counter <> counted_by)),
  add constraint gift_takings check ((kind = 'takings') = (box_id is not null)),
  add foreign key (space_id, box_id) references gift_box (space_id, id);
create index gift_donor on gift (space_id, donor_person_id) where donor_person_id is not null;
create index gift_of_pledge on gift (space_id, pledge_id) where pledge_id is not null;
create index gift_of_box on gift (space_id, box_id) where box_id is not null;

-- A promise has one part or many. `amount` is one part, `total` all of them, `paid` what the gifts against it came to;
-- `due_on` is the day of the first part that is not paid in full. Paid beyond the total stays visible and owes nothing.
alter table pledge
  add column every text not null default 'once' check (every in ('once', 'month', 'quarter', 'year')),
  add column from_on date,
  add column until_on date,
  add column total bigint check (total > 0),
  add column paid bigint not null default 0 check (paid >= 0),
  add column reminded_on date;
alter table pledge no force row level security;
update pledge set from_on = due_on, until_on = due_on, total = amount, paid = case when state = 'paid' then amount else 0 end;
alter table pledge alter column from_on set not null, alter column until_on set not null, alter column total set not null;
alter table pledge add check (state <> 'paid' or paid >= total);

create table pledge_part (
  space_id uuid not null references space (id),
  pledge_id uuid not null,
  part integer not null check (part >= 1),
  due_on date not null,
  amount bigint not null check (amount > 0),
  -- This part and all before it: paid up to here when the pledge's `paid` has reached it.
  up_to bigint not null check (up_to >= amount),
  primary key (space_id, pledge_id, part),
  foreign key (space_id, pledge_id) references pledge (space_id, id)
);
insert into pledge_part (space_id, pledge_id, part, due_on, amount, up_to)
  select space_id, id, 1, due_on, amount, amount from pledge;
alter table pledge force row level security;
select linli_tenant('pledge_part');
select linli_append_only('pledge_part');
create index pledge_part_due on pledge_part (space_id, due_on);

-- Someone far away says that they have sent something: the desk looks out for it, and the gift then has its name.
create table gift_notice (
  space_id uuid not null references space (id),
  id uuid not null,
  fund_id uuid not null,
  person_id uuid not null,
  amount bigint not null check (amount > 0),
  way text not null check (way in ('bank', 'platform')),
  sent_on date not null,
  -- The part of the neighbourhood it is meant for.
  place_id uuid,
  words text not null default '',
  publicity text not null check (publicity in ('real', 'masked', 'alias', 'anonymous')),
  alias text not null default '',
  waived boolean not null default false,
  state text not null default 'open' check (state in ('open', 'arrived', 'dropped')),
  gift_id uuid,
  reason text,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (space_id, id),
  check ((state = 'arrived') = (gift_id is not null)),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id),
  foreign key (space_id, gift_id) references gift (space_id, id)
);
create index gift_notice_open on gift_notice (space_id, at) where state = 'open';
create index gift_notice_person on gift_notice (space_id, person_id);
select linli_tenant('gift_notice');

-- A list being brought in: a platform's orders, or the receipt numbers of the charity's system. It waits sealed until it
-- lands in one transaction, and is then forgotten; what came of each line stays.
create table gift_import (
  space_id uuid not null references space (id),
  id uuid not null,
  kind text not null check (kind in ('platform', 'receipts')),
  state text not null default 'open' check (state in ('open', 'done')),
  file_name text not null,
  file_hash text not null,
  rows integer not null check (rows >= 0),
  mapping jsonb not null default '{}',
  fund_id uuid,
  platform text not null default '',
  landed integer not null default 0,
  skipped integer not null default 0,
  report jsonb not null default '[]',
  recorded_by uuid,
  at timestamptz not null,
  landed_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, fund_id) references fund (space_id, id)
);
create index gift_import_at on gift_import (space_id, at);
select linli_tenant('gift_import');

-- What the columns of one platform's export mean, kept by the words of its header, so that they are matched once.
create table gift_import_template (
  space_id uuid not null references space (id),
  header_hash text not null,
  kind text not null check (kind in ('platform', 'receipts')),
  platform text not null default '',
  mapping jsonb not null,
  at timestamptz not null,
  primary key (space_id, kind, header_hash)
);
select linli_tenant('gift_import_template');
