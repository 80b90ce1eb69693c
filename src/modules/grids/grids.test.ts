import { expect, test } from 'vitest';
import { room as places } from '#http/places';
import { must } from '#kernel/result';
import { addPlace } from '#modules/places';
import { makeWorld } from '#tests/world';
import { addEntry, endCharge, putInCharge, uploadMap } from './commands.ts';
import { room } from './http.ts';
import { charges, entries, shapes } from './queries.ts';
import { draw, middleOf, unfilled, walkMinutes, within } from './rules.ts';
import { readShapes } from './rules-shapes.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, places] });
const zhou = await world.person('周敏', ['worker']);
const ma = await world.person('马建国', ['grid_worker']);
const he = await world.person('何桂香');
const net = must(await addPlace(zhou.scope, { kind: 'grid', name: '第一网格' })).id;
const cell = must(await addPlace(zhou.scope, { kind: 'grid', name: '第一网格甲', parentId: net })).id;
const desk = `/desk/${world.space.slug}`;
const open = `/s/${world.space.slug}`;

const square = (name: string, at = 118.3) => ({
  type: 'Feature',
  properties: { name },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [at, 30.1],
        [at + 0.01, 30.1],
        [at + 0.01, 30.11],
        [at, 30.11],
        [at, 30.1],
      ],
    ],
  },
});
const file = (value: unknown) => ({
  name: 'grid.geojson',
  bytes: new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)),
});
const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features });

test('F182 a net shows which roles are filled and which are missing; a building its own [/s/:space/grids]', () => {
  expect(unfilled('net', ['secretary'])).toEqual(['cadre', 'police']);
  expect(unfilled('cell', ['head', 'member', 'patrol', 'guard'])).toEqual([]);
  expect(unfilled('building', [])).toEqual(['head', 'member']);
});

test('F181 the public reads the roles, the office the persons with number, each reading recorded [/desk/:space/grids/:id]', async () => {
  must(await putInCharge(zhou.scope, { id: net, role: 'cadre', person: ma.personId }));
  must(await putInCharge(zhou.scope, { id: net, role: 'police', name: '王警官', phone: '110-3' }));
  const seen = await world.get(null, `${open}/grids/${net}`);
  expect(seen.text).toContain('包片干部');
  expect(seen.text).toContain('还缺支部书记');
  for (const name of ['马建国', '马*国', '王警官', '110-3']) expect(seen.text).not.toContain(name);
  const inside = await world.get(ma, `${desk}/grids/${net}`);
  expect(inside.text).toContain('王警官');
  expect(inside.text).toContain('110-3');
  expect((await world.get(he, `${desk}/grids/${net}`)).status).toBe(403);
  const read = await world.system.db
    .selectFrom('audit_event')
    .select('id')
    .where('command', '=', 'grids.open_who')
    .execute();
  expect(read.length).toBe(1);
});

test('F182 a charge that ends leaves the role unfilled; a role of another level, nobody and an unknown place are refused', async () => {
  const [held] = (await charges(zhou.scope, net)).filter((one) => one.role === 'police');
  must(await endCharge(zhou.scope, { id: held?.id ?? '', reason: '调走了' }));
  expect((await world.get(null, `${open}/grids/${net}`)).text).toContain('社区民警');
  const code = async (input: Parameters<typeof putInCharge>[1]) => {
    const made = await putInCharge(zhou.scope, input);
    return made.ok ? '' : made.fault.code;
  };
  expect(await code({ id: net, role: 'guard', name: '李' })).toBe('grids.role_not_here');
  expect(await code({ id: cell, role: 'guard' })).toBe('grids.who_missing');
  expect(await code({ id: he.personId, role: 'guard', name: '李' })).toBe('grids.place_unknown');
  expect(await code({ id: net, role: 'cadre', person: ma.personId })).toBe('grids.already');
});

test('F181 a map is taken whole or not at all, and a mistake names its area and point [/desk/:space/grids]', async () => {
  const wrong: readonly (readonly [unknown, string])[] = [
    ['not json', 'grids.not_json'],
    [{ type: 'Topology' }, 'grids.not_geojson'],
    [collection(), 'grids.no_shapes'],
    [collection({ ...square('甲'), properties: {} }), 'grids.shape_nameless'],
    [collection({ ...square('甲'), geometry: { type: 'Point', coordinates: [1, 2] } }), 'grids.shape_kind'],
    [collection({ ...square('甲'), geometry: { type: 'Polygon', coordinates: [[[1, 2]]] } }), 'grids.ring_short'],
    [
      collection({
        ...square('甲'),
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [1, 2],
              [2, 2],
              [2, 3],
              [1, 3],
            ],
          ],
        },
      }),
      'grids.ring_open',
    ],
    [
      collection({
        ...square('甲'),
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [2, 2],
              [2, 0],
              [0, 2],
              [0, 0],
            ],
          ],
        },
      }),
      'grids.ring_crossed',
    ],
    [
      collection({
        ...square('甲'),
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [30, 118],
              [31, 118],
              [31, 119],
              [30, 119],
              [30, 118],
            ],
          ],
        },
      }),
      'grids.point_swapped',
    ],
  ];
  for (const [value, code] of wrong) {
    const read = readShapes(file(value).bytes);
    expect(read.ok ? '' : read.fault.code).toBe(code);
  }
  const half = await world.post(zhou, `${desk}/grids`, {
    file: new File([JSON.stringify(collection(square('第一网格'), { ...square('乙'), geometry: null }))], 'a.json'),
    source: '街道',
    as_of: '2026-03-01',
  });
  expect(half.status).toBe(422);
  expect(half.text).toContain('第2块“乙”不是面');
  expect(await shapes(zhou.scope)).toEqual([]);
});

test('F181 a shape takes the place that bears its name, another waits to be assigned; the map is SVG with a list [/s/:space/grids]', async () => {
  const made = must(
    await uploadMap(zhou.scope, {
      file: file(collection(square('第一网格'), square('老菜场片', 118.32))),
      source: '街道网格办',
      as_of: '2026-03-01',
    }),
  );
  expect(made).toEqual({ drawn: 1, waiting: 1 });
  const [waiting] = (await shapes(zhou.scope)).filter((shape) => shape.placeId === null);
  const assigned = await world.post(zhou, `${desk}/shapes/${waiting?.id}/assign`, { place: cell });
  expect(assigned.status).toBe(303);
  const page = await world.get(null, `${open}/grids`);
  expect(page.text).toMatch(/<svg viewBox="0 0 1000 [\d.]+"/);
  expect(page.text).toContain('街道网格办');
  expect(page.text.match(/<path class="area/g)).toHaveLength(2);
  const again = must(
    await uploadMap(zhou.scope, {
      file: file(collection(square('第一网格', 118.4))),
      source: '街道',
      as_of: '2026-03-02',
    }),
  );
  expect(again).toEqual({ drawn: 1, waiting: 0 });
  expect(await shapes(zhou.scope)).toHaveLength(2);
});

test('F004 an empty element shows as a gap; F089 what is within fifteen minutes is reckoned or walked, and the rest is a gap [/s/:space/map]', async () => {
  const empty = await world.get(null, `${open}/map`);
  expect(empty.text.match(/空着/g)?.length).toBeGreaterThanOrEqual(5);
  const add = (more: Partial<Parameters<typeof addEntry>[1]>) =>
    addEntry(zhou.scope, { element: 'resource', title: '菜场', source: '走访', as_of: '2026-03-01', ...more });
  must(await add({ service: 'food', longitude: '118.405', latitude: '30.106' }));
  must(await add({ service: 'clinic', title: '诊所', minutes: '14' }));
  must(await add({ service: 'school', title: '小学', longitude: '118.6', latitude: '30.1' }));
  const [shape] = await shapes(zhou.scope);
  const from = shape === undefined ? null : middleOf(shape.outline);
  const near = within(await entries(zhou.scope), from, 15);
  expect(near.filter((one) => one.entry !== null).map((one) => one.service)).toEqual(['food', 'clinic']);
  expect(walkMinutes([118.4, 30.1], [118.4, 30.1])).toBe(0);
  const page = await world.get(null, `${open}/map`);
  expect(page.text).toContain('菜场');
  expect(page.text).toContain('空着');
  const half = await add({ longitude: '118.4' });
  expect(half.ok ? '' : half.fault.code).toBe('grids.half_point');
});

test('a drawing keeps north above and every point within its frame', async () => {
  const drawing = draw(await shapes(zhou.scope), await entries(zhou.scope));
  for (const dot of drawing?.dots ?? []) {
    expect(dot.x).toBeGreaterThanOrEqual(0);
    expect(dot.x).toBeLessThanOrEqual(1000);
    expect(dot.y).toBeLessThanOrEqual(drawing?.height ?? 0);
  }
  expect(draw([], [])).toBeNull();
});
