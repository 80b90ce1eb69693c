import { compare, type Fraction, fraction } from '#kernel/fraction';
import { publicWordsRefusal } from '#kernel/public-words';
import type { Fault } from '#kernel/result';
import type { Topic } from './schema.ts';

const publicWords = { appeal: 'topics.money_appeal', personal: 'topics.personal_data', insult: 'topics.insult' };

/** Why words may not stand in public as they are, or null. */
export function wordsRefusal(words: string, looked: boolean, field: string): Fault | null {
  return publicWordsRefusal(words, looked, publicWords, field);
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
