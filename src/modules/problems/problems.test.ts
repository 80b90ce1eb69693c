import { describe, expect, test } from 'vitest';
import { room as intakeRoom } from '#http/intake';
import { room as needsRoom } from '#http/needs';
import { room as parametersRoom } from '#http/parameters';
import { room as problemsRoom } from '#http/problems';
import { must } from '#kernel/result';
import { checkNeed, draftNeed, meToo } from '#modules/needs';
import { addCause, checks, linkNeed, openProblem, problemsOfNeeds } from '#modules/problems';
import { runChecks } from '#platform/check';
import { makeWorld } from '#tests/world';
import { causes, problem, problems } from './queries.ts';
import { depthBelow, ranked } from './rules.ts';

const world = await makeWorld(import.meta.url, { rooms: [intakeRoom, needsRoom, parametersRoom, problemsRoom] });
const worker = await world.person('周敏', ['worker']);
const admin = await world.person('何建国', ['admin']);
const watcher = await world.person('钱主任', ['overseer']);
const resident = await world.person('王秀兰');
const desk = `/desk/${world.space.slug}`;

async function openNeed(title: string): Promise<{ id: string; number: string }> {
  const { id } = must(
    await draftNeed(worker.scope, {
      ...{ title, summary: '写清楚了。', class_code: 'property.upkeep', quantity: '1', unit: '处', urgency: 'soon' },
    }),
  );
  const { number } = must(await checkNeed(worker.scope, { id }));
  return { id, number };
}

const facts = (title: string, impact: '1' | '2' | '3' | '4' | '5', urgency: '1' | '2' | '3' | '4' | '5') => ({
  ...{ title, impact, urgency, impact_reason: '走访看到的', urgency_reason: '天冷了' },
});

describe('rank', () => {
  const one = (id: string, impact: number, urgency: number, voices: number, day: number) => ({
    ...{ id, impact, urgency, voices, createdAt: new Date(2026, 1, day) },
  });

  test('the heaviest first, then the more voices, then the older', () => {
    const all = [one('a', 2, 2, 9, 1), one('b', 4, 1, 9, 2), one('c', 5, 5, 0, 9), one('d', 2, 2, 10, 9)];
    expect(ranked(all).map((each) => each.id)).toEqual(['c', 'd', 'a', 'b']);
  });

  test('causes go five deep', () => {
    const chain = [1, 2, 3, 4, 5].map((at) => ({ id: `${at}`, parentId: at === 1 ? null : `${at - 1}` }));
    expect(depthBelow(chain, null)).toBe(1);
    expect(depthBelow(chain, '4')).toBe(5);
    expect(depthBelow(chain, '5')).toBe(6);
    expect(depthBelow(chain, 'x')).toBeNull();
  });
});

test('switched off it says so, and refuses to write', async () => {
  expect((await world.get(worker, `${desk}/problems`)).text).toContain('这一块还没开');
  expect(await openProblem(worker.scope, facts('楼道没人管', '4', '4'))).toMatchObject({
    ok: false,
    fault: { code: 'problems.off' },
  });
});

test('F019 a problem has impact, urgency, a tree of causes and a rank, and what a project plans for stands in that order [/desk/:space/problems/:id]', async () => {
  const on = await world.post(admin, `${desk}/parameters/problems.on/set`, {
    ...{ value: 'yes', effectiveFrom: '2026-03-02', source: '居委会', reason: '今年试一试' },
  });
  expect(on.status).toBe(303);
  const lamp = await openNeed('楼道灯坏了');
  const rail = await openNeed('楼梯没有扶手');
  must(await meToo(resident.scope, { id: rail.id }));
  const made = await world.post(worker, `${desk}/problems/new?need=${lamp.id}`, {
    ...{ ...facts('老楼的楼道没人管', '4', '4'), need: lamp.id },
  });
  const id = /problems\/([^?]+)/.exec(made.location)?.[1] ?? '';
  const later = must(await openProblem(worker.scope, facts('自行车没处停', '3', '2')));
  const bad = await world.post(worker, `${desk}/problems/${id}/needs`, { need: '2026-9999' });
  expect(bad.status).toBe(422);
  expect(bad.text).toContain('2026-9999');
  must(await linkNeed(worker.scope, { id, need: rail.number }));
  must(await linkNeed(worker.scope, { id: later.id, need: rail.number }));
  must(await addCause(worker.scope, { id, words: '没有物业公司' }));
  const [top] = await causes(worker.scope, [id]);
  must(await addCause(worker.scope, { id, words: '收不上物业费', ...(top === undefined ? {} : { parent: top.id }) }));
  const marked = await world.post(worker, `${desk}/problems/${id}/causes/mark`, { cause: top?.id ?? '' });
  expect(marked.location).toContain('done=cause');
  const page = await world.get(watcher, `${desk}/problems/${id}`);
  for (const said of [
    '要办的 2 个问题里，排第 1',
    '影响 4 × 紧急 4 = 16',
    '<b>没有物业公司</b>',
    '收不上物业费',
    '楼梯没有扶手',
  ])
    expect(page.text).toContain(said);
  expect(page.text).not.toContain('加一个原因');
  expect((await problemsOfNeeds(worker.scope, [rail.id])).map((one) => [one.rank, one.title, one.mainCauses])).toEqual([
    [1, '老楼的楼道没人管', ['没有物业公司']],
    [2, '自行车没处停', []],
  ]);
  const list = await world.get(watcher, `${desk}/problems`);
  expect(list.text.indexOf('老楼的楼道没人管')).toBeLessThan(list.text.indexOf('自行车没处停'));
});

test('a cause that proved wrong goes with all below it, and an ended problem stands still', async () => {
  const [first] = await problems(worker.scope);
  const id = first?.id ?? '';
  const [top] = await causes(worker.scope, [id]);
  await world.post(worker, `${desk}/problems/${id}/causes/drop`, { cause: top?.id ?? '' });
  expect(await causes(worker.scope, [id])).toEqual([]);
  expect((await world.post(worker, `${desk}/problems/${id}/end`, { outcome: 'solved' })).status).toBe(422);
  const ended = await world.post(worker, `${desk}/problems/${id}/end`, { outcome: 'solved', reason: '装了扶手和灯' });
  expect(ended.location).toContain('done=ended');
  expect(await problem(worker.scope, id)).toMatchObject({ state: 'solved', rank: null });
  expect(await addCause(worker.scope, { id, words: '再想一个' })).toMatchObject({
    ok: false,
    fault: { code: 'problems.state' },
  });
  expect((await runChecks(worker.scope, checks)).filter((one) => one.first !== null)).toEqual([]);
});
