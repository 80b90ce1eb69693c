import { z } from 'zod';
import { choice, id, name, optionalText, text } from '#platform/input';

/** How far a problem reaches and how much it presses, from one to five. */
export const degrees = ['1', '2', '3', '4', '5'] as const;

/** Where a problem stands. */
export const problemStates = ['open', 'solved', 'dropped'] as const;
/** Where a problem stands: one of `problemStates`. */
export type ProblemState = (typeof problemStates)[number];

const facts = {
  title: name(60),
  summary: optionalText(1000),
  impact: choice(degrees, 'problems.degree_missing'),
  impact_reason: text(200, 'problems.reason_missing'),
  urgency: choice(degrees, 'problems.degree_missing'),
  urgency_reason: text(200, 'problems.reason_missing'),
};

/** A problem written down, perhaps out of a need. */
export const OpenProblem = z.object({ ...facts, need: id().optional() });

/** A problem put right. */
export const EditProblem = z.object({ ...facts, id: id() });

/** A cause below the problem, or below another cause. */
export const AddCause = z.object({ id: id(), parent: id().optional(), words: text(200, 'problems.words_missing') });

/** Naming one cause. */
export const OneCause = z.object({ id: id(), cause: id() });

/** A need that shows the problem, by its number. */
export const LinkNeed = z.object({ id: id(), need: name(20) });

/** A need that does not. */
export const UnlinkNeed = z.object({ id: id(), need: id() });

/** How it ended, and why. */
export const EndProblem = z.object({
  id: id(),
  outcome: choice(['solved', 'dropped'], 'problems.outcome_missing'),
  reason: text(300, 'problems.reason_missing'),
});
