-- What was promised and is late goes up (F171): first to the community's administrator, then to whoever oversees it from the
-- street. In public it shows as escalated until it is answered; the street's word stands beside.
create table escalation (
  space_id uuid not null references space (id),
  id uuid not null,
  matter_id uuid not null,
  -- A promise with its day, or the limit of its class.
  kind text not null check (kind in ('promise', 'limit')),
  subject_id uuid not null,
  level text not null check (level in ('community', 'street')),
  -- The day that was missed.
  missed_on date not null,
  at timestamptz not null,
  word_text text not null default '',
  word_by uuid,
  word_at timestamptz,
  ended_at timestamptz,
  ended_how text check (ended_how in ('kept', 'answered', 'moved', 'broken', 'withdrawn')),
  primary key (space_id, id),
  check ((ended_at is null) = (ended_how is null)),
  check ((word_at is null) = (word_text = '')),
  foreign key (space_id, matter_id) references matter (space_id, id)
);
create unique index escalation_open on escalation (space_id, kind, subject_id, level) where ended_at is null;
create index escalation_matter on escalation (space_id, matter_id);
create index escalation_at on escalation (space_id, at);
select linli_tenant('escalation');
