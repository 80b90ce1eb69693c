import type { z } from 'zod';
import { type KeepVisit, mostItems, type QuickTopic } from './schema.ts';

/** A phone may keep a visit this long before it is sent; older than that is a mistake of its clock. */
const oldest = 60 * 86_400_000;
/** Clocks of phones run a little ahead. */
const ahead = 10 * 60_000;

/** One thing said at the door, and what was done at once. */
export interface Said {
  readonly words: string;
  readonly way: NonNullable<Exclude<z.output<typeof KeepVisit>['way'], ''>> | null;
}

/** What was said, in order; `topicWords` are the words of the one tap. */
export function itemsOf(input: z.output<typeof KeepVisit>, topicWords: (topic: QuickTopic) => string): readonly Said[] {
  const { topic } = input;
  const tapped = topic === undefined || topic === '' ? '' : topicWords(topic);
  const first = [tapped, input.words].filter((part) => part !== '').join(tapped.endsWith('。') ? '' : '\n');
  const all: { words: string; way: Said['way'] | '' | undefined }[] = [
    { words: first, way: input.way },
    { words: input.words2, way: input.way2 },
    { words: input.words3, way: input.way3 },
    { words: input.words4, way: input.way4 },
    { words: input.words5, way: input.way5 },
  ];
  return all
    .filter((one) => one.words !== '')
    .slice(0, mostItems)
    .map((one) => ({ words: one.words, way: one.way === undefined || one.way === '' ? null : one.way }));
}

/** Whether a visit can have been at that moment. */
export function momentRefusal(writtenAt: Date, now: Date): 'diary.ahead' | 'diary.too_old' | null {
  if (writtenAt.getTime() > now.getTime() + ahead) return 'diary.ahead';
  return writtenAt.getTime() < now.getTime() - oldest ? 'diary.too_old' : null;
}

/** What arrives later than this after it was written waited on the phone. */
const minute = 60_000;

/** Whether a visit waited on the phone before it arrived. */
export function waited(writtenAt: Date, now: Date): boolean {
  return now.getTime() - writtenAt.getTime() > minute;
}
