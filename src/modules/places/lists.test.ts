import { expect, test } from 'vitest';
import { room as parameters } from '#http/parameters';
import { must } from '#kernel/result';
import { setParameter } from '#modules/parameters';
import { sheetListById, waitingSheet } from '#modules/record';
import { today } from '#platform/scope';
import { makeWorld } from '#tests/world';
import { addPlace } from './commands.ts';
import { landPlaces, mapPlaces, uploadPlaces } from './commands-lists.ts';
import { room } from './http.ts';
import { places } from './queries.ts';
import { levelsOn } from './queries-levels.ts';
import { placeLists, previewPlaces } from './queries-lists.ts';
import { levelOf } from './rules.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, parameters] });
const admin = await world.person('管理员', ['admin']);
const worker = await world.person('小李', ['worker']);
const neighbour = await world.person('街坊');
const desk = `/desk/${world.space.slug}/places`;

const file = (...lines: string[]) => ({ name: '地方.csv', bytes: new TextEncoder().encode(lines.join('\n')) });
const head = '名称,级别,所属,新旧,物业,户数,人数,备注,日期,来源';

async function preview(id: string) {
  const list = await sheetListById(worker.scope, placeLists, id);
  const sheet = await waitingSheet(worker.scope, placeLists, id);
  if (list === null || sheet === null) throw new Error('the list is gone');
  return previewPlaces(worker.scope, list, sheet);
}

async function switchOn(key: 'place.net' | 'place.cell' | 'place.building') {
  const asked = { key, value: 'yes', effectiveFrom: today(world.system), source: '会', reason: '要用' };
  must(await setParameter(admin.scope, asked));
}

test('F181 levels beyond the first are off until switched on; a list says so at its rows [/desk/:space/places/lists]', async () => {
  expect([...(await levelsOn(worker.scope))]).toEqual(['estate', 'site']);
  const made = must(await uploadPlaces(worker.scope, { file: file(head, '第一网格,网格,,,,410,1102,,,') }));
  const off = await preview(made.id);
  expect(off.bad.map((row) => row.code)).toEqual(['row.level_off']);
  const page = await world.get(worker, `${desk}/new`);
  expect(page.text).toContain('网格、单元格和楼要先打开才能添');
  expect(page.text).not.toContain('value="net"');
  for (const key of ['place.net', 'place.cell', 'place.building'] as const) await switchOn(key);
  expect([...(await levelsOn(worker.scope))]).toEqual(['estate', 'net', 'cell', 'building', 'site']);
  expect((await preview(made.id)).good).toHaveLength(1);
});

test('F005 F181 a list of two hundred rows in any order lands whole, each within what it names [/desk/:space/places/lists/:list]', async () => {
  const rows = Array.from({ length: 196 }, (_, at) => `${at + 1}号楼,楼栋,柳巷一村,,,${at},${at * 3},,2026-01-01,台账`);
  const bytes = file(
    head,
    ...rows,
    '柳巷一村,小区,,老,,320,"８,60０",,2026-01-01,台账',
    '第一网格甲,单元格,第一网格,,,156,410,,2026-01-01,台账',
    '第一网格,网格,,,,410,1102,,2026-01-01,台账',
    '活动室,场所,柳巷一村,,,,,早八点到晚八点,,',
  );
  const { id } = must(await uploadPlaces(worker.scope, { file: bytes }));
  expect(must(await uploadPlaces(worker.scope, { file: bytes })).id).toBe(id);
  const seen = await preview(id);
  expect(seen.bad).toEqual([]);
  const page = await world.get(worker, `${desk}/lists/${id}`);
  expect(page.text).toContain('新添 200 个');
  const done = await world.post(worker, `${desk}/lists/${id}/land`, {});
  expect(done.location).toContain('done=list_landed');
  const all = await places(worker.scope);
  expect(all).toHaveLength(200);
  const byName = new Map(all.map((place) => [place.name, place]));
  const at = (name: string) => byName.get(name);
  expect(at('7号楼')).toMatchObject({ parentId: at('柳巷一村')?.id, residents: 18, asOf: '2026-01-01' });
  expect(at('柳巷一村')).toMatchObject({ residents: 8600, estateType: 'old' });
  expect(all.filter((place) => levelOf(place, all) === 'cell').map((place) => place.name)).toEqual(['第一网格甲']);
  const again = await landPlaces(worker.scope, { id });
  expect(again).toMatchObject({ fault: { code: 'places.list_done' } });
  expect((await world.get(worker, `${desk}/lists/${id}`)).text).toContain('新添 200 个');
});

test('a second list puts figures right, leaves what it has no column for, and names each wrong cell by line and column', async () => {
  const bytes = file(
    '名称,级别,所属,新旧,户数,日期',
    '柳巷一村,小区,,老,333,2026-02-01',
    '第一网格甲,单元格,第一网格,,156,2026-01-01',
    '新柳湾,小区,,,120,',
    '8号楼,楼栋,柳巷九村,,48,2026-01-01',
    '12号楼,楼栋,新柳湾,,四十,2027-01-01',
    '甲,网格,乙,,1,',
    '乙,网格,甲,,1,',
    '丙单元,单元格,,,9,',
    '码头,渡口,,,,',
  );
  const { id } = must(await uploadPlaces(worker.scope, { file: bytes }));
  const { good, bad } = await preview(id);
  expect(good.map((row) => [row.name, row.known !== null, row.same])).toEqual([
    ['柳巷一村', true, false],
    ['第一网格甲', true, true],
  ]);
  expect(bad.map((row) => [row.line, row.code])).toEqual([
    [4, 'row.type'],
    [5, 'row.inside_unknown'],
    [6, 'row.count'],
    [6, 'row.future'],
    [7, 'row.circle'],
    [8, 'row.circle'],
    [9, 'row.cell_inside'],
    [10, 'row.unknown'],
  ]);
  const page = await world.get(worker, `${desk}/lists/${id}`);
  expect(page.text).toContain('“种类”写的是“渡口”');
  const report = await world.get(worker, `${desk}/lists/${id}/report`);
  expect(report.text).toContain('6,“户数”写的是“四十”：要写整数，比如 320。,row.count');
  const refused = await world.post(worker, `${desk}/lists/${id}/land`, {});
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('有7行进不来');
  must(await landPlaces(worker.scope, { id, without_bad: true }));
  const estate = (await places(worker.scope)).find((place) => place.name === '柳巷一村');
  expect(estate).toMatchObject({ households: 333, residents: 8600, asOf: '2026-02-01' });
});

test('columns are named by hand where the heads say nothing; foreign files and strangers are refused', async () => {
  const { id } = must(await uploadPlaces(worker.scope, { file: file('甲,乙,丙', '社区广场,场所,说明') }));
  expect((await preview(id)).good).toHaveLength(0);
  const missing = await mapPlaces(worker.scope, { id, name: '0' });
  expect(missing).toMatchObject({ fault: { code: 'places.column_missing', field: 'kind' } });
  must(await mapPlaces(worker.scope, { id, name: '0', kind: '1', note: '2' }));
  expect((await preview(id)).good.map((row) => row.facts.note)).toEqual(['说明']);
  const picture = { name: 'a.png', bytes: new Uint8Array([137, 80, 0, 0, 1]) };
  expect(await uploadPlaces(worker.scope, { file: picture })).toMatchObject({ fault: { code: 'sheet.kind' } });
  expect((await world.get(neighbour, `${desk}/lists`)).status).toBe(403);
  expect((await world.get(null, `${desk}/lists`)).status).not.toBe(200);
  const other = await world.otherSpace();
  const foreign = await world.person('邻区', ['admin'], { space: other });
  expect((await world.get(foreign, `/desk/${other.slug}/places/lists/${id}`)).status).toBe(404);
  const template = await world.get(worker, `${desk}/lists/template`);
  expect(template.text).toContain('名字,种类,在哪里面');
});

test('F181 the desk asks one question at a time and keeps every answer on the way back [/desk/:space/places/new]', async () => {
  const named = await world.post(worker, `${desk}/new`, { step: 'kind', level: 'cell' });
  expect(named.text).toContain('它叫什么');
  expect(named.text).toContain('第一网格');
  const nowhere = await world.post(worker, `${desk}/new`, { step: 'name', level: 'cell', name: '乙单元' });
  expect(nowhere.status).toBe(422);
  expect(nowhere.text).toContain('乙单元');
  const net = (await places(worker.scope)).find((place) => place.name === '第一网格')?.id ?? '';
  const asked = { level: 'cell', name: '乙单元', parentId: net };
  const last = await world.post(worker, `${desk}/new`, { step: 'name', ...asked });
  expect(last.text).toContain('乙单元');
  const back = await world.post(worker, `${desk}/new`, { step: 'facts', back: 'name', ...asked, households: '12' });
  expect(back.text).toContain('value="乙单元"');
  expect(back.text).toContain('name="households" value="12"');
  const done = await world.post(worker, `${desk}/new`, { step: 'facts', ...asked, households: '12' });
  expect(done.location).toContain('done=added');
  const made = (await places(worker.scope)).find((place) => place.name === '乙单元');
  expect(made).toMatchObject({ kind: 'grid', parentId: net, households: 12 });
  const untyped = await world.post(worker, `${desk}/new`, { step: 'facts', level: 'estate', name: '东湾' });
  expect(untyped.status).toBe(422);
  expect(untyped.text).toContain('小区请选新旧');
  must(await addPlace(worker.scope, { kind: 'estate', name: '东湾', estateType: 'new' }));
});
