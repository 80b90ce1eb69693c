import { type LocalDate, parseLocalDate } from '#kernel/dates';
import { hitsIn } from '#kernel/hits';
import { parseCount } from '#kernel/numbers';
import {
  type BadRow,
  type ColumnMap,
  fingerprint,
  foldWord,
  guessColumns,
  RowReader,
  type Sheet,
} from '#platform/sheet';
import { appealRefusal, factsRefusal } from './rules.ts';
import { type AgeGroup, type ListField, listFields, type Urgency } from './schema.ts';
import { headerWords } from './zh.ts';

/** A row of a list, ready to become a need. */
export interface ListRow {
  readonly line: number;
  readonly origin: string;
  readonly title: string;
  readonly summary: string;
  readonly class_code: string;
  readonly quantity: bigint;
  readonly unit: string;
  readonly divisible: boolean;
  readonly place: string | undefined;
  readonly group_text: string;
  readonly low_income: boolean;
  readonly urgency: Urgency;
  readonly urgency_reason: string;
  readonly starts_on: LocalDate | undefined;
  readonly wanted_until: LocalDate | undefined;
  readonly weekdays: string;
  readonly day_parts: string;
  readonly age_group: AgeGroup;
  readonly home_visit: boolean;
  readonly crux: string;
  /** Whether nothing in its public words looks like personal data: only then can it be public at once. */
  readonly clean: boolean;
}

/** What reading a list needs to know of the space: words as people write them, in small letters without blanks. */
export interface ListContext {
  readonly today: LocalDate;
  readonly zone: string;
  readonly classes: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, string>;
  /** Words that several places go by, with what to write instead. */
  readonly twins: ReadonlyMap<string, readonly string[]>;
  readonly urgencies: ReadonlyMap<string, Urgency>;
  readonly ageGroups: ReadonlyMap<string, AgeGroup>;
  readonly yes: ReadonlySet<string>;
  readonly no: ReadonlySet<string>;
}

/** A place as a list names it. */
export interface NamedPlace {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
}

/**
 * Places by their words: the name alone where no other has it, and always with what they lie in, as in
 * `Tonghua·No. 5`. What several go by stands apart, with the words that tell them apart.
 */
export function placeWords(all: readonly NamedPlace[]): Pick<ListContext, 'places' | 'twins'> {
  const byId = new Map(all.map((one) => [one.id, one]));
  const full = (one: NamedPlace): string =>
    [byId.get(one.parentId ?? '')?.name, one.name].filter((part) => part !== undefined).join('·');
  const going = new Map<string, NamedPlace[]>();
  for (const one of all)
    for (const word of new Set([one.name, full(one), full(one).replace('·', '')].map(foldWord)))
      going.set(word, [...(going.get(word) ?? []), one]);
  const places = new Map<string, string>();
  const twins = new Map<string, string[]>();
  for (const [word, ones] of going) {
    const [first] = ones;
    if (ones.length === 1 && first !== undefined) places.set(word, first.id);
    else twins.set(word, ones.map(full));
  }
  return { places, twins };
}

/** Guesses what the columns mean by the words in their headers. */
export function guessListColumns(header: readonly string[]): ColumnMap<ListField> {
  return guessColumns(header, listFields, headerWords);
}

const longest: Readonly<Partial<Record<ListField, number>>> = {
  title: 60,
  summary: 1000,
  unit: 12,
  group_text: 60,
  urgency_reason: 200,
};

/** Reads the cells of one row of needs. */
class NeedReader extends RowReader<ListField> {
  /** A place by its word; where several go by it, which words tell them apart is said. */
  place(context: ListContext): string | undefined {
    const text = foldWord(this.cell('place'));
    if (text === '') return undefined;
    const twins = context.twins.get(text);
    if (twins === undefined) return this.known('place', context.places, undefined);
    this.wrong('row.place_twice', 'place', { choices: twins.join(' / ') });
    return undefined;
  }

  /** The meaning of a word among those known; an empty cell means `empty`, and is missing where that is undefined. */
  known<T>(field: ListField, words: ReadonlyMap<string, T>, empty: T | undefined): T | undefined {
    const text = foldWord(this.cell(field));
    if (text === '') {
      if (empty === undefined) this.wrong('row.missing', field);
      return empty;
    }
    const found = words.get(text);
    if (found === undefined) this.wrong('row.unknown', field);
    return found;
  }

  yes(field: ListField, context: ListContext): boolean {
    const text = foldWord(this.cell(field));
    if (text !== '' && !context.yes.has(text) && !context.no.has(text)) this.wrong('row.yes_no', field);
    return context.yes.has(text);
  }

  day(field: ListField, zone: string): LocalDate | undefined {
    const text = this.cell(field);
    if (text === '') return undefined;
    const read = parseLocalDate(text, zone);
    if (!read.ok) this.wrong('row.day', field);
    return read.ok ? read.value : undefined;
  }

  count(field: ListField): bigint {
    const text = this.cell(field);
    if (text === '') this.wrong('row.missing', field);
    const read = parseCount(text);
    if (text !== '' && !read.ok) this.wrong('row.count', field);
    return read.ok ? BigInt(read.value) : 0n;
  }
}

const factFields: Readonly<Record<string, ListField>> = {
  urgency_reason: 'urgency_reason',
  wanted_until: 'wanted_until',
};

function readRow(from: Sheet['rows'][number], mapping: ColumnMap<ListField>, context: ListContext) {
  const reader = new NeedReader(from, mapping, longest);
  const title = reader.words('title', true);
  const row: ListRow = {
    ...{ line: from.line, title },
    summary: reader.words('summary') || title,
    class_code: reader.known('class', context.classes, undefined) ?? '',
    quantity: reader.count('quantity'),
    unit: reader.words('unit', true),
    place: reader.place(context),
    urgency: reader.known('urgency', context.urgencies, 'normal') ?? 'normal',
    urgency_reason: reader.words('urgency_reason'),
    starts_on: reader.day('starts_on', context.zone),
    wanted_until: reader.day('wanted_until', context.zone),
    group_text: reader.words('group_text'),
    age_group: reader.known('age_group', context.ageGroups, 'any') ?? 'any',
    divisible: reader.yes('divisible', context),
    low_income: reader.yes('low_income', context),
    home_visit: reader.yes('home_visit', context),
    ...{ weekdays: '', day_parts: '', crux: '', origin: '', clean: true },
  };
  const public_ = { ...row, crux: '' };
  if (appealRefusal(public_) !== null) reader.wrong('row.money_appeal', 'title');
  const facts = { ...row, starts_on: row.starts_on ?? null, wanted_until: row.wanted_until ?? null };
  const crossed = factsRefusal(facts, context.today);
  if (crossed !== null) reader.wrong(`row.${crossed.code.split('.')[1] ?? ''}`, factFields[crossed.field] ?? 'title');
  const origin = fingerprint(listFields.map((field) => reader.cell(field)));
  const clean = hitsIn([row.title, row.summary, row.group_text, row.urgency_reason]).length === 0;
  return { faults: reader.faults, row: { ...row, origin, clean } };
}

/** The rows of a list as needs ready to land, and every cell that keeps a row out, by line and column. */
export function readList(
  sheet: Sheet,
  mapping: ColumnMap<ListField>,
  context: ListContext,
): { readonly good: readonly ListRow[]; readonly bad: readonly BadRow[] } {
  const good: ListRow[] = [];
  const bad: BadRow[] = [];
  const seen = new Set<string>();
  for (const from of sheet.rows) {
    const { faults, row } = readRow(from, mapping, context);
    bad.push(...faults);
    if (faults.length > 0 || seen.has(row.origin)) continue;
    seen.add(row.origin);
    good.push(row);
  }
  return { good, bad };
}
