import { normalisePhone } from '#kernel/checks';
import { type BadRow, type ColumnMap, foldWord, guessColumns, RowReader, type Sheet } from '#platform/sheet';
import { readArea } from './rules.ts';
import { type ListField, type ListKind, listFields } from './schema-lists.ts';
import { headerWords } from './zh.ts';

/** Guesses what the columns of a list mean by the words in their headers. */
export function guessListColumns(kind: ListKind, header: readonly string[]): ColumnMap<ListField> {
  return guessColumns(header, listFields[kind], headerWords);
}

/** Somebody registered in the space, as far as a list needs to tell them from others. */
export interface Known {
  readonly id: string;
  readonly name: string;
  readonly birthYear: number | null;
  /** Their place and every place it lies in. */
  readonly placeIds: readonly string[];
  /** Whether they live here by an earlier look at the list. */
  readonly checked: boolean;
  /** Whether they stand on the register of the vote already. */
  readonly onRoll: boolean;
}

/** A line of a list as it would land. */
export interface ListRow {
  readonly line: number;
  readonly name: string;
  readonly placeId: string | null;
  /** Who it is; null for somebody to be registered. */
  readonly person: Known | null;
  /** In hundredths of a square metre; nothing on a list of residents. */
  readonly area: bigint;
  readonly household: string;
  readonly birthYear: number | null;
  readonly phone: string | undefined;
}

/** What reading a list needs to know of the space. */
export interface ListContext {
  readonly places: ReadonlyMap<string, string>;
  readonly byName: ReadonlyMap<string, readonly Known[]>;
  /** This year, by the space's own days. */
  readonly year: number;
}

const longest = { name: 40, household: 40 };

/** Reads the cells of one line of a list. */
class LineReader extends RowReader<ListField> {
  place(places: ReadonlyMap<string, string>): string | null {
    const text = foldWord(this.cell('place'));
    const found = places.get(text) ?? null;
    if (text !== '' && found === null) this.wrong('row.place_unknown', 'place');
    return found;
  }

  area(): bigint {
    const read = readArea(this.cell('area'));
    if (this.cell('area') === '') this.wrong('row.missing', 'area');
    else if (read === null) this.wrong('row.area', 'area');
    return read ?? 0n;
  }

  year(now: number): number | null {
    const text = this.cell('birth_year');
    if (text === '') return null;
    const year = Number.parseInt(/^(\d{4})(?:\D|$)/.exec(text)?.[1] ?? '', 10);
    if (year >= 1900 && year <= now) return year;
    this.wrong('row.birth_year', 'birth_year');
    return null;
  }

  phone(): string | undefined {
    const text = this.cell('phone');
    if (text === '') return undefined;
    const read = normalisePhone(text);
    if (!read.ok) this.wrong('row.phone', 'phone');
    return read.ok ? read.value : undefined;
  }
}

/** Whom a line means, by name and by place where the line says it. */
function candidates(context: ListContext, name: string, placeId: string | null): readonly Known[] {
  const called = context.byName.get(foldWord(name)) ?? [];
  return called.filter((one) => placeId === null || one.placeIds.includes(placeId));
}

/** Of some people of one name those who may have been born in a year; everybody where it is not said. */
const bornIn = (people: readonly Known[], year: number | null): readonly Known[] =>
  people.filter((one) => year === null || one.birthYear === null || one.birthYear === year);

function readRow(kind: ListKind, reader: LineReader, line: number, context: ListContext): ListRow {
  const name = reader.words('name', true);
  const placeId = reader.place(context.places);
  const birthYear = kind === 'residents' ? reader.year(context.year) : null;
  const called = reader.faults.length > 0 ? [] : candidates(context, name, placeId);
  const found = bornIn(called, birthYear);
  const [person = null] = found;
  if (found.length > 1) reader.wrong('row.person_many', 'name');
  // Rather asked once more than registered twice.
  if (called.length > 0 && found.length === 0) reader.wrong('row.person_other_year', 'birth_year');
  if (kind === 'owners') {
    if (found.length === 0 && reader.faults.length === 0) reader.wrong('row.person_none', 'name');
    if (person?.onRoll === true) reader.wrong('row.on_roll', 'name');
    const nobody = { household: '', birthYear: null, phone: undefined };
    return { line, name, placeId, person, area: reader.area(), ...nobody };
  }
  if (person === null && placeId === null && reader.cell('place') === '') reader.wrong('row.missing', 'place');
  const household = reader.words('household');
  return { line, name, placeId, person, area: 0n, household, birthYear, phone: reader.phone() };
}

/** A list as read: what would land, what is here already, and every cell that keeps a line out. */
export interface ReadList {
  readonly fresh: readonly ListRow[];
  readonly known: readonly ListRow[];
  readonly bad: readonly BadRow[];
}

/** Several homes of one owner are one line with their areas together (Civil Code art. 278). */
function together(rows: readonly ListRow[]): ListRow[] {
  const lines = new Map<string, ListRow>();
  for (const row of rows) {
    const key = row.person?.id ?? `${row.line}`;
    const before = lines.get(key);
    lines.set(key, before === undefined ? row : { ...before, area: before.area + row.area });
  }
  return [...lines.values()];
}

/** Reads a list of owners or residents by what its columns mean. The same resident named twice comes in once. */
export function readRollList(
  kind: ListKind,
  sheet: Sheet,
  mapping: ColumnMap<ListField>,
  context: ListContext,
): ReadList {
  const good: ListRow[] = [];
  const bad: BadRow[] = [];
  const seen = new Set<string>();
  for (const from of sheet.rows) {
    const reader = new LineReader(from, mapping, longest);
    const row = readRow(kind, reader, from.line, context);
    bad.push(...reader.faults);
    if (reader.faults.length > 0) continue;
    const key = row.person?.id ?? [foldWord(row.name), row.placeId, row.birthYear, foldWord(row.household)].join('\n');
    if (kind === 'residents' && seen.has(key)) continue;
    seen.add(key);
    good.push(row);
  }
  if (kind === 'owners') return { fresh: together(good), known: [], bad };
  const isKnown = (row: ListRow): boolean => row.person?.checked === true;
  return { fresh: good.filter((row) => !isKnown(row)), known: good.filter(isKnown), bad };
}
