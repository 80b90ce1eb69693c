-- What residents say, in whatever way, as numbered matters; the words themselves are sealed bodies beside the matter.
create table matter (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  channel text not null check (channel in ('web', 'phone', 'visit', 'counter', 'letter', 'card', 'import', 'call_back')),
  origin text,
  person_id uuid,
  spoken_for_person_id uuid,
  taken_by_person_id uuid,
  anonymous boolean not null default false,
  place_id uuid,
  place_text text not null default '',
  class_code text references classification (code),
  contact_way text not null default 'none' check (contact_way in ('call', 'sms', 'knock', 'family', 'none')),
  contact_sealed bytea,
  state text not null default 'new' check (state in ('new', 'taken', 'answered', 'need', 'joined', 'solved', 'closed', 'withdrawn')),
  handler_person_id uuid,
  joined_to_id uuid,
  publish_words boolean not null default false,
  -- Asked together with the number, so it need not be unique by itself.
  slip_code text not null,
  said_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  unique (space_id, origin),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id),
  foreign key (space_id, joined_to_id) references matter (space_id, id)
);
create index matter_state on matter (space_id, state, said_at);
create index matter_person on matter (space_id, person_id);
create index matter_said on matter (space_id, said_at);
select linli_tenant('matter');

-- What happened to a matter, in order: taken, answered, note, solved on the spot, judged, reopened. Append-only.
-- `text` holds only what may stand for ever (a code, a public number); what people wrote is sealed beside it, with
-- the step's id. `from_state` is what an undo goes back to.
create table matter_step (
  space_id uuid not null references space (id),
  id uuid not null,
  matter_id uuid not null,
  kind text not null,
  person_id uuid,
  text text not null default '',
  outcome text,
  from_state text,
  to_state text,
  minutes integer,
  undoes_id uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, matter_id) references matter (space_id, id)
);
create index matter_step_matter on matter_step (space_id, matter_id, at);
select linli_tenant('matter_step');
select linli_append_only('matter_step');

create table promise (
  space_id uuid not null references space (id),
  id uuid not null,
  matter_id uuid not null,
  text text not null,
  due_on date not null,
  made_by uuid,
  made_at timestamptz not null,
  task_id uuid,
  state text not null default 'open' check (state in ('open', 'kept', 'late', 'broken', 'replaced')),
  kept_on date,
  replaced_by_id uuid,
  reason text,
  primary key (space_id, id),
  foreign key (space_id, matter_id) references matter (space_id, id)
);
create index promise_due on promise (space_id, due_on);
create index promise_matter on promise (space_id, matter_id);
select linli_tenant('promise');

-- An import run, found again by what is in its file, and the column mapping it used, so that the same command or form can go on after an interruption.
create table import_run (
  space_id uuid not null references space (id),
  id uuid not null,
  kind text not null,
  file_name text not null,
  file_hash text not null,
  mapping jsonb not null default '{}',
  state text not null default 'open' check (state in ('open', 'done')),
  total integer not null default 0,
  landed integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  report jsonb not null default '[]',
  started_by uuid,
  at timestamptz not null,
  finished_at timestamptz,
  primary key (space_id, id),
  unique (space_id, kind, file_hash)
);
select linli_tenant('import_run');
