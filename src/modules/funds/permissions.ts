import { may } from '#platform/permission';

/** Who may do what with funds. Payments are asked for and approved by people whom the rules look at one by one. */
export const permissions = {
  setUp: may('funds.setUp', 'admin', 'secretary', 'finance'),
  open: may('funds.open', 'admin', 'finance'),
  reverse: may('funds.reverse', 'finance'),
  deposit: may('funds.deposit', 'secretary', 'finance'),
  ask: may('funds.ask', 'resident'),
  approve: may('funds.approve', 'resident'),
  refuse: may('funds.refuse', 'resident'),
  pay: may('funds.pay', 'finance'),
  papers: may('funds.papers', 'worker', 'secretary', 'treasurer', 'finance'),
  look: may('funds.look', 'anyone'),
  desk: may('funds.desk', 'admin', 'worker', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer'),
};

/** Asked of someone who approves: the money roles, each with its second factor. */
export const moneyHand = may('funds.moneyHand', 'treasurer', 'finance');
/** Asked of someone who requests a payment at the desk. */
export const deskHand = may('funds.deskHand', 'admin', 'worker', 'grid_worker', 'hub', 'secretary', 'finance');
