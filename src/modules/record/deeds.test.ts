import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deedsCalled } from './pages.tsx';

const root = join(import.meta.dirname, '..');

/** Every name under which something is written into the trail: of a command, of an account's deed, of a reading. */
function deedsOfSources(): string[] {
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(join(root, file), 'utf8'));
  const named =
    /\b(?:(?:command|deed)\(\{\s*(?:\/\/[^\n]*\n\s*)*name|auditRead\([^;]*?\bcommand):\s*'([a-z]+\.[A-Za-z_]+)'/g;
  return sources.flatMap((source) => [...source.matchAll(named)].map((match) => match[1] ?? ''));
}

describe('the record of deeds', () => {
  it('names every deed in words, in both languages: those missing stand here, and belong into record/zh.ts and en.ts', () => {
    const deeds = [...new Set(deedsOfSources())].sort();
    expect(deeds.length).toBeGreaterThan(150);
    for (const lang of ['zh', 'en'] as const) {
      const named = new Set(deedsCalled(lang, ''));
      expect(deeds.filter((deed) => !named.has(deed))).toEqual([]);
    }
  });
});
