import { expect, test } from 'vitest';
import { room as bodiesRoom } from '#http/bodies';
import { room as places } from '#http/places';
import { must } from '#kernel/result';
import { certifyHours } from '#modules/activities';
import { addSeat, setUpBody } from '#modules/bodies';
import { recordConsent } from '#modules/people';
import { addPlace } from '#modules/places';
import { makeWorld } from '#tests/world';
import { linkBody, putInCharge } from './commands.ts';
import { room } from './http.ts';
import { gridRows, placeBodies } from './routes-parts.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, places, bodiesRoom] });
const admin = await world.person('管理员', ['admin']);
const here = await world.person('马建国', ['grid_worker']);
const elsewhere = await world.person('彭小川', ['grid_worker']);
const treasurer = await world.person('罗成', ['treasurer']);
const neighbour = await world.person('何桂香');
const net = must(await addPlace(admin.scope, { kind: 'grid', name: '第一网格' })).id;
const other = must(await addPlace(admin.scope, { kind: 'grid', name: '第二网格' })).id;
must(await putInCharge(admin.scope, { id: net, role: 'cadre', person: here.personId }));
must(await putInCharge(admin.scope, { id: net, role: 'police', name: '魏警官', phone: '6210 0110' }));
must(await putInCharge(admin.scope, { id: other, role: 'cadre', person: elsewhere.personId }));
const cell = must(await addPlace(admin.scope, { kind: 'grid', name: '第一单元格', parentId: net })).id;
const head = await world.person('丁楼长', ['grid_worker']);
must(await putInCharge(admin.scope, { id: cell, role: 'head', person: head.personId }));
const desk = `/desk/${world.space.slug}/grids/${net}`;
const open = `/s/${world.space.slug}/grids/${net}`;

/**
 * What may be read of who is in charge: the role by everybody; who it is and the number by the office, and by those who
 * work in the same grid.
 */
const fields = [
  { field: 'role', text: '包片干部', all: true },
  { field: 'unfilled role', text: '还缺支部书记', all: true },
  { field: 'registered person', text: '马建国', all: false },
  { field: 'unregistered person', text: '魏警官', all: false },
  { field: 'phone', text: '6210 0110', all: false },
] as const;

test.each(fields)(
  'F181 $field: the office, the grid’s own workers, the worker of another grid, a neighbour, the public [/desk/:space/grids/:id]',
  async (one) => {
    const outside = [await world.get(null, open), await world.get(neighbour, open)];
    for (const page of outside) {
      expect(page.status).toBe(200);
      expect(page.text.includes(one.text)).toBe(one.all);
    }
    expect((await world.get(null, desk)).text).not.toContain(one.all ? '魏警官' : one.text);
    expect((await world.get(neighbour, desk)).status).toBe(403);
    expect((await world.get(treasurer, desk)).status).toBe(403);
    for (const who of [admin, here, head]) {
      const page = await world.get(who, desk);
      expect(page.status).toBe(200);
      expect(page.text).toContain(one.text);
    }
    const page = await world.get(elsewhere, desk);
    expect(page.status).toBe(200);
    expect(page.text.includes(one.text)).toBe(one.all);
    if (!one.all) expect(page.text).toContain('这不是您管的网格');
  },
);

test('F181 whoever works in a grid sees the cells in it; reading another’s grid opens nothing', async () => {
  const cellPage = `/desk/${world.space.slug}/grids/${cell}`;
  expect((await world.get(here, cellPage)).text).toContain('丁楼长');
  expect((await world.get(elsewhere, cellPage)).text).not.toContain('丁楼长');
  const opened = async () =>
    (
      await world.system.db
        .selectFrom('audit_event')
        .select('id')
        .where('space_id', '=', world.space.id)
        .where('command', '=', 'grids.open_who')
        .execute()
    ).length;
  const before = await opened();
  await world.get(elsewhere, desk);
  expect(await opened()).toBe(before);
  await world.get(here, desk);
  expect(await opened()).toBe(before + 1);
});

test('F181 the worker of another grid reads and changes nothing: neither persons nor the map', async () => {
  for (const [path, input] of [
    ['', { role: 'secretary', name: '谁' }],
    ['/point', { longitude: '118', latitude: '30', datum: 'wgs84' }],
    ['/move', { parentId: other }],
    ['/shape', { source: '我', as_of: '2026-01-01', datum: 'wgs84' }],
    ['/body', { body: net }],
  ] as const)
    expect((await world.post(elsewhere, `${desk}${path}`, input)).status).toBe(403);
  const [row] = (await gridRows(admin.scope)).filter((one) => one.id === net);
  expect(row?.filled).toEqual(['cadre', 'police']);
});

test('F090 F183 a party group on its grid: members and hours of those who agreed, and never of fewer than five', async () => {
  const set = {
    kind: 'party_members',
    name: '第一网格党小组',
    charter: '在网格里带头',
    hostOrganisationId: '',
  } as const;
  const { id } = must(await setUpBody(admin.scope, set));
  const members = [here];
  for (const name of ['甲', '乙', '丙', '丁', '戊']) members.push(await world.person(name));
  for (const one of members)
    must(
      await addSeat(admin.scope, {
        ...{ bodyId: id, kind: 'member', personId: one.personId, organisationId: '', noVote: false },
        ...{ startsOn: '', endsOn: '' },
      }),
    );
  must(await linkBody(admin.scope, { id: net, body: id }));
  const agree = async (count: number, given: boolean) => {
    for (const one of members.slice(0, count))
      must(await recordConsent(one.scope, { personId: one.personId, purpose: 'party', given }));
  };
  await agree(4, true);
  expect((await world.get(null, open)).text).toContain('愿意一起数的党员还不多');
  await agree(5, true);
  for (const [at, minutes] of [
    [0, '1:30'],
    [5, '8:00'],
  ] as const)
    must(
      await certifyHours(admin.scope, {
        ...{ person: members[at]?.personId ?? '', minutes, served_on: '2026-01-10', text: '巡楼' },
        ...{ subject_kind: 'space', subject: '' },
      }),
    );
  const [shown] = await placeBodies(admin.scope, 'zh', net);
  expect(shown).toMatchObject({ party: true, counted: { members: 6, agreed: 5, leading: 1 } });
  const page = await world.get(null, open);
  expect(page.text).toContain('6名党员，5人愿意一起数');
  // The sixth did not agree: their eight hours are not among these.
  expect(page.text).toContain('服务1 小时 30 分钟');
  expect(page.text).toContain('1人在网格和楼里领头');
  expect(page.text).not.toContain('马建国');
  await agree(1, false);
  expect((await world.get(null, open)).text).toContain('愿意一起数的党员还不多');
});
