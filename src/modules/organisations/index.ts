/**
 * Organisations: the register of firms, shops, charities, social organisations, groups and hubs, with their members.
 * A filed organisation needs no credit code (F121); a hub manages its members (F120).
 */
export { addMember, registerOrganisation } from './commands.ts';
export { addHonour, admitOrganisation, checkOrganisation } from './commands-standing.ts';

export {
  organisation,
  organisationNames,
  organisationOptions,
  organisationsOf,
  representativesOf,
  represents,
} from './queries.ts';

export type { RegisterRow } from './queries-register.ts';
export { register } from './queries-register.ts';
