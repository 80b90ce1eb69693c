/**
 * Places: the spaces of an installation (a tree of communities, streets, districts and charities) and, inside one,
 * its estates, grids, buildings and sites. Nothing about aid is ever placed more finely than the estate in public.
 */
export { addPlace, createSpace } from './commands.ts';
export type { Place, SpaceLine } from './queries.ts';
export { estateOf, placeNames, placeOptions, places, publicSpaces, spaceBySlug } from './queries.ts';
