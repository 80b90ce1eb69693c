import type { Check } from '#platform/check';

/** What must hold in the diary of visits. */
export const checks: readonly Check[] = [
  {
    name: 'diary.visit_has_items',
    sql: `select v.id::text as offender from visit v where v.space_id = $1
      and not exists (select 1 from visit_item i where i.space_id = v.space_id and i.visit_id = v.id) order by 1`,
  },
  {
    name: 'diary.items_said_on_visits',
    sql: `select i.matter_id::text as offender from visit_item i join matter m on m.space_id = i.space_id and m.id = i.matter_id
      where i.space_id = $1 and m.channel <> 'visit' order by 1`,
  },
];
