import type { Check } from '#platform/check';

/** What must hold of topics. */
export const checks: readonly Check[] = [
  {
    name: 'topics.reached_is_dealt_with',
    sql: `select t.id::text as offender from topic t where t.space_id = $1 and t.state = 'gathering' and t.needed <= (
      select count(*) from topic_support s where s.space_id = t.space_id and s.topic_id = t.id) order by 1`,
  },
];
