import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { recordConsent } from '#modules/people';
import { addPlace } from '#modules/places';
import { openTasks } from '#modules/tasks';
import { makeWorld } from '#tests/world';
import { addMember, editOrganisation, endMember, registerOrganisation } from './commands.ts';
import { addHonour, admitOrganisation } from './commands-standing.ts';
import { room } from './http.ts';
import { sweepRegister } from './jobs.ts';
import { organisation, organisationPhone, organisationsOf, represents } from './queries.ts';
import { admissionChecks } from './schema.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const admin = await world.person('管理员', ['admin']);
const worker = await world.person('小李', ['worker']);
const neighbour = await world.person('王秀英');

const informal = { kind: 'group', standing: 'informal' } as const;
const register = async (name: string, more: object = {}): Promise<string> =>
  must(await registerOrganisation(worker.scope, { ...informal, name, ...more })).id;

describe('the register', () => {
  test('F121 a filed organisation needs no credit code but says who filed it, and may be a hub [/desk/:space/organisations/new]', async () => {
    const fields = {
      name: '祯祥社',
      kind: 'social_organisation',
      standing: 'filed',
      hub: 'yes',
      hubDuties: '带十六支队伍',
    };
    const refused = await world.post(worker, '/desk/liuxiang/organisations/new', fields);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请写由谁备案');
    expect(refused.text).toContain('带十六支队伍');
    const done = await world.post(worker, '/desk/liuxiang/organisations/new', { ...fields, filingBody: '柳巷街道' });
    expect(done.status).toBe(303);
    const page = await world.get(null, done.location.replace('/desk/', '/s/'));
    expect(page.text).toContain('由柳巷街道备案');
    expect(page.text).toContain('带十六支队伍');
    const coded = await registerOrganisation(worker.scope, { name: '某公司', kind: 'firm', standing: 'registered' });
    expect(coded).toMatchObject({ fault: { code: 'organisations.credit_code_missing', field: 'creditCode' } });
  });

  test('an odd credit code warns the desk and blocks nothing', async () => {
    const id = await register('老店', { kind: 'shop', standing: 'registered', creditCode: '91310000MA1K000000' });
    expect((await world.get(worker, `/desk/liuxiang/organisations/${id}`)).text).toContain('请核一核');
    expect((await world.get(null, `/s/liuxiang/organisations/${id}`)).text).not.toContain('请核一核');
  });

  test('F002 the list filters by kind and place; a unit shows what it offers, and its number only at the desk [/s/:space/organisations]', async () => {
    const place = must(await addPlace(admin.scope, { kind: 'estate', name: '柳巷一村', estateType: 'old' }));
    const id = await register('第一小学', {
      ...{
        kind: 'school',
        placeId: place.id,
        offers: '周末的操场',
        contactName: '赵老师',
        contactPhone: '13800001111',
      },
    });
    const found = await world.get(null, `/s/liuxiang/organisations?kind=school&place=${place.id}`);
    expect(found.text).toContain('第一小学');
    expect(found.text).not.toContain('老店');
    expect((await world.get(null, '/s/liuxiang/organisations?kind=school&format=csv')).text).toContain('第一小学');
    expect((await world.get(null, '/s/liuxiang/organisations?q=zzzz')).text).toContain('没有这样的组织');
    const page = await world.get(null, `/s/liuxiang/organisations/${id}`);
    expect(page.text).toContain('周末的操场');
    expect(page.text).not.toContain('赵老师');
    expect((await world.get(worker, `/desk/liuxiang/organisations/${id}`)).text).not.toContain('13800001111');
    expect((await world.get(worker, `/desk/liuxiang/organisations/${id}?phone=1`)).text).toContain('13800001111');
    expect(await organisationPhone(worker.scope, id)).toBe('13800001111');
    const english = await world.get(null, `/s/liuxiang/organisations/${id}`, { 'accept-language': 'en' });
    expect(english.text).toContain('What it offers');
  });

  test('F037 an organisation has its carrier type, and lists filter on it [/s/:space/organisations]', async () => {
    await register('柳巷社区基金会', { kind: 'foundation', carrierType: 'community_foundation' });
    const found = await world.get(null, '/s/liuxiang/organisations?carrier=community_foundation');
    expect(found.text).toContain('柳巷社区基金会');
    expect(found.text).not.toContain('第一小学');
    expect((await world.get(null, '/s/liuxiang/organisations?carrier=venture_philanthropy')).text).toContain(
      '没有这样的组织',
    );
  });
});

describe('hubs', () => {
  test('F120 a hub manages itself and its members, and nobody else [/desk/:space/organisations/:id]', async () => {
    const hub = await register('枢纽社', { hub: true });
    const other = await register('别家');
    const keeper = await world.person('枢纽负责人', ['hub'], { organisationId: hub });
    const made = must(await registerOrganisation(keeper.scope, { ...informal, name: '合唱队' }));
    expect((await organisation(keeper.scope, made.id))?.hubId).toBe(hub);
    expect((await world.get(null, `/s/liuxiang/organisations/${hub}`)).text).toContain('合唱队');
    must(await addMember(keeper.scope, { organisationId: made.id, personId: neighbour.personId, represents: true }));
    const foreign = await addMember(keeper.scope, { organisationId: other, personId: neighbour.personId });
    expect(foreign).toMatchObject({ fault: { code: 'organisations.not_your_hub' } });
    expect((await world.get(keeper, `/desk/liuxiang/organisations/${other}/edit`)).status).toBe(403);
    expect((await world.get(keeper, `/desk/liuxiang/organisations?hub=${hub}`)).text).toContain('合唱队');
    const own = { ...informal, name: '枢纽社', organisationId: hub, hub: 'yes', hubId: hub };
    const inside = await editOrganisation(worker.scope, own);
    expect(inside).toMatchObject({ fault: { code: 'organisations.inside_itself' } });
    const nohub = await editOrganisation(worker.scope, { ...own, hubId: other });
    expect(nohub).toMatchObject({ fault: { code: 'organisations.no_such_hub' } });
    const homeless = await world.person('没有组织的枢纽', ['hub']);
    expect(await registerOrganisation(homeless.scope, { ...informal, name: '无主' })).toMatchObject({ ok: false });
  });

  test('a member is found by name, entered once, may represent, and leaves [/desk/:space/organisations/:id/members/new]', async () => {
    const id = await register('棋社');
    const path = `/desk/liuxiang/organisations/${id}/members/new`;
    expect((await world.get(worker, `${path}?q=王秀`)).text).toContain('王秀英');
    expect((await world.get(worker, `${path}?q=没有的人`)).text).toContain('没找到');
    const fields = { personId: neighbour.personId, duty: '队长', represents: 'yes' };
    expect((await world.post(worker, path, fields)).status).toBe(303);
    expect(await represents(worker.scope, neighbour.personId, id)).toBe(true);
    expect(await organisationsOf(worker.scope, neighbour.personId)).toContain(id);
    expect((await world.post(worker, `${path}?q=王`, fields)).status).toBe(409);
    const page = await world.get(worker, `/desk/liuxiang/organisations/${id}`);
    expect(page.text).toContain('队长');
    const member = /members\/([0-9a-f-]{36})\/end/.exec(page.text)?.[1] ?? '';
    expect((await world.post(worker, `/desk/liuxiang/organisations/${id}/members/${member}/end`, {})).status).toBe(303);
    expect(await endMember(worker.scope, { memberId: member })).toMatchObject({ ok: false });
    expect((await world.get(worker, `/desk/liuxiang/organisations/${id}`)).text).not.toContain('队长');
  });
});

describe('standing', () => {
  test('F082 an applicant passes every point of the checklist and gets a valid-until date [/desk/:space/organisations/:id]', async () => {
    const id = await register('养老服务社');
    const path = `/desk/liuxiang/organisations/${id}/admit`;
    const open = await world.post(admin, path, { checks: ['papers', 'record'], until: '2027-03-01' });
    expect(open.status).toBe(422);
    expect(open.text).toContain('还有没看过的');
    const past = await admitOrganisation(admin.scope, {
      organisationId: id,
      until: '2026-03-02',
      checks: [...admissionChecks],
    });
    expect(past).toMatchObject({ fault: { code: 'organisations.until_past' } });
    expect((await world.post(worker, path, { checks: [...admissionChecks], until: '2027-03-01' })).status).toBe(403);
    expect((await world.post(admin, path, { checks: [...admissionChecks], until: '2027-03-01' })).status).toBe(303);
    expect((await world.get(null, `/s/liuxiang/organisations/${id}`)).text).toContain('2027年3月1日');
  });

  test('F106 who is not heard of is named in time, then counts as quiet; failed contact says why [/desk/:space/organisations]', async () => {
    const id = await register('散了的队');
    world.clock.advance({ days: 190 });
    await sweepRegister.run(world.system);
    await sweepRegister.run(world.system);
    const asked = (await openTasks(world.system)).filter((task) => task.subjectId === id);
    expect(asked).toMatchObject([{ kind: 'organisations.check', title: '联系一下散了的队：半年没有消息了' }]);
    expect((await world.get(worker, '/desk/liuxiang/organisations?check=due')).text).toContain('散了的队');
    const path = `/desk/liuxiang/organisations/${id}/check`;
    expect((await world.post(worker, path, { outcome: 'silent' })).text).toContain('请写一句说明');
    expect((await world.post(worker, path, { outcome: 'reached' })).status).toBe(303);
    expect((await openTasks(world.system)).filter((task) => task.subjectId === id)).toEqual([]);
    world.clock.advance({ days: 380 });
    await sweepRegister.run(world.system);
    expect(await organisation(worker.scope, id)).toMatchObject({ state: 'inactive', stateReason: '一年没有联系上' });
    expect((await world.get(null, `/s/liuxiang/organisations/${id}`)).text).toContain('很久没有动静');
    must(
      await world
        .post(worker, path, { outcome: 'ended', note: '搬走了' })
        .then((answer) => ({ ok: true, value: answer })),
    );
    expect((await world.get(null, `/s/liuxiang/organisations/${id}`)).status).toBe(404);
    expect((await world.get(worker, `/desk/liuxiang/organisations/${id}`)).text).toContain('搬走了');
  });

  test('F003 an honour is public only with consent, and no longer when it is taken back [/s/:space/honours]', async () => {
    const id = await register('巡逻队');
    must(await addMember(worker.scope, { organisationId: id, personId: neighbour.personId }));
    const fields = { title: '优秀志愿队', year: '2025', issuer: '柳巷街道' };
    await world.post(worker, `/desk/liuxiang/organisations/${id}/honours`, fields);
    expect((await world.get(null, `/s/liuxiang/organisations/${id}`)).text).not.toContain('优秀志愿队');
    expect((await world.get(worker, `/desk/liuxiang/organisations/${id}`)).text).toContain('没有同意公开');
    const agreed = { ...fields, title: '文明楼组', agreedBy: neighbour.personId };
    await world.post(worker, `/desk/liuxiang/organisations/${id}/honours`, agreed);
    expect((await world.get(null, `/s/liuxiang/organisations/${id}`)).text).toContain('文明楼组');
    const personal = { title: '好人', year: '2024', issuer: '区里', personId: neighbour.personId, agreed: 'yes' };
    expect((await world.post(worker, '/desk/liuxiang/honours/new', personal)).status).toBe(303);
    const list = await world.get(null, '/s/liuxiang/honours');
    expect(list.text).toContain('好人');
    expect(list.text).not.toContain('王秀英');
    expect((await world.get(worker, '/desk/liuxiang/honours?q=王')).text).toContain('王秀英');
    must(await recordConsent(neighbour.scope, { personId: neighbour.personId, purpose: 'honour', given: false }));
    expect((await world.get(null, '/s/liuxiang/honours')).text).toContain('还没有写荣誉');
    expect((await world.get(worker, '/desk/liuxiang/honours')).text).toContain('好人');
    const nobody = await addHonour(worker.scope, fields);
    expect(nobody).toMatchObject({ fault: { code: 'organisations.honour_of_nobody' } });
    const year = await world.post(worker, `/desk/liuxiang/organisations/${id}/honours`, { ...fields, year: '去年' });
    expect(year.text).toContain('年份请写成');
  });

  test("another space's organisation is not found, and a resident sees no desk", async () => {
    const other = await world.otherSpace();
    const there = await world.person('邻区', ['worker'], { space: other });
    const foreign = must(await registerOrganisation(there.scope, { ...informal, name: '桥头队' })).id;
    expect((await world.get(worker, `/desk/liuxiang/organisations/${foreign}`)).status).toBe(404);
    expect((await world.get(null, `/s/liuxiang/organisations/${foreign}`)).status).toBe(404);
    expect((await world.get(neighbour, '/desk/liuxiang/organisations')).status).toBe(403);
  });
});
