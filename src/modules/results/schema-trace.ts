import type { LocalDate } from '#kernel/dates';
import type { Led } from '#modules/activities';
import type { Payment } from '#modules/funds';
import type { Gift } from '#modules/gifts';
import type { Need } from '#modules/needs';
import type { Progress, Project, Version } from '#modules/projects';
import type { Change, Verdict } from './schema.ts';

/** What a trace can be looked at from. */
export const traceKinds = ['need', 'project', 'gift', 'matter', 'decision', 'activity'] as const;
/** One of those. */
export type TraceKind = (typeof traceKinds)[number];

/** A matter behind a need: its number, never its words, unless their speaker consented to these being shown. */
export interface Voice {
  readonly matterId: string | null;
  readonly number: string;
  readonly at: Date;
  readonly words: string | null;
}

/** A proposal that came to something. */
export interface Match {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly quantity: bigint;
  readonly acceptedAt: Date | null;
  readonly confirmedAt: Date | null;
}

/** A step of a procedure as the trace tells it. */
export interface DecidedStep {
  readonly procedureId: string;
  readonly number: string;
  readonly title: string;
  readonly kind: 'vote' | 'publication' | 'host' | 'opinion' | 'check' | 'residents';
  readonly body: string;
  readonly state: 'waiting' | 'open' | 'passed' | 'failed' | 'skipped';
  readonly closesOn: LocalDate | null;
  readonly closedAt: Date | null;
  readonly reason: string | null;
  readonly votes: {
    readonly yes: number;
    readonly no: number;
    readonly abstain: number;
    readonly recused: number;
  } | null;
  readonly objections: number;
  readonly answered: number;
}

/** What a decision allowed, and what became of it, from the ledger; in fen. */
export interface Allowance {
  readonly id: string;
  readonly amount: bigint;
  readonly spent: bigint;
  readonly returned: bigint;
  readonly left: bigint;
  readonly heldAt: Date | null;
  readonly returnedAt: Date | null;
}

/** A part of a gift that paid for something here. */
export interface Stream {
  readonly gift: Gift;
  readonly amount: bigint;
}

/** Something still to come, with its day. */
export interface Ahead {
  readonly kind:
    | 'promise'
    | 'publication'
    | 'vote'
    | 'host'
    | 'opinion'
    | 'check'
    | 'residents'
    | 'report'
    | 'ask'
    | 'activity';
  readonly title: string;
  readonly on: LocalDate | Date;
}

/** Everything one thread is made of; all of it public. */
export interface Trace {
  readonly needs: readonly Need[];
  readonly projects: readonly Project[];
  readonly versions: ReadonlyMap<string, readonly Version[]>;
  readonly voices: readonly Voice[];
  readonly matches: readonly Match[];
  readonly steps: readonly DecidedStep[];
  readonly allowances: readonly Allowance[];
  readonly streams: readonly Stream[];
  /** Gifts beyond those shown, and what came from them. */
  readonly more: { readonly gifts: number; readonly amount: bigint };
  readonly payments: readonly Payment[];
  readonly approvals: ReadonlyMap<string, number>;
  readonly progress: readonly Progress[];
  readonly verdicts: readonly Verdict[];
  readonly changes: readonly Change[];
  readonly led: Led;
  readonly ahead: readonly Ahead[];
}
