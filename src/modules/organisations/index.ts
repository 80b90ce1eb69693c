/**
 * Organisations: the register of firms, shops, charities, social organisations, groups and hubs, with their members.
 * A filed organisation needs no credit code (F121); a hub manages its members (F120).
 */
export { addMember, editOrganisation, endMember, registerOrganisation } from './commands.ts';
export { addHonour, admitOrganisation, checkOrganisation } from './commands-standing.ts';
export type { Organisation } from './queries.ts';
export {
  organisation,
  organisationNames,
  organisationOptions,
  organisationsOf,
  represents,
} from './queries.ts';
export type { Honour, Member } from './queries-register.ts';
export { honours, membersOf, register, underHub } from './queries-register.ts';
