-- Supervisors see money, decisions and services; the words of a person only in one case, for a reason, for some days, and
-- every opening is written down.
create table case_request (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  matter_id uuid not null,
  reason text not null,
  person_id uuid not null,
  state text not null check (state in ('asked', 'granted', 'refused', 'ended')),
  until_on date,
  decided_by uuid,
  decided_at timestamptz,
  decided_reason text,
  ended_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, matter_id) references matter (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  check ((state = 'asked') = (decided_at is null)),
  check (state = 'asked' or decided_by is not null),
  check (decided_by is null or decided_by <> person_id),
  check (state not in ('granted', 'ended') or until_on is not null),
  check (state <> 'refused' or decided_reason is not null)
);
create unique index case_request_open on case_request (space_id, matter_id, person_id) where state in ('asked', 'granted');
select linli_tenant('case_request');

create table case_opening (
  space_id uuid not null references space (id),
  id uuid not null,
  request_id uuid not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, request_id) references case_request (space_id, id)
);
select linli_tenant('case_opening');
select linli_append_only('case_opening');
