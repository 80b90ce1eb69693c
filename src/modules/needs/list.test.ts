import { describe, expect, test } from 'vitest';
import { room as intakeRoom } from '#http/intake';
import { room as needsRoom } from '#http/needs';
import { room as resourcesRoom } from '#http/resources';
import { must } from '#kernel/result';
import { addClass, draftNeed, landNeeds, need, needList, retireClass, uploadNeeds } from '#modules/needs';
import { addPlace } from '#modules/places';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [intakeRoom, needsRoom, resourcesRoom] });
const worker = await world.person('周敏', ['worker']);
const admin = await world.person('何建国', ['admin']);
const desk = `/desk/${world.space.slug}/needs`;

const header = '缺什么,公开说明,哪一类,要多少,单位,急不急,为什么急,最晚哪天,哪个年纪,可以几家各帮一点';
const file = (rows: readonly string[], name = '需求.csv') => ({
  name,
  bytes: new TextEncoder().encode([header, ...rows].join('\n')),
});
const everything = { q: '', filters: {}, sort: null, page: 1, size: 50 };
const idIn = (location: string) => /lists\/([^?]+)/.exec(location)?.[1] ?? '';

async function needsInAll(): Promise<number> {
  return (await needList(worker.scope, everything, 'desk')).total;
}

describe('needs from a spreadsheet', () => {
  test('the template names every column, and comes back with rows that can land [/desk/:space/needs/lists]', async () => {
    const template = await world.get(worker, `${desk}/lists/template`);
    expect(template.text).toContain('缺什么,公开说明,哪一类,要多少,单位');
    const { id } = must(
      await uploadNeeds(worker.scope, {
        file: { name: '空表.csv', bytes: new TextEncoder().encode(template.text) },
      }),
    );
    const page = await world.get(worker, `${desk}/lists/${id}`);
    expect(page.text).toContain('有 2 条可以进来');
    must(await landNeeds(worker.scope, { id }));
    expect(await needsInAll()).toBe(2);
  });

  test('every wrong cell is named by row and column, and nothing comes in half', async () => {
    const rows = [
      '楼道灯泡,灯坏得多,路灯楼道灯,48,只,不急,,,,是',
      '扶手,老楼没有扶手,没有这类,两三根,根,急,,2020-01-01,,可能',
      ',没有标题,吃的,1,份,,,,,',
      '给李小红治病,李小红得了白血病，求好心人捐款,看病就医,1,次,,,,,',
    ];
    const before = await needsInAll();
    const up = await world.post(worker, `${desk}/lists`, { file: new File([file(rows).bytes], '需求.csv') });
    const here = `${desk}/lists/${idIn(up.location)}`;
    const page = await world.get(worker, here);
    for (const said of [
      '“哪一类”写的是“没有这类”',
      '“要多少”写的是“两三根”',
      '“可以几家各帮一点”写的是“可能”',
      '“为什么急”',
      '“缺什么”：这一格要填',
      '像是给某个人筹钱',
    ])
      expect(page.text).toContain(said);
    const refused = await world.post(worker, `${here}/land`, {});
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('还有 3 行有问题');
    expect(await needsInAll()).toBe(before);
    const landed = await world.post(worker, `${here}/land`, { without_bad: 'yes' });
    expect(landed.location).toContain('done=list_landed');
    expect(await needsInAll()).toBe(before + 1);
    const report = await world.get(worker, `${here}/report`);
    expect(report.text).toContain('3,');
    expect(report.text).toContain('row.count');
  });

  test('five hundred come in at once as public needs; the same file twice changes nothing', async () => {
    const rows = Array.from(
      { length: 500 },
      (_, at) => `第 ${at} 盏灯,第 ${at} 盏路灯不亮,路灯楼道灯,1,盏,这阵子要,,,,`,
    );
    rows.push('陪着复查,电话 13905170882,陪诊和取药,1,次,,,,老人,');
    const before = await needsInAll();
    const { id } = must(await uploadNeeds(admin.scope, { file: file(rows, '五百.csv') }));
    must(await landNeeds(admin.scope, { id, checked: 'yes' }));
    expect(await needsInAll()).toBe(before + 501);
    const drafts = await needList(worker.scope, { ...everything, filters: { state: 'draft' }, q: '陪着复查' }, 'desk');
    expect(drafts.rows.map((row) => row.title)).toEqual(['陪着复查']);
    const again = must(await uploadNeeds(admin.scope, { file: file(rows, '同一张.csv') }));
    expect(again.id).toBe(id);
    expect(await landNeeds(admin.scope, { id })).toMatchObject({ ok: false, fault: { code: 'needs.list_done' } });
    const other = must(await uploadNeeds(admin.scope, { file: file([...rows].reverse(), '换了次序.csv') }));
    must(await landNeeds(admin.scope, { id: other.id }));
    expect(await needsInAll()).toBe(before + 501);
  });

  test('a file that is none, and columns nobody chose, are refused with a sentence', async () => {
    const none = await world.post(worker, `${desk}/lists`, {});
    expect(none.status).toBe(422);
    const up = await world.post(worker, `${desk}/lists`, {
      file: new File(['名字,别的\n灯,3\n'], '别的.csv'),
    });
    const here = `${desk}/lists/${idIn(up.location)}`;
    const refused = await world.post(worker, `${here}/map`, { title: '0' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('请选哪一列是这一项');
    expect((await world.get(worker, `${desk}/lists/00000000-0000-7000-8000-000000000000`)).status).toBe(404);
  });
});

describe('classes of the space’s own', () => {
  test('F009 F010 one is added below a common one, used, renamed and retired; what uses it keeps it [/desk/:space/needs/classes]', async () => {
    const here = `${desk}/classes`;
    expect((await world.get(worker, here)).text).toContain('流动儿童');
    const added = await world.post(worker, `${here}/add`, {
      ...{ parent: 'service.care', zh: '帮着遛狗', en: 'Walking dogs', whole: 'yes' },
    });
    expect(added.location).toContain('done=class_added');
    const form = await world.get(worker, `${desk}/new`);
    expect(form.text).toContain('帮着遛狗');
    const code = /value="(service\.care\.x[^"]+)"/.exec(form.text)?.[1] ?? '';
    const facts = {
      ...{ title: '遛狗', summary: '住院的街坊家里有条狗。', class_code: code, quantity: '3', unit: '次' },
      urgency: 'normal' as const,
    };
    const { id } = must(await draftNeed(worker.scope, facts));
    const twice = await addClass(worker.scope, { parent: 'service.care', zh: '帮着遛狗', en: 'Dogs' });
    expect(twice).toMatchObject({ ok: false, fault: { code: 'needs.class_twice' } });
    const deep = await addClass(worker.scope, { parent: code, zh: '大狗', en: 'Big dogs' });
    expect(deep).toMatchObject({ ok: false, fault: { code: 'needs.class_too_deep' } });
    const renamed = await world.post(worker, `${here}/rename`, { code, zh: '遛狗', en: 'Dogs' });
    expect(renamed.location).toContain('done=class_renamed');
    expect(must(await retireClass(admin.scope, { code })).retired).toBe(true);
    expect((await world.get(worker, `${desk}/new`)).text).not.toContain('遛狗');
    expect((await world.get(worker, `${desk}/${id}/edit`)).text).toContain('遛狗');
    expect(await draftNeed(worker.scope, facts)).toMatchObject({ ok: false, fault: { code: 'needs.class_retired' } });
    expect((await need(worker.scope, id))?.classCode).toBe(code);
    expect(must(await retireClass(admin.scope, { code })).retired).toBe(false);
    // The common ones are the same everywhere.
    expect(await retireClass(admin.scope, { code: 'service.care' })).toMatchObject({
      ok: false,
      fault: { code: 'needs.class_unknown' },
    });
  });

  test('another community neither sees nor uses them', async () => {
    const other = await world.otherSpace();
    const stranger = await world.person('李远', ['worker'], { space: other });
    const page = await world.get(stranger, `/desk/${other.slug}/needs/classes`);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('遛狗');
    const own = await worker.scope.db
      .selectFrom('classification')
      .select('code')
      .where('space_id', '=', world.space.id)
      .executeTakeFirstOrThrow();
    const used = await draftNeed(stranger.scope, {
      ...{ title: '遛狗', summary: '遛狗。', class_code: own.code, quantity: '1', unit: '次', urgency: 'normal' },
    });
    expect(used).toMatchObject({ ok: false, fault: { code: 'needs.class_unknown' } });
  });
});

test('two places of one name: the row says how to write which one is meant, and comes in when it does [/desk/:space/needs/lists/:id]', async () => {
  const place = async (name: string, parentId?: string) =>
    must(
      await addPlace(world.system, {
        ...{ kind: parentId === undefined ? 'estate' : 'building', name },
        ...(parentId === undefined ? { estateType: 'old' } : { parentId }),
      } as never),
    ).id;
  const [east, west] = [await place('东院'), await place('西院')];
  await place('5号楼', east);
  const meant = await place('5号楼', west);
  await place('6号楼', west);
  const rows = [
    '楼道灯,不亮,路灯楼道灯,1,处,不急,5号楼',
    '楼道灯,不亮了,路灯楼道灯,1,处,不急,西院·5号楼',
    '楼道灯,一直不亮,路灯楼道灯,1,处,不急,6号楼',
  ];
  const bytes = new TextEncoder().encode(['缺什么,公开说明,哪一类,要多少,单位,急不急,在哪里', ...rows].join('\n'));
  const { id } = must(await uploadNeeds(worker.scope, { file: { name: '楼.csv', bytes } }));
  const page = await world.get(worker, `${desk}/lists/${id}`);
  expect(page.text).toContain('请写清是哪一个：东院·5号楼 / 西院·5号楼');
  expect(page.text).toContain('有 2 条可以进来');
  must(await landNeeds(worker.scope, { id, without_bad: 'yes' }));
  const all = await needList(worker.scope, { ...everything, q: '楼道灯' }, 'desk');
  const placed = await Promise.all(all.rows.map(async (row) => (await need(worker.scope, row.id))?.placeId));
  expect(placed.filter((one) => one === meant)).toHaveLength(1);
});
