import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { room as intake } from '#http/intake';
import { addDays } from '#kernel/dates';
import { must, ok } from '#kernel/result';
import { answerMatter, writeDown } from '#modules/intake';
import { audit, messagesTo } from '#modules/record';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { today } from '#platform/scope';
import { makeBody } from '#tests/committee';
import { makeWorld } from '#tests/world';
import { type NewTask, openTask } from './commands.ts';
import { addTask, dropTask, finishTask } from './commands-desk.ts';
import { room } from './http.ts';
import { remind } from './jobs.ts';
import { openTasks } from './queries.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, intake] });
const admin = await world.person('管理员', ['admin']);
const worker = await world.person('小李', ['worker']);
const secretary = await world.person('秘书', ['secretary']);
const treasurer = await world.person('审批人', ['treasurer']);
const neighbour = await world.person('街坊');

const open = command({
  name: 'tasks.open_for_test',
  permission: may('tasks.open_for_test', 'anyone'),
  input: z.object({ task: z.custom<NewTask>() }),
  run: async (scope, input) => {
    const id = await openTask(scope, input.task);
    await audit(scope, { kind: 'task', id });
    return ok({ id });
  },
});
const about = { kind: 'organisation', id: worker.personId } as const;

describe('today', () => {
  test('the heading is the state of the day; what is due comes late first, with whose it is [/desk/:space]', async () => {
    const calm = await world.get(worker, '/desk/liuxiang');
    expect(calm.status).toBe(200);
    expect(calm.text).toContain('今天没有到期的事');
    expect(calm.text).toContain('没有新来的');
    must(
      await open(worker.scope, {
        task: { kind: 'a.b', subject: about, title: '回访老张', dueOn: '2026-02-27', ownerRole: 'worker' },
      }),
    );
    must(
      await open(worker.scope, {
        task: { kind: 'a.b', subject: about, title: '报表', dueOn: '2026-03-02', ownerPersonId: worker.personId },
      }),
    );
    must(
      await open(worker.scope, {
        task: { kind: 'a.b', subject: about, title: '远着呢', dueOn: '2026-05-01', ownerRole: 'worker' },
      }),
    );
    const page = await world.get(worker, '/desk/liuxiang');
    expect(page.text).toContain('一件过了期，一件今天到期');
    expect(page.text.indexOf('回访老张')).toBeLessThan(page.text.indexOf('报表'));
    expect(page.text).toContain('晚了3天');
    expect(page.text).not.toContain('远着呢');
    expect(page.text).toContain(`/desk/liuxiang/organisations/${worker.personId}`);
    const theirs = await world.get(secretary, '/desk/liuxiang');
    expect(theirs.text).not.toContain('报表');
    expect((await world.get(worker, '/desk/liuxiang', { 'accept-language': 'en' })).text).toContain('3 days late');
  });

  test('what came in can be taken or solved on the spot from its row, and the week shows what was promised [/desk/:space]', async () => {
    const said = { words: '三号楼的灯坏了两天', channel: 'phone', not_named: true } as const;
    const { id } = must(await writeDown(worker.scope, said));
    const page = await world.get(worker, '/desk/liuxiang');
    expect(page.text).toContain('三号楼的灯');
    expect(page.text).toContain(`/desk/liuxiang/matters/${id}/solve`);
    expect((await world.get(secretary, '/desk/liuxiang')).text).not.toContain('三号楼的灯');
    const solved = await world.post(worker, `/desk/liuxiang/matters/${id}/solve`, { how: '换了灯泡', minutes: '20' });
    expect(solved.status).toBe(303);
    expect((await world.get(worker, '/desk/liuxiang')).text).not.toContain('三号楼的灯');
    const { id: other } = must(await writeDown(worker.scope, { ...said, words: '水管漏了' }));
    must(await answerMatter(worker.scope, { id: other, reply: '有人来修', promise: '周二来修', due_on: '2026-03-03' }));
    const later = await world.get(worker, '/desk/liuxiang');
    expect(later.text).toContain(`/desk/liuxiang/matters/${other}`);
    world.clock.advance({ days: 2 });
    expect((await world.get(worker, '/desk/liuxiang')).text).toContain('还没办');
    world.clock.advance({ days: -2 });
  });

  test('somebody with a seat alone sees what waits for them; a neighbour has no desk [/desk/:space]', async () => {
    const { members } = await makeBody(world, await world.person('另一秘书', ['secretary']));
    const member = Object.values(members)[0];
    if (member === undefined) throw new Error('a body has members');
    const page = await world.get(member, '/desk/liuxiang');
    expect(page.status).toBe(200);
    expect(page.text).toContain('没有等您的');
    expect(page.text).not.toContain('新来的话');
    expect(page.text).toContain('眼下没有在议的事');
    expect((await world.get(neighbour, '/desk/liuxiang')).status).toBe(403);
    expect((await world.get(null, '/desk/liuxiang')).location).toContain('/sign-in');
    expect((await world.get(treasurer, '/desk/liuxiang')).status).toBe(200);
    const other = await world.otherSpace();
    const there = await world.person('邻区', ['worker'], { space: other });
    expect((await world.get(there, '/desk/liuxiang')).status).toBe(403);
    expect((await world.get(there, '/desk/qiaotou')).text).not.toContain('回访老张');
  });
});

describe('the list', () => {
  test('all tasks are listed, filtered and exported; one by hand is added, done or dropped [/desk/:space/tasks]', async () => {
    const past = await world.post(worker, '/desk/liuxiang/tasks/new', { title: '买灯泡', dueOn: '2026-03-01' });
    expect(past.status).toBe(422);
    expect(past.text).toContain('日子已经过了');
    expect(past.text).toContain('买灯泡');
    const added = await world.post(worker, '/desk/liuxiang/tasks/new', { title: '买灯泡', dueOn: '2026-03-03' });
    expect(added.location).toBe('/desk/liuxiang?done=added');
    const list = await world.get(worker, '/desk/liuxiang/tasks?whose=mine');
    expect(list.text).toContain('买灯泡');
    expect((await world.get(worker, '/desk/liuxiang/tasks?format=csv')).text).toContain('买灯泡');
    expect((await world.get(worker, '/desk/liuxiang/tasks?state=late')).text).toContain('回访老张');
    const note = (await openTasks(worker.scope)).find((task) => task.title === '买灯泡');
    const rule = (await openTasks(worker.scope)).find((task) => task.title === '回访老张');
    expect((await world.post(secretary, `/desk/liuxiang/tasks/${note?.id}/done`, {})).status).toBe(403);
    expect((await world.post(worker, `/desk/liuxiang/tasks/${note?.id}/done`, {})).status).toBe(303);
    const again = await finishTask(worker.scope, { taskId: note?.id ?? '' });
    expect(again).toMatchObject({ fault: { code: 'tasks.closed' } });
    const deed = await world.post(worker, `/desk/liuxiang/tasks/${rule?.id}/done`, {});
    expect(deed.status).toBe(409);
    expect(deed.text).toContain('它自己就了结');
    const reason = { taskId: rule?.id ?? '', reason: '人已经搬走' };
    expect(await dropTask(worker.scope, reason)).toMatchObject({ fault: { code: 'tasks.not_yours' } });
    expect(await dropTask(admin.scope, { ...reason, reason: ' ' })).toMatchObject({
      fault: { code: 'tasks.reason_missing' },
    });
    must(await dropTask(admin.scope, reason));
    expect((await world.get(worker, '/desk/liuxiang/tasks?state=dropped')).text).toContain('人已经搬走');
    expect((await world.get(worker, '/desk/liuxiang/tasks?q=zzz')).text).toContain('没有这样的待办');
    expect((await world.get(neighbour, '/desk/liuxiang/tasks')).status).toBe(403);
  });

  test('what a reader may not open is not listed, unless it is theirs; Today says in words what a promise is about', async () => {
    const words = '地下室的水泵整夜响，睡不着。';
    const said = must(await writeDown(worker.scope, { words, channel: 'counter', contact_name: '吴阿姨' }));
    const due = addDays(today(worker.scope), 1);
    must(await answerMatter(worker.scope, { id: said.id, reply: '明天去看', promise: '去看水泵', due_on: due }));
    expect((await world.get(worker, '/desk/liuxiang/tasks')).text).toContain(said.number);
    expect((await world.get(worker, '/desk/liuxiang')).text).toContain('地下室的水泵整夜响');
    const listed = await world.get(secretary, '/desk/liuxiang/tasks');
    expect(listed.text).not.toContain(said.number);
    expect(listed.text).not.toContain('about=promise');
    expect((await world.get(secretary, '/desk/liuxiang')).text).not.toContain('水泵');
    const own = { kind: 'a.b', subject: { kind: 'matter', id: said.id }, title: '议水泵', dueOn: due } as const;
    must(await open(worker.scope, { task: { ...own, ownerRole: 'secretary' } }));
    expect((await world.get(secretary, '/desk/liuxiang/tasks')).text).toContain('议水泵');
  });
});

test('a reminder comes in time and an overdue task is passed on, each once however often the job runs', async () => {
  const quiet = { kind: 'a.b', subject: about, ownerPersonId: worker.personId } as const;
  must(
    await open(worker.scope, {
      task: { ...quiet, title: '交报表', dueOn: '2026-03-10', remindDaysBefore: 2, escalateToRole: 'secretary' },
    }),
  );
  must(await addTask(worker.scope, { title: '自己的', dueOn: '2026-03-05' }));
  const heard = async (who: typeof worker) => (await messagesTo(world.system, who.personId)).map((one) => one.body);
  await remind.run(world.system);
  expect(await heard(worker)).toEqual([]);
  world.clock.set('2026-03-09T09:00:00+08:00');
  await remind.run(world.system);
  await remind.run(world.system);
  expect(await heard(worker)).toEqual(['快到日子了：交报表']);
  expect(await heard(secretary)).toEqual([]);
  world.clock.set('2026-03-11T09:00:00+08:00');
  await remind.run(world.system);
  await remind.run(world.system);
  expect(await heard(secretary)).toEqual(['过了期还没办：交报表']);
  const passed = await world.get(secretary, '/desk/liuxiang');
  expect(passed.text).toContain('交报表');
  expect(passed.text).toContain('已经过期上报');
});
