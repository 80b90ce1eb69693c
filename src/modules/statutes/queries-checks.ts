import type { Check } from '#platform/check';

/** What must hold of the register and the pact. */
export const checks: readonly Check[] = [
  {
    name: 'statutes.pact_by_decision',
    sql: `select v.id::text as offender from pact_version v
      left join procedure p on p.space_id = v.space_id and p.id = v.procedure_id
      where v.space_id = $1 and v.version > 1 and p.state is distinct from 'passed' order by 1`,
  },
  {
    name: 'statutes.signed_once',
    sql: `select min(s.id::text) as offender from pact_signature s where s.space_id = $1 and s.left_at is null
      group by s.version_id, s.person_id having count(*) > 1 order by 1`,
  },
];
