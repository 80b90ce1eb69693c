/**
 * Funds: what a neighbourhood has and what it pays. A fund lives at a host charity by agreement; every payment stands on
 * a decision and two people. Linli takes no money itself: it keeps the sub-ledger of the charity's books. What is given
 * to a fund is in the room `gifts`.
 */
export { depositCash, openFund, setUpFund } from './commands.ts';
export { payPayment, reversePayment, sendBack, settleAdvance, takeReturn } from './commands-paying.ts';
export { approvePayment, askPayment, refusePayment } from './commands-payments.ts';
export { mayJudge } from './commands-relations.ts';
export { markFund } from './commands-state.ts';
export { moneyHand } from './permissions.ts';
export {
  type FundBooks,
  fund,
  fundBooks,
  funds,
  mainFund,
  payment,
  paymentsById,
  paymentsOf,
  paymentsOfProjects,
} from './queries.ts';
export { checks } from './queries-checks.ts';
export { lastPaid, openAdvances, paidInYear, paymentsWaiting } from './queries-life.ts';
export { decisionOf, waitingPayments } from './queries-lists.ts';
export { openMainFund, type PaymentUse, paymentUses } from './queries-public.ts';
export { paymentsByReference } from './queries-references.ts';
export { hostName } from './queries-views.ts';
export { refuseBooking } from './rules.ts';
export type { Fund, Payment } from './schema.ts';
