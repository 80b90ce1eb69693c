/**
 * People: who lives in a space and who acts in it. Persons, households and residence; mandates (a role is always a
 * mandate with start and end, of a person, perhaps for an organisation or in a body); consents with purpose and text
 * version; the ways in (code to a telephone, password, household card, second factor) and the sessions they open;
 * family helpers and acting for another; erasure. Names leave this room only as `personNames` gives them.
 */

export {
  addHousehold,
  correctPerson,
  keepSensitive,
  markServed,
  openSensitive,
  registerPerson,
  showAs,
} from './commands.ts';
export { createAccount } from './commands-accounts.ts';
export { issueCard, revokeCard } from './commands-cards.ts';
export { recordConsent } from './commands-consents.ts';
export { erasePerson } from './commands-erasure.ts';
export { nameHelper } from './commands-helpers.ts';
export { endMandate, grantMandate } from './commands-mandates.ts';
export { setUp } from './commands-set-up.ts';
export type { Found } from './queries.ts';
export {
  contactOf,
  findByPhoneEnd,
  findPersons,
  hasConsent,
  householdOf,
  person,
  personNames,
  personOptions,
  persons,
} from './queries.ts';
export { actorFor, sessionFromRequest } from './queries-actors.ts';
export { personByCard } from './queries-cards.ts';
export type { OwnHome } from './queries-elsewhere.ts';
export { ownHomes } from './queries-elsewhere.ts';
export { mandates } from './queries-lists.ts';
export { residentFacts } from './queries-residents.ts';
export { withdrawnConsents } from './queries-withdrawn.ts';
export { roleNamed } from './schema-words.ts';
