import { describe, expect, it } from 'vitest';
import { noPriceOnHelp } from './tidy/aid.ts';
import { allowances } from './tidy/allowed.ts';
import { oneClock } from './tidy/clock.ts';
import { cycles } from './tidy/cycles.ts';
import { doorComments, doorsWithoutPages } from './tidy/doors.ts';
import { deepImport, oneWay, roomOrder, roomShape } from './tidy/folders.ts';
import { plainMarkup } from './tidy/markup.ts';
import { migrations } from './tidy/migrations.ts';
import { moneyIsExact } from './tidy/money.ts';
import { changesInCommands, namedPermissions } from './tidy/permissions.ts';
import { type Finding, inspect, parseExample, type Rule, settle } from './tidy/rule.ts';
import { fileSize, functionSize } from './tidy/sizes.ts';
import { readProject } from './tidy/source.ts';
import { honestTypes, nothingLeftOver, restlessTests } from './tidy/types.ts';
import { wordsAtHome, wordsInBoth } from './tidy/words.ts';

const rules: Rule[] = [
  ...[fileSize, functionSize],
  ...[oneWay, deepImport, roomOrder, roomShape, cycles, doorsWithoutPages, doorComments],
  ...[moneyIsExact, namedPermissions, changesInCommands, noPriceOnHelp, oneClock],
  ...[wordsAtHome, wordsInBoth, plainMarkup, honestTypes, nothingLeftOver, restlessTests, migrations],
];

const project = readProject(process.cwd());
const told = (findings: Finding[]) => findings.map((one) => `${one.file}:${one.line} ${one.message}`);

describe.each(rules.map((rule) => ({ rule, name: rule.name })))('$name', ({ rule }) => {
  const { seen, findings } = inspect(rule, project);

  it(`finds nothing in the project (${seen} files)`, () => {
    expect(told(settle(rule, findings, allowances))).toEqual([]);
  });

  it.each(rule.planted.map((example) => ({ text: Object.values(example).join(' ⏎ ').slice(0, 80), example })))(
    'finds what was planted: $text',
    ({ example }) => {
      expect(inspect(rule, parseExample(example)).findings).not.toEqual([]);
      expect(Object.keys(example).some((path) => rule.looksAt(path))).toBe(true);
    },
  );

  it('finds nothing in clean files', () => {
    expect(told(inspect(rule, parseExample(rule.clean)).findings)).toEqual([]);
  });

  it('fails when it saw no files', () => {
    expect(inspect(rule, []).findings).toHaveLength(1);
  });
});

describe('allowances', () => {
  const finding = { file: 'src/kernel/a.ts', line: 1, message: 'too long', text: 'export const table = [' };
  const allowance = {
    rule: fileSize.name,
    file: 'src/kernel/a.ts',
    line: 'const table',
    reason: 'a table that reads best in one piece',
  };

  it('take out what they name', () => {
    expect(settle(fileSize, [finding], [allowance])).toEqual([]);
  });

  it('fail when they allow nothing any more', () => {
    expect(settle(fileSize, [], [allowance])).toHaveLength(1);
    expect(settle(fileSize, [{ ...finding, text: 'another line' }], [allowance])).toHaveLength(2);
  });

  it('name a rule that exists, with a reason', () => {
    const names = rules.map((rule) => rule.name);
    expect(allowances.filter((one) => !names.includes(one.rule) || one.reason.length < 20)).toEqual([]);
  });
});
