import { z } from 'zod';
import { columns, id, ticked, upload } from '#platform/input';

/** The fields a list of places can have, in the order of its template. */
export const listFields = [
  'name',
  'kind',
  'inside',
  'type',
  'company',
  'households',
  'residents',
  'note',
  'asOf',
  'source',
] as const;
/** One of `listFields`. */
export type ListField = (typeof listFields)[number];

/** Without these columns there is no list. */
export const neededFields: readonly ListField[] = ['name', 'kind'];

/** A list of places as a file. */
export const UploadPlaces = z.object({ file: upload });

/** What the columns of a list mean. */
export const MapPlaces = z.object({ id: id(), ...columns(listFields) });

/** Letting a list in, and whether bad rows may be left out. */
export const LandPlaces = z.object({ id: id(), without_bad: ticked() });
