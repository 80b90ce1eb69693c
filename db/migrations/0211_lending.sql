-- Lending as it is lived: who waits in line and is next for some days, kits that come back with something missing, rooms
-- with so many seats, who sees an offer, second-hand things that go first to whoever needs them most.
alter table resource drop constraint resource_kind_check;
alter table resource add constraint resource_kind_check
  check (kind in ('goods', 'loan', 'room', 'skill', 'service', 'knowledge', 'technology', 'network', 'post'));
alter table resource drop constraint resource_eligible_check;
alter table resource add constraint resource_eligible_check
  check (eligible in ('anyone', 'residents', 'low_income', 'elders', 'children', 'disabled', 'job_seekers'));
-- Everybody sees an open offer, or only residents who signed in, or only the desk that hands it out.
alter table resource add column visible text not null default 'everyone' check (visible in ('everyone', 'residents', 'desk'));
alter table resource add column capacity integer check (capacity > 0);
-- Posted on the second-hand market; until this day all who want it are collected, and nobody has it yet.
alter table resource add column secondhand boolean not null default false;
alter table resource add column collects_until date;
-- When the owner was last told that the offer's days are running out.
alter table resource add column warned_at timestamptz;
create index resource_secondhand on resource (space_id, state) where secondhand;

-- Several things lent as one: what must come back.
create table kit_part (
  space_id uuid not null references space (id),
  id uuid not null,
  resource_id uuid not null,
  title text not null,
  pieces integer not null check (pieces between 1 and 999),
  place integer not null,
  primary key (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id)
);
create index kit_part_resource on kit_part (space_id, resource_id, place);
select linli_tenant('kit_part', true);

-- What did not come back with a kit, until it does or is replaced.
create table kit_lack (
  space_id uuid not null references space (id),
  id uuid not null,
  resource_id uuid not null,
  booking_id uuid not null,
  -- As it was called then: parts are renamed, what was missing is not.
  title text not null,
  pieces integer not null check (pieces > 0),
  state text not null default 'lacking' check (state in ('lacking', 'made_good', 'let_go')),
  note text not null default '',
  at timestamptz not null,
  settled_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id),
  foreign key (space_id, booking_id) references booking (space_id, id)
);
create index kit_lack_open on kit_lack (space_id, resource_id) where state = 'lacking';
select linli_tenant('kit_lack');

-- The line for a thing. The next in line has it kept for some days; once they may let it go by and keep their place.
create table wait (
  space_id uuid not null references space (id),
  id uuid not null,
  resource_id uuid not null,
  person_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'offered', 'taken', 'left', 'lapsed')),
  -- Letting it go by, or not answering, is good once.
  let_by boolean not null default false,
  offered_at timestamptz,
  offered_until date,
  -- The booking that keeps a lent thing for the one it is offered to; goods need none.
  booking_id uuid,
  -- Whom a thing that was let by went to next: this one is not offered it again before that one was.
  after_at timestamptz,
  at timestamptz not null,
  ended_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, resource_id) references resource (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, booking_id) references booking (space_id, id)
);
create unique index wait_once on wait (space_id, resource_id, person_id) where state in ('waiting', 'offered');
create index wait_line on wait (space_id, resource_id, at) where state in ('waiting', 'offered');
create index wait_person on wait (space_id, person_id);
select linli_tenant('wait');

-- Households served first on the second-hand market, as keyed hashes: the order can be made without a list that says who
-- is poor. Ended marks stay for the trail.
create table served_first (
  space_id uuid not null references space (id),
  token text not null,
  until date not null,
  marked_by uuid,
  at timestamptz not null,
  primary key (space_id, token)
);
select linli_tenant('served_first', true);
