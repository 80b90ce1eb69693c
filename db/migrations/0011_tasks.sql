-- Due dates with a rule, an owner, a reminder and an escalation; the one clock of the product.
create table task (
  space_id uuid not null references space (id),
  id uuid not null,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  title text not null,
  rule text not null default '',
  owner_person_id uuid,
  owner_role text,
  due_at timestamptz not null,
  remind_at timestamptz,
  escalate_to_role text,
  state text not null default 'open' check (state in ('open', 'done', 'dropped')),
  reminded_at timestamptz,
  escalated_at timestamptz,
  closed_at timestamptz,
  closed_by uuid,
  reason text,
  created_at timestamptz not null,
  primary key (space_id, id)
);
create index task_open on task (space_id, due_at) where state = 'open';
create index task_subject on task (space_id, subject_kind, subject_id);
select linli_tenant('task');
