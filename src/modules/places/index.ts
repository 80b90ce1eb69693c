/**
 * Places: the spaces of an installation (a tree of communities, streets, districts and charities) and, inside one,
 * its estates, grids, buildings and sites. Nothing about aid is ever placed more finely than the estate in public.
 */
export { addFigure, addPlace, createSpace, foundSpace, movePlace, pointPlace } from './commands.ts';
export { landPlaces, uploadPlaces } from './commands-lists.ts';
export { addIndicator, chooseType } from './commands-types.ts';
export type { Place } from './queries.ts';
export {
  noSpaceYet,
  placeNames,
  placeOptions,
  placePoints,
  places,
  setUpCode,
} from './queries.ts';
export { type Level, levelOf } from './rules.ts';
export { NewSpace } from './schema.ts';
