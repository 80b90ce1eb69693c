import { describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { createAccount, grantMandate } from '#modules/people';
import type { TestSpace } from '#tests/world';
import { makeWorld } from '#tests/world';
import { addFigure, addPlace, createSpace, editPlace } from './commands.ts';
import { room } from './http.ts';
import { estateOf, figures, placeOptions, setUpCode } from './queries.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const admin = await world.person('管理员', ['admin']);
const worker = await world.person('小李', ['worker']);
const neighbour = await world.person('街坊');

describe('places', () => {
  test('F005 an estate says whether it is old or new; a building inside it is never shown finer than it', async () => {
    const untyped = await addPlace(worker.scope, { kind: 'estate', name: '柳巷一村' });
    expect(untyped).toMatchObject({ fault: { code: 'places.estate_type', field: 'estateType' } });
    const { id } = must(await addPlace(worker.scope, { kind: 'estate', name: '柳巷一村', estateType: 'old' }));
    const building = must(await addPlace(worker.scope, { kind: 'building', name: '3号楼', parentId: id }));
    expect((await estateOf(worker.scope, building.id))?.name).toBe('柳巷一村');
    expect(await placeOptions(worker.scope, ['estate'])).toEqual([{ value: id, label: '柳巷一村' }]);
    const circle = await editPlace(worker.scope, {
      ...{ placeId: id, kind: 'estate', name: '柳巷一村', estateType: 'old', parentId: building.id },
    });
    expect(circle).toMatchObject({ fault: { code: 'places.inside_itself' } });
    const nowhere = await addPlace(worker.scope, { kind: 'building', name: '9号楼', parentId: newId() });
    expect(nowhere).toMatchObject({ fault: { code: 'places.unknown_parent' } });
  });

  test('the desk adds, edits, lists as a tree, exports and retires places [/desk/:space/places]', async () => {
    expect((await world.get(neighbour, '/desk/liuxiang/places')).status).toBe(403);
    const fields = { kind: 'estate', name: '新柳湾', estateType: 'new', residents: '１,２００', households: '很多' };
    const refused = await world.post(worker, '/desk/liuxiang/places/new', fields);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请写一个整数，不知道就空着');
    expect(refused.text).toContain('很多');
    const done = await world.post(worker, '/desk/liuxiang/places/new', { ...fields, households: '' });
    expect(done.location).toBe('/desk/liuxiang/places?done=added');
    const page = await world.get(worker, '/desk/liuxiang/places');
    expect(page.text).toContain('柳巷一村 / 3号楼');
    expect((await world.get(worker, '/desk/liuxiang/places?format=csv')).text).toContain('1200');
    expect((await world.get(worker, '/desk/liuxiang/places?kind=grid')).text).toContain('没有这样的');
    const options = await placeOptions(worker.scope);
    const [estate, building] = ['柳巷一村', '3号楼'].map((label) => options.find((one) => one.label === label)?.value);
    const busy = await world.post(worker, `/desk/liuxiang/places/${estate}/retire`, { reason: '拆了' });
    expect(busy.status).toBe(409);
    expect(busy.text).toContain('先把它们挪走');
    const gone = await world.post(worker, `/desk/liuxiang/places/${building}/retire`, { reason: '拆了' });
    expect(gone.location).toContain('done=retired');
    expect((await world.get(worker, '/desk/liuxiang/places')).text).not.toContain('3号楼');
    const edited = await world.post(worker, `/desk/liuxiang/places/${estate}`, {
      ...{ kind: 'estate', name: '柳巷一村', estateType: 'old', propertyCompany: '' },
    });
    expect(edited.location).toContain('done=saved');
    const other = await world.otherSpace();
    const foreign = await world.person('邻区', ['admin'], { space: other });
    expect((await world.get(foreign, `/desk/qiaotou/places/${estate}`)).status).toBe(404);
  });
});

describe('about', () => {
  test('F001 figures with day and source and a list of sites stand on the public page [/s/:space/about]', async () => {
    const site = { kind: 'site', name: '老槐树', note: '三百年', asOf: '2025-05-01', source: '区志' } as const;
    must(await addPlace(admin.scope, site));
    const figure = { key: 'residents', value: '8,640人', asOf: '2025-12-31', source: '社区台账' } as const;
    must(await addFigure(admin.scope, { ...figure, value: '8,000人', asOf: '2024-12-31' }));
    const posted = await world.post(admin, '/desk/liuxiang/about/figures', figure);
    expect(posted.location).toBe('/desk/liuxiang/about?done=figure');
    const page = await world.get(null, '/s/liuxiang/about');
    expect(page.text).toContain('8,640人');
    expect(page.text).not.toContain('8,000人');
    expect(page.text).toContain('2025年12月31日，社区台账');
    expect(page.text).toContain('老槐树');
    expect(page.text).toContain('2025年5月1日，区志');
    expect((await world.get(admin, '/desk/liuxiang/about')).text).toContain('8,000人');
    expect(await figures(world.visitor, true)).toHaveLength(2);
    expect((await world.post(worker, '/desk/liuxiang/about/figures', figure)).status).toBe(403);
    const unnamed = await world.post(admin, '/desk/liuxiang/about/figures', { ...figure, key: 'other' });
    expect(unnamed.text).toContain('请写上叫什么');
    const future = await addFigure(admin.scope, { ...figure, asOf: '2027-01-01' });
    expect(future).toMatchObject({ fault: { code: 'places.future' } });
  });

  test('the administrator puts the facts of the space right, and closes its pages to the public', async () => {
    const facts = { name: '柳巷社区', shortName: '柳巷', sentence: '说一声，办到底', phone: '021-5566' };
    const done = await world.post(admin, '/desk/liuxiang/about/space', facts);
    expect(done.location).toContain('done=saved');
    expect((await world.get(null, '/s/liuxiang/about')).status).toBe(404);
    expect((await world.get(null, '/')).text).not.toContain('柳巷社区');
    await world.post(admin, '/desk/liuxiang/about/space', { ...facts, publishing: 'yes' });
    expect((await world.get(null, '/')).text).toContain('说一声，办到底');
    const long = await world.post(admin, '/desk/liuxiang/about/space', { ...facts, shortName: '柳巷社区居委会' });
    expect(long.status).toBe(422);
  });
});

describe('desks', () => {
  async function account(personId: string, space: TestSpace): Promise<void> {
    await world.platform.database
      .scoped(null, [])
      .insertInto('auth.membership')
      .values({ account_id: `account-${worker.personId}`, space_id: space.id, person_id: personId })
      .execute();
  }

  test('one desk opens at once, several are offered, none is explained [/desk]', async () => {
    expect((await world.get(null, '/desk')).location).toBe('/sign-in?back=%2Fdesk');
    expect((await world.get(worker, '/desk')).location).toBe('/desks');
    expect((await world.get(worker, '/desks')).text).toContain('您没有工作台');
    const id = `account-${worker.personId}`;
    const db = world.platform.database.scoped(null, []);
    await db.insertInto('auth.user').values({ id, name: '小李', email: 'a@linli.invalid' }).execute();
    await account(worker.personId, world.space);
    expect((await world.get(worker, '/desk')).location).toBe('/desk/liuxiang');
    const made = must(
      await createSpace(world.platform, { kind: 'street', slug: 'hexi', name: '河西街道', shortName: '河西' }),
    );
    const there = await world.person('小李', ['overseer'], { space: made });
    await account(there.personId, made);
    expect((await world.get(worker, '/desk')).location).toBe('/desks');
    expect((await world.get(worker, '/desks')).text).toContain('河西街道');
  });
});

describe('set-up', async () => {
  test('while there is a space the page is closed, with and without the code [/setup]', async () => {
    expect((await world.get(null, '/setup')).status).toBe(409);
    const code = setUpCode(world.platform);
    const taken = await world.post(null, '/setup', { ...first, code });
    expect(taken.status).toBe(409);
    expect(taken.text).toContain('这一页关上了');
    expect(
      must(await createAccount(world.platform, { spaceId: world.space.id, personId: neighbour.personId })),
    ).toBeDefined();
    expect(await grantMandate(worker.scope, { personId: neighbour.personId, role: 'admin' })).toMatchObject({
      ok: false,
    });
  });
});

const first = {
  ...{ kind: 'community', slug: 'liuxiang', name: '柳巷社区', shortName: '柳巷', publishing: 'yes' },
  ...{ adminName: '陈敏', username: 'chen.min', password: 'ten letters and more' },
};
