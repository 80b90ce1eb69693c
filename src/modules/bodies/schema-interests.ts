import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { blank, choice, id, optionalText } from '#platform/input';

/** What may touch a decision; `none` says that there is nothing to declare. */
export const interestKinds = ['none', 'organisation', 'employer', 'property', 'family'] as const;
/** One of those. */
export type InterestKind = (typeof interestKinds)[number];

/** What a member declared for their term. */
export interface Interest {
  readonly id: string;
  readonly personId: string;
  readonly kind: InterestKind;
  readonly organisationId: string | null;
  /** A relative who is known here. */
  readonly relativeId: string | null;
  /** In a sentence, public. */
  readonly summary: string;
  /** Whether there is more, sealed, for the desk. */
  readonly hasDetail: boolean;
  readonly declaredOn: LocalDate;
  readonly endedAt: Date | null;
}

export const DeclareInterest = z.object({
  /** At the desk: the seat whose holder said it. */
  seatId: blank(id()),
  kind: choice(interestKinds),
  organisationId: blank(id()),
  relativeName: optionalText(80),
  summary: optionalText(120),
  detail: optionalText(2000),
});
export const EndInterest = z.object({ interestId: id() });
