import { z } from 'zod';
import { longestWords, onTheSpot } from '#modules/intake';
import { choice, id, optionalPhone, optionalText, upload } from '#platform/input';

/** Most matters of one visit: what is more is a second visit, or a list to import. */
export const mostItems = 5;

/** What is heard at doors again and again: one tap instead of typing. */
export const quickTopics = ['light', 'rubbish', 'leak', 'parking', 'noise', 'company', 'thanks', 'nobody'] as const;
/** One of these. */
export type QuickTopic = (typeof quickTopics)[number];

const item = {
  topic: z.union([choice(quickTopics), z.literal('')]).optional(),
  words: optionalText(longestWords),
  way: z.union([choice(onTheSpot), z.literal('')]).optional(),
};

/**
 * A visit as its page sends it, with or without script: who, where, and up to five matters, each in words or by one tap,
 * each with what was done at once.
 */
export const KeepVisit = z.object({
  person: id().optional(),
  contact_name: optionalText(40),
  phone: optionalPhone(),
  place: id().optional(),
  place_text: optionalText(120),
  ...item,
  words2: item.words,
  way2: item.way,
  words3: item.words,
  way3: item.way,
  words4: item.words,
  way4: item.way,
  words5: item.words,
  way5: item.way,
  photo: upload.optional(),
  /** When it was written, where that was not now: on a phone without network. */
  written_at: z.union([z.iso.datetime(), z.literal('')]).optional(),
  /** For whom the phone kept it: sent under another's sign-in it would be theirs. */
  owner: id().optional(),
});

/** A visit without its words. */
export interface Visit {
  readonly id: string;
  readonly number: string;
  readonly workerId: string;
  readonly personId: string | null;
  readonly placeId: string | null;
  readonly placeText: string;
  readonly visitedAt: Date;
  readonly keptOnPhone: boolean;
  readonly at: Date;
  /** How many matters came of it, and how many of them were done at once. */
  readonly items: number;
  readonly spot: number;
}

/** One numbered item of a visit: a matter, and what was done at once. */
export interface VisitItem {
  readonly position: number;
  readonly matterId: string;
  readonly way: (typeof onTheSpot)[number] | null;
}
