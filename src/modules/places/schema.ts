import { z } from 'zod';
import { blank, choice, day, id, name, optionalText, text, ticked } from '#platform/input';

/** What a place is; the tree goes estate or grid → building → site. */
export const placeKinds = ['estate', 'grid', 'building', 'site'] as const;
export const estateTypes = ['old', 'new'] as const;
export const spaceKinds = ['community', 'street', 'district', 'charity'] as const;

/** Nobody has more neighbours than this; a larger number is a slip of the finger. */
export const mostPeople = 10_000_000;

/** How many people or households, none included; full-width digits and separators are forgiven. */
const people = z.union([z.number(), z.string()]).transform((value, context): number => {
  const typed = `${value}`.normalize('NFKC').replace(/[\s,]/g, '');
  const number = /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN;
  if (number <= mostPeople) return number;
  context.addIssue({ code: 'custom', message: 'places.not_a_count' });
  return z.NEVER;
});

const facts = {
  kind: choice(placeKinds),
  name: name(60),
  parentId: blank(id()),
  estateType: blank(choice(estateTypes)),
  propertyCompany: optionalText(80),
  residents: blank(people),
  households: blank(people),
  note: optionalText(500),
  asOf: blank(day()),
  source: optionalText(120),
};

/** A place to add under the space or under another place. */
export const NewPlace = z.object(facts);
/** A place put right; what is absent is taken away, as on the form. */
export const EditPlace = z.object({ ...facts, placeId: id() });
const degrees = (most: number) =>
  z.string('input.required').transform((value, context): number => {
    const typed = value.normalize('NFKC').trim();
    const read = /^-?\d{1,3}(\.\d{1,12})?$/.test(typed) ? Number.parseFloat(typed) : Number.NaN;
    if (Math.abs(read) <= most) return read;
    context.addIssue({ code: 'custom', message: 'places.degrees' });
    return z.NEVER;
  });
/** Where a place stands, and whether the degrees are those of GPS or of the maps of the mainland. */
export const PointPlace = z.object({
  placeId: id(),
  longitude: degrees(180),
  latitude: degrees(90),
  datum: choice(['wgs84', 'gcj02'] as const),
});
/** Another place above: a cell that goes to another grid, a building to another estate. */
export const MovePlace = z.object({ placeId: id(), parentId: id() });
/** A place that is no longer used; what happened there keeps its name. */
export const RetirePlace = z.object({ placeId: id(), reason: text(200) });

/** What people may read of a space on every page. */
const spaceFacts = {
  name: name(60),
  shortName: name(4),
  sentence: optionalText(60),
  phone: optionalText(30),
  address: optionalText(120),
  counterHours: optionalText(60),
  publishing: ticked(),
};

/** A space as the set-up page or the command line makes it. */
export const NewSpace = z.object({
  kind: choice(spaceKinds),
  slug: z
    .string('input.required')
    .transform((value) => value.normalize('NFKC').trim().toLowerCase())
    .pipe(z.string().regex(/^[a-z0-9][a-z0-9-]{1,40}$/, 'places.slug')),
  ...spaceFacts,
});
/** The facts of a space put right by its administrator; its address never changes, since people have it on paper. */
export const EditSpace = z.object(spaceFacts);

/** The figures of a profile that every community has; `other` brings its own name. */
export const figureKeys = [
  'area',
  'residents',
  'households',
  'communities',
  'units',
  'history',
  'culture',
  'other',
] as const;
export type FigureKey = (typeof figureKeys)[number];

/** A figure of the profile, with its day and source; a newer one takes its place and the older stays readable. */
export const NewFigure = z.object({
  key: choice(figureKeys),
  label: optionalText(30),
  value: text(120),
  asOf: day(),
  source: text(120),
});

/** The seven kinds of community one can work to be (F180). */
export const communityTypes = [
  'pioneering',
  'green',
  'co_building',
  'democratic',
  'peace',
  'service',
  'learning',
] as const;
/** One of the seven. */
export type CommunityType = (typeof communityTypes)[number];

/** Choosing a kind, with why and who decided. */
export const ChooseType = z.object({ type: choice(communityTypes), reason: text(120) });
/** Giving one up again. */
export const DropType = z.object({ type: choice(communityTypes), reason: text(120) });
/** A dated value that says how far a chosen kind is; the newest of a name is in use. */
export const NewIndicator = z.object({
  type: choice(communityTypes),
  title: name(40),
  value: text(60),
  goal: optionalText(60),
  asOf: day(),
  source: text(120),
});
