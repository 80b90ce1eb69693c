import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { amount, blank, choice, count, day, id, name, optionalText, text, ticked, upload } from '#platform/input';

/** Money changes its purpose, or a fund is wound up and its rest goes on. */
export const moveKinds = ['repurpose', 'wind_up'] as const;
export type MoveKind = (typeof moveKinds)[number];

/** Asked of every giver, or told to everyone for the days the rule names. */
export const ways = ['consent', 'notice'] as const;
export type Way = (typeof ways)[number];

export const moveStates = ['asking', 'deciding', 'decided', 'done', 'refused', 'stopped'] as const;
/** Where a move stands; `asking` is only for a change of purpose. */
export type MoveState = (typeof moveStates)[number];

export const NewMove = z.object({
  fundId: id(),
  toFundId: blank(id()),
  amount: amount(),
  way: choice(ways),
  reason: text(1000, 'stewardship.reason_missing'),
  basis: text(1000, 'stewardship.basis_missing'),
});
export const WindUp = z.object({
  fundId: id(),
  toFundId: blank(id()),
  reason: text(1000, 'stewardship.reason_missing'),
  basis: text(1000, 'stewardship.basis_missing'),
});
export const GiverAnswer = z.object({
  id: id(),
  giftId: id(),
  answer: choice(['yes', 'no']),
  words: optionalText(300),
  file: upload.optional(),
});
/** What a giver says for themselves, known by the code of the gift's slip. */
export const OwnAnswer = z.object({
  id: id(),
  code: text(20, 'stewardship.code_unknown'),
  answer: choice(['yes', 'no'], 'stewardship.answer_missing'),
  words: optionalText(300),
});
export const Objection = z.object({ id: id(), text: text(2000), named: ticked() });
export const ObjectionAnswer = z.object({ id: id(), objectionId: id(), answer: text(2000) });
export const ById = z.object({ id: id() });
export const WithReason = z.object({ id: id(), reason: text(500, 'stewardship.reason_missing') });

/** A move of money between pots, as its page shows it. */
export interface Move {
  readonly id: string;
  readonly number: string;
  readonly kind: MoveKind;
  readonly fundId: string;
  /** Null: back to the host charity. */
  readonly toFundId: string | null;
  /** In fen; 0 where a fund ends with nothing in it. */
  readonly amount: bigint;
  readonly reason: string;
  readonly basis: string;
  readonly way: Way | null;
  readonly noticeUntil: LocalDate | null;
  readonly state: MoveState;
  readonly procedureId: string | null;
  readonly authorisationId: string | null;
  readonly entryId: string | null;
  readonly endedReason: string | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly doneAt: Date | null;
}

/** How long a fund has been quiet (F110). */
export type WatchState = 'active' | 'watch' | 'dormant' | 'zombie';

export const NewTrust = z.object({
  name: name(80),
  filingNumber: text(60),
  filedOn: day(),
  authority: name(80),
  trustee: name(80),
  purpose: text(500),
  amount: blank(amount()),
  startsOn: day(),
  endsOn: blank(day()),
  note: optionalText(500),
});
export const TrustReport = z.object({
  id: id(),
  year: count(),
  summary: text(2000),
  file: upload.optional(),
});
export const TrustProject = z.object({ id: id(), projectId: id() });

/** A charitable trust as a reference (F036). */
export interface Trust {
  readonly id: string;
  readonly name: string;
  readonly filingNumber: string;
  readonly filedOn: LocalDate;
  readonly authority: string;
  readonly trustee: string;
  readonly purpose: string;
  readonly amount: bigint | null;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate | null;
  readonly note: string;
}

export const NewAction = z.object({
  fundId: id(),
  year: count(),
  title: name(120),
  target: amount(),
  dueOn: day(),
});
export const EndedAction = z.object({
  id: id(),
  outcome: choice(['done', 'dropped']),
  brought: blank(amount({ zero: true })),
  note: text(300, 'stewardship.reason_missing'),
});

/** What is done about the gap of a year (F031). */
export interface GapAction {
  readonly id: string;
  readonly fundId: string;
  readonly year: number;
  readonly title: string;
  readonly target: bigint;
  readonly dueOn: LocalDate;
  readonly state: 'open' | 'done' | 'dropped';
  readonly brought: bigint | null;
  readonly note: string;
}
