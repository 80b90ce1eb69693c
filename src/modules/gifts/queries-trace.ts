import type { Procedure } from '#modules/decisions';
import { decisionOf, funds, type Payment, paymentsById } from '#modules/funds';
import { type StatementLine, statement } from '#modules/ledger';
import type { Scope } from '#platform/scope';
import { gift, giftsById } from './queries.ts';
import { type BookEvent, type Flow, followMoney, type Rest } from './rules-trace.ts';
import type { Gift, SourceClass } from './schema.ts';

/** So many lines are followed at once: more than any neighbourhood books in a lifetime. */
const allLines = 5_000_000;

interface Line extends StatementLine {
  readonly fund: string;
}

/** Everything that moved money in the funds of the space, in the order of booking; what was taken back is not there. */
async function bookEvents(scope: Scope): Promise<BookEvent[]> {
  const lines: Line[] = [];
  for (const one of await funds(scope)) {
    if (one.accountId === null) continue;
    const read = await statement(scope, one.accountId, { limit: allLines, offset: 0, oldestFirst: true });
    lines.push(...read.lines.map((line) => ({ ...line, fund: one.id })));
  }
  const stands = lines.filter((line) => line.reverses === null && line.reversedBy === null);
  const perEntry = Map.groupBy(stands, (line) => line.entryId);
  return [...perEntry.keys()].sort().flatMap((entryId) => eventsOf(perEntry.get(entryId) ?? []));
}

function eventsOf(lines: readonly Line[]): BookEvent[] {
  const out = lines.find((line) => line.change < 0n);
  const into = lines.find((line) => line.change > 0n);
  if (lines.length === 2 && out !== undefined && into !== undefined && out.change === -into.change)
    return [{ kind: 'move', id: out.entryId, fund: out.fund, to: into.fund, amount: into.change }];
  return lines.map((line) => {
    const { fund, change, subject } = line;
    const id = subject.kind === 'gift' || subject.kind === 'payment' ? subject.id : line.entryId;
    if (change < 0n) return { kind: 'out', id, fund, amount: -change };
    return { kind: subject.kind === 'payment' ? 'back' : 'in', id, fund, amount: change };
  });
}

interface Followed {
  readonly version: number;
  readonly bySource: ReadonlyMap<string, readonly Flow[]>;
  readonly byUse: ReadonlyMap<string, readonly Flow[]>;
  readonly rests: ReadonlyMap<string, readonly Rest[]>;
}

/** What was followed last, for as long as the space has not changed since; a few spaces are kept. */
const kept = new Map<string, Followed>();
const mostKept = 8;

async function followed(scope: Scope): Promise<Followed> {
  const version = scope.platform.versions.of(scope.spaceId);
  const known = kept.get(scope.spaceId);
  if (known?.version === version && scope.running === null) return known;
  const { flows, rests } = followMoney(await bookEvents(scope));
  const made = {
    version,
    bySource: Map.groupBy(flows, (one) => one.source),
    byUse: Map.groupBy(flows, (one) => one.use),
    rests: Map.groupBy(rests, (one) => one.source),
  };
  kept.delete(scope.spaceId);
  // Inside a command the answer holds what may yet be undone, so it is given and not kept.
  if (scope.running === null) kept.set(scope.spaceId, made);
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return made;
}

/** What a gift bought: payments with the share of it that each took, and what is still there. */
export interface GiftTrace {
  readonly parts: readonly {
    readonly payment: Payment;
    readonly amount: bigint;
    /** The decision the payment stands on. */
    readonly decision: Procedure | null;
  }[];
  /** Went out of the fund and was no payment: a fee of the bank, money handed on at a fund's end. */
  readonly other: bigint;
  /** Kept by the platform it came through; it never reached the fund. */
  readonly fee: bigint;
  /** Not yet spent, in fen. */
  readonly left: bigint;
}

/**
 * Follows one gift of money to what it bought, first in, first out within what it was given for (F045). Payments, other
 * uses, the platform's fee and what is left add up to the gift. A gift not in the books has bought nothing.
 */
export async function giftTrace(scope: Scope, giftId: string): Promise<GiftTrace> {
  const of = await gift(scope, giftId);
  if (of === null || of.amount === null || of.state !== 'booked') return { parts: [], other: 0n, fee: 0n, left: 0n };
  const all = await followed(scope);
  const flows = all.bySource.get(giftId) ?? [];
  const known = new Map(
    (
      await paymentsById(
        scope,
        flows.map((one) => one.use),
      )
    ).map((one) => [one.id, one]),
  );
  const parts = [];
  for (const flow of flows) {
    const payment = known.get(flow.use);
    if (payment !== undefined) parts.push({ payment, amount: flow.amount, decision: await decisionOf(scope, payment) });
  }
  const other = flows.reduce((sum, flow) => (known.has(flow.use) ? sum : sum + flow.amount), 0n);
  const left = (all.rests.get(giftId) ?? []).reduce((sum, one) => sum + one.amount, 0n);
  return { parts, other, fee: of.fee, left };
}

/** A decision that used some of what a person gave, with how much of it. */
export interface DecisionUse {
  readonly decision: Procedure;
  readonly amount: bigint;
}

/** The decisions that used something of these gifts (F039), the largest share first. */
export async function decisionsThatUsed(scope: Scope, giftIds: readonly string[]): Promise<DecisionUse[]> {
  const { bySource } = await followed(scope);
  const perPayment = new Map<string, bigint>();
  for (const id of giftIds)
    for (const flow of bySource.get(id) ?? []) perPayment.set(flow.use, (perPayment.get(flow.use) ?? 0n) + flow.amount);
  const uses = new Map<string, DecisionUse>();
  for (const payment of await paymentsById(scope, [...perPayment.keys()])) {
    const decision = await decisionOf(scope, payment);
    if (decision === null) continue;
    const before = uses.get(decision.id)?.amount ?? 0n;
    uses.set(decision.id, { decision, amount: before + (perPayment.get(payment.id) ?? 0n) });
  }
  return [...uses.values()].sort((a, b) => (a.amount === b.amount ? 0 : a.amount > b.amount ? -1 : 1));
}

/** From whose gifts a payment was made. */
export interface PaymentSources {
  readonly parts: readonly { readonly gift: Gift; readonly amount: bigint }[];
  /** How many more gifts there are than are shown. */
  readonly more: number;
  /** By class of source, the largest first; what came by no gift (interest) is `other`. */
  readonly classes: readonly { readonly source: SourceClass; readonly amount: bigint; readonly gifts: number }[];
}

/** Which gifts a payment was made from, first in, first out; at most `most`, how many more there are, and by class. */
export async function paymentSources(scope: Scope, payment: Payment, most = 20): Promise<PaymentSources> {
  if (payment.entryId === null) return { parts: [], more: 0, classes: [] };
  const flows = (await followed(scope)).byUse.get(payment.id) ?? [];
  const known = new Map(
    (
      await giftsById(
        scope,
        flows.map((one) => one.source),
      )
    ).map((one) => [one.id, one]),
  );
  const parts = flows.flatMap((flow) => {
    const from = known.get(flow.source);
    return from === undefined ? [] : [{ gift: from, amount: flow.amount }];
  });
  return { parts: parts.slice(0, most), more: Math.max(parts.length - most, 0), classes: classesOf(flows, known) };
}

function classesOf(flows: readonly Flow[], known: ReadonlyMap<string, Gift>): PaymentSources['classes'] {
  const sums = new Map<SourceClass, { amount: bigint; gifts: number }>();
  for (const flow of flows) {
    const source = known.get(flow.source)?.sourceClass ?? 'other';
    const before = sums.get(source) ?? { amount: 0n, gifts: 0 };
    sums.set(source, { amount: before.amount + flow.amount, gifts: before.gifts + 1 });
  }
  return [...sums]
    .map(([source, sum]) => ({ source, ...sum }))
    .sort((a, b) => (a.amount === b.amount ? 0 : a.amount > b.amount ? -1 : 1));
}
