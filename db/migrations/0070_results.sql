-- What came of it, said by those served and by who spoke; a verdict is not the end: it proposes a change. The words lie
-- sealed beside it; in public there is only a reason from a short list. A later verdict of the same voice counts instead.
create table verdict (
  space_id uuid not null references space (id),
  id uuid not null,
  subject_kind text not null check (subject_kind in ('matter', 'need', 'project', 'proposal')),
  subject_id uuid not null,
  need_id uuid,
  project_id uuid,
  person_id uuid,
  verdict text not null check (verdict in ('solved', 'partly', 'not')),
  way text not null check (way in ('self', 'card', 'link', 'call', 'paper')),
  recorded_by uuid,
  evidence text,
  reason text not null default '' check (reason in ('', 'quality', 'late', 'too_little', 'wrong_thing', 'came_back', 'other')),
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, need_id) references need (space_id, id),
  foreign key (space_id, project_id) references project (space_id, id),
  foreign key (space_id, person_id) references person (space_id, id),
  check (way not in ('call', 'paper') or evidence is not null)
);
create index verdict_need on verdict (space_id, need_id, at);
create index verdict_project on verdict (space_id, project_id, at);
create index verdict_subject on verdict (space_id, subject_kind, subject_id);
select linli_tenant('verdict');
select linli_append_only('verdict');

-- What was proposed lies sealed beside the row; `summary` is what the office made public of it when it answered.
create table proposed_change (
  space_id uuid not null references space (id),
  id uuid not null,
  project_id uuid not null,
  verdict_id uuid,
  matter_id uuid,
  summary text not null default '',
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
create index proposed_change_project on proposed_change (space_id, project_id, at);
select linli_tenant('proposed_change');
