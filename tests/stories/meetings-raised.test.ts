import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { activateBody, addSeat, setUpBody } from '#modules/bodies';
import { openTasks } from '#modules/tasks';
import { closeRaised, passOn, raiseMatter, returnRaised, takeRaised } from '#modules/topics';
import { makeWorld, type Someone } from '#tests/world';
import { plain } from './html.ts';

const world = await makeWorld(import.meta.url);
const secretary = await world.person('秘书甲', ['secretary']);
const neighbour = await world.person('街坊');
const street = await Promise.all(['韩街道', '何街道', '白街道'].map((name) => world.person(name)));
const district = await Promise.all(['许区里', '谢区里', '罗区里'].map((name) => world.person(name)));
const code = (result: { ok: boolean; fault?: { code: string } }) => (result.ok ? 'ok' : (result.fault?.code ?? ''));
const page = async (path: string, who: Someone | null = null) => plain((await world.get(who, path)).text);
const slug = world.space.slug;

async function group(name: string, level: 'community' | 'street' | 'district', members: readonly Someone[]) {
  const set = { kind: 'leading_group', name, charter: '听报上来的事', level } as const;
  const { id } = must(await setUpBody(secretary.scope, set));
  for (const one of members)
    must(await addSeat(secretary.scope, { bodyId: id, kind: 'member', personId: one.personId }));
  must(await activateBody(secretary.scope, { id }));
  return id;
}
const low = await group('社区协调小组', 'community', [neighbour, ...street.slice(0, 2)]);
const middle = await group('柳巷街道领导小组', 'street', street);
const high = await group('江城区领导小组', 'district', district);
const [han, xu] = [street[0], district[0]];
if (han === undefined || xu === undefined) throw new Error('groups');

test('F118 a matter is raised to the street, passed on to the district, answered, and closed here; both sides see where it is [/s/:space/raised/:id]', async () => {
  const matter = { title: '楼里的电线老了', text: '物业和社区都换不了。' };
  expect(code(await raiseMatter(neighbour.scope, { ...matter, body: middle }))).toBe('access.not_allowed');
  expect(code(await raiseMatter(secretary.scope, { ...matter, body: low }))).toBe('topics.not_higher');
  const form = await world.get(secretary, `/desk/${slug}/raised/new`);
  expect(plain(form.text)).toContain('街道 · 柳巷街道领导小组');
  expect(plain(form.text)).not.toContain('社区协调小组');
  const phone = await world.post(secretary, `/desk/${slug}/raised/new`, {
    ...matter,
    text: '问 13812345678',
    body: middle,
  });
  expect(phone.status).toBe(422);
  const { id } = must(await raiseMatter(secretary.scope, { ...matter, body: middle }));
  expect((await openTasks(secretary.scope, { roles: ['secretary'] })).map((one) => one.kind)).toContain(
    'topics.raised',
  );
  expect(await page(`/s/${slug}/raised/${id}`)).toContain('报给街道 · 柳巷街道领导小组');
  expect(await page(`/s/${slug}/bodies/${middle}`)).toContain('楼里的电线老了');
  // Whoever sits in another group, or nowhere, has no say; the group's own member has.
  expect(code(await takeRaised(xu.scope, { id, note: '' }))).toBe('topics.not_the_group');
  const denied = await world.post(neighbour, `/desk/${slug}/raised/${id}/take`, {});
  expect([denied.status, plain(denied.text).includes('只有组里的成员')]).toEqual([403, true]);
  must(await takeRaised(han.scope, { id, note: '约了供电的' }));
  expect(code(await closeRaised(secretary.scope, { id, note: '算了' }))).toBe('topics.raised_elsewhere');
  expect(code(await passOn(han.scope, { id, body: middle, note: '再看' }))).toBe('topics.not_higher');
  must(await passOn(han.scope, { id, body: high, note: '变压器归区里' }));
  expect(code(await returnRaised(han.scope, { id, answer: '街道说' }))).toBe('topics.not_the_group');
  world.clock.advance({ days: 16 });
  expect(await page(`/s/${slug}/raised`)).toContain('区');
  expect(await page(`/s/${slug}/raised/${id}`)).toContain('过期了');
  must(await returnRaised(xu.scope, { id, answer: '秋天改造，先做 3 号楼' }));
  expect(code(await takeRaised(xu.scope, { id, note: '' }))).toBe('topics.raised_elsewhere');
  must(await closeRaised(secretary.scope, { id, note: '换好了' }));
  expect(await openTasks(secretary.scope, { roles: ['secretary'] })).toEqual([]);
  const shown = await page(`/s/${slug}/raised/${id}`);
  for (const word of ['再报给区 · 江城区领导小组', '秋天改造，先做 3 号楼', '换好了', '了结了'])
    expect(shown).toContain(word);
});

test('F118 an answer that does not help goes on to a higher level [/desk/:space/raised/:id]', async () => {
  const { id } = must(
    await raiseMatter(secretary.scope, { title: '河边护栏', text: '矮，孩子爬得上去。', body: middle }),
  );
  must(await returnRaised(han.scope, { id, answer: '先拉绳子' }));
  const sent = await world.post(secretary, `/desk/${slug}/raised/${id}/pass`, { body: high, note: '绳子拦不住' });
  expect(sent.location).toContain('passed_on');
  expect(await page(`/s/${slug}/raised/${id}`)).toContain('绳子拦不住');
});
