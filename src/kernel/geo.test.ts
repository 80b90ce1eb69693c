import { describe, expect, test } from 'vitest';
import {
  clearPoint,
  crossing,
  fromGcj02,
  holds,
  metres,
  middleOf,
  type Outline,
  overlap,
  type Point,
  toGcj02,
  walkMinutes,
} from './geo.ts';

const box = (west: number, south: number, size = 0.01): Outline => [
  [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
];

describe('distances', () => {
  test('a thousandth of a degree of latitude is 111 metres; of longitude less, the farther north', () => {
    expect(Math.round(metres([118, 30], [118, 30.001]))).toBe(111);
    expect(Math.round(metres([118, 30], [118.001, 30]))).toBe(96);
  });
  test('F089 a kilometre as the crow flies is 1,300 metres on foot and 18 minutes at 4.5 km/h', () => {
    expect(walkMinutes([118, 30], [118, 30])).toBe(0);
    expect(walkMinutes([118, 30], [118, 30 + 1000 / 111_194.93])).toBe(18);
    expect(walkMinutes([118, 30], [118, 30 + 865 / 111_194.93])).toBe(15);
  });
});

describe('outlines', () => {
  test('a bow tie crosses itself at the sides that are named; a square and a touching corner do not', () => {
    const tie: Point[] = [
      [0, 0],
      [2, 2],
      [2, 0],
      [0, 2],
      [0, 0],
    ];
    expect(crossing(tie)).toEqual([1, 3]);
    expect(crossing(box(118, 30)[0]?.[0] ?? [])).toBeNull();
    expect(
      crossing([
        [0, 0],
        [1, 1],
        [2, 0],
        [2, 2],
        [1, 1],
        [0, 2],
        [0, 0],
      ]),
    ).toBeNull();
  });
  test('a long ring is swept, not compared side by side', () => {
    const many = 20_000;
    const ring = Array.from(
      { length: many },
      (_, at): Point => [Math.cos((2 * Math.PI * at) / many), Math.sin((2 * Math.PI * at) / many)],
    );
    expect(crossing([...ring, ring[0] ?? [0, 0]])).toBeNull();
  });
  test('a hole is outside, and the middle of a horseshoe lies in it', () => {
    const ring = (size: number): Point[] => [
      [-size, -size],
      [size, -size],
      [size, size],
      [-size, size],
      [-size, -size],
    ];
    const holed: Outline = [[ring(2), ring(1)]];
    expect(holds(holed, [0, 0])).toBe(false);
    expect(holds(holed, [1.5, 0])).toBe(true);
    expect(holds(holed, middleOf(holed))).toBe(true);
  });
  test('the number of an area keeps off the areas and marks drawn over it, and stays in the middle where nothing is', () => {
    const wide = box(118, 30, 0.02);
    expect(clearPoint(wide, [], [])).toEqual(middleOf(wide));
    expect(clearPoint(wide, [], [[119, 31]])).toEqual(middleOf(wide));
    const corner = box(118, 30, 0.012);
    const beside = clearPoint(wide, [corner], []);
    expect(holds(wide, beside)).toBe(true);
    expect(holds(corner, beside)).toBe(false);
    expect(metres(beside, [118.012, 30.012])).toBeGreaterThan(250);
    const mark = middleOf(wide);
    expect(metres(clearPoint(wide, [], [mark]), mark)).toBeGreaterThan(300);
    // Covered wholly, the middle has to do.
    expect(clearPoint(wide, [box(117, 29, 3)], [])).toEqual(middleOf(wide));
  });
  test('neighbours that share a border do not overlap; one laid over another does, by its share', () => {
    expect(overlap(box(118, 30), box(118.01, 30))).toBe(0);
    expect(overlap(box(118, 30), box(118.00995, 30))).toBeLessThan(0.02);
    expect(overlap(box(118, 30), box(118.005, 30))).toBeCloseTo(0.5, 1);
    expect(overlap(box(118, 30, 0.02), box(118.005, 30.005, 0.01))).toBe(1);
  });
});

describe('GCJ-02', () => {
  test('the published example of Beijing is met to a metre, and the way back to a centimetre', () => {
    const there = toGcj02([116.404, 39.915]);
    expect(metres(there, [116.41024449916938, 39.91640428150164])).toBeLessThan(1);
    expect(metres(fromGcj02(there), [116.404, 39.915])).toBeLessThan(0.01);
    expect(toGcj02([2.35, 48.85])).toEqual([2.35, 48.85]);
  });
});
