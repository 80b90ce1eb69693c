import { expect, test } from 'vitest';
import { createWeb } from '#app/web-server';
import { room } from '#http/grids';
import { must } from '#kernel/result';
import { uploadMap } from '#modules/grids';
import { addPlace } from '#modules/places';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const worker = await world.person('小李', ['worker']);
const path = `http://linli.test/s/${world.space.slug}/grids`;

test('pages ask no other server for anything, unless tiles are configured: then for pictures of that one alone', async () => {
  must(await addPlace(worker.scope, { kind: 'grid', name: '甲' }));
  const coordinates = [
    [
      [118.3, 30.1],
      [118.31, 30.1],
      [118.31, 30.11],
      [118.3, 30.1],
    ],
  ];
  const map = { type: 'Feature', properties: { name: '甲' }, geometry: { type: 'Polygon', coordinates } };
  const file = { name: 'a.geojson', bytes: new TextEncoder().encode(JSON.stringify(map)) };
  must(await uploadMap(worker.scope, { file, datum: 'wgs84', source: '街道', as_of: '2026-01-01' }));
  const plain = await createWeb(world.platform).fetch(new Request(path));
  expect(plain.headers.get('content-security-policy')).toContain("img-src 'self' data:;");
  expect(await plain.text()).not.toContain('<image');
  const tiles = { url: 'https://tiles.example.org/{z}/{x}/{y}.png', datum: 'gcj02', by: '示例地图' } as const;
  const tiled = await createWeb({ ...world.platform, tiles }).fetch(new Request(path));
  const policy = tiled.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("img-src 'self' https://tiles.example.org data:;");
  expect(policy.replace(' https://tiles.example.org', '')).toBe(plain.headers.get('content-security-policy'));
  const text = await tiled.text();
  expect(text).toContain('href="https://tiles.example.org/');
  expect(text).toContain('示例地图');
});
