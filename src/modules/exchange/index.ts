/**
 * Exchange: things that change hands. Donation points take things in by a log and straight into stock (F115); on the
 * second-hand market a thing is posted, wished for and handed over, and households that need it most come first without
 * anybody learning who they are (F128).
 */
export { openPoint, postItem, setPointState, takeIn } from './commands.ts';
export { donationPoint } from './queries.ts';
export { checks } from './queries-checks.ts';
