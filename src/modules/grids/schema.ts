import { z } from 'zod';
import type { Outline, Point } from '#kernel/geo';
import { blank, choice, day, id, name, optionalText, text, upload } from '#platform/input';

/** Who answers for a grid or a building. */
export const chargeRoles = [
  'cadre',
  'secretary',
  'police',
  'head',
  'member',
  'patrol',
  'guard',
  'owners',
  'property',
] as const;
/** One of these roles. */
export type ChargeRole = (typeof chargeRoles)[number];

/** The five elements of a neighbourhood's ecology (F004). */
export const elements = ['nature', 'culture', 'organisation', 'resource', 'power'] as const;
/** One of them. */
export type Element = (typeof elements)[number];

/** What daily life needs within a quarter of an hour on foot (F089). */
export const services = [
  'food',
  'breakfast',
  'clinic',
  'pharmacy',
  'elders',
  'children',
  'school',
  'repair',
  'parcel',
  'sport',
  'green',
  'bus',
] as const;
/** One of these services. */
export type Service = (typeof services)[number];

const degrees = z
  .string()
  .optional()
  .transform((value, context): number | null => {
    const typed = (value ?? '').normalize('NFKC').trim();
    if (typed === '') return null;
    if (/^-?\d{1,3}(\.\d{1,12})?$/.test(typed)) return Number.parseFloat(typed);
    context.addIssue({ code: 'custom', message: 'grids.point_wrong' });
    return z.NEVER;
  });
const minutes = z
  .string()
  .optional()
  .transform((value, context): number | null => {
    const typed = (value ?? '').normalize('NFKC').trim();
    if (typed === '') return null;
    if (/^\d{1,3}$/.test(typed) && Number.parseInt(typed, 10) <= 240) return Number.parseInt(typed, 10);
    context.addIssue({ code: 'custom', message: 'grids.minutes' });
    return z.NEVER;
  });

export const PutInCharge = z.object({
  id: id(),
  role: choice(chargeRoles),
  person: blank(id()),
  name: optionalText(40),
  phone: optionalText(30),
});
export const EndCharge = z.object({ id: id(), reason: text(200, 'grids.reason_missing') });
export const LinkBody = z.object({ id: id(), body: id() });

/** How a map counts degrees: as GPS does, or as maps of the mainland do. */
export const datums = ['wgs84', 'gcj02'] as const;
/** One of the two. */
export type Datum = (typeof datums)[number];

const map = {
  file: upload.refine((file) => file !== undefined, 'grids.file_missing'),
  datum: choice(datums),
  source: text(120),
  as_of: day(),
};
/** A map as a GeoJSON file, with how it counts degrees, whose it is and of which day. */
export const UploadMap = z.object(map);
/** One area drawn anew: a file with this area alone. */
export const ReplaceShape = z.object({ ...map, id: id() });
export const AssignShape = z.object({ id: id(), place: id() });
export const DropShape = z.object({ id: id(), reason: text(200, 'grids.reason_missing') });

export const AddEntry = z.object({
  element: choice(elements),
  service: blank(choice(services)),
  title: name(60),
  note: optionalText(300),
  place: blank(id()),
  longitude: degrees,
  latitude: degrees,
  datum: blank(choice(datums)),
  minutes,
  source: text(120),
  as_of: day(),
});
export const EndEntry = z.object({ id: id(), reason: text(200, 'grids.reason_missing') });

/** A shape of the map. */
export interface Shape {
  readonly id: string;
  readonly placeId: string | null;
  readonly name: string;
  readonly outline: Outline;
  readonly datum: Datum;
  readonly source: string;
  readonly asOf: string;
}

/** Somebody in charge; name and number only where the reader may know them. */
export interface Charge {
  readonly id: string;
  readonly placeId: string;
  readonly role: ChargeRole;
  readonly personId: string | null;
  readonly since: string;
}

/** An entry of the inventory. */
export interface Entry {
  readonly id: string;
  readonly element: Element;
  readonly service: Service | null;
  readonly title: string;
  readonly note: string;
  readonly placeId: string | null;
  readonly at: Point | null;
  readonly minutes: number | null;
  readonly source: string;
  readonly asOf: string;
}
