import type { Check } from '#platform/check';

/** What must hold among proposals at every moment; each statement finds the rows of space `$1` that break it. */
export const checks: readonly Check[] = [
  {
    name: 'matching.agreed_by_both',
    sql: `select p.id::text as offender from proposal p where p.space_id = $1
      and p.state in ('accepted', 'handed_over', 'confirmed')
      and (p.giver_accepted_at is null or p.taker_accepted_at is null) order by 1`,
  },
  {
    name: 'matching.confirmed_handed_over',
    sql: `select p.id::text as offender from proposal p where p.space_id = $1
      and p.state = 'confirmed' and (p.handed_over_at is null or p.confirmed_at is null) order by 1`,
  },
  {
    name: 'matching.goods_booked',
    sql: `select p.id::text as offender from proposal p
      join resource r on r.space_id = p.space_id and r.id = p.resource_id and r.kind = 'goods'
      where p.space_id = $1 and p.state in ('handed_over', 'confirmed') and p.entry_id is null order by 1`,
  },
  {
    name: 'matching.ended_with_reason',
    sql: `select p.id::text as offender from proposal p where p.space_id = $1
      and p.state in ('declined', 'withdrawn', 'failed') and coalesce(p.reason, '') = '' order by 1`,
  },
  {
    name: 'matching.ended_keeps_nothing',
    sql: `select p.id::text as offender from proposal p
      join booking b on b.space_id = p.space_id and b.id = p.booking_id and b.state in ('reserved', 'out')
      where p.space_id = $1 and p.state in ('declined', 'withdrawn', 'failed') order by 1`,
  },
  {
    name: 'matching.traced',
    sql: `select p.id::text as offender from proposal p where p.space_id = $1 and 2 <> (
      select count(*) from cause c where c.space_id = p.space_id and c.to_kind = 'proposal' and c.to_id = p.id
        and (c.from_id = p.need_id or c.from_id = p.resource_id)) order by 1`,
  },
  {
    name: 'matching.plan_whole',
    sql: `select r.id::text as offender from match_run r where r.space_id = $1 and r.state = 'done'
      and (r.certificate is null or r.figures is null or r.formula is null or r.solved_at is null) order by 1`,
  },
  {
    name: 'matching.pair_used',
    sql: `select p.id::text as offender from match_pair p
      left join proposal o on o.space_id = p.space_id and o.id = p.proposal_id
        and o.need_id = p.need_id and o.resource_id = p.resource_id
      where p.space_id = $1 and (p.state = 'confirmed') <> (o.id is not null) order by 1`,
  },
  {
    name: 'matching.pair_set_aside_with_reason',
    sql: `select p.id::text as offender from match_pair p where p.space_id = $1
      and p.state = 'refused' and coalesce(p.reason, '') = '' order by 1`,
  },
  {
    name: 'matching.rated_after_arrival',
    sql: `select g.proposal_id::text as offender from resource_rating g
      join proposal p on p.space_id = g.space_id and p.id = g.proposal_id
      where g.space_id = $1 and (p.state <> 'confirmed' or p.resource_id <> g.resource_id) order by 1`,
  },
];
