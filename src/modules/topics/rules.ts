import { compare, type Fraction, fraction } from '#kernel/fraction';
import { findInsults } from '#kernel/insults';
import { findPersonalData, isMoneyAppeal } from '#kernel/privacy';
import type { Fault } from '#kernel/result';
import type { Topic } from './schema.ts';

/**
 * Why words may not stand in public as they are, or null: an appeal for money for somebody (finding 4 of the rules) never;
 * what looks like a number, name or address of somebody, or would hurt somebody, only after a second look.
 */
export function wordsRefusal(words: string, looked: boolean, field: string): Fault | null {
  if (isMoneyAppeal(words).hit) return { code: 'topics.money_appeal', field };
  if (looked) return null;
  const found = findPersonalData(words).map((one) => words.slice(one.start, one.end));
  if (found.length > 0) return { code: 'topics.personal_data', params: { found: found.join(' ') }, field };
  const hurting = [...new Set(findInsults(words).map((one) => one.text))];
  return hurting.length === 0 ? null : { code: 'topics.insult', params: { found: hurting.join(' · ') }, field };
}

/** Whether enough people stand behind a topic that it must be dealt with. */
export function isReached(topic: Pick<Topic, 'supporters' | 'needed'>): boolean {
  return topic.supporters >= topic.needed;
}

/** Who puts topics forward, and whether residents are too few among them (F058). */
export interface Proposers {
  readonly residents: number;
  readonly all: number;
  readonly low: boolean;
}

/** The share of residents' own topics against the least that it should be; without topics nothing is low. */
export function proposers(residents: number, all: number, least: Fraction): Proposers {
  const low = all > 0 && compare(fraction(BigInt(residents), BigInt(all)), least) < 0;
  return { residents, all, low };
}
