import type { Check } from '#platform/check';

/** What must hold of topics. */
export const checks: readonly Check[] = [
  {
    name: 'topics.reached_is_dealt_with',
    sql: `select t.id::text as offender from topic t where t.space_id = $1 and t.state = 'gathering' and t.needed <= (
      select count(*) from topic_support s where s.space_id = t.space_id and s.topic_id = t.id) order by 1`,
  },
  {
    name: 'topics.raised_where_it_is',
    sql: `select r.id::text as offender from raised r where r.space_id = $1 and r.state is distinct from (
      select case s.what when 'passed_on' then 'raised' else s.what end from raised_step s
      where s.space_id = r.space_id and s.raised_id = r.id order by s.ordinal desc limit 1) order by 1`,
  },
];
