import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { room as bodiesRoom } from '#http/bodies';
import { room as decisionsRoom } from '#http/decisions';
import { room as votesRoom } from '#http/votes';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { nameSubstitute, seatsToday, tellAbsence } from '#modules/bodies';
import {
  addCompetence,
  answerAsHost,
  answerStep,
  askSkip,
  castVote,
  closeStep,
  declareRecusal,
  type Motion,
  openStep,
  procedure,
  putOffStep,
  startProcedure,
  tiePoll,
} from '#modules/decisions';
import { fund } from '#modules/funds';
import { recordBankGift } from '#modules/gifts';
import { holdMoney, ledgerChecks } from '#modules/ledger';
import { addPlace } from '#modules/places';
import { announcePoll, castBallot, checkPlace, closePoll, writePoll } from '#modules/votes';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { today } from '#platform/scope';
import { act } from '#tests/books';
import { makeBody, makeRule, type TestBody } from '#tests/committee';
import { makeFund } from '#tests/fund';
import { believeClock, makeWorld, type Someone } from '#tests/world';
import { printLedger } from './ledger-table.ts';

const world = await makeWorld(import.meta.url, { rooms: [bodiesRoom, decisionsRoom, votesRoom] });
const town = await makeFund(world);
const root = `/s/${world.space.slug}`;
const yes = ['王秀英', '李建国', '陈明', '赵敏', '孙立'];
let accountId = '';

const begin = command({
  name: 'decisions.test_story',
  permission: may('decisions.test_story', 'secretary'),
  input: z.custom<Motion>(),
  run: startProcedure,
});
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);

function member(name: string, body: TestBody = town.committee): Someone {
  const found = body.members[name];
  if (found === undefined) throw new Error(name);
  return found;
}

async function ask(amount: bigint, title: string, more: Partial<Motion> = {}): Promise<string> {
  const subject = { kind: 'project', id: newId() } as const;
  const payee = { organisationId: town.provider };
  return must(
    await begin(town.secretary.scope, { template: 'grant', subject, title, amount, accountId, payee, ...more }),
  ).procedureId;
}

const kinds = async (id: string) => (await procedure(world.visitor, id))?.steps.map((one) => [one.kind, one.state]);
const voteAll = async (id: string, choices: Readonly<Record<string, 'yes' | 'no' | 'abstain'>>, body?: TestBody) => {
  for (const [name, choice] of Object.entries(choices)) must(await castVote(member(name, body).scope, { id, choice }));
};
const allYes = (id: string) => voteAll(id, Object.fromEntries(yes.map((name) => [name, 'yes' as const])));

async function held(id: string): Promise<void> {
  const authorisationId = (await procedure(world.system, id))?.authorisationId ?? '';
  must(await act(town.finance.scope, (inside) => holdMoney(inside, authorisationId)));
}

beforeAll(async () => {
  accountId = (await fund(world.system, town.fund))?.accountId ?? '';
  must(
    await recordBankGift(town.finance.scope, {
      ...{ nature: 'gift', sourceClass: 'resident', publicity: 'masked', way: 'bank' },
      ...{ fundId: town.fund, amount: '180000.37', donorName: '街坊们', bankReference: 'R-0001' },
    }),
  );
});

describe('a grant through all tiers', () => {
  test('F202 the list of who decides what picks the steps by the sum [/s/:space/who-decides]', async () => {
    const line: Parameters<typeof addCompetence>[1] = {
      ...{ title: '给街坊的事出钱', area: 'money', who: '基金管委会定，大额的街坊一起定', basis: '成立大会', text: '' },
      ...{ template: 'grant', smallUpTo: '2000', middleUpTo: '1500' },
    };
    expect(await addCompetence(town.secretary.scope, line)).toMatchObject({
      ok: false,
      fault: { code: 'decisions.tier_amount', field: 'middleUpTo' },
    });
    const { id } = must(await addCompetence(town.secretary.scope, { ...line, middleUpTo: '20,000' }));
    const page = await world.get(null, `${root}/who-decides/${id}`);
    expect(page.text).toContain('¥2,000.00 以内：资助（小额）');
    expect(page.text).toContain('资助（大额）');
    expect((await world.get(null, `${root}/who-decides?format=csv`)).text).toContain('给街坊的事出钱');
    // Small activities and changes of purpose begin where they are made; each line leads there.
    const starts = { micro: `/me/${world.space.slug}/activities/new`, purpose: `/desk/${world.space.slug}/moves/new` };
    for (const template of ['micro', 'purpose'] as const) {
      const of = must(await addCompetence(town.secretary.scope, { ...line, title: template, template }));
      expect((await world.get(null, `${root}/who-decides/${of.id}`)).text).toContain(`href="${starts[template]}"`);
    }
  });

  test('a small one: the chair and an approver check, two different people, and the host declines, then accepts', async () => {
    const first = await ask(188_888n, '楼道灯泡');
    expect(await kinds(first)).toEqual([
      ['check', 'open'],
      ['check', 'waiting'],
      ['host', 'waiting'],
    ]);
    const answer = { id: first, answer: 'yes', reason: '合办法，该给。' } as const;
    expect(codeOf(await answerStep(town.worker.scope, answer))).toBe('decisions.not_asked');
    expect(codeOf(await askSkip(town.secretary.scope, { id: first, reason: '急' }))).toBe('decisions.step_required');
    must(await answerStep(member('王秀英').scope, answer));
    expect(codeOf(await answerStep(member('王秀英').scope, answer))).toBe('decisions.not_asked');
    must(await answerStep(town.treasurer.scope, { id: first, answer: 'yes', reason: '钱够，单据齐。' }));
    must(await answerAsHost(town.finance.scope, { id: first, answer: 'decline', reason: '换灯泡归物业。' }));
    expect(await procedure(world.visitor, first)).toMatchObject({ state: 'failed', planCode: 'grant_small' });
    const again = await ask(188_888n, '独居老人家的灯泡');
    must(await answerStep(member('王秀英').scope, { ...answer, id: again }));
    must(await answerStep(town.treasurer.scope, { id: again, answer: 'yes', reason: '钱够。' }));
    must(await answerAsHost(town.finance.scope, { id: again, answer: 'accept', reason: '' }));
    await held(again);
    const page = await world.get(null, `${root}/decisions/${again}`);
    expect(page.text).toContain('主任核对');
    expect(page.text).toContain('合办法，该给。');
    expect(page.text).toContain('资助（小额），第 1 版');
  });

  test('a middle one goes to the committee, and one fen more takes the residents too', async () => {
    const middle = await ask(2_000_000n, '正好两万');
    expect((await procedure(world.visitor, middle))?.planCode).toBe('grant');
    const large = await ask(2_000_001n, '两万零一分');
    expect((await procedure(world.visitor, large))?.planCode).toBe('grant_large');
    await allYes(middle);
    must(await closeStep(town.secretary.scope, { id: middle }));
    world.clock.advance({ days: 8 });
    must(await closeStep(town.secretary.scope, { id: middle }));
    must(await answerAsHost(town.finance.scope, { id: middle, answer: 'accept', reason: '' }));
    await held(middle);
  });

  test('a large one waits for a vote of residents, whose result carries it on', async () => {
    const admin = town.admin;
    const estate = must(await addPlace(admin.scope, { kind: 'estate', name: '柳巷里', estateType: 'old' })).id;
    const neighbours: Someone[] = [];
    for (let at = 0; at < 5; at += 1) neighbours.push(await world.person(`张${at}`));
    await world
      .scopeOf(admin.actor)
      .db.updateTable('person')
      .set({ place_id: estate, birth_year: 1960 })
      .where('space_id', '=', world.space.id)
      .where(
        'id',
        'in',
        neighbours.map((one) => one.personId),
      )
      .execute();
    must(await checkPlace(town.worker.scope, { place: estate }));
    const id = await ask(3_333_333n, '凉亭翻修');
    await voteAll(id, { 王秀英: 'yes', 李建国: 'yes', 陈明: 'no', 赵敏: 'yes' });
    must(await closeStep(town.secretary.scope, { id }));
    expect(openStep((await procedure(world.visitor, id)) ?? never())?.kind).toBe('residents');
    const on = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const poll = must(
      await writePoll(town.secretary.scope, {
        ...{ title: '凉亭翻修用不用这笔钱', text: '三万三千三百三十三元三角三分。', kind: 'yes_no', rule: 'majority' },
        ...{ electorate: 'residents', cut_off: on(0), opens_on: on(1), closes_on: on(3), quorum: '1/2', share: '1/2' },
        ...{ turnout: 'open', options: [] },
      }),
    ).id;
    must(await announcePoll(town.secretary.scope, { id: poll }));
    expect(codeOf(await tiePoll(town.secretary.scope, { id, pollId: newId() }))).toBe('decisions.choose_poll');
    must(await tiePoll(town.secretary.scope, { id, pollId: poll }));
    world.clock.advance({ days: 2 });
    for (const [at, one] of neighbours.entries())
      must(await castBallot(one.scope, { id: poll, ballot: at === 4 ? '2' : '1', receipt: `AAAACCCC${1000 + at}` }));
    world.clock.advance({ days: 3 });
    await believeClock(world);
    must(await closePoll(town.secretary.scope, { id: poll }));
    await believeClock(world, false);
    const told = await procedure(world.visitor, id);
    expect(told?.steps.find((one) => one.kind === 'residents')).toMatchObject({
      state: 'passed',
      reason: '名册上 5 人，投了 5 人，同意 4 人，通过。',
    });
    expect(openStep(told ?? never())?.kind).toBe('publication');
    world.clock.advance({ days: 8 });
    must(await closeStep(town.secretary.scope, { id }));
    must(await answerAsHost(town.finance.scope, { id, answer: 'accept', reason: '' }));
    await held(id);
    expect((await ledgerChecks(world.system)).filter((one) => one.first !== null)).toEqual([]);
    await printLedger(world.system);
  });
});

function never(): never {
  throw new Error('there is none');
}

describe('a tied vote', () => {
  test('F040 a tie fails, or the chair decides, or it is voted on once more [/s/:space/decisions/:id]', async () => {
    for (const tie of ['fails', 'chair', 'again'] as const) {
      const where = await makeWorld(`${import.meta.url}#${tie}`, { rooms: [bodiesRoom, decisionsRoom] });
      const secretary = await where.person('秘书甲', ['secretary']);
      const board = await makeBody(where, secretary, 'committee', [
        ['周主任', 'chair'],
        ['吴一', 'resident'],
        ['吴二', 'donor'],
        ['吴三', 'charity'],
        ['吴四', 'community'],
        ['周监', 'supervisor'],
      ]);
      await makeRule(secretary, 'change', { tie, abstention: 'aside' });
      const subject = { kind: 'body', id: board.bodyId } as const;
      const motion = { template: 'change', subject, title: '换一位委员' } as const;
      const start = async () => must(await begin(secretary.scope, motion)).procedureId;
      const split = async (id: string, chair: 'yes' | 'no') => {
        const other = chair === 'yes' ? 'no' : 'yes';
        await voteAll(id, { 周主任: chair, 吴一: chair, 吴二: other, 吴三: other, 吴四: 'abstain' }, board);
        must(await closeStep(secretary.scope, { id }));
        return procedure(where.visitor, id);
      };
      const id = await start();
      const first = await split(id, 'yes');
      expect(first?.steps[0]?.tally).toMatchObject({ yes: 2, no: 2, abstain: 1, base: 4, tie });
      if (tie === 'fails') expect(first?.state).toBe('failed');
      if (tie === 'chair') {
        expect(first?.steps[0]?.state).toBe('passed');
        must(await closeAfter(where, secretary, id));
        expect((await split(await start(), 'no'))?.state).toBe('failed');
      }
      if (tie !== 'again') continue;
      expect(first?.steps.map((one) => [one.kind, one.state, one.went])).toEqual([
        ['vote', 'failed', 'again'],
        ['vote', 'open', null],
        ['publication', 'waiting', null],
      ]);
      expect((await where.get(null, `/s/${where.space.slug}/decisions/${id}`)).text).toContain('打平，再表决一次');
      expect((await split(id, 'no'))?.state).toBe('failed');
    }
  });

  async function closeAfter(where: typeof world, secretary: Someone, id: string) {
    where.clock.advance({ days: 8 });
    return closeStep(secretary.scope, { id });
  }
});

describe('a recusal that breaks the quorum', () => {
  test('F039 it is put off with a reason, a substitute sits in, and it goes on [/s/:space/decisions/:id]', async () => {
    const id = await ask(1_234_567n, '助餐试点');
    await voteAll(id, { 王秀英: 'yes', 李建国: 'yes' });
    must(await declareRecusal(member('王秀英').scope, { id, detail: '办助餐的是我表弟' }));
    // Four seats count now; three must be there, and one is.
    expect(await closeStep(town.secretary.scope, { id })).toMatchObject({
      ok: false,
      fault: { code: 'decisions.below_quorum', params: { present: 1, needed: 3, eligible: 4 } },
    });
    const later = '2026-12-30';
    expect(codeOf(await putOffStep(town.secretary.scope, { id, until: '2026-01-01', reason: '人没到够' }))).toBe(
      'decisions.put_off_past',
    );
    must(await putOffStep(town.secretary.scope, { id, until: later, reason: '有人回避，人没到够，等替补。' }));
    const absent = member('陈明');
    const seat = (await seatsToday(town.secretary.scope, town.committee.bodyId)).find(
      (one) => one.personId === absent.personId,
    );
    const stand = await world.person('替补的人');
    const seatId = seat?.id ?? '';
    must(await nameSubstitute(absent.scope, { seatId, personId: stand.personId }));
    expect(codeOf(await castVote(stand.scope, { id, choice: 'yes' }))).not.toBe('ok');
    must(await tellAbsence(absent.scope, { seatId, fromOn: today(absent.scope), untilOn: later }));
    must(await castVote(stand.scope, { id, choice: 'yes' }));
    await voteAll(id, { 赵敏: 'no' });
    must(await closeStep(town.secretary.scope, { id }));
    const page = await world.get(null, `${root}/decisions/${id}`);
    expect(page.text).toContain('改期到 2026年12月30日');
    expect(page.text).toContain('有人回避，人没到够，等替补。');
    expect(page.text).toContain('回避 1 席，算 4 席');
  });
});
