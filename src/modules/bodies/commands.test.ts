import { describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { today } from '#platform/scope';
import { makeBody, makeRule, usualSeats } from '#tests/committee';
import { makeWorld } from '#tests/world';
import { activateBody, addSeat, describeBody, endSeat, setUpBody } from './commands.ts';
import { adoptRule, enactRule } from './commands-rules.ts';
import { en } from './en.ts';
import { body, ruleInForce, rules } from './queries.ts';
import { seatsToday } from './queries-seats.ts';
import { RuleInput } from './schema.ts';
import { zh } from './zh.ts';

const world = await makeWorld(import.meta.url);
const secretary = await world.person('秘书甲', ['secretary']);
const neighbour = await world.person('街坊乙');

const ruleInput = {
  kind: 'grant',
  title: '资助办法',
  text: '先议后办。',
  basis: '第一次会议通过。',
  quorum: '2/3',
  share: '1/2',
  way: 'more_than',
  of: 'present',
  publicationDays: '7',
  answerDays: '3',
  voteDays: '14',
  hostDays: '7',
  approvalsNeeded: '2',
} as const;

describe('setting up a body', () => {
  test('F038 a committee does not start while a required kind is missing [/desk/:space/bodies/:id]', async () => {
    const { id } = must(await setUpBody(secretary.scope, { kind: 'committee', name: '管委会', charter: '管钱' }));
    const someone = await world.person('单独一人');
    must(await addSeat(secretary.scope, { bodyId: id, kind: 'resident', personId: someone.personId }));
    const refused = await activateBody(secretary.scope, { id });
    expect(refused).toMatchObject({
      ok: false,
      fault: { code: 'bodies.missing_kinds', params: { kinds: 'donor,charity,community' } },
    });
    if (refused.ok) return;
    const params = refused.fault.params ?? {};
    expect(zh.errors['bodies.missing_kinds'](params)).toContain('捐赠人、慈善组织、社区');
    expect(en.errors['bodies.missing_kinds'](params)).toContain('donor, charity, community');
    expect((await body(secretary.scope, id))?.state).toBe('forming');
  });

  test('F038 then a supervisor, five votes and an odd number are asked for, in that order', async () => {
    const { id } = must(await setUpBody(secretary.scope, { kind: 'committee', name: '二管委会', charter: '管钱' }));
    const seat = async (kind: 'resident' | 'donor' | 'charity' | 'community' | 'supervisor' | 'member', name: string) =>
      must(await addSeat(secretary.scope, { bodyId: id, kind, personId: (await world.person(name)).personId }));
    const code = async () => {
      const result = await activateBody(secretary.scope, { id });
      return result.ok ? 'ok' : result.fault.code;
    };
    await seat('resident', '甲一');
    await seat('donor', '甲二');
    await seat('charity', '甲三');
    await seat('community', '甲四');
    expect(await code()).toBe('bodies.no_supervisor');
    await seat('supervisor', '甲五');
    expect(await code()).toBe('bodies.too_few');
    await seat('member', '甲六');
    const sixth = await seat('member', '甲七');
    expect(await code()).toBe('bodies.even');
    must(await endSeat(secretary.scope, { id: sixth.id, reason: '搬走了' }));
    expect(await code()).toBe('ok');
    expect(await code()).toBe('bodies.already_active');
    expect((await body(secretary.scope, id))?.activeFrom).toBe('2026-03-02');
  });

  test('a supervisor never votes, and nobody holds two seats on one body', async () => {
    const { bodyId, members } = await makeBody(world, secretary);
    const seats = await seatsToday(secretary.scope, bodyId);
    expect(seats.filter((one) => one.votes)).toHaveLength(usualSeats.length - 1);
    const king = members['王秀英'];
    const again = await addSeat(secretary.scope, { bodyId, kind: 'member', personId: king?.personId ?? '' });
    expect(again).toMatchObject({ ok: false, fault: { code: 'bodies.already_seated' } });
    const backwards = await addSeat(secretary.scope, {
      ...{ bodyId, kind: 'member', personId: neighbour.personId },
      ...{ startsOn: '2026-05-01', endsOn: '2026-04-01' },
    });
    expect(backwards).toMatchObject({ ok: false, fault: { code: 'bodies.term_order' } });
    const unknown = await addSeat(secretary.scope, { bodyId, kind: 'member', personId: newId() });
    expect(unknown).toMatchObject({ ok: false, fault: { code: 'bodies.person_not_found' } });
  });

  test('a seat outside its term is not held, and an ended one stays on record', async () => {
    const { bodyId } = await makeBody(world, secretary);
    const later = { bodyId, kind: 'member', startsOn: '2026-06-01', personId: neighbour.personId } as const;
    const { id } = must(await addSeat(secretary.scope, later));
    expect((await seatsToday(secretary.scope, bodyId)).some((one) => one.id === id)).toBe(false);
    must(await endSeat(secretary.scope, { id, reason: '改了主意' }));
    expect(await endSeat(secretary.scope, { id, reason: '再来' })).toMatchObject({
      ok: false,
      fault: { code: 'bodies.seat_ended' },
    });
  });

  test('F047 the charter is public and can be put better', async () => {
    const { bodyId } = await makeBody(world, secretary);
    must(await describeBody(secretary.scope, { id: bodyId, name: '柳巷管委会', charter: '定资助\n公开账目' }));
    expect(await body(world.visitor, bodyId)).toMatchObject({ name: '柳巷管委会', charter: '定资助\n公开账目' });
  });

  test('a neighbour without a role sets nothing up', async () => {
    const input = { kind: 'council', name: '议事会', charter: '议事' } as const;
    expect(await setUpBody(neighbour.scope, input)).toMatchObject({ ok: false, fault: { code: 'access.not_allowed' } });
    expect(await setUpBody(world.visitor, input)).toMatchObject({ ok: false, fault: { code: 'access.sign_in' } });
  });
});

/** What a procedure does once it has passed: the next version, inside its own command. */
const enact = command({
  name: 'bodies.test_enact',
  permission: may('bodies.test_enact', 'secretary'),
  input: RuleInput,
  run: async (scope, input) => ({ ok: true, value: await enactRule(scope, input, '程序通过') }),
});

describe('rules', () => {
  test('F040 versions follow one another by date, and none is rewritten [/s/:space/rules]', async () => {
    await makeRule(secretary, 'grant');
    const next = { ...ruleInput, quorum: '３/４', inForceFrom: '2026-04-01' };
    expect(await adoptRule(secretary.scope, next)).toMatchObject({
      ok: false,
      fault: { code: 'bodies.change_by_procedure' },
    });
    must(await enact(secretary.scope, next));
    expect((await rules(secretary.scope, 'grant')).map((one) => one.version)).toEqual([2, 1]);
    expect(await ruleInForce(world.visitor, 'grant')).toMatchObject({ version: 1, publicationDays: 7 });
    const later = await ruleInForce(world.visitor, 'grant', '2026-04-01');
    expect(later).toMatchObject({ version: 2, voting: { quorum: { over: 3n, under: 4n } } });
    const rewrite = world.platform.database
      .scoped(world.space.id, [world.space.id])
      .updateTable('rule')
      .set({ text: '改了' })
      .execute();
    await expect(rewrite).rejects.toThrow();
  });

  test.each([
    ['a date in the past', { inForceFrom: '2026-03-01' }, 'bodies.rule_backdated'],
    ['a share that lets a tie pass', { share: '1/2', way: 'at_least' }, 'bodies.minority_rule'],
    ['less than half', { share: '1/3' }, 'bodies.minority_rule'],
    ['no fraction', { quorum: '0.67' }, 'bodies.not_a_fraction'],
    ['more than all', { quorum: '3/2' }, 'bodies.not_a_fraction'],
    ['no days to answer', { answerDays: '0' }, 'bodies.out_of_range'],
  ] as const)('F040 refused: %s', async (_name, change, code) => {
    const input = { ...ruleInput, inForceFrom: today(secretary.scope), ...change };
    expect(await adoptRule(secretary.scope, input)).toMatchObject({ ok: false, fault: { code } });
  });
});

test('every refusal has its sentence in both languages', async () => {
  const { errors } = await import('./errors.ts');
  expect(Object.keys(zh.errors).sort()).toEqual(Object.keys(errors).sort());
  expect(Object.keys(en.errors).sort()).toEqual(Object.keys(errors).sort());
});
