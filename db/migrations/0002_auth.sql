-- Accounts: one for a human being, whatever spaces they belong to. The first five tables are those better-auth 1.7
-- expects (plugins username, phoneNumber, twoFactor), written here by hand so that every table comes from a migration.
-- They are outside the tenancy rule on purpose: who signs in is not known yet, so no space can be either. No table
-- here holds a name a stranger could read or a telephone number: `phoneNumber` is a keyed hash of it.
create table auth."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  username text unique,
  "displayUsername" text,
  "phoneNumber" text unique,
  "phoneNumberVerified" boolean default false,
  "twoFactorEnabled" boolean default false
);

create table auth.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade
);
create index session_of_user on auth.session ("userId");

create table auth.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index account_of_user on auth.account ("userId");

create table auth.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_identifier on auth.verification (identifier);

create table auth."twoFactor" (
  id text primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  verified boolean default true,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz
);
create index two_factor_secret on auth."twoFactor" (secret);
create index two_factor_user on auth."twoFactor" ("userId");

-- Which person an account is in which space; a person of a space has at most one account.
create table auth.membership (
  account_id text not null references auth."user" (id) on delete cascade,
  space_id uuid not null references space (id),
  person_id uuid not null,
  primary key (account_id, space_id),
  unique (space_id, person_id)
);

-- What better-auth does not keep of a session: how it was opened, whether the second factor was shown in it, and
-- whom its holder acts for in which space.
create table auth.session_note (
  session_id text primary key references auth.session (id) on delete cascade,
  way text not null check (way in ('phone', 'password', 'card')),
  second_factor_at timestamptz,
  card_id uuid,
  space_id uuid references space (id),
  acting_for uuid,
  acting_as text check (acting_as in ('worker', 'helper', 'hub')),
  at timestamptz not null
);
create index session_note_card on auth.session_note (card_id) where card_id is not null;

-- A household card opens its account from any address: only the keyed hash of the printed code is kept.
create table auth.card (
  code_hash text primary key,
  account_id text not null references auth."user" (id) on delete cascade,
  space_id uuid not null references space (id),
  card_id uuid not null
);
create unique index card_once on auth.card (space_id, card_id);

-- Tries to get in, kept in the database so that a restart forgets none; `who` and `address` are keyed hashes.
create table auth.login_attempt (
  id uuid primary key,
  deed text not null check (deed in ('enter', 'code')),
  who text not null,
  address text not null,
  state text not null check (state in ('tried', 'passed', 'refused')),
  at timestamptz not null
);
create index login_attempt_who on auth.login_attempt (who, at);
create index login_attempt_address on auth.login_attempt (address, at);

grant select, insert, update, delete on all tables in schema auth to linli_app;
