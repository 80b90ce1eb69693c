import { z } from 'zod';
import { longestWords } from '#modules/intake';
import { blank, choice, day, id, optionalText, text, ticked, upload } from '#platform/input';

/** The ways of the one queue that a worker writes for. */
export const ways = ['phone', 'counter', 'letter', 'petition', 'reception', 'box', 'kiosk'] as const;

/** Sixty seconds of speech are well below this. */
export const largestSound = 2 * 1024 * 1024;
/** What is larger is refused with a sentence of its own up to here. */
export const largestSpeech = 12 * 1024 * 1024;

export const TakeCall = z.object({
  channel: choice(ways),
  person: blank(id()),
  contact_name: optionalText(40),
  phone: optionalText(30),
  /** Said by the caller for somebody else. */
  behalf: optionalText(40),
  anonymous: ticked(),
  words: text(longestWords, 'reception.words_missing'),
  place_text: optionalText(120),
  class_code: optionalText(40),
  /** The matter it is the same as. */
  same: blank(id()),
  reception: blank(id()),
});

export const PlanReception = z.object({
  leader: id('reception.leader_unknown'),
  duty_text: optionalText(60),
  held_on: day(),
  hours_text: optionalText(60),
  place_text: text(80),
});
export const CloseReception = z.object({
  id: id(),
  outcome: choice(['held', 'cancelled']),
  closing_text: text(600, 'reception.closing_missing'),
});

/** A minute of voice, with where it is and how to answer. */
export const SpeakNote = z.object({
  sound: upload.refine((file) => file !== undefined, 'reception.sound_missing'),
  place_text: optionalText(120),
  contact_name: optionalText(40),
  phone: optionalText(30),
});
export const WriteNote = z.object({ id: id(), words: text(longestWords, 'reception.words_missing') });

/** A reception day. */
export interface Reception {
  readonly id: string;
  readonly number: string;
  readonly leaderId: string;
  readonly duty: string;
  readonly heldOn: string;
  readonly hours: string;
  readonly place: string;
  readonly state: 'planned' | 'held' | 'cancelled';
  readonly closing: string;
  readonly matterIds: readonly string[];
}

/** A voice note without its sound. */
export interface VoiceNote {
  readonly id: string;
  readonly matterId: string;
  readonly mediaType: string;
  readonly state: 'waiting' | 'written' | 'forgotten';
  readonly deleteOn: string;
  readonly at: Date;
}
