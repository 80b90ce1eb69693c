/** One test of the last run. */
export interface TestResult {
  file: string;
  name: string;
  passed: boolean;
}

/** Proven: some test passes and none fails; failing: a test that carries the row fails; none: no test carries it. */
export type RowState = 'proven' | 'failing' | 'none';

export interface Row {
  id: string;
  title: string;
  state: RowState;
  tests: TestResult[];
  pages: string[];
}

const lastRow = 214;
const idOf = (number: number) => `F${String(number).padStart(3, '0')}`;

/** The rows a test's name carries: “F138”, and every one of “F135–F137”. */
export function rowsIn(name: string): string[] {
  const found = new Set<string>();
  for (const [, from, to] of name.matchAll(/\bF(\d{3})(?:\s*[–-]\s*F?(\d{3}))?\b/g)) {
    const first = Number(from);
    for (let row = first; row <= Number(to ?? from); row += 1) found.add(idOf(row));
  }
  return [...found];
}

/** The pages a test's name gives in square brackets: “[/s/:space/needs]”. */
export function pagesIn(name: string): string[] {
  return [...name.matchAll(/\[(\/[^\]]*)\]/g)].flatMap(([, inside]) => (inside ?? '').split(/[\s,]+/));
}

/** Titles by row, from the inventory's table; empty without it. */
function titles(inventory: string): Map<string, string> {
  return new Map(
    [...inventory.matchAll(/^\| (F\d{3}) \| ([^|]+) \|/gm)].map(([, id = '', title = '']) => [id, title.trim()]),
  );
}

/** Every row with the tests that carry its number. */
export function proofs(inventory: string, tests: TestResult[]): Row[] {
  const named = titles(inventory);
  const carried = new Map<string, TestResult[]>();
  for (const test of tests) for (const id of rowsIn(test.name)) carried.set(id, [...(carried.get(id) ?? []), test]);
  return Array.from({ length: lastRow }, (_, index) => {
    const id = idOf(index + 1);
    const mine = carried.get(id) ?? [];
    const state = mine.length === 0 ? 'none' : mine.every((test) => test.passed) ? 'proven' : 'failing';
    return {
      id,
      title: named.get(id) ?? '',
      state,
      tests: mine,
      pages: [...new Set(mine.flatMap((test) => pagesIn(test.name)))],
    };
  });
}
