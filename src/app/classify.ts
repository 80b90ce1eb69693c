import { basename } from 'node:path';
import { guessClasses, hasLetters, learnClasses } from '#algorithms/classify';
import type { Config } from '#platform/config';
import { readOptions } from './arguments.ts';
import { complain, readTextTable, type TextRow, textSentence } from './text-table.ts';

interface Asked {
  readonly train: string;
  readonly input: string;
  readonly json: boolean;
}

function readArguments(args: readonly string[]): Asked | null {
  const read = readOptions(args, { train: { type: 'string' }, input: { type: 'string' }, json: { type: 'boolean' } });
  if (read === null || read.positionals.length > 0) return null;
  const { train, input, json = false } = read.values;
  return train === undefined || input === undefined ? null : { train, input, json };
}

function learn(asked: Asked, rows: readonly TextRow[]): ReturnType<typeof learnClasses> {
  const file = basename(asked.train);
  const usable = rows.filter((row) => row.label !== '' && hasLetters(row.passage));
  if (usable.length < rows.length) complain('left', { file, count: rows.length - usable.length });
  const learned = learnClasses(usable);
  if (learned === null) complain('oneClass', { file, count: new Set(usable.map((row) => row.label)).size });
  return learned;
}

/**
 * `linli classify --train A.csv --input B.csv [--json]`: learns classes from the first table and proposes one for every
 * row of the second, with the confidence that it is right; a row without any letter gets none. 0 when done, 1 when a
 * file can't be read as texts, 2 when there are no two classes to learn.
 */
export async function classifyCommand(_config: Config, args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    complain('classifyUsage');
    return 1;
  }
  const taught = await readTextTable(asked.train, ['label']);
  const input = taught === null ? null : await readTextTable(asked.input, ['id']);
  if (taught === null || input === null) return 1;
  const learned = learn(asked, taught);
  if (learned === null) return 2;
  const { model, report } = learned;
  const lines = input.map(({ id, passage }) => {
    const guess = hasLetters(passage) ? guessClasses(model, passage)[0] : undefined;
    const confidence = Number((guess?.confidence ?? 0).toFixed(4));
    if (asked.json) return JSON.stringify({ id, level1: guess?.label ?? null, confidence });
    return `${id}\t${guess?.label ?? textSentence('notOne')}\t${confidence.toFixed(2)}`;
  });
  if (!asked.json) {
    const percent = (report.accuracy * 100).toFixed(0);
    const numbers = { texts: report.tested, classes: model.labels.length, f1: report.macroF1.toFixed(3) };
    complain('learned', { ...numbers, accuracy: percent });
  }
  console.log(lines.join('\n'));
  return 0;
}
