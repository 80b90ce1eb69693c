-- Mediation by somebody neutral (F186): parties, sessions, an agreement, a look afterwards. Who the parties are and what was
-- said is sealed beside the case.
create table mediation (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  matter_id uuid,
  kind text not null check (kind in ('noise', 'leak', 'parking', 'family', 'money', 'property', 'pets', 'other')),
  mediator_person_id uuid not null,
  state text not null default 'open' check (state in ('open', 'agreed', 'ended', 'kept', 'broken')),
  follow_up_on date,
  ended_reason text not null default '',
  opened_on date not null,
  agreed_on date,
  closed_on date,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  check (state <> 'ended' or ended_reason <> ''),
  check ((state in ('agreed', 'kept', 'broken')) = (agreed_on is not null)),
  foreign key (space_id, matter_id) references matter (space_id, id),
  foreign key (space_id, mediator_person_id) references person (space_id, id)
);
select linli_tenant('mediation');

create table mediation_party (
  space_id uuid not null references space (id),
  id uuid not null,
  mediation_id uuid not null,
  side text not null check (side in ('one', 'other')),
  person_id uuid,
  -- Said yes to this mediator; without it nothing is agreed.
  trusts_on date,
  signed_on date,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, mediation_id) references mediation (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create index mediation_party_case on mediation_party (space_id, mediation_id);
create unique index mediation_party_side on mediation_party (space_id, mediation_id, side);
select linli_tenant('mediation_party');

create table mediation_session (
  space_id uuid not null references space (id),
  id uuid not null,
  mediation_id uuid not null,
  held_on date not null,
  place_text text not null default '',
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, mediation_id) references mediation (space_id, id)
);
create index mediation_session_case on mediation_session (space_id, mediation_id, held_on);
select linli_tenant('mediation_session');
select linli_append_only('mediation_session');
