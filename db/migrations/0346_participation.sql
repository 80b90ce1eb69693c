-- A stage of participation that a project left out, and why, in public; the last word about a stage counts.
create table project_stage_reason (
  space_id uuid not null references space (id),
  id uuid not null,
  project_id uuid not null,
  stage text not null check (stage in ('heard', 'deliberated', 'decided', 'together', 'judged')),
  reason text not null,
  person_id uuid not null,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, project_id) references project (space_id, id)
);
create index project_stage_reason_project on project_stage_reason (space_id, project_id);
select linli_tenant('project_stage_reason');
select linli_append_only('project_stage_reason');
