-- Consultations on a draft: its text in sections, what people say on each, what the office answers to each comment or to
-- several at once, and what is published of it. What is out is never rewritten: a text that everybody could read stands as
-- it was, answers and reports are added, and what replaces them is a new version beside the old one.
create table consultation (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  title text not null,
  -- Why people are asked.
  about text not null,
  for_whom text not null,
  -- Where the draft hangs on paper; empty where it does not.
  paper_at text not null default '',
  -- Whether one may speak without a name, and without signing in.
  anonymous boolean not null,
  -- What it is a draft of, or what it came from: a procedure, the pact, a rule, a budget.
  subject_kind text,
  subject_id uuid,
  state text not null default 'draft' check (state in ('draft', 'open', 'answering', 'published', 'withdrawn')),
  closes_on date not null,
  answer_by date,
  opened_at timestamptz,
  published_at timestamptz,
  state_reason text,
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  check ((subject_kind is null) = (subject_id is null)),
  check (state in ('draft', 'withdrawn') or (opened_at is not null and answer_by is not null)),
  check ((state = 'published') = (published_at is not null)),
  check ((state = 'withdrawn') = (state_reason is not null))
);
create index consultation_state on consultation (space_id, state, closes_on);
create index consultation_about on consultation (space_id, subject_kind, subject_id) where subject_id is not null;
select linli_tenant('consultation');

-- A later closing day, and why. It is never an earlier one.
create table consultation_extension (
  space_id uuid not null references space (id),
  id uuid not null,
  consultation_id uuid not null,
  from_day date not null,
  to_day date not null,
  reason text not null,
  extended_by uuid not null,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, consultation_id) references consultation (space_id, id),
  check (to_day > from_day)
);
create index consultation_extension_of on consultation_extension (space_id, consultation_id, at);
select linli_tenant('consultation_extension');
select linli_append_only('consultation_extension');

-- Versions of the text. Sections are a list of {key, heading, text}; the key stays with a section from version to version,
-- so that comments and changes are found again.
create table consultation_text (
  space_id uuid not null references space (id),
  id uuid not null,
  consultation_id uuid not null,
  version integer not null check (version > 0),
  sections jsonb not null check (jsonb_typeof(sections) = 'array'),
  written_by uuid not null,
  written_at timestamptz not null,
  -- Since when everybody can read it; from then on it stands.
  out_at timestamptz,
  primary key (space_id, id),
  unique (space_id, consultation_id, version),
  foreign key (space_id, consultation_id) references consultation (space_id, id)
);
create unique index consultation_text_working on consultation_text (space_id, consultation_id) where out_at is null;
select linli_tenant('consultation_text');

create function consultation_text_stands() returns trigger language plpgsql as
$$
begin
  if old.out_at is not null then
    raise exception 'append_only: a text of a consultation that is out stands' using errcode = 'restrict_violation';
  end if;
  return new;
end
$$;
create trigger consultation_text_stands before update on consultation_text
  for each row execute function consultation_text_stands();

create table consultation_comment (
  space_id uuid not null references space (id),
  id uuid not null,
  consultation_id uuid not null,
  -- Its number among the comments of this consultation.
  ordinal integer not null check (ordinal > 0),
  -- The key of the section it is about; nothing: the whole.
  section integer,
  -- Whose it is; nothing: said without a name.
  person_id uuid,
  -- The worker or helper who wrote it down.
  recorded_by uuid,
  -- Known to the system, and shown to nobody.
  unnamed boolean not null,
  way text not null check (way in ('web', 'helper', 'paper', 'meeting', 'phone')),
  -- Which sheet, which meeting.
  source text not null default '',
  said_on date not null,
  text text not null,
  hidden_reason text,
  hidden_by uuid,
  -- Taken back by whose it was; the words are gone then.
  taken_back_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, consultation_id, ordinal),
  foreign key (space_id, consultation_id) references consultation (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  check ((hidden_reason is null) = (hidden_by is null)),
  check ((text = '') = (taken_back_at is not null)),
  check (way in ('web', 'helper') or source <> '')
);
create index consultation_comment_by on consultation_comment (space_id, person_id, consultation_id) where person_id is not null;
select linli_tenant('consultation_comment');

-- Who stands behind another's comment; taken back it is gone, since nobody is held to it.
create table consultation_support (
  space_id uuid not null references space (id),
  comment_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (space_id, comment_id, person_id),
  foreign key (space_id, comment_id) references consultation_comment (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create index consultation_support_by on consultation_support (space_id, person_id);
select linli_tenant('consultation_support', true);

-- Who wishes to be reminded before the end, and told what comes of it.
create table consultation_follower (
  space_id uuid not null references space (id),
  consultation_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  reminded_at timestamptz,
  primary key (space_id, consultation_id, person_id),
  foreign key (space_id, consultation_id) references consultation (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
select linli_tenant('consultation_follower', true);

-- What the office answers, to one comment or several; of two answers to one comment the later counts.
create table consultation_answer (
  space_id uuid not null references space (id),
  id uuid not null,
  consultation_id uuid not null,
  outcome text not null check (outcome in ('adopted', 'partly', 'declined')),
  -- What these comments say, in one sentence; empty where the answer is to one comment.
  gist text not null default '',
  reason text not null,
  -- What changed: a section of the new text by its key, or a thing elsewhere.
  section integer,
  thing_kind text,
  thing_id uuid,
  answered_by uuid not null,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, consultation_id) references consultation (space_id, id),
  check ((thing_kind is null) = (thing_id is null))
);
create index consultation_answer_of on consultation_answer (space_id, consultation_id, at);
select linli_tenant('consultation_answer');
select linli_append_only('consultation_answer');

create table consultation_answered (
  space_id uuid not null references space (id),
  answer_id uuid not null,
  comment_id uuid not null,
  at timestamptz not null,
  primary key (space_id, answer_id, comment_id),
  foreign key (space_id, answer_id) references consultation_answer (space_id, id),
  foreign key (space_id, comment_id) references consultation_comment (space_id, id)
);
create index consultation_answered_comment on consultation_answered (space_id, comment_id, at);
select linli_tenant('consultation_answered');
select linli_append_only('consultation_answered');

-- "You said, we did" as published, with the new text where there is one and the answers as they stood then.
create table consultation_report (
  space_id uuid not null references space (id),
  id uuid not null,
  consultation_id uuid not null,
  version integer not null check (version > 0),
  text_id uuid,
  summary text not null,
  -- Why it is published again; empty for the first.
  note text not null default '',
  published_on date not null,
  published_by uuid not null,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, consultation_id, version),
  foreign key (space_id, consultation_id) references consultation (space_id, id),
  foreign key (space_id, text_id) references consultation_text (space_id, id),
  check ((version = 1) = (note = ''))
);
select linli_tenant('consultation_report');
select linli_append_only('consultation_report');

create table consultation_report_answer (
  space_id uuid not null references space (id),
  report_id uuid not null,
  comment_id uuid not null,
  answer_id uuid not null,
  primary key (space_id, report_id, comment_id),
  foreign key (space_id, report_id) references consultation_report (space_id, id),
  foreign key (space_id, comment_id) references consultation_comment (space_id, id),
  foreign key (space_id, answer_id) references consultation_answer (space_id, id)
);
select linli_tenant('consultation_report_answer');
select linli_append_only('consultation_report_answer');

-- The log takes what is published.
do $$
declare words text := (select pg_get_constraintdef(oid) from pg_constraint
  where conrelid = 'log_source'::regclass and conname = 'log_source_kind_check');
begin
  execute 'alter table log_source drop constraint log_source_kind_check';
  execute 'alter table log_source add constraint log_source_kind_check '
    || replace(words, 'ARRAY[', 'ARRAY[''consultation''::text, ');
end $$;
create trigger log_note_consultation after insert on consultation_report for each row
  execute function log_note('consultation', 'typed');
