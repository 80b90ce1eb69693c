import type { Check } from '#platform/check';

/** What must hold of limits. */
export const checks: readonly Check[] = [
  {
    name: 'limits.pause_open_once',
    sql: `select l.matter_id::text as offender from matter_limit l where l.space_id = $1 and l.paused_at is not null
      and (select count(*) from limit_pause p where p.space_id = l.space_id and p.matter_id = l.matter_id and p.round = l.round and p.until_at is null) <> 1
      order by 1`,
  },
  {
    // What was answered has nothing above it any more.
    name: 'limits.nothing_up_once_met',
    sql: `select e.id::text as offender from escalation e where e.space_id = $1 and e.kind = 'limit' and e.ended_at is null
      and not exists (select 1 from matter_limit l where l.space_id = e.space_id and l.matter_id = e.subject_id and l.met_at is null)
      order by 1`,
  },
];
