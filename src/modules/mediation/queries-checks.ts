import type { Check } from '#platform/check';

/** What must hold of mediations. */
export const checks: readonly Check[] = [
  {
    name: 'mediation.two_sides',
    sql: `select m.id::text as offender from mediation m where m.space_id = $1
      and (select count(*) from mediation_party p where p.space_id = m.space_id and p.mediation_id = m.id) <> 2 order by 1`,
  },
  {
    name: 'mediation.agreed_by_trust',
    sql: `select m.id::text as offender from mediation m
      join mediation_party p on p.space_id = m.space_id and p.mediation_id = m.id
      where m.space_id = $1 and m.agreed_on is not null and p.trusts_on is null order by 1`,
  },
  {
    name: 'mediation.neutral',
    sql: `select m.id::text as offender from mediation m
      join mediation_party p on p.space_id = m.space_id and p.mediation_id = m.id
      where m.space_id = $1 and p.person_id = m.mediator_person_id order by 1`,
  },
];
