import type { Check } from '#platform/check';

/** What must hold among resources and bookings at every moment; each statement finds the rows of space `$1` that break it. */
export const checks: readonly Check[] = [
  {
    name: 'resources.opened_numbered',
    sql: `select r.id::text as offender from resource r where r.space_id = $1
      and r.state in ('open', 'paused') and (r.number is null or r.confirmed_at is null) order by 1`,
  },
  {
    name: 'resources.goods_on_shelf',
    sql: `select r.id::text as offender from resource r where r.space_id = $1
      and r.kind = 'goods' and r.state in ('open', 'paused') and r.account_id is null order by 1`,
  },
  {
    name: 'resources.reasons_given',
    sql: `select r.id::text as offender from resource r where r.space_id = $1
      and r.state in ('ended', 'refused') and coalesce(r.state_reason, '') = '' order by 1`,
  },
  {
    name: 'resources.bookings_of_pieces',
    sql: `select b.id::text as offender from booking b
      join resource r on r.space_id = b.space_id and r.id = b.resource_id
      where b.space_id = $1 and (b.piece > r.quantity or r.kind not in ('loan', 'room')) order by 1`,
  },
  {
    name: 'resources.out_once',
    sql: `select min(b.id::text) as offender from booking b where b.space_id = $1 and b.state = 'out'
      group by b.resource_id, b.piece having count(*) > 1 order by 1`,
  },
  {
    name: 'resources.ended_free',
    sql: `select r.id::text as offender from resource r where r.space_id = $1 and r.state in ('ended', 'refused')
      and exists (select 1 from booking b where b.space_id = r.space_id and b.resource_id = r.id
        and b.state in ('reserved', 'out')) order by 1`,
  },
];
