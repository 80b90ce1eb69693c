import type { Check } from '#platform/check';

/** What must hold of words on their way. */
export const checks: readonly Check[] = [
  {
    // Whoever accepted last is who answers for it, unless it was taken over since.
    name: 'dispatch.offers_of_open_hands',
    sql: `select h.id::text as offender from handover h where h.space_id = $1 and h.from_person_id = h.to_person_id order by 1`,
  },
  {
    name: 'dispatch.accepted_on_the_list',
    sql: `select w.id::text as offender from handed_work w join duty_item d on d.space_id = w.space_id and d.id = w.duty_item_id
      where w.space_id = $1 and w.state = 'accepted' and d.kind = 'never' order by 1`,
  },
];
