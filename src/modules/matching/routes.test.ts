import { describe, expect, test } from 'vitest';
import { room as matching } from '#http/matching';
import { room as needs } from '#http/needs';
import { room as resources } from '#http/resources';
import { must } from '#kernel/result';
import { proposalsOf } from '#modules/matching';
import { checkNeed, draftNeed, need as needById } from '#modules/needs';
import { offerResource, openResource } from '#modules/resources';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [needs, resources, matching] });
const worker = await world.person('吴工', ['worker']);
const granny = await world.person('陈桂英');
const neighbour = await world.person('李大勇');
const stranger = await world.person('路过人');
const slug = world.space.slug;
const desk = `/desk/${slug}`;
const me = `/me/${slug}`;

async function needed(title: string): Promise<string> {
  const { id } = must(
    await draftNeed(worker.scope, {
      title,
      summary: '一句话',
      class_code: 'material.daily.mobility',
      quantity: '1',
      unit: '台',
      urgency: 'urgent',
      urgency_reason: '明天出院',
      person: granny.personId,
    }),
  );
  must(await checkNeed(worker.scope, { id }));
  return id;
}

async function offered(title: string, more: Partial<Parameters<typeof offerResource>[1]> = {}): Promise<string> {
  const { id } = must(
    await offerResource(neighbour.scope, {
      kind: 'loan',
      title,
      class_code: 'material.daily.mobility',
      quantity: '1',
      unit: '台',
      ...more,
    }),
  );
  must(await openResource(worker.scope, { id }));
  return id;
}

describe('the pages of matching', () => {
  test('F015 the desk sees what fits with its reasons and the decoys with theirs, in both directions [/desk/:space/resources/:id/matches]', async () => {
    const need = await needed('出院要轮椅');
    const chair = await offered('好轮椅');
    const decoy = await offered('别类的书', { class_code: 'service.education' });
    const page = await world.get(worker, `${desk}/needs/${need}/matches`);
    expect(page.status).toBe(200);
    for (const text of ['好轮椅', '正好是这一类', '很急', '别类的书', '不是一类', '当面借出', '问双方'])
      expect(page.text).toContain(text);
    const back = await world.get(worker, `${desk}/resources/${chair}/matches`);
    expect(back.text).toContain('出院要轮椅');
    expect((await world.get(worker, `${desk}/resources/${decoy}/matches`)).text).toContain('现在没有合适的需求');
    expect((await world.get(granny, `${desk}/needs/${need}/matches`)).status).toBe(403);
    const english = await world.get(worker, `${desk}/needs/${need}/matches`, { 'accept-language': 'en' });
    expect(english.text).toContain('exactly this class');
  });

  test('F129 one tap across the desk lends the wheelchair and meets the need; F014 from the resource one sees the need, and back [/s/:space/resources/:id]', async () => {
    const need = await needed('当面借轮椅');
    const chair = await offered('服务台轮椅');
    const done = await world.post(worker, `${desk}/needs/${need}/matches/across`, { need, resource: chair });
    expect(done.location).toMatch(/\/matches\/[0-9a-f-]{36}\?done=across$/);
    expect((await needById(worker.scope, need))?.state).toBe('met');
    const record = await world.get(worker, done.location);
    for (const text of ['服务台当面办的', '办成了', '陈桂英', '吴工']) expect(record.text).toContain(text);
    const page = await world.get(null, `/s/${slug}/resources/${chair}`);
    expect(page.text).toContain('当面借轮椅');
    expect(page.text).toContain(`/s/${slug}/needs/${need}`);
    expect(page.text).not.toContain('陈桂英');
    expect((await proposalsOf(world.visitor, { needId: need })).map((one) => one.resourceTitle)).toEqual([
      '服务台轮椅',
    ]);
  });

  test('F132 both answer on their own pages; a third person is refused; handed over and confirmed there [/me/:space/matches/:id/accept]', async () => {
    const need = await needed('邻居借轮椅');
    const chair = await offered('家里的轮椅', { kept_by_owner: 'yes' });
    const made = await world.post(worker, `${desk}/needs/${need}/matches/propose`, { need, resource: chair });
    const id = /matches\/([0-9a-f-]{36})/.exec(made.location)?.[1] ?? '';
    expect((await world.get(neighbour, `${me}/matches`)).text).toContain('我同意');
    expect((await world.post(stranger, `${me}/matches/${id}/accept`, { side: 'taker' })).status).toBe(403);
    expect((await world.get(stranger, `${me}/matches`)).text).not.toContain('家里的轮椅');
    expect(
      (await world.post(neighbour, `${me}/matches/${id}/accept`, { side: 'giver', share_contact: 'yes' })).status,
    ).toBe(303);
    expect((await world.get(granny, `${me}/matches`)).text).not.toContain('李大勇');
    expect((await world.post(granny, `${me}/matches/${id}/accept`, { side: 'taker' })).status).toBe(303);
    expect((await world.get(granny, `${me}/matches`)).text).toContain('李大勇');
    expect((await world.get(neighbour, `${me}/matches`)).text).not.toContain('陈桂英');
    expect((await world.post(neighbour, `${me}/matches/${id}/hand`, {})).status).toBe(303);
    expect((await world.get(granny, `${me}/matches`)).text).toContain('收到了，办成了');
    expect((await world.post(granny, `${me}/matches/${id}/confirm`, {})).status).toBe(303);
    const list = await world.get(worker, `${desk}/matches?state=confirmed`);
    expect(list.text).toContain('家里的轮椅');
    expect((await world.get(worker, `${desk}/matches?format=csv`)).text).toContain('办成了');
  });

  test('F015 saying no asks why, on the page and with everything kept', async () => {
    const need = await needed('再借轮椅');
    const chair = await offered('旧轮椅');
    const made = await world.post(worker, `${desk}/resources/${chair}/matches/propose`, { need, resource: chair });
    const id = /matches\/([0-9a-f-]{36})/.exec(made.location)?.[1] ?? '';
    const bare = await world.post(granny, `${me}/matches/${id}/decline`, { reason: '' });
    expect(bare.status).toBe(422);
    expect(bare.text).toContain('请写一句原因');
    expect((await world.post(granny, `${me}/matches/${id}/decline`, { reason: '太重了' })).status).toBe(303);
    expect((await world.get(worker, `${desk}/matches/${id}`)).text).toContain('太重了');
    const again = await world.post(worker, `${desk}/needs/${need}/matches/propose`, { need, resource: chair });
    expect(again.status).toBe(409);
    expect(again.text).toContain('上次没谈成');
  });

  test('F015 the desk notes an answer for somebody only with how it knows', async () => {
    const need = await needed('电话里说好');
    const chair = await offered('电话轮椅');
    const made = await world.post(worker, `${desk}/needs/${need}/matches/propose`, { need, resource: chair });
    const path = `${desk}/matches/${/matches\/([0-9a-f-]{36})/.exec(made.location)?.[1] ?? ''}`;
    const bare = await world.post(worker, `${path}/accept`, { side: 'giver', said: '' });
    expect(bare.status).toBe(422);
    expect(bare.text).toContain('怎么知道的');
    for (const side of ['giver', 'taker'])
      expect((await world.post(worker, `${path}/accept`, { side, said: '电话里说好了' })).status).toBe(303);
    expect((await world.post(worker, `${path}/hand`, {})).status).toBe(303);
    expect((await world.post(worker, `${path}/confirm`, { evidence: '回访说好用' })).status).toBe(303);
    expect((await world.get(worker, path)).text).toContain('回访说好用');
  });

  test('F015 F014 a need being written shows at once what fits, and a thing on offer shows the needs, to the desk and to its owner [/desk/:space/needs/:id]', async () => {
    const facts = {
      summary: '天冷',
      class_code: 'material.daily.warmth',
      unit: '台',
      quantity: '1',
      urgency: 'normal',
    };
    const offer = {
      kind: 'loan',
      title: '闲着的暖炉',
      class_code: facts.class_code,
      quantity: '1',
      unit: '台',
    } as const;
    // The newest of one's own things come first.
    world.clock.advance({ minutes: 1 });
    const thing = must(await offerResource(neighbour.scope, offer)).id;
    const draft = must(
      await draftNeed(worker.scope, { ...facts, urgency: 'normal', title: '想借暖炉', person: granny.personId }),
    ).id;
    expect((await world.get(worker, `${desk}/needs/${draft}`)).text).not.toContain('闲着的暖炉');
    must(await openResource(worker.scope, { id: thing }));
    expect((await world.get(worker, `${desk}/needs/${draft}`)).text).toContain('闲着的暖炉');
    must(await checkNeed(worker.scope, { id: draft }));
    for (const [who, path] of [
      [worker, `${desk}/resources/${thing}`],
      [neighbour, `${me}/matches`],
    ] as const)
      expect((await world.get(who, path)).text).toContain('想借暖炉');
    expect((await world.get(stranger, `${me}/matches`)).text).not.toContain('想借暖炉');
  });
});
