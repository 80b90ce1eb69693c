-- Limits by class (F171): within hours that do not stop at night, or within days, working days where it says so. What is
-- said falls under the finest rule for its class; the limit stands beside the matter and can be stopped with a reason.
create table limit_rule (
  space_id uuid not null references space (id),
  id uuid not null,
  class_code text references classification (code),
  hours integer check (hours between 1 and 240),
  days integer check (days between 1 and 366),
  working boolean not null default false,
  source text not null,
  ended_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id),
  check ((hours is null) <> (days is null)),
  check (hours is null or not working)
);
create unique index limit_rule_once on limit_rule (space_id, coalesce(class_code, '')) where ended_at is null;
select linli_tenant('limit_rule');

create table matter_limit (
  space_id uuid not null references space (id),
  matter_id uuid not null,
  rule_id uuid not null,
  due_at timestamptz not null,
  -- Answered or ended, and when; null while it runs.
  met_at timestamptz,
  paused_at timestamptz,
  at timestamptz not null,
  primary key (space_id, matter_id),
  check (met_at is null or paused_at is null),
  foreign key (space_id, matter_id) references matter (space_id, id),
  foreign key (space_id, rule_id) references limit_rule (space_id, id)
);
create index matter_limit_due on matter_limit (space_id, due_at) where met_at is null;
select linli_tenant('matter_limit');

create table limit_pause (
  space_id uuid not null references space (id),
  id uuid not null,
  matter_id uuid not null,
  reason text not null,
  from_at timestamptz not null,
  until_at timestamptz,
  primary key (space_id, id),
  check (until_at is null or until_at >= from_at),
  foreign key (space_id, matter_id) references matter_limit (space_id, matter_id)
);
create index limit_pause_matter on limit_pause (space_id, matter_id);
select linli_tenant('limit_pause');
