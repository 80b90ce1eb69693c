import { z } from 'zod';
import type { SealedRow } from '#modules/record';
import { choice, day, id, name, optionalPhone, optionalText, text, ticked, upload } from '#platform/input';

/** The ways words come in. */
export const channels = [
  'web',
  'phone',
  'visit',
  'counter',
  'letter',
  'card',
  'import',
  'call_back',
  'kiosk',
  'petition',
  'reception',
  'box',
  'questionnaire',
] as const;
export type Channel = (typeof channels)[number];

/** The ways a worker writes down for someone. */
export const writtenChannels = [
  'phone',
  'visit',
  'counter',
  'letter',
  'box',
  'kiosk',
  'reception',
  'petition',
] as const;

/** How someone wants to hear what became of it. */
export const contactWays = ['call', 'sms', 'knock', 'family', 'none'] as const;
export type ContactWay = (typeof contactWays)[number];

/** Where a matter stands. `need` and `joined` go on elsewhere; `solved`, `closed` and `withdrawn` can be reopened. */
export const matterStates = ['new', 'taken', 'answered', 'need', 'joined', 'solved', 'closed', 'withdrawn'] as const;
/** Where a matter stands: one of `matterStates`. */
export type MatterState = (typeof matterStates)[number];

/** What can happen to a matter, in the order a thread shows it. */
export const stepKinds = [
  'said',
  'taken',
  'answered',
  'promised',
  'postponed',
  'kept',
  'broken',
  'escalated',
  'street_word',
  'note',
  'need',
  'joined',
  'parted',
  'solved',
  'closed',
  'met',
  'verdict',
  'reopened',
  'withdrawn',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** Ways in which something is done at once, so that solving on the spot takes three taps and no typing. */
export const onTheSpot = ['explained', 'fixed', 'phoned', 'handed'] as const;

/** The longest text that is taken; real messages reach seven thousand characters. */
export const longestWords = 10_000;
/** A photo and the text together. */
export const largestSay = 16 * 1024 * 1024;

const optionalId = id().optional();
const optionalDay = day().optional();
const words = text(longestWords, 'intake.words_missing');

/** What a person says: in one place, one question at a time, with or without an account. */
export const Say = z
  .object({
    words,
    place: optionalId,
    place_text: optionalText(120),
    /** What it is about, where the speaker was asked and agreed or chose another. */
    class_code: optionalText(40),
    contact_way: choice(contactWays, 'intake.contact_way_missing'),
    contact_name: optionalText(40),
    phone: optionalPhone(),
    anonymous: ticked(),
    photo: upload.optional(),
  })
  .superRefine((said, context) => {
    if ((said.contact_way === 'call' || said.contact_way === 'sms') && said.phone === '' && !said.anonymous)
      context.addIssue({ code: 'custom', message: 'intake.phone_missing', path: ['phone'] });
    if (said.contact_way === 'knock' && said.place === undefined && said.place_text === '')
      context.addIssue({ code: 'custom', message: 'intake.door_missing', path: ['place_text'] });
  });

/** What a worker writes down for somebody: by phone, on a visit, at the counter. */
export const WriteDown = z.object({
  words,
  channel: choice(writtenChannels, 'intake.channel_missing'),
  person: optionalId,
  not_named: ticked(),
  contact_way: choice(contactWays).optional(),
  contact_name: optionalText(40),
  phone: optionalPhone(),
  place: optionalId,
  place_text: optionalText(120),
  class_code: optionalText(40),
  /** Of a visit: each suggestion on a line of its own becomes a matter of its own (F169). */
  suggestions: optionalText(4000),
});

/** Naming one matter. */
export const OneMatter = z.object({ id: id() });

/** What an answer says to an opinion (F049): adopted, partly, not. */
export const stances = ['adopted', 'partly', 'not'] as const;
export type Stance = (typeof stances)[number];

/** What can change because of what somebody said. */
export const changedKinds = ['need', 'project', 'topic', 'activity'] as const;
export type ChangedKind = (typeof changedKinds)[number];
const changedPattern = /^(need|project|topic|activity):[0-9a-f-]{36}$/;

/** An answer to the one who spoke, with or without a day by which something is done. */
export const Answer = z.object({
  id: id(),
  reply: text(2000, 'intake.reply_missing'),
  promise: optionalText(200),
  due_on: optionalDay,
  /** Of an opinion or idea: whether it was adopted; left out where nothing was to be adopted. */
  stance: z.union([choice(stances), z.literal('').transform(() => undefined)]).optional(),
  /** What changed because of it, as `kind:id`. */
  changed: z
    .union([z.string().regex(changedPattern, 'input.choose'), z.literal('').transform(() => undefined)])
    .optional(),
});

/** Done at once. `how` is free; `way` is one tap. */
export const Solve = z.object({
  id: id(),
  how: optionalText(500),
  way: choice(onTheSpot).optional(),
  minutes: z.coerce.number().int().min(0).max(1440).optional(),
});

/** A deed that says why. */
export const WithReason = z.object({ id: id(), reason: text(500, 'intake.reason_missing') });

/** A note for colleagues. */
export const Note = z.object({ id: id(), note: text(2000, 'intake.note_missing') });

/** Where it happens and what it is about, put right by the desk. */
export const Sort = z.object({ id: id(), class_code: optionalText(40), place: optionalId });

/** This matter is the same as another. */
export const JoinMatter = z.object({ id: id(), into: name(40) });

/** A promise that was kept, with what came of it. */
export const KeepPromise = z.object({ id: id(), result: text(500, 'intake.result_missing') });

/** A promise for another day. */
export const MovePromise = z.object({
  id: id(),
  due_on: day('intake.day_missing'),
  reason: text(300, 'intake.reason_missing'),
});

/** Consent that the public trace shows one's own words. */
export const AllowWords = z.object({ id: id(), allow: ticked() });

/** A list of residents' matters as a file. */
export const UploadSheet = z.object({
  file: upload.refine((file) => file !== undefined, 'sheet.missing'),
});

/** What the columns of a list mean; a column number as text, or nothing. */
const column = z
  .string()
  .regex(/^\d{1,3}$/, 'input.choose')
  .optional();
export const sheetFields = ['subject', 'words', 'name', 'phone', 'said_at', 'place', 'class'] as const;
export type SheetField = (typeof sheetFields)[number];
export const MapSheet = z.object({
  id: id(),
  subject: column,
  words: column,
  name: column,
  phone: column,
  said_at: column,
  place: column,
  class: column,
});

/**
 * One row ready to land: what was said, when, and what is known beside it. Without words it is an answer to what came in
 * before.
 */
export interface LandingRow {
  /** Where it came from, unique in the space, so that a second run changes nothing. */
  readonly origin: string;
  readonly words: string;
  readonly saidAt: Date;
  readonly placeId: string | null;
  readonly placeText: string;
  readonly classCode: string | null;
  readonly name: string;
  readonly phone: string;
  /** What was said back, and when, where that can be believed; null where the list holds no answers. */
  readonly reply: { readonly words: string; readonly at: Date | null } | null;
  /** In which line of the list it stands. */
  readonly line?: number;
  /** What was understood of the words, where anybody looked. */
  readonly understood?: Understood;
  /** What it will be written as, where that was worked out ahead. */
  readonly ready?: ReadyRow;
}

/** Words and answer of a row, sealed before it lands. */
export interface ReadyRow {
  readonly id: string;
  readonly words: SealedRow;
  readonly answer: ReadyAnswer | null;
}

/** An answer, sealed before it lands. */
export interface ReadyAnswer {
  readonly stepId: string;
  readonly at: Date;
  readonly sealed: SealedRow;
}

/** What was understood of words on their way in. */
export interface Understood {
  /** The class proposed, in hundredths of confidence. */
  readonly guess: { readonly code: string; readonly percent: number } | null;
  /** Origin of the earlier matter that it is the same as. */
  readonly sameAs: string | null;
}
