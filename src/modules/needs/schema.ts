import { z } from 'zod';
import { Say } from '#modules/intake';
import { choice, count, day, id, name, optionalText, text, ticked } from '#platform/input';

/** How much it presses. */
export const urgencies = ['urgent', 'soon', 'normal'] as const;
/** How much a need presses: one of `urgencies`. */
export type Urgency = (typeof urgencies)[number];

/** Where a need stands. Drafts are the desk's own; everything else is public. */
export const needStates = ['draft', 'open', 'matched', 'project', 'part_met', 'met', 'withdrawn', 'merged'] as const;
/** Where a need stands: one of `needStates`. */
export type NeedState = (typeof needStates)[number];

/** States in which a need still waits for something. */
export const liveStates = ['open', 'matched', 'project', 'part_met'] as const satisfies readonly NeedState[];

const facts = {
  title: name(60),
  summary: text(1000, 'needs.summary_missing'),
  class_code: z.string('needs.class_missing').min(1, 'needs.class_missing').max(40, 'needs.class_missing'),
  quantity: count(),
  unit: name(12),
  divisible: ticked(),
  place: id().optional(),
  group_text: optionalText(60),
  low_income: ticked(),
  urgency: choice(urgencies, 'needs.urgency_missing'),
  urgency_reason: optionalText(200),
  starts_on: day().optional(),
  wanted_until: day().optional(),
  home_visit: ticked(),
  crux: optionalText(500),
};

/** A need written down, from a matter or by itself. */
export const DraftNeed = z.object({ ...facts, matter: id().optional(), person: id().optional() });

/** A need put right; after the check only with a reason. */
export const EditNeed = z.object({ ...facts, id: id(), reason: optionalText(300) });

/** The check: what looks like personal data must be taken out or answered for. */
export const CheckNeed = z.object({ id: id(), personal_answer: optionalText(300) });

/** Naming one need. */
export const OneNeed = z.object({ id: id() });

/** A deed that says why. */
export const WithReason = z.object({ id: id(), reason: text(500, 'needs.reason_missing') });

/** The same need twice: this one goes on in the other. */
export const MergeNeeds = z.object({
  id: id(),
  into: name(20),
  add_quantity: ticked(),
  reason: text(300, 'needs.reason_missing'),
});

/** A part of a need on its own. */
export const SplitNeed = z.object({ id: id(), title: name(60), quantity: count() });

/** A matter is one more voice for a need, named by its number. */
export const JoinNeed = z.object({ matter: id(), need: name(40) });

/** Undoing it. */
export const PartNeed = z.object({ matter: id() });

/** A visit note belongs to a need, with the crux it found (F020). */
export const AttachVisit = z.object({ id: id(), visit: name(20), crux: text(500, 'needs.crux_missing') });

/** Saying something, perhaps the same as what is already there. */
export const Speak = z.object({ ...Say.shape, same: z.string().max(40).optional() });
