import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { count, id, optionalText, text } from '#platform/input';

/** Where a request to open one case stands. */
export const caseStates = ['asked', 'granted', 'refused', 'ended'] as const;
export type CaseState = (typeof caseStates)[number];

/** A supervisor's request to read the words of one matter, for a reason and some days. */
export interface CaseRequest {
  readonly id: string;
  readonly number: string;
  readonly matterId: string;
  readonly matterNumber: string;
  readonly reason: string;
  readonly personId: string;
  readonly state: CaseState;
  /** The last day on which it may be opened. */
  readonly untilOn: LocalDate | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decidedReason: string | null;
  readonly at: Date;
  /** How often it was opened. */
  readonly openings: number;
}

export const AskCase = z.object({
  matter: text(40, 'supervision.matter_missing'),
  reason: text(1000, 'supervision.reason_missing'),
});
export const GrantCase = z.object({ id: id(), days: count(), reason: optionalText(500) });
export const RefuseCase = z.object({ id: id(), reason: text(500, 'supervision.reason_missing') });
export const CaseOf = z.object({ id: id() });
