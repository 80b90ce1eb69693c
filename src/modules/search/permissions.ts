import { may } from '#platform/permission';

export const permissions = {
  look: may('search.look', 'anyone'),
  /** Every role, and whoever sits on a body; the page itself asks for one of the two, and finds only what they may open. */
  desk: may('search.desk', 'resident'),
};
