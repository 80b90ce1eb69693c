import pg from 'pg';
import { expect, test } from 'vitest';
import { makeWorld } from '#tests/world';
import { room } from './http.ts';
import { setUpCode } from './queries.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const db = world.platform.database.scoped(null, []);
const first = {
  ...{ kind: 'community', slug: 'Heping', name: '和平社区', shortName: '和平', publishing: 'yes' },
  ...{ adminName: '陈敏', username: 'chen.min', password: 'ten letters and more' },
};

test('the first space and its administrator are made once, by whoever has the code [/setup]', async () => {
  const owner = new pg.Client({ connectionString: world.database.rootUrl });
  await owner.connect();
  // The space every world begins with has to go, though a space is never deleted: no trigger is asked.
  await owner.query("set session_replication_role = 'replica'");
  await owner.query('delete from space');
  await owner.end();
  expect((await world.get(null, '/')).text).toContain('建第一个社区');
  expect((await world.get(null, '/setup')).text).toContain('开门码');
  const stranger = await world.post(null, '/setup', { ...first, code: '0000-0000-0000' });
  expect(stranger.status).toBe(403);
  expect(stranger.text).toContain('开门码不对');
  expect(stranger.text).toContain('和平社区');
  const code = setUpCode(world.platform).toLowerCase();
  const weak = await world.post(null, '/setup', { ...first, code, password: 'short' });
  expect(weak.status).toBe(422);
  expect(await db.selectFrom('space').select('id').execute()).toEqual([]);
  const sent = await Promise.all([1, 2].map(() => world.post(null, '/setup', { ...first, code })));
  expect(sent.map((one) => one.status).sort()).toEqual([303, 409]);
  expect(sent.map((one) => one.location)).toContain('/sign-in?back=%2Fdesk%2Fheping');
  const spaces = await db.selectFrom('space').select(['id', 'slug']).execute();
  expect(spaces.map((one) => one.slug)).toEqual(['heping']);
  const id = spaces[0]?.id ?? '';
  const there = world.platform.database.scoped(id, [id]);
  expect(await there.selectFrom('mandate').select('role').execute()).toEqual([{ role: 'admin' }]);
  expect(await db.selectFrom('auth.user').select('username').execute()).toEqual([{ username: 'chen.min' }]);
  expect((await world.get(null, '/')).text).toContain('和平社区');
  expect((await world.get(null, '/setup')).status).toBe(409);
});
