import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import type { Standing } from '#modules/ledger';
import { amount, blank, choice, count, day, id, name, optionalText, text, ticked, upload } from '#platform/input';

export const fundKinds = ['main', 'named', 'micro', 'purpose'] as const;
/**
 * The one main fund, a small named one of a family or shop, a micro-fund for courtyards, or a pot of money given for one
 * purpose only, which lies in an account of its own inside its fund's books.
 */
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
  /** A pot may be for one project alone. */
  purposeProjectId: id().optional(),
});
export const ChangedFund = FundWords.extend({ id: id() });
export const ById = z.object({ id: id() });
/** A payment the bank did not carry out or sent back whole, with the bank's own paper. */
export const PaymentBack = z.object({
  id: id(),
  reason: text(300, 'funds.reason_missing'),
  proof: upload.optional(),
});
export const WithReason = z.object({ id: id(), reason: text(300, 'funds.reason_missing') });

export const Deposit = z.object({ fundId: id(), amount: amount(), bankReference: text(80), day: day().optional() });

export const paymentKinds = ['bill', 'reimbursement', 'advance'] as const;
/** A bill to be paid, what a person laid out, or money given ahead that is settled by a day. */
export type PaymentKind = (typeof paymentKinds)[number];

/** One or several files of a field that takes many. */
const uploads = z
  .union([z.array(upload), upload])
  .optional()
  .transform((files) => (files === undefined ? [] : Array.isArray(files) ? files : [files]))
  .transform((files) => files.filter((file) => file !== undefined));

export const NewPayment = z.object({
  kind: choice(paymentKinds).default('bill'),
  authorisationId: id(),
  payeeOrganisationId: id().optional(),
  payeePersonId: id().optional(),
  payeeName: optionalText(80).refine((value) => !/[<>\n]/.test(value), 'input.markup'),
  /** Whoever asks laid the money out and gets it back. */
  payeeSelf: ticked(),
  bankDetails: optionalText(200),
  amount: amount(),
  whatFor: text(200),
  /** As many as there are, with anything but letters and figures between them. */
  invoiceNumber: optionalText(300),
  invoiceFile: uploads,
  quoteFile: uploads,
  quotesReason: optionalText(300),
  /** The line of the project's own budget, by its number. */
  projectLine: blank(count()),
  settleBy: blank(day()),
});
export const PaidPayment = z.object({
  id: id(),
  bankReference: text(80),
  paidOn: day().optional(),
  receiptFile: upload.optional(),
});
export const PaperKept = z.object({ id: id(), kind: choice(['quote', 'invoice', 'receipt', 'proof']), file: uploads });
export const SettleAdvance = z.object({
  id: id(),
  spent: amount({ zero: true }),
  invoiceNumber: optionalText(300),
  receipts: uploads,
  /** The bank's reference of what came back, where less was spent than given. */
  bankReference: optionalText(80),
  proof: upload.optional(),
});
export const MoneyReturned = z.object({
  id: id(),
  kind: choice(['returned', 'clawed_back'], 'input.choose'),
  amount: amount(),
  reason: text(300, 'funds.reason_missing'),
  bankReference: text(80),
  proof: upload.optional(),
  day: blank(day()),
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
  /** `ending`: being wound up; it takes and pays nothing any more. */
  readonly state: 'preparing' | 'open' | 'ending' | 'closed';
  /** The one project a pot is for, where it is for one alone. */
  readonly purposeProjectId: string | null;
  readonly openedOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  /** How it was wound up, in public words; empty while it lives. */
  readonly closedWords: string;
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

export const paymentStates = ['asked', 'approved', 'paid', 'refused', 'withdrawn', 'reversed'] as const;
/** Where a payment stands. */
export type PaymentState = (typeof paymentStates)[number];

/** A payment and what it is for. */
export interface Payment {
  readonly id: string;
  readonly number: string;
  readonly kind: PaymentKind;
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
  /** Of an advance: by when its bills are shown, and what they came to. */
  readonly settleBy: LocalDate | null;
  readonly settledAmount: bigint | null;
  readonly settledAt: Date | null;
  /** The advance that this makes up for. */
  readonly topsUpId: string | null;
  readonly projectLine: number | null;
  /** What came back from the payee, in fen; what it cost is `amount - returned`. */
  readonly returned: bigint;
  readonly quotesReason: string;
}
