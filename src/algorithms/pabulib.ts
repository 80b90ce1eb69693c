import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { fail, ok, type Result } from '#kernel/result';
import { type Ballot, type Election, groupBallots, type Project } from './election.ts';
import { mostPoints } from './equal-shares.ts';

/**
 * Reads elections in the Pabulib format (pabulib.org/format; arXiv 2012.06539): sections META, PROJECTS and VOTES of
 * `;`-separated rows. What does not fit is refused with its line and column.
 *
 * Errors: `count.csv`, `count.section`, `count.column`, `count.field`, `count.duplicate`, `count.unknown_project`,
 * `count.points`.
 */
export interface PabulibFile {
  readonly election: Election;
  readonly meta: ReadonlyMap<string, string>;
  /** What the file says about itself that its rows do not bear out: not wrong to count, worth saying. */
  readonly remarks: readonly { readonly what: string; readonly said: string; readonly found: number }[];
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

interface Section {
  readonly head: Row;
  readonly rows: readonly Row[];
}

const sections = ['META', 'PROJECTS', 'VOTES'] as const;
type SectionName = (typeof sections)[number];

const gradedTypes = new Set(['ordinal', 'cumulative', 'scoring']);
const types = new Set([...gradedTypes, 'approval', 'choose-1']);

/** Reads the text of a `.pb` file; `finer` divides its smallest unit of money further, for an increment below it. */
export function readPabulib(text: string, finer = 1n): Result<PabulibFile> {
  const rows = rowsOf(text);
  if (!rows.ok) return rows;
  const split = splitSections(rows.value);
  if (!split.ok) return split;
  const read = readMeta(split.value.META);
  if (!read.ok) return read;
  const { meta, threshold } = read.value;
  const money = moneyOf(split.value, meta, finer);
  if (!money.ok) return money;
  const ballots = readVotes(split.value.VOTES, money.value.projects, meta.get('vote_type') ?? null);
  if (!ballots.ok) return ballots;
  const election: Election = {
    ...money.value,
    ballots: groupBallots(ballots.value),
    voters: ballots.value.length,
    graded: gradedTypes.has(meta.get('vote_type') ?? ''),
    ranked: meta.get('vote_type') === 'ordinal',
    threshold,
  };
  const remarks = [
    { what: 'num_projects', said: meta.get('num_projects'), found: election.projects.length },
    { what: 'num_votes', said: meta.get('num_votes'), found: election.voters },
  ].flatMap(({ what, said, found }) => (said === undefined || Number(said) === found ? [] : [{ what, said, found }]));
  return ok({ election, meta, remarks });
}

function rowsOf(text: string): Result<Row[]> {
  try {
    const rows: Row[] = [];
    parse(text, {
      ...{ delimiter: ';', bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true },
      // Files that were put together from several have several kinds of line ends.
      record_delimiter: ['\r\n', '\n', '\r'],
      // Nothing is kept by the parser itself: a city's votes would stand in memory twice.
      onRecord: (record: readonly string[], { lines }) => {
        rows.push({ cells: record, line: lines });
        return null;
      },
    });
    return ok(rows);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return fail('count.csv', { params: { line: Number(error['lines'] ?? 0), why: error.message } });
  }
}

function isSection(name: string): name is SectionName {
  return sections.some((one) => one === name);
}

function splitSections(rows: readonly Row[]): Result<Record<SectionName, Section>> {
  const found = new Map<SectionName, Row[]>();
  let current: Row[] | null = null;
  for (const row of rows) {
    const name = (row.cells[0] ?? '').trim();
    const alone = row.cells.slice(1).every((cell) => cell === '');
    if (isSection(name) && alone) {
      if (found.has(name)) return fail('count.section', { params: { line: row.line, name } });
      current = [];
      found.set(name, current);
    } else if (current === null) return fail('count.section', { params: { line: row.line, name: 'META' } });
    else current.push(row);
  }
  const split: Partial<Record<SectionName, Section>> = {};
  for (const name of sections) {
    const [head, ...rest] = found.get(name) ?? [];
    if (head === undefined) return fail('count.section', { params: { line: rows.at(-1)?.line ?? 1, name } });
    split[name] = { head, rows: rest };
  }
  const { META, PROJECTS, VOTES } = split;
  if (META === undefined || PROJECTS === undefined || VOTES === undefined)
    throw new Error('every section was just set');
  return ok({ META, PROJECTS, VOTES });
}

/** What a count depends on: said twice, nobody can tell which holds. */
const decisive = ['budget', 'vote_type', 'min_project_score_threshold'];

interface Meta {
  readonly meta: ReadonlyMap<string, string>;
  readonly threshold: number | null;
}

function readMeta({ head, rows }: Section): Result<Meta> {
  // Whoever left out the head line has a fact there.
  const facts = (head.cells[0] ?? '').trim().toLowerCase() === 'key' ? rows : [head, ...rows];
  const meta = new Map<string, string>();
  let threshold: number | null = null;
  for (const { cells, line } of facts) {
    const [key = '', value = ''] = cells.map((cell) => cell.trim());
    if (meta.has(key) && meta.get(key) !== value && decisive.includes(key))
      return fail('count.duplicate', { params: { line, column: 1, found: key } });
    meta.set(key, value);
    if (key !== 'min_project_score_threshold' || value === '') continue;
    if (!/^-?\d+(\.\d+)?$/.test(value))
      return fail('count.field', { params: { line, column: 2, found: value.slice(0, 40) } });
    threshold = Number(value);
  }
  return ok({ meta, threshold });
}

/** A column that stands there twice: nobody can tell which holds. */
function doubled({ head }: Section, names: readonly string[]): Result<null> {
  const titles = head.cells.map((cell) => cell.trim());
  const at = titles.findIndex((title, place) => names.includes(title) && titles.indexOf(title) < place);
  return at < 0
    ? ok(null)
    : fail('count.duplicate', { params: { line: head.line, column: at + 1, found: titles[at] ?? '' } });
}

function columnOf(section: Section, name: string): number {
  return section.head.cells.findIndex((cell) => cell.trim() === name);
}

function missing(section: Section, name: string): Result<never> {
  return fail('count.column', { params: { line: section.head.line, name } });
}

const decimal = /^(\d+)(?:\.(\d+))?$/;

/** Decimal places of a sum of money as written; null where it is none. */
function placesOf(text: string): number | null {
  const match = decimal.exec(text);
  return match === null ? null : (match[2] ?? '').replace(/0+$/, '').length;
}

/** A sum of money in the smallest unit. */
function unitsOf(text: string, places: number): bigint | null {
  const match = decimal.exec(text.trim());
  if (match === null) return null;
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > places) return null;
  return BigInt(`${match[1]}${fraction.padEnd(places, '0')}`);
}

/** Budget and costs, all in the finest unit that any of them needs. */
function moneyOf(
  { META, PROJECTS }: Record<SectionName, Section>,
  meta: ReadonlyMap<string, string>,
  finer: bigint,
): Result<{ readonly projects: Project[]; readonly budget: bigint; readonly unit: bigint }> {
  const [idAt, costAt] = [columnOf(PROJECTS, 'project_id'), columnOf(PROJECTS, 'cost')];
  const twice = doubled(PROJECTS, ['project_id', 'cost']);
  if (!twice.ok) return twice;
  if (idAt < 0) return missing(PROJECTS, 'project_id');
  if (costAt < 0) return missing(PROJECTS, 'cost');
  const said = meta.get('budget');
  const budgetLine = META.rows.find(({ cells }) => (cells[0] ?? '').trim() === 'budget')?.line ?? META.head.line;
  if (said === undefined) return fail('count.column', { params: { line: META.head.line, name: 'budget' } });
  let places = 0;
  const sums = [{ text: said, line: budgetLine, column: 2 }];
  for (const { cells, line } of PROJECTS.rows)
    sums.push({ text: (cells[costAt] ?? '').trim(), line, column: costAt + 1 });
  for (const { text, line, column } of sums) {
    const own = placesOf(text);
    if (own === null) return fail('count.field', { params: { line, column, found: text.slice(0, 40) } });
    places = Math.max(places, own);
  }
  const names = new Set<string>();
  const projects: Project[] = [];
  for (const { cells, line } of PROJECTS.rows) {
    const id = (cells[idAt] ?? '').trim();
    if (id === '') return fail('count.field', { params: { line, column: idAt + 1, found: id } });
    if (names.has(id)) return fail('count.duplicate', { params: { line, column: idAt + 1, found: id } });
    names.add(id);
    projects.push({ id, cost: (unitsOf((cells[costAt] ?? '').trim(), places) ?? 0n) * finer });
  }
  return ok({ projects, budget: (unitsOf(said, places) ?? 0n) * finer, unit: 10n ** BigInt(places) * finer });
}

const listOf = (cell: string | undefined): string[] =>
  cell === undefined || cell.trim() === '' ? [] : cell.split(',').map((one) => one.trim());

function readVotes(
  section: Section,
  projects: readonly Project[],
  said: string | null,
): Result<Omit<Ballot, 'weight'>[]> {
  const [voteAt, pointsAt, voterAt] = ['vote', 'points', 'voter_id'].map((name) => columnOf(section, name));
  const twice = doubled(section, ['vote', 'points', 'voter_id']);
  if (!twice.ok) return twice;
  if (voteAt === undefined || voteAt < 0) return missing(section, 'vote');
  // Points read as approvals would choose others: where they stand, the file must say what they are.
  if (said === null && pointsAt !== undefined && pointsAt >= 0) return missing(section, 'vote_type');
  const type = said ?? 'approval';
  if (!types.has(type)) return fail('count.column', { params: { line: section.head.line, name: `vote_type ${type}` } });
  const withPoints = pointsAt !== undefined && pointsAt >= 0 && gradedTypes.has(type);
  if (!withPoints && (type === 'cumulative' || type === 'scoring')) return missing(section, 'points');
  const places = new Map(projects.map((project, at) => [project.id, at]));
  const voters = new Set<string>();
  const ballots: Omit<Ballot, 'weight'>[] = [];
  for (const { cells, line } of section.rows) {
    const voter = voterAt === undefined || voterAt < 0 ? '' : (cells[voterAt] ?? '').trim();
    if (voter !== '' && voters.has(voter))
      return fail('count.duplicate', { params: { line, column: (voterAt ?? 0) + 1, found: voter } });
    voters.add(voter);
    // A line that was cut off, or of which nothing is left, is no empty ballot.
    if (cells.length <= voteAt || cells.every((cell) => cell.trim() === ''))
      return fail('count.field', { params: { line, column: cells.length, found: (cells.at(-1) ?? '').slice(0, 40) } });
    const named = listOf(cells[voteAt]);
    if (type === 'choose-1' && named.length > 1)
      return fail('count.field', { params: { line, column: voteAt + 1, found: (cells[voteAt] ?? '').slice(0, 40) } });
    const chosen: number[] = [];
    for (const name of named) {
      const at = places.get(name);
      const where = { line, column: voteAt + 1, found: name.slice(0, 40) };
      if (at === undefined) return fail('count.unknown_project', { params: where });
      if (chosen.includes(at)) return fail('count.duplicate', { params: where });
      chosen.push(at);
    }
    const points = pointsFor(withPoints ? listOf(cells[pointsAt ?? -1]) : null, chosen.length, type);
    if (points === null)
      return fail('count.points', {
        params: { line, column: (pointsAt ?? 0) + 1, found: (cells[pointsAt ?? 0] ?? '').slice(0, 40) },
      });
    ballots.push({ projects: chosen, points });
  }
  return ok(ballots);
}

/** The points of one ballot: as written, by rank (Borda) where only ranks are given, or one each. */
function pointsFor(written: readonly string[] | null, chosen: number, type: string): number[] | null {
  if (type === 'ordinal') return Array.from({ length: chosen }, (_, rank) => chosen - rank - 1);
  if (written === null) return Array.from({ length: chosen }, () => 1);
  if (written.length !== chosen) return null;
  const points = written.map((one) => (/^-?\d+(\.0+)?$/.test(one) ? Number(one) : Number.NaN));
  return points.every((one) => Math.abs(one) < mostPoints) ? points : null;
}
