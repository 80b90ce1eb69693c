import { z } from 'zod';
import type { LocalDate } from '#kernel/dates';
import { sourceClasses } from '#modules/gifts';
import { amount, choice, day, id, name, optionalText, text, ticked, upload } from '#platform/input';
import type { BadRow, ColumnMap } from '#platform/sheet';

export const outsideKinds = ['bank', 'wechat', 'alipay', 'platform'] as const;
/** What kind of account outside Linli a statement is of. */
export type OutsideKind = (typeof outsideKinds)[number];
/** Which face of an entry is compared: the money on the bank account, or the order in the channel. */
export type Side = 'bank' | 'channel';

/** What the columns of a statement may hold. */
export const statementFields = [
  'day',
  'number',
  'order',
  'income',
  'outgo',
  'amount',
  'way',
  'balance',
  'payer',
  'payer_account',
  'memo',
  'kind',
  'state',
  'refund_number',
  'refund_amount',
] as const;
export type StatementField = (typeof statementFields)[number];
/** Which column, from 0, holds which. */
export type Columns = ColumnMap<StatementField>;

/** A file's layout: any table, or a payment channel's own. */
export type Format = 'sheet' | 'wechat' | 'alipay';

/** One row of a file as it stands; `foot` marks a footer, with its own heads where it has some. */
export interface Record {
  readonly line: number;
  readonly cells: readonly string[];
  readonly foot?: readonly string[];
}

/** A row read as a line of an account. */
export interface LineDraft {
  readonly line: number;
  readonly day: LocalDate;
  /** In fen; what came in is positive. */
  readonly amount: bigint;
  readonly number: string;
  readonly orderNumber: string;
  readonly balance: bigint | null;
  readonly payer: string;
  readonly payerAccount: string;
  readonly memo: string;
  readonly cells: readonly string[];
}

/** What a footer says of the rows above it, in fen. */
export interface Foot {
  readonly line: number;
  readonly count: number | null;
  readonly in: bigint | null;
  readonly out: bigint | null;
}

const column = z
  .string()
  .regex(/^\d{1,3}$/, 'input.choose')
  .optional();

/** A field that may come once or several times. */
export const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value));
const ids = several.pipe(z.array(id()).max(2000));

export const NewOutside = z.object({
  kind: choice(outsideKinds),
  title: name(40),
  numberTail: optionalText(8).refine((value) => /^[0-9a-z]*$/i.test(value), 'reconciliation.tail'),
  accountIds: ids,
});
export const BringStatement = z.object({
  outsideId: id(),
  file: upload.refine((file) => file !== undefined, 'sheet.missing'),
});
export const ById = z.object({ id: id() });
export const MapStatement = z.object({
  id: id(),
  // The entries are made of exactly these fields, each with this schema.
  ...(Object.fromEntries(statementFields.map((field) => [field, column])) as { [F in StatementField]: typeof column }),
});
export const WithReason = z.object({ id: id(), reason: text(300, 'reconciliation.reason_missing') });

/** Which lines: those ticked, or all of an account up to a day. */
export const Chosen = z.object({ ids });
export const AllProposed = z.object({ outsideId: id() });
export const LinkByHand = z.object({
  id: id(),
  entryId: id('reconciliation.entry_missing'),
  accountId: id().optional(),
});
export const SplitLine = z.object({ id: id(), entries: ids });
export const InTransit = z.object({
  entryId: id(),
  accountId: id(),
  reason: text(300, 'reconciliation.reason_missing'),
});
export const GiftsFromLines = z.object({
  ids,
  fundId: id('reconciliation.fund_missing'),
  sourceClass: choice(sourceClasses),
  nature: choice(['gift', 'sponsorship'], 'reconciliation.nature_missing'),
  named: ticked(),
});
export const OfFund = z.object({ id: id(), fundId: id('reconciliation.fund_missing') });
export const FeeFromLine = OfFund.extend({
  month: text(7).refine((value) => /^\d{4}-(0[1-9]|1[0-2])$/.test(value), 'input.not_a_date'),
});
export const FeeOfMonth = z.object({
  fundId: id('reconciliation.fund_missing'),
  month: text(7).refine((value) => /^\d{4}-(0[1-9]|1[0-2])$/.test(value), 'input.not_a_date'),
});
/** A line that takes an entry of its own size back: a gift given back, a payment the bank returned. */
export const BackFromLine = z.object({
  id: id(),
  entryId: id('reconciliation.entry_missing'),
  reason: text(300, 'reconciliation.reason_missing'),
});
export const NewAgreement = z.object({
  fundId: id('reconciliation.fund_missing'),
  number: text(60),
  /** In percent as typed, read exactly. */
  percent: text(12),
  charges: ticked(),
  startsOn: day(),
  endsOn: day().optional(),
});
export const CloseMonth = z.object({
  month: text(7).refine((value) => /^\d{4}-(0[1-9]|1[0-2])$/.test(value), 'input.not_a_date'),
  statementBalance: amount().optional(),
  showOpen: ticked(),
  note: optionalText(300),
});
export const ChartLine = z.object({
  key: choice([
    'bank',
    'cash',
    'gift',
    'gift_government',
    'payment',
    'fee',
    'charge',
    'interest',
    'opening',
    'other',
  ] as const),
  code: text(20).refine((value) => /^[0-9A-Za-z.-]+$/.test(value), 'reconciliation.code'),
  title: text(60),
});
/** What an entry is to the charity's bookkeeping. */
export type ChartKey = z.output<typeof ChartLine>['key'];
export const LetRead = z.object({ slug: text(42), startsOn: day(), endsOn: day().optional() });

/** An account outside, with how much of it is settled. */
export interface Outside {
  readonly id: string;
  readonly kind: OutsideKind;
  readonly side: Side;
  readonly title: string;
  readonly numberTail: string;
  readonly accountIds: readonly string[];
}

export const fileStates = ['waiting', 'landing', 'landed', 'dropped'] as const;
/** A file that was brought. */
export interface StatementFile {
  readonly id: string;
  readonly outsideId: string;
  readonly outsideTitle: string;
  readonly name: string;
  readonly sha256: string;
  readonly format: Format;
  readonly encoding: string;
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly columns: Columns;
  readonly state: (typeof fileStates)[number];
  readonly total: number;
  readonly done: number;
  readonly landed: number;
  readonly repeated: number;
  readonly refused: number;
  readonly moneyIn: bigint;
  readonly moneyOut: bigint;
  readonly report: readonly BadRow[];
  /** Equal rows without a number of the day at which the last piece ended, by key. */
  readonly carried: { readonly [key: string]: number };
  readonly firstDay: LocalDate | null;
  readonly lastDay: LocalDate | null;
  readonly at: Date;
  readonly broughtBy: string;
}

export const lineStates = ['there', 'proposed', 'differs', 'matched', 'not_ours'] as const;
/** Where a line stands: only there, proposed, differing, matched, or none of ours. */
export type LineState = (typeof lineStates)[number];

/** A living link of a line or an entry. */
export interface Link {
  readonly id: string;
  readonly lineId: string | null;
  readonly entryId: string | null;
  readonly accountId: string | null;
  readonly kind: 'number' | 'amount' | 'hand' | 'made' | 'transit' | 'not_ours';
  readonly amount: bigint;
  readonly differs: boolean;
  readonly state: 'proposed' | 'confirmed' | 'undone';
  readonly reason: string;
  readonly undoneReason: string | null;
  readonly at: Date;
}

/** A line of a statement as the desk sees it. */
export interface Line {
  readonly id: string;
  readonly outsideId: string;
  readonly outsideTitle: string;
  readonly fileId: string;
  readonly line: number;
  readonly day: LocalDate;
  readonly amount: bigint;
  readonly number: string;
  readonly orderNumber: string;
  readonly balance: bigint | null;
  readonly payer: string;
  readonly payerAccount: string;
  readonly memo: string;
  readonly state: LineState;
}

/** A line of the books on a bank account that no statement has shown yet. */
export interface Here {
  readonly entryId: string;
  readonly accountId: string;
  readonly day: LocalDate;
  readonly amount: bigint;
  readonly kind: string;
  readonly subject: { readonly kind: string; readonly id: string };
  /** Why it is not on the statement, where somebody said so. */
  readonly link: Link | null;
}

/** What the host may take from a fund. */
export interface Agreement {
  readonly id: string;
  readonly fundId: string;
  readonly number: string;
  readonly over: bigint;
  readonly under: bigint;
  readonly charges: boolean;
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate | null;
  readonly writtenBy: string;
  readonly confirmedBy: string | null;
  readonly endedReason: string | null;
}
