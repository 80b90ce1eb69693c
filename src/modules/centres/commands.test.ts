import { describe, expect, test } from 'vitest';
import { room as centresRoom } from '#http/centres';
import { room as resources } from '#http/resources';
import { must } from '#kernel/result';
import { countVisits, dropVisits, openCentre, setWeek } from '#modules/centres';
import { addPlace } from '#modules/places';
import { offerResource, openResource } from '#modules/resources';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [centresRoom, resources] });
const worker = await world.person('吴工', ['worker']);
const aunt = await world.person('陈桂英');
const slug = world.space.slug;
const site = must(await addPlace(worker.scope, { kind: 'site', name: '邻里中心' }));
const floor = must(await addPlace(worker.scope, { kind: 'site', name: '二楼', parentId: site.id }));

describe('a centre', () => {
  test('F194 a centre has rooms, opening hours, services and visits [/s/:space/centres/:id]', async () => {
    const { id } = must(
      await openCentre(worker.scope, {
        place: site.id,
        title: '邻里中心',
        phone: '6210 0188',
        address_text: '柳巷 1 号',
      }),
    );
    expect(await openCentre(worker.scope, { place: site.id, title: '又一个' })).toMatchObject({
      fault: { code: 'centres.place_taken' },
    });
    for (const [kind, title, code, unit] of [
      ['room', '多功能厅', 'facilities.space', '间'],
      ['service', '量血压', 'service.medical', '次'],
      ['loan', '拐杖', 'material.daily.mobility', '副'],
    ] as const) {
      const facts = { kind, title, class_code: code, unit, quantity: '1', place: kind === 'room' ? floor.id : site.id };
      const made = must(await offerResource(worker.scope, { ...facts, capacity: kind === 'room' ? '40' : '' }));
      must(await openResource(worker.scope, { id: made.id }));
    }
    const week = { d1: '8:30-17:30', d2: '8:30-17:30', d3: '8:30-17:30', d4: '8:30-17:30', d5: '8:30-17:30' };
    const saved = await world.post(worker, `/desk/${slug}/opening/centre/${id}`, { ...week, d6: '9-12', d7: '' });
    expect(saved.location).toContain('done=hours');
    must(await countVisits(worker.scope, { id, purpose: 'affairs', people: '23' }));
    const wrong = must(await countVisits(worker.scope, { id, purpose: 'activity', people: '230' }));
    must(await dropVisits(worker.scope, { id: wrong.visitsId, reason: '多打了一个零' }));
    expect(await dropVisits(worker.scope, { id: wrong.visitsId, reason: '再划' })).toMatchObject({
      fault: { code: 'centres.already_dropped' },
    });
    must(await countVisits(worker.scope, { id, purpose: 'activity', people: '23', day: '2026-02-27' }));
    const page = await world.get(null, `/s/${slug}/centres/${id}`);
    for (const word of ['多功能厅', '坐 40 人', '量血压', '拐杖', '周一–周五', '08:30–17:30', '46 人次', '6210 0188'])
      expect(page.text).toContain(word);
    expect(page.text).not.toContain('230');
    const list = await world.get(null, `/s/${slug}/centres`, { 'accept-language': 'en' });
    expect(list.text).toContain('Today 08:30–17:30');
  });

  test('F194 hours that can not be read come back with everything typed; only the desk writes them', async () => {
    const made = must(
      await offerResource(worker.scope, {
        kind: 'room',
        title: '琴房',
        class_code: 'facilities.space',
        unit: '间',
        quantity: '1',
      }),
    );
    const address = `/desk/${slug}/opening/resource/${made.id}`;
    const refused = await world.post(worker, address, { d1: '早上', d2: '9-12' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('时间没看懂');
    expect(refused.text).toContain('value="早上"');
    expect(refused.text).toContain('value="9-12"');
    const other = await world.post(worker, `${address}/exception`, { day: '2026-03-08', hours: '', note: '修地板' });
    expect(other.status).toBe(303);
    expect((await world.post(worker, `${address}/exception`, { day: '2026-03-01', hours: '' })).text).toContain(
      '已经过去',
    );
    expect((await world.get(worker, address)).text).toContain('修地板');
    expect((await world.post(worker, `${address}/drop`, { day: '2026-03-08' })).status).toBe(303);
    expect((await world.get(worker, address)).text).not.toContain('修地板');
    expect((await world.post(aunt, address, { d1: '9-12' })).status).toBe(403);
    expect((await world.get(worker, `/desk/${slug}/opening/planet/${made.id}`)).status).toBe(404);
    const stranger = { kind: 'centre' as const, id: made.id, d1: '', d2: '', d3: '', d4: '', d5: '', d6: '', d7: '' };
    expect(await setWeek(worker.scope, stranger)).toMatchObject({ fault: { code: 'centres.not_found' } });
  });

  test('F194 a count of tomorrow and of too many are refused', async () => {
    const place = must(await addPlace(worker.scope, { kind: 'site', name: '老茶馆' }));
    const { id } = must(await openCentre(worker.scope, { place: place.id, title: '老茶馆' }));
    const ask = (people: string, day?: string) =>
      countVisits(worker.scope, { id, purpose: 'other', people, ...(day === undefined ? {} : { day }) });
    expect(await ask('3', '2026-03-03')).toMatchObject({ fault: { code: 'centres.day_ahead' } });
    expect(await ask('10000')).toMatchObject({ fault: { code: 'centres.too_many' } });
    const page = await world.post(worker, `/desk/${slug}/centres/${id}/count`, { purpose: 'other', people: '０' });
    expect(page.status).toBe(422);
    expect((await world.get(worker, `/desk/${slug}/centres/${id}`)).text).toContain('还没有记过');
    expect((await world.get(worker, `/desk/${slug}/centres`)).text).toContain('老茶馆');
  });
});
