-- A link or printed card by which one says what came of one thing without an account: one per voice, signed by our key,
-- revoked with a reason when it was lost or came into other hands.
create table verdict_link (
  space_id uuid not null references space (id),
  id uuid not null,
  subject_kind text not null check (subject_kind in ('matter', 'need')),
  subject_id uuid not null,
  person_id uuid,
  made_by uuid,
  at timestamptz not null,
  revoked_at timestamptz,
  revoked_text text not null default '',
  primary key (space_id, id),
  check ((revoked_at is null) = (revoked_text = '')),
  foreign key (space_id, person_id) references person (space_id, id)
);
create unique index verdict_link_one on verdict_link (space_id, subject_kind, subject_id, coalesce(person_id::text, ''))
  where revoked_at is null;
select linli_tenant('verdict_link');

-- Somebody was asked and not reached: asked once more four weeks later, and counted as unanswered until they say something.
create table verdict_attempt (
  space_id uuid not null references space (id),
  id uuid not null,
  subject_kind text not null check (subject_kind in ('matter', 'need')),
  subject_id uuid not null,
  person_id uuid,
  way text not null check (way in ('call', 'visit', 'link')),
  by_person uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create index verdict_attempt_subject on verdict_attempt (space_id, subject_kind, subject_id, at);
select linli_tenant('verdict_attempt');
select linli_append_only('verdict_attempt');
