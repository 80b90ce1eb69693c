import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { blank, choice, day, id, name, optionalText, text, ticked } from '#platform/input';

export const levels = ['law', 'regulation', 'local', 'guide', 'community'] as const;
/** A law of the state, a regulation or order, a rule of province or city, a guide or standard, a rule of this community. */
export type Level = (typeof levels)[number];

/** What may stand on a law or rule: the kinds of rules, and the procedures. */
export const uses = [
  'rule:grant',
  'rule:micro',
  'rule:admission',
  'rule:change',
  'rule:surplus',
  'plan:four_two',
  'plan:membership',
  'plan:purpose',
] as const;
/** One of them. */
export type Use = (typeof uses)[number];

export const standings = ['valid', 'ending', 'over', 'later', 'struck'] as const;
/** Where an entry stands today: good, soon to be reviewed or over, over, not begun, or struck. */
export type Standing = (typeof standings)[number];

/** One law or rule on the register (F209). */
export interface Statute {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly level: Level;
  readonly issuer: string;
  readonly document: string;
  readonly summary: string;
  readonly inForceFrom: LocalDate;
  readonly validUntil: LocalDate | null;
  readonly reviewOn: LocalDate | null;
  readonly uses: readonly Use[];
  readonly struckReason: string | null;
}

/** A version of the pact. */
export interface PactVersion {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly text: string;
  readonly basis: string;
  readonly procedureId: string | null;
  readonly inForceFrom: LocalDate;
}

/** Somebody who signed the version in force. */
export interface Signature {
  readonly id: string;
  readonly personId: string;
  /** Masked. */
  readonly name: string;
  readonly forHousehold: boolean;
  readonly way: 'own' | 'paper';
  readonly signedOn: LocalDate;
}

/** A friendly reminder of the pact. */
export interface Reminder {
  readonly id: string;
  readonly number: string;
  readonly personId: string;
  readonly name: string;
  readonly clause: string;
  readonly text: string;
  readonly at: Date;
  readonly settledOn: LocalDate | null;
  readonly settledWords: string | null;
}

const optionalDay = () => blank(day());
const used = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(choice(uses)),
);

/** The uses as they are stored. */
export const StoredUses = z.array(z.enum(uses));

export const StatuteInput = z.object({
  title: name(120),
  level: choice(levels),
  issuer: text(120),
  document: optionalText(200),
  summary: optionalText(2000),
  inForceFrom: day(),
  validUntil: optionalDay(),
  reviewOn: optionalDay(),
  uses: used,
});
export const EditStatute = StatuteInput.extend({ id: id() });
export const StrikeStatute = z.object({ id: id(), reason: text(500) });

export const WritePact = z.object({
  title: name(80),
  text: text(8000),
  basis: text(500),
  inForceFrom: day(),
  procedureId: blank(id()),
});
/** Signing and leaving are said on purpose, by a tick or a button of their own. */
export const SignPact = z.object({ agree: z.literal('yes', 'input.choose'), household: ticked() });
export const LeavePact = z.object({ sure: z.literal('yes', 'input.choose') });
export const RecordSignature = z.object({
  personId: id('statutes.choose_person'),
  household: ticked(),
  signedOn: day(),
});
export const Remind = z.object({
  personId: id('statutes.choose_person'),
  clause: text(300),
  text: text(500),
});
export const SettleReminder = z.object({ id: id(), words: text(300) });
