import { expect, test } from 'vitest';
import { room as organisationsRoom } from '#http/organisations';
import { room as problemsRoom } from '#http/problems';
import { room as resourcesRoom } from '#http/resources';
import { must, type Result } from '#kernel/result';
import { registerOrganisation } from '#modules/organisations';
import { setParameter } from '#modules/parameters';
import { addCause, causes, openProblem } from '#modules/problems';
import { offerResource, openResource } from '#modules/resources';
import { openTasks } from '#modules/tasks';
import { today } from '#platform/scope';
import { makeFund } from '#tests/fund';
import { makeDraft, makeGift, makeNeed, makeRunning } from '#tests/project';
import { makeWorld } from '#tests/world';
import { answerAdvice, fileAdvice } from './commands-advice.ts';
import { addMilestone } from './commands-works.ts';
import { room } from './http.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, resourcesRoom, problemsRoom, organisationsRoom] });
const town = await makeFund(world);
const { worker } = town;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
const neighbour = await world.person('孙小梅');
const expert = await world.person('顾明远');
await makeGift(world, town, '9000', '一');
const { needId } = await makeNeed(world, town, neighbour);
const id = await makeRunning(world, town, needId);
const institute = must(
  await registerOrganisation(world.system, {
    name: '老龄研究所',
    kind: 'institute',
    standing: 'informal',
  }),
).id;

test('F130 an institute’s offer of knowledge appears in resources [/s/:space/resources]', async () => {
  const offer = must(
    await offerResource(worker.scope, {
      ...{ kind: 'knowledge', title: '助餐菜单请营养师看一看', class_code: 'service.care', quantity: '2', unit: '次' },
      organisation: institute,
    }),
  ).id;
  must(await openResource(town.admin.scope, { id: offer }));
  const list = await world.get(null, '/s/liuxiang/resources?kind=knowledge');
  expect(list.text).toContain('助餐菜单请营养师看一看');
  expect(list.text).toContain('老龄研究所');
});

test('F130 advice is filed with the project, with what was done with it [/desk/:space/projects/:id]', async () => {
  const base = { id, words: '老人牙口不好，菜切碎些，少盐。' };
  expect(codeOf(await fileAdvice(neighbour.scope, { ...base, organisation: institute }))).toBe('access.not_allowed');
  expect(codeOf(await fileAdvice(worker.scope, base))).toBe('projects.advice_who');
  expect(codeOf(await fileAdvice(worker.scope, { ...base, organisation: institute, on: '2099-01-01' }))).toBe(
    'projects.advice_future',
  );
  const phone = { ...base, words: '有事打 13812345678', organisation: institute };
  expect(codeOf(await fileAdvice(worker.scope, phone))).toBe('projects.personal_data');

  const path = `/desk/liuxiang/projects/${id}/advice`;
  expect((await world.get(worker, `${path}?q=顾明远`)).text).toContain('助餐菜单请营养师看一看');
  const refused = await world.post(worker, path, { words: base.words });
  expect(refused).toMatchObject({ status: 422 });
  expect(refused.text).toContain('还不知道是谁提的');
  expect(refused.text).toContain(base.words);
  const filed = await world.post(worker, path, {
    ...{ words: base.words, organisation: institute, person: expert.personId },
  });
  expect(filed.location).toBe(`/desk/liuxiang/projects/${id}?done=advised#advice`);

  const waits = await openTasks(worker.scope, { roles: ['worker'] });
  expect(waits.filter((one) => one.kind === 'projects.advice')).toHaveLength(1);
  const page = await world.get(null, `/s/liuxiang/projects/${id}`);
  for (const word of [base.words, '老龄研究所', '还没回话']) expect(page.text).toContain(word);
  expect(page.text).not.toContain('顾明远');
  expect((await world.get(worker, `/desk/liuxiang/projects/${id}`)).text).toContain('顾明远');
});

test('F130 what was done is said by whoever carries it out, and a later word counts [/s/:space/advice]', async () => {
  const second = must(await fileAdvice(worker.scope, { id, words: '周五加一顿鱼。', organisation: institute }));
  const answer = (advice: string, outcome: string, reason: string) =>
    answerAdvice(worker.scope, { id, advice, outcome, reason } as never);
  expect(codeOf(await answerAdvice(neighbour.scope, { id, advice: id, outcome: 'not', reason: '不' }))).toBe(
    'projects.not_yours',
  );
  expect(codeOf(await answer(id, 'not', '不'))).toBe('projects.advice_gone');
  expect(codeOf(await answer(second.adviceId, 'not', ''))).toBe('projects.advice_reason');
  must(await answer(second.adviceId, 'not', '鱼刺多，怕卡着。'));
  world.clock.advance({ minutes: 5 });
  must(await answer(second.adviceId, 'partly', '改成鱼丸。'));
  const list = await world.get(null, '/s/liuxiang/advice');
  expect(list.text).toContain('办了一部分');
  expect(list.text).toContain('还没回话');
  expect((await world.get(null, '/s/liuxiang/advice?outcome=open')).text).not.toContain('加一顿鱼');
  const csv = await world.get(null, '/s/liuxiang/advice?format=csv');
  expect(csv.text).toContain('改成鱼丸。');
  expect(csv.text).not.toContain('鱼刺多');
  expect((await world.get(null, '/s/liuxiang/advice?q=没有这样的')).text).toContain('还没有专家的建议');
});

test('F130 advice on a draft is as public as the draft: not at all [/s/:space/advice]', async () => {
  const draft = await makeDraft(town, needId, { title: '还没交的事' });
  must(await fileAdvice(worker.scope, { id: draft, words: '先别急着做。', organisation: institute }));
  expect((await world.get(null, '/s/liuxiang/advice')).text).not.toContain('先别急着做');
  expect((await world.get(null, `/s/liuxiang/projects/${draft}`)).status).toBe(404);
});

test('F019 F043 a step of the plan cites the problem or cause it takes up [/desk/:space/projects/:id]', async () => {
  must(
    await setParameter(town.admin.scope, {
      ...{ key: 'problems.on', value: 'yes', effectiveFrom: today(world.system), source: '会', reason: '要用' },
    }),
  );
  const degrees = { impact: '4', impact_reason: '多', urgency: '4', urgency_reason: '急' } as const;
  const behind = must(await openProblem(worker.scope, { title: '中午没人做饭', ...degrees, need: needId })).id;
  const other = must(await openProblem(worker.scope, { title: '别处的事', ...degrees })).id;
  must(await addCause(worker.scope, { id: behind, words: '子女白天上班' }));
  const [cause] = await causes(worker.scope, [behind]);
  const step = { id, title: '先送二十户', due_on: '2030-01-01' };
  expect(codeOf(await addMilestone(worker.scope, { ...step, answers: other }))).toBe('projects.problem_unknown');
  must(await addMilestone(worker.scope, { ...step, answers: cause?.id ?? '' }));
  must(await addMilestone(worker.scope, { ...step, title: '不冲着什么', answers: '' }));
  for (const reader of [null, worker])
    expect((await world.get(reader, `/${reader === null ? 's' : 'desk'}/liuxiang/projects/${id}`)).text).toContain(
      '中午没人做饭：子女白天上班',
    );
});
