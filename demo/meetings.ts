import { activateBody, addSeat, seatsToday, setUpBody } from '#modules/bodies';
import {
  addFollowup,
  approveMinutes,
  askTurn,
  beginTurn,
  callMeeting,
  closeDebate,
  endItem,
  endMeeting,
  followups,
  itemsOf,
  markPresence,
  motionsOf,
  moveMotion,
  openMeeting,
  planMeeting,
  prepareMonthly,
  reportFollowup,
  startItem,
  takeVote,
  turnsOf,
  writeMinutes,
} from '#modules/meetings';
import type { Telling } from './script.ts';
import type { Player } from './stage.ts';

interface Said {
  readonly item: number;
  readonly speakers: readonly string[];
  readonly motion?: { readonly text: string; readonly yes: string; readonly no: string };
  readonly minutes: number;
  readonly outcome: string;
}

interface Held {
  readonly kind: 'regular' | 'progress' | 'key_item' | 'joint' | 'symposium';
  readonly body: string | null;
  readonly title: string;
  readonly agenda: string;
  readonly absent?: readonly string[];
  readonly guests?: readonly string[];
  readonly said: readonly Said[];
}

/** A meeting held on a day: called in time, who came, each item, and how it ended. */
async function hold({ stage: s, cast: c }: Telling, secretary: Player, of: Held, id: string): Promise<void> {
  const scope = await s.scope(null);
  const seats = of.body === null ? [] : await seatsToday(scope, of.body);
  const absent = new Set((of.absent ?? []).map((name) => c.who(name).id));
  const guests = (of.guests ?? []).map((name) => c.who(name).id);
  const lines = [...seats.map((seat) => seat.personId), ...guests].map((personId) => ({
    personId,
    way: absent.has(personId) ? ('excused' as const) : ('here' as const),
  }));
  await s.act(secretary, markPresence, { id, lines });
  await s.act(secretary, openMeeting, { id });
  const items = await itemsOf(scope, id);
  for (const said of of.said) {
    const itemId = items[said.item]?.id ?? '';
    await s.act(secretary, startItem, { id, itemId });
    for (const [at, name] of said.speakers.entries()) {
      const side = (['for', 'against', 'ask'] as const)[at % 3] ?? 'for';
      await s.act(secretary, askTurn, { id, itemId, personId: c.who(name).id, side });
      const turn = (await turnsOf(scope, id)).at(-1);
      await s.act(secretary, beginTurn, { id, turnId: turn?.id ?? '' });
      s.pass(3);
    }
    s.pass(said.minutes);
    await decide(s, secretary, { id, itemId, said, here: lines.filter((one) => one.way === 'here') });
    await s.act(secretary, endItem, { id, itemId, outcome: said.outcome });
  }
}

async function decide(
  s: Telling['stage'],
  secretary: Player,
  of: { id: string; itemId: string; said: Said; here: readonly { readonly personId: string }[] },
): Promise<void> {
  const { id, itemId, said, here } = of;
  if (said.motion === undefined) return;
  const [mover = '', second = ''] = here.map((one) => one.personId);
  await s.act(secretary, moveMotion, { id, itemId, text: said.motion.text, mover, second });
  await s.act(secretary, closeDebate, { id, itemId });
  const motion = (await motionsOf(await s.scope(null), id)).find((one) => one.itemId === itemId);
  const vote = { id, motionId: motion?.id ?? '', way: 'hands', marks: [] } as const;
  await s.act(secretary, takeVote, { ...vote, yes: said.motion.yes, no: said.motion.no, abstain: '0' });
}

async function plan({ stage: s }: Telling, secretary: Player, of: Held, daysAgo: number): Promise<string> {
  const facts = { title: of.title, text: '', day: s.day(daysAgo), time: '14:00', place: '居民议事厅', remote: '' };
  const body = of.body === null ? {} : { body: of.body };
  const { id } = await s.act(secretary, planMeeting, { kind: of.kind, ...body, ...facts, agenda: of.agenda });
  await s.act(secretary, callMeeting, { id, lateReason: '' });
  return id;
}

/** Sittings of a year: one with a debate and a promise kept, one for form's sake, a joint conference, one to come. */
export function tellMeetings(telling: Telling): void {
  const { stage: s, cast: c, funds, on } = telling;
  const secretary = c.who('秦文秀');
  const regular: Held = {
    ...{ kind: 'regular', body: funds.committee, title: '基金管委会秋季例会', absent: ['郭晓东'] },
    agenda: '歇脚凳做得怎么样\n书墙还差的钱\n冬天的取暖',
    said: [
      { item: 0, speakers: ['张桂英', '孙志强'], minutes: 10, outcome: '凳子都装好了，月底请住户评。' },
      {
        ...{ item: 1, speakers: ['钱万里', '徐建华', '谢文'], minutes: 15 },
        motion: { text: '书墙先做一半，钱够了再做另一半', yes: '4', no: '2' },
        outcome: '先做靠窗的一半。',
      },
      { item: 2, speakers: ['张桂英'], minutes: 8, outcome: '网格员十一月前走一遍独居老人。' },
    ],
  };
  tellJoint(telling);
  on(60, async () => {
    const id = await plan(telling, secretary, regular, 52);
    on(52, async () => {
      await hold(telling, secretary, regular, id);
      const promise = { id, title: '量一量书墙的尺寸', owner: c.who('孙志强').id, dueOn: s.day(40) };
      await s.act(secretary, addFollowup, promise);
      await s.act(secretary, addFollowup, { ...promise, title: '给评议的住户打电话', owner: c.who('张桂英').id });
      await s.act(secretary, endMeeting, { id });
      const minutes = '凳子装好了，月底请住户评。\n书墙先做靠窗的一半，六人表决，四人同意。\n冬天前走一遍独居老人。';
      await s.act(secretary, writeMinutes, { id, minutes });
      on(49, async () => {
        await s.act(c.who('徐建华'), approveMinutes, { id });
      });
      on(43, async () => {
        await reportFirst(telling, id, '给评议的住户打电话');
      });
    });
  });
  const hurried: Held = {
    ...{ kind: 'progress', body: funds.council, title: '议事会进度会', agenda: '旧衣回收\n楼道灯', absent: [] },
    said: [0, 1].map((item) => ({
      ...{ item, speakers: [], minutes: 1, outcome: '同意。' },
      motion: { text: item === 0 ? '旧衣回收照做' : '楼道灯照换', yes: '5', no: '0' },
    })),
  };
  on(40, async () => {
    const id = await plan(telling, secretary, hurried, 30);
    on(30, async () => {
      await hold(telling, secretary, hurried, id);
      await s.act(secretary, endMeeting, { id });
      on(28, async () => {
        const minutes = '旧衣回收照做，五人表决，五人同意。\n楼道灯照换，五人同意。';
        await s.act(secretary, writeMinutes, { id, minutes });
        await s.act(c.who('顾长海'), approveMinutes, { id });
      });
    });
  });
  on(4, async () => {
    const talk = { kind: 'symposium', body: null, title: '居民座谈：冬天怎么过', said: [] } as const;
    await plan(telling, secretary, { ...talk, agenda: '取暖\n送菜\n夜里的路灯' }, -6);
  });
}

async function reportFirst({ stage: s }: Telling, meetingId: string, title: string): Promise<void> {
  const found = (await followups(await s.scope(null), meetingId)).find((one) => one.title === title);
  if (found === undefined) return;
  const owner = { id: found.ownerId, name: 'owner' };
  await s.act(owner, reportFollowup, { id: meetingId, followupId: found.id, report: '八户都打了，六户满意。' });
}

/** The joint conference: one month missed, this month's meeting in preparation. */
function tellJoint({ stage: s, cast: c, on }: Telling): void {
  const joint: { id: string } = { id: '' };
  on(45, async () => {
    const { id } = await s.act(c.who('周敏'), setUpBody, {
      ...{ kind: 'joint_conference', name: '四方联席会议', charter: '每月一次\n议事会、监委会、平台和第三方一起看' },
    });
    for (const name of ['顾长海', '唐克勤', '周敏', '谢文'])
      await s.act(c.who('周敏'), addSeat, {
        bodyId: id,
        kind: 'member',
        personId: c.who(name).id,
        startsOn: s.today(),
      });
    await s.act(c.who('周敏'), activateBody, { id });
    joint.id = id;
  });
  for (const day of [44, 12])
    on(day, async () => {
      const made = await s.try(null, prepareMonthly, { body: joint.id });
      // The first was never called; the secretary calls this month's late, and says why.
      if (made.ok && day < 20)
        on(11, async () => {
          const call = { id: made.value.id, lateReason: '四方的日子刚商量好。' };
          await s.try(c.who('秦文秀'), callMeeting, call);
        });
    });
}
