import { expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { actingSeats, declareInterest, nameSubstitute, setDuties, tellAbsence } from '#modules/bodies';
import { castVote, closeStep, procedure, startProcedure } from '#modules/decisions';
import { fund } from '#modules/funds';
import {
  addFollowup,
  addItem,
  callMeeting,
  closeDebate,
  itemsOf,
  markPresence,
  motionsOf,
  moveMotion,
  openMeeting,
  planMeeting,
  standAside,
  startItem,
  takeVote,
} from '#modules/meetings';
import { act } from '#tests/books';
import { makeFund } from '#tests/fund';
import { makeGift } from '#tests/project';
import { makeWorld, type Someone } from '#tests/world';
import { plain } from './html.ts';
import { ledgerTable } from './ledger-table.ts';

const world = await makeWorld(import.meta.url);
const town = await makeFund(world);
const { secretary, committee } = town;
const code = (result: { ok: boolean; fault?: { code: string } }) => (result.ok ? 'ok' : (result.fault?.code ?? ''));
const page = async (path: string, who: Someone | null = null) => plain((await world.get(who, path)).text);
const member = (name: string): Someone => {
  const found = committee.members[name];
  if (found === undefined) throw new Error(name);
  return found;
};
const seatOf = async (name: string): Promise<string> => {
  const seats = await actingSeats(world.system, committee.bodyId, new Set());
  return seats.find((one) => [one.personId, one.standsFor].includes(member(name).personId))?.id ?? '';
};
const aunt = await world.person('陈阿婆');
const cousin = await world.person('孙表弟');
const [body, open, desk] = [
  `/s/${world.space.slug}/bodies/${committee.bodyId}`,
  `/s/${world.space.slug}`,
  `/desk/${world.space.slug}`,
];

test('F038 a holder names a substitute: nobody who sits there, nobody twice, and by the one full name [/me/:space/seats]', async () => {
  const wang = member('王秀英');
  const seatId = await seatOf('王秀英');
  expect(code(await nameSubstitute(wang.scope, { seatId, name: '王秀英' }))).toBe('bodies.own_substitute');
  expect(code(await nameSubstitute(wang.scope, { seatId, name: '李建国' }))).toBe('bodies.already_seated');
  expect(code(await nameSubstitute(wang.scope, { seatId, name: '没有这个人' }))).toBe('bodies.name_unclear');
  expect(code(await nameSubstitute(aunt.scope, { seatId, name: '陈阿婆' }))).toBe('bodies.not_your_seat');
  const answer = await world.post(wang, `/me/${world.space.slug}/seats/substitute`, { seatId, name: '陈阿婆' });
  expect(answer.location).toContain('done=substituted');
  expect(code(await nameSubstitute(secretary.scope, { seatId: await seatOf('赵敏'), personId: aunt.personId }))).toBe(
    'bodies.substitute_taken',
  );
  const shown = await page(body);
  expect(shown).toContain('替补 陈*婆');
  expect(shown).not.toContain('陈阿婆');
  expect(await page(`/me/${world.space.slug}/seats`, aunt)).toContain('您是王秀英的替补');
});

test('F039 away for some days, the substitute votes on the seat; back, the holder does; both are seen [/desk/:space/decisions/:id]', async () => {
  const wang = member('王秀英');
  const seatId = await seatOf('王秀英');
  await makeGift(world, town, '8000.37', '转301');
  const accountId = (await fund(world.system, town.fund))?.accountId ?? '';
  const motion = (payee: string) => ({
    ...{ template: 'grant' as const, subject: { kind: 'project' as const, id: newId() }, title: '修凉亭' },
    ...{ amount: 123_457n, accountId, payee: { organisationId: payee } },
  });
  const begun = must(await act(secretary.scope, (inside) => startProcedure(inside, motion(town.provider))));
  const id = begun.procedureId;
  expect(code(await castVote(aunt.scope, { id, choice: 'yes' }))).toBe('decisions.no_seat');
  must(await tellAbsence(wang.scope, { seatId, fromOn: '2026-03-02', untilOn: '2026-03-20' }));
  expect(code(await castVote(wang.scope, { id, choice: 'yes' }))).toBe('decisions.no_seat');
  must(await castVote(aunt.scope, { id, choice: 'yes' }));
  expect(await page(body)).toContain('由陈*婆替');
  for (const name of ['李建国', '陈明', '赵敏']) must(await castVote(member(name).scope, { id, choice: 'yes' }));
  must(await castVote(member('孙立').scope, { id, choice: 'no' }));
  must(await closeStep(secretary.scope, { id }));
  expect((await procedure(world.system, id))?.steps[0]?.tally).toMatchObject({
    eligible: 5,
    present: 5,
    yes: 4,
    no: 1,
  });
  world.clock.advance({ days: 20 });
  expect((await actingSeats(world.system, committee.bodyId, new Set())).every((one) => one.standsFor === null)).toBe(
    true,
  );
  must(await closeStep(secretary.scope, { id }));
});

test('F039 who declared an interest stands aside, and their substitute sits: found by Linli, seen by all [/s/:space/decisions/:id]', async () => {
  const sun = member('孙立');
  must(
    await declareInterest(sun.scope, {
      ...{ kind: 'employer', organisationId: town.shop },
      summary: '在面馆管账',
      detail: '每月两天',
      relativeName: '',
    }),
  );
  expect(
    code(
      await declareInterest(world.scopeOf(aunt.actor), {
        kind: 'organisation',
        summary: '',
        detail: '',
        relativeName: '',
      }),
    ),
  ).toBe('bodies.summary_missing');
  must(await nameSubstitute(sun.scope, { seatId: await seatOf('孙立'), name: '孙表弟' }));
  expect(await page(body)).toContain('工作单位: 在面馆管账');
  expect(await page(body)).not.toContain('每月两天');
  const accountId = (await fund(world.system, town.fund))?.accountId ?? '';
  const { procedureId: id } = must(
    await act(secretary.scope, (inside) =>
      startProcedure(inside, {
        ...{ template: 'grant', subject: { kind: 'project', id: newId() }, title: '面馆的长者餐' },
        ...{ amount: 99_901n, accountId, payee: { organisationId: town.shop } },
      }),
    ),
  );
  expect(code(await castVote(sun.scope, { id, choice: 'yes' }))).toBe('decisions.no_seat');
  must(await castVote(cousin.scope, { id, choice: 'no' }));
  for (const name of ['李建国', '陈明']) must(await castVote(member(name).scope, { id, choice: 'yes' }));
  must(await castVote(member('王秀英').scope, { id, choice: 'no' }));
  must(await castVote(member('赵敏').scope, { id, choice: 'no' }));
  must(await closeStep(secretary.scope, { id }));
  const done = await procedure(world.system, id);
  expect(done?.state).toBe('failed');
  expect(done?.steps[0]?.tally).toMatchObject({ recused: 0, eligible: 5, yes: 2, no: 3 });
  expect(done?.recusals).toMatchObject([{ ground: 'employer', personId: sun.personId }]);
  expect(await page(`${open}/decisions/${id}`)).toContain('同一个单位');
  // The detail is opened at the desk by itself, and the look is recorded.
  const seat = `${desk}/bodies/${committee.bodyId}/seats/${await seatOf('孙立')}`;
  expect(await page(seat, secretary)).not.toContain('每月两天');
  expect(await page(`${seat}?details=open`, secretary)).toContain('每月两天');
});

test('F116 at a meeting whoever stands aside loses papers, quorum and vote, and a substitute who came sits instead [/s/:space/meetings/:id]', async () => {
  const { id } = must(
    await planMeeting(secretary.scope, {
      ...{
        kind: 'key_item',
        body: committee.bodyId,
        title: '请谁来修屋顶',
        text: '',
        day: '2026-04-20',
        time: '14:00',
      },
      ...{ place: '议事厅', remote: '', agenda: '', turnTimes: '1', turnSeconds: '60' },
    }),
  );
  must(
    await addItem(secretary.scope, {
      id,
      title: '面馆的报价',
      text: '',
      organisation: town.shop,
      papers: '报价一千二百三十四元五角六分',
    }),
  );
  must(await callMeeting(secretary.scope, { id, lateReason: '' }));
  const mine = `/me/${world.space.slug}/meetings/${id}`;
  expect(await page(mine, member('陈明'))).toContain('报价一千二百三十四元五角六分');
  expect(await page(mine, member('孙立'))).not.toContain('报价一千二百三十四元五角六分');
  const here = [...['李建国', '陈明', '赵敏', '孙立'].map(member), cousin];
  const lines = here.map((one) => ({ personId: one.personId, way: 'here' as const }));
  must(await markPresence(secretary.scope, { id, lines }));
  must(await openMeeting(secretary.scope, { id }));
  const [item] = await itemsOf(secretary.scope, id);
  const itemId = item?.id ?? '';
  must(await startItem(secretary.scope, { id, itemId }));
  must(await standAside(member('赵敏').scope, { id, itemId, detail: '老板是我邻居' }));
  const motion = { id, itemId, text: '请面馆修', second: member('陈明').personId };
  expect(code(await moveMotion(secretary.scope, { ...motion, mover: member('孙立').personId }))).toBe(
    'meetings.recused',
  );
  must(await moveMotion(secretary.scope, { ...motion, mover: cousin.personId }));
  must(await closeDebate(secretary.scope, { id, itemId }));
  const [moved] = await motionsOf(secretary.scope, id);
  const vote = { id, motionId: moved?.id ?? '', way: 'hands', marks: [], abstain: '0' } as const;
  expect(code(await takeVote(secretary.scope, { ...vote, yes: '4', no: '0' }))).toBe('meetings.too_many_votes');
  must(await takeVote(secretary.scope, { ...vote, yes: '2', no: '1' }));
  // Five vote; 赵敏 stands aside without a substitute, 孙表弟 sits for 孙立.
  expect((await motionsOf(secretary.scope, id))[0]?.count).toMatchObject({
    eligible: 4,
    recused: 1,
    present: 3,
    carried: true,
  });
  const shown = await page(`${open}/meetings/${id}`);
  for (const word of ['在那家组织工作', '由孙*弟代替', '本人申报']) expect(shown).toContain(word);
});

test('F047 a promise is given only to somebody whose duty it is; whose it is, the refusal says [/s/:space/responsibilities]', async () => {
  must(await setDuties(secretary.scope, { id: committee.bodyId, areas: ['spending', 'deciding'] }));
  const { id } = must(
    await planMeeting(secretary.scope, {
      ...{ kind: 'regular', body: committee.bodyId, title: '例会', text: '', day: '2026-04-25', time: '09:00' },
      ...{ place: '议事厅', remote: '', agenda: '账' },
    }),
  );
  must(await callMeeting(secretary.scope, { id, lateReason: '' }));
  must(await markPresence(secretary.scope, { id, lines: [{ personId: member('陈明').personId, way: 'here' }] }));
  must(await openMeeting(secretary.scope, { id }));
  const promise = { id, title: '看一遍账', dueOn: '2026-05-01' };
  const refused = await addFollowup(secretary.scope, { ...promise, owner: aunt.personId, area: 'spending' });
  expect(refused).toMatchObject({
    fault: { code: 'bodies.not_their_duty', params: { area: 'spending' }, field: 'owner' },
  });
  const said = await world.post(secretary, `${desk}/meetings/${id}/promise`, {
    title: '看一遍账',
    owner: aunt.personId,
    dueOn: '2026-05-01',
    area: 'spending',
  });
  expect(plain(said.text)).toContain('“管用钱”不在这位的职责里，它归柳巷基金管委会');
  must(await addFollowup(secretary.scope, { ...promise, owner: member('陈明').personId, area: 'spending' }));
  must(await addFollowup(secretary.scope, { ...promise, title: '买茶叶', owner: aunt.personId, area: 'errand' }));
  const duties = await page(`${open}/responsibilities`);
  for (const word of ['管用钱', '柳巷基金管委会', '审批付款']) expect(duties).toContain(word);
  console.info(await ledgerTable(world.system));
});
