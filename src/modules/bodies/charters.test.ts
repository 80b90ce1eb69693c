import { expect, test } from 'vitest';
import { room as people } from '#http/people';
import { room as tasks } from '#http/tasks';
import { must } from '#kernel/result';
import { openTasks } from '#modules/tasks';
import { today } from '#platform/scope';
import { makeWorld } from '#tests/world';
import { giveTask, writeCharter } from './commands-charters.ts';
import { room } from './http.ts';
import { charters } from './queries-charters.ts';
import { dutyFault } from './queries-duties.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, people, tasks] });
world.clock.set('2026-03-02T02:00:00Z');
const secretary = await world.person('秦文秀', ['secretary']);
const worker = await world.person('周敏', ['worker']);
const [open, desk] = [`/s/${world.space.slug}/responsibilities`, `/desk/${world.space.slug}`];
const first = { role: 'worker', text: '听街坊说话\n也看楼道', reason: '例会上定的' } as const;

test('F046 F047 a role has its charter from the first day, and the space writes its own by versions [/s/:space/responsibilities/:role]', async () => {
  expect((await charters(world.visitor)).get('worker')).toMatchObject({ version: 0, inForceFrom: null });
  const before = await world.get(null, `${open}/worker`);
  expect(before.text).toContain('通用的写法');
  expect(before.text).toContain('核对需要');
  expect(await dutyFault(world.system, worker.personId, 'facilities')).toBeNull();

  const sent = await world.post(secretary, `${desk}/responsibilities/worker`, {
    ...first,
    areas: ['listening', 'telling'],
    inForceFrom: today(world.system),
  });
  expect(sent.location).toContain(`${open}/worker?done=charter`);
  expect((await charters(world.visitor)).get('worker')).toMatchObject({ version: 1, areas: ['listening', 'telling'] });
  expect(await dutyFault(world.system, worker.personId, 'facilities')).toMatchObject({
    code: 'bodies.not_their_duty',
  });

  // A version with a later day waits for it; the one before holds until then.
  must(
    await writeCharter(secretary.scope, { ...first, areas: ['facilities'], text: '看楼道', inForceFrom: '2026-04-01' }),
  );
  expect((await charters(world.visitor)).get('worker')?.version).toBe(1);
  const page = (await world.get(null, `${open}/worker`)).text;
  for (const word of ['也看楼道', '例会上定的', '第 2 版从']) expect(page).toContain(word);
  world.clock.set('2026-04-02T02:00:00Z');
  expect((await charters(world.visitor)).get('worker')).toMatchObject({ version: 2, areas: ['facilities'] });
  expect((await world.get(null, open)).text).toContain('角色章程');
});

test('what can not be: a day gone by, the same again, an unknown role, another role writing', async () => {
  const again = { ...first, role: 'hub' as const, areas: ['linking' as const] };
  expect(await writeCharter(secretary.scope, { ...again, inForceFrom: '2026-01-01' })).toMatchObject({
    fault: { code: 'bodies.charter_past', field: 'inForceFrom' },
  });
  must(await writeCharter(secretary.scope, { ...again, inForceFrom: '2026-05-01' }));
  expect(await writeCharter(secretary.scope, { ...again, inForceFrom: '2026-05-01' })).toMatchObject({
    fault: { code: 'bodies.charter_same' },
  });
  expect((await world.get(null, `${open}/nobody`)).status).toBe(404);
  expect((await world.post(worker, `${desk}/responsibilities/hub`, { ...again })).status).toBe(403);
  const kept = await world.post(secretary, `${desk}/responsibilities/hub`, {
    ...{ text: '连起人来', areas: 'linking', inForceFrom: '2026-01-01', reason: '写给以前' },
  });
  expect(kept.status).toBe(422);
  for (const word of ['只能从今天或以后开始', '连起人来', '写给以前']) expect(kept.text).toContain(word);
});

test('F047 outside meetings too a role is given something to do only within its charter [/desk/:space/tasks/new]', async () => {
  const task = { title: '看一遍三号楼的扶手', dueOn: today(world.system), ownerRole: 'secretary' } as const;
  expect(await giveTask(worker.scope, { ...task, area: 'facilities' })).toMatchObject({
    fault: { code: 'bodies.not_their_duty', field: 'ownerRole' },
  });
  const said = await world.post(worker, `${desk}/tasks/new`, { ...task, area: 'facilities' });
  expect(said.status).toBe(422);
  expect(said.text).toContain('设施规划和维护');
  expect(said.text).toContain('看一遍三号楼的扶手');
  must(await giveTask(worker.scope, { ...task, ownerRole: 'worker', area: 'facilities' }));
  must(await giveTask(worker.scope, { ...task, title: '买两把伞', area: 'errand' }));
  must(await giveTask(worker.scope, { title: '自己记的', dueOn: task.dueOn, area: 'giving' }));
  const open_ = await openTasks(world.system, { roles: ['worker', 'secretary'] });
  expect(open_.map((one) => one.title).toSorted()).toEqual(['买两把伞', '看一遍三号楼的扶手']);
});
