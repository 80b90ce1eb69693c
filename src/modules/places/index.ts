/**
 * Places: the spaces of an installation (a tree of communities, streets, districts and charities) and, inside one,
 * its estates, grids, buildings and sites. Nothing about aid is ever placed more finely than the estate in public.
 */
export { addFigure, addPlace, createSpace, editPlace, editSpace, foundSpace, retirePlace } from './commands.ts';
export type { Figure, Place, SpaceFacts, SpaceLine } from './queries.ts';
export {
  estateOf,
  figures,
  noSpaceYet,
  ownSpace,
  placeNames,
  placeOptions,
  places,
  publicSpaces,
  setUpCode,
  spaceBySlug,
  spacesById,
} from './queries.ts';
export { NewSpace } from './schema.ts';
