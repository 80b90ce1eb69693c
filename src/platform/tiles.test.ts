import { expect, test } from 'vitest';
import { tilesFrom, tilesOrigin } from './tiles.ts';

const url = 'https://tiles.example.org/street/{z}/{x}/{y}.png?key=1';

test('without a setting no map asks anybody for anything', () => {
  expect(tilesFrom({})).toBeUndefined();
  expect(tilesFrom({ LINLI_TILES: '' })).toBeUndefined();
});

test('a server of tiles is named with whose pictures they are, and how they count degrees', () => {
  const tiles = tilesFrom({ LINLI_TILES: url, LINLI_TILES_BY: '示例地图', LINLI_TILES_DATUM: 'gcj02' });
  expect(tiles).toEqual({ url, by: '示例地图', datum: 'gcj02' });
  expect(tiles === undefined ? '' : tilesOrigin(tiles)).toBe('https://tiles.example.org');
});

test.each([
  [{ LINLI_TILES: 'http://tiles.example.org/{z}/{x}/{y}.png', LINLI_TILES_BY: '甲' }],
  [{ LINLI_TILES: 'https://tiles.example.org/all.png', LINLI_TILES_BY: '甲' }],
  [{ LINLI_TILES: 'https://tiles.example.org/{z}/{x}.png', LINLI_TILES_BY: '甲' }],
  [{ LINLI_TILES: url }],
  [{ LINLI_TILES: url, LINLI_TILES_BY: '甲', LINLI_TILES_DATUM: 'bd09' }],
])('half a setting stops the start (%#)', (env) => {
  expect(() => tilesFrom(env)).toThrow();
});
