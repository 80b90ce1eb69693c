import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { must } from '#kernel/result';
import { stocks } from '#modules/ledger';
import { addMember, registerOrganisation } from '#modules/organisations';
import { registerPerson } from '#modules/people';
import { audit } from '#modules/record';
import {
  addGoods,
  askStale,
  booking,
  bookingsOf,
  bookingsOfPerson,
  cancelBooking,
  checks,
  confirmResource,
  countStock,
  endResource,
  handOut,
  lend,
  offerResource,
  openResource,
  openResources,
  pauseResource,
  refuseResource,
  remindLoans,
  reserve,
  resource,
  resourceList,
  resourcesOf,
  resumeResource,
  takeBack,
  usage,
} from '#modules/resources';
import { runChecks } from '#platform/check';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import type { Scope } from '#platform/scope';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [] });
const worker = await world.person('吴工', ['worker']);
const aunt = await world.person('陈桂英');
const uncle = await world.person('李大勇');

const chair = {
  kind: 'loan' as const,
  title: '轮椅',
  class_code: 'material.daily.mobility',
  quantity: '1',
  unit: '台',
};

async function opened(scope: Scope, facts: Partial<Parameters<typeof offerResource>[1]> = {}): Promise<string> {
  const { id } = must(await offerResource(scope, { ...chair, ...facts }));
  must(await openResource(worker.scope, { id, vetted: 'yes' }));
  return id;
}

async function messages(personId: string): Promise<string[]> {
  const rows = await world.system.db
    .selectFrom('outbox_message')
    .select('body')
    .where('person_id', '=', personId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.body);
}

describe('offering', () => {
  test('F011 a unit registers a resource with amount, time window and conditions; it is opened with a number and found [/s/:space/resources]', async () => {
    const firm = must(
      await registerOrganisation(worker.scope, { name: '巷口粮油店', kind: 'shop', standing: 'informal' }),
    );
    must(await addMember(worker.scope, { organisationId: firm.id, personId: uncle.personId, represents: 'yes' }));
    const offered = must(
      await offerResource(uncle.scope, {
        kind: 'goods',
        title: '大米十袋',
        class_code: 'material.food.groceries',
        quantity: '１０',
        unit: '袋',
        conditions: '先给困难家庭',
        available_from: '2026-03-02',
        valid_until: '2026-06-30',
        organisation: firm.id,
      }),
    );
    const query = { q: '大米', filters: {}, sort: null, page: 1, size: 50 };
    expect((await resourceList(world.visitor, query, 'public')).total).toBe(0);
    const { number } = must(await openResource(worker.scope, { id: offered.id }));
    expect(number).toMatch(/^2026-\d{4}$/);
    const found = await resourceList(world.visitor, query, 'public');
    expect(found.rows.map((row) => [row.title, row.left, row.owner])).toEqual([['大米十袋', 10n, '巷口粮油店']]);
    expect(await messages(uncle.personId)).toEqual([`您登记的“大米十袋”已经公开，编号 ${number}。谢谢您。`]);
  });

  test('F205 nobody offers for an organisation they do not speak for, nor opens their own offer', async () => {
    const firm = must(
      await registerOrganisation(worker.scope, { name: '区属仓库', kind: 'firm', standing: 'informal' }),
    );
    const foreign = await offerResource(aunt.scope, { ...chair, organisation: firm.id });
    expect(foreign).toMatchObject({ ok: false, fault: { code: 'resources.not_yours' } });
    const own = must(await offerResource(aunt.scope, chair));
    expect(await openResource(aunt.scope, { id: own.id })).toMatchObject({ fault: { code: 'access.not_allowed' } });
    expect(await offerResource(aunt.scope, { ...chair, person: uncle.personId })).toMatchObject({
      fault: { code: 'resources.not_yours' },
    });
  });

  test('F011 a phone number, a money appeal, rice past its date and crossed days are refused', async () => {
    const codes = await Promise.all(
      [
        { description: '打 13812345678 找我' },
        { description: '孩子白血病急需二十万手术费，请大家捐款' },
        { expires_on: '2026-02-01' },
        { available_from: '2026-05-01', valid_until: '2026-04-01' },
        { reach: 'estate' as const },
        { class_code: 'nothing.such' },
        { quantity: '0' },
      ].map(async (facts) => {
        const made = await offerResource(aunt.scope, { ...chair, ...facts });
        return made.ok ? 'ok' : made.fault.code;
      }),
    );
    expect(codes).toEqual([
      'resources.personal_data',
      'resources.money_appeal',
      'resources.expired',
      'resources.days_crossed',
      'resources.reach_without_place',
      'resources.class_unknown',
      'count.not_positive',
    ]);
  });

  test('F011 an offer is refused only with a reason, which the giver reads', async () => {
    const { id } = must(await offerResource(aunt.scope, { ...chair, title: '旧沙发' }));
    expect(await refuseResource(worker.scope, { id, reason: ' ' })).toMatchObject({
      fault: { code: 'resources.reason_missing' },
    });
    must(await refuseResource(worker.scope, { id, reason: '楼道放不下' }));
    expect((await messages(aunt.personId)).at(-1)).toContain('楼道放不下');
    expect(await openResource(worker.scope, { id })).toMatchObject({ fault: { code: 'resources.state' } });
  });

  test('F132 a former resident gives to a named community', async () => {
    const { id } = must(await registerPerson(worker.scope, { name: '赵远行', former_resident: 'yes' }));
    const given = must(
      await offerResource(worker.scope, {
        kind: 'knowledge',
        title: '每月两小时法律咨询',
        class_code: 'service.legal',
        quantity: '2',
        unit: '小时',
        per: 'month',
        person: id,
      }),
    );
    must(await openResource(worker.scope, { id: given.id }));
    expect(await resource(world.visitor, given.id)).toMatchObject({ ownerPersonId: id, per: 'month', left: 2n });
  });

  test('F015 stale entries ask their owner once, who confirms or ends them; F101 the unused are listed', async () => {
    const id = await opened(uncle.scope, { title: '木梯' });
    world.clock.advance({ days: 91 });
    const before = (await messages(uncle.personId)).length;
    must(await askStale(world.system, {}));
    must(await askStale(world.system, {}));
    expect((await messages(uncle.personId)).slice(before)).toContain(
      '您登记的“木梯”还在吗？在的话点一下“还在”，不在就结束它。',
    );
    expect((await messages(uncle.personId)).filter((body) => body.includes('木梯”还在吗')).length).toBe(1);
    const flagged = async (flag: string) =>
      (await resourceList(worker.scope, { q: '木梯', filters: { flag }, sort: null, page: 1, size: 50 }, 'desk')).total;
    expect(await flagged('stale')).toBe(1);
    expect(await flagged('unused')).toBe(1);
    must(await confirmResource(uncle.scope, { id }));
    expect(await flagged('stale')).toBe(0);
    must(await lend(worker.scope, { id, person: aunt.personId }));
    expect(await flagged('unused')).toBe(0);
    expect(await pauseResource(aunt.scope, { id })).toMatchObject({ fault: { code: 'resources.not_yours' } });
    must(await pauseResource(uncle.scope, { id }));
    expect((await resourcesOf(uncle.scope, { personId: uncle.personId })).find((one) => one.id === id)?.state).toBe(
      'paused',
    );
    must(await resumeResource(uncle.scope, { id }));
    expect((await bookingsOfPerson(aunt.scope, aunt.personId)).map((one) => one.title)).toContain('木梯');
    expect(await endResource(uncle.scope, { id, reason: '坏了' })).toMatchObject({
      fault: { code: 'resources.still_out' },
    });
  });
});

describe('stock', () => {
  const runAddGoods = command({
    name: 'resources.test',
    permission: may('resources.test', 'worker'),
    input: z.object({}),
    run: async (scope) => {
      const made = await addGoods(scope, {
        title: '棉被',
        quantity: 5n,
        unit: '床',
        classCode: 'material.clothing',
        condition: '全新',
        expiresOn: null,
      });
      await audit(scope, { kind: 'resource', id: made.id });
      return { ok: true, value: made };
    },
  });

  test('F011 goods that arrive with a gift are in stock at once; what the page shows is the balance of the books', async () => {
    const { id } = must(await runAddGoods(worker.scope, {}));
    const row = await world.system.db
      .selectFrom('resource')
      .select('account_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect((await stocks(world.system, [row.account_id ?? ''])).get(row.account_id ?? '')).toBe(5n);
    expect((await resource(world.visitor, id))?.left).toBe(5n);
    must(await countStock(worker.scope, { id, counted: '3', reason: '两床受潮' }));
    expect((await resource(world.visitor, id))?.left).toBe(3n);
    expect(await countStock(worker.scope, { id, counted: '3', reason: '再数' })).toMatchObject({
      fault: { code: 'resources.same_count' },
    });
    must(await endResource(worker.scope, { id, reason: '换季' }));
    expect((await resource(world.visitor, id))?.left).toBe(0n);
  });
});

describe('lending', () => {
  test('F129 a tool is lent across the desk in one tap, due after the usual days, reminded when late, taken back in one tap', async () => {
    const id = await opened(uncle.scope, { title: '电钻' });
    const lent = must(await lend(worker.scope, { id, person: aunt.personId }));
    expect(await resource(world.visitor, id)).toMatchObject({ left: 0n });
    expect(await lend(worker.scope, { id, person: uncle.personId })).toMatchObject({
      fault: { code: 'resources.taken' },
    });
    world.clock.advance({ days: 29 });
    must(await remindLoans(world.system, {}));
    expect((await messages(aunt.personId)).at(-1)).toMatch(/电钻”.*该还了/);
    world.clock.advance({ days: 1 });
    must(await remindLoans(world.system, {}));
    world.clock.advance({ days: 3 });
    must(await remindLoans(world.system, {}));
    expect((await messages(aunt.personId)).at(-1)).toContain('本该');
    expect(await booking(worker.scope, lent.id)).toMatchObject({ late: true });
    // Late, but still out: nobody can take it with them.
    expect(await lend(worker.scope, { id, person: uncle.personId })).toMatchObject({
      fault: { code: 'resources.taken' },
    });
    expect(await takeBack(aunt.scope, { id: lent.id })).toMatchObject({ fault: { code: 'resources.not_yours' } });
    must(await takeBack(worker.scope, { id: lent.id, condition_in: '完好' }));
    expect(await takeBack(worker.scope, { id: lent.id })).toMatchObject({ fault: { code: 'resources.booking_state' } });
    expect(await resource(world.visitor, id)).toMatchObject({ left: 1n });
    must(await lend(worker.scope, { id, person: uncle.personId, days: '3' }));
  });

  test('F129 a thing is never with two people: two pieces are two, and the days of one do not overlap', async () => {
    const id = await opened(uncle.scope, { title: '折叠床', quantity: '2' });
    const days = (from: string, until: string) => ({ id, person: aunt.personId, from, until });
    must(await reserve(worker.scope, days('2026-08-10', '2026-08-12')));
    must(await reserve(worker.scope, days('2026-08-11', '2026-08-13')));
    expect(await reserve(worker.scope, days('2026-08-12', '2026-08-12'))).toMatchObject({
      fault: { code: 'resources.taken' },
    });
    must(await reserve(worker.scope, days('2026-08-14', '2026-08-15')));
    const pieces = (await bookingsOf(worker.scope, [id])).map((one) => one.piece);
    expect(pieces.sort()).toEqual([1, 1, 2]);
    // Asked at the very same moment, one gets it and the other is told.
    const both = await Promise.all([
      lend(worker.scope, { id, person: aunt.personId, days: '1' }),
      lend(worker.scope, { id, person: uncle.personId, days: '1' }),
      lend(worker.scope, { id, person: worker.personId, days: '1' }),
    ]);
    expect(both.filter((one) => one.ok).length).toBe(2);
    expect(both.find((one) => !one.ok)).toMatchObject({ fault: { code: 'resources.taken' } });
  });

  test('F059 a room of a unit is booked by the hour and its use is counted; F205 the unit hands it out itself', async () => {
    const unit = must(
      await registerOrganisation(worker.scope, { name: '第三小学', kind: 'school', standing: 'informal' }),
    );
    const teacher = await world.person('周老师');
    must(await addMember(worker.scope, { organisationId: unit.id, personId: teacher.personId, represents: 'yes' }));
    const id = await opened(teacher.scope, {
      kind: 'room',
      title: '小礼堂',
      class_code: 'facilities.space',
      unit: '间',
      organisation: unit.id,
      kept_by_owner: 'yes',
    });
    const at = (from_time: string, until_time: string) => ({ id, from: '2026-09-05', from_time, until_time });
    expect(await reserve(aunt.scope, { id, from: '2026-09-05' })).toMatchObject({
      fault: { code: 'resources.times_missing' },
    });
    const booked = must(await reserve(aunt.scope, at('14:00', '16:30')));
    expect(await reserve(uncle.scope, at('16:00', '17:00'))).toMatchObject({ fault: { code: 'resources.taken' } });
    must(await reserve(uncle.scope, at('16:30', '17:00')));
    world.clock.set('2026-09-05T14:00:00+08:00');
    must(await handOut(teacher.scope, { id: booked.id }));
    world.clock.set('2026-09-05T17:30:00+08:00');
    must(await takeBack(teacher.scope, { id: booked.id }));
    expect(await usage(world.visitor, id)).toEqual({ times: 1, minutes: 150n });
    // Handed out early and brought back early: what passed counts, not what was booked.
    const next = must(await reserve(aunt.scope, { id, from: '2026-09-06', from_time: '14:00', until_time: '18:00' }));
    world.clock.set('2026-09-06T13:40:00+08:00');
    must(await handOut(teacher.scope, { id: next.id }));
    expect((await usage(world.visitor, id)).minutes).toBe(150n);
    world.clock.set('2026-09-06T14:25:00+08:00');
    expect((await usage(world.visitor, id)).minutes).toBe(195n);
    must(await takeBack(teacher.scope, { id: next.id }));
    world.clock.set('2026-09-06T20:00:00+08:00');
    expect(await usage(world.visitor, id)).toEqual({ times: 2, minutes: 195n });
  });

  test('F129 what stays with its owner does not cross the desk; what is kept for others is not booked by anybody', async () => {
    const kept = await opened(uncle.scope, { title: '缝纫机', kept_by_owner: 'yes' });
    expect(await lend(worker.scope, { id: kept, person: aunt.personId })).toMatchObject({
      fault: { code: 'resources.with_owner' },
    });
    const hard = await opened(uncle.scope, { title: '护理床', eligible: 'low_income' });
    expect(await reserve(aunt.scope, { id: hard, from: '2026-10-01' })).toMatchObject({
      fault: { code: 'resources.not_eligible' },
    });
    const rice = await opened(uncle.scope, {
      kind: 'goods',
      title: '面粉',
      class_code: 'material.food.groceries',
      unit: '袋',
    });
    expect(await lend(worker.scope, { id: rice, person: aunt.personId })).toMatchObject({
      fault: { code: 'resources.not_lent' },
    });
    expect(await reserve(aunt.scope, { id: kept, from: '2026-01-01' })).toMatchObject({
      fault: { code: 'resources.past' },
    });
    expect(await reserve(aunt.scope, { id: kept, from: '2026-10-01', person: uncle.personId })).toMatchObject({
      fault: { code: 'resources.not_yours' },
    });
  });

  test('F129 a reservation is given up with a reason, by those it concerns, and the time is free again', async () => {
    const id = await opened(uncle.scope, { title: '投影仪' });
    const mine = must(await reserve(aunt.scope, { id, from: '2026-11-01', until: '2026-11-03' }));
    const stranger = await world.person('路过');
    expect(await cancelBooking(stranger.scope, { id: mine.id, reason: '想要' })).toMatchObject({
      fault: { code: 'resources.not_yours' },
    });
    expect(await cancelBooking(aunt.scope, { id: mine.id, reason: '' })).toMatchObject({
      fault: { code: 'resources.reason_missing' },
    });
    must(await cancelBooking(aunt.scope, { id: mine.id, reason: '改期' }));
    expect((await messages(uncle.personId)).at(-1)).toContain('改期');
    must(await reserve(worker.scope, { id, person: uncle.personId, from: '2026-11-01', until: '2026-11-03' }));
  });

  test('F011 another space sees none of it', async () => {
    const space = await world.otherSpace();
    const there = await world.person('隔壁', ['worker'], { space });
    const id = await opened(uncle.scope, { title: '音箱' });
    expect(await resource(there.scope, id)).toBeNull();
    expect(await lend(there.scope, { id, person: aunt.personId })).toMatchObject({
      fault: { code: 'resources.not_found' },
    });
    expect((await openResources(there.scope)).length).toBe(0);
  });
});

test('after all this the checks of the room hold', async () => {
  const found = await runChecks(world.system, checks);
  expect(found.filter((one) => one.count > 0)).toEqual([]);
});
