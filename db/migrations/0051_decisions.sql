-- Procedures: ordered steps, each taken by a body under a rule in force; votes and recusals are append-only.
-- `text` is the motion as it is put to the vote; `earlier_id` the procedure that failed or was withdrawn before it.
create table procedure (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  template text not null check (template in ('admission', 'grant', 'micro', 'change')),
  title text not null,
  text text not null default '',
  subject_kind text not null,
  subject_id uuid not null,
  amount bigint check (amount > 0),
  account_id uuid,
  payee_organisation_id uuid,
  payee_person_id uuid,
  state text not null default 'running' check (state in ('running', 'passed', 'failed', 'withdrawn')),
  earlier_id uuid,
  authorisation_id uuid,
  opened_by uuid,
  opened_at timestamptz not null,
  ended_at timestamptz,
  reason text,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, earlier_id) references procedure (space_id, id),
  foreign key (space_id, account_id) references ledger_account (space_id, id),
  foreign key (space_id, authorisation_id) references ledger_authorisation (space_id, id),
  foreign key (space_id, payee_organisation_id) references organisation (space_id, id),
  foreign key (space_id, payee_person_id) references person (space_id, id)
);
create index procedure_subject on procedure (space_id, subject_kind, subject_id);
-- A matter is decided once at a time.
create unique index procedure_running on procedure (space_id, subject_kind, subject_id, template) where state = 'running';
select linli_tenant('procedure');

-- The rule that binds a step is the one in force when the procedure began; `tally` is what the rule made of the votes at the close.
create table procedure_step (
  space_id uuid not null references space (id),
  id uuid not null,
  procedure_id uuid not null,
  ordinal integer not null,
  kind text not null check (kind in ('vote', 'publication', 'host')),
  body_id uuid not null,
  rule_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'open', 'passed', 'failed', 'skipped')),
  opened_at timestamptz,
  closes_on date,
  closed_at timestamptz,
  closed_by uuid,
  tally jsonb,
  reason text,
  primary key (space_id, id),
  unique (space_id, procedure_id, ordinal),
  foreign key (space_id, procedure_id) references procedure (space_id, id),
  foreign key (space_id, body_id) references body (space_id, id),
  foreign key (space_id, rule_id) references rule (space_id, id)
);
select linli_tenant('procedure_step');

-- One vote per seat and step. A changed mind before the close is a later row with the next `turn`; the last one counts,
-- and two votes sent at once meet on the key.
create table vote (
  space_id uuid not null references space (id),
  id uuid not null,
  step_id uuid not null,
  seat_id uuid not null,
  turn integer not null check (turn > 0),
  person_id uuid not null,
  choice text not null check (choice in ('yes', 'no', 'abstain')),
  remark text not null default '',
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  constraint vote_once unique (space_id, step_id, seat_id, turn),
  foreign key (space_id, step_id) references procedure_step (space_id, id),
  foreign key (space_id, seat_id) references seat (space_id, id)
);
select linli_tenant('vote');
select linli_append_only('vote');

create table recusal (
  space_id uuid not null references space (id),
  id uuid not null,
  procedure_id uuid not null,
  person_id uuid not null,
  ground text not null check (ground in ('declared', 'same_person', 'household', 'organisation')),
  detail text not null default '',
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, procedure_id, person_id),
  foreign key (space_id, procedure_id) references procedure (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
select linli_tenant('recusal');
select linli_append_only('recusal');

-- An objection is said in public and answered in public; `public_name` is empty unless the person wished to be named.
create table objection (
  space_id uuid not null references space (id),
  id uuid not null,
  procedure_id uuid not null,
  step_id uuid not null,
  person_id uuid,
  public_name text not null default '',
  text text not null,
  due_on date not null,
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, procedure_id) references procedure (space_id, id),
  foreign key (space_id, step_id) references procedure_step (space_id, id)
);
create index objection_procedure on objection (space_id, procedure_id);
select linli_tenant('objection');
