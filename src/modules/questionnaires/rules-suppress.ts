/**
 * Small groups hidden (Small-cell rule: no published group under the smallest). A number that is hidden must not come out
 * of the sums beside it, so others are hidden with it.
 */

/**
 * Whether a whole group said the same, so that whoever is known to be of it is known to have said it. Not where one may
 * choose several: others may have been chosen beside.
 */
const isOneVoice = ({ cells, groups, additive }: Table, x: number): boolean =>
  additive && cells.some((line) => (line[x] ?? 0) === (groups[x] ?? 0));

/** Counts by line and group. Sums of lines are public; sums of groups too, where `additive` says that they add up. */
export interface Table {
  readonly cells: readonly (readonly number[])[];
  /** How many answered in each group. */
  readonly groups: readonly number[];
  /** Whether the cells of a group add up to it: not where one may choose several. */
  readonly additive: boolean;
  /** Lines whose sum is hidden elsewhere: told by group, they would add up to it. */
  readonly hiddenLines?: readonly boolean[];
  /** Groups whose size is hidden elsewhere. */
  readonly hiddenGroups?: readonly boolean[];
}

/** Whether a count is too small to be told, or what is left of its group is. */
export function isSmall(count: number, of: number, least: number): boolean {
  return (count > 0 && count < least) || (of - count > 0 && of - count < least);
}

/** The hidden parts of a row of numbers whose sum is public: none of them alone, and together no small group. */
export function hideInRow(values: readonly number[], hidden: readonly boolean[], least: number): boolean[] {
  const now = [...hidden];
  while (now.includes(true)) {
    const those = values.filter((_, place) => now[place]);
    const isEnough = those.length >= 2 && those.reduce((sum, one) => sum + one, 0) >= least;
    if (isEnough) break;
    const next = smallestLeft(values, now);
    if (next < 0) break;
    now[next] = true;
  }
  return now;
}

/** The smallest that is not hidden yet; one that is not empty before one that is, and −1 where none is left. */
function smallestLeft(values: readonly number[], hidden: readonly boolean[]): number {
  const left = values.map((value, place) => ({ value, place })).filter(({ place }) => hidden[place] !== true);
  const [first] = left.toSorted((a, b) => Number(a.value === 0) - Number(b.value === 0) || a.value - b.value);
  return first?.place ?? -1;
}

/** One row of counts with its sum: null where a count is hidden. */
export function tellRow(values: readonly number[], of: number, least: number): (number | null)[] {
  const hidden = hideInRow(
    values,
    values.map((one) => isSmall(one, of, least)),
    least,
  );
  return values.map((one, place) => (hidden[place] === true ? null : one));
}

/** The least and the most each hidden number can be, as somebody reckons them who knows every sum. */
function boundsOf(table: Table, hidden: readonly (readonly boolean[])[]): { low: number; high: number }[][] {
  const { cells, groups } = table;
  const bounds = cells.map((line, y) =>
    line.map((value, x) => (hidden[y]?.[x] === true ? { low: 0, high: groups[x] ?? 0 } : { low: value, high: value })),
  );
  const lines = cells.flatMap((line, y): { places: [number, number][]; sum: number }[] => {
    if (table.hiddenLines?.[y] === true) return [];
    return [{ places: line.map((_, x) => [y, x]), sum: line.reduce((sum, one) => sum + one, 0) }];
  });
  if (table.additive)
    for (const [x, sum] of groups.entries()) lines.push({ places: cells.map((_, y): [number, number] => [y, x]), sum });
  const boundAt = ([y, x]: [number, number]) => bounds[y]?.[x] ?? { low: 0, high: 0 };
  for (let changed = true; changed; ) {
    changed = false;
    for (const { places, sum } of lines) {
      const low = places.reduce((all, place) => all + boundAt(place).low, 0);
      const high = places.reduce((all, place) => all + boundAt(place).high, 0);
      for (const place of places) {
        const one = boundAt(place);
        const [from, to] = [Math.max(one.low, sum - (high - one.high)), Math.min(one.high, sum - (low - one.low))];
        if (from === one.low && to === one.high) continue;
        one.low = from;
        one.high = to;
        changed = true;
      }
    }
  }
  return bounds;
}

const columnOf = <T>(rows: readonly (readonly T[])[], x: number, none: T): T[] => rows.map((row) => row[x] ?? none);

/** Hides along every line and every group until nothing more has to be. */
function spread(table: Table, hidden: boolean[][], least: number): void {
  const { cells, groups, additive } = table;
  for (let changed = true; changed; ) {
    changed = false;
    for (const [y, line] of cells.entries()) {
      const next = hideInRow(line, hidden[y] ?? [], least);
      if (next.some((one, x) => one !== hidden[y]?.[x])) {
        hidden[y] = next;
        changed = true;
      }
    }
    if (!additive) continue;
    for (const x of groups.keys()) {
      const next = hideInRow(columnOf(cells, x, 0), columnOf(hidden, x, false), least);
      for (const [y, one] of next.entries()) {
        const row = hidden[y];
        if (row === undefined || row[x] === one) continue;
        row[x] = one;
        changed = true;
      }
    }
  }
}

/** A hidden number that the sums give away, or almost: one line of the table and a group that still show something. */
function givenAway(table: Table, hidden: readonly (readonly boolean[])[]): [number, number] | null {
  const bounds = boundsOf(table, hidden);
  for (const [y, line] of bounds.entries())
    for (const [x, { low, high }] of line.entries())
      if (hidden[y]?.[x] === true && high - low < 2 && (table.cells[y]?.[x] ?? 0) > 0) return [y, x];
  return null;
}

/**
 * A table of answers by group as it may be told: null where a number is hidden. A group that is too small, or of one
 * voice, is hidden whole. Null for the whole table where nothing can be told without giving somebody away.
 */
export function tellTable(table: Table, least: number): (number | null)[][] | null {
  const { cells, groups } = table;
  const all = groups.reduce((sum, one) => sum + one, 0);
  const secret = groups.map(
    (size, x) => isSmall(size, all, least) || isOneVoice(table, x) || table.hiddenGroups?.[x] === true,
  );
  const shown = hideInRow(groups, secret, least).map((one) => !one);
  if (!shown.includes(true)) return null;
  const hidden = cells.map((line, y) =>
    line.map(
      (value, x) => table.hiddenLines?.[y] === true || shown[x] !== true || isSmall(value, groups[x] ?? 0, least),
    ),
  );
  spread(table, hidden, least);
  for (let leak = givenAway(table, hidden); leak !== null; leak = givenAway(table, hidden)) {
    const [y, x] = leak;
    const inLine = smallestLeft(cells[y] ?? [], hidden[y] ?? []);
    const inGroup = smallestLeft(columnOf(cells, x, 0), columnOf(hidden, x, false));
    const row = inLine >= 0 ? hidden[y] : hidden[inGroup];
    if (row === undefined) return null;
    row[inLine >= 0 ? inLine : x] = true;
    spread(table, hidden, least);
  }
  if (hidden.every((line) => line.every((one) => one))) return null;
  return cells.map((line, y) => line.map((value, x) => (hidden[y]?.[x] === true ? null : value)));
}
