-- The register of laws and local rules (F209), and the pact of a community (F061).
create table statute (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  title text not null,
  level text not null check (level in ('law', 'regulation', 'local', 'guide', 'community')),
  issuer text not null,
  document text not null default '',
  summary text not null default '',
  in_force_from date not null,
  valid_until date,
  review_on date,
  -- What stands on it: kinds of rules and procedures.
  uses jsonb not null default '[]',
  state text not null default 'kept' check (state in ('kept', 'struck')),
  struck_reason text,
  replaced_by_id uuid,
  created_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, replaced_by_id) references statute (space_id, id),
  check (valid_until is null or valid_until >= in_force_from),
  check ((state = 'struck') = (struck_reason is not null))
);
select linli_tenant('statute');

-- A version of the pact; the first is adopted at a meeting, every later one by a procedure that passed.
create table pact_version (
  space_id uuid not null references space (id),
  id uuid not null,
  version integer not null check (version > 0),
  title text not null,
  text text not null,
  basis text not null,
  procedure_id uuid,
  in_force_from date not null,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, version),
  foreign key (space_id, procedure_id) references procedure (space_id, id),
  check (version = 1 or procedure_id is not null)
);
select linli_tenant('pact_version');
select linli_append_only('pact_version');

-- Who signs it: oneself, or for one's household; with one's own hand, or on paper that the office keeps. Leaving is as free.
create table pact_signature (
  space_id uuid not null references space (id),
  id uuid not null,
  version_id uuid not null,
  person_id uuid not null,
  for_household boolean not null default false,
  way text not null check (way in ('own', 'paper')),
  recorded_by uuid,
  signed_on date not null,
  left_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, version_id) references pact_version (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create unique index pact_signature_once on pact_signature (space_id, version_id, person_id) where left_at is null;
select linli_tenant('pact_signature');

-- A friendly reminder of the pact: between the office and whom it is about. No other room reads it, and it never decides
-- about help.
create table pact_reminder (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  version_id uuid not null,
  person_id uuid not null,
  clause text not null,
  text text not null,
  said_by uuid not null,
  at timestamptz not null,
  settled_on date,
  settled_words text,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, version_id) references pact_version (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  check ((settled_on is null) = (settled_words is null))
);
select linli_tenant('pact_reminder');
