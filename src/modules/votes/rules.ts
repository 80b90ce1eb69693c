import { hash } from 'node:crypto';
import { ceiling, type Fraction, floor, fraction, multiply } from '#kernel/fraction';
import { formatFen } from '#kernel/money';
import { fail, ok, type Result } from '#kernel/result';
import type {
  BallotKind,
  Band,
  BoxTally,
  Channel,
  Invalid,
  Mark,
  Option,
  OptionTally,
  Outcome,
  Poll,
  PollResult,
  Sides,
} from './schema.ts';

/** What a ballot is judged by. */
export type BallotForm = Pick<Poll, 'kind' | 'most' | 'points' | 'budget' | 'options'>;

const several: readonly BallotKind[] = ['approval', 'points', 'ranks', 'knapsack'];

function marksOf(kind: BallotKind, text: string): Mark[] | null {
  const marks: Mark[] = [];
  for (const part of text
    .normalize('NFKC')
    .split(/[\s,;>]+/)
    .filter((one) => one !== '')) {
    const [, option = '', value] = /^(\d{1,3})(?:[:=x](\d{1,5}))?$/.exec(part) ?? [];
    if (option === '' || (value !== undefined) !== (kind === 'points')) return null;
    marks.push([Number.parseInt(option, 10), value === undefined ? 1 : Number.parseInt(value, 10)]);
  }
  if (kind === 'ranks') return marks.map(([option], at) => [option, at + 1]);
  return marks.filter(([, value]) => value > 0).toSorted(([a], [b]) => a - b);
}

/** What all marked options cost together, in fen. */
export function costOf(options: readonly Option[], marks: readonly Mark[]): bigint {
  const costs = new Map(options.map((one) => [one.number, one.cost ?? 0n]));
  return marks.reduce((sum, [option]) => sum + (costs.get(option) ?? 0n), 0n);
}

/**
 * Reads a ballot as it is written in one line: the numbers of the options ("3 7 12"), with points "3:5 7:2", in the
 * order of preference where options are ranked; nothing or "0" is an empty one. Refuses `votes.ballot_unreadable`,
 * `votes.option_unknown`, `votes.option_twice`, `votes.too_many`, `votes.too_many_points`, `votes.over_budget`.
 */
export function readBallot(form: BallotForm, text: string): Result<Mark[]> {
  const marks = text.trim() === '0' ? [] : marksOf(form.kind, text);
  if (marks === null) return fail('votes.ballot_unreadable');
  const known = new Set(form.options.map((one) => one.number));
  const strange = marks.find(([option]) => !known.has(option));
  if (strange !== undefined) return fail('votes.option_unknown', { params: { option: strange[0] } });
  const twice = marks.find(([option], at) => marks.some(([other], place) => other === option && place < at));
  if (twice !== undefined) return fail('votes.option_twice', { params: { option: twice[0] } });
  const most = several.includes(form.kind) ? form.most : 1;
  if (most !== null && marks.length > most) return fail('votes.too_many', { params: { most, have: marks.length } });
  const given = marks.reduce((sum, [, value]) => sum + value, 0);
  if (form.points !== null && given > form.points)
    return fail('votes.too_many_points', { params: { most: form.points, have: given } });
  const cost = costOf(form.options, marks);
  if (form.kind === 'knapsack' && form.budget !== null && cost > form.budget)
    return fail('votes.over_budget', { params: { over: formatFen(cost - form.budget) } });
  return ok(marks);
}

/** A ballot as one line, as `readBallot` reads it. */
export function ballotText(kind: BallotKind, marks: readonly Mark[]): string {
  return marks.map(([option, value]) => (kind === 'points' ? `${option}:${value}` : `${option}`)).join(' ');
}

/** What breaks the rules on paper does not count, since nobody can be asked again; these are the words for it. */
export const invalidFor: Readonly<Record<string, Invalid>> = {
  'votes.too_many': 'too_many',
  'votes.too_many_points': 'too_many',
  'votes.over_budget': 'over_budget',
};

/** Letters and digits of the code on a ballot of paper; the strip that is torn off has the same. */
export const paperCodeLength = 8;

/** What stands in front of a ballot that does not count, for those who type: x unreadable, xm signed or marked, xt torn. */
export const invalidSigns: Readonly<Record<string, Invalid>> = { x: 'unreadable', xm: 'marked', xt: 'torn' };

/** A ballot on paper as it was typed: its marks, or why it does not count. Refuses as `readBallot`, where it was typed wrong. */
export function readPaper(form: BallotForm, text: string): Result<{ marks: readonly Mark[]; invalid: Invalid | '' }> {
  const sign = invalidSigns[text.normalize('NFKC').trim().toLowerCase()];
  if (sign !== undefined) return ok({ marks: [], invalid: sign });
  const read = readBallot(form, text);
  if (read.ok) return ok({ marks: read.value, invalid: '' });
  const invalid = invalidFor[read.fault.code];
  return invalid === undefined ? read : ok({ marks: [], invalid });
}

/** A ballot as it came out of the box; `area` for owners alone. */
export interface Opened {
  readonly marks: readonly Mark[];
  readonly invalid: Invalid | '';
  readonly area: bigint;
}

/** Counts what came out of the box. The order of ballots changes nothing. Ranks count as many points as options are below. */
export function tallyBox(kind: BallotKind, options: readonly Option[], ballots: Iterable<Opened>): BoxTally {
  const found = new Map(options.map((one) => [one.number, { people: 0, score: 0, area: 0n }]));
  const invalid: Partial<Record<Invalid, number>> = {};
  let [all, blank, wrong, area] = [0, 0, 0, 0n];
  for (const one of ballots) {
    all += 1;
    if (one.invalid !== '') {
      invalid[one.invalid] = (invalid[one.invalid] ?? 0) + 1;
      wrong += 1;
      continue;
    }
    area += one.area;
    if (one.marks.length === 0) blank += 1;
    for (const [option, value] of one.marks) {
      const line = found.get(option);
      if (line === undefined) continue;
      line.people += 1;
      line.score += kind === 'ranks' ? options.length - value : value;
      line.area += one.area;
    }
  }
  const lines = [...found].map(([number, one]): OptionTally => ({ number, ...one, area: one.area.toString() }));
  return { ballots: all, valid: all - wrong, blank, invalid, area: area.toString(), options: lines };
}

/** The place of everything by lot: the order of hashes of the lot and the number, which nobody can choose beforehand. */
export function lotOrder(lot: string, numbers: readonly number[]): number[] {
  const drawn = new Map(numbers.map((one) => [one, hash('sha256', `${lot}\n${one}`, 'hex')]));
  return numbers.toSorted((a, b) => ((drawn.get(a) ?? '') < (drawn.get(b) ?? '') ? -1 : 1));
}

/** What is published of a lot before anybody votes. */
export const lotHash = (lot: string): string => hash('sha256', lot, 'hex');

/** Reads "2/3". */
export function readFraction(text: string): Fraction {
  const [over = '0', under = '1'] = text.split('/');
  return fraction(BigInt(over), BigInt(under));
}

function sidesOf(all: bigint, took: bigint, yes: bigint, quorum: Fraction, share: Fraction, atLeast: boolean): Sides {
  const tookNeeded = ceiling(multiply(quorum, fraction(all)));
  const exact = multiply(share, fraction(took));
  const yesNeeded = atLeast ? ceiling(exact) : floor(exact) + 1n;
  return {
    ...{ of: `${all}`, took: `${took}`, tookNeeded: `${tookNeeded}`, tookEnough: took >= tookNeeded && took > 0n },
    ...{ yes: `${yes}`, yesNeeded: `${yesNeeded}`, yesEnough: took > 0n && yes >= yesNeeded },
  };
}

const holds = (one: Sides): boolean => one.tookEnough && one.yesEnough;

/** Who is on the roll, as the rule counts them. */
export interface RollSums {
  readonly persons: number;
  readonly area: bigint;
}

/**
 * What the rule makes of a tally. Owners (Civil Code art. 278): two thirds of persons and of area take part; of those,
 * more than half of both say yes, for special matters three quarters of both. With equal results the lot decides.
 */
export function outcomeOf(
  poll: Pick<Poll, 'rule' | 'quorum' | 'share' | 'seats'>,
  box: BoxTally,
  roll: RollSums,
  lot: string,
): Outcome {
  if (poll.rule === 'round') return { rule: 'round' };
  const yes = box.options.find((one) => one.number === 1);
  const [took, all] = [BigInt(box.valid), BigInt(roll.persons)];
  if (poll.rule === 'majority') {
    const persons = sidesOf(
      all,
      took,
      BigInt(yes?.people ?? 0),
      readFraction(poll.quorum),
      readFraction(poll.share),
      false,
    );
    return { rule: 'majority', passed: holds(persons), persons };
  }
  if (poll.rule === 'most') return { rule: 'most', ...mostOf(box, poll.seats, lot) };
  const special = poll.rule === 'owners_special';
  const [quorum, share] = [fraction(2n, 3n), special ? fraction(3n, 4n) : fraction(1n, 2n)];
  const persons = sidesOf(all, took, BigInt(yes?.people ?? 0), quorum, share, special);
  const area = sidesOf(roll.area, BigInt(box.area), BigInt(yes?.area ?? '0'), quorum, share, special);
  return { rule: 'owners', passed: holds(persons) && holds(area), persons, area };
}

function mostOf(box: BoxTally, seats: number, lot: string): { winners: number[]; tied: number[] } {
  const drawn = lotOrder(
    lot,
    box.options.map((one) => one.number),
  );
  const sorted = box.options
    .filter((one) => one.score > 0)
    .toSorted((a, b) => b.score - a.score || drawn.indexOf(a.number) - drawn.indexOf(b.number));
  const winners = sorted.slice(0, seats);
  const [last, next] = [winners.at(-1), sorted[seats]];
  const even = last !== undefined && next !== undefined && last.score === next.score;
  const tied = even ? sorted.filter((one) => one.score === last.score).map((one) => one.number) : [];
  return { winners: winners.map((one) => one.number), tied };
}

/** Groups smaller than this are not told apart in public. */
export const smallestGroup = 5;

/** One line of the turnout: how many of how many. Null where the group is too small, or what is left of all would tell it. */
export interface TurnoutLine {
  readonly band: Band;
  readonly voted: number | null;
  readonly of: number | null;
}

/**
 * Turnout by age band for everybody's eyes. A group under five, or in which fewer than five voted or stayed away, is
 * hidden; where only one is hidden the next smallest goes with it, or the sum would tell it.
 */
export function turnoutLines(counts: readonly { band: Band; voted: number; of: number }[]): TurnoutLine[] {
  const small = (one: { voted: number; of: number }) =>
    one.of < smallestGroup || one.voted < smallestGroup || one.of - one.voted < smallestGroup;
  const hidden = new Set(counts.filter(small).map((one) => one.band));
  if (hidden.size === 1) {
    const [next] = counts.filter((one) => !hidden.has(one.band)).toSorted((a, b) => a.of - b.of);
    if (next !== undefined) hidden.add(next.band);
  }
  return counts.map((one) => (hidden.has(one.band) ? { band: one.band, voted: null, of: null } : one));
}

/** A receipt as one types it, and the hash of it that is published. */
export function receiptHash(pollId: string, code: string): string {
  return hash('sha256', `${pollId}\n${code}`, 'hex');
}

/** A receipt code in groups, for reading aloud and writing down. */
export const spacedCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** An area as typed, "86.5" square metres, in hundredths; null where it is none. */
export function readArea(text: string): bigint | null {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(
    text.normalize('NFKC').replace(/\s|\u33a1|m2|\u5e73\u65b9\u7c73|\u5e73/g, ''),
  );
  if (match === null) return null;
  const read = BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0'));
  return read > 0n ? read : null;
}

/** Whether one can vote now. */
export function isOpen(poll: Pick<Poll, 'state' | 'opensAt' | 'closesAt'>, now: Date): boolean {
  return poll.state === 'ready' && poll.opensAt <= now && now < poll.closesAt;
}

/** By which way a ballot comes, from how its session was opened. */
export function channelOf(way: string, helped: boolean, kiosk: boolean): Channel {
  if (helped) return 'assisted';
  if (kiosk) return 'kiosk';
  return way === 'card' ? 'card' : 'web';
}

/** Whether a counted vote was passed; null where there is nothing to pass. */
export function passed(result: PollResult): boolean | null {
  return 'passed' in result.outcome ? result.outcome.passed : null;
}
