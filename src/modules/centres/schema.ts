import { z } from 'zod';
import { blank, choice, count, day, id, name, optionalText, text } from '#platform/input';

/** What has opening hours: a room, a centre, a donation point. */
export const openThings = ['resource', 'centre', 'donation_point'] as const;
/** One of these kinds. */
export type OpenThingKind = (typeof openThings)[number];

/** A thing with opening hours. */
export interface OpenThing {
  readonly kind: OpenThingKind;
  readonly id: string;
}

/** A stretch of a day, as times of day `HH:MM`; `24:00` is the day's end. */
export interface Span {
  readonly opens: string;
  readonly closes: string;
}

/** What people come to a centre for. */
export const purposes = ['affairs', 'services', 'activity', 'room', 'borrow', 'other'] as const;
export type Purpose = (typeof purposes)[number];

/** The seven days of the week as fields of a form, Monday first; each is typed like `9:00-12:00, 14:00-17:30`. */
export const dayFields = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'] as const;

const about = { kind: choice(openThings), id: id() };
const hours = optionalText(120);

/** The days of a week as a form sends them. */
export const weekFields = { d1: hours, d2: hours, d3: hours, d4: hours, d5: hours, d6: hours, d7: hours };
/** A day that differs, as a form sends it. */
export const exceptionFields = { day: day(), hours: optionalText(20), note: optionalText(60) };
/** Such a day taken back. */
export const dropFields = { day: day() };

export const SetWeek = z.object({ ...about, ...weekFields });
export const SetException = z.object({ ...about, ...exceptionFields });
export const DropException = z.object({ ...about, ...dropFields });

const facts = {
  title: name(40),
  about_text: optionalText(600),
  address_text: optionalText(120),
  phone: optionalText(20),
};
export const OpenCentre = z.object({ ...facts, place: id('centres.place_missing') });
export const EditCentre = z.object({ ...facts, id: id() });
export const CountVisits = z.object({
  id: id(),
  purpose: choice(purposes),
  people: count(),
  day: blank(day()),
});
export const DropVisits = z.object({ id: id(), reason: text(200, 'centres.reason_missing') });

/** A centre: a place that is a platform. */
export interface Centre {
  readonly id: string;
  readonly title: string;
  readonly placeId: string;
  readonly aboutText: string;
  readonly addressText: string;
  readonly phone: string;
  readonly createdAt: Date;
}

/** One count of people who came, for one purpose. */
export interface Visits {
  readonly id: string;
  readonly day: string;
  readonly purpose: Purpose;
  readonly people: number;
  readonly at: Date;
  readonly droppedReason: string | null;
}
