import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { accept, confirm, handOver, matchesForNeed, matchesForResource, proposalsOf, propose } from '#modules/matching';
import { need as needById } from '#modules/needs';
import { addMember, registerOrganisation } from '#modules/organisations';
import { addPlace } from '#modules/places';
import { pauseResource, resource } from '#modules/resources';
import { makeNeighbourhood } from '#tests/matching';

const { world, worker, granny, neighbour, stranger, needs, offers, proposed } = await makeNeighbourhood(
  import.meta.url,
);
const other = must(await addPlace(worker.scope, { kind: 'estate', name: '新苑', estateType: 'new' })).id;

describe('finding', () => {
  test('F015 a need shows what fits ranked with reasons, and every decoy apart with the reason it is left out [/desk/:space/needs/:id/matches]', async () => {
    const needId = await needs({
      title: '找人上门陪聊',
      class_code: 'service.care',
      unit: '次',
      home_visit: 'yes',
      quantity: '2',
      divisible: 'yes',
    });
    const care = { kind: 'service' as const, class_code: 'service.care', unit: '次', quantity: '4' };
    const good = await offers(neighbour.scope, { ...care, title: '陪老人说话', home_visits: 'yes' }, 'yes');
    const far = await offers(neighbour.scope, { ...care, title: '隔壁陪护', home_visits: 'yes', place: other }, 'yes');
    const decoys = {
      not_vetted: await offers(neighbour.scope, { ...care, title: '没见过的人', home_visits: 'yes' }),
      home_visit: await offers(neighbour.scope, { ...care, title: '门店服务' }, 'yes'),
      class: await offers(
        neighbour.scope,
        { ...care, title: '修水管', class_code: 'service.repair', home_visits: 'yes' },
        'yes',
      ),
      eligible: await offers(
        neighbour.scope,
        { ...care, title: '只给孩子', eligible: 'children', home_visits: 'yes' },
        'yes',
      ),
      reach: await offers(
        neighbour.scope,
        { ...care, title: '只管新苑', place: other, reach: 'estate', home_visits: 'yes' },
        'yes',
      ),
      not_yet: await offers(
        neighbour.scope,
        { ...care, title: '明年才有', available_from: '2027-01-01', home_visits: 'yes' },
        'yes',
      ),
      own: await offers(granny.scope, { ...care, title: '自己的', home_visits: 'yes' }, 'yes'),
      paused: await offers(neighbour.scope, { ...care, title: '停一停', home_visits: 'yes' }, 'yes'),
    };
    must(await pauseResource(neighbour.scope, { id: decoys.paused }));
    const one = await needById(worker.scope, needId);
    if (one === null) throw new Error('no need');
    // What begins next year is too late only where the need says until when.
    const answer = await matchesForNeed(worker.scope, { ...one, wantedUntil: '2026-12-31' });
    expect(answer.ranked.map((fit) => fit.resource.id)).toEqual([good, far]);
    const reasons = new Map(answer.excluded.map((out) => [out.id, out.reason]));
    for (const [reason, id] of Object.entries(decoys)) expect([reasons.get(id), id]).toEqual([reason, id]);
    const parts = answer.ranked[0]?.parts.map((part) => part.name);
    expect(parts).toEqual(['fit', 'urgency', 'distance', 'waiting', 'fresh', 'fair']);
    // A decoy is not proposed either.
    expect(await propose(worker.scope, { need: needId, resource: decoys.not_vetted })).toMatchObject({
      fault: { code: 'matching.excluded', params: { reason: 'not_vetted' } },
    });
    const back = await resource(worker.scope, good);
    if (back === null) throw new Error('no resource');
    const turned = await matchesForResource(worker.scope, back);
    expect(turned.ranked.map((fit) => fit.need.id)).toContain(needId);
  });

  test('F009 F015 things of one family are not alike: a sewing machine fits no heater, and an older coarse record fits nothing until it is sorted', async () => {
    const cold = await needs({ title: '借电暖气', class_code: 'material.daily.warmth' });
    const heater = await offers(neighbour.scope, { title: '电暖气', class_code: 'material.daily.warmth' });
    const sewing = await offers(neighbour.scope, { title: '缝纫机', class_code: 'material.daily.appliances' });
    const coarse = await offers(neighbour.scope, { title: '家里的东西', class_code: 'material.daily' });
    const one = await needById(worker.scope, cold);
    if (one === null) throw new Error('no need');
    const { ranked, excluded } = await matchesForNeed(worker.scope, one);
    expect(ranked.map((fit) => fit.resource.id)).toEqual([heater]);
    const reasons = new Map(excluded.map((out) => [out.id, out.reason]));
    expect(reasons.get(sewing)).toBe('class');
    expect(reasons.get(coarse)).toBe('coarse');
    // Help is another matter: who repairs whatever comes is offered for what is broken.
    const tap = await needs({ title: '水龙头滴水', class_code: 'service.repair.home', unit: '次' });
    const handy = await offers(neighbour.scope, {
      kind: 'skill',
      title: '修修补补',
      class_code: 'service.repair',
      unit: '次',
    });
    const drip = await needById(worker.scope, tap);
    if (drip === null) throw new Error('no need');
    expect((await matchesForNeed(worker.scope, drip)).ranked.map((fit) => fit.resource.id)).toContain(handy);
  });

  test('F012 two hours of legal advice a month are matched like goods and are there again next month, from an expert of an institute', async () => {
    const institute = must(
      await registerOrganisation(worker.scope, { name: '法学院', kind: 'school', standing: 'informal' }),
    );
    const expert = await world.person('郑老师');
    must(await addMember(worker.scope, { organisationId: institute.id, personId: expert.personId, represents: 'yes' }));
    const advice = await offers(expert.scope, {
      kind: 'knowledge',
      title: '法律咨询',
      class_code: 'service.legal',
      quantity: '2',
      unit: '小时',
      per: 'month',
      organisation: institute.id,
    });
    const first = await needs({ title: '遗产怎么分', class_code: 'service.legal', unit: '小时', quantity: '2' });
    const second = await needs({
      title: '租房合同看不懂',
      class_code: 'service.legal',
      unit: '小时',
      quantity: '1',
      person: stranger.personId,
    });
    const id = await proposed(first, advice);
    expect(await propose(worker.scope, { need: second, resource: advice })).toMatchObject({
      fault: { code: 'matching.excluded', params: { reason: 'used_up' } },
    });
    must(await accept(expert.scope, { id }));
    must(await accept(granny.scope, { id }));
    must(await handOver(expert.scope, { id }));
    must(await confirm(granny.scope, { id }));
    expect(await propose(worker.scope, { need: second, resource: advice })).toMatchObject({ ok: false });
    world.clock.advance({ days: 31 });
    must(await propose(worker.scope, { need: second, resource: advice }));
  });

  test('F069 a post for whoever looks for work is listed, and its filling counted', async () => {
    const post = await offers(neighbour.scope, {
      kind: 'post',
      title: '门店理货员',
      class_code: 'talent',
      quantity: '2',
      unit: '人',
      eligible: 'job_seekers',
    });
    const wanted = await needs({ title: '想找份能坐着做的活', class_code: 'talent', unit: '人', quantity: '1' });
    const id = await proposed(wanted, post);
    must(await accept(neighbour.scope, { id }));
    must(await accept(granny.scope, { id }));
    must(await handOver(neighbour.scope, { id }));
    must(await confirm(granny.scope, { id }));
    const filled = (await proposalsOf(world.visitor, { resourceId: post })).filter((one) => one.state === 'confirmed');
    expect(filled.reduce((sum, one) => sum + one.quantity, 0n)).toBe(1n);
  });
});
