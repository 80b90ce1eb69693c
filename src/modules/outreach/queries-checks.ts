import type { Check } from '#platform/check';

/** What must hold between the community and its units. */
export const checks: readonly Check[] = [
  {
    name: 'outreach.entries_of_visits',
    sql: `select v.id::text as offender from survey_visit v
      where v.space_id = $1 and v.result is distinct from 'offers'
        and exists (select 1 from survey_entry e where e.space_id = v.space_id and e.visit_id = v.id) order by 1`,
  },
  {
    name: 'outreach.closed_told',
    sql: `select r.id::text as offender from survey_round r where r.space_id = $1 and r.state = 'closed' and r.closing_text = ''
      union all select c.id::text from resource_call c where c.space_id = $1 and c.state = 'closed' and c.closing_text = ''
      order by 1`,
  },
  {
    name: 'outreach.taken_up_promised',
    sql: `select a.call_id::text as offender from call_answer a
      where a.space_id = $1 and a.resource_id is not null and a.answer not in ('yes', 'part') order by 1`,
  },
];
