import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { newId } from '#kernel/ids';
import { must, type Result } from '#kernel/result';
import { openAccount } from '#modules/ledger';
import { addMember, registerOrganisation } from '#modules/organisations';
import { audit } from '#modules/record';
import { openTasks } from '#modules/tasks';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import type { Scope } from '#platform/scope';
import { makeBody, makeRule, type TestBody } from '#tests/committee';
import { makeWorld, type Someone } from '#tests/world';
import { propose, startProcedure, withdraw } from './commands.ts';
import { answerAsHost, answerObjection, raiseObjection } from './commands-objections.ts';
import { castVote, closeStep, declareRecusal, recordVotes } from './commands-votes.ts';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { procedure, proceduresOf, votesAwaited, votesOf } from './queries.ts';
import type { Motion } from './schema.ts';
import { zh } from './zh.ts';

const world = await makeWorld(import.meta.url);
const secretary = await world.person('秘书甲', ['secretary']);
const neighbour = await world.person('街坊乙');
const spouse = await world.person('家属丁');
const charity = must(
  await registerOrganisation((await world.person('登记员', ['worker', 'admin'])).scope, {
    ...{ name: '江城慈善会', kind: 'charity', standing: 'registered', creditCode: '53100000500020358F' },
  }),
);
const provider = must(
  await registerOrganisation((await world.person('登记员二', ['worker', 'admin'])).scope, {
    ...{ name: '夕阳红助餐社', kind: 'social_organisation', standing: 'informal' },
  }),
);
const officer = await world.person('财务丙', ['finance'], { organisationId: charity.id });
const stranger = await world.person('外财务', ['finance'], { organisationId: provider.id });
let committee: TestBody;
let accountId = '';

/** What the room that owns a matter does: begins a procedure inside a command of its own. */
const begin = command({
  name: 'decisions.test_begin',
  permission: may('decisions.test_begin', 'secretary', 'worker'),
  input: z.custom<Motion>(),
  run: startProcedure,
});
const fundAccount = command({
  name: 'decisions.test_account',
  permission: may('decisions.test_account', 'secretary'),
  input: z.object({}),
  run: async (scope) => {
    const id = await openAccount(scope, {
      path: 'fund/main',
      commodity: 'CNY',
      normal: 'credit',
      guarded: true,
      title: '主基金',
    });
    await audit(scope, { kind: 'account', id });
    return { ok: true, value: id };
  },
});

const member = (name: string, body: TestBody = committee): Someone => {
  const found = body.members[name];
  if (found === undefined) throw new Error(name);
  return found;
};
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);

async function start(more: Partial<Motion> = {}): Promise<string> {
  const motion: Motion = {
    template: 'grant',
    subject: { kind: 'project', id: newId() },
    title: '助餐试点',
    amount: 500_000n,
    accountId,
    payee: { organisationId: provider.id },
    ...more,
  };
  return must(await begin(secretary.scope, motion)).procedureId;
}

async function vote(id: string, name: string, choice: 'yes' | 'no' | 'abstain', body?: TestBody) {
  return castVote(member(name, body).scope, { id, choice });
}

async function allYes(id: string): Promise<void> {
  for (const name of ['王秀英', '李建国', '陈明', '赵敏']) must(await vote(id, name, 'yes'));
}

beforeAll(async () => {
  committee = await makeBody(world, secretary, 'committee', undefined, charity.id);
  await makeRule(secretary, 'grant');
  await makeRule(secretary, 'micro');
  await makeRule(secretary, 'admission');
  await makeRule(secretary, 'change');
  accountId = must(await fundAccount(secretary.scope, {}));
});

describe('a grant', () => {
  test('F039 F040 vote, publication, host: passed, cited, and the ledger told [/s/:space/decisions/:id]', async () => {
    const id = await start();
    const begun = await procedure(world.visitor, id);
    expect(begun?.number).toMatch(/^2026-\d{4}$/);
    expect(begun?.steps.map((step) => [step.kind, step.state, step.rule.version])).toEqual([
      ['vote', 'open', 1],
      ['publication', 'waiting', 1],
      ['host', 'waiting', 1],
    ]);
    await allYes(id);
    must(await closeStep(secretary.scope, { id }));
    expect(codeOf(await closeStep(secretary.scope, { id }))).toBe('decisions.publication_running');
    expect(codeOf(await answerAsHost(officer.scope, { id, answer: 'accept' }))).toBe('decisions.not_at_host');
    world.clock.advance({ days: 8 });
    must(await closeStep(secretary.scope, { id }));
    expect(codeOf(await answerAsHost(stranger.scope, { id, answer: 'accept' }))).toBe('decisions.not_the_host');
    must(await answerAsHost(officer.scope, { id, answer: 'accept' }));
    const passed = await procedure(world.visitor, id);
    expect(passed?.state).toBe('passed');
    expect(passed?.steps[0]?.tally).toMatchObject({ yes: 4, present: 4, quorumNeeded: 4, passed: true });
    const allowed = await secretary.scope.db
      .selectFrom('ledger_authorisation')
      .selectAll()
      .where('id', '=', passed?.authorisationId ?? '')
      .executeTakeFirst();
    expect(allowed).toMatchObject({ amount: 500_000n, decision_id: id, approvals_needed: 2 });
    expect(codeOf(await withdraw(secretary.scope, { id, reason: '晚了' }))).toBe('decisions.not_running');
  });

  test('a vote below quorum stays open, says the numbers, and keeps what was cast', async () => {
    const id = await start();
    for (const name of ['王秀英', '李建国', '陈明']) must(await vote(id, name, 'yes'));
    const refused = await closeStep(secretary.scope, { id });
    expect(refused).toMatchObject({
      ok: false,
      fault: { code: 'decisions.below_quorum', params: { present: 3, needed: 4, eligible: 5 } },
    });
    const params = refused.ok ? {} : (refused.fault.params ?? {});
    expect(zh.errors['decisions.below_quorum'](params)).toContain('至少要到 4 席，现在到了 3 席');
    expect(en.errors['decisions.below_quorum'](params)).toContain('at least 4 must be present, and 3 are');
    must(await vote(id, '赵敏', 'abstain'));
    expect(must(await closeStep(secretary.scope, { id })).passed).toBe(true);
  });

  test('voting twice is refused; a change of mind is said, counted last, and both stand', async () => {
    const id = await start();
    must(await vote(id, '王秀英', 'yes'));
    expect(codeOf(await vote(id, '王秀英', 'yes'))).toBe('decisions.already_voted');
    must(await castVote(member('王秀英').scope, { id, choice: 'no', change: 'yes' }));
    const step = (await procedure(world.visitor, id))?.steps[0];
    expect((await votesOf(secretary.scope, step?.id ?? '')).map((one) => [one.turn, one.choice])).toEqual([
      [1, 'yes'],
      [2, 'no'],
    ]);
    const both = await Promise.all([vote(id, '李建国', 'yes'), vote(id, '李建国', 'no')]);
    expect(both.map(codeOf).sort()).toEqual(['decisions.already_voted', 'ok']);
  });

  test('no seat, a seat without a vote, and another hand are refused', async () => {
    const id = await start();
    expect(codeOf(await castVote(neighbour.scope, { id, choice: 'yes' }))).toBe('decisions.no_seat');
    expect(codeOf(await vote(id, '周监', 'no'))).toBe('decisions.seat_without_vote');
    const king = member('王秀英');
    const helped: Scope = world.scopeOf({ ...king.actor, onBehalfOf: { personId: king.personId, as: 'helper' } });
    expect(codeOf(await castVote(helped, { id, choice: 'yes' }))).toBe('decisions.not_by_another');
    expect(codeOf(await castVote(world.visitor, { id, choice: 'yes' }))).toBe('access.sign_in');
    expect(codeOf(await castVote(king.scope, { id: newId(), choice: 'yes' }))).toBe('decisions.not_found');
  });

  test('the secretary writes down a meeting and corrects it, but never a vote cast by hand', async () => {
    const id = await start();
    must(await vote(id, '王秀英', 'no'));
    const seats = await secretary.scope.db
      .selectFrom('seat')
      .selectAll()
      .where('body_id', '=', committee.bodyId)
      .execute();
    const seatOf = (name: string) => seats.find((one) => one.person_id === member(name).personId)?.id ?? '';
    const line = (name: string, choice: 'yes' | 'no') => ({ seatId: seatOf(name), choice });
    const record = (...votes: ReturnType<typeof line>[]) => recordVotes(secretary.scope, { id, votes });
    expect(codeOf(await record())).toBe('decisions.nothing_recorded');
    must(await record(line('李建国', 'yes'), line('陈明', 'yes'), line('赵敏', 'no')));
    must(await record(line('赵敏', 'yes'), line('李建国', 'yes')));
    expect(await record(line('孙立', 'yes'), line('王秀英', 'yes'))).toMatchObject({
      ok: false,
      fault: { code: 'decisions.already_voted', field: `vote-${seatOf('王秀英')}` },
    });
    const step = (await procedure(world.visitor, id))?.steps[0];
    const cast = await votesOf(secretary.scope, step?.id ?? '');
    expect(cast).toHaveLength(5);
    expect(cast.filter((one) => one.recordedBy === secretary.personId)).toHaveLength(4);
    expect(must(await closeStep(secretary.scope, { id })).passed).toBe(true);
  });

  test('not carried, it fails; put again, the new procedure cites the old one', async () => {
    const subject = { kind: 'project', id: newId() } as const;
    const first = await start({ subject });
    expect(codeOf(await begin(secretary.scope, { template: 'grant', subject, title: '再来' }))).toBe(
      'decisions.already_running',
    );
    for (const name of ['王秀英', '李建国']) must(await vote(first, name, 'yes'));
    for (const name of ['陈明', '赵敏']) must(await vote(first, name, 'no'));
    expect(must(await closeStep(secretary.scope, { id: first })).passed).toBe(false);
    expect(codeOf(await vote(first, '孙立', 'yes'))).toBe('decisions.not_running');
    const second = await start({ subject });
    expect((await procedure(world.visitor, second))?.earlierId).toBe(first);
    expect((await proceduresOf(world.visitor, subject)).map((one) => one.state)).toEqual(['failed', 'running']);
    must(await withdraw(secretary.scope, { id: second, reason: '方案要改' }));
    expect(await procedure(world.visitor, second)).toMatchObject({ state: 'withdrawn', reason: '方案要改' });
  });
});

describe('standing aside', () => {
  test('F039 a member of the payee is found before anybody votes, leaves the quorum, and cannot vote', async () => {
    const registrar = await world.person('登记员三', ['worker', 'admin']);
    must(
      await addMember(registrar.scope, {
        organisationId: provider.id,
        personId: member('孙立').personId,
        duty: '理事',
      }),
    );
    const id = await start();
    const begun = await procedure(world.visitor, id);
    expect(begun?.recusals).toMatchObject([{ ground: 'organisation', publicName: '孙*' }]);
    expect(codeOf(await vote(id, '孙立', 'yes'))).toBe('decisions.recused');
    for (const name of ['王秀英', '李建国', '陈明']) must(await vote(id, name, 'yes'));
    must(await closeStep(secretary.scope, { id }));
    expect((await procedure(world.visitor, id))?.steps[0]?.tally).toMatchObject({
      recused: 1,
      eligible: 4,
      quorumNeeded: 3,
    });
  });

  test('the payee in person and at home are found; a tie made later still counts at the close', async () => {
    const home = newId();
    const db = world.platform.database.scoped(world.space.id, [world.space.id]);
    await db
      .insertInto('household')
      .values({ space_id: world.space.id, id: home, name: '赵家', created_at: world.clock.now() })
      .execute();
    const move = (personId: string) =>
      db.updateTable('person').set({ household_id: home }).where('id', '=', personId).execute();
    const own = await start({ payee: { personId: member('李建国').personId } });
    expect((await procedure(world.visitor, own))?.recusals).toMatchObject([{ ground: 'same_person' }]);
    const id = await start({ payee: { personId: spouse.personId } });
    expect((await procedure(world.visitor, id))?.recusals).toEqual([]);
    await allYes(id);
    await move(spouse.personId);
    await move(member('赵敏').personId);
    must(await closeStep(secretary.scope, { id }));
    const closed = await procedure(world.visitor, id);
    expect(closed?.recusals).toMatchObject([{ ground: 'household', personId: member('赵敏').personId }]);
    expect(closed?.steps[0]?.tally).toMatchObject({ recused: 1, eligible: 4, present: 3, yes: 3 });
  });

  test('a member stands aside by themselves, once, even after voting', async () => {
    const id = await start({ payee: {} });
    must(await vote(id, '陈明', 'yes'));
    must(await declareRecusal(member('陈明').scope, { id, detail: '亲戚在那里上班' }));
    expect(codeOf(await declareRecusal(member('陈明').scope, { id, detail: '再说' }))).toBe(
      'decisions.already_recused',
    );
    expect(codeOf(await declareRecusal(neighbour.scope, { id, detail: '我也' }))).toBe('decisions.no_seat');
    for (const name of ['王秀英', '李建国', '赵敏']) must(await vote(id, name, 'yes'));
    must(await closeStep(secretary.scope, { id }));
    expect((await procedure(world.visitor, id))?.steps[0]?.tally).toMatchObject({ yes: 3, recused: 1 });
  });
});

describe('publication', () => {
  test('F079 an open objection blocks the way until it is answered in public', async () => {
    const id = await start({ payee: {} });
    expect(codeOf(await raiseObjection(neighbour.scope, { id, text: '太贵' }))).toBe('decisions.not_published');
    await allYes(id);
    must(await closeStep(secretary.scope, { id }));
    const raised = must(await raiseObjection(neighbour.scope, { id, text: '饭价是不是高了？', named: 'yes' }));
    expect(codeOf(await raiseObjection(neighbour.scope, { id, text: '还有' }))).toBe('decisions.objection_pending');
    const due = (await openTasks(secretary.scope, { roles: ['secretary'] })).filter(
      (one) => one.subjectId === raised.id,
    );
    expect(due).toMatchObject([{ kind: 'decisions.objection', ownerRole: 'secretary' }]);
    world.clock.advance({ days: 8 });
    expect(await closeStep(secretary.scope, { id })).toMatchObject({
      ok: false,
      fault: { code: 'decisions.objection_open', params: { count: 1 } },
    });
    const answer = { id, objectionId: raised.id, answer: '三家比过价，这是最低的。' };
    expect(codeOf(await answerObjection(neighbour.scope, answer))).toBe('access.not_allowed');
    must(await answerObjection(secretary.scope, answer));
    expect(codeOf(await answerObjection(secretary.scope, answer))).toBe('decisions.already_answered');
    must(await closeStep(secretary.scope, { id }));
    const shown = await procedure(world.visitor, id);
    expect(shown?.objections).toMatchObject([{ name: '街*乙', answer: '三家比过价，这是最低的。' }]);
  });

  test('the host declines with a reason in public, or not at all', async () => {
    const id = await start({ template: 'micro', payee: {} });
    await allYes(id);
    must(await closeStep(secretary.scope, { id }));
    expect(codeOf(await answerAsHost(officer.scope, { id, answer: 'decline' }))).toBe('decisions.reason_needed');
    expect(codeOf(await closeStep(secretary.scope, { id }))).toBe('decisions.not_a_vote');
    expect(codeOf(await answerAsHost(secretary.scope, { id, answer: 'accept' }))).toBe('access.not_allowed');
    must(await answerAsHost(officer.scope, { id, answer: 'decline', reason: '超出基金用途' }));
    expect(await procedure(world.visitor, id)).toMatchObject({
      ...{ state: 'failed', reason: '超出基金用途', authorisationId: null },
    });
  });
});

describe('a new service', () => {
  test('F085 the council comes after the two committees, never before', async () => {
    const two = await makeBody(world, secretary, 'two_committees', [
      ['冯一', 'chair'],
      ['冯二', 'member'],
      ['冯三', 'member'],
    ]);
    expect(
      codeOf(
        await propose(secretary.scope, {
          template: 'admission',
          title: '助餐进社区',
          text: '每天两餐',
          organisationId: provider.id,
        }),
      ),
    ).toBe('decisions.no_body');
    const change = { template: 'change' as const, title: '换届', text: '改成两年一届' };
    expect(await propose(secretary.scope, { ...change, bodyId: '' })).toMatchObject({
      fault: { code: 'decisions.choose_body', field: 'bodyId' },
    });
    const council = await makeBody(world, secretary, 'council', [
      ['葛一', 'resident'],
      ['葛二', 'resident'],
      ['葛三', 'resident'],
    ]);
    const proposed = {
      template: 'admission',
      title: '助餐进社区',
      text: '每天两餐',
      organisationId: provider.id,
    } as const;
    const id = must(await propose(secretary.scope, proposed)).procedureId;
    const early = await vote(id, '葛一', 'yes', council);
    expect(early).toMatchObject({ ok: false, fault: { code: 'decisions.step_not_yet' } });
    if (!early.ok) {
      const params = early.fault.params ?? {};
      expect(zh.errors['decisions.step_not_yet'](params)).toContain('柳巷两委的表决');
      expect(en.errors['decisions.step_not_yet'](params)).toContain('First comes the vote');
    }
    expect((await votesAwaited(member('冯一', two).scope)).map((one) => one.id)).toEqual([id]);
    expect(await votesAwaited(member('葛一', council).scope)).toEqual([]);
    for (const name of ['冯一', '冯二']) must(await vote(id, name, 'yes', two));
    must(await closeStep(secretary.scope, { id }));
    const first = (await procedure(world.visitor, id))?.steps[0];
    expect(codeOf(await castVote(member('冯三', two).scope, { id, stepId: first?.id ?? '', choice: 'no' }))).toBe(
      'decisions.step_closed',
    );
    for (const name of ['葛一', '葛二']) must(await vote(id, name, 'yes', council));
    must(await closeStep(secretary.scope, { id }));
    world.clock.advance({ days: 8 });
    must(await closeStep(secretary.scope, { id }));
    expect((await procedure(world.visitor, id))?.state).toBe('passed');
  });
});

test('votes and recusals cannot be rewritten, not even by the running role', async () => {
  const db = world.platform.database.scoped(world.space.id, [world.space.id]);
  await expect(db.updateTable('vote').set({ choice: 'yes' }).execute()).rejects.toThrow();
  await expect(db.deleteFrom('recusal').execute()).rejects.toThrow();
});

test('every refusal has its sentence in both languages', () => {
  expect(Object.keys(zh.errors).sort()).toEqual(Object.keys(errors).sort());
  expect(Object.keys(en.errors).sort()).toEqual(Object.keys(errors).sort());
});
