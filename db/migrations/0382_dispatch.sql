-- Which role answers for which words (F206): by class and place, the finest rule first.
create table route_rule (
  space_id uuid not null references space (id),
  id uuid not null,
  class_code text references classification (code),
  place_id uuid,
  duty text not null check (duty in ('worker', 'grid_worker', 'hub', 'secretary', 'admin', 'cadre', 'head', 'member')),
  note text not null default '',
  ended_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id),
  check (class_code is not null or place_id is not null),
  foreign key (space_id, place_id) references place (space_id, id)
);
create unique index route_rule_once on route_rule (space_id, coalesce(class_code, ''), coalesce(place_id::text, ''))
  where ended_at is null;
select linli_tenant('route_rule');

-- A matter offered to somebody else. Whoever received it first answers for it until the other has accepted.
create table handover (
  space_id uuid not null references space (id),
  id uuid not null,
  matter_id uuid not null,
  from_person_id uuid,
  to_person_id uuid not null,
  reason text not null,
  state text not null default 'offered' check (state in ('offered', 'accepted', 'refused', 'withdrawn')),
  answer_text text not null default '',
  at timestamptz not null,
  answered_at timestamptz,
  primary key (space_id, id),
  check ((state = 'offered') = (answered_at is null)),
  check (state <> 'refused' or answer_text <> ''),
  foreign key (space_id, matter_id) references matter (space_id, id),
  foreign key (space_id, to_person_id) references person (space_id, id)
);
create unique index handover_one on handover (space_id, matter_id) where state = 'offered';
create index handover_to on handover (space_id, to_person_id, state);
select linli_tenant('handover');

-- Departments that work on a matter together: one thread, one owner (F206).
create table matter_share (
  space_id uuid not null references space (id),
  matter_id uuid not null,
  organisation_id uuid not null,
  task_text text not null,
  ended_on date,
  result_text text not null default '',
  at timestamptz not null,
  primary key (space_id, matter_id, organisation_id),
  foreign key (space_id, matter_id) references matter (space_id, id),
  foreign key (space_id, organisation_id) references organisation (space_id, id)
);
select linli_tenant('matter_share');

-- The next door (F207): up to the street and back, to mediation, to the council, as a petition.
create table referral (
  space_id uuid not null references space (id),
  id uuid not null,
  matter_id uuid not null,
  door text not null check (door in ('street', 'district', 'hotline', 'council', 'petition', 'mediation', 'police', 'court')),
  office_text text not null default '',
  reference_text text not null default '',
  reason text not null,
  sent_on date not null,
  due_on date not null,
  state text not null default 'out' check (state in ('out', 'back', 'withdrawn')),
  result_text text not null default '',
  back_on date,
  at timestamptz not null,
  primary key (space_id, id),
  check (due_on >= sent_on),
  check ((state = 'out') = (back_on is null)),
  check (state = 'out' or result_text <> ''),
  foreign key (space_id, matter_id) references matter (space_id, id)
);
create index referral_matter on referral (space_id, matter_id);
create index referral_due on referral (space_id, state, due_on);
select linli_tenant('referral');

-- What the community does by law, helps with, and must not be given (F187).
create table duty_item (
  space_id uuid not null references space (id),
  id uuid not null,
  kind text not null check (kind in ('own', 'assist', 'never')),
  title text not null,
  source text not null,
  ended_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id)
);
select linli_tenant('duty_item');

-- Work that a department asks the community to do, accepted or refused against that list.
create table handed_work (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  department_text text not null,
  title text not null,
  text text not null default '',
  funds_text text not null default '',
  state text not null default 'asked' check (state in ('asked', 'accepted', 'refused')),
  duty_item_id uuid,
  answer_text text not null default '',
  asked_on date not null,
  answered_on date,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  check ((state = 'asked') = (answered_on is null)),
  check (state = 'asked' or answer_text <> ''),
  check (state <> 'accepted' or duty_item_id is not null),
  foreign key (space_id, duty_item_id) references duty_item (space_id, id)
);
select linli_tenant('handed_work');
