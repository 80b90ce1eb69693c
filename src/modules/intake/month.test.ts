import { expect, test } from 'vitest';
import { room as intakeRoom } from '#http/intake';
import { room as needsRoom } from '#http/needs';
import { must } from '#kernel/result';
import {
  answerMatter,
  closeMatter,
  joinMatter,
  keepPromise,
  matter,
  monthForm,
  reopenMatter,
  say,
  solveMatter,
  sortMatter,
  withdrawMatter,
  writeDown,
} from '#modules/intake';
import { makeWorld } from '#tests/world';
import { monthSum, withinOf } from './rules-month.ts';

const world = await makeWorld(import.meta.url, { rooms: [intakeRoom, needsRoom], from: '2026-01-20T09:00:00+08:00' });
const worker = await world.person('周敏', ['worker']);
const { slug } = world.space;

async function called(words: string, code = ''): Promise<string> {
  return must(
    await writeDown(worker.scope, { words, channel: 'phone', not_named: 'yes', contact_way: 'none', class_code: code }),
  ).id;
}

async function said(words: string): Promise<string> {
  return must(await say(world.visitor, { words, contact_way: 'none', anonymous: 'yes' })).id;
}

test('an answer falls into the first span that holds its days', () => {
  expect([null, 0, 1, 3, 4, 7, 8, 15, 16].map(withinOf)).toEqual([
    'none',
    'sameDay',
    'three',
    'three',
    'seven',
    'seven',
    'fifteen',
    'fifteen',
    'later',
  ]);
});

test('F170 the form of a month fills itself in: class, way, time kept, result, and what is left over [/desk/:space/matters/month]', async () => {
  const january = await called('一月留下来的楼道灯', 'facilities.lighting');
  world.clock.set('2026-02-02T09:00:00+08:00');
  const lamp = await called('二单元的灯也不亮', 'facilities.lighting');
  must(await solveMatter(worker.scope, { id: lamp, way: 'fixed' }));
  const gate = await said('大门的门禁坏了');
  const pit = await said('路上有个坑');
  const sorry = await said('说错了');
  must(await withdrawMatter(worker.scope, { id: sorry, reason: '本人说错了' }));
  world.clock.set('2026-02-07T09:00:00+08:00');
  const answered = must(
    await answerMatter(worker.scope, { id: gate, reply: '来修', promise: '修门禁', due_on: '2026-02-10' }),
  );
  must(await answerMatter(worker.scope, { id: january, reply: '下月换', promise: '换灯', due_on: '2026-02-08' }));
  world.clock.set('2026-02-12T09:00:00+08:00');
  must(await keepPromise(worker.scope, { id: answered.promiseId ?? '', result: '修好了' }));
  must(await closeMatter(worker.scope, { id: january, reason: '产权单位不同意' }));
  const again = await said('路上有个大坑');
  must(await joinMatter(worker.scope, { id: again, into: (await matter(worker.scope, pit))?.number ?? '' }));
  // What happens after the month changes where its matters stand, and not how many waited at its end.
  world.clock.set('2026-03-03T09:00:00+08:00');
  must(await reopenMatter(worker.scope, { id: january, reason: '居民不同意' }));

  const form = await monthForm(worker.scope, '2026-02-01');
  expect(form.flow).toEqual({ start: 1, came: 5, ended: 4, left: 2 });
  expect(form.classes.find((line) => line.key === 'facilities.lighting')).toMatchObject({ came: 1, solved: 1 });
  expect(monthSum(form.channels)).toEqual({ came: 5, solved: 1, led: 1, ended: 1, answered: 1, open: 1 });
  expect(monthSum(form.classes)).toEqual(monthSum(form.channels));
  expect(form.promises).toEqual({ kept: 0, late: 2, open: 0, overdue: 0, broken: 0 });
  expect(form.answers).toEqual({ sameDay: 1, three: 0, seven: 1, fifteen: 0, later: 0, none: 1 });
  expect((await monthForm(worker.scope, '2026-01-01')).flow).toEqual({ start: 0, came: 1, ended: 0, left: 1 });
  expect((await monthForm(worker.scope, '2026-03-01')).flow).toEqual({ start: 2, came: 0, ended: -1, left: 3 });

  const page = await world.get(worker, `/desk/${slug}/matters/month?month=2026-02`);
  expect(page.text).toContain('2026年2月的月报');
  expect(page.text).toContain('月初还在办的');
  const file = await world.get(worker, `/desk/${slug}/matters/month?month=2026-02&format=csv`);
  expect(file.text).toContain('接了多少，办了多少,这个月来的,5');
  expect((await world.get(worker, `/desk/${slug}/matters/month?month=2026-02&format=xlsx`)).status).toBe(200);
  // A month ahead, or none at all, is the present one.
  for (const month of ['2031-05', 'abc', '']) {
    const now = await world.get(worker, `/desk/${slug}/matters/month?month=${month}`);
    expect(now.text).toContain('2026年3月的月报');
  }
  expect((await world.get(await world.person('王秀兰'), `/desk/${slug}/matters/month`)).status).toBe(403);
});

test('a community of which nothing was said yet has a form that says so, and sorting moves a line', async () => {
  const other = await world.otherSpace();
  const there = world.scopeOf(worker.actor, { space: other });
  expect((await monthForm(there, '2026-02-01')).flow).toEqual({ start: 0, came: 0, ended: 0, left: 0 });
  const id = await said('四月里的垃圾');
  must(await sortMatter(worker.scope, { id, class_code: 'property.cleaning' }));
  const { classes } = await monthForm(worker.scope, '2026-03-01');
  expect(classes.map((line) => [line.key, line.came, line.open])).toEqual([['property.cleaning', 1, 1]]);
});
