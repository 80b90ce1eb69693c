import type { Check } from '#platform/check';

/** What must hold at donation points: what was taken in stands in stock as goods of the same quantity. */
export const checks: readonly Check[] = [
  {
    name: 'exchange.taken_in_stock',
    sql: `select i.id::text as offender from point_intake i
      join resource r on r.space_id = i.space_id and r.id = i.resource_id
      where i.space_id = $1 and (r.kind <> 'goods' or r.quantity <> i.quantity or r.account_id is null) order by 1`,
  },
];
