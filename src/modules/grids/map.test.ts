import { expect, test } from 'vitest';
import { room as intake } from '#http/intake';
import { room as places } from '#http/places';
import { holds, metres, middleOf, toGcj02 } from '#kernel/geo';
import { must } from '#kernel/result';
import { addPlace, places as allPlaces } from '#modules/places';
import { makeWorld } from '#tests/world';
import { uploadMap } from './commands-map.ts';
import { room } from './http.ts';
import { shapes } from './queries.ts';
import { netOf, startOf } from './rules.ts';
import { overlaps, readShapes } from './rules-shapes.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, places, intake] });
const zhou = await world.person('周敏', ['worker']);
const add = async (input: Parameters<typeof addPlace>[1]) => must(await addPlace(zhou.scope, input)).id;
const net = await add({ kind: 'grid', name: '第一网格' });
const second = await add({ kind: 'grid', name: '第二网格' });
const cell = await add({ kind: 'grid', name: '第一网格甲', parentId: net });
const estate = await add({ kind: 'estate', name: '柳巷一村', estateType: 'old' });
const building = await add({ kind: 'building', name: '3号楼', parentId: estate });
const desk = `/desk/${world.space.slug}`;
const open = `/s/${world.space.slug}`;

const box = (west: number, south = 30.1, size = 0.01): [number, number][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const area = (name: string, ...rings: [number, number][][]) => ({
  ...{ type: 'Feature', properties: { name } },
  geometry: { type: 'Polygon', coordinates: rings },
});
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const file = (value: unknown) => ({ name: 'grid.geojson', bytes: bytes(value) });
const told = { datum: 'wgs84', source: '街道网格办', as_of: '2026-03-01' } as const;
const upload = (...features: unknown[]) => uploadMap(zhou.scope, { file: file(collection(...features)), ...told });
const sent = (value: unknown) => new File([JSON.stringify(value)], 'a.geojson');

const wrong: readonly (readonly [unknown, string])[] = [
  ['not json', 'grids.not_json'],
  [{ type: 'Topology' }, 'grids.not_geojson'],
  [[1, 2], 'grids.not_geojson'],
  [collection(), 'grids.no_shapes'],
  [collection({ ...area('甲', box(118)), properties: {} }), 'grids.shape_nameless'],
  [collection({ ...area('甲'), geometry: { type: 'Point', coordinates: [1, 2] } }), 'grids.shape_kind'],
  [collection({ ...area('甲'), geometry: null }), 'grids.shape_kind'],
  [collection(area('甲', [[1, 2]])), 'grids.ring_short'],
  [collection(area('甲')), 'grids.ring_short'],
  [collection(area('甲', box(118)), area('甲', box(119))), 'grids.shape_twice'],
  [
    collection(
      area('甲', [
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
        [0, 0],
      ]),
    ),
    'grids.ring_crossed',
  ],
  [
    collection(
      area('甲', [
        [30, 118],
        [31, 118],
        [31, 119],
        [30, 118],
      ]),
    ),
    'grids.point_swapped',
  ],
  [
    collection(
      area('甲', [
        [181, 30],
        [182, 30],
        [182, 31],
        [181, 30],
      ]),
    ),
    'grids.point_wrong',
  ],
  [
    collection(
      area('甲', [
        [118, 30],
        [119, 30],
        [119, Number.NaN],
        [118, 30],
      ]),
    ),
    'grids.point_wrong',
  ],
  [' '.repeat(2 * 1024 * 1024 + 1), 'grids.file_large'],
];

test.each(wrong)('F181 a file with a mistake is refused whole, with its reason (%#)', (value, code) => {
  const read = readShapes(bytes(value), 'wgs84');
  expect(read.ok ? '' : read.fault.code).toBe(code);
});

test('F181 the refusal names the area and the point, and nothing of the file is drawn [/desk/:space/grids]', async () => {
  const half = await world.post(zhou, `${desk}/grids`, {
    file: sent(collection(area('第一网格', box(118.3)), { ...area('乙'), geometry: null })),
    ...told,
  });
  expect(half.status).toBe(422);
  expect(half.text).toContain('第2块“乙”不是面');
  expect(half.text).toContain('value="街道网格办"');
  expect(await shapes(zhou.scope)).toEqual([]);
  const unasked = await world.post(zhou, `${desk}/grids`, {
    ...{ file: sent(collection(area('第一网格', box(118.3)))), source: '街道', as_of: '2026-03-01' },
  });
  expect(unasked.status).toBe(422);
  const large = await world.post(zhou, `${desk}/grids`, {
    ...told,
    file: new File([' '.repeat(2 * 1024 * 1024 + 10)], 'a.geojson'),
  });
  expect(large.text).toContain('文件超过 2 兆');
});

test('an open ring is closed for you and said so; GCJ-02 is moved back to WGS-84 before it is kept', async () => {
  const read = must(readShapes(bytes(collection(area('甲', box(118.3).slice(0, -1)))), 'wgs84'));
  expect(read[0]?.closed).toBe(true);
  expect(read[0]?.outline[0]?.[0]?.at(-1)).toEqual([118.3, 30.1]);
  const posted = await world.post(zhou, `${desk}/grids`, {
    ...{ ...told, datum: 'gcj02' },
    file: sent(
      collection(
        area(
          '第一网格',
          box(118.3)
            .slice(0, -1)
            .map((point) => [...toGcj02(point)] as [number, number]),
        ),
      ),
    ),
  });
  expect(posted.location).toContain('done=closed');
  expect((await world.get(zhou, posted.location ?? '')).text).toContain('替您把首尾连上了');
  const [shape] = await shapes(zhou.scope);
  expect(shape?.datum).toBe('gcj02');
  expect(metres(shape?.outline[0]?.[0]?.[0] ?? [0, 0], [118.3, 30.1])).toBeLessThan(0.01);
});

test('F181 a shape takes the place that bears its name, another waits to be assigned; the map is SVG with a list [/s/:space/grids]', async () => {
  const made = must(await upload(area('第一网格', box(118.3)), area('老菜场片', box(118.32))));
  expect(made).toEqual({ drawn: 1, waiting: 1, closed: 0 });
  const [waiting] = (await shapes(zhou.scope)).filter((shape) => shape.placeId === null);
  expect((await world.get(zhou, `${desk}/grids`)).text).toContain('老菜场片');
  const assigned = await world.post(zhou, `${desk}/shapes/${waiting?.id}/assign`, { place: second });
  expect(assigned.status).toBe(303);
  const page = await world.get(null, `${open}/grids`);
  expect(page.text).toMatch(/<svg viewBox="0 0 1000 \d+"/);
  expect(page.text).toContain('街道网格办');
  expect(page.text.match(/<path class="area /g)).toHaveLength(2);
  // Every area is a link that the keyboard reaches, and stands in the list with its number.
  expect(page.text).toContain(`<a href="${open}/grids/${net}" aria-label="1 第一网格">`);
  expect(page.text.match(/<ol class="map-list">/g)).toHaveLength(1);
  expect(page.text).not.toContain('style=');
  expect(must(await upload(area('第一网格', box(118.4)))).drawn).toBe(1);
  expect(await shapes(zhou.scope)).toHaveLength(2);
});

test('one area is drawn anew by a file with it alone; a cell moves to another grid, and only to a grid [/desk/:space/grids/:id]', async () => {
  const both = await world.post(zhou, `${desk}/grids/${net}/shape`, {
    ...{ ...told, file: sent(collection(area('甲', box(118.3)), area('乙', box(118.4)))) },
  });
  expect(both.status).toBe(422);
  expect(both.text).toContain('文件里有2块');
  const done = await world.post(zhou, `${desk}/grids/${net}/shape`, {
    ...told,
    file: sent(area('随便什么', box(118.3))),
  });
  expect(done.location).toContain('done=drawn');
  const own = (await shapes(zhou.scope)).filter((shape) => shape.placeId === net);
  expect(own.map((shape) => shape.name)).toEqual(['第一网格']);
  const wrongWay = await world.post(zhou, `${desk}/grids/${cell}/move`, { parentId: estate });
  expect(wrongWay.status).toBe(422);
  expect(wrongWay.text).toContain('单元格只能放在网格里');
  const moved = await world.post(zhou, `${desk}/grids/${cell}/move`, { parentId: second });
  expect(moved.location).toContain('done=moved');
  expect((await allPlaces(zhou.scope)).find((one) => one.id === cell)?.parentId).toBe(second);
});

test('areas of one level that overlap are pointed out and still drawn; a cell within its net is none', async () => {
  const areas = [
    { name: '甲', outline: [[box(118)]] },
    { name: '乙', outline: [[box(118.005)]] },
    { name: '丙', outline: [[box(118.02)]] },
  ];
  expect(overlaps(areas)).toEqual([{ one: '甲', other: '乙', percent: 50 }]);
  must(await upload(area('第一网格', box(118.3)), area('第二网格', box(118.309)), area('第一网格甲', box(118.3))));
  const page = await world.get(zhou, `${desk}/grids`);
  expect(page.text).toContain('第一网格和第二网格叠在一起了');
  expect(page.text).not.toContain('第一网格甲叠');
  must(await upload(area('第一网格', box(118.3)), area('第二网格', box(118.31))));
  expect((await world.get(zhou, `${desk}/grids`)).text).not.toContain('叠在一起了');
});

test('matters count for the net they lie in, by the tree or by where their estate stands on the map [/desk/:space/map/matters]', async () => {
  must(await upload(area('柳巷一村', box(118.312, 30.102, 0.004))));
  const [all, drawn] = [await allPlaces(zhou.scope), await shapes(zhou.scope)];
  expect(netOf(cell, all, new Map(), drawn)).toBe(second);
  expect(netOf(building, all, new Map(), drawn)).toBe(second);
  expect(netOf(building, all, new Map([[building, [118.302, 30.105]]]), drawn)).toBe(net);
  expect(netOf(building, all, new Map(), [])).toBeNull();
  const at = startOf(estate, new Map(), drawn);
  const shape = drawn.find((one) => one.placeId === estate);
  expect(at !== null && shape !== undefined && holds(shape.outline, at)).toBe(true);
  expect(middleOf(shape?.outline ?? [])).toEqual(at);
  const page = await world.get(zhou, `${desk}/map/matters`);
  expect(page.text).toContain('每个网格说过多少件');
});
