-- Persons, households, mandates, consents, cards and family helpers of a space.
create table household (
  space_id uuid not null references space (id),
  id uuid not null,
  name text not null,
  place_id uuid,
  door text not null default '',
  created_at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id)
);
select linli_tenant('household');

-- `phone_hash` finds a person by number without keeping the number readable; the number itself and everything
-- sensitive are sealed with the row's id as context.
create table person (
  space_id uuid not null references space (id),
  id uuid not null,
  name text not null,
  display text not null default 'masked' check (display in ('real', 'masked', 'alias')),
  alias text,
  birth_year integer,
  household_id uuid,
  place_id uuid,
  phone_hash text,
  phone_sealed bytea,
  sensitive_sealed bytea,
  preferred_contact text not null default 'none' check (preferred_contact in ('call', 'sms', 'knock', 'family', 'none')),
  lang text not null default 'zh' check (lang in ('zh', 'en')),
  resident boolean not null default true,
  former_resident boolean not null default false,
  served_at timestamptz,
  erased_at timestamptz,
  created_at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, household_id) references household (space_id, id),
  foreign key (space_id, place_id) references place (space_id, id)
);
create index person_phone on person (space_id, phone_hash);
create index person_household on person (space_id, household_id);
select linli_tenant('person');

-- A role is a mandate of a person (perhaps for an organisation) in a space or body, with start and end; never a flag.
create table mandate (
  space_id uuid not null references space (id),
  id uuid not null,
  person_id uuid not null,
  organisation_id uuid,
  body_id uuid,
  role text not null,
  starts_on date not null,
  ends_on date,
  ended_reason text,
  granted_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create index mandate_person on mandate (space_id, person_id);
select linli_tenant('mandate');

create table consent (
  space_id uuid not null references space (id),
  id uuid not null,
  person_id uuid not null,
  purpose text not null,
  text_version text not null,
  about_kind text,
  about_id uuid,
  given boolean not null,
  way text not null,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create index consent_person on consent (space_id, person_id, purpose, at);
select linli_tenant('consent');
select linli_append_only('consent');

create table household_card (
  space_id uuid not null references space (id),
  id uuid not null,
  household_id uuid not null,
  person_id uuid not null,
  code_hash text not null,
  issued_by uuid,
  issued_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text,
  last_used_at timestamptz,
  primary key (space_id, id),
  unique (space_id, code_hash),
  foreign key (space_id, household_id) references household (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
select linli_tenant('household_card');

create table family_helper (
  space_id uuid not null references space (id),
  id uuid not null,
  person_id uuid not null,
  helper_person_id uuid not null,
  scope_text text not null default '',
  starts_on date not null,
  ends_on date,
  recorded_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, helper_person_id) references person (space_id, id)
);
select linli_tenant('family_helper');
