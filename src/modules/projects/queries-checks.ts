import type { Check } from '#platform/check';

/** What must hold of projects. */
export const checks: readonly Check[] = [
  {
    // What was left over went where a procedure decided, to the fen; only older closings have no proposal behind them.
    name: 'projects.surplus_as_decided',
    sql: `select p.id::text as offender from project p
      join project_surplus s on s.space_id = p.space_id and s.id = p.surplus_id
      join procedure q on q.space_id = s.space_id and q.id = s.procedure_id
      where p.space_id = $1 and (p.state <> 'closed' or s.project_id <> p.id or s.amount <> p.surplus
        or s.goes_to <> p.surplus_to or q.state <> 'passed' or q.subject_id <> p.id or q.ended_at > p.closed_at) order by 1`,
  },
  {
    // Nobody closed a project with money over and without a decision, once such decisions were asked for.
    name: 'projects.surplus_has_decision',
    sql: `select p.id::text as offender from project p
      where p.space_id = $1 and p.state = 'closed' and p.surplus > 0 and p.surplus_id is null
        and p.closed_at > (select min(s.at) from project_surplus s where s.space_id = p.space_id) order by 1`,
  },
];
