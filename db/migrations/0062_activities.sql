-- Small activities that neighbours lead, sign up to and lend a hand in; invitations make the tree of who brought whom.
-- What was written in an invitation, and what was answered, are sealed bodies beside it (kinds `words` and `reply`).
create table invitation (
  space_id uuid not null references space (id),
  id uuid not null,
  person_id uuid not null,
  invited_by uuid not null,
  purpose text not null check (purpose in ('lead', 'help', 'join')),
  -- The activity one is asked to help at or to come to.
  activity_id uuid,
  because_kind text,
  because_id uuid,
  state text not null default 'sent' check (state in ('sent', 'accepted', 'declined', 'withdrawn')),
  answered_at timestamptz,
  answered_by uuid,
  -- Why the office took it back.
  state_reason text,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, invited_by) references person (space_id, id),
  check ((state in ('accepted', 'declined')) = (answered_at is not null)),
  check ((because_kind is null) = (because_id is null))
);
-- Nobody is asked the same thing twice while the first question stands.
create unique index invitation_once on invitation (space_id, person_id, purpose) where state = 'sent';
select linli_tenant('invitation');

create table activity (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  title text not null,
  text text not null default '',
  series text not null default '',
  place_id uuid,
  place_text text not null default '',
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity integer check (capacity > 0),
  leader_person_id uuid not null,
  invitation_id uuid,
  project_id uuid,
  -- Money asked of a micro-fund: granted by a procedure, then held under its authorisation.
  fund_id uuid,
  budget bigint check (budget > 0),
  budget_text text not null default '',
  procedure_id uuid,
  authorisation_id uuid,
  -- Volunteer Service Regulations art. 12 and 17: risks are said beforehand, insurance precedes hazardous service.
  risk text not null check (risk <> ''),
  insurance_policy text,
  hazardous boolean not null default false,
  state text not null check (state in ('checking', 'deciding', 'declined', 'open', 'held', 'settled', 'cancelled')),
  state_reason text,
  result_text text not null default '',
  created_by uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, place_id) references place (space_id, id),
  foreign key (space_id, leader_person_id) references person (space_id, id),
  foreign key (space_id, invitation_id) references invitation (space_id, id),
  foreign key (space_id, project_id) references project (space_id, id),
  foreign key (space_id, fund_id) references fund (space_id, id),
  foreign key (space_id, procedure_id) references procedure (space_id, id),
  foreign key (space_id, authorisation_id) references ledger_authorisation (space_id, id),
  check (ends_at > starts_at),
  check ((budget is null) = (fund_id is null)),
  check (not hazardous or insurance_policy is not null)
);
create index activity_starts on activity (space_id, starts_at);
create index activity_invitation on activity (space_id, invitation_id) where invitation_id is not null;
create index activity_project on activity (space_id, project_id) where project_id is not null;
select linli_tenant('activity');
alter table invitation add foreign key (space_id, activity_id) references activity (space_id, id);

create table signup (
  space_id uuid not null references space (id),
  id uuid not null,
  activity_id uuid not null,
  person_id uuid not null,
  part text not null check (part in ('join', 'help')),
  -- The neighbour whose link or word brought this one.
  brought_by uuid,
  state text not null default 'in' check (state in ('in', 'out', 'came', 'absent')),
  -- Service given, of helpers only, certified by who saw it.
  minutes bigint check (minutes > 0),
  entry_id uuid,
  certified_by uuid,
  at timestamptz not null,
  updated_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, activity_id, person_id),
  foreign key (space_id, activity_id) references activity (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, brought_by) references person (space_id, id),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id),
  check ((minutes is null) = (entry_id is null)),
  check (minutes is null or (state = 'came' and part = 'help' and certified_by is not null)),
  -- Nobody certifies their own hours.
  check (certified_by is null or certified_by <> person_id)
);
create index signup_person on signup (space_id, person_id);
select linli_tenant('signup');

-- Hours given outside sign-ups (a delivery, a project's work, leading), certified by who saw them; counted in the ledger,
-- never priced. Taken back they stay, with the reason, and their entry is reversed.
create table service_hours (
  space_id uuid not null references space (id),
  id uuid not null,
  person_id uuid not null,
  subject_kind text not null,
  subject_id uuid not null,
  minutes bigint not null check (minutes > 0),
  served_on date not null,
  text text not null default '',
  certified_by uuid not null,
  entry_id uuid not null,
  taken_back text,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id),
  check (certified_by <> person_id)
);
create index service_hours_subject on service_hours (space_id, subject_kind, subject_id);
create index service_hours_person on service_hours (space_id, person_id);
select linli_tenant('service_hours');
