import { expect, test } from 'vitest';
import { showProgress } from './progress.ts';

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { written, output: { isTTY, columns: 80, write: (text: string) => written.push(text) } };
}

test('a terminal gets one bar that redraws', () => {
  const { written, output } = screen(true);
  let clock = 0;
  const progress = showProgress('Import', output, () => clock);
  for (let row = 1; row <= 100; row += 1) {
    clock += 10;
    progress.step(row, 100);
  }
  progress.end();
  expect(written.length).toBeLessThan(20);
  expect(written.every((text) => text === '\n' || text.startsWith('\r'))).toBe(true);
  expect(written.at(-2)).toContain(`${'█'.repeat(24)} 100/100 1.0 s`);
});

test('a file or a pipe gets a few plain lines and always the last', () => {
  const { written, output } = screen(false);
  let clock = 0;
  const progress = showProgress('Import', output, () => clock);
  for (let row = 1; row <= 50; row += 1) {
    clock += 100;
    progress.step(row, 50);
  }
  progress.say('2 rows refused');
  progress.end();
  expect(written).toEqual([
    'Import 1/50 0.1 s\n',
    'Import 21/50 2.1 s\n',
    'Import 41/50 4.1 s\n',
    '2 rows refused\n',
    'Import 50/50 5.0 s\n',
  ]);
});

test('work of unknown size counts up', () => {
  const { written, output } = screen(true);
  const progress = showProgress('Check', output, () => 0);
  progress.step(7);
  expect(written.join('')).toContain('Check 7 0.0 s');
});
