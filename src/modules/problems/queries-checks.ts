import type { Check } from '#platform/check';

/** What must hold of problems in every space. */
export const checks: readonly Check[] = [
  {
    name: 'problems.causes_hang_together',
    sql: `select c.id::text as offender from problem_cause c join problem_cause p
      on p.space_id = c.space_id and p.id = c.parent_id
      where c.space_id = $1 and (p.problem_id <> c.problem_id or (p.dropped_at is not null and c.dropped_at is null))
      order by 1`,
  },
  {
    name: 'problems.ended_say_why',
    sql: `select p.number as offender from problem p
      where p.space_id = $1 and p.state <> 'open' and p.state_reason = '' order by 1`,
  },
];
