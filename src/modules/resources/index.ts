/**
 * Resources: one inventory of what can be given, lent, opened or done here, of residents, shops, firms, units and the
 * community itself. Goods are counted in the books, each resource a commodity of its own; things and rooms are booked,
 * and nothing is with two people at once. Nothing here can read gifts, hours or points (F100).
 */
export {
  addGoods,
  confirmResource,
  endResource,
  markSecondhand,
  offerResource,
  openResource,
  pauseResource,
  refuseResource,
  resumeResource,
} from './commands.ts';
export {
  bookingConflicts,
  cancelBooking,
  dropBooking,
  handOut,
  handOutFor,
  lend,
  reserve,
  reserveFor,
  takeBack,
} from './commands-bookings.ts';
export { dropOwnDay, setOwnDay, setOwnWeek } from './commands-hours.ts';
export { setParts, settleLack } from './commands-kits.ts';
export { isOwner, mySpeaking } from './commands-loading.ts';
export { askStale, remindLoans } from './commands-reminders.ts';
export { countStock, issueGoods, markUsed, takeGoodsBack } from './commands-stock.ts';
export { extendResource, watchDays } from './commands-validity.ts';
export {
  handFromLine,
  joinLine,
  leaveLine,
  letBy,
  moveLines,
  notFirst,
  serveFirst,
  takeTurn,
} from './commands-waits.ts';
export type { Resource } from './queries.ts';
export {
  decorate,
  openResources,
  resource,
  resourceList,
  resourcesById,
  resourcesOf,
} from './queries.ts';
export { booking, bookingsOf, bookingsOfPerson, takenTimes, usage } from './queries-bookings.ts';
export { checks } from './queries-checks.ts';
export { keptPieces, lacksOf, lineFor, partsOf, waitsOfPerson } from './queries-lines.ts';
export { freePiece } from './rules.ts';
export type { ResourceKind } from './schema.ts';
export { bookedKinds, privateEligibles, publicStates } from './schema.ts';
