import { describe, expect, test } from 'vitest';
import { room as exchange } from '#http/exchange';
import { room as resources } from '#http/resources';
import { must } from '#kernel/result';
import { setWeek } from '#modules/centres';
import { checks, openPoint, postItem, setPointState, takeIn } from '#modules/exchange';
import { openResource, resource, checks as resourceChecks } from '#modules/resources';
import { runChecks } from '#platform/check';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [exchange, resources] });
const worker = await world.person('吴工', ['worker']);
const aunt = await world.person('陈桂英');
const slug = world.space.slug;

const quilt = { title: '厚棉被', class_code: 'material.clothing.bedding', quantity: '3', unit: '床' };

async function point(title: string): Promise<string> {
  return must(await openPoint(worker.scope, { title, accepts_text: '干净的衣被', refuses_text: '药品' })).id;
}

describe('donation points', () => {
  test('F115 a point has hours, what it takes, an intake log, and what is collected stands in stock [/s/:space/points/:id]', async () => {
    const id = await point('一楼捐物点');
    const week = { d1: '9-11', d2: '', d3: '9-11', d4: '', d5: '', d6: '', d7: '' };
    must(await setWeek(worker.scope, { kind: 'donation_point', id, ...week }));
    const address = `/desk/${slug}/points/${id}`;
    expect((await world.get(worker, `${address}?q=陈桂英`)).text).toContain(`person=${aunt.personId}`);
    const taken = await world.post(worker, `${address}/take`, { ...quilt, person: aunt.personId });
    expect(taken.location).toBe(`${address}?done=taken`);
    const sentBack = await world.post(worker, `${address}/take`, { ...quilt, title: '旧枕头', refused: '发霉了' });
    expect(sentBack.location).toBe(`${address}?done=sent_back`);
    const page = await world.get(null, `/s/${slug}/points/${id}`);
    for (const word of ['周一', '09:00–11:00', '干净的衣被', '药品', '厚棉被', '库里还有 3 床', '没收', '发霉了'])
      expect(page.text).toContain(word);
    expect(page.text).not.toContain('桂英');
    const log = await world.get(worker, `${address}/log`);
    expect(log.text).toContain('陈桂英');
    expect((await world.get(worker, `${address}/log?format=csv&state=taken`)).text).not.toContain('旧枕头');
    expect((await world.get(null, `/s/${slug}/points`)).text).toContain('今天开');
    for (const { name, first } of await runChecks(world.system, [...checks, ...resourceChecks]))
      expect([name, first]).toEqual([name, null]);
  });

  test('F115 what is past its date is not taken, a closed point takes nothing, a log names nobody', async () => {
    const id = await point('二楼捐物点');
    const ask = (more: object) => takeIn(worker.scope, { id, ...quilt, ...more });
    expect(await ask({ expires_on: '2026-03-01' })).toMatchObject({ fault: { code: 'exchange.expired' } });
    must(await ask({ expires_on: '2026-03-01', refused: '过期了' }));
    expect(await ask({ condition_text: '电话 13800001111' })).toMatchObject({
      fault: { code: 'exchange.personal_data' },
    });
    expect(await ask({ class_code: 'no.such' })).toMatchObject({ fault: { code: 'exchange.class_unknown' } });
    expect(await setPointState(worker.scope, { id, state: 'paused' })).toMatchObject({
      fault: { code: 'exchange.reason_missing' },
    });
    must(await setPointState(worker.scope, { id, state: 'paused', reason: '装修' }));
    expect(await ask({})).toMatchObject({ fault: { code: 'exchange.not_open' } });
    must(await setPointState(worker.scope, { id, state: 'open' }));
    must(await setPointState(worker.scope, { id, state: 'closed', reason: '搬走了' }));
    expect(await setPointState(worker.scope, { id, state: 'open' })).toMatchObject({
      fault: { code: 'exchange.state' },
    });
    expect((await world.get(null, `/s/${slug}/points`)).text).not.toContain('二楼捐物点');
    expect((await world.post(aunt, `/desk/${slug}/points/${id}/take`, quilt)).status).toBe(403);
  });
});

describe('the second-hand market', () => {
  test('F128 an item is posted, looked at, and wished for [/s/:space/market]', async () => {
    expect((await world.get(null, `/s/${slug}/market`)).text).toContain('现在没有二手');
    const item = { title: '儿童滑板车', class_code: 'material.daily.children', condition_text: '' };
    const refused = await world.post(aunt, `/s/${slug}/market/post`, item);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('儿童滑板车');
    const posted = await world.post(aunt, `/s/${slug}/market/post`, { ...item, condition_text: '轮子新换的' });
    expect(posted.location).toBe(`/me/${slug}/resources?done=posted`);
    expect((await world.get(null, `/s/${slug}/market`)).text).not.toContain('儿童滑板车');
    const { id } = must(await postItem(aunt.scope, { ...item, title: '绘本一箱', condition_text: '八成新' }));
    must(await openResource(worker.scope, { id }));
    const shown = await resource(worker.scope, id);
    expect([shown?.secondhand, shown?.collectsUntil]).toEqual([true, '2026-03-05']);
    const market = await world.get(null, `/s/${slug}/market`);
    expect(market.text).toContain('绘本一箱');
    expect(market.text).toContain('收“想要”到');
    const taker = await world.person('李大勇');
    expect((await world.post(taker, `/s/${slug}/resources/${id}/join`, {})).status).toBe(303);
    expect((await world.get(taker, `/s/${slug}/market`)).text).toContain('1 家想要');
    expect((await world.get(taker, `/me/${slug}/resources`)).text).toContain('绘本一箱');
  });
});
