import type { Check } from '#platform/check';

/** What must hold of budgets. */
export const checks: readonly Check[] = [
  {
    name: 'budgets.decided_first',
    sql: `select b.id::text as offender from fund_budget b where b.space_id = $1 and b.state in ('decided', 'published', 'replaced')
      and not exists (select 1 from procedure p where p.space_id = b.space_id and p.id = b.procedure_id and p.state = 'passed') order by 1`,
  },
  {
    name: 'budgets.uses_have_lines',
    sql: `select u.authorisation_id::text as offender from fund_budget_use u where u.space_id = $1 and not exists (
      select 1 from fund_budget b join fund_budget_line l on l.space_id = b.space_id and l.budget_id = b.id
      where b.space_id = u.space_id and b.fund_id = u.fund_id and b.year = u.year and b.state in ('published', 'replaced')
        and l.line = u.line and l.side = 'out') order by 1`,
  },
];
