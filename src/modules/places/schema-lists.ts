import { z } from 'zod';
import { id, ticked, upload } from '#platform/input';

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

const column = z
  .string()
  .regex(/^\d{1,3}$/, 'input.choose')
  .optional();

/** What the columns of a list mean. */
export const MapPlaces = z.object({
  id: id(),
  // One column for each field, by the field's own name.
  ...(Object.fromEntries(listFields.map((field) => [field, column])) as Record<ListField, typeof column>),
});

/** Letting a list in, and whether bad rows may be left out. */
export const LandPlaces = z.object({ id: id(), without_bad: ticked() });
