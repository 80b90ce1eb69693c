import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import type { Standing } from '#modules/ledger';
import { amount, choice, count, day, id, name, optionalText, text, ticked, upload } from '#platform/input';

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

export const fundKinds = ['main', 'named', 'micro'] as const;
/** The one main fund, a small named one of a family or shop, or a micro-fund for courtyards. */
export type FundKind = (typeof fundKinds)[number];

const FundWords = z.object({
  name: name(60),
  purpose: text(500),
  rulesText: optionalText(4000),
  hostOrganisationId: id().optional(),
  agreementNumber: optionalText(60),
  agreementFrom: day().optional(),
  agreementUntil: day().optional(),
  agreementFile: upload.optional(),
  committeeBodyId: id().optional(),
  ceiling: amount().optional(),
  certificateNumber: optionalText(80),
  planText: optionalText(300),
  contactText: optionalText(200),
  queryText: optionalText(200),
  bankText: optionalText(300),
  platformName: optionalText(60),
  platformUrl: optionalText(300).refine((url) => url === '' || /^https:\/\/[^\s<>"]+$/.test(url), 'funds.not_a_link'),
});

export const NewFund = FundWords.extend({
  kind: choice(fundKinds),
  parentId: id().optional(),
});
export const ChangedFund = FundWords.extend({ id: id() });
export const ById = z.object({ id: id() });
export const WithReason = z.object({ id: id(), reason: text(300, 'funds.reason_missing') });

const fromWhom = {
  fundId: id(),
  nature: choice(['gift', 'sponsorship'], 'funds.nature_missing'),
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
export const Deposit = z.object({ fundId: id(), amount: amount(), bankReference: text(80) });

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

export const NewPayment = z.object({
  authorisationId: id(),
  payeeOrganisationId: id().optional(),
  payeePersonId: id().optional(),
  payeeName: optionalText(80).refine((value) => !/[<>\n]/.test(value), 'input.markup'),
  bankDetails: optionalText(200),
  amount: amount(),
  whatFor: text(200),
  invoiceNumber: optionalText(60),
  invoiceFile: upload.optional(),
});
export const PaidPayment = z.object({
  id: id(),
  bankReference: text(80),
  paidOn: day().optional(),
  receiptFile: upload.optional(),
});
export const PaymentReceipt = z.object({ id: id(), receiptFile: upload });

/** A fund with where it stands. */
export interface Fund {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: FundKind;
  readonly name: string;
  readonly purpose: string;
  readonly rulesText: string;
  readonly hostOrganisationId: string | null;
  readonly agreementNumber: string | null;
  readonly agreementFrom: LocalDate | null;
  readonly agreementUntil: LocalDate | null;
  readonly agreementFileId: string | null;
  readonly committeeBodyId: string | null;
  readonly ceiling: bigint | null;
  readonly accountId: string | null;
  readonly bankAccountId: string | null;
  readonly cashAccountId: string | null;
  readonly state: 'preparing' | 'open' | 'closed';
  readonly certificateNumber: string;
  readonly planText: string;
  readonly contactText: string;
  readonly queryText: string;
  readonly bankText: string;
  readonly platformName: string;
  readonly platformUrl: string;
  /** All zero before it opens. */
  readonly standing: Standing;
}

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

export const paymentStates = ['asked', 'approved', 'paid', 'refused', 'withdrawn', 'reversed'] as const;
/** Where a payment stands. */
export type PaymentState = (typeof paymentStates)[number];

/** A payment and what it is for. */
export interface Payment {
  readonly id: string;
  readonly number: string;
  readonly fundId: string;
  readonly authorisationId: string;
  readonly projectId: string | null;
  readonly activityId: string | null;
  readonly payeeOrganisationId: string | null;
  readonly payeePersonId: string | null;
  /** For the desk. */
  readonly payeeName: string;
  /** For everyone: organisations by name, persons masked. */
  readonly publicPayee: string;
  readonly amount: bigint;
  readonly whatFor: string;
  readonly invoiceNumber: string | null;
  readonly invoiceFileId: string | null;
  readonly requestedBy: string;
  readonly state: PaymentState;
  readonly approvalsNeeded: number;
  readonly entryId: string | null;
  readonly paidBy: string | null;
  readonly paidOn: LocalDate | null;
  readonly bankReference: string | null;
  readonly receiptFileId: string | null;
  readonly reason: string | null;
  readonly at: Date;
}
