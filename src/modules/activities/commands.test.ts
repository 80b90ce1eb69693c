import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { approvePayment, askPayment, fund, payPayment } from '#modules/funds';
import { hoursGiven, ledgerChecks } from '#modules/ledger';
import { markServed } from '#modules/people';
import { openTasks } from '#modules/tasks';
import { runChecks } from '#platform/check';
import { decideMicro, dumplings, makeMicroFund } from '#tests/activity';
import { act } from '#tests/books';
import { makeFund } from '#tests/fund';
import { makeWorld, type Someone } from '#tests/world';
import { allowActivity, changeActivity, declineActivity, openActivity } from './commands.ts';
import { cancelActivity, enactActivity, enactAll, settleActivity } from './commands-course.ts';
import { certifyHours, takeBackHours } from './commands-hours.ts';
import { answerInvitation, invitationWords, invite, withdrawInvitation } from './commands-invitations.ts';
import { reportActivity } from './commands-report.ts';
import { leaveActivity, signUp } from './commands-signups.ts';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { activity, invitation, invitationsFor, signupsOf, upcoming } from './queries.ts';
import { activitiesBecause, hoursOf } from './queries-hours.ts';
import { bringings, checks, loopFigures } from './queries-loop.ts';
import { growTree } from './rules.ts';
import { zh } from './zh.ts';

const world = await makeWorld(import.meta.url);
const town = await makeFund(world);
const { worker, finance, treasurer } = town;
const leader = await world.person('程带头');
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
/** What the first story leaves for the next tests. */
interface Lived {
  readonly old: Someone;
  readonly helper: Someone;
  readonly guest: Someone;
  readonly sent: string;
  readonly activity: string;
  readonly first: string;
  readonly second: string;
}
const lived: Lived[] = [];
let micro = '';

const served = (who: Someone) =>
  act(worker.scope, async (inside) => {
    await markServed(inside, who.personId);
    return { ok: true, value: null };
  });
const standing = async () => (await fund(world.system, micro))?.standing;
const broken = async () =>
  [...(await ledgerChecks(world.system)), ...(await runChecks(world.system, checks))].filter(
    (one) => one.first !== null,
  );
const money = { budget: '300', budget_text: '面粉、肉馅、一次性碗筷' };
const plain = async (more: object = {}) =>
  must(await openActivity(worker.scope, { ...dumplings, leader: leader.personId, ...more })).id;

beforeAll(async () => {
  micro = await makeMicroFund(town);
});

describe('from served to serving', () => {
  test('F134 F135 one who was served is invited, accepts, leads with 300 yuan, neighbours help [/me/:space/invitations]', async () => {
    const old = await world.person('老周');
    const helper = await world.person('小何');
    const guest = await world.person('梁姐');
    await served(old);
    const sent = must(await invite(worker.scope, { person: old.personId, purpose: 'lead', text: '您包饺子最拿手' }));
    expect(codeOf(await invite(worker.scope, { person: old.personId, purpose: 'lead', text: '再请' }))).toBe(
      'activities.already_invited',
    );
    expect(codeOf(await answerInvitation(helper.scope, { id: sent.id, answer: 'accept' }))).toBe(
      'activities.not_yours',
    );
    must(await answerInvitation(old.scope, { id: sent.id, answer: 'accept', words: '行，我来' }));
    expect(codeOf(await answerInvitation(old.scope, { id: sent.id, answer: 'decline' }))).toBe(
      'activities.invitation_closed',
    );
    const [mine] = await invitationsFor(old.scope, old.personId);
    expect(mine).toMatchObject({ id: sent.id, state: 'accepted' });
    expect((await invitationWords(old.scope, mine === undefined ? [] : [mine])).get(sent.id)).toEqual({
      words: '您包饺子最拿手',
      reply: '行，我来',
    });

    const opened = must(await openActivity(old.scope, { ...dumplings, ...money, fund: micro }));
    expect(opened.state).toBe('deciding');
    const asked = await activity(world.visitor, opened.id);
    expect(asked).toMatchObject({ budget: 30_000n, invitationId: sent.id });
    const procedureId = asked?.procedureId ?? '';
    expect(codeOf(await enactActivity(old.scope, procedureId))).toBe('activities.not_decided');
    expect(codeOf(await signUp(helper.scope, { id: opened.id, part: 'help' }))).toBe('activities.state');
    await decideMicro(town, procedureId);
    expect(await enactAll(world.system)).toBe(1);
    must(await enactActivity(old.scope, procedureId));
    expect(await standing()).toEqual({ balance: 100_000n, held: 30_000n, available: 70_000n });
    expect((await upcoming(world.visitor, 3)).map((one) => one.id)).toContain(opened.id);

    const first = must(await signUp(helper.scope, { id: opened.id, part: 'help' }));
    must(await signUp(guest.scope, { id: opened.id, part: 'join', by: first.signupId }));
    const second = must(await signUp(leader.scope, { id: opened.id, part: 'help' }));
    const report = { id: opened.id, result: '包了三百个', came: [] as string[], minutes: {} };
    expect(codeOf(await reportActivity(old.scope, report))).toBe('activities.not_yet');
    lived.push({
      old,
      helper,
      guest,
      sent: sent.id,
      activity: opened.id,
      first: first.signupId,
      second: second.signupId,
    });
  });

  test('F131 F133 who came is marked, hours beside money, expenses paid, the rest given back [/me/:space/activities/:id]', async () => {
    const [{ old, helper, guest, ...ids } = must<Lived>({ ok: false, fault: { code: 'no story' } })] = lived;
    const report = { id: ids.activity, result: '包了三百个', came: [] as string[], minutes: {} };
    world.clock.set('2026-03-21T17:00:00+08:00');
    const guestSignup = (await signupsOf(old.scope, ids.activity)).find((one) => one.personId === guest.personId);
    const came = [ids.first, ids.second, guestSignup?.id ?? ''];
    expect(codeOf(await reportActivity(old.scope, { ...report, came }))).toBe('hours.empty');
    const minutes = { [ids.first]: '2.5', [ids.second]: '1:30' };
    const before = await standing();
    must(await reportActivity(old.scope, { ...report, came, minutes }));
    expect(await hoursGiven(world.system)).toBe(240n);
    expect(await standing()).toEqual(before);
    expect(await activity(world.visitor, ids.activity)).toMatchObject({ state: 'held', came: 3, minutes: 240n });

    expect(codeOf(await settleActivity(helper.scope, { id: ids.activity }))).toBe('activities.not_yours');
    const authorisationId = (await activity(world.system, ids.activity))?.authorisationId ?? '';
    const asking = { authorisationId, payeePersonId: old.personId, amount: '260.5', whatFor: '面粉和肉馅' };
    const payment = must(await askPayment(old.scope, asking));
    expect(codeOf(await settleActivity(old.scope, { id: ids.activity }))).toBe('activities.payments_open');
    const member = town.committee.members['王秀英'] ?? treasurer;
    must(await approvePayment(treasurer.scope, { id: payment.id }));
    must(await approvePayment(member.scope, { id: payment.id }));
    must(await payPayment(finance.scope, { id: payment.id, bankReference: newId() }));
    must(await settleActivity(old.scope, { id: ids.activity }));
    expect(await standing()).toEqual({ balance: 73_950n, held: 0n, available: 73_950n });
    expect(codeOf(await settleActivity(old.scope, { id: ids.activity }))).toBe('activities.nothing_to_settle');

    const led = await activitiesBecause(world.visitor, [{ kind: 'invitation', id: ids.sent }]);
    expect(led.invitations).toHaveLength(1);
    expect(led.activities[0]).toMatchObject({ minutes: 240n, people: 2 });
    expect(led.activities[0]?.payments.map((one) => [one.state, one.amount])).toEqual([['paid', 26_050n]]);
    expect(await hoursOf(world.system, { kind: 'person', id: helper.personId })).toMatchObject({ minutes: 150n });
    expect(await loopFigures(world.system)).toEqual({ served: 1, gave: 0, helped: 0, led: 1, either: 1 });
    expect(await broken()).toEqual([]);
  });

  test('F136 the tree hangs everyone where they were first brought [/s/:space/loop]', async () => {
    const tree = growTree(await bringings(world.visitor));
    const office = tree.find((one) => one.personId === worker.personId);
    const old = office?.brought[0];
    expect(office?.total).toBe(4);
    expect(old?.how).toBe('invited');
    expect(old?.brought.map((one) => [one.how, one.brought.length])).toEqual([
      ['activity', 1],
      ['activity', 0],
    ]);
  });

  test('F137 an invitation is declined with words, taken back with a reason, and written down by phone', async () => {
    const shy = await world.person('钱婶');
    const one = must(await invite(worker.scope, { person: shy.personId, purpose: 'join', text: '来坐坐' }));
    expect((await openTasks(world.system, { personId: worker.personId })).map((task) => task.subjectId)).toContain(
      one.id,
    );
    must(await answerInvitation(worker.scope, { id: one.id, answer: 'decline', words: '腿脚不便' }));
    expect(await invitation(worker.scope, one.id)).toMatchObject({ state: 'declined', answeredBy: worker.personId });
    const two = must(await invite(worker.scope, { person: shy.personId, purpose: 'join', text: '下次来' }));
    expect(codeOf(await withdrawInvitation(shy.scope, { id: two.id, reason: 'x' }))).toBe('access.not_allowed');
    expect(codeOf(await withdrawInvitation(worker.scope, { id: two.id, reason: '' }))).toBe(
      'activities.reason_missing',
    );
    must(await withdrawInvitation(worker.scope, { id: two.id, reason: '活动取消了' }));
    expect(codeOf(await answerInvitation(shy.scope, { id: two.id, answer: 'accept' }))).toBe(
      'activities.invitation_closed',
    );
    const sealed = await world.system.db
      .selectFrom('sealed_body')
      .select('sealed')
      .where('about_id', '=', one.id)
      .execute();
    expect(sealed).toHaveLength(2);
    expect(sealed.some((row) => Buffer.from(row.sealed).toString('utf8').includes('腿脚'))).toBe(false);
  });
});

describe('opening an activity', () => {
  test('F135 the short form says what is wrong, one thing at a time [/me/:space/activities/new]', async () => {
    const next = { ...dumplings, day: '2026-04-11' };
    const tried = async (more: object) => codeOf(await openActivity(leader.scope, { ...next, ...more }));
    expect(await tried({ until_time: '13:00' })).toBe('activities.times_crossed');
    expect(await tried({ from_time: '下午' })).toBe('activities.time_shape');
    expect(await tried({ day: '2026-03-01' })).toBe('activities.past');
    expect(await tried({ day: '2028-03-01' })).toBe('activities.too_far');
    expect(await tried({ place_text: '' })).toBe('activities.place_missing');
    expect(await tried({ place: newId() })).toBe('activities.place_unknown');
    expect(await tried({ risk: ' ' })).toBe('activities.risk_missing');
    expect(await tried({ hazardous: 'yes' })).toBe('activities.insurance_missing');
    expect(await tried({ fund: micro })).toBe('activities.budget_missing');
    expect(await tried({ ...money })).toBe('activities.fund_missing');
    expect(await tried({ ...money, fund: town.fund })).toBe('activities.fund_unknown');
    expect(await tried({ ...money, budget_text: '', fund: micro })).toBe('activities.budget_text_missing');
    expect(await tried({ ...money, budget: '500.01', fund: micro })).toBe('activities.over_ceiling');
    expect(await tried({ ...money, budget: '0', fund: micro })).toBe('money.not_positive');
    expect(await tried({ invitation: newId() })).toBe('activities.invitation_not_yours');
    expect(await tried({ project: newId() })).toBe('activities.project_unknown');
    expect(await tried({ leader: worker.personId })).toBe('activities.not_yours');
    expect(await tried({ title: '<b>' })).toBe('input.markup');
  });

  test('F135 without money and without invitation the office looks first; declined, changed, asked again', async () => {
    const next = { ...dumplings, day: '2026-04-12' };
    const { id, state } = must(await openActivity(leader.scope, next));
    expect(state).toBe('checking');
    expect(codeOf(await allowActivity(leader.scope, { id }))).toBe('access.not_allowed');
    must(await declineActivity(worker.scope, { id, reason: '凉亭在修' }));
    must(await changeActivity(leader.scope, { ...next, id, place_text: '活动室' }));
    expect((await activity(world.system, id))?.state).toBe('checking');
    must(await allowActivity(worker.scope, { id }));
    expect(await activity(world.system, id)).toMatchObject({ state: 'open', placeText: '活动室' });
  });

  test('a committee that says no declines with a reason; the money stays in the fund; it can be asked again', async () => {
    const asked = must(await openActivity(leader.scope, { ...dumplings, day: '2026-04-13', ...money, fund: micro }));
    const first = (await activity(world.system, asked.id))?.procedureId ?? '';
    await decideMicro(town, first, 'no');
    must(await enactActivity(leader.scope, first));
    expect(await activity(world.system, asked.id)).toMatchObject({
      state: 'declined',
      stateReason: zh.course.notPassed,
    });
    expect((await standing())?.held).toBe(0n);
    must(await changeActivity(leader.scope, { ...dumplings, day: '2026-04-13', id: asked.id, text: '少买些' }));
    const second = (await activity(world.system, asked.id))?.procedureId ?? '';
    expect(second).not.toBe(first);
    must(await cancelActivity(leader.scope, { id: asked.id, reason: '人不够' }));
    await decideMicro(town, second);
    expect(await enactAll(world.system)).toBe(1);
    expect(await standing()).toMatchObject({ held: 0n });
    expect(await enactAll(world.system)).toBe(0);
    expect(await broken()).toEqual([]);
  });

  test('F135 called off, everyone signed up is told and the held money is free again', async () => {
    const asked = must(await openActivity(leader.scope, { ...dumplings, day: '2026-04-14', ...money, fund: micro }));
    const procedureId = (await activity(world.system, asked.id))?.procedureId ?? '';
    await decideMicro(town, procedureId);
    must(await enactActivity(world.system, procedureId));
    expect((await standing())?.held).toBe(30_000n);
    const guest = await world.person('客人甲');
    must(await signUp(guest.scope, { id: asked.id, part: 'join' }));
    expect(codeOf(await cancelActivity(guest.scope, { id: asked.id, reason: '下雨' }))).toBe('activities.not_yours');
    expect(codeOf(await cancelActivity(leader.scope, { id: asked.id, reason: '' }))).toBe('activities.reason_missing');
    must(await cancelActivity(leader.scope, { id: asked.id, reason: '下雨' }));
    expect((await standing())?.held).toBe(0n);
    const told = await world.system.db
      .selectFrom('outbox_message')
      .select('body')
      .where('person_id', '=', guest.personId)
      .execute();
    expect(told.map((row) => row.body).join()).toContain('下雨');
    expect(codeOf(await signUp(guest.scope, { id: asked.id, part: 'join' }))).toBe('activities.state');
  });
});

describe('signing up', () => {
  test('seats are counted exactly, also when many come at once; helpers need none; undone and done again [/s/:space/activities/:id]', async () => {
    const id = await plain({ day: '2026-04-20', capacity: '3' });
    const crowd = await Promise.all(Array.from({ length: 8 }, (_, at) => world.person(`邻居${at}`)));
    const tried = await Promise.all(crowd.map((who) => signUp(who.scope, { id, part: 'join' })));
    expect(tried.filter((one) => one.ok)).toHaveLength(3);
    expect(new Set(tried.filter((one) => !one.ok).map(codeOf))).toEqual(new Set(['activities.full']));
    const inside = crowd.filter((_, at) => tried[at]?.ok === true);
    const outside = crowd.filter((_, at) => tried[at]?.ok === false);
    const [some, next] = [inside[0] ?? leader, outside[0] ?? leader];
    must(await signUp(next.scope, { id, part: 'help' }));
    expect(codeOf(await signUp(next.scope, { id, part: 'join' }))).toBe('activities.full');
    must(await leaveActivity(some.scope, { id }));
    expect(codeOf(await leaveActivity(some.scope, { id }))).toBe('activities.not_signed_up');
    must(await signUp(next.scope, { id, part: 'join' }));
    expect(await activity(world.system, id)).toMatchObject({ joining: 3, helping: 0 });
    expect(codeOf(await signUp(leader.scope, { id, part: 'join' }))).toBe('activities.own');
    expect(codeOf(await signUp(next.scope, { id, part: 'join', person: some.personId }))).toBe('activities.not_yours');
    expect(codeOf(await changeActivity(leader.scope, { ...dumplings, id, day: '2026-04-20', capacity: '2' }))).toBe(
      'activities.capacity_low',
    );
    must(await changeActivity(leader.scope, { ...dumplings, id, day: '2026-04-21', capacity: '3' }));
    const told = await world.system.db
      .selectFrom('outbox_message')
      .select('body')
      .where('person_id', '=', next.personId)
      .execute();
    expect(told.some((row) => row.body.includes('改了时间'))).toBe(true);
    expect(await broken()).toEqual([]);
  });
});

describe('hours', () => {
  test('F131 F133 hours are certified by another, corrected by reversal, never money [/desk/:space/hours]', async () => {
    const helper = await world.person('孟师傅');
    const before = await hoursGiven(world.system);
    const given = {
      person: helper.personId,
      served_on: '2026-03-20',
      text: '送了三趟饭',
      subject_kind: 'space',
    } as const;
    const tried = async (more: object, who: Someone = worker) =>
      codeOf(await certifyHours(who.scope, { ...given, minutes: '1:30', ...more }));
    expect(await tried({ person: worker.personId })).toBe('activities.own_hours');
    expect(await tried({ minutes: '0' })).toBe('hours.not_positive');
    expect(await tried({ minutes: '25' })).toBe('hours.too_large');
    expect(await tried({ served_on: '2027-01-01' })).toBe('activities.future');
    expect(await tried({ subject_kind: 'need', subject: newId() })).toBe('activities.subject_unknown');
    expect(await tried({}, helper)).toBe('access.not_allowed');
    const { id } = must(await certifyHours(worker.scope, { ...given, minutes: '１:30' }));
    expect((await hoursGiven(world.system)) - before).toBe(90n);
    must(await takeBackHours(worker.scope, { id, reason: '记错了人' }));
    expect(codeOf(await takeBackHours(worker.scope, { id, reason: '又' }))).toBe('activities.taken_back');
    expect(await hoursGiven(world.system)).toBe(before);
    expect(await hoursOf(world.system, { kind: 'person', id: helper.personId })).toMatchObject({
      minutes: 0n,
      people: 0,
    });
    expect(await broken()).toEqual([]);
  });

  test('F131 the leader marks who came; a correction needs a reason and both entries stay', async () => {
    const id = await plain({ day: '2026-04-25' });
    const helper = await world.person('阮阿姨');
    const signup = must(await signUp(helper.scope, { id, part: 'help' })).signupId;
    const absent = must(await signUp((await world.person('没来的')).scope, { id, part: 'join' })).signupId;
    must(await signUp(worker.scope, { id, part: 'help' }));
    world.clock.set('2026-04-25T15:00:00+08:00');
    const said = { id, result: '很热闹', came: [signup], minutes: { [signup]: '2' } };
    const own = (await signupsOf(worker.scope, id)).find((one) => one.personId === worker.personId)?.id ?? '';
    const mine = { ...said, came: [signup, own], minutes: { [signup]: '2', [own]: '2' } };
    expect(codeOf(await reportActivity(worker.scope, mine))).toBe('activities.own_hours');
    must(await reportActivity(leader.scope, said));
    const before = await hoursGiven(world.system);
    must(await reportActivity(leader.scope, said));
    expect(await hoursGiven(world.system)).toBe(before);
    const less = { ...said, minutes: { [signup]: '1' } };
    expect(codeOf(await reportActivity(leader.scope, less))).toBe('activities.reason_missing');
    must(await reportActivity(leader.scope, { ...less, reason: '她早走了一小时' }));
    expect(await hoursGiven(world.system)).toBe(before - 60n);
    const now = await signupsOf(leader.scope, id);
    expect(now.find((one) => one.id === absent)?.state).toBe('absent');
    const bad = { bytes: new TextEncoder().encode('<svg>'), name: 'a.jpg' };
    expect(codeOf(await reportActivity(leader.scope, { ...less, photo: bad }))).toBe('activities.photo_consent');
    expect(codeOf(await reportActivity(leader.scope, { ...less, photo: bad, photo_consent: 'yes' }))).toBe(
      'files.not_an_image',
    );
    expect(await broken()).toEqual([]);
  });
});

test('every refusal of this room has a sentence in both languages', () => {
  for (const code of Object.keys(errors)) {
    expect(Object.keys(zh.errors)).toContain(code);
    expect(Object.keys(en.errors)).toContain(code);
  }
});
