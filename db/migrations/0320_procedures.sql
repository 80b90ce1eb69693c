-- Procedures as documents: what steps a matter goes through is a dated version of its space, changed by the procedure it
-- names; a running procedure keeps the steps it began with. Two more bodies for the four discussions.
do $$
declare words text := (select pg_get_constraintdef(oid) from pg_constraint
  where conrelid = 'body'::regclass and conname = 'body_kind_check');
begin
  execute 'alter table body drop constraint body_kind_check';
  execute 'alter table body add constraint body_kind_check '
    || replace(words, 'ARRAY[', 'ARRAY[''party_branch''::text, ''party_members''::text, ');
end $$;

alter table procedure drop constraint procedure_template_check;
alter table procedure add constraint procedure_template_check check (template in
  ('admission', 'grant', 'micro', 'change', 'surplus', 'round', 'four_two', 'purpose', 'membership'));

-- Whose steps it goes through (a tier of a grant has its own), in which version, and from which line of the list of
-- who decides what it came.
alter table procedure add column plan text not null default '';
alter table procedure add column plan_version integer not null default 1;
alter table procedure add column competence_id uuid;

-- `plan` is the step as the version says it: its key, whom it asks, its own numbers, where it goes on a yes and a no. Null
-- in procedures begun before steps were documents. `went` is where it went on to.
alter table procedure_step drop constraint procedure_step_kind_check;
alter table procedure_step add constraint procedure_step_kind_check
  check (kind in ('vote', 'publication', 'host', 'opinion', 'check', 'residents'));
alter table procedure_step add column plan jsonb;
alter table procedure_step add column poll_id uuid;
alter table procedure_step add column went text;
create index procedure_step_poll on procedure_step (space_id, poll_id) where poll_id is not null;

-- What happens to a step besides its end: put off, asked to be skipped, seconded, a vote of residents tied to it. Public.
create table step_event (
  space_id uuid not null references space (id),
  id uuid not null,
  procedure_id uuid not null,
  step_id uuid not null,
  kind text not null check (kind in ('put_off', 'skip_asked', 'skip_seconded', 'poll_tied')),
  text text not null default '',
  until date,
  person_id uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, procedure_id) references procedure (space_id, id),
  foreign key (space_id, step_id) references procedure_step (space_id, id),
  check (kind not in ('put_off', 'skip_asked') or text <> ''),
  check ((kind = 'put_off') = (until is not null))
);
create index step_event_of on step_event (space_id, procedure_id, at);
select linli_tenant('step_event');
select linli_append_only('step_event');

-- A version of a procedure: ordered steps. Version 1 is what the house brings along and is not written down; a space writes
-- from version 2 on.
create table procedure_plan (
  space_id uuid not null references space (id),
  id uuid not null,
  code text not null,
  version integer not null check (version > 1),
  steps jsonb not null,
  in_force_from date not null,
  basis text not null,
  procedure_id uuid not null,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, code, version),
  foreign key (space_id, procedure_id) references procedure (space_id, id)
);
select linli_tenant('procedure_plan');
select linli_append_only('procedure_plan');

-- A change of a rule or of a procedure, written as a draft, put to the procedure that the rule or procedure names, and in
-- force from a day once it has passed.
create table amendment (
  space_id uuid not null references space (id),
  id uuid not null,
  kind text not null check (kind in ('rule', 'plan')),
  key text not null,
  reason text not null default '',
  content jsonb not null,
  in_force_from date,
  state text not null default 'draft' check (state in ('draft', 'proposed', 'adopted', 'failed', 'dropped')),
  procedure_id uuid,
  made_id uuid,
  created_by uuid,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (space_id, id),
  foreign key (space_id, procedure_id) references procedure (space_id, id),
  check (state not in ('proposed', 'adopted', 'failed') or procedure_id is not null),
  check ((state = 'adopted') = (made_id is not null)),
  check ((state in ('adopted', 'failed', 'dropped')) = (ended_at is not null))
);
create index amendment_state on amendment (space_id, state, created_at);
select linli_tenant('amendment');

-- Who decides what (F202): a matter, who decides it, and by which procedure; tiers by amount name a procedure each.
create table competence (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  title text not null,
  text text not null default '',
  area text not null check (area in ('money', 'place', 'rules', 'services', 'people', 'daily')),
  who text not null,
  basis text not null default '',
  template text check (template in
    ('admission', 'grant', 'micro', 'change', 'surplus', 'four_two', 'purpose', 'membership')),
  tiers jsonb not null default '[]',
  state text not null default 'open' check (state in ('open', 'ended')),
  ended_reason text,
  created_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  check ((state = 'ended') = (ended_reason is not null))
);
select linli_tenant('competence');
alter table procedure add foreign key (space_id, competence_id) references competence (space_id, id);
