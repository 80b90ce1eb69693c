import type { Check } from '#platform/check';

/** What must hold of limits. */
export const checks: readonly Check[] = [
  {
    name: 'limits.pause_open_once',
    sql: `select l.matter_id::text as offender from matter_limit l where l.space_id = $1 and l.paused_at is not null
      and (select count(*) from limit_pause p where p.space_id = l.space_id and p.matter_id = l.matter_id and p.until_at is null) <> 1
      order by 1`,
  },
];
