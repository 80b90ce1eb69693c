import { may } from '#platform/permission';

/** Who may do what with the life of a fund. Approving a move looks at the person besides, as a payment does. */
export const permissions = {
  look: may('stewardship.look', 'anyone'),
  desk: may('stewardship.desk', 'admin', 'worker', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'),
  /** Members of the committee approve without a role. */
  member: may('stewardship.member', 'resident'),
  propose: may('stewardship.propose', 'secretary', 'finance'),
  ask: may('stewardship.ask', 'worker', 'secretary', 'finance'),
  object: may('stewardship.object', 'resident'),
  answer: may('stewardship.answer', 'worker', 'secretary'),
  carry: may('stewardship.carry', 'finance'),
  enact: may('stewardship.enact', 'secretary', 'finance'),
  watch: may('stewardship.watch', 'system'),
  trust: may('stewardship.trust', 'worker', 'secretary', 'finance'),
  plan: may('stewardship.plan', 'worker', 'secretary', 'finance'),
};
