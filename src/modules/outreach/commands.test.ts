import { describe, expect, test } from 'vitest';
import { room as outreach } from '#http/outreach';
import { must } from '#kernel/result';
import { addMember, registerOrganisation } from '#modules/organisations';
import {
  answerCall,
  askMore,
  checks,
  closeRound,
  enterResource,
  fileRequest,
  noteVisit,
  openCall,
  openRound,
  planVisits,
  remindPartners,
  settleRequest,
  takeUp,
  visitsOf,
  withdrawRequest,
} from '#modules/outreach';
import { openResource, resourcesOf } from '#modules/resources';
import { runChecks } from '#platform/check';
import { makeWorld } from '#tests/world';
import { tally } from './rules.ts';

const world = await makeWorld(import.meta.url, { rooms: [outreach] });
const worker = await world.person('吴工', ['worker']);
const boss = await world.person('钱老板');
const head = await world.person('孙校长');
const stranger = await world.person('路过');
const slug = world.space.slug;

async function unit(name: string, person: typeof boss | null, kind: 'shop' | 'school' = 'shop'): Promise<string> {
  const { id } = must(await registerOrganisation(worker.scope, { name, kind, standing: 'informal' }));
  if (person !== null)
    must(await addMember(worker.scope, { organisationId: id, personId: person.personId, represents: 'yes' }));
  return id;
}
const shop = await unit('巷口五金', boss);
const school = await unit('柳巷小学', head, 'school');
const bakery = await unit('面包房', null);

async function told(personId: string): Promise<string> {
  const rows = await world.system.db
    .selectFrom('outbox_message')
    .select('body')
    .where('person_id', '=', personId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.at(-1)?.body ?? '';
}

async function allHolds(): Promise<void> {
  for (const { name, first } of await runChecks(world.system, checks)) expect([name, first]).toEqual([name, null]);
}

describe('a round of visits', () => {
  test('F017 a survey round lists units visited, the result, and new entries created from it [/s/:space/surveys/:id]', async () => {
    const { id } = must(
      await openRound(worker.scope, { title: '秋天走商户', starts_on: '2026-03-01', ends_on: '2026-03-31' }),
    );
    expect(
      await openRound(worker.scope, { title: '倒着走', starts_on: '2026-03-31', ends_on: '2026-03-01' }),
    ).toMatchObject({
      fault: { code: 'outreach.days_crossed' },
    });
    must(await planVisits(worker.scope, { id, organisations: [shop, school], unit_text: '街角修鞋摊' }));
    expect(await planVisits(worker.scope, { id, organisations: shop })).toMatchObject({
      fault: { code: 'outreach.listed_already' },
    });
    const visits = new Map((await visitsOf(worker.scope, [id])).map((one) => [one.unit, one.id]));
    const facts = {
      kind: 'loan',
      title: '人字梯',
      class_code: 'material.daily.tools',
      quantity: '2',
      unit: '把',
    } as const;
    expect(await enterResource(worker.scope, { id: visits.get('巷口五金') ?? '', ...facts })).toMatchObject({
      fault: { code: 'outreach.not_visited' },
    });
    const page = `/desk/${slug}/surveys/${id}`;
    const noted = await world.post(worker, `/desk/${slug}/survey-visits/${visits.get('巷口五金') ?? ''}/note`, {
      result: 'offers',
      result_text: '梯子可以借',
    });
    expect(noted.location).toBe(`${page}?done=visited`);
    const entered = must(await enterResource(worker.scope, { id: visits.get('巷口五金') ?? '', ...facts }));
    const pub = `/s/${slug}/surveys/${id}`;
    expect((await world.get(null, pub)).text).toContain('等着公开');
    must(await openResource(worker.scope, { id: entered.resourceId }));
    expect((await world.get(null, pub)).text).toContain('人字梯');
    expect((await resourcesOf(worker.scope, { organisationIds: [shop] }))[0]?.ownerOrganisationId).toBe(shop);
    must(await noteVisit(worker.scope, { id: visits.get('街角修鞋摊') ?? '', result: 'not_met' }));
    must(await noteVisit(worker.scope, { id: visits.get('街角修鞋摊') ?? '', result: 'nothing' }));
    expect(await noteVisit(worker.scope, { id: visits.get('街角修鞋摊') ?? '', result: 'later' })).toMatchObject({
      fault: { code: 'outreach.visited' },
    });
    const early = await world.post(worker, `${page}/close`, { closing_text: '走完了' });
    expect([early.status, early.text.includes('还有 1 家没有结果'), early.text.includes('走完了')]).toEqual([
      409,
      true,
      true,
    ]);
    must(await noteVisit(worker.scope, { id: visits.get('柳巷小学') ?? '', result: 'later', result_text: '开学再说' }));
    must(await closeRound(worker.scope, { id, closing_text: '三家里一家愿意借梯子。' }));
    const shown = (await world.get(null, pub)).text;
    for (const word of ['柳巷小学', '街角修鞋摊', '开学再说', '三家里一家愿意借梯子']) expect(shown).toContain(word);
    expect((await world.get(null, `/s/${slug}/surveys`)).text).toContain('走了 3／3 家，登记 1 样');
    expect((await world.get(stranger, page)).status).toBe(403);
    await allHolds();
  });
});

describe('a call for a resource', () => {
  test('F119 a call goes to the chosen partners, their answers are tallied, who said no is not named [/s/:space/calls/:id]', async () => {
    const wanted = { class_code: 'material.daily.warmth', quantity: '10', unit: '台', answer_by: '2026-03-06' };
    const words = { title: '电暖气', text: '供热停了，十户老人要暖气。' };
    const ask = (more: object) =>
      openCall(worker.scope, { ...words, ...wanted, organisations: [shop, school], ...more });
    expect(await ask({ text: '请给张三捐款治病，微信转账。' })).toMatchObject({
      fault: { code: 'outreach.money_appeal' },
    });
    expect(await ask({ answer_by: '2026-03-01' })).toMatchObject({ fault: { code: 'outreach.day_past' } });
    const { id } = must(await ask({}));
    expect(await told(boss.personId)).toContain('电暖气');
    must(await askMore(worker.scope, { id, organisations: [bakery] }));
    expect(await answerCall(stranger.scope, { id, organisation: shop, answer: 'no' })).toMatchObject({
      fault: { code: 'outreach.not_yours' },
    });
    const mine = `/me/${slug}/units`;
    expect((await world.get(boss, mine)).text).toContain('电暖气');
    const bare = await world.post(boss, `/me/${slug}/calls/${id}/answer`, { organisation: shop, answer: 'part' });
    expect(bare.text).toContain('请写能给多少');
    const sent = { organisation: shop, answer: 'part', quantity: '4', answer_text: '周五能送到' };
    expect((await world.post(boss, `/me/${slug}/calls/${id}/answer`, sent)).location).toBe(`${mine}?done=answered`);
    must(await answerCall(worker.scope, { id, organisation: bakery, answer: 'no', answer_text: '店里没有' }));
    world.clock.advance({ days: 2 });
    expect(must(await remindPartners(world.system, {})).reminded).toBe(1);
    expect(must(await remindPartners(world.system, {})).reminded).toBe(0);
    expect(await told(head.personId)).toContain('在等您单位的答复');
    must(await answerCall(head.scope, { id, organisation: school, answer: 'yes', quantity: '7' }));
    const page = (await world.get(null, `/s/${slug}/calls/${id}`)).text;
    for (const word of ['答应了 11 台', '够了', '巷口五金', '柳巷小学', '4 台']) expect(page).toContain(word);
    expect(page).not.toContain('面包房');
    const up = await world.post(worker, `/desk/${slug}/calls/${id}/take-up`, {
      organisation: shop,
      kind: 'loan',
      title: '电暖气（五金店）',
    });
    expect(up.location).toContain('done=taken_up');
    expect(await takeUp(worker.scope, { id, organisation: bakery, kind: 'loan', title: '没有' })).toMatchObject({
      fault: { code: 'outreach.not_promised' },
    });
    expect(await answerCall(boss.scope, { id, organisation: shop, answer: 'no' })).toMatchObject({
      fault: { code: 'outreach.taken_up' },
    });
    const closed = await world.post(worker, `/desk/${slug}/calls/${id}/close`, {
      closing_text: '十一台都到了，够用。',
    });
    expect(closed.status).toBe(303);
    expect(await told(boss.personId)).toContain('十一台都到了');
    expect((await world.get(null, `/s/${slug}/calls`)).text).toContain('3 家里 3 家答复了');
    await allHolds();
  });

  test('F119 answers without a quantity promise nothing that can be counted', () => {
    expect(
      tally([
        { answer: 'yes', quantity: 3n },
        { answer: 'part', quantity: null },
        { answer: 'later', quantity: null },
        { answer: null, quantity: null },
      ]),
    ).toEqual({ asked: 4, answered: 3, by: { yes: 1, part: 1, later: 1, no: 0 }, promised: 3n });
  });
});

describe('firms', () => {
  test('F065 firms are found by what they offer and need [/s/:space/firms]', async () => {
    const address = `/me/${slug}/units/${shop}/profile`;
    const wrong = await world.post(boss, address, { offers_text: '电话 13800001111 找我', needs_text: '' });
    expect([wrong.status, wrong.text.includes('13800001111 找我')]).toEqual([422, true]);
    expect(
      (await world.post(boss, address, { offers_text: '配钥匙、修锁', needs_text: '找会电焊的师傅' })).status,
    ).toBe(303);
    expect((await world.post(stranger, address, { offers_text: '冒名' })).status).toBe(403);
    const found = async (query: string) => (await world.get(null, `/s/${slug}/firms?${query}`)).text;
    expect(await found('q=修锁')).toContain('巷口五金');
    expect(await found('q=电焊')).toContain('巷口五金');
    expect(await found('q=理发')).not.toContain('巷口五金');
    expect(await found('q=修锁&side=needs')).toContain('巷口五金');
    expect(await found("q=');drop")).toContain('没有符合的企业');
    expect(await found('format=csv')).toContain('配钥匙');
  });

  test('F064 a shop files a request and sees its state and result [/me/:space/units]', async () => {
    const mine = `/me/${slug}/units`;
    const empty = await world.post(boss, mine, { organisation: shop, kind: 'tax', title: '', text: '季度申报' });
    expect([empty.status, empty.text.includes('季度申报')]).toEqual([422, true]);
    const filed = await world.post(boss, mine, { organisation: shop, kind: 'tax', title: '季度申报怎么填' });
    expect(filed.location).toBe(`${mine}?done=filed`);
    expect((await world.get(boss, mine)).text).toContain('刚提出');
    const list = await world.get(worker, `/desk/${slug}/requests`);
    const id = /requests\/([0-9a-f-]{36})"[^>]*>/.exec(list.text)?.[1] ?? '';
    const desk = `/desk/${slug}/requests/${id}`;
    expect((await world.post(worker, `${desk}/take`, {})).location).toContain('done=taken');
    expect(await told(boss.personId)).toContain('已经接下');
    expect((await world.get(boss, mine)).text).toContain('在办');
    const bare = await world.post(worker, `${desk}/settle`, { outcome: 'done', result_text: '' });
    expect(bare.status).toBe(422);
    const done = await world.post(worker, `${desk}/settle`, { outcome: 'done', result_text: '税务所周三来人教。' });
    expect(done.location).toContain('done=settled');
    const seen = (await world.get(boss, mine)).text;
    expect(seen).toContain('办好了');
    expect(seen).toContain('税务所周三来人教');
    expect(await settleRequest(worker.scope, { id, outcome: 'declined', result_text: '再来' })).toMatchObject({
      fault: { code: 'outreach.request_state' },
    });
    const other = must(await fileRequest(head.scope, { organisation: school, kind: 'talent', title: '招一位保洁' }));
    expect(await withdrawRequest(boss.scope, { id: other.id, result_text: '不是我的' })).toMatchObject({
      fault: { code: 'outreach.not_yours' },
    });
    must(await withdrawRequest(head.scope, { id: other.id, result_text: '找到人了' }));
    expect((await world.get(null, `/s/${slug}/firms`)).text).toContain('一共收了 2 件，办好 1 件，按时答复 1 件');
    expect((await world.get(stranger, mine)).text).toContain('还没有代表哪个单位');
    expect((await world.get(stranger, desk)).status).toBe(403);
    await allHolds();
  });
});
