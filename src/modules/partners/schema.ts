import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import type { Fraction } from '#kernel/fraction';
import { amount, blank, choice, count, day, id, name, optionalText, text, upload } from '#platform/input';

export const publicities = ['masked', 'real', 'alias', 'anonymous'] as const;
/** How a shop is named to everyone. */
export type Publicity = (typeof publicities)[number];

export const shareKinds = ['use', 'turnover'] as const;
/** So much for each use, or a part of what was sold. */
export type ShareKind = (typeof shareKinds)[number];

const alias = optionalText(30).refine((value) => !/[<>\n]/.test(value), 'input.markup');

export const NewAgreement = z.object({
  organisationId: id(),
  fundId: id(),
  number: name(60),
  discountText: text(120),
  discountPercent: blank(count()),
  discountOff: blank(amount()),
  shareKind: choice(shareKinds),
  sharePerUse: blank(amount()),
  /** In percent as people type it, up to two decimals. */
  shareRate: optionalText(8),
  startsOn: day(),
  endsOn: day(),
  file: upload.optional(),
  publicity: choice(publicities),
  alias,
});
export const ById = z.object({ id: id() });
export const EndAgreement = z.object({ id: id(), reason: text(300, 'partners.reason_missing') });
export const NamedAs = z.object({ id: id(), publicity: choice(publicities), alias });
export const PrintCodes = z.object({ id: id(), count: count() });
export const Redeem = z.object({ till: text(20), code: text(20), purchase: blank(amount()) });
export const TakeBack = z.object({ till: text(20), useId: id() });

/** An agreement with a shop. */
export interface Agreement {
  readonly id: string;
  readonly number: string;
  readonly organisationId: string;
  /** The shop's full name, for the desk and its own till. */
  readonly shop: string;
  /** As the shop wishes to be named; empty where it wishes no name. */
  readonly publicShop: string;
  readonly fundId: string;
  readonly discountText: string;
  readonly discountPercent: number | null;
  readonly discountOff: bigint | null;
  readonly shareKind: ShareKind;
  readonly sharePerUse: bigint | null;
  readonly shareRate: Fraction | null;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly fileId: string | null;
  readonly publicity: Publicity;
  readonly alias: string;
  readonly tillCode: string;
  readonly endedOn: LocalDate | null;
  readonly endedReason: string | null;
}

/** A neighbour's own code that is still good. */
export interface OwnCode {
  readonly id: string;
  readonly agreementId: string;
  readonly code: string;
  readonly validUntil: LocalDate;
}

/** One use at the till; never whose. */
export interface Use {
  readonly id: string;
  readonly day: LocalDate;
  readonly at: Date;
  readonly code: string;
  readonly purchase: bigint | null;
  readonly discount: bigint;
  readonly takenBack: boolean;
}

/** What uses come to: how often, for how much, how much was taken off. */
export interface Sums {
  readonly uses: bigint;
  readonly turnover: bigint;
  readonly discount: bigint;
}

/** A month that was drawn up, with what became of its share. */
export interface Statement extends Sums {
  readonly id: string;
  readonly agreementId: string;
  readonly month: LocalDate;
  readonly share: bigint;
  readonly dueOn: LocalDate | null;
  readonly pledgeId: string | null;
  readonly state: 'nothing' | 'due' | 'paid' | 'released';
  /** What has come against it, in fen, and as which gifts. */
  readonly paid: bigint;
  readonly giftIds: readonly string[];
}
