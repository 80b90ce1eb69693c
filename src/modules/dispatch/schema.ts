import { z } from 'zod';
import { blank, choice, day, id, name, optionalText, text } from '#platform/input';

/** Whose duty words of a class and place are: a role at the desk, or whoever is in charge of the grid. */
export const duties = ['worker', 'grid_worker', 'hub', 'secretary', 'admin', 'cadre', 'head', 'member'] as const;
/** One of these duties. */
export type Duty = (typeof duties)[number];

/** Doors beside and above the community. */
export const doors = ['street', 'district', 'hotline', 'council', 'petition', 'mediation', 'police', 'court'] as const;
/** One of these doors. */
export type Door = (typeof doors)[number];

/** What the community does itself, helps with, and is never given. */
export const itemKinds = ['own', 'assist', 'never'] as const;
/** One of these kinds. */
export type ItemKind = (typeof itemKinds)[number];

const reason = text(300, 'dispatch.reason_missing');
const result = text(600, 'dispatch.result_missing');

export const AddRule = z.object({
  class_code: optionalText(40),
  place: blank(id()),
  duty: choice(duties),
  note: optionalText(200),
});
export const EndRule = z.object({ id: id(), reason });
export const OfferMatter = z.object({ id: id(), person: id('dispatch.person_unknown'), reason });
export const AnswerOffer = z.object({
  id: id(),
  answer: choice(['accept', 'refuse', 'withdraw']),
  reason: optionalText(300),
});
export const ShareMatter = z.object({ id: id(), organisation: id('dispatch.organisation_unknown'), task: text(300) });
export const EndShare = z.object({ id: id(), organisation: id(), result });
export const ReferMatter = z.object({
  id: id(),
  door: choice(doors),
  office: optionalText(80),
  reference: optionalText(60),
  reason,
  due_on: day(),
});
export const TakeBack = z.object({ id: id(), outcome: choice(['back', 'withdrawn']), result });
export const AddItem = z.object({ kind: choice(itemKinds), title: name(120), source: text(160) });
export const EndItem = z.object({ id: id(), reason });
export const AskWork = z.object({
  department: name(60),
  title: name(120),
  text: optionalText(1000),
  funds: optionalText(200),
});
export const DecideWork = z.object({
  id: id(),
  answer: choice(['accept', 'refuse']),
  item: blank(id()),
  because: text(600, 'dispatch.rule_missing'),
});

/** A rule of routing. */
export interface RouteRule {
  readonly id: string;
  readonly classCode: string | null;
  readonly placeId: string | null;
  readonly duty: Duty;
  readonly note: string;
}

/** A matter offered to somebody. */
export interface Handover {
  readonly id: string;
  readonly matterId: string;
  readonly fromId: string | null;
  readonly toId: string;
  readonly reason: string;
  readonly state: 'offered' | 'accepted' | 'refused' | 'withdrawn';
  readonly answer: string;
  readonly at: Date;
}

/** A department that works on a matter. */
export interface Share {
  readonly matterId: string;
  readonly organisationId: string;
  readonly task: string;
  readonly endedOn: string | null;
  readonly result: string;
  readonly at: Date;
}

/** A matter sent through another door. */
export interface Referral {
  readonly id: string;
  readonly matterId: string;
  readonly door: Door;
  readonly office: string;
  readonly reference: string;
  readonly reason: string;
  readonly sentOn: string;
  readonly dueOn: string;
  readonly state: 'out' | 'back' | 'withdrawn';
  readonly result: string;
  readonly backOn: string | null;
}

/** An item of the list of duties. */
export interface DutyItem {
  readonly id: string;
  readonly kind: ItemKind;
  readonly title: string;
  readonly source: string;
}

/** Work that a department wants to hand to the community. */
export interface HandedWork {
  readonly id: string;
  readonly number: string;
  readonly department: string;
  readonly title: string;
  readonly text: string;
  readonly funds: string;
  readonly state: 'asked' | 'accepted' | 'refused';
  readonly itemId: string | null;
  readonly answer: string;
  readonly askedOn: string;
  readonly answeredOn: string | null;
}
