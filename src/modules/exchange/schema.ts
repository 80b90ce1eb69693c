import { z } from 'zod';
import { blank, choice, count, day, id, name, optionalText, text } from '#platform/input';

/** Where a donation point stands. */
export const pointStates = ['open', 'paused', 'closed'] as const;
/** One of these states. */
export type PointState = (typeof pointStates)[number];

const facts = {
  title: name(40),
  accepts_text: text(400, 'exchange.accepts_missing'),
  refuses_text: optionalText(400),
  where_text: optionalText(120),
  place: blank(id()),
  organisation: blank(id()),
};
export const OpenPoint = z.object(facts);
export const EditPoint = z.object({ ...facts, id: id() });
export const SetPointState = z.object({
  id: id(),
  state: choice(pointStates),
  reason: optionalText(200),
});

const classCode = z.string('exchange.class_missing').min(1, 'exchange.class_missing').max(40, 'exchange.class_missing');

/** Things taken in at a point, or sent back with a reason. */
export const TakeIn = z.object({
  id: id(),
  title: name(60),
  class_code: classCode,
  quantity: count(),
  unit: name(12),
  condition_text: optionalText(200),
  expires_on: blank(day()),
  person: blank(id()),
  refused: optionalText(200),
});

/** A thing posted on the second-hand market. */
export const PostItem = z.object({
  title: name(60),
  description: optionalText(1000),
  class_code: classCode,
  condition_text: text(200, 'exchange.condition_missing'),
  place: blank(id()),
});

/** A donation point as its pages show it. */
export interface Point {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly placeId: string | null;
  readonly organisationId: string | null;
  readonly acceptsText: string;
  readonly refusesText: string;
  readonly whereText: string;
  readonly state: PointState;
  readonly stateReason: string | null;
}

/** One thing of the intake log of a point. */
export interface Intake {
  readonly id: string;
  readonly day: string;
  readonly title: string;
  readonly classCode: string;
  readonly quantity: bigint;
  readonly unit: string;
  readonly conditionText: string;
  readonly expiresOn: string | null;
  readonly personId: string | null;
  readonly resourceId: string | null;
  readonly refusedReason: string | null;
}
