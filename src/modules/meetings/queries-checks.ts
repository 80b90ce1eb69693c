import type { Check } from '#platform/check';

/** What must hold of meetings. */
export const checks: readonly Check[] = [
  {
    name: 'meetings.one_item_at_a_time',
    sql: `select meeting_id::text as offender from meeting_item where space_id = $1 and state in ('debate', 'voting')
      group by meeting_id having count(*) > 1 order by 1`,
  },
  {
    name: 'meetings.closed_is_whole',
    sql: `select m.id::text as offender from meeting m where m.space_id = $1 and m.state in ('ended', 'closed') and exists (
      select 1 from meeting_item i where i.space_id = m.space_id and i.meeting_id = m.id
        and i.state not in ('done', 'put_off')) order by 1`,
  },
  {
    // What was held on paper stands only when a second person typed it too.
    name: 'meetings.typed_by_two',
    sql: `select m.id::text as offender from meeting m where m.space_id = $1 and m.state in ('ended', 'closed')
      and 1 = (select count(*) from meeting_entry e where e.space_id = m.space_id and e.meeting_id = m.id) order by 1`,
  },
  {
    name: 'meetings.roll_adds_up',
    sql: `select o.id::text as offender from meeting_motion o where o.space_id = $1 and o.way = 'roll'
      and (o.count ->> 'yes')::int is distinct from (select count(*) from meeting_mark k
        where k.space_id = o.space_id and k.motion_id = o.id and k.choice = 'yes') order by 1`,
  },
];
