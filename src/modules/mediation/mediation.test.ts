import { expect, test } from 'vitest';
import { room as intake } from '#http/intake';
import { must } from '#kernel/result';
import { takeMatter, writeDown } from '#modules/intake';
import { makeWorld } from '#tests/world';
import { agree, endMediation, holdSession, lookAfter, openMediation, trust } from './commands.ts';
import { room } from './http.ts';
import { mediation } from './queries.ts';
import { isNeutral } from './rules.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, intake] });
const admin = await world.person('周敏', ['admin']);
const he = await world.person('何雨晴', ['worker']);
const ma = await world.person('马建国', ['grid_worker']);
const shen = await world.person('沈福根');
const yao = await world.person('姚红');
const desk = `/desk/${world.space.slug}/mediations`;
const code = (result: { ok: boolean; fault?: { code: string } }): string =>
  result.ok ? '' : (result.fault?.code ?? '');
const open = (more: Partial<Parameters<typeof openMediation>[1]> = {}) =>
  openMediation(he.scope, {
    ...{ kind: 'leak', mediator: ma.personId, one: '沈家', other: '姚家', about: '楼上漏水，天花板掉皮' },
    ...more,
  });

test('F186 a mediator is of neither side, of neither household and not the one who handled it', async () => {
  const ties = { mediatorId: 'm', mediatorHousehold: 'h', handlerId: null };
  expect(isNeutral({ ...ties, sides: [{ personId: 'm', household: null }] })).toBe(false);
  expect(isNeutral({ ...ties, sides: [{ personId: 'a', household: 'h' }] })).toBe(false);
  expect(isNeutral({ ...ties, sides: [{ personId: 'a', household: null }] })).toBe(true);
  expect(isNeutral({ ...ties, handlerId: 'm', sides: [] })).toBe(false);
  const matter = must(
    await writeDown(he.scope, { words: '楼上漏水。', channel: 'petition', person: shen.personId }),
  ).id;
  must(await takeMatter(ma.scope, { id: matter }));
  expect(code(await open({ matter }))).toBe('mediation.not_neutral');
  expect(code(await open({ mediator: yao.personId, other_person: yao.personId }))).toBe('mediation.not_neutral');
  expect(code(await open({ other: '沈家' }))).toBe('mediation.same_party');
});

test('F186 both sides say yes, they sit down, agree, and somebody looks whether it holds [/desk/:space/mediations/:id]', async () => {
  const { id } = must(await open({ one_person: shen.personId, other_person: yao.personId }));
  const session = { id, held_on: '2026-03-02', said: '姚家答应先修水管' };
  expect(code(await holdSession(ma.scope, session))).toBe('mediation.not_trusted');
  must(await trust(ma.scope, { id, side: 'one' }));
  must(await trust(ma.scope, { id, side: 'other' }));
  expect(code(await agree(ma.scope, { id, agreement: '修', follow_up_on: '2026-03-20' }))).toBe('mediation.no_session');
  expect(code(await holdSession(he.scope, session))).toBe('mediation.not_yours');
  must(await holdSession(ma.scope, session));
  must(await agree(ma.scope, { id, agreement: '姚家修水管，沈家自己刷墙', follow_up_on: '2026-03-20' }));
  expect(code(await lookAfter(ma.scope, { id, outcome: 'kept', found: '修好了' }))).toBe('mediation.too_early');
  world.clock.advance({ days: 18 });
  must(await lookAfter(ma.scope, { id, outcome: 'kept', found: '不漏了' }));
  expect((await mediation(ma.scope, id))?.state).toBe('kept');
  expect(code(await endMediation(ma.scope, { id, reason: '又' }))).toBe('mediation.state');
});

test('F186 field by field: other workers read kind and state, not who and not a word; residents and the public nothing', async () => {
  const { id } = must(await open({ one: '钱家', about: '半夜打牌' }));
  for (const someone of [ma, admin]) expect((await world.get(someone, `${desk}/${id}`)).text).toContain('半夜打牌');
  const other = await world.get(he, `${desk}/${id}`);
  expect(other.status).toBe(200);
  for (const word of ['半夜打牌', '钱家', '姚家']) expect(other.text).not.toContain(word);
  expect((await world.get(he, desk)).text).not.toContain('钱家');
  expect((await world.get(shen, `${desk}/${id}`)).status).toBe(403);
  expect((await world.get(null, `${desk}/${id}`)).status).toBe(303);
});

test('F186 what came to nothing ends with the reason and the next door [/desk/:space/mediations]', async () => {
  const { id } = must(await open());
  const ended = await world.post(ma, `${desk}/${id}/end`, { reason: '一方不来，建议走法院' });
  expect(ended.status).toBe(303);
  expect((await world.get(ma, `${desk}/${id}`)).text).toContain('建议走法院');
});
