import { expect, test } from 'vitest';
import { room as intake } from '#http/intake';
import { must } from '#kernel/result';
import { answerMatter, closeMatter, sortMatter, writeDown } from '#modules/intake';
import { openTasks } from '#modules/tasks';
import { makeWorld } from '#tests/world';
import { addRule, pauseLimit, resumeLimit, watchLimits } from './commands.ts';
import { room } from './http.ts';
import { ratesByUnit, runningLimits } from './queries.ts';
import { dueAt, percent, ruleFor } from './rules.ts';

// The Wednesday before the holidays of the national day.
const world = await makeWorld(import.meta.url, { rooms: [room, intake], from: '2026-09-30T10:00:00+08:00' });
const qin = await world.person('秦文秀', ['secretary']);
const he = await world.person('何雨晴', ['worker']);
const code = (result: { ok: boolean; fault?: { code: string } }): string =>
  result.ok ? '' : (result.fault?.code ?? '');
const zone = 'Asia/Shanghai';
const said = new Date('2026-09-30T10:00:00+08:00');

test('F171 hours run through the night, days end with the day, working days leave the holidays out', () => {
  const of = (hours: number | null, days: number | null, working = false) =>
    dueAt({ hours, days, working }, said, zone).toISOString();
  expect(of(2, null)).toBe('2026-09-30T04:00:00.000Z');
  expect(of(24, null)).toBe('2026-10-01T02:00:00.000Z');
  expect(of(null, 7)).toBe('2026-10-07T15:59:59.000Z');
  // 1 to 7 October are free, so three working days reach beyond them.
  expect(of(null, 3, true) > of(null, 7)).toBe(true);
});

test('F171 the finest class goes first, everything else has the rule without a class', () => {
  const rule = (id: string, classCode: string | null) =>
    ({ id, classCode, hours: 2, days: null, working: false, source: '' }) as const;
  const all = [rule('else', null), rule('top', 'facilities'), rule('fine', 'facilities.lighting')];
  expect(ruleFor(all, 'facilities.lighting')?.id).toBe('fine');
  expect(ruleFor(all, 'facilities.space')?.id).toBe('top');
  expect(ruleFor(all, null)?.id).toBe('else');
  expect(percent(1, 3)).toBe('33.3%');
  expect(percent(0, 0)).toBe('–');
});

test('F171 a limit begins by itself, stops only with a reason, goes on for as long as it stood still, and is met by an answer [/desk/:space/limits]', async () => {
  expect(code(await addRule(qin.scope, { length: '2h', working: true, source: '12345' }))).toBe('limits.hours_working');
  expect(code(await addRule(qin.scope, { length: 'own', days: '400', source: '自定' }))).toBe('limits.length_wrong');
  must(await addRule(qin.scope, { class_code: 'facilities.lighting', length: '24h', source: '12345 惯例' }));
  must(await addRule(qin.scope, { length: 'own', days: '10', source: '社区自定' }));
  expect(code(await addRule(qin.scope, { length: '7d', source: '再定' }))).toBe('limits.rule_there');
  expect(code(await addRule(he.scope, { length: '7d', source: '再定' }))).toBe('access.not_allowed');

  const { id } = must(await writeDown(he.scope, { words: '灯不亮。', channel: 'phone', not_named: true }));
  must(await sortMatter(he.scope, { id, class_code: 'facilities.lighting' }));
  expect(must(await watchLimits(world.system, {}))).toEqual({ begun: 1, met: 0 });
  expect(must(await watchLimits(world.system, {}))).toEqual({ begun: 0, met: 0 });
  const task = async () => (await openTasks(he.scope, {})).filter((one) => one.kind === 'limits.due').length;
  expect(await task()).toBe(1);

  expect(code(await pauseLimit(he.scope, { id, reason: '' }))).toBe('limits.reason_missing');
  must(await pauseLimit(he.scope, { id, reason: '等电工带配件' }));
  expect(await task()).toBe(0);
  expect((await world.get(he, `/desk/${world.space.slug}/limits`)).text).toContain('等电工带配件');
  expect(code(await pauseLimit(he.scope, { id, reason: '再停' }))).toBe('limits.paused');
  world.clock.advance({ hours: 30 });
  must(await resumeLimit(he.scope, { id }));
  expect((await runningLimits(he.scope))[0]?.dueAt.toISOString()).toBe('2026-10-02T08:00:00.000Z');
  expect(code(await resumeLimit(he.scope, { id }))).toBe('limits.running');
  must(await answerMatter(he.scope, { id, reply: '明早换灯。' }));
  expect(must(await watchLimits(world.system, {}))).toEqual({ begun: 0, met: 1 });
  expect(code(await pauseLimit(he.scope, { id, reason: '又' }))).toBe('limits.met');
  expect(await task()).toBe(0);
});

test('F171 rates by unit share one denominator, silence included, and the page says the formula [/s/:space/limits]', async () => {
  const { id } = must(await writeDown(he.scope, { words: '井盖响。', channel: 'phone', not_named: true }));
  must(await watchLimits(world.system, {}));
  world.clock.advance({ days: 12 });
  must(await closeMatter(he.scope, { id, reason: '管线单位已换。' }));
  must(await watchLimits(world.system, {}));
  expect(await ratesByUnit(he.scope)).toEqual([
    { unit: '', due: 2, inTime: 1, asked: 1, solved: 0, partly: 0, unanswered: 1 },
  ]);
  const page = await world.get(null, `/s/${world.space.slug}/limits`);
  expect(page.text).toContain('50%（1/2）');
  expect(page.text).toContain('没回答的也算在分母里');
  expect(page.text).not.toContain('井盖');
});
