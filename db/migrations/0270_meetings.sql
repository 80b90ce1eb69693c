-- Meetings: called with an agenda, opened with those who came, each item debated and then put to the vote, minutes
-- drafted from what happened, and what was promised there followed until it is reported.
create table meeting (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  -- A symposium or a reception day may belong to no body; everybody may come then.
  body_id uuid,
  kind text not null check (kind in ('regular', 'progress', 'key_item', 'joint', 'symposium', 'reception')),
  title text not null,
  text text not null default '',
  starts_at timestamptz not null,
  place_text text not null,
  -- How one takes part from elsewhere: a telephone number or an address.
  remote_text text not null default '',
  -- How long one may speak, where the chair keeps time.
  turn_seconds integer check (turn_seconds between 10 and 3600),
  -- The month a monthly meeting stands for, `2026-03`: one for each body and month.
  month text check (month ~ '^\d{4}-\d{2}$'),
  state text not null check (state in ('preparing', 'called', 'open', 'ended', 'closed', 'cancelled')),
  called_at timestamptz,
  -- Why the agenda went out later than the days say.
  late_reason text,
  opened_at timestamptz,
  ended_at timestamptz,
  minutes text not null default '',
  minutes_by uuid,
  minutes_at timestamptz,
  approved_by uuid,
  closed_at timestamptz,
  state_reason text,
  created_by uuid,
  created_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, body_id) references body (space_id, id),
  check ((kind = 'joint') <= (body_id is not null)),
  check (state in ('preparing', 'cancelled') or called_at is not null),
  check (state <> 'closed' or (minutes <> '' and approved_by is not null and closed_at is not null)),
  check (approved_by is null or approved_by <> minutes_by),
  check (state <> 'cancelled' or state_reason is not null)
);
create unique index meeting_monthly on meeting (space_id, body_id, month) where month is not null and state <> 'cancelled';
create index meeting_starts on meeting (space_id, starts_at);
select linli_tenant('meeting');

-- What is on the agenda, in order. An item may carry a procedure whose vote is held here, or what it is about.
create table meeting_item (
  space_id uuid not null references space (id),
  id uuid not null,
  meeting_id uuid not null,
  ordinal integer not null check (ordinal > 0),
  title text not null,
  text text not null default '',
  procedure_id uuid,
  subject_kind text,
  subject_id uuid,
  state text not null default 'waiting' check (state in ('waiting', 'debate', 'voting', 'done', 'put_off')),
  outcome text,
  started_at timestamptz,
  debate_closed_at timestamptz,
  ended_at timestamptz,
  primary key (space_id, id),
  unique (space_id, meeting_id, ordinal),
  foreign key (space_id, meeting_id) references meeting (space_id, id),
  foreign key (space_id, procedure_id) references procedure (space_id, id),
  check ((subject_kind is null) = (subject_id is null)),
  check ((state in ('done', 'put_off')) = (outcome is not null))
);
select linli_tenant('meeting_item', true);

-- Who was there, and how. The last word about a person counts; both stay.
create table meeting_presence (
  space_id uuid not null references space (id),
  id uuid not null,
  meeting_id uuid not null,
  person_id uuid not null,
  turn integer not null check (turn > 0),
  way text not null check (way in ('here', 'remote', 'excused', 'away')),
  -- Null: by their own telephone.
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, meeting_id, person_id, turn),
  foreign key (space_id, meeting_id) references meeting (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
select linli_tenant('meeting_presence');
select linli_append_only('meeting_presence');

-- Who wished to speak on an item, and when they did.
create table meeting_turn (
  space_id uuid not null references space (id),
  id uuid not null,
  item_id uuid not null,
  person_id uuid not null,
  side text not null check (side in ('for', 'against', 'ask')),
  asked_at timestamptz not null,
  began_at timestamptz,
  ended_at timestamptz,
  withdrawn_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, item_id) references meeting_item (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  check (ended_at is null or began_at is not null),
  check (withdrawn_at is null or began_at is null)
);
create unique index meeting_turn_waiting on meeting_turn (space_id, item_id, person_id)
  where began_at is null and withdrawn_at is null;
select linli_tenant('meeting_turn');

-- A motion on an item; an amendment names the motion it would change and is voted on before it.
create table meeting_motion (
  space_id uuid not null references space (id),
  id uuid not null,
  item_id uuid not null,
  ordinal integer not null check (ordinal > 0),
  text text not null,
  mover_id uuid not null,
  second_id uuid,
  amends_id uuid,
  state text not null check (state in ('moved', 'seconded', 'carried', 'lost', 'withdrawn')),
  way text check (way in ('hands', 'roll', 'secret')),
  -- What the rule made of the votes, with every number a reader needs to do the sum again.
  count jsonb,
  -- Two who counted, where it was secret.
  teller_id uuid,
  other_teller_id uuid,
  moved_at timestamptz not null,
  ended_at timestamptz,
  primary key (space_id, id),
  unique (space_id, item_id, ordinal),
  foreign key (space_id, item_id) references meeting_item (space_id, id),
  foreign key (space_id, amends_id) references meeting_motion (space_id, id),
  check (second_id is null or second_id <> mover_id),
  check ((state in ('carried', 'lost')) = (count is not null and way is not null)),
  check (way is distinct from 'secret' or (teller_id is not null and other_teller_id is not null and teller_id <> other_teller_id))
);
select linli_tenant('meeting_motion');

-- A roll call: what each member said.
create table meeting_mark (
  space_id uuid not null references space (id),
  motion_id uuid not null,
  person_id uuid not null,
  choice text not null check (choice in ('yes', 'no', 'abstain', 'recused')),
  primary key (space_id, motion_id, person_id),
  foreign key (space_id, motion_id) references meeting_motion (space_id, id)
);
select linli_tenant('meeting_mark');
select linli_append_only('meeting_mark');

-- What somebody promised there to do, until it is reported.
create table meeting_followup (
  space_id uuid not null references space (id),
  id uuid not null,
  meeting_id uuid not null,
  item_id uuid,
  title text not null,
  owner_person_id uuid not null,
  due_on date not null,
  state text not null default 'open' check (state in ('open', 'reported', 'dropped')),
  report text not null default '',
  reported_at timestamptz,
  reported_by uuid,
  created_at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, meeting_id) references meeting (space_id, id),
  foreign key (space_id, item_id) references meeting_item (space_id, id),
  foreign key (space_id, owner_person_id) references person (space_id, id),
  check ((state = 'open') = (reported_at is null)),
  check (state = 'open' or report <> '')
);
create index meeting_followup_open on meeting_followup (space_id, due_on) where state = 'open';
select linli_tenant('meeting_followup');

-- Every version of the minutes that was ever saved: an approved text can be compared with what was first written.
create table meeting_minutes (
  space_id uuid not null references space (id),
  meeting_id uuid not null,
  version integer not null check (version > 0),
  text text not null,
  written_by uuid not null,
  at timestamptz not null,
  primary key (space_id, meeting_id, version),
  foreign key (space_id, meeting_id) references meeting (space_id, id)
);
select linli_tenant('meeting_minutes');
select linli_append_only('meeting_minutes');
