import type { LocalDate } from '#kernel/dates';
import type { Thing } from '#modules/record';

/** What an account counts. Nothing ever turns one commodity into another: an entry balances in each by itself. */
export type Commodity = 'CNY' | 'HOURS' | `GOODS:${string}`;

/** How to open an account. */
export interface NewAccount {
  /** Opaque and unique with its commodity, for example `fund/<id>`; never a person's name. */
  readonly path: string;
  readonly commodity: Commodity;
  /** Which side its balance stands on: what is owned is debit, what it was given for is credit. */
  readonly normal: 'debit' | 'credit';
  /** Loses money only by an authorisation, for an approved order. */
  readonly guarded?: boolean;
  /** May not fall below zero: a bank account, a cash box, a shelf. */
  readonly covered?: boolean;
  readonly title: string;
}

/** One line of an entry; debit is positive. In fen, minutes or pieces, as the account counts. */
export interface Line {
  readonly accountId: string;
  readonly amount: bigint;
}

/** An entry to be posted; its lines add up to zero in each commodity. */
export interface NewEntry {
  /** `room.deed`: what it is in the words of the room that posts it, for example `gifts.bank`. */
  readonly kind: string;
  /** A public number or empty; never anything a person typed. */
  readonly memo: string;
  /** The day it happened; today when absent. Booked on that day, or today where that month is closed. */
  readonly day?: LocalDate;
  /** By which month totals are told apart, a closed code of the room that posts (a gift's class of source). */
  readonly facet?: string;
  readonly subject: Thing;
  readonly lines: readonly Line[];
  /** What allows a guarded account to lose money, and which approved order this pays. */
  readonly authorisationId?: string;
  readonly orderId?: string;
}

/** What a decision allows. */
export interface NewAuthorisation {
  readonly accountId: string;
  readonly amount: bigint;
  readonly decisionId: string;
  readonly purpose: Thing;
  /** How many different people approve each order; two unless told otherwise. */
  readonly approvalsNeeded?: number;
}

/** Where an account stands, in its own sense: what a fund has, what is on the bank account, what was given. */
export interface Standing {
  readonly balance: bigint;
  /** Promised by decisions and not yet paid. */
  readonly held: bigint;
  readonly available: bigint;
}

/** An authorisation with what became of it. */
export interface Authorisation {
  readonly id: string;
  readonly accountId: string;
  readonly amount: bigint;
  readonly spent: bigint;
  readonly approvalsNeeded: number;
  readonly decisionId: string;
  readonly purpose: { readonly kind: string; readonly id: string };
  readonly state: 'issued' | 'held' | 'ended';
}

/** One line of a statement: an entry as it touches the accounts asked for. */
export interface StatementLine {
  readonly entryId: string;
  /** The day of booking, always in a month that was open. */
  readonly day: LocalDate;
  /** The day it happened, where that month was closed already; else null. */
  readonly factDay: LocalDate | null;
  readonly at: Date;
  readonly kind: string;
  readonly memo: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly accountId: string;
  /** In the account's own sense: what came in is positive. */
  readonly change: bigint;
  /** The balance of all accounts asked for after this line, in the order of days; null where only one way is asked for. */
  readonly running: bigint | null;
  readonly reverses: string | null;
  readonly reversedBy: string | null;
  readonly reason: string | null;
}

/** Which part of a statement is wanted; both days are included. */
export interface StatementQuery {
  readonly way?: 'in' | 'out' | undefined;
  readonly from?: LocalDate | undefined;
  readonly until?: LocalDate | undefined;
  /** Oldest first instead of newest first. */
  readonly oldestFirst?: boolean | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** An account as the desk sees it. */
export interface Account {
  readonly id: string;
  /** Opaque: a kind and an id. */
  readonly path: string;
  readonly commodity: string;
  readonly normal: 'debit' | 'credit';
  readonly guarded: boolean;
  /** What people call it; empty where the path says enough. */
  readonly title: string;
}

/** Any account over any period, both ends included, in its own sense. */
export interface AccountStatement {
  readonly account: Account;
  readonly from: LocalDate;
  readonly until: LocalDate;
  /** What was there at the end of the day before. */
  readonly opening: bigint;
  readonly in: bigint;
  readonly out: bigint;
  readonly closing: bigint;
  readonly lines: readonly StatementLine[];
  /** How many lines the whole period has. */
  readonly total: number;
}

/** A closed month with its seal. */
export interface ClosedMonth {
  /** First day of the month. */
  readonly month: LocalDate;
  readonly closedAt: Date;
  readonly closedBy: string;
  /** How many accounts its trial balance has. */
  readonly accounts: number;
  /** SHA-256 over the text of the trial balance, hexadecimal; it covers the seal of the month before. */
  readonly seal: string;
  readonly sealBefore: string;
}

/** One account of a trial balance; debit positive. */
export interface TrialLine {
  readonly account: Account;
  readonly opening: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
  readonly closing: bigint;
}

/** The trial balance of a month: sealed where it is closed, as it stands now where it is not. */
export interface TrialBalance {
  readonly month: LocalDate;
  readonly closed: ClosedMonth | null;
  readonly lines: readonly TrialLine[];
}
