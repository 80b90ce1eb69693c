import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { room as resources } from '#http/resources';
import { must } from '#kernel/result';
import { setException, setWeek } from '#modules/centres';
import { stocks } from '#modules/ledger';
import { addHousehold } from '#modules/people';
import { audit } from '#modules/record';
import {
  booking,
  bookingsOf,
  cancelBooking,
  checks,
  endResource,
  handFromLine,
  handOut,
  joinLine,
  lacksOf,
  leaveLine,
  lend,
  letBy,
  lineFor,
  markSecondhand,
  moveLines,
  notFirst,
  offerResource,
  openResource,
  partsOf,
  reserve,
  resource,
  serveFirst,
  setParts,
  settleLack,
  takeBack,
  takeTurn,
  waitsOfPerson,
} from '#modules/resources';
import { runChecks } from '#platform/check';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [resources] });
const worker = await world.person('吴工', ['worker']);
const ann = await world.person('安家人');
const ben = await world.person('本家人');
const cai = await world.person('蔡家人');
const dan = await world.person('丹家人');
const slug = world.space.slug;

const drill = { kind: 'loan' as const, title: '冲击钻', class_code: 'material.daily.tools', quantity: '1', unit: '把' };

async function opened(facts: Partial<Parameters<typeof offerResource>[1]> = {}): Promise<string> {
  const { id } = must(await offerResource(worker.scope, { ...drill, ...facts }));
  must(await openResource(worker.scope, { id }));
  return id;
}

const markIt = command({
  name: 'resources.offer',
  permission: may('resources.offer', 'resident'),
  input: z.object({ id: z.string() }),
  run: async (scope, input) => {
    await markSecondhand(scope, input.id);
    await audit(scope, { kind: 'resource', id: input.id });
    return { ok: true as const, value: null };
  },
});

async function posted(title: string): Promise<string> {
  const facts = { ...drill, kind: 'goods' as const, class_code: 'material.daily.children', title };
  const { id } = must(await offerResource(dan.scope, facts));
  must(await markIt(dan.scope, { id }));
  must(await openResource(worker.scope, { id }));
  return id;
}

async function said(personId: string): Promise<string[]> {
  const rows = await world.system.db
    .selectFrom('outbox_message')
    .select('body')
    .where('person_id', '=', personId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.body);
}

const states = async (id: string) => (await lineFor(worker.scope, [id])).map((one) => [one.who, one.state]);

async function allHolds(): Promise<void> {
  for (const { name, first } of await runChecks(world.system, checks)) expect([name, first]).toEqual([name, null]);
}

describe('the line for a thing that is out', () => {
  test('F129 whoever is next has it kept for some days, may let it go by once and keeps the place', async () => {
    const id = await opened();
    expect((await joinLine(ann.scope, { id })).ok).toBe(false);
    const out = must(await lend(worker.scope, { id, person: dan.personId }));
    const first = must(await joinLine(ann.scope, { id }));
    world.clock.advance({ minutes: 1 });
    must(await joinLine(ben.scope, { id }));
    expect(await joinLine(ann.scope, { id })).toMatchObject({ fault: { code: 'resources.in_line' } });
    world.clock.advance({ minutes: 1 });
    must(await joinLine(worker.scope, { id, person: cai.personId }));
    expect(await joinLine(ben.scope, { id, person: cai.personId })).toMatchObject({
      fault: { code: 'resources.not_yours' },
    });
    must(await takeBack(worker.scope, { id: out.id }));
    expect(await states(id)).toEqual([
      ['安家人', 'offered'],
      ['本家人', 'waiting'],
      ['蔡家人', 'waiting'],
    ]);
    expect((await said(ann.personId)).at(-1)).toContain('轮到您了');
    // It is kept: nobody else can have it in these days.
    expect(await lend(worker.scope, { id, person: ben.personId })).toMatchObject({
      fault: { code: 'resources.taken' },
    });
    expect(await letBy(ben.scope, { id: first.id })).toMatchObject({ fault: { code: 'resources.not_yours' } });
    must(await letBy(ann.scope, { id: first.id }));
    expect(await states(id)).toEqual([
      ['本家人', 'offered'],
      ['安家人', 'waiting'],
      ['蔡家人', 'waiting'],
    ]);
    await allHolds();
    // Ben takes it; what was kept for days becomes a loan of the usual length.
    const [turn] = await lineFor(worker.scope, [id]);
    must(await takeTurn(ben.scope, { id: turn?.id ?? '' }));
    const kept = await booking(worker.scope, turn?.bookingId ?? '');
    expect(kept?.state).toBe('reserved');
    expect(((kept?.until.getTime() ?? 0) - world.clock.now().getTime()) / 86_400_000).toBeGreaterThan(29);
    must(await handOut(worker.scope, { id: kept?.id ?? '' }));
    must(await takeBack(worker.scope, { id: kept?.id ?? '' }));
    // Ann kept her place, and it is offered to her again; the second time she gives it up.
    expect((await states(id))[0]).toEqual(['安家人', 'offered']);
    must(await letBy(ann.scope, { id: first.id }));
    expect(await states(id)).toEqual([['蔡家人', 'offered']]);
    expect((await waitsOfPerson(ann.scope, ann.personId))[0]?.state).toBe('left');
    await allHolds();
  });

  test('F129 who does not answer lets it go by; handing out at the desk takes the turn; leaving passes it on', async () => {
    const id = await opened({ title: '人字梯' });
    const out = must(await lend(worker.scope, { id, person: dan.personId }));
    must(await joinLine(ann.scope, { id }));
    world.clock.advance({ minutes: 1 });
    must(await joinLine(ben.scope, { id }));
    must(await takeBack(worker.scope, { id: out.id }));
    world.clock.advance({ days: 3 });
    expect(must(await moveLines(world.system, {})).moved).toBe(0);
    world.clock.advance({ days: 1 });
    expect(must(await moveLines(world.system, {})).moved).toBeGreaterThan(0);
    expect((await said(ann.personId)).at(-1)).toContain('先让给了后面的街坊');
    expect(await states(id)).toEqual([
      ['本家人', 'offered'],
      ['安家人', 'waiting'],
    ]);
    const [turn] = await lineFor(worker.scope, [id]);
    must(await handOut(worker.scope, { id: turn?.bookingId ?? '' }));
    expect(await states(id)).toEqual([['安家人', 'waiting']]);
    const live = (await bookingsOf(worker.scope, [id]))[0];
    expect(((live?.until.getTime() ?? 0) - world.clock.now().getTime()) / 86_400_000).toBeGreaterThan(29);
    must(await takeBack(worker.scope, { id: live?.id ?? '' }));
    const [again] = await lineFor(worker.scope, [id]);
    expect(again?.state).toBe('offered');
    // The desk takes the reservation back: the place is given up with it, and nobody is left.
    must(await cancelBooking(worker.scope, { id: again?.bookingId ?? '', reason: '电话里说不要了' }));
    expect(await states(id)).toEqual([]);
    await allHolds();
    must(await endResource(worker.scope, { id, reason: '坏了' }));
  });

  test('F129 a thing that ends tells those who waited; leaving is always possible', async () => {
    const id = await opened({ title: '缝纫机' });
    const out = must(await lend(worker.scope, { id, person: dan.personId }));
    const mine = must(await joinLine(ann.scope, { id }));
    must(await leaveLine(ann.scope, { id: mine.id }));
    expect(await leaveLine(ann.scope, { id: mine.id })).toMatchObject({ fault: { code: 'resources.wait_state' } });
    world.clock.advance({ minutes: 1 });
    must(await joinLine(cai.scope, { id }));
    must(await takeBack(worker.scope, { id: out.id }));
    const [turn] = await lineFor(worker.scope, [id]);
    expect(await endResource(worker.scope, { id, reason: '坏了' })).toMatchObject({
      fault: { code: 'resources.still_out' },
    });
    must(await leaveLine(cai.scope, { id: turn?.id ?? '' }));
    must(await endResource(worker.scope, { id, reason: '坏了' }));
    await allHolds();
  });

  test('F129 one stands in line and lets by on the pages [/s/:space/resources/:id/join]', async () => {
    const id = await opened({ title: '轮椅' });
    const out = must(await lend(worker.scope, { id, person: dan.personId }));
    const page = await world.get(ann, `/s/${slug}/resources/${id}`);
    expect(page.text).toContain('排队');
    const joined = await world.post(ann, `/s/${slug}/resources/${id}/join`, {});
    expect(joined.location).toBe(`/s/${slug}/resources/${id}?done=joined`);
    expect((await world.get(ann, joined.location)).text).toContain('第 1 位');
    expect((await world.get(null, `/s/${slug}/resources/${id}`)).text).not.toContain('安家人');
    must(await takeBack(worker.scope, { id: out.id }));
    const mine = await world.get(ann, `/me/${slug}/resources`);
    expect(mine.text).toContain('这次先让一让');
    const wait = (await waitsOfPerson(ann.scope, ann.personId))[0]?.id ?? '';
    expect((await world.post(ann, `/me/${slug}/waits/${wait}/by`, {})).status).toBe(303);
    expect((await world.get(worker, `/desk/${slug}/lines`)).text).toContain('安家人');
    expect((await world.get(ben, `/desk/${slug}/lines`)).status).toBe(403);
    // Bringing it back once more makes it hers again.
    const lent = must(await lend(worker.scope, { id, person: dan.personId }));
    must(await takeBack(worker.scope, { id: lent.id }));
    expect((await world.post(ann, `/me/${slug}/waits/${wait}/take`, {})).status).toBe(303);
  });
});

describe('kits', () => {
  test('F129 a kit comes back complete, or what lacks is noted, asked after and settled', async () => {
    const id = await opened({ title: '放映套装', parts: '投影仪\n电源线 2\n幕布' });
    const parts = await partsOf(worker.scope, id);
    expect(parts.map((part) => [part.title, part.pieces])).toEqual([
      ['投影仪', 1],
      ['电源线', 2],
      ['幕布', 1],
    ]);
    expect((await world.get(null, `/s/${slug}/resources/${id}`)).text).toContain('电源线');
    const out = must(await lend(worker.scope, { id, person: ann.personId, condition_out: '齐全' }));
    const cord = parts[1]?.id ?? '';
    const back = await world.post(worker, `/desk/${slug}/bookings/${out.id}/back`, {
      condition_in: '少根线',
      [`lack-${cord}`]: '3',
    });
    expect([back.status, back.text.includes('一共只有 2 件')]).toEqual([422, true]);
    const again = await world.post(worker, `/desk/${slug}/bookings/${out.id}/back`, {
      condition_in: '少根线',
      [`lack-${cord}`]: '1',
      [`lack-${parts[0]?.id ?? ''}`]: '',
    });
    expect(again.status).toBe(303);
    const [lack] = await lacksOf(worker.scope, id);
    expect([lack?.title, lack?.pieces, lack?.state]).toEqual(['电源线', 1, 'lacking']);
    expect((await world.get(worker, `/desk/${slug}/resources/${id}`)).text).toContain('缺 1 件');
    must(await settleLack(worker.scope, { id: lack?.id ?? '', outcome: 'made_good', note: '送回来了' }));
    expect(await settleLack(worker.scope, { id: lack?.id ?? '', outcome: 'let_go', note: '又' })).toMatchObject({
      fault: { code: 'resources.lack_settled' },
    });
    expect(await setParts(worker.scope, { id, parts: '7' })).toMatchObject({
      fault: { code: 'resources.parts_shape' },
    });
    must(await setParts(worker.scope, { id, parts: '投影仪 1' }));
    expect(await setParts(ann.scope, { id, parts: '' })).toMatchObject({ fault: { code: 'resources.not_yours' } });
    await allHolds();
  });
});

describe('rooms', () => {
  test('F059 a room is booked inside its opening hours only, and the month shows what is free [/s/:space/calendar]', async () => {
    const id = await opened({
      kind: 'room',
      title: '活动室',
      class_code: 'facilities.space',
      unit: '间',
      capacity: '30',
    });
    const thing = { kind: 'resource' as const, id };
    must(
      await setWeek(worker.scope, {
        ...thing,
        d1: '9-12, 14-18',
        d2: '',
        d3: '',
        d4: '',
        d5: '9:00-12:00',
        d6: '',
        d7: '',
      }),
    );
    must(await setException(worker.scope, { ...thing, day: '2026-03-16', hours: '', note: '检修' }));
    const ask = (from: string, from_time: string, until_time: string) =>
      reserve(ann.scope, { id, from, from_time, until_time });
    expect(await ask('2026-03-09', '11:00', '15:00')).toMatchObject({
      fault: { code: 'resources.closed_then', params: { hours: '09:00–12:00, 14:00–18:00' } },
    });
    expect(await ask('2026-03-16', '09:00', '10:00')).toMatchObject({
      fault: { code: 'resources.closed_then', params: { hours: '' } },
    });
    expect(await ask('2026-03-17', '09:00', '10:00')).toMatchObject({ fault: { code: 'resources.closed_then' } });
    must(await ask('2026-03-23', '09:00', '11:00'));
    const page = await world.get(null, `/s/${slug}/resources/${id}?month=2026-03&day=2026-03-23`);
    expect(page.text).toContain('还空着：11:00–12:00');
    expect(page.text).toContain('检修');
    expect(page.text).toContain('30 人');
    expect(page.text).not.toContain('安家人');
    const month = await world.get(null, `/s/${slug}/calendar?month=2026-03&kind=room`);
    expect(month.text).toContain('09:00 到 11:00');
    expect((await world.get(null, `/s/${slug}/calendar?month=2026-13`)).status).toBe(200);
    expect((await world.get(worker, `/desk/${slug}/calendar?month=2026-03`)).text).toContain('安家人');
    const ics = await world.get(null, `/s/${slug}/resources/${id}/calendar.ics`);
    expect(ics.headers.get('content-type')).toContain('text/calendar');
    expect(ics.text).toContain('DTSTART:20260323T010000Z');
    expect(ics.text).not.toContain('安家人');
    expect((await world.get(ann, `/me/${slug}/bookings.ics`)).text).toContain('SUMMARY:活动室');
  });
});

describe('the second-hand market', () => {
  test('F128 wishes are collected for some days, a household served first comes first, and nowhere stands who it is', async () => {
    const home = must(await addHousehold(worker.scope, { name: '蔡家' }));
    const poor = await world.person('蔡奶奶', [], { householdId: home.id });
    must(await serveFirst(worker.scope, { person: poor.personId }));
    expect(await serveFirst(ann.scope, { person: ann.personId })).toMatchObject({
      fault: { code: 'access.not_allowed' },
    });
    const id = await posted('儿童自行车');
    expect(await joinLine(dan.scope, { id })).toMatchObject({ fault: { code: 'resources.own_thing' } });
    must(await joinLine(ann.scope, { id }));
    world.clock.advance({ minutes: 1 });
    must(await joinLine(ben.scope, { id }));
    world.clock.advance({ minutes: 1 });
    must(await joinLine(poor.scope, { id }));
    // In the days of collecting nobody has it yet, and all look alike.
    expect((await states(id)).map(([, state]) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    world.clock.advance({ days: 3 });
    must(await moveLines(world.system, {}));
    expect((await states(id)).every(([, state]) => state === 'waiting')).toBe(true);
    world.clock.advance({ days: 1 });
    must(await moveLines(world.system, {}));
    expect((await states(id))[0]).toEqual(['蔡奶奶', 'offered']);
    const stored = await world.system.db.selectFrom('served_first').selectAll().execute();
    expect(
      JSON.stringify(stored, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toContain(poor.personId);
    const page = await world.get(ann, `/s/${slug}/resources/${id}`);
    expect(page.text).not.toContain('困难');
    expect(page.text).not.toContain('蔡奶奶');
    const [turn] = await lineFor(worker.scope, [id]);
    expect(await handFromLine(ann.scope, { id: turn?.id ?? '' })).toMatchObject({
      fault: { code: 'resources.not_yours' },
    });
    must(await handFromLine(dan.scope, { id: turn?.id ?? '' }));
    const account = await world.system.db
      .selectFrom('resource')
      .select('account_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect((await stocks(world.system, [account.account_id ?? ''])).get(account.account_id ?? '')).toBe(0n);
    expect((await said(ann.personId)).at(-1)).toContain('已经有了归处');
    expect((await resource(worker.scope, id))?.left).toBe(0n);
    await allHolds();
  });

  test('F128 after the days of collecting it is first come, first served; a mark taken back no longer counts', async () => {
    must(await serveFirst(worker.scope, { person: cai.personId }));
    must(await notFirst(worker.scope, { person: cai.personId }));
    const id = await posted('书桌');
    world.clock.advance({ minutes: 1 });
    must(await joinLine(ben.scope, { id }));
    world.clock.advance({ minutes: 1 });
    must(await joinLine(cai.scope, { id }));
    world.clock.advance({ days: 4 });
    must(await moveLines(world.system, {}));
    expect((await states(id))[0]).toEqual(['本家人', 'offered']);
    const later = await posted('台灯');
    world.clock.advance({ days: 4 });
    world.clock.advance({ minutes: 1 });
    must(await joinLine(cai.scope, { id: later }));
    expect((await states(later))[0]).toEqual(['蔡家人', 'offered']);
    await allHolds();
  });
});
