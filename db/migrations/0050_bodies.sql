-- Bodies with seats by kind, their holders with terms, and the rules in force as dated versions.
-- `charter` is the body's duties, one to a line, public (F047).
create table body (
  space_id uuid not null references space (id),
  id uuid not null,
  kind text not null check (kind in ('committee', 'two_committees', 'council', 'supervisory', 'residents', 'joint_conference', 'leading_group', 'other')),
  name text not null,
  charter text not null,
  host_organisation_id uuid,
  active_from date,
  state text not null default 'forming' check (state in ('forming', 'active', 'ended')),
  ended_reason text,
  created_at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, host_organisation_id) references organisation (space_id, id)
);
select linli_tenant('body');

-- One holder's term on a body, for whom they sit there. A new term is a new row; `ended_at` cuts a term short at once.
create table seat (
  space_id uuid not null references space (id),
  id uuid not null,
  body_id uuid not null,
  kind text not null check (kind in ('resident', 'donor', 'charity', 'community', 'street', 'organisation', 'social_work', 'volunteer', 'enterprise', 'property', 'supervisor', 'chair', 'member')),
  votes boolean not null,
  person_id uuid not null,
  organisation_id uuid,
  starts_on date not null,
  ends_on date,
  ended_at timestamptz,
  ended_reason text,
  at timestamptz not null,
  primary key (space_id, id),
  check (votes = false or kind <> 'supervisor'),
  foreign key (space_id, body_id) references body (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, organisation_id) references organisation (space_id, id)
);
create index seat_body on seat (space_id, body_id);
create index seat_person on seat (space_id, person_id);
select linli_tenant('seat');

-- A rule is a document with parameters (quorum, majority, days …), in force from a date until the next version begins,
-- never rewritten. `basis` says who adopted it and when. Fractions stand in `parameters` as text ('2/3'), never as decimals.
create table rule (
  space_id uuid not null references space (id),
  id uuid not null,
  body_id uuid,
  kind text not null,
  title text not null,
  version integer not null,
  text text not null,
  parameters jsonb not null,
  in_force_from date not null,
  basis text not null,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, kind, version),
  foreign key (space_id, body_id) references body (space_id, id)
);
select linli_tenant('rule');
select linli_append_only('rule');
