/**
 * People: who lives in a space and who acts in it. Persons, households and residence; mandates (a role is always a
 * mandate with start and end, of a person, perhaps for an organisation or in a body); consents with purpose and text
 * version; the ways in (code to a telephone, password, household card, second factor) and the sessions they open;
 * family helpers and acting for another; erasure. Names leave this room only as `personNames` gives them.
 */

export {
  addHousehold,
  correctHousehold,
  correctPerson,
  keepSensitive,
  markServed,
  openSensitive,
  registerPerson,
  showAs,
} from './commands.ts';
export { accountOf, createAccount, linkMembership, openAccount } from './commands-accounts.ts';
export { issueCard, revokeCard } from './commands-cards.ts';
export { recordConsent } from './commands-consents.ts';
export { erasePerson } from './commands-erasure.ts';
export { endHelper, nameHelper } from './commands-helpers.ts';
export { endMandate, grantMandate } from './commands-mandates.ts';
export { setUp } from './commands-set-up.ts';
export type { Found, Household, Names, Person } from './queries.ts';
export {
  contactOf,
  escapeLike,
  findPersons,
  hasConsent,
  household,
  householdOf,
  isHelperOf,
  person,
  personNames,
  persons,
} from './queries.ts';
export type { ActorOptions, FoundSession, Membership } from './queries-actors.ts';
export { actorFor, sessionFromRequest } from './queries-actors.ts';
export { personByCard } from './queries-cards.ts';
export type { ConsentWay, Contact, Display, Purpose } from './schema.ts';
export { consentVersion, purposes, roles } from './schema.ts';
