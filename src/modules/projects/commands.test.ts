import { beforeAll, describe, expect, test } from 'vitest';
import { must, type Result } from '#kernel/result';
import { answerAsHost, castVote, closeStep, procedure, withdraw } from '#modules/decisions';
import { setUpFund } from '#modules/funds';
import { balances } from '#modules/ledger';
import { need } from '#modules/needs';
import { filesAbout } from '#modules/record';
import { openTasks } from '#modules/tasks';
import { makeBody, makeRule, type TestBody } from '#tests/committee';
import { makeFund } from '#tests/fund';
import {
  closeWithRest,
  fiveParts,
  makeDraft,
  makeGift,
  makeNeed,
  makePayment,
  makeRunning,
  passGrant,
  type Town,
  voteYes,
} from '#tests/project';
import { makeWorld } from '#tests/world';
import { draftProject, editProject, submitProject, withdrawProject } from './commands.ts';
import { closeProject } from './commands-closing.ts';
import { changeDesign, enactProject, finishProject, reportProgress } from './commands-course.ts';
import { jobs } from './jobs.ts';
import {
  driverShares,
  moneyOf,
  progressOf,
  project,
  projectList,
  projectsOfNeed,
  reportDue,
  versionsOf,
} from './queries.ts';

const world = await makeWorld(import.meta.url);
const speaker = await world.person('街坊乙');
let town: Town;

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
const query = { q: '', filters: {}, sort: null, page: 1, size: 50 };

beforeAll(async () => {
  town = await makeFund(world);
  await makeGift(world, town, '10000', '收1');
});

async function account(): Promise<{ balance: bigint; held: bigint; available: bigint }> {
  const row = await town.worker.scope.db.selectFrom('fund').select('account_id').executeTakeFirstOrThrow();
  const id = row.account_id ?? '';
  return (await balances(town.worker.scope, [id])).get(id) ?? { balance: 0n, held: 0n, available: 0n };
}

describe('writing and handing in', () => {
  test('F138 a project cannot be submitted without its five parts [/desk/:space/projects/:id]', async () => {
    const { needId } = await makeNeed(world, town, speaker);
    const id = await makeDraft(town, needId, { plan: '', evaluation: '' });
    expect(await submitProject(town.worker.scope, { id })).toMatchObject({
      fault: { code: 'projects.parts_missing', params: { parts: 'plan,evaluation' } },
    });
    expect((await project(world.visitor, id))?.number).toBeNull();
    const facts = { title: '助餐试点', kind: 'project', driver: 'need', fund: town.fund, needs: needId } as const;
    must(await editProject(town.worker.scope, { id, ...facts, ...fiveParts }));
    expect(codeOf(await submitProject(town.worker.scope, { id }))).toBe('projects.no_budget');
    const lines = [{ title: '餐盒', quantity: '１００', price: '1.5', source: 'fund' } as const];
    must(await editProject(town.worker.scope, { id, ...facts, ...fiveParts, lines }));
    must(await submitProject(town.worker.scope, { id }));
    const made = await project(world.visitor, id);
    expect(made).toMatchObject({ state: 'deciding', version: 1, draft: null });
    expect(made?.number).toMatch(/^2026-\d{4}$/);
    expect(codeOf(await submitProject(town.worker.scope, { id }))).toBe('projects.state');
  });

  test('F014 F211 one project answers several needs, which wait for it; its driver is counted', async () => {
    const one = await makeNeed(world, town, speaker, '楼道灯不亮');
    const two = await makeNeed(world, town, speaker, '台阶太陡');
    const id = await makeDraft(town, null, { driver: 'need', needs: [one.needId, two.needId] });
    must(await submitProject(town.worker.scope, { id }));
    expect((await need(world.visitor, one.needId))?.state).toBe('project');
    expect((await projectsOfNeed(world.visitor, two.needId)).map((each) => each.id)).toEqual([id]);
    expect((await driverShares(world.visitor)).get('need')).toBeGreaterThan(0);
  });

  test.each([
    ['projects.no_need', { driver: 'need', needs: [] }],
    ['projects.no_fund', { fund: undefined }],
    ['projects.no_provider', { kind: 'service', provider: undefined }],
    ['projects.personal_data', { plan: '联系 13812345678 的王阿姨' }],
  ])('handing in is refused with %s and nothing is left behind', async (code, more) => {
    const id = await makeDraft(town, null, more);
    expect(codeOf(await submitProject(town.worker.scope, { id }))).toBe(code);
    expect(await project(world.visitor, id)).toMatchObject({ state: 'draft', version: 0, number: null });
  });

  test('amounts are exact, odd ones are refused, and crossed days too', async () => {
    const bad = { title: '餐盒', quantity: '1', source: 'fund' } as const;
    const base = { title: '试', kind: 'project', driver: 'policy' } as const;
    for (const price of ['0', '-1', '0.001'])
      expect((await draftProject(town.worker.scope, { ...base, lines: [{ ...bad, price }] })).ok).toBe(false);
    const days = { starts_on: '2026-05-01', ends_on: '2026-04-01' };
    expect(codeOf(await draftProject(town.worker.scope, { ...base, ...days }))).toBe('projects.days_crossed');
    expect(codeOf(await draftProject(speaker.scope, base))).toBe('access.not_allowed');
  });

  test('a micro-fund has a ceiling and the shorter way', async () => {
    await makeRule(town.secretary, 'micro');
    const micro = must(
      await setUpFund(town.secretary.scope, { kind: 'micro', name: '楼道小基金', purpose: '小事', ceiling: '300' }),
    ).id;
    const line = (price: string) => [{ title: '灯泡', quantity: '1', price, source: 'fund' } as const];
    const id = await makeDraft(town, null, { fund: micro, provider: undefined, lines: line('300.01') });
    expect(codeOf(await submitProject(town.worker.scope, { id }))).toBe('projects.fund_not_open');
    const { openFund } = await import('#modules/funds');
    must(await openFund(town.finance.scope, { id: micro }));
    expect(codeOf(await submitProject(town.worker.scope, { id }))).toBe('projects.over_ceiling');
    const small = await makeDraft(town, null, { fund: micro, provider: undefined, lines: line('300') });
    const { procedureId } = must(await submitProject(town.worker.scope, { id: small }));
    expect((await procedure(world.visitor, procedureId))?.template).toBe('micro');
    expect((await project(world.visitor, small))?.kind).toBe('micro');
  });
});

describe('the way of a project', () => {
  let two: TestBody;
  let council: TestBody;

  beforeAll(async () => {
    two = await makeBody(world, town.secretary, 'two_committees');
    council = await makeBody(world, town.secretary, 'council');
    await makeRule(town.secretary, 'admission');
  });

  /** Lets a provider in, and has the fund's committee say no to the money. */
  async function admittedNotPaid(procedureId: string): Promise<void> {
    await voteYes(town, procedureId, two);
    await voteYes(town, procedureId, council);
    world.clock.advance({ days: 8 });
    must(await closeStep(town.secretary.scope, { id: procedureId }));
    const { id } = must(await enactProject(town.worker.scope, { id: procedureId }));
    const grant = (await project(world.visitor, id))?.procedureId ?? '';
    must(await withdraw(town.secretary.scope, { id: grant, reason: '换一家' }));
    must(await enactProject(town.worker.scope, { id: grant }));
  }

  test('F013 F043 F133 F139 F163 granted, held, reported on, paid, done, closed with its rest given back', async () => {
    const before = await account();
    const { needId } = await makeNeed(world, town, speaker);
    const id = await makeDraft(town, needId);
    const { procedureId } = must(await submitProject(town.worker.scope, { id }));
    expect(codeOf(await enactProject(town.worker.scope, { id: procedureId }))).toBe('projects.not_decided');
    await passGrant(world, town, procedureId);
    must(await enactProject(town.worker.scope, { id: procedureId }));
    expect(must(await enactProject(town.worker.scope, { id: procedureId })).state).toBe('running');
    expect(await account()).toEqual({
      ...{ balance: before.balance, held: before.held + 300_000n, available: before.available - 300_000n },
    });
    const due = await reportDue(world.visitor, id);
    world.clock.advance({ days: 31 });
    expect((due?.getTime() ?? 0) < world.clock.now().getTime()).toBe(true);
    const report = { id, text: '送了第一个月', services: '600', people: '20', hours: '12小时', percent: '40' };
    expect(codeOf(await reportProgress(speaker.scope, report))).toBe('projects.not_yours');
    expect(codeOf(await reportProgress(town.worker.scope, { ...report, percent: '140' }))).toBe(
      'projects.percent_wrong',
    );
    must(await reportProgress(town.worker.scope, report));
    const [progress] = await progressOf(world.visitor, [id]);
    expect(progress).toMatchObject({ services: 600n, people: 20n, minutes: 720n, percent: 40 });
    expect((await openTasks(town.worker.scope, { limit: 999 })).filter((task) => task.subjectId === id)).toHaveLength(
      1,
    );
    const allowance = (await project(world.visitor, id))?.authorisationId ?? '';
    await makePayment(world, town, allowance, '1234.56');
    expect((await moneyOf(world.visitor, [id])).get(id)).toEqual({
      ...{ budget: 350_000n, fromFund: 300_000n, approved: 300_000n, spent: 123_456n, returned: 0n, left: 176_544n },
    });
    expect(codeOf(await closeProject(town.worker.scope, { id, lessons: '早' }))).toBe('projects.state');
    must(await finishProject(town.worker.scope, { id, met: needId }));
    expect((await need(world.visitor, needId))?.state).toBe('met');
    expect(codeOf(await closeProject(town.worker.scope, { id, lessons: '' }))).toBe('projects.lessons_missing');
    await closeWithRest(town, id, '送餐要趁热，路线要短');
    expect((await moneyOf(world.visitor, [id])).get(id)).toMatchObject({ returned: 176_544n, left: 0n });
    expect(await account()).toMatchObject({ balance: before.balance - 123_456n, held: before.held });
    const found = await projectList(world.visitor, { ...query, q: '趁热' }, 'public');
    expect(found.rows.map((row) => row.id)).toEqual([id]);
    expect(found.rows[0]).toMatchObject({ budget: 350_000n, spent: 123_456n, percent: 40 });
  });

  test('F068 declined with the reason, changed and handed in again as version 2 that says what changed', async () => {
    const { needId } = await makeNeed(world, town, speaker);
    const id = await makeDraft(town, needId);
    const { procedureId } = must(await submitProject(town.worker.scope, { id }));
    await voteYes(town, procedureId);
    world.clock.advance({ days: 8 });
    must(await closeStep(town.secretary.scope, { id: procedureId }));
    must(await answerAsHost(town.finance.scope, { id: procedureId, answer: 'decline', reason: '单价偏高' }));
    for (const job of jobs) await job.run(world.system);
    expect(await project(world.visitor, id)).toMatchObject({ state: 'declined', stateReason: '单价偏高' });
    expect(must(await enactProject(town.worker.scope, { id: procedureId })).state).toBe('declined');
    expect((await need(world.visitor, needId))?.state).toBe('open');
    expect(codeOf(await submitProject(town.worker.scope, { id }))).toBe('projects.changed_missing');
    must(await submitProject(town.worker.scope, { id, changed: '换了便宜的餐盒' }));
    const versions = (await versionsOf(world.visitor, [id])).get(id);
    expect(versions?.map((one) => [one.version, one.changed])).toEqual([
      [1, ''],
      [2, '换了便宜的餐盒'],
    ]);
    const again = await project(world.visitor, id);
    expect((await procedure(world.visitor, again?.procedureId ?? ''))?.earlierId).toBe(procedureId);
  });

  test('approved without enough money it waits, and runs when the money is there', async () => {
    const { needId } = await makeNeed(world, town, speaker);
    const id = await makeDraft(town, needId, {
      lines: [{ title: '电梯', quantity: '1', price: '50000', source: 'fund' }],
    });
    const { procedureId } = must(await submitProject(town.worker.scope, { id }));
    await passGrant(world, town, procedureId);
    const waiting = must(await enactProject(town.worker.scope, { id: procedureId }));
    expect(waiting).toMatchObject({ state: 'approved', waiting: 'ledger.over_available' });
    await makeGift(world, town, '60000', '收2');
    for (const job of jobs) await job.run(world.system);
    expect((await project(world.visitor, id))?.state).toBe('running');
    const shared = must(await finishProject(town.worker.scope, { id }));
    expect((await need(world.visitor, needId))?.state).toBe('open');
    await closeWithRest(town, shared.id, '没用上', 'similar');
  });

  test('F085 a new service passes both committees, then the council, and only then asks for money', async () => {
    const { needId } = await makeNeed(world, town, speaker);
    const id = await makeDraft(town, needId, { kind: 'service' });
    const { procedureId } = must(await submitProject(town.worker.scope, { id }));
    expect((await procedure(world.visitor, procedureId))?.steps.map((step) => step.bodyId).slice(0, 2)).toEqual([
      two.bodyId,
      council.bodyId,
    ]);
    const early = council.members['王秀英'];
    expect(early === undefined ? '' : codeOf(await castVote(early.scope, { id: procedureId, choice: 'yes' }))).not.toBe(
      'ok',
    );
    await voteYes(town, procedureId, two);
    expect(codeOf(await enactProject(town.worker.scope, { id: procedureId }))).toBe('projects.not_decided');
    await voteYes(town, procedureId, council);
    world.clock.advance({ days: 8 });
    must(await closeStep(town.secretary.scope, { id: procedureId }));
    expect(must(await enactProject(town.worker.scope, { id: procedureId })).state).toBe('deciding');
    expect(must(await enactProject(town.worker.scope, { id: procedureId })).state).toBe('deciding');
    const now = await project(world.visitor, id);
    expect(now?.admissionId).toBe(procedureId);
    expect(await procedure(world.visitor, now?.procedureId ?? '')).toMatchObject({
      template: 'grant',
      amount: 300_000n,
    });
    await voteYes(town, now?.procedureId ?? '');
    world.clock.advance({ days: 8 });
    must(await closeStep(town.secretary.scope, { id: now?.procedureId ?? '' }));
    const no = { id: now?.procedureId ?? '', answer: 'decline', reason: '先看看效果' } as const;
    must(await answerAsHost(town.finance.scope, no));
    must(await enactProject(town.worker.scope, { id: no.id }));
    // Let in once, the same provider asks for money again without being let in anew; another one is.
    const again = must(await submitProject(town.worker.scope, { id, changed: '少要一些' }));
    expect((await procedure(world.visitor, again.procedureId))?.template).toBe('grant');
    await passGrant(world, town, again.procedureId);
    must(await enactProject(town.worker.scope, { id: again.procedureId }));
    expect((await project(world.visitor, id))?.state).toBe('running');
  });

  test('F085 another provider is not let in by the admission of the first', async () => {
    const { needId } = await makeNeed(world, town, speaker);
    const id = await makeDraft(town, needId, { kind: 'service' });
    const { procedureId } = must(await submitProject(town.worker.scope, { id }));
    await admittedNotPaid(procedureId);
    expect((await project(world.visitor, id))?.admissionId).toBe(procedureId);
    const lines = [{ title: '餐盒', quantity: '1', price: '100', source: 'fund' } as const];
    const facts = { title: '助餐试点', kind: 'service', driver: 'need', fund: town.fund, needs: needId } as const;
    must(await editProject(town.worker.scope, { id, ...facts, ...fiveParts, lines, provider: town.shop }));
    const again = must(await submitProject(town.worker.scope, { id, changed: '换了承办的' }));
    expect((await procedure(world.visitor, again.procedureId))?.template).toBe('admission');
  });

  test('F049 an accepted change writes the next version, citing it; the budget stays as decided', async () => {
    const { needId } = await makeNeed(world, town, speaker);
    const id = await makeRunning(world, town, needId);
    const changeId = needId;
    const { act } = await import('#tests/books');
    const change = (plan: string) =>
      act(town.worker.scope, (inside) =>
        changeDesign(inside, { projectId: id, changeId, changed: '改在十一点半送', parts: { ...fiveParts, plan } }),
      );
    expect(codeOf(await change(fiveParts.plan))).toBe('projects.nothing_changed');
    expect(must(await change('十一点半送到'))).toEqual({ version: 2 });
    const versions = (await versionsOf(world.visitor, [id])).get(id) ?? [];
    expect(versions[1]).toMatchObject({ changeId, plan: '十一点半送到', lines: versions[0]?.lines });
    expect((await moneyOf(world.visitor, [id])).get(id)?.budget).toBe(350_000n);
  });

  test('photos are kept with a word on the people in them; what is no photo is refused and nothing is left', async () => {
    const { needId } = await makeNeed(world, town, speaker);
    const id = await makeRunning(world, town, needId);
    const { default: sharp } = await import('sharp');
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#1f6a4b' } })
      .png()
      .toBuffer();
    const photo = { bytes: new Uint8Array(png), name: '送餐.png' };
    const report = { id, text: '开送了', percent: '5' };
    expect(codeOf(await reportProgress(town.worker.scope, { ...report, photo }))).toBe(
      'projects.photo_consent_missing',
    );
    const fake = { bytes: new TextEncoder().encode('not a photo'), name: 'a.png' };
    const refused = await reportProgress(town.worker.scope, { ...report, photo: fake, photo_consent: 'agreed' });
    expect(refused).toMatchObject({ fault: { code: 'files.not_an_image', field: 'photo' } });
    expect(await progressOf(world.visitor, [id])).toEqual([]);
    const sent = must(
      await reportProgress(town.worker.scope, { ...report, photo: [photo, photo], photo_consent: 'agreed' }),
    );
    expect(await filesAbout(world.visitor, 'progress', [sent.progressId], ['public'])).toHaveLength(2);
  });

  test('withdrawn with a reason, its needs wait openly again; not while it is being decided', async () => {
    const { needId } = await makeNeed(world, town, speaker);
    const id = await makeDraft(town, needId);
    must(await submitProject(town.worker.scope, { id }));
    expect(codeOf(await withdrawProject(town.worker.scope, { id, reason: '不做了' }))).toBe('projects.state');
    const draft = await makeDraft(town, needId);
    expect(codeOf(await withdrawProject(town.worker.scope, { id: draft, reason: '' }))).toBe('projects.reason_missing');
    must(await withdrawProject(town.worker.scope, { id: draft, reason: '写重了' }));
    expect((await project(world.visitor, draft))?.state).toBe('withdrawn');
  });
});
