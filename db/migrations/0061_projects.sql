-- Projects answer needs that no resource covers: five required parts (F138), a budget, versions that cite what changed them.
-- What is still being written stands in `draft` and may be incomplete; handed in, it becomes a version that is never
-- rewritten. `admission_id` is the procedure by which a new service was let in before any money was asked for (F085).
create table project (
  space_id uuid not null references space (id),
  id uuid not null,
  number text,
  kind text not null default 'project' check (kind in ('project', 'service', 'micro')),
  title text not null,
  fund_id uuid,
  provider_organisation_id uuid,
  leader_person_id uuid,
  driver text not null default 'need' check (driver in ('need', 'outside', 'policy', 'mixed')),
  starts_on date,
  ends_on date,
  version integer not null default 0,
  state text not null default 'draft' check (state in ('draft', 'submitted', 'deciding', 'approved', 'declined', 'running', 'done', 'closed', 'withdrawn')),
  state_reason text,
  draft jsonb,
  admission_id uuid,
  procedure_id uuid,
  authorisation_id uuid,
  started_at timestamptz,
  finished_at timestamptz,
  closed_at timestamptz,
  lessons text not null default '',
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  check (state <> 'closed' or lessons <> ''),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, provider_organisation_id) references organisation (space_id, id),
  foreign key (space_id, leader_person_id) references person (space_id, id),
  foreign key (space_id, admission_id) references procedure (space_id, id),
  foreign key (space_id, procedure_id) references procedure (space_id, id),
  foreign key (space_id, authorisation_id) references ledger_authorisation (space_id, id)
);
create index project_state on project (space_id, state, updated_at);
select linli_tenant('project');

create table project_version (
  space_id uuid not null references space (id),
  project_id uuid not null,
  version integer not null,
  goals text not null,
  content text not null,
  beneficiaries text not null,
  plan text not null,
  evaluation text not null,
  changed text not null default '',
  change_id uuid,
  written_by uuid,
  at timestamptz not null,
  primary key (space_id, project_id, version),
  foreign key (space_id, project_id) references project (space_id, id)
);
select linli_tenant('project_version');
select linli_append_only('project_version');

create table budget_line (
  space_id uuid not null references space (id),
  id uuid not null,
  project_id uuid not null,
  version integer not null,
  line integer not null,
  title text not null,
  quantity bigint not null check (quantity > 0),
  unit_price bigint not null check (unit_price >= 0),
  source text not null default 'fund' check (source in ('fund', 'own', 'other')),
  primary key (space_id, id),
  unique (space_id, project_id, version, line),
  foreign key (space_id, project_id) references project (space_id, id)
);
select linli_tenant('budget_line');
select linli_append_only('budget_line');

create table project_need (
  space_id uuid not null references space (id),
  project_id uuid not null,
  need_id uuid not null,
  at timestamptz not null,
  primary key (space_id, project_id, need_id),
  foreign key (space_id, project_id) references project (space_id, id),
  foreign key (space_id, need_id) references need (space_id, id)
);
create index project_need_need on project_need (space_id, need_id);
select linli_tenant('project_need');

-- `photo_consent` says how it stands with the people in the photos: none are to be seen, or they agreed.
create table progress_report (
  space_id uuid not null references space (id),
  id uuid not null,
  project_id uuid not null,
  text text not null,
  services bigint not null default 0,
  people bigint not null default 0,
  minutes bigint not null default 0,
  percent integer not null check (percent between 0 and 100),
  photo_consent text not null default '' check (photo_consent in ('', 'nobody', 'agreed')),
  reported_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, project_id) references project (space_id, id)
);
create index progress_of_project on progress_report (space_id, project_id, at);
select linli_tenant('progress_report');
select linli_append_only('progress_report');
