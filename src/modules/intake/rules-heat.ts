import { addDays, type LocalDate } from '#kernel/dates';

/** One time that somebody spoke of a matter. */
export interface Voice {
  /** Whoever spoke; of those who left no name each counts as another. */
  readonly speaker: string;
  readonly on: LocalDate;
}

/** What the heat of a matter is made of. */
export interface Heat {
  readonly people: number;
  /** Different days on which it was said. */
  readonly days: number;
  /** How often in the last seven days, today included, and in the seven before. */
  readonly lately: number;
  readonly before: number;
  readonly heat: number;
  readonly first: LocalDate;
  readonly last: LocalDate;
}

/** Days that are looked back over. */
export const heatDays = 30;
/** Fewer people make no hot matter. */
export const leastPeople = 3;

const perPerson = 10;
const perDay = 5;
const perGrowth = 10;

/** How much more was said of it lately; what becomes quieter loses nothing. */
export function growthOf({ lately, before }: Pick<Heat, 'lately' | 'before'>): number {
  return Math.max(lately - before, 0);
}

/**
 * The heat of a matter on a day: `people × 10 + days × 5 + growth × 10`, where growth is how many times more it was said
 * in the last seven days than in the seven before. Null where nobody spoke.
 */
export function heatOf(voices: readonly Voice[], today: LocalDate): Heat | null {
  const on = voices.map((voice) => voice.on).toSorted();
  const [first, last] = [on[0], on.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [week, fortnight] = [addDays(today, -7), addDays(today, -14)];
  const people = new Set(voices.map((voice) => voice.speaker)).size;
  const days = new Set(on).size;
  const lately = on.filter((day) => day > week).length;
  const before = on.filter((day) => day > fortnight && day <= week).length;
  const heat = people * perPerson + days * perDay + growthOf({ lately, before }) * perGrowth;
  return { people, days, lately, before, heat, first, last };
}

/**
 * Puts texts together that are alike, each pair by its places: whoever is joined with one of a group joins the group.
 * Returns the groups of two or more, the earliest place of each first.
 */
export function groupsOf(size: number, pairs: readonly (readonly [number, number])[]): readonly (readonly number[])[] {
  const above = Array.from({ length: size }, (_, at) => at);
  const top = (at: number): number => {
    let up = at;
    while ((above[up] ?? up) !== up) up = above[up] ?? up;
    return up;
  };
  for (const [a, b] of pairs) {
    const [one, other] = [top(a), top(b)];
    above[Math.max(one, other)] = Math.min(one, other);
  }
  const groups = Map.groupBy(above.keys(), top);
  return [...groups.values()].filter((group) => group.length > 1);
}

/** The longest name that is looked for, in characters before the word it ends with. */
const longestName = 6;

/** The place that most of some texts name, by how names of places end; empty where fewer than half agree. */
export function placeNamed(texts: readonly string[], ends: string): string {
  const counts = new Map<string, number>();
  for (const text of texts) for (const name of namesIn(text, ends)) counts.set(name, (counts.get(name) ?? 0) + 1);
  // Of a name and its own end, both as frequent, the whole name is meant.
  const [best] = [...counts].sort(([a, m], [b, n]) => n - m || b.length - a.length);
  return best !== undefined && best[1] * 2 >= texts.length ? best[0] : '';
}

/** Whatever may be a name: where it begins can't be seen in one text, only by laying several side by side. */
function namesIn(text: string, ends: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (const found of text.matchAll(new RegExp(`(?=(${ends}))`, 'gu'))) {
    const [, end = ''] = found;
    for (let before = 1; before <= Math.min(longestName, found.index); before += 1) {
      if (!/[\p{L}\p{N}]/u.test(text[found.index - before] ?? '')) break;
      if (before > 1 || end.length > 1) names.add(text.slice(found.index - before, found.index + end.length));
    }
  }
  return names;
}
