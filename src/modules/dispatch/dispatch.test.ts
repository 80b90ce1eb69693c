import { expect, test } from 'vitest';
import { room as intake } from '#http/intake';
import { must } from '#kernel/result';
import { matter, writeDown } from '#modules/intake';
import { addMember, registerOrganisation } from '#modules/organisations';
import { addPlace } from '#modules/places';
import { makeWorld } from '#tests/world';
import { answerOffer, offerMatter } from './commands.ts';
import { addItem, askWork, decideWork } from './commands-duties.ts';
import { referMatter, takeBack } from './commands-referrals.ts';
import { addRule } from './commands-rules.ts';
import { endShare, shareMatter } from './commands-shares.ts';
import { room } from './http.ts';
import { dutyOf, shares } from './queries.ts';
import { ruleFor } from './rules.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, intake] });
const zhou = await world.person('周敏', ['worker', 'admin']);
const he = await world.person('何雨晴', ['worker']);
const ma = await world.person('马建国', ['grid_worker']);
const qin = await world.person('秦文秀', ['secretary']);
const speaker = await world.person('沈福根');
const officer = await world.person('谢文');
const bureau = must(
  await registerOrganisation(zhou.scope, { name: '城管中队', kind: 'government', standing: 'informal' }),
).id;
must(
  await addMember(zhou.scope, { organisationId: bureau, personId: officer.personId, duty: '队员', represents: true }),
);

const desk = `/desk/${world.space.slug}`;
const told = async (words: string): Promise<string> =>
  must(await writeDown(he.scope, { words, channel: 'phone', person: speaker.personId })).id;
const code = (result: { ok: boolean; fault?: { code: string } }): string =>
  result.ok ? '' : (result.fault?.code ?? '');

test('F206 by class and place to a role: the finest class goes first, then the nearest place', async () => {
  const rule = (id: string, classCode: string | null, placeId: string | null) =>
    ({ id, classCode, placeId, duty: 'worker', note: '' }) as const;
  const rules = [
    rule('a', 'services', null),
    rule('b', 'services.repair', null),
    rule('c', 'services', 'grid'),
    rule('d', null, 'grid'),
  ];
  expect(ruleFor(rules, 'services.repair', ['house', 'grid'])?.id).toBe('b');
  expect(ruleFor(rules, 'services.care', ['house', 'grid'])?.id).toBe('c');
  expect(ruleFor(rules, 'services.care', [])?.id).toBe('a');
  expect(ruleFor(rules, 'material', ['grid'])?.id).toBe('d');
  expect(ruleFor(rules, null, [])).toBeNull();
  const grid = must(await addPlace(zhou.scope, { kind: 'grid', name: '第一网格' })).id;
  must(await addRule(zhou.scope, { place: grid, duty: 'grid_worker' }));
  expect(code(await addRule(zhou.scope, { place: grid, duty: 'worker' }))).toBe('dispatch.rule_there');
  expect(code(await addRule(zhou.scope, { duty: 'worker' }))).toBe('dispatch.class_or_place');
  expect((await dutyOf(zhou.scope, { classCode: null, placeId: grid }))?.persons).toEqual([ma.personId]);
});

test('F206 whoever received it first answers for it until the other accepts; refused, it stays; only the one asked may accept [/desk/:space/matters/:id/way]', async () => {
  const id = await told('楼下的坑又大了。');
  const offer = must(await offerMatter(he.scope, { id, person: ma.personId, reason: '在您那一片' }));
  expect((await matter(he.scope, id))?.handlerId).toBe(he.personId);
  expect(code(await offerMatter(he.scope, { id, person: zhou.personId, reason: '再问一个' }))).toBe(
    'dispatch.offered_already',
  );
  expect(code(await answerOffer(zhou.scope, { id: offer.id, answer: 'accept' }))).toBe('dispatch.not_yours');
  expect(code(await answerOffer(ma.scope, { id: offer.id, answer: 'refuse' }))).toBe('dispatch.reason_missing');
  must(await answerOffer(ma.scope, { id: offer.id, answer: 'refuse', reason: '那条路归二网格' }));
  expect((await matter(he.scope, id))?.handlerId).toBe(he.personId);
  expect(code(await answerOffer(ma.scope, { id: offer.id, answer: 'accept' }))).toBe('dispatch.answered');
  const again = must(await offerMatter(he.scope, { id, person: zhou.personId, reason: '请您定' }));
  must(await answerOffer(zhou.scope, { id: again.id, answer: 'accept' }));
  expect((await matter(he.scope, id))?.handlerId).toBe(zhou.personId);
  const page = await world.get(ma, `${desk}/matters/${id}/way`);
  expect(page.text).toContain('那条路归二网格');
  expect(code(await offerMatter(he.scope, { id, person: qin.personId, reason: '书记看看' }))).toBe(
    'dispatch.no_mandate',
  );
  expect(code(await offerMatter(zhou.scope, { id, person: zhou.personId, reason: '自己' }))).toBe('dispatch.yourself');
});

test('F206 a matter shared by two departments is one thread with one owner; the department sees its part and no speaker [/me/:space/shared]', async () => {
  const id = await told('沈福根说：夜里烧烤摊的油烟进屋，电话 13800138000。');
  must(await offerMatter(he.scope, { id, person: ma.personId, reason: '在您那一片' }));
  must(await shareMatter(he.scope, { id, organisation: bureau, task: '夜里去看摊位' }));
  expect(code(await shareMatter(he.scope, { id, organisation: bureau, task: '再去' }))).toBe('dispatch.shared_already');
  const own = await world.get(officer, `/me/${world.space.slug}/shared`);
  expect(own.text).toContain('夜里去看摊位');
  for (const word of ['油烟', '沈福根', '沈*根', '13800138000']) expect(own.text).not.toContain(word);
  expect((await world.get(speaker, `/me/${world.space.slug}/shared`)).text).not.toContain('夜里去看摊位');
  expect(code(await endShare(speaker.scope, { id, organisation: bureau, result: '好了' }))).toBe('dispatch.not_yours');
  must(await endShare(officer.scope, { id, organisation: bureau, result: '摊主换了净化器' }));
  expect((await shares(he.scope, { matterId: id })).map((one) => one.result)).toEqual(['摊主换了净化器']);
  expect((await matter(he.scope, id))?.handlerId).toBe(he.personId);
  expect((await world.get(officer, `${desk}/matters/${id}/way`)).status).toBe(403);
});

test('F207 up through another door and back: the day it is due, how late, and what came back [/desk/:space/dispatch]', async () => {
  const id = await told('河滩没有护栏。');
  const sent = must(
    await referMatter(he.scope, { id, door: 'street', office: '城管科', reason: '社区没有权', due_on: '2026-03-05' }),
  );
  expect(code(await referMatter(he.scope, { id, door: 'street', reason: '再送', due_on: '2026-03-06' }))).toBe(
    'dispatch.out_already',
  );
  expect(code(await referMatter(he.scope, { id, door: 'council', reason: '议', due_on: '2026-03-01' }))).toBe(
    'dispatch.day_past',
  );
  world.clock.advance({ days: 5 });
  expect((await world.get(he, `${desk}/dispatch`)).text).toContain('晚了2天');
  must(await takeBack(he.scope, { id: sent.id, outcome: 'back', result: '下月装护栏' }));
  expect(code(await takeBack(he.scope, { id: sent.id, outcome: 'back', result: '又' }))).toBe('dispatch.back_already');
  expect((await world.get(he, `${desk}/matters/${id}/way`)).text).toContain('下月装护栏');
});

test('F187 work outside the list is refused with the rule, and the public reads what was answered [/s/:space/duties]', async () => {
  const own = must(await addItem(qin.scope, { kind: 'own', title: '居民会议', source: '居委会组织法' })).id;
  const never = must(await addItem(qin.scope, { kind: 'never', title: '招商引资考核', source: '街道准入清单' })).id;
  const ask = async (title: string) => must(await askWork(qin.scope, { department: '商务局', title })).id;
  const first = await ask('完成招商任务');
  expect(code(await decideWork(qin.scope, { id: first, answer: 'accept', because: '帮个忙' }))).toBe(
    'dispatch.not_on_list',
  );
  expect(code(await decideWork(qin.scope, { id: first, answer: 'accept', item: never, because: '帮忙' }))).toBe(
    'dispatch.never_here',
  );
  must(await decideWork(qin.scope, { id: first, answer: 'refuse', item: never, because: '准入清单第三条' }));
  expect(code(await decideWork(qin.scope, { id: first, answer: 'refuse', because: '再答' }))).toBe('dispatch.decided');
  must(
    await decideWork(qin.scope, { id: await ask('开一次居民会'), answer: 'accept', item: own, because: '本来就办' }),
  );
  const page = await world.get(null, `/s/${world.space.slug}/duties`);
  expect(page.text).toContain('准入清单第三条');
  expect(page.text).toContain('没有同意');
  expect((await world.post(he, `${desk}/duties`, { department: '甲', title: '乙' })).status).toBe(403);
});
