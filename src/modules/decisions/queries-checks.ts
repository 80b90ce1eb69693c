import type { Check } from '#platform/check';

/** What must hold of procedures and what is changed by them. */
export const checks: readonly Check[] = [
  {
    name: 'decisions.one_step_open',
    sql: `select p.id::text as offender from procedure p where p.space_id = $1
      and (select count(*) from procedure_step s
        where s.space_id = p.space_id and s.procedure_id = p.id and s.state = 'open')
        <> case when p.state = 'running' then 1 else 0 end
      order by 1`,
  },
  {
    name: 'decisions.left_out_by_two',
    sql: `select e.id::text as offender from step_event e where e.space_id = $1 and e.kind = 'skip_seconded'
      and not exists (select from step_event a where a.space_id = e.space_id and a.step_id = e.step_id
        and a.kind = 'skip_asked' and a.text <> '' and a.person_id is distinct from e.person_id)
      order by 1`,
  },
  {
    name: 'decisions.changed_by_procedure',
    sql: `select a.id::text as offender from amendment a
      join procedure p on p.space_id = a.space_id and p.id = a.procedure_id
      where a.space_id = $1 and ((a.state = 'adopted') <> (p.state = 'passed')
        or (a.state = 'proposed') <> (p.state = 'running'))
      order by 1`,
  },
  {
    name: 'decisions.versions_passed',
    sql: `select v.id::text as offender from procedure_plan v
      join procedure p on p.space_id = v.space_id and p.id = v.procedure_id
      where v.space_id = $1 and p.state <> 'passed' order by 1`,
  },
];
