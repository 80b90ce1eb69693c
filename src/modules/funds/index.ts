/**
 * Funds: what a neighbourhood gives and what it pays. A fund lives at a host charity by agreement; gifts come by bank,
 * in cash counted by two, as goods or as a merchant's promised share; every payment stands on a decision and two
 * people. Linli takes no money itself: it keeps the sub-ledger of the charity's books and shows how to give.
 */
export { depositCash, openFund, setUpFund } from './commands.ts';
export {
  changePublicity,
  confirmCash,
  issueReceipt,
  recordBankGift,
  recordCashGift,
  recordGoodsGift,
  reverseGift,
} from './commands-gifts.ts';
export {
  approvePayment,
  askPayment,
  payPayment,
  refusePayment,
  reversePayment,
} from './commands-payments.ts';
export { payPledge, promiseShare, releasePledge } from './commands-pledges.ts';
export { fund, funds, gift, giftsById, mainFund, paymentsOf, paymentsOfProjects } from './queries.ts';
export { checks } from './queries-checks.ts';
export { listGifts, listPayments, waitingMoney } from './queries-lists.ts';
export { giftTrace, openBooks } from './queries-public.ts';
export type { Fund, Gift, Payment } from './schema.ts';
