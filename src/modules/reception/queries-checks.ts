import type { Check } from '#platform/check';

/** What must hold at the counter. */
export const checks: readonly Check[] = [
  {
    name: 'reception.petitions_apart',
    sql: `select m.id::text as offender from matter m where m.space_id = $1 and m.channel = 'petition' and m.joined_to_id is not null
      order by 1`,
  },
  {
    name: 'reception.notes_of_matters',
    sql: `select v.id::text as offender from voice_note v where v.space_id = $1 and v.state = 'written' and v.written_by is null
      order by 1`,
  },
];
