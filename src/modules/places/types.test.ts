import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { makeWorld } from '#tests/world';
import { addIndicator, chooseType, dropType } from './commands-types.ts';
import { room } from './http.ts';
import { chosenTypes } from './queries-types.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const admin = await world.person('管理员', ['admin']);
const worker = await world.person('小李', ['worker']);
const desk = `/desk/${world.space.slug}/about/types`;
const about = `/s/${world.space.slug}/about`;

test('F180 a community chooses kinds and carries dated indicators for each; the newest stands, a goal beside it [/s/:space/about]', async () => {
  expect((await world.get(null, about)).text).not.toContain('绿色社区');
  const chosen = await world.post(admin, desk, { type: 'green', reason: '居民代表会议商量的' });
  expect(chosen.location).toContain('done=type_chosen');
  expect(await chooseType(admin.scope, { type: 'green', reason: '再选' })).toMatchObject({
    fault: { code: 'places.type_chosen' },
  });
  expect((await world.get(null, about)).text).toContain('还没有数字');
  const figure = { type: 'green', title: '分类投放率', goal: '90%', source: '街道抽查' } as const;
  must(await addIndicator(admin.scope, { ...figure, value: '81%', asOf: '2025-12-31' }));
  const posted = await world.post(admin, `${desk}/figures`, { ...figure, value: '76%', asOf: '2025-06-30' });
  expect(posted.location).toContain('done=indicator');
  const page = await world.get(null, about);
  expect(page.text).toContain('81%，目标 90%');
  expect(page.text).not.toContain('76%');
  must(await chooseType(admin.scope, { type: 'service', reason: '会' }));
  expect((await world.get(null, about)).text).toContain('答应的事按时办到');
});

test('F180 a kind that is not chosen takes no figure, a day to come is refused, and giving up tells why [/desk/:space/about/types]', async () => {
  const peace = { type: 'peace', title: '调解成的', value: '3件', goal: '', asOf: '2025-06-30', source: '会' } as const;
  expect(await addIndicator(admin.scope, peace)).toMatchObject({ fault: { code: 'places.type_not_chosen' } });
  const future = await addIndicator(admin.scope, { ...peace, type: 'green', asOf: '2027-01-01' });
  expect(future).toMatchObject({ fault: { code: 'places.future', field: 'asOf' } });
  const silent = await world.post(admin, `${desk}/green/drop`, {});
  expect(silent.status).toBe(422);
  const dropped = await world.post(admin, `${desk}/green/drop`, { reason: '先做别的' });
  expect(dropped.location).toContain('done=type_dropped');
  expect((await chosenTypes(admin.scope)).map((one) => one.type)).toEqual(['service']);
  expect(await dropType(admin.scope, { type: 'green', reason: '再' })).toMatchObject({
    fault: { code: 'places.type_not_chosen' },
  });
  expect((await world.get(worker, desk)).status).toBe(403);
});
