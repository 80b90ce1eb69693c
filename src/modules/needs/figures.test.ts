import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { room as intakeRoom } from '#http/intake';
import { room as needsRoom } from '#http/needs';
import { must, ok } from '#kernel/result';
import {
  addMet,
  askAboutStale,
  checkNeed,
  draftNeed,
  need,
  needRises,
  noMore,
  stillNeeded,
  voicesOf,
} from '#modules/needs';
import { audit } from '#modules/record';
import { openTasks } from '#modules/tasks';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { makeWorld } from '#tests/world';
import { publicGroups, risen } from './rules-figures.ts';

const world = await makeWorld(import.meta.url, { rooms: [intakeRoom, needsRoom] });
const worker = await world.person('周敏', ['worker']);
const resident = await world.person('王秀兰');
const stranger = await world.person('刘大海');

const facts = { summary: '写清楚了。', quantity: '1', unit: '件', urgency: 'normal' as const };

async function open(title: string, classCode: string, person?: string): Promise<string> {
  const { id } = must(
    await draftNeed(worker.scope, {
      ...{ ...facts, title, class_code: classCode },
      ...(person === undefined ? {} : { person }),
    }),
  );
  must(await checkNeed(worker.scope, { id }));
  return id;
}

const meet = command({
  name: 'test.meet',
  permission: may('test.meet', 'worker'),
  input: z.object({ id: z.string() }),
  run: async (scope, input) => {
    await addMet(scope, input.id, 1n);
    await audit(scope, { kind: 'need', id: input.id });
    return ok(null);
  },
});

describe('rules of figures', () => {
  test('F018 a rise is more than the mean of three months before, of at least three', () => {
    expect(
      risen([
        { classCode: 'a', now: 3, before: 9 },
        { classCode: 'b', now: 4, before: 9 },
        { classCode: 'c', now: 2, before: 0 },
        { classCode: 'd', now: 9, before: 3 },
      ]).map((one) => one.classCode),
    ).toEqual(['d', 'b']);
  });

  test('small groups stand together, and no remainder tells them', () => {
    const group = (key: string, count: number) => ({ key, count, met: 0 });
    expect(publicGroups([group('a', 20), group('b', 7), group('c', 3), group('d', 2)], 5)).toEqual([
      group('a', 20),
      group('b', 7),
      group('other', 5),
    ]);
    expect(publicGroups([group('a', 20), group('b', 7), group('c', 1)], 5)).toEqual([
      group('a', 20),
      group('other', 8),
    ]);
    expect(publicGroups([group('a', 4)], 5)).toEqual([]);
    expect(publicGroups([group('a', 9), group('b', 2)], 5)).toEqual([]);
  });
});

test('F009 F010 F018 F149 rises, trend, share met and groups are on the page, with the same as a file [/s/:space/needs/figures]', async () => {
  const root = `/s/${world.space.slug}/needs/figures`;
  expect((await world.get(null, root)).text).toContain('还没有公开的需求');
  await open('三月的灯', 'facilities.lighting');
  world.clock.set('2026-06-03T09:00:00+08:00');
  const lamps = [];
  for (const at of [1, 2, 3, 4]) lamps.push(await open(`六月的灯 ${at}`, 'facilities.lighting'));
  await open('孩子要书', 'migrant_children');
  world.clock.advance({ days: 6 });
  must(await meet(worker.scope, { id: lamps[0] ?? '' }));
  expect(await needRises(worker.scope)).toEqual([{ classCode: 'facilities.lighting', now: 4, before: 1 }]);
  const page = await world.get(null, root);
  expect(page.status).toBe(200);
  for (const said of ['路灯楼道灯', '0.3', '16%（6 条里 1 条）', '6 天', '流动儿童', '少于 5 条的合在一起数'])
    expect(page.text).toContain(said);
  expect(page.text).not.toContain('按网格');
  const desk = await world.get(worker, `/desk/${world.space.slug}/needs/figures`);
  expect(desk.text).toContain('按网格');
  const file = await world.get(null, `${root}/file`);
  expect(file.text).toContain('2026-06,5');
});

describe('a need nobody spoke of for long', () => {
  test('asks its owner, who says still or no more; a stranger is refused [/s/:space/needs/:id]', async () => {
    const kept = await open('每周陪着买菜', 'service.care', resident.personId);
    const gone = await open('借一把轮椅', 'material.daily.mobility', resident.personId);
    world.clock.advance({ days: 61 });
    const { asked } = must(await askAboutStale(world.system, {}));
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(must(await askAboutStale(world.system, {})).asked).toBe(0);
    const told = await worker.scope.db
      .selectFrom('outbox_message')
      .select('body')
      .where('space_id', '=', world.space.id)
      .where('person_id', '=', resident.personId)
      .execute();
    expect(told.map((one) => one.body).join()).toContain('每周陪着买菜');
    const page = await world.get(resident, `/s/${world.space.slug}/needs/${kept}`);
    expect(page.text).toContain('这件事还要吗');
    expect((await world.get(stranger, `/s/${world.space.slug}/needs/${kept}`)).text).not.toContain('还要吗');
    expect(await stillNeeded(stranger.scope, { id: kept })).toMatchObject({
      ok: false,
      fault: { code: 'needs.not_yours' },
    });
    const still = await world.post(resident, `/s/${world.space.slug}/needs/${kept}/still`, {});
    expect(still.location).toContain('done=confirmed');
    const no = await world.post(resident, `/s/${world.space.slug}/needs/${gone}/no-more`, {});
    expect(no.location).toContain('done=no_more');
    expect((await need(worker.scope, gone))?.state).toBe('withdrawn');
    const left = (await openTasks(worker.scope, { limit: 100 })).map((task) => task.subjectId);
    expect(left).not.toContain(kept);
    expect(left).not.toContain(gone);
  });

  test('"no more" of one leaves it to the others', async () => {
    const id = await open('修门锁', 'service.repair.home', resident.personId);
    const too = await world.post(stranger, `/s/${world.space.slug}/needs/${id}/too`, {});
    expect(too.status).toBe(303);
    must(await noMore(resident.scope, { id }));
    expect((await need(worker.scope, id))?.state).toBe('open');
    expect((await voicesOf(worker.scope, id)).map((voice) => voice.personId)).toEqual([stranger.personId]);
  });
});
