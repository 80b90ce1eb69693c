import { describe, expect, test } from 'vitest';
import { room as matching } from '#http/matching';
import { room as resources } from '#http/resources';
import { must } from '#kernel/result';
import { checkNeed, draftNeed } from '#modules/needs';
import { issueCard, registerPerson } from '#modules/people';
import { bookingsOf, offerResource, openResource, resource } from '#modules/resources';
import { hashCode } from '#platform/crypto';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [resources, matching] });
const worker = await world.person('吴工', ['worker']);
const aunt = await world.person('陈桂英');
const slug = world.space.slug;
const desk = `/desk/${slug}`;
const open = `/s/${slug}`;

const chair = {
  kind: 'loan',
  title: '轮椅',
  class_code: 'material.daily.mobility',
  quantity: '1',
  unit: '台',
} as const;

async function opened(facts: Partial<Parameters<typeof offerResource>[1]> = {}): Promise<string> {
  const { id } = must(await offerResource(aunt.scope, { ...chair, ...facts }));
  must(await openResource(worker.scope, { id }));
  return id;
}

async function needed(title: string, class_code: string): Promise<string> {
  const { id } = must(
    await draftNeed(worker.scope, { title, summary: '一句话', class_code, quantity: '2', unit: '次', urgency: 'soon' }),
  );
  must(await checkNeed(worker.scope, { id }));
  return id;
}

describe('in public', () => {
  test('F016 a visitor says what they have and gets three concrete openings [/s/:space/help]', async () => {
    for (const title of ['陪看病', '陪聊天', '教手机', '修水管']) await needed(title, 'service.care');
    await needed('缺棉被', 'material.clothing');
    await needed('要个活动室', 'facilities.space');
    const guide = await world.get(null, `${open}/help`);
    expect(guide.status).toBe(200);
    for (const choice of ['我有时间', '我有东西', '我有钱', '我有地方']) expect(guide.text).toContain(choice);
    const count = (text: string) => [...text.matchAll(/还缺/g)].length;
    expect(count((await world.get(null, `${open}/help?with=time`)).text)).toBe(3);
    const goods = (await world.get(null, `${open}/help?with=goods`)).text;
    expect(goods).toContain('缺棉被');
    expect((await world.get(null, `${open}/help?with=room`)).text).toContain('要个活动室');
    const money = (await world.get(null, `${open}/help?with=money`)).text;
    for (const way of ['/give', '/projects', '/decisions']) expect(money).toContain(`${open}${way}`);
    expect((await world.get(null, `${open}/help?with=nonsense`)).status).toBe(200);
  });

  test('F011 a resident offers with a form that keeps what was typed; the public list finds and exports it [/s/:space/help/offer]', async () => {
    expect((await world.get(null, `${open}/help/offer`)).location).toContain('/sign-in');
    expect((await world.get(aunt, `${open}/help/offer`)).text).toContain('登记您能帮的');
    const typed = { ...chair, title: '铝合金人字梯', quantity: '0', description: '两米高' };
    const refused = await world.post(aunt, `${open}/help/offer`, typed);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('铝合金人字梯');
    expect(refused.text).toContain('两米高');
    const offered = await world.post(aunt, `${open}/help/offer`, { ...typed, quantity: '１' });
    expect([offered.status, offered.location]).toEqual([303, `/me/${slug}/resources?done=offered`]);
    expect((await world.get(aunt, offered.location)).text).toContain('铝合金人字梯');
    expect((await world.get(null, `${open}/resources?q=人字梯`)).text).not.toContain('铝合金人字梯');
    const list = await world.get(worker, `${desk}/resources?state=offered`);
    const id = /resources\/([0-9a-f-]{36})"[^>]*>铝合金人字梯/.exec(list.text)?.[1] ?? '';
    expect((await world.get(worker, `${desk}/resources/${id}`)).text).toContain('公开');
    const done = await world.post(worker, `${desk}/resources/${id}/open`, {});
    expect(done.status).toBe(303);
    const found = await world.get(null, `${open}/resources?q=人字梯&kind=loan&class=material&for=anyone`);
    expect(found.text).toContain('铝合金人字梯');
    const csv = await world.get(null, `${open}/resources?format=csv`);
    expect(csv.text).toContain('铝合金人字梯');
    // A private person's name is masked in public.
    expect(csv.text).not.toContain('陈桂英');
    expect(csv.text).toContain('陈*英');
    expect((await world.get(null, `${open}/resources/${id}`)).status).toBe(200);
  });

  test('F011 an offer nobody has looked at is no page of the public; markup stays text', async () => {
    const { id } = must(await offerResource(aunt.scope, { ...chair, description: '<b>粗</b>' }));
    expect((await world.get(null, `${open}/resources/${id}`)).status).toBe(404);
    expect((await world.get(null, `${open}/resources/not-an-id`)).status).toBe(404);
    const shown = await world.get(worker, `${desk}/resources/${id}`);
    expect(shown.text).toContain('&lt;b');
    const named = await world.post(aunt, `${open}/help/offer`, { ...chair, title: '<script>x</script>' });
    expect(named.status).toBe(422);
  });

  test('F059 a resident books a room by the hour on its public page, and sees when it is taken [/s/:space/resources/:id/reserve]', async () => {
    const id = await opened({ kind: 'room', title: '二楼活动室', class_code: 'facilities.space', unit: '间' });
    const when = { from: '2026-03-20', from_time: '14:00', until_time: '16:00' };
    const kept = await world.post(aunt, `${open}/resources/${id}/reserve`, when);
    expect(kept.location).toBe(`/me/${slug}/resources?done=reserved`);
    const page = await world.get(null, `${open}/resources/${id}`);
    expect(page.text).toContain('14:00');
    expect(page.text).not.toContain('桂英');
    const twice = await world.post(aunt, `${open}/resources/${id}/reserve`, when);
    expect(twice.status).toBe(409);
    expect(twice.text).toContain('已经有人用了');
    expect((await world.get(aunt, `/me/${slug}/resources`)).text).toContain('二楼活动室');
  });

  test('F011 every page answers in English too', async () => {
    const id = await opened({ title: '英文页' });
    const english = { 'accept-language': 'en' };
    for (const path of [`${open}/help?with=time`, `${open}/resources`, `${open}/resources/${id}`]) {
      const page = await world.get(null, path, english);
      expect([page.status, page.text.includes('lang="en"')]).toEqual([200, true]);
    }
  });
});

describe('at the desk', () => {
  test('F129 who borrows is found by name, phone or household card, one tap lends, one tap takes back [/desk/:space/lend/:labelCode]', async () => {
    const id = await opened({ title: '电钻' });
    const one = await resource(worker.scope, id);
    const taker = must(await registerPerson(worker.scope, { name: '孙长寿', phone: '13700002222' }));
    const label = `${desk}/lend/${one?.labelCode ?? ''}`;
    for (const who of ['孙长寿', '13700002222']) {
      const page = await world.get(worker, `${label}?who=${encodeURIComponent(who)}`);
      expect(page.text).toContain('借给孙长寿');
    }
    expect((await world.get(worker, `${label}?who=没有这个人`)).text).toContain('没有找到');
    const card = must(await issueCard(worker.scope, { personId: taker.id }));
    // The code itself stands only on the printed card, so the test gives this card one it knows.
    await world.system.db
      .updateTable('household_card')
      .set({ code_hash: hashCode(world.platform.keys, 'card AAAACCCCDDDD') })
      .where('id', '=', card.id)
      .execute();
    for (const code of ['aaaa-cccc-dddd', 'http://linli.test/card/AAAACCCCDDDD'])
      expect((await world.get(worker, `${label}?who=${encodeURIComponent(code)}`)).text).toContain('借给孙长寿');
    const lent = await world.post(worker, `${desk}/resources/${id}/lend`, { person: taker.id });
    expect(lent.location).toBe(`${desk}/resources/${id}?done=lent`);
    expect((await world.get(worker, lent.location)).text).toContain('孙长寿');
    const again = await world.post(worker, `${desk}/resources/${id}/lend`, { person: taker.id });
    expect(again.status).toBe(409);
    expect((await world.get(worker, `${desk}/bookings`)).text).toContain('电钻');
    expect((await world.get(worker, `${desk}/bookings?format=csv`)).text).toContain('孙长寿');
    const [booked] = await bookingsOf(worker.scope, [id]);
    const back = await world.post(worker, `${desk}/bookings/${booked?.id ?? ''}/back`, {});
    expect(back.location).toContain('done=back');
    expect((await world.get(worker, label)).text).toContain('当面借出');
    expect((await world.get(aunt, label)).status).toBe(403);
    expect((await world.get(worker, `${desk}/resources/labels`)).text).toContain(one?.labelCode);
  });

  test('F011 the desk writes an offer down for whoever came, and refuses with a reason [/desk/:space/resources/new]', async () => {
    const giver = must(await registerPerson(worker.scope, { name: '钱婆婆' }));
    const page = await world.get(worker, `${desk}/resources/new?q=钱婆婆`);
    expect(page.text).toContain(giver.id);
    const chosen = await world.get(worker, `${desk}/resources/new?person=${giver.id}`);
    expect(chosen.text).toContain('替 钱婆婆 登记');
    const made = await world.post(worker, `${desk}/resources/new`, {
      ...chair,
      title: '旧冰箱',
      kind: 'goods',
      person: giver.id,
    });
    const id = /resources\/([0-9a-f-]{36})/.exec(made.location)?.[1] ?? '';
    expect((await resource(worker.scope, id))?.ownerPersonId).toBe(giver.id);
    const bare = await world.post(worker, `${desk}/resources/${id}/refuse`, { reason: '' });
    expect(bare.status).toBe(422);
    expect((await world.post(worker, `${desk}/resources/${id}/refuse`, { reason: '不制冷了' })).status).toBe(303);
  });

  test('F101 what is unused and what nobody has confirmed for long can be listed', async () => {
    await opened({ title: '落灰的跑步机' });
    world.clock.advance({ days: 100 });
    for (const flag of ['unused', 'stale'])
      expect((await world.get(worker, `${desk}/resources?flag=${flag}`)).text).toContain('落灰的跑步机');
  });

  test('F011 the owner pauses, confirms and ends on their own page; others can not [/me/:space/resources]', async () => {
    const id = await opened({ title: '折叠桌' });
    const stranger = await world.person('路过');
    expect((await world.post(stranger, `/me/${slug}/resources/${id}/pause`, {})).status).toBe(403);
    for (const deed of ['confirm', 'pause', 'resume'])
      expect((await world.post(aunt, `/me/${slug}/resources/${id}/${deed}`, {})).status).toBe(303);
    const bare = await world.post(aunt, `/me/${slug}/resources/${id}/end`, { reason: '' });
    expect(bare.status).toBe(422);
    expect(bare.text).toContain('请写一句原因');
    expect((await world.post(aunt, `/me/${slug}/resources/${id}/end`, { reason: '搬家了' })).status).toBe(303);
    expect((await world.get(null, `${open}/resources/${id}`)).text).toContain('已经结束');
  });
});
