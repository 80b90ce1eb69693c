import { describe, expect, test } from 'vitest';
import { runJob } from '#app/jobs';
import { room as matching } from '#http/matching';
import { must } from '#kernel/result';
import { accept, confirm, handOver, noShow, proposal, rate, reschedule } from '#modules/matching';
import { need as needById } from '#modules/needs';
import { recordConsent } from '#modules/people';
import { resource as resourceById } from '#modules/resources';
import { makeNeighbourhood } from '#tests/matching';
import { jobs } from './jobs.ts';

const { world, worker, granny, neighbour, stranger, needs, offers, proposed } = await makeNeighbourhood(
  import.meta.url,
  [matching],
);
const goods = { kind: 'goods' as const, class_code: 'material.food.groceries', unit: '公斤' };

async function agreed(need: Parameters<typeof needs>[0], offer: Parameters<typeof offers>[1]): Promise<string> {
  const id = await proposed(await needs(need), await offers(neighbour.scope, offer));
  must(await accept(neighbour.scope, { id }));
  must(await accept(granny.scope, { id }));
  return id;
}

const told = async (personId: string): Promise<string[]> =>
  (
    await world.system.db
      .selectFrom('outbox_message')
      .select('body')
      .where('person_id', '=', personId)
      .orderBy('at')
      .orderBy('id')
      .execute()
  ).map((row) => row.body);

describe('a match lives', () => {
  test('F015 a part is handed over: the need counts what arrived, the rest stays on the shelf [/me/:space/matches/:id/hand]', async () => {
    const rice = { class_code: goods.class_code, unit: goods.unit, quantity: '10', divisible: 'yes' as const };
    const id = await agreed({ title: '米', ...rice }, { ...goods, title: '一袋米', quantity: '10' });
    const one = await proposal(worker.scope, id);
    expect(await handOver(neighbour.scope, { id, quantity: '11' })).toMatchObject({
      fault: { code: 'matching.too_much' },
    });
    expect((await world.post(neighbour, `/me/${world.space.slug}/matches/${id}/hand`, { quantity: '7' })).status).toBe(
      303,
    );
    must(await confirm(granny.scope, { id }));
    expect(await needById(worker.scope, one?.needId ?? '')).toMatchObject({ metQuantity: 7n, state: 'part_met' });
    expect((await resourceById(worker.scope, one?.resourceId ?? ''))?.left).toBe(3n);
    expect((await world.get(worker, `/desk/${world.space.slug}/matches/${id}`)).text).toContain(
      '7 公斤（说好 10 公斤）',
    );
  });

  test('F015 what takes all or nothing is not handed over in part', async () => {
    const id = await agreed(
      { title: '全家的米', class_code: goods.class_code, unit: goods.unit, quantity: '4', divisible: '' },
      { ...goods, title: '四公斤米', quantity: '4' },
    );
    expect(await handOver(neighbour.scope, { id, quantity: '3' })).toMatchObject({ fault: { code: 'matching.whole' } });
  });

  test('F015 who did not come is said by the other side alone; the need is open again and nobody carries a mark [/me/:space/matches/:id/noshow]', async () => {
    const id = await agreed(
      { title: '借梯子', class_code: 'material.daily.tools' },
      { title: '梯子', class_code: 'material.daily.tools' },
    );
    expect(await noShow(granny.scope, { id, side: 'taker' })).toMatchObject({ fault: { code: 'matching.not_yours' } });
    expect(await noShow(stranger.scope, { id, side: 'giver' })).toMatchObject({
      fault: { code: 'matching.not_yours' },
    });
    expect((await world.post(granny, `/me/${world.space.slug}/matches/${id}/noshow`, { side: 'giver' })).status).toBe(
      303,
    );
    const one = await proposal(worker.scope, id);
    expect(one).toMatchObject({ state: 'failed', noShow: 'giver', reason: '给的一方没来' });
    expect((await needById(worker.scope, one?.needId ?? ''))?.state).toBe('open');
    expect((await told(neighbour.personId)).at(-1)).toContain('给的一方没来');
  });

  test('F015 another time is settled and told; a time that has passed is refused [/me/:space/matches/:id/move]', async () => {
    const id = await agreed(
      { title: '借电钻', class_code: 'material.daily.tools' },
      { title: '电钻', class_code: 'material.daily.tools' },
    );
    const path = `/me/${world.space.slug}/matches/${id}/move`;
    expect((await world.post(granny, path, { meets_on: '2026-01-01' })).status).toBe(422);
    expect((await world.post(granny, path, { meets_on: '2026-03-09', meets_from: '9点' })).status).toBe(422);
    expect((await world.post(granny, path, { meets_on: '2026-03-09', meets_from: '10:00' })).status).toBe(303);
    expect((await proposal(worker.scope, id))?.meetsAt?.toISOString()).toBe('2026-03-09T02:00:00.000Z');
    expect((await told(neighbour.personId)).at(-1)).toContain('2026年3月9日');
    expect(await reschedule(stranger.scope, { id, meets_on: '2026-03-10' })).toMatchObject({ ok: false });
  });

  test('F015 whoever has not answered is reminded once, and once more when the next thing waits for them', async () => {
    const need = await needs({ title: '等着的', class_code: 'material.daily.warmth' });
    const id = await proposed(
      need,
      await offers(neighbour.scope, { title: '暖炉', class_code: 'material.daily.warmth' }),
    );
    const [job] = jobs.filter((one) => one.name === 'matching.remind');
    if (job === undefined) throw new Error('no job');
    const reminders = async () =>
      (await told(neighbour.personId)).filter((body) => body.includes('“暖炉”还在等您')).length;
    await runJob(world.platform, job);
    expect(await reminders()).toBe(0);
    world.clock.advance({ days: 2 });
    await runJob(world.platform, job);
    await runJob(world.platform, job);
    world.clock.advance({ days: 5 });
    await runJob(world.platform, job);
    expect(await reminders()).toBe(1);
    must(await accept(neighbour.scope, { id }));
    must(await accept(granny.scope, { id }));
    world.clock.advance({ days: 2 });
    await runJob(world.platform, job);
    await runJob(world.platform, job);
    expect((await told(neighbour.personId)).filter((body) => body.includes('“暖炉”说好了，还没有交接')).length).toBe(1);
  });

  test('F015 the thing is rated by who got it, once; takers can not be rated, by nobody and nowhere [/me/:space/matches/:id/rate]', async () => {
    const id = await agreed(
      { title: '要一点面', class_code: goods.class_code, unit: goods.unit, quantity: '2', divisible: 'yes' },
      { ...goods, title: '面粉', quantity: '5' },
    );
    expect(await rate(granny.scope, { id, stars: '5', words: '' })).toMatchObject({
      fault: { code: 'matching.state' },
    });
    must(await handOver(neighbour.scope, { id }));
    must(await confirm(granny.scope, { id }));
    expect(await rate(neighbour.scope, { id, stars: '5', words: '' })).toMatchObject({
      fault: { code: 'matching.not_yours' },
    });
    const path = `/me/${world.space.slug}/matches/${id}/rate`;
    expect((await world.post(granny, path, { stars: '9' })).status).toBe(422);
    expect((await world.post(granny, path, { stars: '4', words: '很新鲜' })).status).toBe(303);
    expect((await world.post(granny, path, { stars: '1' })).status).toBe(409);
    expect((await world.get(worker, `/desk/${world.space.slug}/matches/${id}`)).text).toContain('很新鲜');
    const again = await needs({ title: '再要一点面', class_code: goods.class_code, unit: goods.unit, quantity: '1' });
    const page = await world.get(worker, `/desk/${world.space.slug}/needs/${again}/matches`);
    expect(page.text).toContain('收到的人评过 1 次，平均 4.0 分');
    expect((await world.get(null, `/s/${world.space.slug}/plans`)).text).not.toContain('很新鲜');
  });

  test('F015 nobody is sent to the home of somebody who took back that they may be reached', async () => {
    const visit = { class_code: 'service.repair.home', unit: '次', home_visit: 'yes' as const };
    const need = await needs({ title: '修门锁', ...visit, person: stranger.personId });
    const skill = {
      kind: 'skill' as const,
      class_code: 'service.repair.home',
      unit: '次',
      home_visits: 'yes' as const,
    };
    const who = await offers(neighbour.scope, { ...skill, title: '会修锁' }, 'yes');
    const page = () => world.get(worker, `/desk/${world.space.slug}/needs/${need}/matches`);
    expect((await page()).text).not.toContain('不愿让人知道怎么联系');
    const words = { personId: stranger.personId, purpose: 'contact_share' as const };
    must(await recordConsent(stranger.scope, { ...words, given: 'no' }));
    const after = await page();
    expect(after.text).toContain('不愿让人知道怎么联系');
    expect(
      (await world.post(worker, `/desk/${world.space.slug}/needs/${need}/matches/propose`, { need, resource: who }))
        .status,
    ).toBe(409);
  });
});
