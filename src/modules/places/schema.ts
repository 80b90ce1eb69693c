import { z } from 'zod';
import { choice, id, name, optionalText, ticked } from '#platform/input';

/** What a place is; the tree goes estate or grid → building → site. */
export const placeKinds = ['estate', 'grid', 'building', 'site'] as const;

/** A place to add under the space or under another place. */
export const NewPlace = z.object({
  kind: choice(placeKinds),
  name: name(60),
  parentId: id().optional(),
  estateType: choice(['old', 'new']).optional(),
  propertyCompany: optionalText(80),
  residents: z.coerce
    .number('count.not_a_number')
    .int('count.not_whole')
    .min(0, 'count.not_positive')
    .max(1_000_000, 'count.too_large')
    .optional(),
  households: z.coerce
    .number('count.not_a_number')
    .int('count.not_whole')
    .min(0, 'count.not_positive')
    .max(1_000_000, 'count.too_large')
    .optional(),
  note: optionalText(500),
});

/** A space as the set-up page or the command line makes it. */
export const NewSpace = z.object({
  kind: choice(['community', 'street', 'district', 'charity']),
  slug: z.string('input.required').regex(/^[a-z0-9][a-z0-9-]{1,40}$/, 'places.slug'),
  name: name(60),
  shortName: name(4),
  sentence: optionalText(60),
  phone: optionalText(30),
  address: optionalText(120),
  counterHours: optionalText(60),
  publishing: ticked(),
});
