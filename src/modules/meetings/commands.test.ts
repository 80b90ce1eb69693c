import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { activateBody, addSeat, setUpBody } from '#modules/bodies';
import { openTasks } from '#modules/tasks';
import { makeBody } from '#tests/committee';
import { makeWorld } from '#tests/world';
import { addItem, callMeeting, cancelMeeting, planMeeting } from './commands.ts';
import {
  checkIn,
  closeDebate,
  endItem,
  endMeeting,
  markPresence,
  openMeeting,
  putOffItem,
  startItem,
} from './commands-course.ts';
import { askTurn, beginTurn } from './commands-floor.ts';
import { addFollowup, approveMinutes, reportFollowup, writeMinutes } from './commands-minutes.ts';
import { moveMotion, secondMotion, takeVote, withdrawMotion } from './commands-motions.ts';
import { room } from './http.ts';
import { jobs } from './jobs.ts';
import { itemsOf, meeting, meetings, motionsOf, presenceOf } from './queries.ts';
import { missedMonths, record } from './queries-record.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const secretary = await world.person('秘书甲', ['secretary']);
const council = await makeBody(world, secretary, 'committee');
const member = (name: string) => {
  const found = council.members[name];
  if (found === undefined) throw new Error(name);
  return found;
};
const [wang, li, chen, zhao, sun] = ['王秀英', '李建国', '陈明', '赵敏', '孙立'].map(member) as [
  ReturnType<typeof member>,
  ReturnType<typeof member>,
  ReturnType<typeof member>,
  ReturnType<typeof member>,
  ReturnType<typeof member>,
];

const facts = {
  title: '三月例会',
  text: '',
  day: '2026-03-20',
  time: '14:00',
  place: '议事厅',
  remote: '',
  agenda: '舞蹈队的场地\n书柜',
};

async function called(more: Partial<typeof facts> = {}, day = '2026-03-20') {
  const { id } = must(
    await planMeeting(secretary.scope, { kind: 'regular', body: council.bodyId, ...facts, day, ...more }),
  );
  must(await callMeeting(secretary.scope, { id, lateReason: '' }));
  return id;
}

async function opened(here = [wang, li, chen, zhao]) {
  const id = await called();
  const lines = here.map((one) => ({ personId: one.personId, way: 'here' as const }));
  must(await markPresence(secretary.scope, { id, lines }));
  must(await openMeeting(secretary.scope, { id }));
  const [first, second] = await itemsOf(secretary.scope, id);
  if (first === undefined || second === undefined) throw new Error('no items');
  return { id, first, second };
}

const code = (result: { ok: boolean; fault?: { code: string } }) => (result.ok ? 'ok' : result.fault?.code);

describe('calling a meeting', () => {
  test('F056 the agenda goes out in time, every member is told, and nobody sees it before', async () => {
    const { id } = must(await planMeeting(secretary.scope, { kind: 'regular', body: council.bodyId, ...facts }));
    expect((await world.get(null, `/s/${world.space.slug}/meetings/${id}`)).status).toBe(404);
    must(await callMeeting(secretary.scope, { id, lateReason: '' }));
    const page = await world.get(null, `/s/${world.space.slug}/meetings/${id}`);
    expect(page.text).toContain('舞蹈队的场地');
    expect(page.text).not.toContain('王秀英');
    expect((await world.get(null, `/s/${world.space.slug}/meetings/${id}/calendar`)).text).toContain(
      'DTSTART:20260320T060000Z',
    );
  });

  test('a notice that is late needs a reason, which is public; without agenda there is no notice', async () => {
    const plan = { kind: 'regular', body: council.bodyId, ...facts, day: '2026-03-04' } as const;
    const { id } = must(await planMeeting(secretary.scope, plan));
    expect(await callMeeting(secretary.scope, { id, lateReason: '' })).toMatchObject({
      fault: { code: 'meetings.late', params: { days: 3 }, field: 'lateReason' },
    });
    must(await callMeeting(secretary.scope, { id, lateReason: '水管爆了' }));
    expect((await world.get(null, `/s/${world.space.slug}/meetings/${id}`)).text).toContain('水管爆了');
    const bare = must(await planMeeting(secretary.scope, { ...plan, day: '2026-03-25', agenda: '' }));
    expect(code(await callMeeting(secretary.scope, { id: bare.id, lateReason: '' }))).toBe('meetings.no_agenda');
  });

  test('it lies ahead, belongs to a body at work, and once called off stays with the reason', async () => {
    const plan = { kind: 'regular', body: council.bodyId, ...facts } as const;
    expect(code(await planMeeting(secretary.scope, { ...plan, day: '2026-03-01' }))).toBe('meetings.in_the_past');
    expect(code(await planMeeting(secretary.scope, { ...plan, time: '25:00' }))).toBe('meetings.time_shape');
    expect(code(await planMeeting(secretary.scope, { ...plan, body: '' }))).toBe('meetings.body_missing');
    expect(code(await planMeeting(wang.scope, plan))).toBe('access.not_allowed');
    const id = await called();
    must(await cancelMeeting(secretary.scope, { id, reason: '停电' }));
    expect((await world.get(null, `/s/${world.space.slug}/meetings/${id}`)).text).toContain('停电');
    expect(code(await openMeeting(secretary.scope, { id }))).toBe('meetings.not_called');
  });
});

describe('holding a meeting', () => {
  test('F056 somebody must be there, one item at a time, and speakers take turns; who has spoken waits', async () => {
    const empty = await called();
    expect(code(await openMeeting(secretary.scope, { id: empty }))).toBe('meetings.nobody_here');
    const { id, first, second } = await opened();
    expect(code(await checkIn(sun.scope, { id, way: 'remote' }))).toBe('ok');
    const stranger = await world.person('过路人');
    expect(code(await checkIn(stranger.scope, { id, way: 'here' }))).toBe('meetings.not_member');
    must(await startItem(secretary.scope, { id, itemId: first.id }));
    expect(code(await startItem(secretary.scope, { id, itemId: second.id }))).toBe('meetings.other_item_open');
    must(await askTurn(wang.scope, { id, itemId: first.id, side: 'for' }));
    expect(code(await askTurn(wang.scope, { id, itemId: first.id, side: 'for' }))).toBe('meetings.already_waiting');
    expect(code(await askTurn(wang.scope, { id, itemId: first.id, personId: li.personId, side: 'for' }))).toBe(
      'meetings.not_allowed',
    );
    must(await askTurn(secretary.scope, { id, itemId: first.id, personId: li.personId, side: 'against' }));
    const turn = (await record(secretary.scope, id, 'inside'))?.turns.find((one) => one.personId === wang.personId);
    must(await beginTurn(secretary.scope, { id, turnId: turn?.id ?? '' }));
    must(await askTurn(wang.scope, { id, itemId: first.id, side: 'ask' }));
    const desk = await world.get(secretary, `/desk/${world.space.slug}/meetings/${id}`);
    expect(desk.text).toContain('正在说');
    // Who has not spoken yet goes before who has.
    expect(desk.text.indexOf('李建国')).toBeLessThan(desk.text.lastIndexOf('王秀英'));
    must(await closeDebate(secretary.scope, { id, itemId: first.id }));
    expect(code(await askTurn(chen.scope, { id, itemId: first.id, side: 'ask' }))).toBe('meetings.item_not_open');
  });

  test('F056 a motion wants a second, the debate closed, amendments first, and its numbers explained', async () => {
    const { id, first } = await opened();
    const itemId = first.id;
    must(await startItem(secretary.scope, { id, itemId }));
    const moved = { id, itemId, text: '周三晚上借给舞蹈队', mover: wang.personId };
    expect(code(await moveMotion(secretary.scope, { ...moved, second: wang.personId }))).toBe('meetings.own_second');
    expect(code(await moveMotion(secretary.scope, { ...moved, mover: sun.personId }))).toBe('meetings.not_here');
    must(await moveMotion(secretary.scope, moved));
    const motionId = (await motionsOf(secretary.scope, id))[0]?.id ?? '';
    const vote = { id, motionId, way: 'hands', yes: '3', no: '1', abstain: '0', marks: [] } as const;
    expect(code(await takeVote(secretary.scope, vote))).toBe('meetings.not_seconded');
    must(await secondMotion(secretary.scope, { id, motionId, second: li.personId }));
    expect(code(await takeVote(secretary.scope, vote))).toBe('meetings.debate_running');
    must(
      await moveMotion(secretary.scope, {
        ...moved,
        text: '周三改成周四',
        mover: li.personId,
        second: chen.personId,
        amends: motionId,
      }),
    );
    must(await closeDebate(secretary.scope, { id, itemId }));
    expect(code(await takeVote(secretary.scope, vote))).toBe('meetings.amendment_first');
    const amendment = (await motionsOf(secretary.scope, id)).find((one) => one.amendsId === motionId);
    must(await takeVote(secretary.scope, { ...vote, motionId: amendment?.id ?? '', yes: '1', no: '3' }));
    expect(code(await takeVote(secretary.scope, { ...vote, yes: '4', no: '1' }))).toBe('meetings.too_many_votes');
    expect(code(await takeVote(secretary.scope, { ...vote, yes: '2', no: '1' }))).toBe('meetings.below_quorum');
    expect(code(await endItem(secretary.scope, { id, itemId, outcome: '通过' }))).toBe('meetings.motions_open');
    expect(must(await takeVote(secretary.scope, vote)).carried).toBe(true);
    expect(code(await takeVote(secretary.scope, vote))).toBe('meetings.motion_over');
    must(await endItem(secretary.scope, { id, itemId, outcome: '周三晚上归舞蹈队' }));
    const page = await world.get(null, `/s/${world.space.slug}/meetings/${id}`);
    expect(page.text).toContain('同意 3，不同意 1，弃权 0；要 3 票同意，有表决权的 5 人里 4 人表决');
  });

  test('half against half is not carried; a roll call names recusals, slips want two tellers', async () => {
    const { id, first } = await opened();
    must(await startItem(secretary.scope, { id, itemId: first.id }));
    for (const text of ['甲', '乙', '丙'])
      must(
        await moveMotion(secretary.scope, { id, itemId: first.id, text, mover: wang.personId, second: li.personId }),
      );
    must(await closeDebate(secretary.scope, { id, itemId: first.id }));
    const [one, two, three] = await motionsOf(secretary.scope, id);
    const base = { id, marks: [] } as const;
    const tie = { ...base, motionId: one?.id ?? '', way: 'hands', yes: '2', no: '2' } as const;
    expect(must(await takeVote(secretary.scope, tie)).carried).toBe(false);
    const roll = [
      { personId: wang.personId, mark: 'yes' as const },
      { personId: li.personId, mark: 'yes' as const },
      { personId: chen.personId, mark: 'no' as const },
      { personId: zhao.personId, mark: 'recused' as const },
    ];
    const rolled = must(await takeVote(secretary.scope, { id, motionId: two?.id ?? '', way: 'roll', marks: roll }));
    expect(rolled.carried).toBe(true);
    expect((await motionsOf(secretary.scope, id))[1]?.count).toMatchObject({
      eligible: 4,
      recused: 1,
      present: 3,
      yesNeeded: 2,
    });
    const slips = { ...base, motionId: three?.id ?? '', way: 'secret', yes: '4', no: '0' } as const;
    expect(code(await takeVote(secretary.scope, slips))).toBe('meetings.tellers_missing');
    expect(code(await takeVote(secretary.scope, { ...slips, teller: wang.personId, otherTeller: wang.personId }))).toBe(
      'meetings.tellers_missing',
    );
    must(await takeVote(secretary.scope, { ...slips, teller: wang.personId, otherTeller: li.personId }));
  });

  test('a motion taken back takes its amendments with it', async () => {
    const { id, first } = await opened();
    must(await startItem(secretary.scope, { id, itemId: first.id }));
    const moved = { id, itemId: first.id, text: '买书柜', mover: wang.personId, second: li.personId };
    must(await moveMotion(secretary.scope, moved));
    const motionId = (await motionsOf(secretary.scope, id))[0]?.id ?? '';
    must(await moveMotion(secretary.scope, { ...moved, text: '买两个', amends: motionId }));
    must(await withdrawMotion(secretary.scope, { id, motionId }));
    expect((await motionsOf(secretary.scope, id)).map((one) => one.state)).toEqual(['withdrawn', 'withdrawn']);
  });
});

describe('after a meeting', () => {
  test('F050 F116 minutes are drafted from what happened, approved by another, and only then public', async () => {
    const { id, first, second } = await opened();
    must(await startItem(secretary.scope, { id, itemId: first.id }));
    must(await askTurn(wang.scope, { id, itemId: first.id, side: 'for' }));
    const turn = (await record(secretary.scope, id, 'inside'))?.turns[0];
    must(await beginTurn(secretary.scope, { id, turnId: turn?.id ?? '' }));
    world.clock.advance({ minutes: 20 });
    must(await endItem(secretary.scope, { id, itemId: first.id, outcome: '周三晚上归舞蹈队' }));
    expect(code(await endMeeting(secretary.scope, { id }))).toBe('meetings.items_open');
    must(await putOffItem(secretary.scope, { id, itemId: second.id, outcome: '等报价' }));
    must(await addFollowup(secretary.scope, { id, title: '贴告示', owner: wang.personId, dueOn: '2026-03-25' }));
    must(await endMeeting(secretary.scope, { id }));
    const desk = await world.get(secretary, `/desk/${world.space.slug}/meetings/${id}`);
    for (const said of ['到场 4 人', '没来：孙立', '发言：王秀英', '结果：周三晚上归舞蹈队', '会后：贴告示（王秀英'])
      expect(desk.text).toContain(said);
    expect(code(await approveMinutes(wang.scope, { id }))).toBe('meetings.minutes_missing');
    must(await writeMinutes(secretary.scope, { id, minutes: '谈了舞蹈队的场地。' }));
    const before = await world.get(null, `/s/${world.space.slug}/meetings/${id}`);
    expect(before.text).not.toContain('谈了舞蹈队的场地。');
    expect(code(await approveMinutes(secretary.scope, { id }))).toBe('meetings.own_minutes');
    must(await approveMinutes(wang.scope, { id }));
    expect((await world.get(null, `/s/${world.space.slug}/meetings/${id}`)).text).toContain('谈了舞蹈队的场地。');
    expect(code(await writeMinutes(secretary.scope, { id, minutes: '改一改' }))).toBe('meetings.not_ended');
  });

  test('F116 what was promised stays on the owner’s list until it is reported', async () => {
    const { id } = await opened();
    must(await addFollowup(secretary.scope, { id, title: '量尺寸', owner: chen.personId, dueOn: '2026-03-30' }));
    const mine = () => openTasks(secretary.scope, { personId: chen.personId });
    expect((await mine()).map((one) => one.title)).toEqual(['量尺寸']);
    const followupId = (await record(secretary.scope, id, 'inside'))?.followups[0]?.id ?? '';
    expect(code(await reportFollowup(li.scope, { id, followupId, report: '量好了' }))).toBe('meetings.not_owner');
    must(await reportFollowup(chen.scope, { id, followupId, report: '长三米' }));
    expect(await mine()).toEqual([]);
    expect(code(await reportFollowup(chen.scope, { id, followupId, report: '又量了' }))).toBe('meetings.followup_over');
  });

  test('F057 a meeting that only rubber-stamped is marked, with the rule that fired', async () => {
    const { id, first, second } = await opened();
    for (const item of [first, second]) {
      must(await startItem(secretary.scope, { id, itemId: item.id }));
      must(
        await moveMotion(secretary.scope, {
          id,
          itemId: item.id,
          text: item.title,
          mover: wang.personId,
          second: li.personId,
        }),
      );
      must(await closeDebate(secretary.scope, { id, itemId: item.id }));
      const motion = (await motionsOf(secretary.scope, id)).find((one) => one.itemId === item.id);
      must(
        await takeVote(secretary.scope, { id, motionId: motion?.id ?? '', way: 'hands', yes: '4', no: '0', marks: [] }),
      );
      must(await endItem(secretary.scope, { id, itemId: item.id, outcome: '通过' }));
    }
    world.clock.advance({ minutes: 5 });
    must(await endMeeting(secretary.scope, { id }));
    expect((await record(secretary.scope, id, 'public'))?.formal).toEqual(['same_votes', 'hurried', 'no_debate']);
    const page = await world.get(null, `/s/${world.space.slug}/meetings/${id}`);
    expect(page.text).toContain('只走了过场');
    expect(page.text).toContain('平均每件事谈不到 3 分钟');
  });
});

describe('the monthly joint meeting', () => {
  test('F086 F192 it makes itself each month, asks after what is open, and a missed month shows red', async () => {
    const { id: bodyId } = must(
      await setUpBody(secretary.scope, { kind: 'joint_conference', name: '四方联席', charter: '每月一次' }),
    );
    for (const name of ['联一', '联二', '联三'])
      must(await addSeat(secretary.scope, { bodyId, kind: 'member', personId: (await world.person(name)).personId }));
    must(await activateBody(secretary.scope, { id: bodyId }));
    const run = async () => {
      for (const job of jobs) await job.run(world.system);
    };
    await run();
    await run();
    const filter = { bodyId, limit: 9, offset: 0 };
    const { rows } = await meetings(secretary.scope, filter);
    expect(rows.map((one) => [one.month, one.state])).toEqual([['2026-03', 'preparing']]);
    expect((await itemsOf(secretary.scope, rows[0]?.id ?? '')).map((one) => one.title)).toContain(
      '上次答应的事办得怎么样',
    );
    world.clock.set('2026-04-02T09:00:00+08:00');
    await run();
    expect(await missedMonths(secretary.scope)).toEqual([{ bodyName: '四方联席', month: '2026-03' }]);
    expect((await world.get(null, `/s/${world.space.slug}/meetings`)).text).toContain('2026-03 的联席会议没开');
    expect((await meetings(secretary.scope, filter)).total).toBe(2);
  });

  test('F050 everybody may come to a symposium, and a find puts a resident on the list', async () => {
    const open = { ...facts, day: '2026-04-20', title: '居民座谈' };
    const { id } = must(await planMeeting(secretary.scope, { kind: 'symposium', ...open }));
    must(await callMeeting(secretary.scope, { id, lateReason: '' }));
    const guest = await world.person('来客丁');
    const page = await world.get(secretary, `/desk/${world.space.slug}/meetings/${id}?q=来客`);
    expect(page.text).toContain(`way-${guest.personId}`);
    must(await checkIn(guest.scope, { id, way: 'here' }));
    expect(await presenceOf(secretary.scope, id)).toEqual([{ personId: guest.personId, way: 'here', own: true }]);
    must(await addItem(secretary.scope, { id, title: '路灯', text: '' }));
    expect((await meeting(secretary.scope, id))?.state).toBe('called');
  });
});
