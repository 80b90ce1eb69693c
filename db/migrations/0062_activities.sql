-- Small activities that neighbours lead, sign up to and lend a hand in; invitations make the tree of who brought whom.
create table invitation (
  space_id uuid not null references space (id),
  id uuid not null,
  person_id uuid not null,
  invited_by uuid not null,
  purpose text not null check (purpose in ('lead', 'help', 'join')),
  text text not null,
  because_kind text,
  because_id uuid,
  state text not null default 'sent' check (state in ('sent', 'accepted', 'declined', 'withdrawn')),
  answered_at timestamptz,
  reason text,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, invited_by) references person (space_id, id)
);
select linli_tenant('invitation');

create table activity (
  space_id uuid not null references space (id),
  id uuid not null,
  number text,
  title text not null,
  text text not null default '',
  series text not null default '',
  place_id uuid,
  place_text text not null default '',
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity integer,
  leader_person_id uuid not null,
  invitation_id uuid,
  project_id uuid,
  fund_id uuid,
  budget bigint,
  procedure_id uuid,
  authorisation_id uuid,
  risk text not null default '',
  insurance_policy text,
  hazardous boolean not null default false,
  state text not null default 'draft' check (state in ('draft', 'open', 'held', 'cancelled')),
  state_reason text,
  result_text text not null default '',
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
  foreign key (space_id, authorisation_id) references ledger_authorisation (space_id, id)
);
select linli_tenant('activity');

create table signup (
  space_id uuid not null references space (id),
  id uuid not null,
  activity_id uuid not null,
  person_id uuid not null,
  part text not null check (part in ('join', 'help')),
  state text not null default 'in' check (state in ('in', 'out', 'came', 'absent')),
  minutes bigint,
  entry_id uuid,
  certified_by uuid,
  at timestamptz not null,
  updated_at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, activity_id, person_id),
  foreign key (space_id, activity_id) references activity (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id)
);
select linli_tenant('signup');

-- Hours given outside activities (a delivery, a project's work), certified by who saw them; counted in the ledger, never priced.
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
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  foreign key (space_id, entry_id) references ledger_entry (space_id, id)
);
select linli_tenant('service_hours');
