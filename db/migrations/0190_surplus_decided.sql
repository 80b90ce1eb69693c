-- What a project did not spend is decided about before it closes (Charity Law art. 58): a proposal with the sum, where it
-- goes and on what that stands, and the procedure it was put to. A proposal is never rewritten; another sum, or a no, asks
-- for another one. Projects closed before this stands have none.
alter table procedure drop constraint procedure_template_check;
alter table procedure add constraint procedure_template_check
  check (template in ('admission', 'grant', 'micro', 'change', 'surplus'));

create table project_surplus (
  space_id uuid not null references space (id),
  id uuid not null,
  project_id uuid not null,
  amount bigint not null check (amount > 0),
  goes_to text not null check (goes_to in ('fund', 'similar')),
  -- Why, and what the plan, the agreement or the rules say of it.
  words text not null check (words <> ''),
  procedure_id uuid not null,
  proposed_by uuid,
  at timestamptz not null,
  primary key (space_id, id),
  foreign key (space_id, project_id) references project (space_id, id),
  foreign key (space_id, procedure_id) references procedure (space_id, id)
);
create index project_surplus_of on project_surplus (space_id, project_id, at);
select linli_tenant('project_surplus');
select linli_append_only('project_surplus');

alter table project
  -- The proposal that was passed and that the closing carried out.
  add column surplus_id uuid,
  add foreign key (space_id, surplus_id) references project_surplus (space_id, id);
