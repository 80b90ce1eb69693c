/** How many needs of a class came in this month, and in the three months before. */
export interface MonthCounts {
  readonly classCode: string;
  readonly now: number;
  /** Sum over the three months before. */
  readonly before: number;
}

/** A single need more is no rise. */
const fewest = 3;

/** Classes that rose above the mean of their three months before (F018), the steepest first; reckoned without fractions. */
export function risen(counts: readonly MonthCounts[]): MonthCounts[] {
  return counts
    .filter((one) => one.now >= fewest && one.now * 3 > one.before)
    .sort((a, b) => b.now * 3 - b.before - (a.now * 3 - a.before) || (a.classCode < b.classCode ? -1 : 1));
}

/** A group of needs as everybody may see it; `met` of so many. */
export interface GroupCount {
  readonly key: string;
  readonly count: number;
  readonly met: number;
}

/** The key under which small groups stand together. */
export const otherGroups = 'other';

/**
 * Groups with fewer than `least` needs stand together in one line; where that line would be small itself, the next
 * smallest joins it, so that nothing is told by subtracting. Nothing is left when all of it would be one line.
 */
export function publicGroups(groups: readonly GroupCount[], least: number): GroupCount[] {
  const sorted = [...groups].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const shown: GroupCount[] = [];
  let rest: GroupCount = { key: otherGroups, count: 0, met: 0 };
  for (const group of sorted.toReversed()) {
    if (group.count < least || (rest.count > 0 && rest.count < least))
      rest = { key: otherGroups, count: rest.count + group.count, met: rest.met + group.met };
    else shown.unshift(group);
  }
  if (rest.count === 0) return shown;
  if (shown.length === 0) return [];
  return rest.count < least ? shown : [...shown, rest];
}

/** The share of `part` in `whole` in whole percent, rounded down; null of nothing. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part * 100) / whole);
}

/** A third of a sum over three months, with one decimal, rounded down: the mean as people read it. */
export function meanOfThree(sum: number): string {
  const tenths = Math.floor((sum * 10) / 3);
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}
