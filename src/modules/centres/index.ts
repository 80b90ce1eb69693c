/**
 * Centres: places that are a platform for a neighbourhood, with their rooms, services and visits (F194), and the opening
 * hours of everything that has any: a week that repeats, and days that differ.
 */
export {
  clearException,
  countVisits,
  dropVisits,
  openCentre,
  setException,
  setWeek,
  writeException,
  writeWeek,
} from './commands.ts';
export { openingOf, openingsOf } from './queries.ts';
export { freeSpans, hasHours, isInside, type Opening, openOn } from './rules.ts';
export type { Span } from './schema.ts';
export { dropFields, exceptionFields, weekFields } from './schema.ts';
