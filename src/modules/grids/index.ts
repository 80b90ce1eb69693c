/**
 * Grids: who answers for each net, cell and building by role, the map drawn from GeoJSON without anybody's tiles, the
 * inventory of the five elements, and what is within a quarter of an hour on foot.
 */
export { addEntry, linkBody, putInCharge } from './commands.ts';
export { uploadMap } from './commands-map.ts';
export { inChargeOf } from './queries.ts';
export { checks } from './queries-checks.ts';
export { mayReachAt } from './queries-own.ts';
