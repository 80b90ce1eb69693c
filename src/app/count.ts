import { readFile } from 'node:fs/promises';
import { type Counted, completions, count, rules, type Settings, stops, utilities } from '#algorithms/count';
import { type Election, type Fraction, reduced } from '#algorithms/election';
import { readPabulib } from '#algorithms/pabulib';
import type { Config } from '#platform/config';
import { readOptions } from './arguments.ts';
import { both, refuse, sentence } from './say.ts';

interface Asked {
  readonly file: string;
  readonly rule: Settings['rule'];
  readonly utility: Settings['utility'] | null;
  readonly completion: Settings['completion'];
  readonly stop: Settings['stop'];
  /** In the currency of the file. */
  readonly increment: Fraction;
  readonly json: boolean;
  readonly explain: boolean;
}

const choices = { rule: rules, utility: utilities, completion: completions, stop: stops } as const;

/** The one of a list that was asked for, the first where nothing was, null where it is none of them. */
function oneOf<T extends string>(list: readonly T[], asked: string | undefined): T | null {
  return asked === undefined ? (list[0] ?? null) : (list.find((one) => one === asked) ?? null);
}

/** An amount as a fraction: `1`, `0.1` or `1/24`. */
function fractionOf(text: string): Fraction | null {
  const match = /^(\d{1,12})(?:\.(\d{1,6})|\/(\d{1,6}))?$/.exec(text);
  if (match === null) return null;
  const [, whole = '', decimals = '', under = '1'] = match;
  const read = { over: BigInt(whole + decimals), under: BigInt(under) * 10n ** BigInt(decimals.length) };
  return read.over > 0n && read.under > 0n ? reduced(read) : null;
}

function readArguments(args: readonly string[]): Asked | null {
  const option = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const read = readOptions(args, {
    ...{ rule: option, utility: option, completion: option, stop: option, increment: option },
    ...{ json: flag, explain: flag },
  });
  if (read === null) return null;
  const { values, positionals } = read;
  const [file] = positionals;
  const rule = oneOf(rules, values.rule);
  const utility = oneOf(utilities, values.utility);
  const completion = oneOf(completions, values.completion);
  const stop = oneOf(stops, values.stop);
  const increment = fractionOf(values.increment ?? '1');
  if (file === undefined || positionals.length > 1) return null;
  if (rule === null || utility === null || completion === null || stop === null || increment === null) return null;
  const asked = values.utility === undefined ? null : utility;
  const { json = false, explain = false } = values;
  return { file, rule, utility: asked, completion, stop, increment, json, explain };
}

/** A sum in the currency of the file, as written. */
function moneyOf(units: bigint, unit: bigint): string {
  const { over, under } = reduced({ over: units, under: unit });
  if (under === 1n) return String(over);
  let places = 0;
  while (10n ** BigInt(places) % under !== 0n && places < 12) places += 1;
  const scaled = String((over * 10n ** BigInt(places)) / under).padStart(places + 1, '0');
  return `${scaled.slice(0, -places)}.${scaled.slice(-places)}`;
}

const fractionText = (one: Fraction, unit: bigint): string => {
  const { over, under } = reduced({ over: one.over, under: one.under * unit });
  return under === 1n ? String(over) : `${over}/${under}`;
};

/** What happened, round by round, for whoever counts along. */
function explanation(election: Election, counted: Counted): Readonly<Record<string, unknown>>[] {
  const idOf = (at: number): string => election.projects[at]?.id ?? '';
  const { unit } = election;
  return [
    ...counted.purchases.map(({ project, payment, rate, full, last, tied }) => ({
      project: idOf(project),
      payment: fractionText(payment, unit),
      rate: fractionText(rate, 1n),
      ...{ full, last, tied: tied.map(idOf) },
    })),
    ...counted.rounds.map(({ project, at, tied }) => ({
      ...{ project: idOf(project), load: fractionText(at, unit), tied: tied.map(idOf) },
    })),
    ...counted.steps.map(({ project, score, result, left }) => ({
      ...{ project: idOf(project), score, result, left: moneyOf(left, unit) },
    })),
  ];
}

function print(asked: Asked, election: Election, counted: Counted, seconds: number): void {
  const winners = counted.winners.map((at) => election.projects[at]?.id ?? '');
  const cost = moneyOf(counted.cost, election.unit);
  const rounds = asked.explain ? explanation(election, counted) : null;
  if (asked.json) {
    const added = moneyOf(counted.added, election.unit);
    const more = rounds === null ? {} : { added, rounds };
    // The cost goes out as written, digit by digit: as a number of JSON it is as exact as the file's.
    console.log(`{"cost":${cost},${JSON.stringify({ winners, seconds, ...more }).slice(1)}`);
    return;
  }
  both('countWinners', { count: winners.length, cost, budget: moneyOf(election.budget, election.unit) });
  for (const winner of winners) console.log(winner);
  if (rounds === null) return;
  both('countRounds', { added: moneyOf(counted.added, election.unit) });
  for (const round of rounds)
    console.log(
      Object.entries(round)
        .map(([name, value]) => `${name}=${value}`)
        .join('\t'),
    );
}

/**
 * `linli count FILE.pb [--rule R] [--utility U] [--completion C] [--stop S] [--increment N] [--json] [--explain]`: counts
 * an election in the Pabulib format. 0 when counted, 1 when the file or the settings can't be read.
 */
export async function countCommand(_config: Config, args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    const lists = Object.fromEntries(Object.entries(choices).map(([name, list]) => [name, list.join('|')]));
    both('countUsage', lists);
    return 1;
  }
  const text = await readFile(asked.file, 'utf8').catch(() => null);
  if (text === null) {
    both('fileUnreadable', { file: asked.file });
    return 1;
  }
  const file = readPabulib(text, asked.increment.under);
  if (!file.ok) return refuse(file.fault, 1);
  const { election, remarks } = file.value;
  for (const { what, said, found } of remarks) console.error(sentence('countRemark', { what, said, found }));
  const settings: Settings = {
    ...{ rule: asked.rule, completion: asked.completion, stop: asked.stop },
    utility: asked.utility ?? (asked.rule === 'equal-shares' && election.graded ? 'points' : 'cost'),
    increment: (asked.increment.over * election.unit) / asked.increment.under,
  };
  const begun = performance.now();
  const counted = count(election, settings);
  const seconds = (performance.now() - begun) / 1000;
  if (!counted.ok) return refuse(counted.fault, 1);
  print(asked, election, counted.value, seconds);
  return 0;
}
