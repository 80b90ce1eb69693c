import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { amount, blank, choice, count, day, id, name, optionalText, text, ticked, upload } from '#platform/input';

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

export const Sponsored = z.object({ id: id(), reason: text(300, 'gifts.reason_missing') });

export const boxKinds = ['box', 'stall'] as const;
export const NewBox = z.object({
  kind: choice(boxKinds),
  number: name(20),
  fundId: id(),
  placeText: name(80),
  activityId: blank(id()),
  setOutOn: blank(day()),
});
export const OpenedBox = z.object({ id: id(), amount: amount(), receivedOn: blank(day()) });
export const ById = z.object({ id: id() });

export const rhythms = ['once', 'month', 'quarter', 'year'] as const;
/** How often a part of a promise falls due. */
export type Rhythm = (typeof rhythms)[number];

export const NewPledge = z.object({
  fundId: id(),
  organisationId: id().optional(),
  personId: id().optional(),
  text: text(200),
  agreementNumber: optionalText(60),
  /** One part, in fen. */
  amount: amount(),
  every: choice(rhythms).default('once'),
  /** When the first part is due. */
  dueOn: day(),
  /** No part is due after this day; asked where there is more than one. */
  untilOn: blank(day()),
});
export const PaidPledge = z.object({
  id: id(),
  bankReference: text(80),
  /** What came; without it, what is due. */
  amount: blank(amount()),
  nature: choice(['gift', 'sponsorship'], 'gifts.nature_missing').default('gift'),
  receivedOn: day().optional(),
  publicity: choice(publicities).optional(),
});

export const NewNotice = z.object({
  fundId: id(),
  amount: amount(),
  way: choice(['bank', 'platform']),
  sentOn: blank(day()),
  placeId: blank(id()),
  words: optionalText(200),
  publicity: choice(publicities),
  alias: optionalText(30).refine((value) => !/[<>\n]/.test(value), 'input.markup'),
  waived: ticked(),
});
export const ArrivedNotice = z.object({
  id: id(),
  /** What came, where it is not what was told. */
  amount: blank(amount()),
  bankReference: text(80),
  receivedOn: blank(day()),
  nature: choice(['gift', 'sponsorship'], 'gifts.nature_missing'),
});

/** What a platform's export may tell of one order. */
export const orderFields = ['order', 'day', 'amount', 'fee', 'giver', 'words', 'kind'] as const;
export type OrderField = (typeof orderFields)[number];
/** What the charity's receipt system gives back of one receipt. */
export const numberFields = ['code', 'number', 'amount'] as const;
export type NumberField = (typeof numberFields)[number];

const column = blank(z.string().regex(/^\d{1,2}$/, 'input.choose'));
export const UploadOrders = z.object({ fundId: id(), platform: name(30), file: upload.optional() });
export const UploadNumbers = z.object({ file: upload.optional() });
export const MappedOrders = z.object({
  id: id(),
  ...{ order: column, day: column, amount: column, fee: column, giver: column, words: column, kind: column },
});
export const MappedNumbers = z.object({ id: id(), code: column, number: column, amount: column });

export const giftKinds = ['bank', 'cash', 'goods', 'share', 'platform', 'takings'] as const;
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
  /** What a platform kept of it, in fen: the fund got the amount without it. */
  readonly fee: bigint;
  /** The box or stall whose takings it is. */
  readonly box: Pick<Box, 'id' | 'kind' | 'number' | 'placeText'> | null;
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

/** A box on a counter or a stall at a fair; each opening is a gift counted by two. */
export interface Box {
  readonly id: string;
  readonly kind: (typeof boxKinds)[number];
  readonly number: string;
  readonly fundId: string;
  readonly placeText: string;
  readonly activityId: string | null;
  readonly state: 'out' | 'in';
  readonly setOutOn: LocalDate;
  readonly takenInOn: LocalDate | null;
}

/** A promise of money, in one part or by a rhythm: a merchant's share, a regular gift. */
export interface Pledge {
  readonly id: string;
  readonly fundId: string;
  readonly organisationId: string | null;
  readonly personId: string | null;
  readonly giver: string;
  readonly agreementNumber: string | null;
  readonly text: string;
  /** One part, in fen. */
  readonly amount: bigint;
  readonly every: Rhythm;
  readonly fromOn: LocalDate;
  readonly untilOn: LocalDate;
  /** All parts together. */
  readonly total: bigint;
  /** What the gifts against it came to; more than the total owes nothing. */
  readonly paid: bigint;
  /** When the first part that is not paid in full is due. */
  readonly dueOn: LocalDate;
  readonly remindedOn: LocalDate | null;
  readonly state: 'promised' | 'paid' | 'released';
  readonly giftId: string | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** One part of a promise; paid in full when the pledge's `paid` has reached `upTo`. */
export interface PledgePart {
  readonly part: number;
  readonly dueOn: LocalDate;
  readonly amount: bigint;
  readonly upTo: bigint;
}

/** Someone far away says that they have sent something. */
export interface Notice {
  readonly id: string;
  readonly fundId: string;
  readonly personId: string;
  /** For the desk. */
  readonly giver: string;
  readonly amount: bigint;
  readonly way: 'bank' | 'platform';
  readonly sentOn: LocalDate;
  readonly placeId: string | null;
  readonly words: string;
  readonly publicity: Publicity;
  readonly alias: string;
  readonly waived: boolean;
  readonly state: 'open' | 'arrived' | 'dropped';
  readonly giftId: string | null;
  readonly reason: string | null;
  readonly at: Date;
}
