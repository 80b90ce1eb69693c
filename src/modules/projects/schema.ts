import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { parseMinutes } from '#kernel/hours';
import { parseCount } from '#kernel/numbers';
import { amount, choice, count, day, id, name, optionalText, text, ticked, upload } from '#platform/input';

/** The five parts without which no project is handed in (F138), in the order in which they are asked. */
export const partNames = ['goals', 'content', 'beneficiaries', 'plan', 'evaluation'] as const;
/** One of the five parts. */
export type PartName = (typeof partNames)[number];
/** The five parts as written. */
export type Parts = Readonly<Record<PartName, string>>;

/** Where a budget line's money comes from: the fund, the provider's own, or elsewhere. */
export const sources = ['fund', 'own', 'other'] as const;
export type Source = (typeof sources)[number];

/** What drove it (F211): a need, an offer from outside, a policy, or several. */
export const drivers = ['need', 'outside', 'policy', 'mixed'] as const;
export type Driver = (typeof drivers)[number];

export const kinds = ['project', 'service', 'micro'] as const;
/** A project, a new service by a third party (F085), or something small from a micro-fund. */
export type Kind = (typeof kinds)[number];

export const states = [
  'draft',
  'submitted',
  'deciding',
  'approved',
  'declined',
  'running',
  'done',
  'closed',
  'withdrawn',
] as const;
/** Where a project stands. `approved` waits for its money to be set aside; `done` for its lessons. */
export type ProjectState = (typeof states)[number];

/** How it stands with the people in a photo. */
export const photoConsents = ['nobody', 'agreed'] as const;

const partText = 5000;
export const mostLines = 40;
export const mostPhotos = 6;
/** Photos as phones make them, several at once. */
export const largestReport = 40 * 1024 * 1024;

const Line = z.object({ title: name(60), quantity: count(), price: amount(), source: choice(sources) });
const lines = z
  .array(Line.nullable())
  .max(mostLines)
  .optional()
  .transform((rows) => (rows ?? []).filter((row) => row !== null));

const needs = z
  .union([id(), z.array(id())])
  .optional()
  .transform((value) => [...new Set(value === undefined ? [] : typeof value === 'string' ? [value] : value)]);

const facts = {
  title: name(60),
  /** Building work for people: handrails, a court, cameras (F127). */
  works: ticked(),
  kind: choice(['project', 'service']),
  driver: choice(drivers),
  fund: id().optional(),
  provider: id().optional(),
  leader: id().optional(),
  starts_on: day().optional(),
  ends_on: day().optional(),
  needs,
  goals: optionalText(partText),
  content: optionalText(partText),
  beneficiaries: optionalText(partText),
  plan: optionalText(partText),
  evaluation: optionalText(partText),
  lines,
};

/** A project as it is being written; everything but title, kind and driver may still be missing. */
export const DraftProject = z.object(facts);
/** The draft, written on. */
export const EditProject = z.object({ ...facts, id: id() });
/** Handing in; a later version says what changed and why. */
export const SubmitProject = z.object({ id: id(), changed: optionalText(500) });
/** A deed that says why. */
export const WithReason = z.object({ id: id(), reason: text(500, 'projects.reason_missing') });
/** What was done with an advice: as it said, in part, or not. */
export const adviceOutcomes = ['followed', 'partly', 'not'] as const;
/** One of these outcomes. */
export type AdviceOutcome = (typeof adviceOutcomes)[number];

/** Naming the procedure whose outcome is carried out. */
export const Enact = z.object({ id: id() });

/** A whole number that may be left empty: nothing was counted. */
const countOrNone = z
  .string()
  .optional()
  .transform((value, context): bigint => {
    if (value === undefined || /^[\s0\uff10]*$/.test(value)) return 0n;
    const read = parseCount(value);
    if (read.ok) return BigInt(read.value);
    context.addIssue({ code: 'custom', message: read.fault.code, params: { ...read.fault.params } });
    return z.NEVER;
  });

const minutesOrNone = z
  .string()
  .optional()
  .transform((value, context): bigint => {
    if (value === undefined || /^[\s0\uff10]*$/.test(value)) return 0n;
    const read = parseMinutes(value);
    if (read.ok) return read.value;
    context.addIssue({ code: 'custom', message: read.fault.code, params: { ...read.fault.params } });
    return z.NEVER;
  });

const percent = z.string('projects.percent_wrong').transform((value, context): number => {
  const digits = value.normalize('NFKC').replace(/[%\s]/g, '');
  const read = /^\d{1,3}$/.test(digits) ? Number.parseInt(digits, 10) : 101;
  if (read <= 100) return read;
  context.addIssue({ code: 'custom', message: 'projects.percent_wrong' });
  return z.NEVER;
});

/** How it goes: words, what was counted (F133), photos with how it stands with the people in them. */
export const ReportProgress = z.object({
  id: id(),
  text: text(3000, 'projects.text_missing'),
  services: countOrNone,
  people: countOrNone,
  hours: minutesOrNone,
  percent,
  photo: z
    .union([z.array(upload), upload])
    .optional()
    .transform((files) => (files === undefined ? [] : Array.isArray(files) ? files : [files]))
    .transform((files) => files.filter((file) => file !== undefined)),
  photo_consent: z.union([choice(photoConsents), z.literal('')]).optional(),
});

/** The work is done; which of its needs it met. */
export const FinishProject = z.object({ id: id(), met: needs });
export const surplusWays = ['fund', 'similar'] as const;
/** Where what was not spent may go: to the purpose it came for, or kept for a similar matter (Charity Law art. 58). */
export type SurplusWay = (typeof surplusWays)[number];
/** Putting to the vote where goes what was not spent. */
export const ProposeSurplus = z.object({
  id: id(),
  to: choice(surplusWays, 'projects.surplus_choose'),
  words: text(500, 'projects.surplus_words_missing'),
});
/** Closing, with what was learned (F163). */
export const CloseProject = z.object({ id: id(), lessons: text(5000, 'projects.lessons_missing') });

/** What was proposed about the rest of a project's money; of several the last counts. */
export interface Surplus {
  readonly id: string;
  readonly projectId: string;
  /** In fen. */
  readonly amount: bigint;
  readonly to: SurplusWay;
  readonly words: string;
  readonly procedureId: string;
  readonly at: Date;
}

/** One line of a budget; the total is exact. */
export interface BudgetLine {
  readonly title: string;
  readonly quantity: bigint;
  /** In fen. */
  readonly price: bigint;
  readonly source: Source;
}

/** What stands in the draft's column: amounts as text, since JSON has no exact numbers. */
export const StoredDraft = z.object({
  goals: z.string(),
  content: z.string(),
  beneficiaries: z.string(),
  plan: z.string(),
  evaluation: z.string(),
  lines: z.array(
    z.object({
      title: z.string(),
      quantity: z.string().transform((digits) => BigInt(digits)),
      price: z.string().transform((digits) => BigInt(digits)),
      source: z.enum(sources),
    }),
  ),
});
/** What is being written: the five parts and the budget. */
export type Draft = z.output<typeof StoredDraft>;

/** A version as it was handed in; never rewritten. */
export interface Version extends Draft {
  readonly version: number;
  /** What changed against the one before, and why. */
  readonly changed: string;
  /** The proposed change that it answers, when there is one. */
  readonly changeId: string | null;
  readonly at: Date;
}

/** A project as other rooms and pages read it. Drafts are the desk's own; everything else is public. */
export interface Project {
  readonly id: string;
  readonly number: string | null;
  readonly kind: Kind;
  readonly title: string;
  readonly works: boolean;
  readonly driver: Driver;
  readonly fundId: string | null;
  readonly providerId: string | null;
  readonly leaderId: string | null;
  readonly startsOn: LocalDate | null;
  readonly endsOn: LocalDate | null;
  /** 0 until first handed in. */
  readonly version: number;
  readonly state: ProjectState;
  readonly stateReason: string | null;
  /** Being written: before the first handing in, or anew after a decline. */
  readonly draft: Draft | null;
  readonly admissionId: string | null;
  readonly procedureId: string | null;
  readonly authorisationId: string | null;
  readonly lessons: string;
  /** What was not spent, where it went and why; null before it is closed. */
  readonly surplus: bigint | null;
  readonly surplusTo: SurplusWay | null;
  readonly surplusWords: string;
  /** The proposal that was passed; null where nothing was left. */
  readonly surplusId: string | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly closedAt: Date | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A report on the way. */
export interface Progress {
  readonly id: string;
  readonly projectId: string;
  readonly text: string;
  readonly services: bigint;
  readonly people: bigint;
  readonly minutes: bigint;
  readonly percent: number;
  readonly at: Date;
}
