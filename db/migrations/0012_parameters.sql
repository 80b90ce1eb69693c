-- Rule values are dated data: the latest row effective on a day wins over the published default in code.
create table parameter_value (
  space_id uuid not null references space (id),
  id uuid not null,
  key text not null,
  value jsonb not null,
  effective_from date not null,
  source text not null,
  reason text not null default '',
  changed_by uuid,
  at timestamptz not null,
  primary key (space_id, id)
);
create index parameter_key on parameter_value (space_id, key, effective_from, at);
select linli_tenant('parameter_value');
select linli_append_only('parameter_value');
