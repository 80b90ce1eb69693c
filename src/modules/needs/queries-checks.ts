import type { Check } from '#platform/check';

/** What must hold of needs and their voices in every space. */
export const checks: readonly Check[] = [
  {
    name: 'needs.public_ones_checked',
    sql: `select n.id::text as offender from need n where n.space_id = $1
      and n.state in ('open', 'matched', 'project', 'part_met', 'met') and (n.number is null or n.checked_at is null) order by 1`,
  },
  {
    name: 'needs.met_in_full',
    sql: `select n.number as offender from need n where n.space_id = $1
      and (n.state = 'met') <> (n.met_quantity >= n.quantity) and n.state in ('open', 'part_met', 'met') order by 1`,
  },
  {
    name: 'needs.joined_matters_stand_behind',
    sql: `select m.number as offender from matter m where m.space_id = $1
      and (m.state = 'need' or (m.state = 'joined' and m.joined_to_id is null)) and not exists (
        select 1 from need_voice v where v.space_id = m.space_id and v.matter_id = m.id and v.left_at is null
      ) order by 1`,
  },
  {
    name: 'needs.merged_lead_on',
    sql: `select n.id::text as offender from need n where n.space_id = $1
      and (n.state = 'merged') <> (n.merged_into_id is not null) order by 1`,
  },
];
