import { z } from 'zod';
import { choice, id, optionalText, text } from '#platform/input';

/** What came of it. */
export const verdicts = ['solved', 'partly', 'not'] as const;
/** One of those words. */
export type VerdictWord = (typeof verdicts)[number];

/** Why not wholly, from a short list: the only part of a reason that is public. */
export const reasons = ['quality', 'late', 'too_little', 'wrong_thing', 'came_back', 'other'] as const;
/** One reason. */
export type Reason = (typeof reasons)[number];

/** How it was said: by oneself, with the card, by the code on the slip; or written down by the desk from a call or paper. */
export const ways = ['self', 'card', 'link', 'call', 'paper'] as const;
/** One way. */
export type Way = (typeof ways)[number];

/** What the office makes of a proposed change: adopted, partly, or not (F049). */
export const answers = ['accepted', 'partly', 'declined'] as const;
/** One answer. */
export type AnswerWord = (typeof answers)[number];

const said = {
  verdict: choice(verdicts, 'results.verdict_missing'),
  reason: z.union([choice(reasons), z.literal('')]).optional(),
  words: optionalText(3000),
  /** What ought to be done otherwise. */
  change: optionalText(2000),
};
/** What somebody says of it. */
export type Said = z.output<z.ZodObject<typeof said>>;

/** Said by the one who spoke, about their own matter or a need they stand behind. */
export const GiveVerdict = z.object({ ...said, kind: choice(['matter', 'need']), id: id() });

/** Said with nothing but the slip: its number and code. */
export const GiveByCode = z.object({ ...said, code: text(60, 'results.code_unknown') });

/** Written down by the desk, with what shows that it was said; of a project also by those it served. */
export const RecordVerdict = z.object({
  ...said,
  kind: choice(['matter', 'need', 'project']),
  id: id(),
  person: id().optional(),
  way: choice(['call', 'paper']),
  evidence: text(300, 'results.evidence_missing'),
});

/** A change of a project's design, proposed by whoever carries it out or stands behind it (F068). */
export const ProposeChange = z.object({ project: id(), text: text(2000, 'results.change_missing') });

/** The answer: adopted, partly or not, because …; adopted, with the parts of the next version. */
export const AnswerChange = z.object({
  id: id(),
  answer: choice(answers),
  because: text(2000, 'results.answer_missing'),
  summary: text(500, 'results.summary_missing'),
  goals: optionalText(5000),
  content: optionalText(5000),
  beneficiaries: optionalText(5000),
  plan: optionalText(5000),
  evaluation: optionalText(5000),
});

/** A verdict without its words. */
export interface Verdict {
  readonly id: string;
  readonly subject: { readonly kind: 'matter' | 'need' | 'project' | 'proposal'; readonly id: string };
  readonly needId: string | null;
  readonly projectId: string | null;
  readonly personId: string | null;
  readonly verdict: VerdictWord;
  readonly reason: Reason | '';
  readonly way: Way;
  readonly recordedBy: string | null;
  readonly evidence: string | null;
  readonly at: Date;
}

/** Somebody who is or was asked what came of it, with the last word they said. */
export interface Asked {
  /** A matter when they spoke by one; the need when they only said "mine too". */
  readonly subject: { readonly kind: 'matter' | 'need'; readonly id: string };
  readonly needId: string | null;
  readonly personId: string | null;
  readonly title: string;
  readonly number: string;
  /** Whether anybody could ask them: registered, or with a name or number left. Others say it with their slip. */
  readonly reachable: boolean;
  /** Done by the office's account since then; null where it is not done at present. */
  readonly since: Date | null;
  readonly last: { readonly verdict: VerdictWord; readonly way: Way; readonly at: Date } | null;
  /** How often they were heard since it was last done. */
  readonly heard: number;
  /** How often they were called or visited since then and not reached, and when last. */
  readonly tries: number;
  readonly triedAt: Date | null;
  /** When they were last written to with their link. */
  readonly askedByLinkAt: Date | null;
}

/** A proposed change with its answer; the words proposed are opened separately. */
export interface Change {
  readonly id: string;
  readonly projectId: string;
  readonly projectTitle: string;
  readonly verdictId: string | null;
  readonly matterId: string | null;
  readonly proposedBy: string | null;
  readonly state: 'proposed' | AnswerWord;
  /** Public: what was proposed, in the office's words. */
  readonly summary: string;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly toVersion: number | null;
  readonly toldAt: Date | null;
  readonly at: Date;
}

/** One count with one denominator: everybody who was asked. */
export interface Counts {
  readonly asked: number;
  readonly solved: number;
  readonly partly: number;
  readonly not: number;
  readonly unanswered: number;
  /** Of those heard: in their own words, and written down by the desk. */
  readonly own: number;
  readonly recorded: number;
}
