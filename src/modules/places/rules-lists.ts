import { type LocalDate, parseLocalDate } from '#kernel/dates';
import { type BadRow, type ColumnMap, foldWord, guessColumns, RowReader, type Sheet } from '#platform/sheet';
import type { Place } from './queries.ts';
import { type Level, levelOf } from './rules.ts';
import { type estateTypes, mostPeople, type placeKinds } from './schema.ts';
import { type ListField, listFields } from './schema-lists.ts';
import { listHeads } from './zh.ts';

type Kind = (typeof placeKinds)[number];
type EstateType = (typeof estateTypes)[number];

/** The facts of a place as a row tells them; what the list has no column for is undefined. */
export interface RowFacts {
  readonly type?: EstateType | null;
  readonly company?: string;
  readonly households?: number | null;
  readonly residents?: number | null;
  readonly note?: string;
  readonly asOf?: LocalDate | null;
  readonly source?: string;
}

/** A row of a list, ready to become a place or to put one right. */
export interface PlaceRow {
  readonly line: number;
  readonly name: string;
  readonly kind: Kind;
  readonly level: Level;
  /** The place above: one of ours, one of this list by its line, or none. */
  readonly inside: { readonly id: string } | { readonly line: number } | null;
  readonly facts: RowFacts;
  /** The place this row speaks of, where there is one already. */
  readonly known: Place | null;
  /** Nothing to write: the place is here and says the same. */
  readonly same: boolean;
}

/** What reading a list needs to know of the space: words as people write them, in small letters without blanks. */
export interface PlaceContext {
  readonly today: LocalDate;
  readonly zone: string;
  readonly places: readonly Place[];
  readonly levels: ReadonlySet<Level>;
  readonly kinds: ReadonlyMap<string, Level>;
  readonly types: ReadonlyMap<string, EstateType>;
}

/** Guesses what the columns mean by the words in their headers. */
export function guessListColumns(header: readonly string[]): ColumnMap<ListField> {
  return guessColumns(header, listFields, listHeads);
}

const longest: Readonly<Partial<Record<ListField, number>>> = { name: 60, company: 80, note: 500, source: 120 };

/** Reads the cells of one row of places. */
class PlaceReader extends RowReader<ListField> {
  /** The meaning of a word among those known; undefined for an empty cell and for a word that is none. */
  known<T>(field: ListField, words: ReadonlyMap<string, T>): T | undefined {
    const text = foldWord(this.cell(field));
    const found = words.get(text);
    if (text !== '' && found === undefined) this.wrong('row.unknown', field);
    return found;
  }

  count(field: ListField): number | null {
    const text = this.cell(field).replace(/[\s,]/g, '');
    if (text === '') return null;
    const number = /^\d{1,9}$/.test(text) ? Number.parseInt(text, 10) : Number.NaN;
    if (!(number <= mostPeople)) this.wrong('row.count', field);
    return number <= mostPeople ? number : null;
  }

  day(field: ListField, context: PlaceContext): LocalDate | null {
    const text = this.cell(field);
    if (text === '') return null;
    const read = parseLocalDate(text, context.zone);
    if (!read.ok) this.wrong('row.day', field);
    else if (read.value > context.today) this.wrong('row.future', field);
    return read.ok ? read.value : null;
  }
}

const kindOf: Readonly<Record<Level, Kind>> = {
  estate: 'estate',
  net: 'grid',
  cell: 'grid',
  building: 'building',
  site: 'site',
};

interface Draft {
  readonly reader: PlaceReader;
  readonly line: number;
  readonly name: string;
  readonly level: Level;
  readonly facts: RowFacts;
}

function draftOf(reader: PlaceReader, line: number, context: PlaceContext): Draft {
  const name = reader.words('name', true);
  if (/[<>\n]/.test(name)) reader.wrong('row.markup', 'name');
  const level = reader.known('kind', context.kinds);
  if (reader.cell('kind') === '') reader.wrong('row.missing', 'kind');
  if (level !== undefined && !context.levels.has(level)) reader.wrong('row.level_off', 'kind');
  const type = reader.known('type', context.types) ?? null;
  const facts: RowFacts = {
    ...(reader.has('type') ? { type: level === 'estate' ? type : null } : {}),
    ...(reader.has('company') ? { company: reader.words('company') } : {}),
    ...(reader.has('households') ? { households: reader.count('households') } : {}),
    ...(reader.has('residents') ? { residents: reader.count('residents') } : {}),
    ...(reader.has('note') ? { note: reader.words('note') } : {}),
    ...(reader.has('asOf') ? { asOf: reader.day('asOf', context) } : {}),
    ...(reader.has('source') ? { source: reader.words('source') } : {}),
  };
  return { reader, line, name, level: level ?? 'site', facts };
}

/** A place of ours or of the list, as the column "inside" may name it. */
interface Named {
  readonly name: string;
  readonly above: string;
  readonly at: { readonly id: string } | { readonly line: number };
}

/** Finds the place a cell names: by its name, or by the name above it and its own with a stroke between. */
function insideOf(reader: PlaceReader, named: readonly Named[], line: number): Named['at'] | null {
  const parts = reader
    .cell('inside')
    .split(/[/\\>]/)
    .map(foldWord)
    .filter((part) => part !== '');
  const own = parts.at(-1);
  if (own === undefined) return null;
  const above = parts.at(-2);
  const found = named.filter(
    (one) =>
      foldWord(one.name) === own &&
      !('line' in one.at && one.at.line === line) &&
      (above === undefined || foldWord(one.above) === above),
  );
  const [first] = found;
  if (first === undefined) reader.wrong('row.inside_unknown', 'inside');
  else if (found.length > 1) reader.wrong('row.inside_many', 'inside');
  return first?.at ?? null;
}

const saysSame = (place: Place, facts: RowFacts): boolean =>
  (facts.type === undefined || facts.type === place.estateType) &&
  (facts.company === undefined || facts.company === (place.propertyCompany ?? '')) &&
  (facts.households === undefined || facts.households === place.households) &&
  (facts.residents === undefined || facts.residents === place.residents) &&
  (facts.note === undefined || facts.note === place.note) &&
  (facts.asOf === undefined || facts.asOf === place.asOf) &&
  (facts.source === undefined || facts.source === place.source);

/** The rows that lie, directly or through others, in themselves. */
function circles(inside: ReadonlyMap<number, PlaceRow['inside']>): ReadonlySet<number> {
  const round = new Set<number>();
  for (const start of inside.keys()) {
    const seen = new Set<number>();
    let at: number | undefined = start;
    while (at !== undefined && !seen.has(at)) {
      seen.add(at);
      const next: PlaceRow['inside'] = inside.get(at) ?? null;
      at = next !== null && 'line' in next ? next.line : undefined;
    }
    if (at === start) round.add(start);
  }
  return round;
}

/** One of ours in the same place, of the same level and name. */
function knownPlace(draft: Draft, inside: PlaceRow['inside'], context: PlaceContext): Place | null {
  if (inside !== null && 'line' in inside) return null;
  const parentId = inside?.id ?? null;
  const fits = (place: Place) =>
    foldWord(place.name) === foldWord(draft.name) && levelOf(place, context.places) === draft.level;
  const all = context.places.filter(fits);
  // Without the column, or with an empty cell, the only one of that name is meant.
  const [only] = all;
  if (inside === null && all.length === 1 && only !== undefined) return only;
  return all.find((place) => place.parentId === parentId) ?? null;
}

/**
 * The rows of a list as places ready to land, those above before those within, and every cell that keeps a row out, by
 * line and column. A row names the place it lies in by name, ours or one of the same list in any order.
 */
export function readPlaces(
  sheet: Sheet,
  mapping: ColumnMap<ListField>,
  context: PlaceContext,
): { readonly good: readonly PlaceRow[]; readonly bad: readonly BadRow[] } {
  const drafts = sheet.rows.map((row) => draftOf(new PlaceReader(row, mapping, longest), row.line, context));
  const nameOf = new Map(context.places.map((place) => [place.id, place.name]));
  const listed = drafts.map(({ reader, name, line }): Named => ({ name, above: reader.cell('inside'), at: { line } }));
  const own = context.places.map(
    (place): Named => ({ name: place.name, above: nameOf.get(place.parentId ?? '') ?? '', at: { id: place.id } }),
  );
  // A place that is here and in the list is one place, and counts as ours.
  const here = new Set(own.map((one) => foldWord(one.name)));
  const named = [...own, ...listed.filter((one) => !here.has(foldWord(one.name)))];
  const inside = new Map(drafts.map((draft) => [draft.line, insideOf(draft.reader, named, draft.line)]));
  const round = circles(inside);
  const taken = new Set<string>();
  const rows: PlaceRow[] = [];
  for (const draft of drafts) {
    const { reader, line, name, level, facts } = draft;
    const at = inside.get(line) ?? null;
    if (round.has(line)) reader.wrong('row.circle', 'inside');
    if (level === 'cell' && at === null) reader.wrong('row.cell_inside', 'inside');
    const known = knownPlace(draft, at, context);
    if (level === 'estate' && (facts.type ?? known?.estateType ?? null) === null) reader.wrong('row.type', 'type');
    const key = [foldWord(name), level, JSON.stringify(at)].join(' ');
    if (name !== '' && taken.has(key)) reader.wrong('row.twice', 'name');
    taken.add(key);
    const same = known !== null && saysSame(known, facts);
    rows.push({ line, name, kind: kindOf[level], level, inside: at, facts, known, same });
  }
  const bad = drafts.flatMap((draft) => draft.reader.faults);
  return { ...withoutOrphans(rows, bad) };
}

/** Leaves out bad rows and, with their own reason, those that lie in one of them; sorts what is above before what is within. */
function withoutOrphans(rows: readonly PlaceRow[], faults: readonly BadRow[]) {
  const bad = [...faults];
  const out = new Set(bad.map((row) => row.line));
  const good: PlaceRow[] = [];
  const done = new Set<number>();
  let left = rows.filter((row) => !out.has(row.line));
  for (let before = -1; before !== left.length; ) {
    before = left.length;
    for (const row of left) {
      const above = row.inside !== null && 'line' in row.inside ? row.inside.line : null;
      if (above !== null && !done.has(above)) continue;
      good.push(row);
      done.add(row.line);
    }
    left = left.filter((row) => !done.has(row.line));
  }
  for (const row of left)
    bad.push({ line: row.line, code: 'row.inside_bad', params: { field: 'inside', cell: row.name.slice(0, 20) } });
  return { good, bad };
}
