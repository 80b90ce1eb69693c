import { daysBetween, type LocalDate } from '#kernel/dates';
import { normalise } from '#kernel/text';

/** A line of a statement, as far as matching looks at it. */
export interface There {
  readonly id: string;
  readonly day: LocalDate;
  readonly amount: bigint;
  readonly number: string;
  readonly orderNumber: string;
}

/** A line of the books on an account the statement covers. */
export interface BookLine {
  readonly entryId: string;
  readonly accountId: string;
  readonly day: LocalDate;
  readonly amount: bigint;
  /** The gift that is booked here, whose giver may tell one of several equal amounts from another. */
  readonly giftId: string | null;
}

/** Line and entry that seem to be the same. */
export interface Pairing {
  readonly lineId: string;
  readonly entryId: string;
  readonly accountId: string;
  readonly amount: bigint;
  readonly kind: 'number' | 'amount';
  readonly differs: boolean;
}

/** The numbers under which a line may be known in the books. */
export function numbersOf(line: There): string[] {
  return [line.number, line.orderNumber].filter((number) => number !== '');
}

/** By number: the same number is the same thing; where the amounts differ, that is said and not settled. */
export function pairByNumber(lines: readonly There[], known: ReadonlyMap<string, readonly BookLine[]>): Pairing[] {
  const taken = new Set<string>();
  const pairs: Pairing[] = [];
  for (const line of lines) {
    const found = numbersOf(line)
      .flatMap((number) => known.get(number) ?? [])
      .filter((one) => !taken.has(one.entryId) && one.amount > 0n === line.amount > 0n);
    const entry = found.find((one) => one.amount === line.amount) ?? found[0];
    if (entry === undefined) continue;
    taken.add(entry.entryId);
    pairs.push({
      ...{ lineId: line.id, entryId: entry.entryId, accountId: entry.accountId, amount: line.amount },
      ...{ kind: 'number' as const, differs: entry.amount !== line.amount },
    });
  }
  return pairs;
}

/** Names of both sides, asked for only where several entries of one amount come into question. */
export interface Names {
  payerOf(lineId: string): string;
  giverOf(entryId: string): string;
}

/**
 * By amount and day: of the entries of the same amount within so many days the one whose giver bears the payer's name,
 * else the nearest; ties go to the earlier. Each entry is used once. `books` is taken from as pairs are found.
 */
export function pairByAmount(
  lines: readonly There[],
  books: Map<bigint, BookLine[]>,
  days: number,
  names: Names,
): Pairing[] {
  const pairs: Pairing[] = [];
  for (const line of lines) {
    const same = books.get(line.amount) ?? [];
    const near = same.filter((one) => away(one.day, line.day) <= days);
    if (near.length === 0) continue;
    const best = near.length === 1 ? near[0] : nearest(line, near, names);
    if (best === undefined) continue;
    same.splice(same.indexOf(best), 1);
    pairs.push({
      ...{ lineId: line.id, entryId: best.entryId, accountId: best.accountId, amount: line.amount },
      ...{ kind: 'amount' as const, differs: false },
    });
  }
  return pairs;
}

function nearest(line: There, near: readonly BookLine[], names: Names): BookLine | undefined {
  const payer = normalise(names.payerOf(line.id));
  const called = payer === '' ? [] : near.filter((one) => normalise(names.giverOf(one.entryId)) === payer);
  const among = called.length > 0 ? called : near;
  return [...among].sort(
    (a, b) => away(a.day, line.day) - away(b.day, line.day) || (a.entryId < b.entryId ? -1 : 1),
  )[0];
}

/** Days between two days, whichever comes first. */
export function away(a: LocalDate, b: LocalDate): number {
  const between = daysBetween(a, b);
  return between < 0 ? -between : between;
}
