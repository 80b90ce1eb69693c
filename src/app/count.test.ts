import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { completions, rules, stops, utilities } from '#algorithms/count';
import { readCommandLine } from '#platform/config';
import { countCommand } from './count.ts';

const { config } = readCommandLine(['count'], {});
const folder = mkdtempSync(join(tmpdir(), 'linli-count-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => vi.restoreAllMocks());

const election = `META
key;value
budget;100.50
vote_type;approval
PROJECTS
project_id;cost
lamp;40
bench;30.5
stage;45
path;25
VOTES
voter_id;vote
1;lamp,bench
2;lamp
3;lamp,stage
4;stage,path
5;bench,path
6;
`;

/** What the command answers and prints, line by line. */
async function run(text: string, ...options: string[]): Promise<{ code: number; said: string[]; wrong: string[] }> {
  const file = join(folder, 'round.pb');
  writeFileSync(file, text);
  const said: string[] = [];
  const wrong: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'error').mockImplementation((line: string) => void wrong.push(line));
  const code = await countCommand(config, [file, ...options]);
  return { code, said, wrong };
}

const combinations = rules.flatMap((rule) =>
  utilities.flatMap((utility) =>
    completions.flatMap((completion) => stops.map((stop) => ({ rule, utility, completion, stop }))),
  ),
);

describe('linli count', () => {
  test.each(combinations)(
    '$rule $utility $completion $stop answers with winners within the money, explained',
    async (asked) => {
      const options = Object.entries(asked).flatMap(([name, value]) => [`--${name}`, value]);
      const { code, said } = await run(election, ...options, '--increment', '0.25', '--json');
      expect(code).toBe(0);
      expect(said).toHaveLength(1);
      // What the command prints with --json is JSON, in this shape.
      const counted = JSON.parse(said[0] ?? '') as { winners: string[]; cost: number; seconds: number };
      expect(Object.keys(counted).toSorted()).toEqual(['cost', 'seconds', 'winners']);
      const costs: Readonly<Record<string, number>> = { lamp: 40, bench: 30.5, stage: 45, path: 25 };
      expect(new Set(counted.winners).size).toBe(counted.winners.length);
      expect(counted.winners.reduce((sum, one) => sum + (costs[one] ?? Number.NaN), 0)).toBe(counted.cost);
      expect(counted.cost).toBeLessThanOrEqual(100.5);
      const explained = await run(election, ...options, '--increment', '1/4', '--json', '--explain');
      const more = JSON.parse(explained.said[0] ?? '') as { winners: string[]; rounds: { project: string }[] };
      expect(more.winners).toEqual(counted.winners);
      const told = more.rounds.map((one) => one.project);
      for (const winner of counted.winners) expect(told).toContain(winner);
    },
  );

  test('without options it is equal shares by cost; in words it says how many, what they cost and each by its name', async () => {
    const { code, said } = await run(election, '--explain');
    expect(code).toBe(0);
    expect(said.join('\n')).toContain('lamp');
    expect(said.join('\n')).toMatch(/payment=\S+\trate=\S+\tfull=\d+\tlast=\d+/);
  });

  test.each([
    ['a rule nobody knows', ['--rule', 'dice']],
    ['a utility nobody knows', ['--utility', 'joy']],
    ['an increment of nothing', ['--increment', '0']],
    ['an increment below nothing', ['--increment', '-1']],
    ['an option nobody knows', ['--fast']],
    ['a second file', ['other.pb']],
  ])('%s is answered with how to ask, and 1', async (_, options) => {
    const { code, said } = await run(election, ...options);
    expect(code).toBe(1);
    expect(said.join('\n')).not.toContain('winners');
  });

  test('a file that is wrong is refused in both languages with line and column, and a missing one too', async () => {
    const { code, wrong, said } = await run(election.replace('30.5', '3O.5'));
    expect(code).toBe(1);
    const words = [...wrong, ...said].join('\n');
    expect(words).toContain('第 8 行第 2 列');
    expect(words).toContain('Line 8, column 2');
    const gone = await run(election).then(() => countCommand(config, [join(folder, 'nowhere.pb')]));
    expect(gone).toBe(1);
  });
});
