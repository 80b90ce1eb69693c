/**
 * Gifts: what a neighbourhood is given and where it went. Money by bank, by a designated platform or in cash counted
 * by two, goods, promises and their receipts; how each giver is named; from a gift to what it bought and back. The
 * funds they go to, and what is paid, are in the room `funds`.
 */

export { confirmCash, recordBankGift, recordCashGift, recordGoodsGift } from './commands.ts';
export { openBox, setOutBox, takeInBox } from './commands-boxes.ts';
export { landNumbers, landOrders, uploadNumbers, uploadOrders } from './commands-lists.ts';
export { announceGift, dropNotice, receiveNotice } from './commands-notices.ts';
export { payPledge, promiseShare, releasePledge, remindPledge } from './commands-pledges.ts';
export { callSponsorship, changePublicity, issueReceipt, reverseGift } from './commands-records.ts';
export { gift, giftByCode, giftsById } from './queries.ts';
export { type BookedGiver, bookedGifts, largestGiver, promisedUntil, yearsBySource } from './queries-booked.ts';
export { type OpenBooks, openBooks, type PublicLine, publicLines } from './queries-books.ts';
export { type BoxTakings, takingsOf } from './queries-boxes.ts';
export { checks } from './queries-checks.ts';
export { listGifts, type WaitingGifts, waitingGifts } from './queries-lists.ts';
export { pledgesById } from './queries-pledges.ts';
export { giftsByEntry, giftsByReference } from './queries-references.ts';
export { amountsOfGifts, giftsBetween, giftsOfPledges, goodsGiftsBetween, sourcesBetween } from './queries-shares.ts';
export { giversSince } from './queries-takers.ts';
export { giftTrace, type PaymentSources, paymentSources } from './queries-trace.ts';
export { boxName, giftLine, giftWhat, giverInside, giverName, sourceName, traceRule } from './rules-words.ts';
export type { Gift, Pledge, SourceClass } from './schema.ts';
export { sourceClasses } from './schema.ts';
