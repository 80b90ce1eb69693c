import { render as renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import type { Outline } from '#kernel/geo';
import { AreaMap, frameDrawing, shadeOf, tilesUnder } from './map.tsx';
import { sampleView } from './sample.ts';

const box: Outline = [
  [
    [
      [118.3, 30.1],
      [118.31, 30.1],
      [118.31, 30.12],
      [118.3, 30.12],
      [118.3, 30.1],
    ],
  ],
];
const view = sampleView('zh');

test('a drawing keeps north above, degrees as long as on the ground, and every point within its frame', () => {
  const drawn = frameDrawing(box.flat(2));
  const [west = 0, north = 0] = drawn?.at([118.3, 30.12]) ?? [];
  const [east = 0, south = 0] = drawn?.at([118.31, 30.1]) ?? [];
  expect(south).toBeGreaterThan(north);
  // Two hundredths of latitude are 2.3 times as long as one of longitude at thirty degrees.
  expect((south - north) / (east - west)).toBeCloseTo(2 / Math.cos((30.11 * Math.PI) / 180), 2);
  for (const at of [west, east]) expect(at >= 0 && at <= 1000).toBe(true);
  for (const at of [north, south]) expect(at >= 0 && at <= (drawn?.height ?? 0)).toBe(true);
  expect(frameDrawing([])).toBeNull();
  expect(frameDrawing([[118.3, 30.1]])?.width).toBe(1000);
});

test('without tiles nothing is fetched; with them few enough pictures lie under the areas', () => {
  const areas = [{ key: 'a', name: '甲', outline: box, href: '/a' }];
  const plain = renderToString(<AreaMap view={view} id="m" label="图" areas={areas} />);
  expect(plain).not.toContain('<image');
  const tiles = { url: 'https://tiles.example.org/{z}/{x}/{y}.png', datum: 'wgs84', by: '示例' } as const;
  const tiled = renderToString(<AreaMap view={view} id="m" label="图" areas={areas} tiles={tiles} />);
  const count = tiled.match(/<image /g)?.length ?? 0;
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThanOrEqual(36);
  expect(tiled).toContain('示例');
  const drawn = frameDrawing(box.flat(2));
  const [first] = drawn === null ? [] : tilesUnder(drawn);
  // The picture that holds this corner is among them.
  const corner = Math.floor((118.3 / 360 + 0.5) * 2 ** (first?.z ?? 0));
  expect(drawn !== null && tilesUnder(drawn).some((one) => one.x === corner)).toBe(true);
});

test('an area nobody drew stands in the list alone; colour never speaks alone', () => {
  const areas = [
    { key: 'a', name: '甲', outline: box, shade: 4 as const, value: '9件' },
    { key: 'b', name: '乙', outline: null, value: '不到5件' },
  ];
  const html = renderToString(<AreaMap view={view} id="m" label="图" areas={areas} />);
  expect(html.match(/<path class="area /g)).toHaveLength(1);
  expect(html).toContain('url(#m-4)');
  expect(html).toContain('乙');
  expect([0, 1, 5, 9, 12, 16].map((count) => shadeOf(count, 16))).toEqual([0, 1, 2, 3, 3, 4]);
});
