import { z } from 'zod';
import { blank, choice, day, id, name, optionalText, text } from '#platform/input';

/** What people quarrel about. */
export const kinds = ['noise', 'leak', 'parking', 'family', 'money', 'property', 'pets', 'other'] as const;
/** One of these kinds. */
export type Kind = (typeof kinds)[number];

/** Where a mediation stands: `kept` and `broken` say what the look afterwards found. */
export const states = ['open', 'agreed', 'ended', 'kept', 'broken'] as const;
/** One of these states. */
export type State = (typeof states)[number];

const words = (max: number) => text(max, 'mediation.words_missing');

export const OpenMediation = z.object({
  matter: blank(id()),
  kind: choice(kinds),
  mediator: id('mediation.mediator_unknown'),
  one: name(40),
  one_person: blank(id()),
  other: name(40),
  other_person: blank(id()),
  about: words(2000),
});
export const Trust = z.object({ id: id(), side: choice(['one', 'other']) });
export const HoldSession = z.object({ id: id(), held_on: day(), place_text: optionalText(80), said: words(4000) });
export const Agree = z.object({ id: id(), agreement: words(4000), follow_up_on: day() });
export const EndMediation = z.object({ id: id(), reason: text(500, 'mediation.reason_missing') });
export const LookAfter = z.object({ id: id(), outcome: choice(['kept', 'broken']), found: words(1000) });

/** A mediation without its words and its parties' names. */
export interface Mediation {
  readonly id: string;
  readonly number: string;
  readonly matterId: string | null;
  readonly kind: Kind;
  readonly mediatorId: string;
  readonly state: State;
  readonly openedOn: string;
  readonly agreedOn: string | null;
  readonly followUpOn: string | null;
  readonly closedOn: string | null;
  readonly endedReason: string;
  readonly sessions: number;
}

/** One side, with the name only where the reader may know it. */
export interface Party {
  readonly id: string;
  readonly side: 'one' | 'other';
  readonly personId: string | null;
  readonly name: string;
  readonly trustsOn: string | null;
}

/** A session with what was said. */
export interface Session {
  readonly id: string;
  readonly heldOn: string;
  readonly placeText: string;
  readonly said: string;
}
