-- What came of it, said by those served and by who spoke; a verdict is not the end: it proposes a change.
create table verdict (
  space_id uuid not null references space (id),
  id uuid not null,
  subject_kind text not null check (subject_kind in ('matter', 'need', 'project', 'proposal')),
  subject_id uuid not null,
  need_id uuid,
  person_id uuid,
  verdict text not null check (verdict in ('solved', 'partly', 'not')),
  way text not null check (way in ('self', 'card', 'link', 'call', 'paper')),
  recorded_by uuid,
  evidence text,
  reason_public text not null default '',
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, need_id) references need (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id)
);
create index verdict_subject on verdict (space_id, subject_kind, subject_id);
select linli_tenant('verdict');
select linli_append_only('verdict');

create table proposed_change (
  space_id uuid not null references space (id),
  id uuid not null,
  project_id uuid not null,
  verdict_id uuid,
  matter_id uuid,
  text text not null,
  proposed_by uuid,
  state text not null default 'proposed' check (state in ('proposed', 'accepted', 'partly', 'declined')),
  answer text,
  answered_by uuid,
  answered_at timestamptz,
  to_version integer,
  told_at timestamptz,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, project_id) references project (space_id, id),
  foreign key (space_id, verdict_id) references verdict (space_id, id),
  foreign key (space_id, matter_id) references matter (space_id, id)
);
select linli_tenant('proposed_change');
