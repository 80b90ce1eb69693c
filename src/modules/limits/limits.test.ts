import { expect, test } from 'vitest';
import { checkSpaces } from '#app/check';
import { room as intake } from '#http/intake';
import { room as results } from '#http/results';
import { must } from '#kernel/result';
import { answerMatter, closeMatter, reopenMatter, say, sortMatter, writeDown } from '#modules/intake';
import { addPlace } from '#modules/places';
import { giveVerdict, ratesByUnit, recordVerdict } from '#modules/results';
import { openTasks } from '#modules/tasks';
import { makeWorld } from '#tests/world';
import { addRule, pauseLimit, resumeLimit } from './commands.ts';
import { watchLimits } from './commands-watch.ts';
import { room } from './http.ts';
import { dueFor, limitLedger, limitOf, runningLimits } from './queries.ts';
import { dueAt, reminder, ruleFor } from './rules.ts';

// The Wednesday before the holidays of the national day.
const world = await makeWorld(import.meta.url, { rooms: [room, intake, results], from: '2026-09-30T10:00:00+08:00' });
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
    ({ id, classCode, hours: 2, days: null, working: false, source: '', at: said }) as const;
  const all = [rule('else', null), rule('top', 'facilities'), rule('fine', 'facilities.lighting')];
  expect(ruleFor(all, 'facilities.lighting')?.id).toBe('fine');
  expect(ruleFor(all, 'facilities.space')?.id).toBe('top');
  expect(ruleFor(all, null)?.id).toBe('else');
  // Three quarters of the time are one's own; then comes a word.
  expect(reminder(said, new Date(said.getTime() + 7_200_000)).getTime()).toBe(said.getTime() + 5_400_000);
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
  expect(must(await watchLimits(world.system, {}))).toEqual({ begun: 1, met: 0, escalated: 0 });
  expect(must(await watchLimits(world.system, {}))).toEqual({ begun: 0, met: 0, escalated: 0 });
  const task = async () => (await openTasks(he.scope, {})).filter((one) => one.kind === 'limits.due').length;
  expect(await task()).toBe(1);

  expect(code(await pauseLimit(he.scope, { id, cause: 'material', reason: '' }))).toBe('limits.reason_missing');
  must(await pauseLimit(he.scope, { id, cause: 'material', reason: '等电工带配件' }));
  expect(await task()).toBe(0);
  expect((await world.get(he, `/desk/${world.space.slug}/limits`)).text).toContain('等电工带配件');
  expect(code(await pauseLimit(he.scope, { id, cause: 'other', reason: '再停' }))).toBe('limits.paused');
  world.clock.advance({ hours: 30 });
  must(await resumeLimit(he.scope, { id }));
  expect((await runningLimits(he.scope))[0]?.dueAt.toISOString()).toBe('2026-10-02T08:00:00.000Z');
  expect(code(await resumeLimit(he.scope, { id }))).toBe('limits.running');
  must(await answerMatter(he.scope, { id, reply: '明早换灯。' }));
  expect(must(await watchLimits(world.system, {}))).toEqual({ begun: 0, met: 1, escalated: 0 });
  expect(code(await pauseLimit(he.scope, { id, cause: 'other', reason: '又' }))).toBe('limits.met');
  expect(await task()).toBe(0);
});

/** One page of a ledger. */
const query = (filters: Readonly<Record<string, string>> = {}) => ({ q: '', filters, sort: null, page: 1, size: 50 });
const ledger = `/s/${world.space.slug}/limits/ledger`;
const lin = await world.person('林悦');
const street = await world.person('罗兰', ['overseer']);
const admin = await world.person('周敏', ['admin']);

test('F171 whoever speaks is told by when they hear, and why a limit stands still; everybody reads the cause, nobody the words [/s/:space/limits/ledger]', async () => {
  const said = must(await say(lin.scope, { words: '楼顶漏水，等晴天修。', contact_way: 'none' }));
  const slip = `/s/${world.space.slug}/slip?number=${said.number}&code=${said.code}`;
  const due = await dueFor(lin.scope, { classCode: null, saidAt: world.clock.now() });
  must(await watchLimits(world.system, {}));
  expect((await limitOf(he.scope, said.id))?.dueAt).toEqual(due);
  must(await pauseLimit(he.scope, { id: said.id, cause: 'weather', reason: '防水要干透，晴三天就来。' }));
  const messages = await he.scope.db
    .selectFrom('outbox_message')
    .select('body')
    .where('person_id', '=', lin.personId)
    .execute();
  expect(messages.some((one) => one.body.includes('最迟'))).toBe(true);
  expect(messages.some((one) => one.body.includes('晴三天就来'))).toBe(true);
  expect((await world.get(null, slip)).text).toContain('晴三天就来');
  const shown = await world.get(null, ledger);
  expect(shown.text).toContain(said.number);
  expect(shown.text).toContain('等天气');
  for (const hidden of ['晴三天', '楼顶', '林悦']) expect(shown.text).not.toContain(hidden);
  expect((await world.get(null, `${ledger}?stand=paused&format=csv`)).text).toContain('停着 · 等天气');
  // Answered while it stood still: in time, and the pause ends with it.
  world.clock.advance({ days: 30 });
  must(await answerMatter(he.scope, { id: said.id, reply: '修好了。' }));
  must(await watchLimits(world.system, {}));
  expect((await limitLedger(he.scope, query({ stand: 'kept' }))).rows.map((row) => row.matterId)).toContain(said.id);
});

test('F171 what is sorted into another class runs under its limit; nobody is late by a rule that came later', async () => {
  const { id } = must(await writeDown(he.scope, { words: '灯不亮，摔了人。', channel: 'phone', not_named: true }));
  must(await watchLimits(world.system, {}));
  const first = (await limitOf(he.scope, id))?.dueAt ?? new Date(0);
  must(await sortMatter(he.scope, { id, class_code: 'facilities.lighting' }));
  must(await watchLimits(world.system, {}));
  const second = (await limitOf(he.scope, id))?.dueAt ?? new Date(0);
  expect(second < first).toBe(true);
  expect((await openTasks(he.scope, {})).filter((one) => one.subjectId === id)).toHaveLength(1);
  must(await closeMatter(he.scope, { id, reason: '换好了。' }));
  must(await watchLimits(world.system, {}));

  const old = must(await writeDown(he.scope, { words: '垃圾没人收。', channel: 'phone', not_named: true })).id;
  must(await sortMatter(he.scope, { id: old, class_code: 'property.cleaning' }));
  world.clock.advance({ days: 3 });
  must(await addRule(qin.scope, { class_code: 'property', length: '24h', source: '社区自定' }));
  must(await watchLimits(world.system, {}));
  expect((await limitOf(he.scope, old))?.dueAt.getTime()).toBe(world.clock.now().getTime() + 24 * 3_600_000);
  must(await closeMatter(he.scope, { id: old, reason: '收了。' }));
  must(await watchLimits(world.system, {}));
});

test('F171 what nobody answers goes up by itself, to the administrator and then to the street, and comes down when it is answered [/desk/:space/escalations]', async () => {
  const { id } = must(
    await writeDown(he.scope, { words: '井盖响，住在三号楼的人睡不着。', channel: 'phone', not_named: true }),
  );
  must(await watchLimits(world.system, {}));
  const number = (await limitOf(he.scope, id))?.number ?? '';
  world.clock.advance({ days: 11 });
  expect(must(await watchLimits(world.system, {})).escalated).toBe(1);
  expect(must(await watchLimits(world.system, {})).escalated).toBe(0);
  const tasks = async (role: 'admin' | 'overseer') =>
    (await openTasks(he.scope, { roles: [role] })).filter((one) => one.subjectKind === 'escalation').length;
  expect([await tasks('admin'), await tasks('overseer')]).toEqual([1, 0]);
  expect(code(await pauseLimit(he.scope, { id, cause: 'weather', reason: '等天晴' }))).toBe('limits.overdue');
  world.clock.advance({ days: 3 });
  expect(must(await watchLimits(world.system, {})).escalated).toBe(1);
  expect([await tasks('admin'), await tasks('overseer')]).toEqual([1, 1]);
  const up = await world.get(null, `${ledger}?stand=escalated`);
  expect(up.text).toContain(number);
  expect(up.text).toContain('报到街道');
  expect(up.text).not.toContain('井盖');

  // The street reads number and days, and says its word; the one who handles it reads the words.
  const desk = `/desk/${world.space.slug}/escalations`;
  const list = await world.get(street, `${desk}?level=street`);
  expect(list.text).toContain(number);
  expect(list.text).not.toContain('井盖');
  const one = /escalations\/([0-9a-f-]{36})/.exec(list.text)?.[1] ?? '';
  const phone = await world.post(street, `${desk}/${one}/word`, { word: '打 13800138000' });
  expect(phone.status).toBe(422);
  expect(phone.text).toContain('打 13800138000');
  expect((await world.post(he, `${desk}/${one}/word`, { word: '我来说' })).status).toBe(403);
  expect((await world.post(street, `${desk}/${one}/word`, { word: '城管科周二前换井盖。' })).status).toBe(303);
  expect((await world.get(street, `${desk}/${one}`)).text).toContain('城管科周二前换井盖');
  expect((await world.post(street, `${desk}/${one}/word`, { word: '再说' })).status).toBe(409);
  expect([await tasks('admin'), await tasks('overseer')]).toEqual([1, 0]);
  expect((await world.get(null, `${ledger}?stand=escalated`)).text).toContain('街道已说话');
  expect((await world.get(lin, desk)).status).toBe(403);

  must(await closeMatter(he.scope, { id, reason: '管线单位已换。' }));
  must(await watchLimits(world.system, {}));
  expect([await tasks('admin'), await tasks('overseer')]).toEqual([0, 0]);
  expect((await world.get(null, `${ledger}?stand=escalated`)).text).not.toContain(number);
  expect((await world.get(admin, `${desk}?state=ended`)).text).toContain('回话了');

  // Opened again, it has a limit again, counted by itself.
  world.clock.advance({ hours: 1 });
  must(await reopenMatter(he.scope, { id, reason: '又响了' }));
  must(await watchLimits(world.system, {}));
  expect(await limitOf(he.scope, id)).toMatchObject({ round: 2, metAt: null });
  must(await watchLimits(world.system, {}));
  const second = async () =>
    (await limitLedger(he.scope, query())).rows.find((row) => row.matterId === id && row.round === 2);
  expect((await second())?.up?.ended).toBe(true);
  world.clock.advance({ days: 11 });
  expect(must(await watchLimits(world.system, {})).escalated).toBe(1);
  expect(await second()).toMatchObject({ stand: 'overdue', up: { level: 'community', ended: false } });
  must(await closeMatter(he.scope, { id, reason: '垫了胶圈。' }));
  must(await watchLimits(world.system, {}));
  const rounds = (await limitLedger(he.scope, query())).rows.filter((row) => row.matterId === id);
  expect(rounds.map((row) => [row.round, row.stand]).sort()).toEqual([
    [1, 'late'],
    [2, 'late'],
  ]);
  const broken = (await checkSpaces(world.platform)).flatMap((one) =>
    one.findings.filter((each) => each.first !== null),
  );
  expect(broken).toEqual([]);
});

test('F171 F170 rates by unit over matters and needs share one denominator, silence included; staff’s word is counted apart, and few are not told [/s/:space/rates]', async () => {
  const estate = must(await addPlace(admin.scope, { kind: 'estate', name: '晴川新苑', estateType: 'new' })).id;
  const ids: string[] = [];
  for (let at = 0; at < 6; at += 1) {
    const { id } = must(
      await writeDown(he.scope, { words: `第${at}件`, channel: 'phone', person: lin.personId, place: estate }),
    );
    must(await closeMatter(he.scope, { id, reason: '办了。' }));
    ids.push(id);
  }
  const [first, second, third] = ids;
  must(await giveVerdict(lin.scope, { kind: 'matter', id: first ?? '', verdict: 'solved' }));
  must(
    await recordVerdict(he.scope, {
      ...{ kind: 'matter', id: second ?? '', verdict: 'partly', reason: 'late', way: 'call', evidence: '3 月电话' },
    }),
  );
  must(await giveVerdict(lin.scope, { kind: 'matter', id: third ?? '', verdict: 'not', reason: 'quality' }));
  const rates = (await ratesByUnit(he.scope)).find((one) => one.unit === '晴川新苑');
  expect(rates).toMatchObject({ asked: 6, solved: 1, partly: 1, not: 1, unanswered: 3, own: 2, recorded: 1 });
  const page = await world.get(null, `/s/${world.space.slug}/rates`);
  expect(page.text).toContain('16.6%（1/6）');
  expect(page.text).toContain('没回答的也算在分母里');
  expect((await world.get(null, `/s/${world.space.slug}/rates?format=csv`)).text).toContain('晴川新苑');
  expect((await world.get(lin, `/desk/${world.space.slug}/rates`)).status).toBe(403);
});
