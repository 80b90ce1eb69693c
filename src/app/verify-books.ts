import { z } from 'zod';
import { markOf, PlainEntry, Sum, standsAt } from './verify-plain.ts';
import type { Report } from './verify-report.ts';

/**
 * What the leaves say about the books, read by whoever does not trust the house: nothing here comes from its own
 * writing side. Amounts are whole numbers as text, debit positive.
 */
const Posting = z.tuple([z.string(), z.string(), z.string().regex(/^-?\d+$/)]);
const Thing = z.tuple([z.string(), z.string()]).nullable();
const Leaf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('account'), id: z.string(), normal: z.string(), guarded: z.boolean() }),
  z.object({
    ...{ kind: z.literal('authorisation'), id: z.string(), decision: z.string(), account: z.string() },
    ...{ amount: z.string().regex(/^\d+$/), purpose: Thing },
  }),
  z.object({
    ...{ kind: z.literal('decision'), id: z.string(), outcome: z.string(), amount: z.string().nullable() },
    ...{
      account: z.string().nullable(),
      steps: z.array(z.looseObject({ kind: z.string(), outcome: z.string() })).nullable(),
    },
  }),
  z.object({
    ...{ kind: z.literal('entry'), id: z.string(), postings: z.array(Posting).min(2) },
    ...{ authorisation: z.string().nullable(), reverses: z.string().nullable() },
  }),
]);
type Leaf = z.output<typeof Leaf>;
export type Entry = Extract<Leaf, { kind: 'entry' }>;

interface Account {
  readonly isCredit: boolean;
  readonly guarded: boolean;
  readonly bytes: Uint8Array;
  readonly sum: Sum;
}

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
interface Allowed {
  readonly account: string;
  readonly amount: bigint;
  readonly decision: string;
  spent: bigint;
}

/** Kinds that say nothing of money; only their shape is the log's. */
const quiet = new Set([
  'consultation',
  'document',
  'key',
  'outcome',
  'parameter',
  'promise',
  'report',
  'rule',
  'unlisted',
]);

/** Follows the books through the leaves, in their order. */
export class Books {
  readonly #report: Report;
  readonly #accounts = new Map<string, Account>();
  /** The same accounts, to be found by bytes; of two with the same mark the careful reader finds the other. */
  readonly #byMark = new Map<number, Account>();
  readonly #plain = new PlainEntry();
  readonly #allowed = new Map<string, Allowed>();
  readonly #passed = new Map<string, { readonly amount: bigint | null; readonly account: string | null }>();
  /** Entries that take others back, with what they must mirror; looked up in a second pass. */
  readonly reversals = new Map<string, { readonly index: number; readonly entry: Entry }>();
  entries = 0;

  constructor(report: Report) {
    this.#report = report;
  }

  get accounts(): number {
    return this.#accounts.size;
  }

  /**
   * Takes an entry that is as plain as most are, and says whether it was one. Whatever is not is for `take`: it knows what
   * to say of it.
   */
  takePlain(bytes: Uint8Array, start: number, end: number, counts: boolean): boolean {
    const plain = this.#plain;
    if (!plain.read(bytes, start, end)) return false;
    const [first, second] = [this.#byMark.get(plain.firstMark), this.#byMark.get(plain.secondMark)];
    if (first === undefined || second === undefined) return false;
    if (!standsAt(bytes, plain.firstAt, first.bytes) || !standsAt(bytes, plain.secondAt, second.bytes)) return false;
    const [gives, takes] = plain.firstIsMinus ? [first, second] : [second, first];
    // A guarded account may lose nothing without a decision: one that grows by credits not by a debit, and the reverse.
    if ((takes.guarded && takes.isCredit) || (gives.guarded && !gives.isCredit)) return false;
    this.entries += 1;
    if (!counts) return true;
    takes.sum.addHalves(plain.high, plain.low);
    gives.sum.addHalves(-plain.high, -plain.low);
    return true;
  }

  /**
   * Takes the next leaf; gives kind and id, or null where it has no shape of the list. `counts` is false for leaves newer
   * than the balances.
   */
  take(index: number, body: string, counts: boolean): { readonly kind: string; readonly id: string } | null {
    const raw = parse(body);
    if (raw === null) {
      this.#report.found('leaf_shape', { index });
      return null;
    }
    if (quiet.has(raw.kind)) return raw;
    const leaf = Leaf.safeParse(raw);
    if (!leaf.success) {
      this.#report.found('leaf_shape', { index });
      return raw;
    }
    this.#follow(index, leaf.data, counts);
    return raw;
  }

  /** An entry that is in the books and waits for its leaf: it counts for balances. */
  count(body: string): void {
    const leaf = Leaf.safeParse(parse(body));
    if (leaf.success && leaf.data.kind === 'entry') this.#sum(leaf.data);
  }

  /** Compares a balance with what the entries add up to. */
  balance(account: string, shown: string): void {
    const known = this.#accounts.get(account);
    // An account whose leaf never came was told of already.
    if (known === undefined) return;
    const follows = known.isCredit ? -known.sum.total : known.sum.total;
    if (follows.toString() !== shown) this.#report.found('balance_wrong', { account, shown, follows: `${follows}` });
  }

  /** Accounts for which no balance was shown. */
  unshown(shown: ReadonlySet<string>): void {
    for (const account of this.#accounts.keys())
      if (!shown.has(account)) this.#report.found('balance_missing', { account });
  }

  #follow(index: number, leaf: Leaf, counts: boolean): void {
    if (leaf.kind === 'account') this.#open(leaf);
    else if (leaf.kind === 'authorisation')
      this.#allowed.set(leaf.id, {
        ...{ account: leaf.account, amount: BigInt(leaf.amount), decision: leaf.decision, spent: 0n },
      });
    else if (leaf.kind === 'decision') this.#decide(index, leaf);
    else this.#enter(index, leaf, counts);
  }

  #open(leaf: Extract<Leaf, { kind: 'account' }>): void {
    const account: Account = {
      ...{ isCredit: leaf.normal === 'credit', guarded: leaf.guarded },
      ...{ bytes: Buffer.from(leaf.id), sum: new Sum() },
    };
    this.#accounts.set(leaf.id, account);
    this.#byMark.set(markOf(leaf.id), account);
  }

  #decide(index: number, leaf: Extract<Leaf, { kind: 'decision' }>): void {
    if (leaf.outcome !== 'passed') return;
    const steps = leaf.steps ?? [];
    const carried = steps.every((step) => step.outcome === 'passed' && tallyCarries(step['tally']));
    if (!carried) this.#report.found('decision_wrong', { index, id: leaf.id });
    const amount = leaf.amount === null ? null : BigInt(leaf.amount);
    this.#passed.set(leaf.id, { amount, account: leaf.account });
  }

  #enter(index: number, entry: Entry, counts: boolean): void {
    this.entries += 1;
    const sums = new Map<string, bigint>();
    for (const [, commodity, amount] of entry.postings)
      sums.set(commodity, (sums.get(commodity) ?? 0n) + BigInt(amount));
    if ([...sums.values()].some((sum) => sum !== 0n)) this.#report.found('unbalanced', { index, id: entry.id });
    for (const [account] of entry.postings)
      if (!this.#accounts.has(account)) this.#report.found('account_unknown', { index, id: entry.id, account });
    for (const [account, loss] of this.#losses(entry)) this.#debit(index, entry, account, loss);
    if (counts) this.#sum(entry);
    if (entry.reverses !== null) this.#reverse(index, entry);
  }

  /** What guarded accounts lose by an entry. */
  #losses(entry: Entry): Map<string, bigint> {
    const losses = new Map<string, bigint>();
    for (const [id, , amount] of entry.postings) {
      const account = this.#accounts.get(id);
      if (account?.guarded !== true) continue;
      losses.set(id, (losses.get(id) ?? 0n) + (account.isCredit ? BigInt(amount) : -BigInt(amount)));
    }
    return new Map([...losses].filter(([, loss]) => loss > 0n));
  }

  #debit(index: number, entry: Entry, account: string, loss: bigint): void {
    // Taking back what came in needs no decision: the fund never earned it. That it mirrors its entry is checked.
    if (entry.reverses !== null) return;
    const allowed = this.#allowed.get(entry.authorisation ?? '');
    const decision = this.#passed.get(allowed?.decision ?? '');
    if (allowed === undefined || decision === undefined || allowed.account !== account) {
      this.#report.found('payment_without_decision', { index, id: entry.id });
      return;
    }
    if (decision.amount === null || decision.amount < allowed.amount || decision.account !== account)
      this.#report.found('authorisation_wrong', { id: entry.authorisation ?? '' });
    allowed.spent += loss;
    if (allowed.spent > allowed.amount)
      this.#report.found('over_authorised', {
        ...{ index, id: entry.id, spent: `${allowed.spent}`, amount: `${allowed.amount}` },
      });
  }

  #reverse(index: number, entry: Entry): void {
    this.reversals.set(entry.reverses ?? '', { index, entry });
    const allowed = this.#allowed.get(entry.authorisation ?? '');
    if (allowed === undefined) return;
    for (const [account, , amount] of entry.postings) {
      const known = this.#accounts.get(account);
      if (account === allowed.account && known !== undefined)
        allowed.spent -= known.isCredit ? -BigInt(amount) : BigInt(amount);
    }
  }

  #sum(entry: Entry): void {
    for (const [id, , amount] of entry.postings) {
      const account = this.#accounts.get(id);
      account?.sum.add(BigInt(amount));
    }
  }
}

/** Whether a reversal is its entry with every sign turned. */
export function mirrors(reversal: Entry, body: string): boolean {
  const leaf = Leaf.safeParse(parse(body));
  if (!leaf.success || leaf.data.kind !== 'entry' || leaf.data.reverses !== null) return false;
  const key = (postings: Entry['postings'], sign: bigint): string =>
    JSON.stringify(
      postings.map(([account, commodity, amount]) => `${account} ${commodity} ${sign * BigInt(amount)}`).sort(),
    );
  return key(reversal.postings, 1n) === key(leaf.data.postings, -1n);
}

const Head = z.looseObject({ kind: z.string(), id: z.string() });
/** Kind and id come first in every leaf: by them it is known whether it stands in the log twice. */
const start = new RegExp(`^\\{"kind":"[a-z]+","id":"${uuid}"`);

function parse(body: string): z.output<typeof Head> | null {
  if (!start.test(body)) return null;
  try {
    return Head.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

const Tally = z.object({
  ...{ yes: z.number(), yesNeeded: z.number(), present: z.number(), quorumNeeded: z.number() },
  passed: z.boolean(),
});

/** A step without a vote carries by itself; one with a vote needs its yeses and its quorum. */
function tallyCarries(tally: unknown): boolean {
  if (tally === null || tally === undefined) return true;
  const counted = Tally.safeParse(tally);
  if (!counted.success) return false;
  const { yes, yesNeeded, present, quorumNeeded, passed } = counted.data;
  return passed && yes >= yesNeeded && present >= quorumNeeded;
}
