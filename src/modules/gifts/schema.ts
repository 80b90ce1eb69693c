import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { amount, choice, count, day, id, name, optionalText, text, ticked } from '#platform/input';

/** Where income comes from (F029); government money is told apart (F030). */
export const sourceClasses = [
  'resident',
  'merchant',
  'fair',
  'firm',
  'online',
  'former_resident',
  'government',
  'foundation',
  'other',
] as const;
/** One class of source. */
export type SourceClass = (typeof sourceClasses)[number];

/** How a giver is named in public, each gift by itself (Charity Law art. 82). */
export const publicities = ['masked', 'real', 'alias', 'anonymous'] as const;
/** One way of being named. */
export type Publicity = (typeof publicities)[number];

export const WithReason = z.object({ id: id(), reason: text(300, 'gifts.reason_missing') });

const fromWhom = {
  fundId: id(),
  nature: choice(['gift', 'sponsorship'], 'gifts.nature_missing'),
  sourceClass: choice(sourceClasses),
  donorPersonId: id().optional(),
  donorOrganisationId: id().optional(),
  donorName: optionalText(80).refine((value) => !/[<>\n]/.test(value), 'input.markup'),
  publicity: choice(publicities),
  alias: optionalText(30).refine((value) => !/[<>\n]/.test(value), 'input.markup'),
  purposeText: optionalText(200),
  receivedOn: day().optional(),
  waived: ticked(),
};

export const BankGift = z.object({
  ...fromWhom,
  way: choice(['bank', 'platform']),
  amount: amount(),
  bankReference: text(80),
});
export const CashGift = z.object({ ...fromWhom, amount: amount() });
export const GoodsGift = z.object({
  ...fromWhom,
  title: name(60),
  quantity: count(),
  unit: name(10),
  classCode: text(60),
  condition: text(200),
  usable: ticked(),
  expiresOn: day().optional(),
  value: amount().optional(),
});
/** What every gift says of its giver. */
export type FromWhom = z.output<z.ZodObject<typeof fromWhom>>;

export const SecondCount = z.object({ id: id(), amount: amount(), reason: optionalText(200) });
export const IssueReceipt = z.object({ id: id(), receiptNumber: text(40) });
export const GiftPublicity = z.object({
  id: id(),
  publicity: choice(publicities),
  alias: optionalText(30).refine((value) => !/[<>\n]/.test(value), 'input.markup'),
});
export const OwnPublicity = GiftPublicity.omit({ id: true }).extend({ code: text(20) });

export const NewPledge = z.object({
  fundId: id(),
  organisationId: id().optional(),
  personId: id().optional(),
  text: text(200),
  agreementNumber: optionalText(60),
  amount: amount(),
  dueOn: day(),
});
export const PaidPledge = z.object({
  id: id(),
  bankReference: text(80),
  receivedOn: day().optional(),
  publicity: choice(publicities).optional(),
});

export const giftKinds = ['bank', 'cash', 'goods', 'share', 'platform'] as const;
export const receiptStates = ['pending', 'issued', 'waived', 'anonymous', 'not_due'] as const;

/** A gift as the desk sees it; the public sees `publicGiver` and what is not a name. */
export interface Gift {
  readonly id: string;
  readonly fundId: string;
  readonly kind: (typeof giftKinds)[number];
  readonly nature: 'gift' | 'sponsorship';
  readonly sourceClass: SourceClass;
  readonly state: 'counting' | 'booked' | 'reversed';
  readonly donorPersonId: string | null;
  readonly donorOrganisationId: string | null;
  /** For the desk: the giver's name in full, empty where nobody knows it. */
  readonly giver: string;
  /** For everyone: as the giver wishes to be named; empty means without a name. */
  readonly publicGiver: string;
  readonly publicity: Publicity;
  readonly alias: string;
  /** In fen; null for goods, which are never in yuan. */
  readonly amount: bigint | null;
  readonly goods: {
    readonly title: string;
    readonly quantity: bigint;
    readonly unit: string;
    readonly value: bigint | null;
  } | null;
  readonly resourceId: string | null;
  readonly purposeText: string;
  readonly receivedOn: LocalDate;
  readonly countedBy: string | null;
  readonly secondCounter: string | null;
  readonly firstCount: bigint | null;
  readonly countDifference: bigint | null;
  readonly countReason: string | null;
  readonly bankReference: string | null;
  readonly receiptState: (typeof receiptStates)[number];
  readonly receiptNumber: string | null;
  readonly receiptDueOn: LocalDate | null;
  readonly lookCode: string;
  readonly entryId: string | null;
  readonly pledgeId: string | null;
  readonly reversedReason: string | null;
  readonly at: Date;
}

/** A promise of money: a merchant's share, a regular gift. */
export interface Pledge {
  readonly id: string;
  readonly fundId: string;
  readonly organisationId: string | null;
  readonly personId: string | null;
  readonly giver: string;
  readonly agreementNumber: string | null;
  readonly text: string;
  readonly amount: bigint;
  readonly dueOn: LocalDate;
  readonly state: 'promised' | 'paid' | 'released';
  readonly giftId: string | null;
  readonly reason: string | null;
  readonly at: Date;
}
