-- What those who watch say of a project, a payment, a decision or a fund; it must be answered, and an objection holds the
-- money back until it is.
create table opinion (
  space_id uuid not null references space (id),
  id uuid not null,
  number text not null,
  subject_kind text not null check (subject_kind in ('project', 'payment', 'procedure', 'fund')),
  subject_id uuid not null,
  -- The body the supervisor sits on.
  body_id uuid not null,
  person_id uuid not null,
  stance text not null check (stance in ('agree', 'suggest', 'object')),
  text text not null,
  -- An answer is owed to a suggestion and an objection.
  due_on date,
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id),
  unique (space_id, number),
  foreign key (space_id, body_id) references body (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  check ((stance = 'agree') = (due_on is null)),
  check ((answer is null) = (answered_at is null)),
  check ((answer is null) = (answered_by is null)),
  -- Nobody answers themselves.
  check (answered_by is null or answered_by <> person_id)
);
create index opinion_subject on opinion (space_id, subject_kind, subject_id);
create index opinion_open on opinion (space_id, due_on) where answer is null and due_on is not null;
select linli_tenant('opinion');
