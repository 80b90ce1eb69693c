import type { LocalDate } from '#kernel/dates';
import type { Fault } from '#kernel/result';
import { type Lang, pick } from '#kernel/words';
import type { Seat } from '#modules/bodies';
import { en } from './en.ts';
import { countMotion, type MotionRule } from './rules.ts';
import type { Count, Meeting } from './schema.ts';
import { zh } from './zh.ts';

/** What a member writes on an item. */
export type Written = 'yes' | 'no' | 'abstain';

/** An answer in writing; of one seat's answers the highest turn counts. */
export interface Answer {
  readonly itemId: string;
  readonly seatId: string;
  readonly personId: string;
  readonly turn: number;
  readonly choice: Written;
  readonly remark: string;
  /** By the member's own hand. */
  readonly own: boolean;
}

/** Why a person may not answer an item in writing now, or null. */
export function answerRefusal(
  of: Meeting,
  seats: readonly Seat[],
  aside: ReadonlySet<string>,
  personId: string,
  today: LocalDate,
): Fault | null {
  if (of.answersBy !== null && today > of.answersBy)
    return { code: 'meetings.answers_over', params: { until: of.answersBy } };
  if (aside.has(personId)) return { code: 'meetings.recused' };
  return seats.some((seat) => seat.personId === personId) ? null : { code: 'meetings.no_vote' };
}

/** The last answer of each seat by whoever may still give it. */
function standing(answers: readonly Answer[], aside: ReadonlySet<string>): Answer[] {
  const last = new Map<string, Answer>();
  for (const one of answers) {
    const known = last.get(one.seatId);
    if (!aside.has(one.personId) && (known === undefined || one.turn > known.turn)) last.set(one.seatId, one);
  }
  return [...last.values()];
}

/** What the answers to an item come to by the rule: who wrote nothing was not there. */
export function circulationCount(
  rule: MotionRule,
  seats: readonly Seat[],
  aside: ReadonlySet<string>,
  answers: readonly Answer[],
): Count {
  const valid = standing(answers, aside).filter((one) => seats.some((seat) => seat.id === one.seatId));
  const of = (choice: Written) => valid.filter((one) => one.choice === choice).length;
  const recused = seats.filter((seat) => aside.has(seat.personId)).length;
  return countMotion(rule, seats.length, recused, { yes: of('yes'), no: of('no'), abstain: of('abstain') });
}

/** What came of an item in writing, as a sentence. */
export function writtenOutcome(lang: Lang, count: Count): string {
  const w = pick(lang, { zh, en }).circulation;
  if (count.present < count.quorumNeeded) return w.tooFew(count.present, count.quorumNeeded);
  return count.carried ? w.carried(count.yes, count.present) : w.lost(count.yes, count.present);
}
