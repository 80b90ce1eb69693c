import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { room as bodiesRoom } from '#http/bodies';
import { room as decisionsRoom } from '#http/decisions';
import { room } from '#http/statutes';
import { must, type Result } from '#kernel/result';
import { ruleInForce } from '#modules/bodies';
import { castVote, closeStep, procedureRows, propose, withdraw } from '#modules/decisions';
import { openTasks } from '#modules/tasks';
import { runChecks } from '#platform/check';
import { makeBody, makeRule, type TestBody } from '#tests/committee';
import { makeWorld } from '#tests/world';
import { addStatute, editStatute, strikeStatute, warnExpired } from './commands.ts';
import { leavePact, recordSignature, remindOfPact, settleReminder, signPact, writePact } from './commands-pact.ts';
import { en } from './en.ts';
import { errors } from './errors.ts';
import { jobs } from './jobs.ts';
import { staleUnder, statute } from './queries.ts';
import { checks } from './queries-checks.ts';
import { pactInForce, reminders, signatures } from './queries-pact.ts';
import { standingOf } from './rules.ts';
import { zh } from './zh.ts';

const world = await makeWorld(import.meta.url, { rooms: [bodiesRoom, decisionsRoom, room] });
const secretary = await world.person('秘书甲', ['secretary']);
const worker = await world.person('吴社工', ['worker', 'admin']);
const neighbour = await world.person('街坊乙');
const other = await world.person('街坊丙');
const root = `/s/${world.space.slug}`;
const desk = `/desk/${world.space.slug}`;
const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.fault.code);
let committee: TestBody;

const law = {
  title: '慈善资金管理暂行办法',
  level: 'local',
  issuer: '市民政局',
  document: '',
  summary: '资助要公示。',
  inForceFrom: '2024-01-01',
  validUntil: '2026-03-20',
  uses: ['rule:grant', 'plan:four_two'],
} as const;

beforeAll(async () => {
  committee = await makeBody(world, secretary);
  await makeRule(secretary, 'grant');
  await makeRule(secretary, 'change', { validUntil: '2026-03-10' });
});

describe('the register', () => {
  test.each([
    ['good', '2025-01-01', 'valid'],
    ['not begun', '2023-12-31', 'later'],
    ['thirty days before its end', '2026-02-18', 'ending'],
    ['on its last day', '2026-03-20', 'ending'],
    ['the day after', '2026-03-21', 'over'],
  ] as const)('F209 where an entry stands: %s', (_name, on, standing) => {
    expect(standingOf({ ...law, reviewOn: null, struckReason: null }, on)).toBe(standing);
  });

  test('F209 an expired rule warns wherever it is used, and asks the secretary [/s/:space/statutes/:id]', async () => {
    const crossed = await addStatute(secretary.scope, { ...law, uses: [], validUntil: '2023-01-01' });
    expect(codeOf(crossed)).toBe('statutes.days_crossed');
    expect(codeOf(await addStatute(neighbour.scope, { ...law, uses: [] }))).toBe('access.not_allowed');
    const sent = await world.post(secretary, `${desk}/statutes/new`, { ...law, uses: ['rule:grant', 'plan:four_two'] });
    const id = /statutes\/([0-9a-f-]+)\?done=added/.exec(sent.location)?.[1] ?? '';
    expect(await staleUnder(world.visitor, 'zh', 'rule:grant')).toEqual([]);
    const job = jobs.find((one) => one.name === 'statutes.warn');
    await job?.run(world.system);
    await job?.run(world.system);
    const due = async () => (await openTasks(secretary.scope, { roles: ['secretary'] })).map((one) => one.title);
    expect((await due()).filter((one) => one.includes('慈善资金管理暂行办法'))).toHaveLength(1);
    world.clock.advance({ days: 20 });
    await job?.run(world.system);
    expect(await due()).toContain('复审：资助办法');
    const rule = await ruleInForce(world.visitor, 'grant');
    expect((await world.get(null, `${root}/rules/${rule?.id ?? ''}`)).text).toContain(
      '《慈善资金管理暂行办法》有效期到',
    );
    expect((await world.get(null, `${root}/procedures/four_two`)).text).toContain('请尽快复审');
    const { procedureId } = must(
      await propose(secretary.scope, {
        ...{ template: 'change', title: '换一位委员', text: '搬走了。', bodyId: committee.bodyId },
      }),
    );
    // The rule of changes itself is over since the tenth.
    expect((await world.get(null, `${root}/decisions/${procedureId}`)).text).toContain('有效期到 2026年3月10日');
    const page = await world.get(null, `${root}/statutes/${id}`);
    expect(page.text).toContain('过了有效期');
    expect((await world.get(null, `${root}/statutes?format=csv`)).text).toContain('过了有效期');
    must(await editStatute(secretary.scope, { ...law, id, uses: ['rule:grant'], validUntil: '2029-03-20' }));
    expect((await due()).some((one) => one.includes('暂行办法'))).toBe(false);
    expect(await staleUnder(world.visitor, 'zh', 'rule:grant')).toEqual([]);
    must(await strikeStatute(secretary.scope, { id, reason: '并进了新的条例。' }));
    expect(codeOf(await strikeStatute(secretary.scope, { id, reason: '再来' }))).toBe('statutes.struck');
    expect((await statute(world.visitor, id))?.struckReason).toBe('并进了新的条例。');
    expect(codeOf(await warnExpired(world.system, {}))).toBe('statutes.nothing_to_say');
  });
});

describe('the pact', () => {
  const pact = {
    title: '柳巷邻里公约',
    text: '晚上十点以后小声些。\n楼道不堆东西。',
    basis: '居民会议通过。',
  } as const;

  test('F061 it has a text, versions and those who signed, on paper too [/s/:space/pact]', async () => {
    const on = world.clock.now().toISOString().slice(0, 10);
    expect(codeOf(await signPact(neighbour.scope, { agree: 'yes' }))).toBe('statutes.no_pact');
    expect((await world.get(null, `${root}/pact`)).text).toContain('还没有公约');
    const sent = await world.post(secretary, `${desk}/pact/new`, { ...pact, inForceFrom: on, procedureId: '' });
    expect(sent.location).toContain('done=written');
    expect((await world.post(neighbour, `${root}/pact/sign`, { agree: 'yes' })).location).toContain('done=signed');
    expect(codeOf(await signPact(neighbour.scope, { agree: 'yes' }))).toBe('statutes.already_signed');
    expect((await world.post(other, `${root}/pact/sign`, {})).status).toBe(422);
    expect(codeOf(await signPact(other.scope, { agree: 'yes', household: true }))).toBe('statutes.no_household');
    const paper = { personId: other.personId, signedOn: '2026-03-15' };
    expect(codeOf(await recordSignature(worker.scope, { ...paper, signedOn: '2027-01-01' }))).toBe(
      'statutes.signed_later',
    );
    must(await recordSignature(worker.scope, paper));
    const page = await world.get(null, `${root}/pact`);
    expect(page.text).toContain('2 位街坊签了');
    expect(page.text).toContain('都不影响任何人得到帮助');
    const signers = await world.get(null, `${root}/pact/signers`);
    expect(signers.text).toContain('纸上签');
    expect(signers.text).not.toContain('街坊丙');
    const again = { ...pact, text: '晚上九点半以后小声些。', inForceFrom: on };
    expect(codeOf(await writePact(secretary.scope, again))).toBe('statutes.pact_needs_decision');
    // The change of a member still runs about the same body; it ends, and the pact is put next.
    const [running] = (await procedureRows(world.visitor, { state: 'running', page: 1, size: 5 })).rows;
    must(await withdraw(secretary.scope, { id: running?.id ?? '', reason: '先议公约。' }));
    const { procedureId } = must(
      await propose(secretary.scope, {
        ...{ template: 'change', title: '公约改半小时', text: '早半小时。', bodyId: committee.bodyId },
      }),
    );
    const early = await writePact(secretary.scope, { ...again, procedureId });
    expect(codeOf(early)).toBe('statutes.pact_needs_decision');
    for (const one of Object.values(committee.members)) await castVote(one.scope, { id: procedureId, choice: 'yes' });
    must(await closeStep(secretary.scope, { id: procedureId }));
    world.clock.advance({ days: 8 });
    must(await closeStep(secretary.scope, { id: procedureId }));
    const later = world.clock.now().toISOString().slice(0, 10);
    must(await writePact(secretary.scope, { ...again, inForceFrom: later, procedureId }));
    const now = await pactInForce(world.visitor);
    expect(await signatures(world.visitor, now?.id ?? '')).toEqual([]);
    expect(await runChecks(world.system, checks)).toMatchObject([{ first: null }, { first: null }]);
  });

  test('F061 a reminder is a word between the office and one person [/desk/:space/pact]', async () => {
    must(await signPact(neighbour.scope, { agree: 'yes' }));
    const said = await world.post(worker, `${desk}/pact/remind?q=街坊乙`, {
      ...{ personId: neighbour.personId, clause: '楼道不堆东西。', text: '三楼的纸箱，方便时挪一下。' },
    });
    expect(said.location).toContain('done=reminded');
    const [reminder] = await reminders(world.system);
    const own = await world.get(neighbour, `${root}/pact`);
    expect(own.text).toContain('三楼的纸箱');
    for (const who of [null, other]) expect((await world.get(who, `${root}/pact`)).text).not.toContain('三楼的纸箱');
    expect((await world.get(neighbour, `${desk}/pact`)).status).toBe(403);
    expect((await world.get(worker, `${desk}/pact`)).text).toContain('三楼的纸箱');
    const read = await worker.scope.db
      .selectFrom('audit_event')
      .select('id')
      .where('command', '=', 'statutes.read_reminders')
      .execute();
    expect(read.length).toBeGreaterThan(0);
    must(await settleReminder(worker.scope, { id: reminder?.id ?? '', words: '挪走了，谢谢。' }));
    expect(codeOf(await settleReminder(worker.scope, { id: reminder?.id ?? '', words: '再来' }))).toBe(
      'statutes.already_settled',
    );
    expect(codeOf(await remindOfPact(neighbour.scope, { personId: other.personId, clause: '一', text: '二' }))).toBe(
      'access.not_allowed',
    );
    must(await leavePact(neighbour.scope, { sure: 'yes' }));
    expect(codeOf(await leavePact(neighbour.scope, { sure: 'yes' }))).toBe('statutes.not_signed');
  });

  test('F061 no other room reads a reminder: neither match nor eligibility can know of it', () => {
    const rooms = join(import.meta.dirname, '..');
    const readers = readdirSync(rooms, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
      .filter((file) => /pact_reminder|PactReminder/.test(readFileSync(join(rooms, file), 'utf8')));
    expect([...new Set(readers.map((file) => file.split('/')[0]))]).toEqual(['statutes']);
    const door = readFileSync(join(rooms, 'statutes/index.ts'), 'utf8');
    expect(door).not.toContain('reminders');
    const views = readFileSync(join(rooms, '../../db/schema.sql'), 'utf8');
    const others = views.split(/\n(?=CREATE )/).filter((part) => /CREATE (VIEW|FUNCTION)/.test(part));
    expect(others.filter((part) => part.includes('pact_reminder'))).toEqual([]);
  });
});

test('every refusal has its sentence in both languages', () => {
  expect(Object.keys(zh.errors).sort()).toEqual(Object.keys(errors).sort());
  expect(Object.keys(en.errors).sort()).toEqual(Object.keys(errors).sort());
});
