import { expect, test } from 'vitest';
import { room as bodiesRoom } from '#http/bodies';
import { room as partnersRoom } from '#http/partners';
import { must } from '#kernel/result';
import { declareInterest, setDuties } from '#modules/bodies';
import { assess } from '#modules/partners';
import { enactProject, submitProject } from '#modules/projects';
import { openTasks } from '#modules/tasks';
import { makeBody } from '#tests/committee';
import { makeFund } from '#tests/fund';
import { makeDraft, makeGift, makeNeed, passGrant } from '#tests/project';
import { makeWorld, type Someone } from '#tests/world';
import { plain } from './html.ts';

const world = await makeWorld(import.meta.url);
const town = await makeFund(world);
const page = async (path: string, who: Someone | null = null) => plain((await world.get(who, path)).text);
const code = (result: { ok: boolean; fault?: { code: string } }) => (result.ok ? 'ok' : (result.fault?.code ?? ''));
const [open, desk] = [`/s/${world.space.slug}`, `/desk/${world.space.slug}`];
const run = async (jobs: typeof partnersRoom.jobs, name: string) =>
  jobs?.find((one) => one.name === name)?.run(world.system);

test('F104 an organisation nobody assessed, or whose activities nobody approved, is red and the office’s task [/s/:space/organisations/:id]', async () => {
  const path = `${open}/organisations/${town.provider}`;
  expect(await page(path)).toContain('一年里没有评估');
  await run(partnersRoom.jobs, 'partners.assessments');
  await run(partnersRoom.jobs, 'partners.assessments');
  const asked = async () =>
    (await openTasks(town.worker.scope, { roles: ['worker'] })).filter(
      (one) => one.kind === 'partners.assess' && one.title.includes('夕阳红助餐社'),
    ).length;
  expect(await asked()).toBe(1);
  const card = {
    ...{
      organisationId: town.provider,
      year: '2026',
      body: town.committee.bodyId,
      text: '饭热，账清。',
      approvedBy: '',
    },
    ...({ purpose: '5', thrift: '4', openness: '3', results: '4', say: '4' } as const),
  };
  expect(code(await assess(town.secretary.scope, { ...card, year: '2027' }))).toBe('partners.year_ahead');
  expect(code(await assess(town.secretary.scope, { ...card, approvedBy: '三月例会' }))).toBe('partners.approval_half');
  must(await assess(town.secretary.scope, card));
  const half = await page(path);
  expect(half).toContain('2026 年 20 分');
  expect(half).toContain('今年的活动没有经社区同意');
  expect(await asked()).toBe(1);
  must(await assess(town.secretary.scope, { ...card, approvedBy: '三月例会', approvedOn: '2026-03-01' }));
  expect(await page(path)).not.toContain('没有经社区同意');
  expect(await asked()).toBe(0);
  const list = await page(`${open}/assessments`);
  for (const word of ['夕阳红助餐社', '20 / 25', '三月例会']) expect(list).toContain(word);
  // Both versions of the year stand on the page of all years; a year gone by without a card is red there.
  const history = `${open}/assessments/${town.provider}`;
  const first = await page(history);
  for (const word of ['2026 年', '饭热，账清。', '活动经三月例会同意', '改过：第 1 版 20 分'])
    expect(first).toContain(word);
  expect(first).not.toContain('没有评估');
  world.clock.advance({ days: 366 });
  expect(await page(path)).toContain('一年里没有评估');
  expect(await page(history)).toContain('这一年还没有评');
});

test('F077 F078 a committee has members, duties and decisions listed, and owns the plan of facilities [/s/:space/bodies/:id]', async () => {
  const platform = await makeBody(world, town.secretary, 'two_committees', [
    ['书记', 'chair'],
    ['主任', 'member'],
    ['监委', 'member'],
  ]);
  must(await setDuties(town.secretary.scope, { id: platform.bodyId, areas: ['facilities', 'services'] }));
  const shown = await page(`${open}/bodies/${platform.bodyId}`);
  for (const word of ['设施规划和维护', '它定过的事', '它开的会', '书*', '管好每一分钱']) expect(shown).toContain(word);
  expect(await page(`${open}/responsibilities`)).toContain('设施规划和维护');
});

test('F038 a term that ends is told of in time, and then the seat is empty and the body says so [/s/:space/bodies/:id]', async () => {
  const { bodyId, members } = await makeBody(world, town.secretary, 'council', [
    ['顾议', 'chair'],
    ['白议', 'member'],
    ['姚议', 'member'],
  ]);
  const extra = await world.person('江议');
  const { addSeat } = await import('#modules/bodies');
  must(
    await addSeat(town.secretary.scope, { bodyId, kind: 'volunteer', personId: extra.personId, endsOn: '2027-04-10' }),
  );
  await run(bodiesRoom.jobs, 'bodies.seats');
  const asked = async () =>
    (await openTasks(town.secretary.scope, { roles: ['secretary'] })).filter((one) => one.subjectId === bodyId).length;
  expect(await asked()).toBe(1);
  world.clock.advance({ days: 45 });
  const shown = await page(`${open}/bodies/${bodyId}`);
  for (const word of ['空着的席位', '志愿组织', '还没有接任的人', '还没有申报']) expect(shown).toContain(word);
  const chair = members['顾议'];
  if (chair !== undefined)
    must(await declareInterest(chair.scope, { kind: 'none', summary: '', detail: '', relativeName: '' }));
  must(await addSeat(town.secretary.scope, { bodyId, kind: 'volunteer', personId: town.worker.personId }));
  await run(bodiesRoom.jobs, 'bodies.seats');
  expect(await asked()).toBe(0);
  expect(await page(`${open}/bodies/${bodyId}`)).not.toContain('空着的席位');
});

test('F203 every project shows how far residents took part; a stage left out is red until its reason is public [/s/:space/projects/:id]', async () => {
  await makeGift(world, town, '9000', '转901');
  const speaker = await world.person('陈阿婆');
  const { needId } = await makeNeed(world, town, speaker);
  const id = await makeDraft(town, needId);
  const { procedureId } = must(await submitProject(town.worker.scope, { id }));
  expect(await page(`${open}/projects/${id}`)).toContain('从 1 个需求或点子来');
  await passGrant(world, town, procedureId);
  must(await enactProject(town.worker.scope, { id: procedureId }));
  const shown = await page(`${open}/projects/${id}`);
  for (const word of ['公示、会议和意见 1 次', '表决通过 1 次', '还没到']) expect(shown).toContain(word);
  expect(shown).not.toContain('没写原因');
  const policy = await makeDraft(town, null, { title: '政策来的项目' });
  must(await submitProject(town.worker.scope, { id: policy }));
  expect(await page(`${open}/projects/${policy}`)).toContain('跳过了，没写原因');
  expect(await page(`${open}/participation?state=red`)).toContain('政策来的项目');
  const empty = await world.post(town.worker, `${desk}/projects/${policy}/stage`, { stage: 'heard', reason: '' });
  expect(empty.status).toBe(422);
  const said = await world.post(town.worker, `${desk}/projects/${policy}/stage`, {
    stage: 'heard',
    reason: '上级定的，公示时再听',
  });
  expect(said.location).toContain('explained');
  expect(await page(`${open}/projects/${policy}`)).toContain('跳过: 上级定的，公示时再听');
  expect(await page(`${open}/participation?state=red`)).not.toContain('政策来的项目');
});
