import type { Check } from '#platform/check';

/** What must hold of grids and the map. */
export const checks: readonly Check[] = [
  {
    name: 'grids.charges_of_the_net',
    sql: `select c.id::text as offender from place_charge c join place p on p.space_id = c.space_id and p.id = c.place_id
      where c.space_id = $1 and p.kind not in ('estate', 'grid', 'building') order by 1`,
  },
  {
    name: 'grids.bodies_there',
    sql: `select b.body_id::text as offender from place_body b
      where b.space_id = $1 and not exists (select 1 from body o where o.space_id = b.space_id and o.id = b.body_id) order by 1`,
  },
  {
    name: 'grids.ended_told',
    sql: `select e.id::text as offender from map_entry e where e.space_id = $1 and e.ended_on is not null and e.ended_reason = ''
      union all select c.id::text from place_charge c where c.space_id = $1 and c.ends_on is not null and c.ended_reason = ''
      order by 1`,
  },
];
