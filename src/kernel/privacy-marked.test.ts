import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPersonalData, type PersonalKind } from './privacy.ts';

/**
 * A marked set to measure by: texts as neighbours and desks write them, each piece that points to a person marked as
 * `[kind|words]`. Persons, numbers and places are invented; numbers follow the form of real ones, right and wrong.
 */
const marked = readFileSync(join(import.meta.dirname, 'privacy-marked.txt'), 'utf8');

/** Texts of the same tone in which nothing points to a person. */
const clean = readFileSync(join(import.meta.dirname, 'privacy-clean.txt'), 'utf8');

function readMarks(line: string): { text: string; wanted: Marked[] } {
  const wanted: Marked[] = [];
  let text = '';
  let from = 0;
  for (const match of line.matchAll(/\[(phone|idNumber|card|name|address)\|([^\]]+)\]/g)) {
    text += line.slice(from, match.index);
    const words = match[2] ?? '';
    // The pattern above admits only these five words.
    wanted.push({ kind: match[1] as PersonalKind, start: text.length, end: text.length + words.length, words });
    text += words;
    from = match.index + match[0].length;
  }
  return { text: text + line.slice(from), wanted };
}

interface Marked {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

const lines = (block: string) => block.trim().split('\n').map(readMarks);

/** A piece counts as pointed out when something found covers at least half of it: the eye then sees the whole. */
function covers(found: { readonly start: number; readonly end: number }, wanted: Marked): boolean {
  const common = Math.min(found.end, wanted.end) - Math.max(found.start, wanted.start);
  return common * 2 >= wanted.end - wanted.start;
}

function measure() {
  const counts = new Map<PersonalKind, { marked: number; hit: number; missed: string[] }>();
  let found = 0;
  let right = 0;
  const wrong: string[] = [];
  for (const { text, wanted } of [...lines(marked), ...lines(clean)]) {
    const pieces = findPersonalData(text);
    for (const one of wanted) {
      const count = counts.get(one.kind) ?? { marked: 0, hit: 0, missed: [] };
      count.marked += 1;
      if (pieces.some((piece) => covers(piece, one))) count.hit += 1;
      else count.missed.push(`${one.words} in ${text}`);
      counts.set(one.kind, count);
    }
    for (const piece of pieces) {
      found += 1;
      if (wanted.some((one) => piece.start < one.end && piece.end > one.start)) right += 1;
      else wrong.push(`${piece.kind} ${piece.text} in ${text}`);
    }
  }
  return { counts, found, right, wrong };
}

describe('the marked set', () => {
  const measured = measure();
  const all = [...measured.counts.values()].reduce((sum, one) => sum + one.marked, 0);
  const share = (kind: PersonalKind) => {
    const one = measured.counts.get(kind) ?? { marked: 1, hit: 0, missed: [] };
    return { share: one.hit / one.marked, missed: one.missed };
  };

  test('holds at least 300 marked pieces', () => expect(all).toBeGreaterThanOrEqual(300));

  test.each(['phone', 'idNumber', 'card'] as const)('at least 95 of 100 of each %s are pointed out', (kind) => {
    const { share: recall, missed } = share(kind);
    expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  test.each(['name', 'address'] as const)('at least 85 of 100 of each %s are pointed out', (kind) => {
    const { share: recall, missed } = share(kind);
    expect(recall, missed.join('\n')).toBeGreaterThanOrEqual(0.85);
  });

  test('at least 97 of 100 pieces pointed out are personal', () => {
    expect(measured.right / measured.found, measured.wrong.join('\n')).toBeGreaterThanOrEqual(0.97);
  });
});
