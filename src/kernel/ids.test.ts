import { expect, test } from 'vitest';
import { isId, newId, newKey, readShortCode, shortCode } from './ids.ts';

test('ids are UUIDv7, sort by the clock given, and are told from other texts', () => {
  const early = newId(new Date('2025-01-01T00:00:00Z'));
  const late = newId(new Date('2026-01-01T00:00:00Z'));
  expect(early < late).toBe(true);
  expect(isId(early) && isId(newId())).toBe(true);
  expect(isId('1') || isId('9b2d4c6e-1111-4111-8111-111111111111') || isId(`${early}'--`)).toBe(false);
  const many = Array.from({ length: 2000 }, () => newId(new Date('2026-01-01T00:00:00Z')));
  expect(new Set(many).size).toBe(2000);
  expect([...many].sort()).toEqual(many);
});

test('short codes have no letters that look alike, and are read back however they are typed', () => {
  for (let i = 0; i < 200; i++) {
    const code = shortCode(8);
    expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTWXY]{8}$/);
    expect(readShortCode(` ${code.slice(0, 4).toLowerCase()}－${code.slice(4)} `)).toBe(code);
  }
  expect(new Set(Array.from({ length: 500 }, () => shortCode(8))).size).toBe(500);
});

test('keys never repeat', () => {
  expect(new Set(Array.from({ length: 500 }, newKey)).size).toBe(500);
});
