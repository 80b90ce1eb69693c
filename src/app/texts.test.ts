import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readCommandLine } from '#platform/config';
import { classifyCommand } from './classify.ts';
import { similarCommand } from './similar.ts';

const folder = mkdtempSync(join(tmpdir(), 'linli-texts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const said: string[] = [];
const complained: string[] = [];

beforeEach(() => {
  said.length = 0;
  complained.length = 0;
  vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(...text.split('\n')));
  vi.spyOn(console, 'error').mockImplementation((text: string) => void complained.push(text));
});
afterEach(() => vi.restoreAllMocks());

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const { config } = readCommandLine([], {});

const taught = `id,subject,body,level1
1,停水,天天停水没有通知,水电
2,停电,夜里又停电了,水电
3,补课,学校收补课费,教育
4,食堂,小学食堂的饭是凉的,教育
`;

/** What a list from real life holds: marks in quotes, several lines, nothing, emoji, traditional characters. */
const mixed = `﻿id,subject,body
1,,😀😀
2,"   ",
3,水,
4,,"學校亂收補課費，""請""管管"

5,,一三八零零一三八零零零
6,"停水,停电
还有别的","又停了"
`;

describe('linli classify', () => {
  test.each([
    ['UTF-8 with its mark', Buffer.from(mixed)],
    ['GB 18030', iconv.encode(mixed.replace('﻿', ''), 'gb18030')],
  ])('one line for each row of a list in %s', async (_, bytes) => {
    const args = ['--train', put('taught.csv', taught), '--input', put('mixed.csv', bytes), '--json'];
    expect(await classifyCommand(config, args)).toBe(0);
    const rows: { id: string; level1: string | null; confidence: number }[] = said.map((line) => JSON.parse(line));
    expect(rows.map((row) => row.id)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(rows.map((row) => row.level1).slice(0, 2)).toEqual([null, null]);
    expect(rows[3]?.level1).toBe('教育');
    expect(rows[5]?.level1).toBe('水电');
    for (const row of rows) expect(row.confidence).toBeLessThanOrEqual(1);
    expect(complained).toEqual([]);
  });

  test('a text of a hundred thousand characters, and one without a subject', async () => {
    const long = put('long.csv', `编号,内容\n9,${'学校停课'.repeat(25_000)}\n`);
    expect(await classifyCommand(config, ['--train', put('taught.csv', taught), '--input', long, '--json'])).toBe(0);
    expect(JSON.parse(said[0] ?? '')).toMatchObject({ id: '9', level1: '教育' });
  });

  test('for people it says how well it learned', async () => {
    const file = put('taught.csv', taught);
    expect(await classifyCommand(config, ['--train', file, '--input', file])).toBe(0);
    expect(said).toHaveLength(4);
    expect(complained.join()).toMatch(/从 4 条里学了 2 类/);
  });

  test.each([
    ['no options', [], 1, /用法/],
    ['an unknown option', ['--learn', 'a.csv'], 1, /用法/],
    ['no such file', ['--train', 'nowhere.csv', '--input', 'nowhere.csv'], 1, /读不到文件 nowhere\.csv/],
  ])('%s', async (_, args, code, sentence) => {
    expect(await classifyCommand(config, args)).toBe(code);
    expect(complained.join()).toMatch(sentence);
    expect(said).toEqual([]);
  });

  test.each([
    ['a list without classes', 'id,subject\n1,停水\n', 1, /缺少“label”这一列/],
    ['a list without texts', 'id,level1\n1,水电\n', 1, /既没有主题也没有内容/],
    ['nothing below the header', 'id,subject,level1\n', 1, /没有行/],
    ['an empty file', '', 1, /没有行/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), 1, /不是 CSV/],
    ['one class', 'id,subject,level1\n1,停水,水电\n2,停电,水电\n3,饭,\n', 2, /至少两个类别/],
  ])('%s to learn from', async (_, content, code, sentence) => {
    const input = put('input.csv', mixed);
    expect(await classifyCommand(config, ['--train', put('bad.csv', content), '--input', input, '--json'])).toBe(code);
    expect(complained.join()).toMatch(sentence);
    expect(said).toEqual([]);
  });
});

describe('linli similar', () => {
  test('the nearest of each id, the text itself left out', async () => {
    const corpus = put('taught.csv', taught);
    expect(await similarCommand(config, ['--corpus', corpus, '--ids', put('ids.txt', '1\r\n2\r\n'), '--json'])).toBe(0);
    const rows: { id: string; similar: { id: string; score: number }[] }[] = said.map((line) => JSON.parse(line));
    expect(rows.map((row) => row.id)).toEqual(['1', '2']);
    expect(rows[0]?.similar.some((one) => one.id === '1')).toBe(false);
    expect(rows[0]?.similar.every((one) => one.score > 0 && one.score <= 1)).toBe(true);
  });

  test('ids in a column of a table; of unknown ones it says so and answers the others', async () => {
    const corpus = put('taught.csv', taught);
    const ids = put('ids.csv', '名字,编号\n甲,3\n乙,77\n');
    expect(await similarCommand(config, ['--corpus', corpus, '--ids', ids, '--top', '1', '--json'])).toBe(2);
    expect(said).toHaveLength(1);
    expect(complained.join()).toMatch(/没有这些编号：77/);
  });

  test.each([
    ['no options', []],
    ['none to find', ['--corpus', 'a', '--ids', 'b', '--top', '0']],
    ['too many', ['--corpus', 'a', '--ids', 'b', '--top', '1001']],
  ])('%s', async (_, args) => {
    expect(await similarCommand(config, args)).toBe(1);
    expect(complained.join()).toMatch(/用法/);
  });

  test('a file of ids that holds none', async () => {
    const corpus = put('taught.csv', taught);
    expect(await similarCommand(config, ['--corpus', corpus, '--ids', put('none.txt', '\n \n')])).toBe(1);
    expect(complained.join()).toMatch(/没有编号/);
  });

  test('an id that stands twice is the first row, and is said', async () => {
    const corpus = put('twice.csv', `${taught}1,停水,又停,水电\n`);
    const args = ['--corpus', corpus, '--ids', put('one.txt', '1'), '--top', '3'];
    expect(await similarCommand(config, args)).toBe(0);
    expect(complained.join()).toMatch(/不止一次/);
    expect(said[0]).toBe('1\t停水');
  });
});
