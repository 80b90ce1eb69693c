import { z } from 'zod';
import { Say } from '#modules/intake';
import { choice, columns, count, day, id, name, optionalText, text, ticked, upload } from '#platform/input';

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

/** Days of the week on which a need can be met, Monday first; none means any. */
export const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;
/** Times of day at which it can be met; none means any. */
export const dayParts = ['morning', 'afternoon', 'evening'] as const;
/** Whom a need is for by age, as the parameters `age.adult` and `age.elder` draw the lines. */
export const ageGroups = ['any', 'children', 'adults', 'elders'] as const;
/** One of `ageGroups`. */
export type AgeGroup = (typeof ageGroups)[number];

/** Several of a few words, as check boxes send them; kept as one text in the order of the words. */
function several(words: readonly string[]) {
  return z
    .union([z.array(z.string()), z.string()])
    .optional()
    .transform((value) => {
      const chosen = new Set(typeof value === 'string' ? value.split(',') : value);
      return words.filter((word) => chosen.has(word)).join(',');
    });
}

/** What was answered to pieces that look like personal data. */
const answers = z
  .array(
    z.object({ at: z.number(), piece: z.string().max(400), answer: z.string().max(20), reason: optionalText(200) }),
  )
  .max(100)
  .optional();

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
  weekdays: several(weekdays),
  day_parts: several(dayParts),
  age_group: choice(ageGroups).default('any'),
  home_visit: ticked(),
  crux: optionalText(500),
};

/**
 * A need written down, from a matter or by itself. `same` is the answer to "is it one of these?": the id of an open
 * need that it joins as a voice, or `none`.
 */
export const DraftNeed = z.object({
  ...facts,
  matter: id().optional(),
  person: id().optional(),
  same: z.string().max(40).optional(),
});

/** Groups that are known of a person in confidence only, and for which posts and offers are kept (F069). */
export const privateGroups = ['disabled', 'job_seekers'] as const;
/** One of `privateGroups`. */
export type PrivateGroup = (typeof privateGroups)[number];

/** The groups sealed with a need; none takes them back. */
export const KeepGroups = z.object({ id: id(), groups: several(privateGroups) });

/** A need put right; after the check only with a reason. */
export const EditNeed = z.object({ ...facts, id: id(), reason: optionalText(300), answers });

/** The check: each piece that looks like personal data is taken out or answered for. */
export const CheckNeed = z.object({ id: id(), answers });

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

/** A matter by what stands on its slip. */
export const BySlip = z.object({ number: text(40), code: text(20) });

/** Saying something, perhaps the same as what is already there. */
export const Speak = z.object({ ...Say.shape, same: z.string().max(40).optional() });

/** A class of the space's own below another one. */
export const AddClass = z.object({
  parent: text(40, 'needs.class_missing'),
  zh: name(16),
  en: name(40),
  whole: ticked(),
});

/** A class of the space's own by other words. */
export const RenameClass = z.object({ code: text(40, 'needs.class_missing'), zh: name(16), en: name(40) });

/** Naming one class. */
export const OneClass = z.object({ code: text(40, 'needs.class_missing') });

/** The fields a list of needs can have, in the order of its template. */
export const listFields = [
  'title',
  'summary',
  'class',
  'quantity',
  'unit',
  'place',
  'urgency',
  'urgency_reason',
  'starts_on',
  'wanted_until',
  'group_text',
  'age_group',
  'divisible',
  'low_income',
  'home_visit',
] as const;
/** One of `listFields`. */
export type ListField = (typeof listFields)[number];

/** Without these columns there is no list. */
export const neededFields: readonly ListField[] = ['title', 'class', 'quantity', 'unit'];

/** A list of needs as a file. */
export const UploadList = z.object({ file: upload });

/** What the columns of a list mean. */
export const MapList = z.object({ id: id(), ...columns(listFields) });

/** Letting a list in: whether its rows were checked already, and whether bad rows may be left out. */
export const LandList = z.object({ id: id(), checked: ticked(), without_bad: ticked() });
