import { fail, ok, type Result } from '#kernel/result';
import type { Network } from './network-simplex.ts';

/**
 * Reads assignment and flow problems in the formats the field publishes them in: needs × resources as JSON, DIMACS
 * minimum-cost flow, and J. E. Beasley's OR-Library (dense and sparse). Whatever is not exactly such a file is refused
 * with its line: a wrong number would be worse than none.
 *
 * Errors: `match.format_unknown`, `match.json`, `match.shape`, `match.number`, `match.range`, `match.count`,
 * `match.line`, `match.bounds`, `match.duplicate`, `match.supply`, `match.too_large`.
 */
export const formats = ['json', 'dimacs', 'or-dense', 'or-sparse'] as const;
export type Format = (typeof formats)[number];

/** A problem as read. `name` of an arc's ends and the amount it carries at least are kept for the answer. */
export interface Instance {
  readonly format: Format;
  /** Whether the file asks for the most or the least; the network always asks for the least. */
  readonly sense: 'maximise' | 'minimise';
  readonly network: Network;
  /** What every arc carries at least, taken out of the network; null where nothing is. */
  readonly floor: Float64Array | null;
  /** The end of an arc as the file names it: where its targets begin, and whether it counts from one. */
  readonly firstTarget: number;
  readonly base: 0 | 1;
}

/** Tells the format by content. */
export function formatOf(text: string): Format | null {
  const start = text.slice(0, 4096).trimStart();
  if (start.startsWith('{')) return 'json';
  if (/^[cp]\s/m.test(start) && /^(c|p)(\s|$)/.test(start)) return 'dimacs';
  if (!/^[\d+-]/.test(start)) return null;
  return looksSparse(text) ? 'or-sparse' : 'or-dense';
}

/** Triples stand one to a line; a dense file has n numbers to a row, in lines of any length. */
function looksSparse(text: string): boolean {
  const numbers = wordsOf(text);
  const n = Number(numbers[0]);
  const count = numbers.length - 1;
  if (count % 3 !== 0) return false;
  if (count !== n * n) return true;
  if (n <= 3) return false;
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(1).every((line) => wordsOf(line).length === 3);
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Reads a problem; the format is told by content where it is not given. */
export function readInstance(text: string, format: Format | null = formatOf(text)): Result<Instance> {
  if (format === null) return fail('match.format_unknown');
  const read = readers[format](text);
  if (!read.ok) return read;
  return isSafe(read.value.network) ? read : fail('match.too_large');
}

const readers: Readonly<Record<Format, (text: string) => Result<Instance>>> = {
  json: readJson,
  dimacs: readDimacs,
  'or-dense': readDense,
  'or-sparse': readSparse,
};

/** Prices grow to at most the dearest arc times the nodes, three times over; amounts are summed once. */
function isSafe({ nodes, cost, capacity, supply }: Network): boolean {
  let dearest = 0;
  for (const one of cost) dearest = Math.max(dearest, Math.abs(one));
  let moved = 0;
  for (const one of supply) moved += Math.abs(one);
  for (const one of capacity) if (Number.isFinite(one)) moved += one;
  return Number.isSafeInteger((dearest + 1) * (nodes + 2) * 4) && Number.isSafeInteger(moved * 2);
}

const isWhole = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);

/** A list of whole numbers from JSON, each within its bounds. */
function wholes(
  value: unknown,
  name: string,
  bounds: { readonly least?: number; readonly below?: number } = {},
): Result<readonly number[]> {
  if (!Array.isArray(value)) return fail('match.shape', { params: { name } });
  const list: readonly unknown[] = value;
  const at = list.findIndex((one) => !isWhole(one));
  if (at >= 0)
    return fail('match.number', { params: { where: `${name}[${at}]`, found: String(list[at]).slice(0, 40) } });
  const numbers = list.filter(isWhole);
  const { least = -Infinity, below = Infinity } = bounds;
  const out = numbers.findIndex((one) => one < least || one >= below);
  if (out >= 0) return fail('match.range', { params: { where: `${name}[${out}]`, found: String(numbers[out]) } });
  return ok(numbers);
}

function parsed(text: string): Result<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ok({ ...value });
    return fail('match.shape', { params: { name: '{…}' } });
  } catch (error) {
    return fail('match.json', { params: { why: error instanceof Error ? error.message : '' } });
  }
}

/** Needs × resources: `{N, d[], s[], ai[], aj[], w[]}`; the most of Σ w·x. */
function readJson(text: string): Result<Instance> {
  const file = parsed(text);
  if (!file.ok) return file;
  const needs = wholes(file.value['d'], 'd', { least: 0 });
  if (!needs.ok) return needs;
  const things = wholes(file.value['s'], 's', { least: 0 });
  if (!things.ok) return things;
  const from = wholes(file.value['ai'], 'ai', { least: 0, below: needs.value.length });
  if (!from.ok) return from;
  const to = wholes(file.value['aj'], 'aj', { least: 0, below: things.value.length });
  if (!to.ok) return to;
  const score = wholes(file.value['w'], 'w');
  if (!score.ok) return score;
  const arcs = from.value.length;
  if (to.value.length !== arcs || score.value.length !== arcs)
    return fail('match.count', {
      params: { what: 'ai, aj, w', said: arcs, found: Math.min(to.value.length, score.value.length) },
    });
  const count = file.value['N'];
  if (count !== undefined && count !== needs.value.length)
    return fail('match.count', { params: { what: 'd', said: String(count), found: needs.value.length } });
  const firstTarget = needs.value.length;
  const network: Network = {
    nodes: firstTarget + things.value.length,
    source: Int32Array.from(from.value),
    target: Int32Array.from(to.value, (j) => firstTarget + j),
    cost: Float64Array.from(score.value, (w) => 0 - w),
    capacity: new Float64Array(arcs).fill(Number.POSITIVE_INFINITY),
    supply: Float64Array.from([...needs.value, ...things.value.map((one) => 0 - one)]),
    disposal: true,
  };
  return ok({ format: 'json', sense: 'maximise', network, floor: null, firstTarget, base: 0 });
}

/** The whole number a word is, or null: no fractions, no exponents, nothing beyond the safe range. */
function wholeOf(word: string | undefined): number | null {
  if (word === undefined || !/^[+-]?\d+$/.test(word)) return null;
  const value = Number(word);
  return Number.isSafeInteger(value) ? value + 0 : null;
}

/** The numbers of a line, or the refusal that names it. */
function numbersOf(words: readonly string[], line: number): Result<readonly number[]> {
  const numbers: number[] = [];
  for (const word of words) {
    const value = wholeOf(word);
    if (value === null) return fail('match.number', { params: { where: String(line), found: word.slice(0, 40) } });
    numbers.push(value);
  }
  return ok(numbers);
}

interface Drawing {
  nodes: number;
  arcs: number;
  /** Arcs as read, five numbers each: source, target, least, most, cost. */
  readonly read: Float64Array;
  count: number;
  readonly supply: Float64Array;
  readonly named: Set<number>;
}

/** DIMACS minimum-cost flow: `p min N A`, `n ID SUPPLY`, `a FROM TO LEAST MOST COST`. */
function readDimacs(text: string): Result<Instance> {
  let drawing: Drawing | null = null;
  let line = 0;
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const words = wordsOf(text.slice(at, end < 0 ? text.length : end));
    at = end < 0 ? text.length : end + 1;
    line += 1;
    const kind = words.shift();
    if (kind === undefined || kind === 'c') continue;
    if (kind === 'p') {
      const begun: Result<Drawing> =
        drawing === null ? beginDrawing(words, line) : fail('match.line', { params: { line } });
      if (!begun.ok) return begun;
      drawing = begun.value;
      continue;
    }
    if (drawing === null) return fail('match.line', { params: { line } });
    const drawn = drawLine(drawing, kind, words, line);
    if (!drawn.ok) return drawn;
  }
  return drawing === null ? fail('match.format_unknown') : networkOf(drawing);
}

function beginDrawing(words: readonly string[], line: number): Result<Drawing> {
  if (words[0] !== 'min' || words.length !== 3) return fail('match.line', { params: { line } });
  const [nodes, arcs] = [wholeOf(words[1]), wholeOf(words[2])];
  if (nodes === null || arcs === null || nodes < 0 || arcs < 0) return fail('match.line', { params: { line } });
  if (nodes > 50_000_000 || arcs > 50_000_000) return fail('match.too_large');
  return ok({
    ...{ nodes, arcs, count: 0, named: new Set<number>() },
    ...{ read: new Float64Array(arcs * 5), supply: new Float64Array(nodes) },
  });
}

function drawLine(drawing: Drawing, kind: string, words: readonly string[], line: number): Result<null> {
  const wanted = kind === 'n' ? 2 : kind === 'a' ? 5 : -1;
  if (words.length !== wanted) return fail('match.line', { params: { line } });
  const numbers = numbersOf(words, line);
  if (!numbers.ok) return numbers;
  const ends = numbers.value.slice(0, kind === 'n' ? 1 : 2);
  const outside = ends.find((one) => one < 1 || one > drawing.nodes);
  if (outside !== undefined) return fail('match.range', { params: { where: String(line), found: String(outside) } });
  const [first = 0, second = 0, least = 0, most = 0] = numbers.value;
  if (kind === 'n') {
    if (drawing.named.has(first)) return fail('match.duplicate', { params: { line, found: first } });
    drawing.named.add(first);
    drawing.supply[first - 1] = second;
    return ok(null);
  }
  if (least > most) return fail('match.bounds', { params: { line } });
  if (drawing.count >= drawing.arcs)
    return fail('match.count', { params: { what: 'a', said: drawing.arcs, found: drawing.count + 1 } });
  drawing.read.set(numbers.value, drawing.count * 5);
  drawing.count += 1;
  return ok(null);
}

function networkOf(drawing: Drawing): Result<Instance> {
  const { nodes, arcs, count, read, supply } = drawing;
  if (count !== arcs) return fail('match.count', { params: { what: 'a', said: arcs, found: count } });
  if (supply.reduce((sum, one) => sum + one, 0) !== 0) return fail('match.supply');
  const source = new Int32Array(arcs);
  const target = new Int32Array(arcs);
  const cost = new Float64Array(arcs);
  const capacity = new Float64Array(arcs);
  const floor = new Float64Array(arcs);
  const rest = supply.slice();
  for (let e = 0; e < arcs; e++) {
    const [from = 0, to = 0, least = 0, most = 0, price = 0] = read.subarray(e * 5, e * 5 + 5);
    source[e] = from - 1;
    target[e] = to - 1;
    cost[e] = price;
    capacity[e] = most - least;
    floor[e] = least;
    // What an arc must carry is sent beforehand.
    rest[from - 1] = (rest[from - 1] ?? 0) - least;
    rest[to - 1] = (rest[to - 1] ?? 0) + least;
  }
  const network: Network = { nodes, source, target, cost, capacity, supply: rest, disposal: false };
  const hasFloor = floor.some((one) => one !== 0);
  return ok({ format: 'dimacs', sense: 'minimise', network, floor: hasFloor ? floor : null, firstTarget: 0, base: 1 });
}

/** A perfect assignment of n to n over the given pairs. */
function assignment(format: Format, n: number, from: Int32Array, to: Int32Array, cost: Float64Array): Result<Instance> {
  const network: Network = {
    nodes: 2 * n,
    source: from,
    target: to.map((j) => n + j),
    cost,
    capacity: new Float64Array(from.length).fill(1),
    supply: new Float64Array(2 * n).fill(1, 0, n).fill(-1, n),
    disposal: false,
  };
  return ok({ format, sense: 'minimise', network, floor: null, firstTarget: n, base: 1 });
}

/** The size and the numbers after it of an OR-Library file. */
function readNumbers(text: string): Result<{ readonly n: number; readonly rest: Float64Array }> {
  const words = wordsOf(text);
  const n = wholeOf(words[0]);
  if (n === null || n < 0)
    return fail('match.number', { params: { where: '1', found: (words[0] ?? '').slice(0, 40) } });
  if (n > 20_000_000) return fail('match.too_large');
  const rest = new Float64Array(words.length - 1);
  for (let at = 1; at < words.length; at++) {
    const value = wholeOf(words[at]);
    if (value === null) {
      const line = text.split('\n').findIndex((one) => wordsOf(one).includes(words[at] ?? '')) + 1;
      return fail('match.number', { params: { where: String(line), found: (words[at] ?? '').slice(0, 40) } });
    }
    rest[at - 1] = value;
  }
  return ok({ n, rest });
}

function readDense(text: string): Result<Instance> {
  const file = readNumbers(text);
  if (!file.ok) return file;
  const { n, rest } = file.value;
  if (rest.length !== n * n) return fail('match.count', { params: { what: 'n × n', said: n * n, found: rest.length } });
  const from = new Int32Array(n * n).map((_, e) => Math.trunc(e / n));
  const to = new Int32Array(n * n).map((_, e) => e % n);
  return assignment('or-dense', n, from, to, rest);
}

function readSparse(text: string): Result<Instance> {
  const file = readNumbers(text);
  if (!file.ok) return file;
  const { n, rest } = file.value;
  if (rest.length % 3 !== 0)
    return fail('match.count', { params: { what: 'i j c', said: '3 × k', found: rest.length } });
  const arcs = rest.length / 3;
  const from = new Int32Array(arcs);
  const to = new Int32Array(arcs);
  const cost = new Float64Array(arcs);
  for (let e = 0; e < arcs; e++) {
    const [i = 0, j = 0, price = 0] = rest.subarray(e * 3, e * 3 + 3);
    const outside = [i, j].find((one) => one < 1 || one > n);
    if (outside !== undefined) return fail('match.range', { params: { where: String(e + 2), found: String(outside) } });
    from[e] = i - 1;
    to[e] = j - 1;
    cost[e] = price;
  }
  return assignment('or-sparse', n, from, to, cost);
}
