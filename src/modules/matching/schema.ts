import { z } from 'zod';
import { blank, choice, count, day, id, optionalText, text, ticked } from '#platform/input';

/** Where a proposal stands: the first three are live, the others its ends. */
export const proposalStates = [
  'proposed',
  'accepted',
  'handed_over',
  'confirmed',
  'declined',
  'withdrawn',
  'failed',
] as const;
/** One of them. */
export type ProposalState = (typeof proposalStates)[number];

/** States in which something is still to be done. */
export const liveStates = ['proposed', 'accepted', 'handed_over'] as const satisfies readonly ProposalState[];

/** Urgency as tiers of a plan: the first counts before all others. */
export const tiers = ['urgent', 'soon', 'normal'] as const;
export type Tier = (typeof tiers)[number];

/** Where a run stands, and where a pair of its plan does. */
export type RunState = 'asked' | 'done' | 'failed';
export const pairStates = ['open', 'confirmed', 'refused', 'gone'] as const;
export type PairState = (typeof pairStates)[number];

/** The two who agree: who gives and who takes. */
export const sides = ['giver', 'taker'] as const;
export type Side = (typeof sides)[number];

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'matching.time_shape');

/** A need and a resource brought together, how much, and perhaps when. */
export const Propose = z.object({
  need: id(),
  resource: id(),
  quantity: blank(count()),
  meets_on: blank(day()),
  meets_from: blank(clock),
  meets_until: blank(clock),
});

/** The same across the desk, done at once. */
export const Across = z.object({ need: id(), resource: id(), quantity: blank(count()) });

/**
 * One side agrees. The desk says for which side and how it knows; `share_contact` lets the other see one's number once
 * both agreed.
 */
export const Accept = z.object({
  id: id(),
  side: blank(choice(sides)),
  said: optionalText(200),
  share_contact: ticked(),
});

/** Handing over, or saying that it arrived: the desk says how it knows. */
export const Step = z.object({ id: id(), evidence: optionalText(300) });

/** Handing over: as agreed, or the part that was there. */
export const HandOver = z.object({ id: id(), evidence: optionalText(300), quantity: blank(count()) });

/** When the two meet after all. */
export const Reschedule = z.object({
  id: id(),
  meets_on: day(),
  meets_from: blank(clock),
  meets_until: blank(clock),
});

/** Which side did not come. */
export const NoShow = z.object({ id: id(), side: choice(sides), reason: optionalText(300) });

/** One to five, and a word for the office. */
export const stars = ['1', '2', '3', '4', '5'] as const;
export const Rate = z.object({ id: id(), stars: choice(stars), words: optionalText(300) });

/** An end with its reason. */
export const WithReason = z.object({ id: id(), reason: text(300, 'matching.reason_missing') });
