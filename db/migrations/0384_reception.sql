-- Reception days (F172): a day, who receives, and the matters taken; what becomes of them is read from the matters.
create table reception (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  leader_person_id uuid not null,
  duty_text text not null default '',
  held_on date not null,
  hours_text text not null default '',
  place_text text not null,
  state text not null default 'planned' check (state in ('planned', 'held', 'cancelled')),
  closing_text text not null default '',
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  check (state = 'planned' or closing_text <> ''),
  foreign key (space_id, leader_person_id) references person (space_id, id)
);
create index reception_day on reception (space_id, held_on);
select linli_tenant('reception');

create table reception_matter (
  space_id uuid not null references space (id),
  reception_id uuid not null,
  matter_id uuid not null,
  at timestamptz not null,
  primary key (space_id, reception_id, matter_id),
  foreign key (space_id, reception_id) references reception (space_id, id),
  foreign key (space_id, matter_id) references matter (space_id, id)
);
select linli_tenant('reception_matter');

-- A minute of voice that a worker writes down: sealed in its row, forgotten after some days, whoever never came to it.
create table voice_note (
  space_id uuid not null references space (id),
  id uuid not null,
  matter_id uuid not null,
  media_type text not null,
  bytes integer not null check (bytes between 1 and 2097152),
  sealed bytea,
  state text not null default 'waiting' check (state in ('waiting', 'written', 'forgotten')),
  written_by uuid,
  delete_on date not null,
  at timestamptz not null,
  settled_at timestamptz,
  primary key (space_id, id),
  check ((state = 'forgotten') = (sealed is null)),
  foreign key (space_id, matter_id) references matter (space_id, id)
);
create index voice_note_state on voice_note (space_id, state, at);
select linli_tenant('voice_note');
