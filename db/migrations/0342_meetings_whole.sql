-- A meeting may be held by circulation: every member answers each item in writing until a day. An item names the
-- organisation it concerns, so that members with an interest are found; how often one may speak on an item is limited where
-- the chair keeps count; a promise names the area of duty it belongs to.
alter table meeting add column way text not null default 'sitting' check (way in ('sitting', 'circulation'));
alter table meeting add column answers_by date;
alter table meeting add column turn_times integer check (turn_times between 1 and 20);
alter table meeting add constraint meeting_circulation check ((way = 'circulation') = (answers_by is not null));
alter table meeting_item add column organisation_id uuid;
alter table meeting_item add foreign key (space_id, organisation_id) references organisation (space_id, id);
alter table meeting_followup add column area text;
alter table meeting_motion drop constraint meeting_motion_way_check;
alter table meeting_motion add constraint meeting_motion_way_check check (way in ('hands', 'roll', 'secret', 'written'));

-- Who has no part in an item: no papers, no place in the quorum, no vote.
create table meeting_recusal (
  space_id uuid not null references space (id),
  item_id uuid not null,
  person_id uuid not null,
  ground text not null check (ground in ('declared', 'same_person', 'household', 'organisation', 'employer', 'register')),
  detail text not null default '',
  -- Null: found by comparing, or declared by their own hand.
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, item_id, person_id),
  foreign key (space_id, item_id) references meeting_item (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
select linli_tenant('meeting_recusal');
select linli_append_only('meeting_recusal');

-- What a member answered in writing; of several the last turn stands, and all stay.
create table meeting_answer (
  space_id uuid not null references space (id),
  id uuid not null,
  item_id uuid not null,
  seat_id uuid not null,
  person_id uuid not null,
  turn integer not null check (turn > 0),
  choice text not null check (choice in ('yes', 'no', 'abstain')),
  remark text not null default '',
  -- Null: by their own hand; otherwise who typed it from paper.
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, item_id, seat_id, turn),
  foreign key (space_id, item_id) references meeting_item (space_id, id),
  foreign key (space_id, seat_id) references seat (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
select linli_tenant('meeting_answer');
select linli_append_only('meeting_answer');

-- A meeting held on paper is typed twice, by two people who do not see each other's; a third settles where they differ.
create table meeting_entry (
  space_id uuid not null references space (id),
  meeting_id uuid not null,
  turn integer not null check (turn between 1 and 3),
  typed_by uuid not null,
  -- What stands on the sheets: attendance and hours, for each item the count and what came of it.
  sheet jsonb not null,
  at timestamptz not null,
  primary key (space_id, meeting_id, turn),
  unique (space_id, meeting_id, typed_by),
  foreign key (space_id, meeting_id) references meeting (space_id, id)
);
select linli_tenant('meeting_entry');
select linli_append_only('meeting_entry');
