import { expect, test } from 'vitest';
import { inTime, numbered, refuseLines, standings, sumOf } from './rules.ts';

const line = (title: string, amount: bigint, number?: bigint) => ({
  ...{ side: 'out' as const, title, amount, note: '' },
  ...(number === undefined ? {} : { line: number }),
});

test('F041 a line keeps its number through amendments; a number never comes to mean another thing', () => {
  const first = numbered([line('工程', 500n), line('一老一小', 300n)], []);
  expect(first.map((one) => one.line)).toEqual([1, 2]);
  const second = numbered([line('一老一小', 400n, 2n), line('节庆', 100n), line('假的', 1n, 9n)], [1, 2]);
  expect(second.map((one) => one.line)).toEqual([2, 3, 4]);
  expect(refuseLines(second, [1])).toMatchObject({ code: 'budgets.line_used', params: { line: 1 } });
  expect(refuseLines(second, [2])).toBeNull();
});

test('a budget plans something, and nothing twice', () => {
  const of = (...lines: ReturnType<typeof line>[]) => refuseLines(numbered(lines, []), [])?.code ?? 'ok';
  expect([of(line('甲', 0n)), of(line('甲', 1n), line('甲', 2n)), of(line('甲', 1n))]).toEqual([
    'budgets.nothing_planned',
    'budgets.same_title',
    'ok',
  ]);
});

test('F041 plan is held, spent and left together, to the fen', () => {
  const lines = numbered([line('工程', 500n), line('一老一小', 300n)], []);
  const use = { decisionId: 'd', title: 't' };
  const found = standings(lines, [
    { ...use, authorisationId: 'a', line: 1, held: 120n, spent: 333n },
    { ...use, authorisationId: 'b', line: 1, held: 0n, spent: 100n },
    { ...use, authorisationId: 'c', line: null, held: 9n, spent: 9n },
  ]);
  expect(found.map((one) => [one.held, one.spent, one.left])).toEqual([
    [120n, 433n, -53n],
    [0n, 0n, 300n],
  ]);
  for (const one of found) expect(one.held + one.spent + one.left).toBe(one.amount);
  expect(sumOf(lines, 'out')).toBe(800n);
});

test('F041 public before the year is before its first day', () => {
  expect([inTime('2025-12-31', 2026), inTime('2026-01-01', 2026)]).toEqual([true, false]);
});
