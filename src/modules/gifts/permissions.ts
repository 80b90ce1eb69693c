import { may } from '#platform/permission';

/** Who may do what with gifts and promises. */
export const permissions = {
  record: may('gifts.record', 'worker', 'secretary', 'finance'),
  count: may('gifts.count', 'worker', 'secretary', 'supervisor', 'treasurer', 'finance'),
  publicity: may('gifts.publicity', 'worker', 'secretary', 'finance'),
  receipt: may('gifts.receipt', 'finance'),
  reverse: may('gifts.reverse', 'finance'),
  pledge: may('gifts.pledge', 'worker', 'secretary', 'finance'),
  lists: may('gifts.lists', 'secretary', 'finance'),
  own: may('gifts.own', 'resident'),
  look: may('gifts.look', 'anyone'),
  desk: may('gifts.desk', 'admin', 'worker', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'),
};
