import { describe, expect, test } from 'vitest';
import { partsTyped, readParts } from './rules-kits.ts';
import { afterLettingBy, nextInLine, waitRefusal } from './rules-lines.ts';

describe('the parts of a kit', () => {
  test('are a line each, with how many where it is more than one', () => {
    const parts = readParts('投影仪\n电源线 2\n\n折叠椅×12\nHDMI 线 x1');
    expect(parts).toEqual([
      { title: '投影仪', pieces: 1 },
      { title: '电源线', pieces: 2 },
      { title: '折叠椅', pieces: 12 },
      { title: 'HDMI 线', pieces: 1 },
    ]);
    expect(readParts(partsTyped(parts ?? []))).toEqual(parts);
    expect(readParts('')).toEqual([]);
  });

  test.each(['12', '电线 0', '<b> 1', Array.from({ length: 31 }, (_one, at) => `件${at}号`).join('\n')])(
    'can not be read: %s',
    (text) => expect(readParts(text)).toBeNull(),
  );
});

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 1, minute));

describe('the line', () => {
  const line = [
    { id: 'b', at: at(2), first: false },
    { id: 'a', at: at(1), first: false },
    { id: 'c', at: at(3), first: true },
  ];

  test('goes by who came first, households served first before them, and passes over who just let it go by', () => {
    expect(nextInLine(line)?.id).toBe('c');
    expect(nextInLine(line, 'c')?.id).toBe('a');
    expect(nextInLine([{ id: 'a', at: at(1), first: false }], 'a')).toBeNull();
    expect(nextInLine([])).toBeNull();
  });

  test('letting by is good once', () => {
    expect(afterLettingBy(false)).toBe('waiting');
    expect(afterLettingBy(true)).toBe('left');
    expect(waitRefusal('take', 'waiting')).toBe('resources.wait_state');
    expect(waitRefusal('leave', 'offered')).toBeNull();
  });
});
