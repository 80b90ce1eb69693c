import { choicesOf, maySkip, pathOf } from './rules.ts';
import { isSmall, tellRow, tellTable } from './rules-suppress.ts';
import type { Question, Sheet } from './schema.ts';

/** What is counted in one bar: an option or a point by its number, or numbers from one to another. */
export interface Line {
  readonly key: string;
  /** Option or point; null for a span of numbers. */
  readonly choice: number | null;
  readonly from: number;
  readonly to: number;
}

/** A line as it may be told. */
export interface ToldLine extends Line {
  /** How many; null where too few to be told. */
  readonly count: number | null;
  /** Share in percent of those who answered, rounded to fives where the count itself is not told; null with the count. */
  readonly percent: number | null;
}

/** The answers by group: one row for each line, one column for each group; null where a number is not told. */
export interface Crossed {
  readonly groups: readonly { readonly key: string; readonly size: number | null }[];
  readonly cells: readonly (readonly (number | null)[])[];
}

/** One question as it may be told. `about`: only shares, because the sums would tell how few took another way. */
export interface QuestionResult {
  readonly question: Question;
  readonly told: 'counts' | 'about' | 'few';
  readonly asked: number | null;
  readonly answered: number | null;
  readonly lines: readonly ToldLine[];
  /** Mean to one place, of a scale or number whose lines are all told. */
  readonly mean: string | null;
  readonly byBand: Crossed | null;
  readonly byPlace: Crossed | null;
}

const spans = 5;

/** The lines of a question: its options, the points of its scale, or five equal spans of its numbers. */
export function linesOf(question: Question): Line[] {
  if (question.kind !== 'number')
    return choicesOf(question).map((choice) => ({ key: `${choice}`, choice, from: choice, to: choice }));
  const [least, most] = [question.least ?? 0, question.most ?? 0];
  const width = Math.max(1, Math.ceil((most - least + 1) / spans));
  const count = Math.ceil((most - least + 1) / width);
  return Array.from({ length: count }, (_, at) => {
    const from = least + at * width;
    return { key: `${from}`, choice: null, from, to: Math.min(most, from + width - 1) };
  });
}

function isIn(line: Line, answer: number | readonly number[]): boolean {
  const parts = typeof answer === 'number' ? [answer] : answer;
  return parts.some((one) => line.from <= one && one <= line.to);
}

type Answered = { readonly sheet: Sheet; readonly answer: number | readonly number[] };

function answeredBy(question: Question, sheets: readonly Sheet[]): Answered[] {
  return sheets.flatMap((sheet) => {
    const answer = sheet.answers[`${question.number}`];
    return answer === undefined ? [] : [{ sheet, answer }];
  });
}

const countsOf = (lines: readonly Line[], of: readonly Answered[]): number[] =>
  lines.map((line) => of.filter((one) => isIn(line, one.answer)).length);

/** The mean of whole numbers to one place, halves away from zero; text, because it is only ever read. */
export function meanText(values: readonly number[]): string | null {
  if (values.length === 0) return null;
  const sum = values.reduce((all, one) => all + one, 0);
  const size = Math.trunc((Math.abs(sum) * 20 + values.length) / (values.length * 2));
  return `${sum < 0 && size > 0 ? '-' : ''}${Math.trunc(size / 10)}.${size % 10}`;
}

function crossed(
  question: Question,
  answered: readonly Answered[],
  hiddenLines: readonly boolean[],
  keyOf: (sheet: Sheet) => string,
  order: readonly string[],
  least: number,
): Crossed | null {
  const lines = linesOf(question);
  const by = Map.groupBy(answered, (one) => keyOf(one.sheet));
  const keys = order.filter((key) => by.has(key));
  const groups = keys.map((key) => by.get(key) ?? []);
  const columns = groups.map((group) => countsOf(lines, group));
  const sizes = groups.map((group) => group.length);
  const cells = lines.map((_, y) => columns.map((column) => column[y] ?? 0));
  const told = tellTable({ cells, groups: sizes, additive: question.kind !== 'many', hiddenLines }, least);
  if (told === null) return null;
  const shown = tellRow(sizes, answered.length, least);
  return { groups: keys.map((key, x) => ({ key, size: shown[x] ?? null })), cells: told };
}

/** How the results are told. */
export interface Telling {
  readonly least: number;
  readonly byBand: boolean;
  readonly byPlace: boolean;
  /** Keys of the groups in the order in which they stand. */
  readonly bands: readonly string[];
  readonly places: readonly string[];
}

const few = { told: 'few', asked: null, answered: null, lines: [], mean: null, byBand: null, byPlace: null } as const;

/** The nearest five percent: what a share says without its count. */
const roughly = (part: number, all: number): number => Math.trunc((part * 40 + all) / (all * 2)) * 5;

function oneResult(
  question: Question,
  sheets: readonly Sheet[],
  asked: number,
  hiddenBefore: boolean,
  how: Telling,
): QuestionResult {
  const { least } = how;
  const answered = answeredBy(question, sheets);
  if (answered.length < least) return { question, ...few };
  const lines = linesOf(question);
  const counts = countsOf(lines, answered);
  const told = tellRow(counts, answered.length, least);
  const passedBy = sheets.length - asked;
  if (passedBy > 0 && (hiddenBefore || passedBy < least))
    return {
      ...{ question, ...few, told: 'about' },
      lines: lines.map((line, at) => {
        const count = counts[at] ?? 0;
        const percent = isSmall(count, answered.length, least) ? null : roughly(count, answered.length);
        return { ...line, count: null, percent };
      }),
    };
  const values = answered.flatMap(({ answer }) => (typeof answer === 'number' ? [answer] : []));
  const isMeant = (question.kind === 'scale' || question.kind === 'number') && !told.includes(null);
  const hiddenLines = told.map((one) => one === null);
  const cross = (on: boolean, keyOf: (sheet: Sheet) => string, order: readonly string[]) =>
    on ? crossed(question, answered, hiddenLines, keyOf, order, least) : null;
  return {
    ...{ question, told: 'counts', asked, answered: answered.length },
    lines: lines.map((line, at) => {
      const count = told[at] ?? null;
      return { ...line, count, percent: count === null ? null : Math.trunc((count * 100) / answered.length) };
    }),
    mean: isMeant ? meanText(values) : null,
    byBand: cross(how.byBand, (sheet) => sheet.band ?? 'unknown', how.bands),
    byPlace: cross(how.byPlace, (sheet) => sheet.placeId ?? '', how.places),
  };
}

/**
 * Every question as it may be told to anybody. Where an answer that leads past others was given by too few to be told, how
 * many were asked the others would tell it: those are told in shares alone.
 */
export function resultsOf(questions: readonly Question[], sheets: readonly Sheet[], how: Telling): QuestionResult[] {
  if (sheets.length < how.least) return questions.map((question) => ({ question, ...few }));
  const asked = new Map<number, number>();
  for (const { answers } of sheets)
    for (const one of pathOf(questions, answers)) asked.set(one.number, (asked.get(one.number) ?? 0) + 1);
  let hiddenBefore = false;
  return questions.map((question) => {
    const result = oneResult(question, sheets, asked.get(question.number) ?? 0, hiddenBefore, how);
    const leads = maySkip(question) && Object.keys(question.skips).length > 0;
    if (leads && (result.told !== 'counts' || result.lines.some((line) => line.count === null))) hiddenBefore = true;
    return result;
  });
}

/** How many of a group answered; null where it must not be told. */
export interface RateLine {
  readonly key: string;
  readonly answered: number | null;
  readonly of: number | null;
}

/**
 * Response by group: a group that is small, or in which few answered or did not, is hidden, and another with it: the same
 * one that the answers by group hide, or each of the two tables would tell what the other keeps.
 */
export function ratesOf(
  groups: readonly { readonly key: string; readonly answered: number; readonly of: number }[],
  least: number,
): RateLine[] {
  const cells = [groups.map((one) => one.answered), groups.map((one) => one.of - one.answered)];
  const sizes = groups.map((one) => one.answered);
  const all = sizes.reduce((sum, one) => sum + one, 0);
  const hiddenGroups = tellRow(sizes, all, least).map((one) => one === null);
  const told = tellTable({ cells, groups: groups.map((one) => one.of), additive: true, hiddenGroups }, least);
  return groups.map((one, x) => {
    const isTold = told?.[0]?.[x] != null && told[1]?.[x] != null;
    return { key: one.key, answered: isTold ? one.answered : null, of: isTold ? one.of : null };
  });
}
