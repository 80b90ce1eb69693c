import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { putInCharge } from '#modules/grids';
import { answerMatter, noteMatter, say, takeMatter } from '#modules/intake';
import { addPlace } from '#modules/places';
import { makeWorld, type Someone } from '#tests/world';

const world = await makeWorld(import.meta.url);
const { slug } = world.space;
const admin = await world.person('管理员', ['admin']);
const office = await world.person('何雨晴', ['worker']);
const here = await world.person('马建国', ['grid_worker']);
const elsewhere = await world.person('彭小川', ['grid_worker']);
const hub = await world.person('金淑兰', ['hub']);
const overseer = await world.person('韩磊', ['overseer']);
const secretary = await world.person('秦文秀', ['secretary']);
const speaker = await world.person('田秀芝');
const neighbour = await world.person('何桂香');

const net = must(await addPlace(admin.scope, { kind: 'grid', name: '第一网格' })).id;
const other = must(await addPlace(admin.scope, { kind: 'grid', name: '第二网格' })).id;
const house = must(await addPlace(admin.scope, { kind: 'building', name: '九号楼', parentId: net })).id;
must(await putInCharge(admin.scope, { id: net, role: 'cadre', person: here.personId }));
must(await putInCharge(admin.scope, { id: other, role: 'cadre', person: elsewhere.personId }));

const picture = await sharp({ create: { width: 40, height: 40, channels: 3, background: '#456' } })
  .jpeg()
  .toBuffer();
const words = '夜里楼上漏水，墙皮掉到床上了。';
const slip = must(
  await say(speaker.scope, {
    ...{
      words,
      place: house,
      place_text: '三楼东户',
      contact_way: 'call',
      contact_name: '田大妈',
      phone: '13800138000',
    },
    photo: { name: 'a.jpg', bytes: new Uint8Array(picture) },
  }),
);
const nameless = must(
  await say(world.visitor, {
    ...{
      words: '过道里堆了沙发。',
      place: house,
      contact_way: 'call',
      contact_name: '路过的老周',
      phone: '13900139000',
    },
  }),
);
must(await takeMatter(office.scope, { id: slip.id }));
must(await noteMatter(office.scope, { id: slip.id, note: '已经和楼上通过话。' }));
must(
  await answerMatter(office.scope, {
    ...{ id: slip.id, reply: '明天上门看水管。', promise: '换掉漏的那截管子', due_on: '2026-03-09' },
  }),
);

const desk = `/desk/${slug}`;
const open = `/s/${slug}`;
const record = `${desk}/matters/${slip.id}`;
const readers = { admin, office, here, elsewhere, hub, overseer, secretary, neighbour, speaker, public: null };
type Reader = keyof typeof readers;
const everybody = Object.keys(readers) as Reader[];
const reads: readonly Reader[] = ['admin', 'office', 'here', 'elsewhere', 'hub'];
const reach: readonly Reader[] = ['admin', 'office', 'here', 'hub'];

const seen = async (who: Reader, path: string): Promise<string> => {
  const person: Someone | null = readers[who];
  // On top of every page one's own name stands.
  return (await world.get(person, path)).text.replace(/<header class="masthead[\s\S]*?<\/header>/, '');
};

/** Each field of a matter: on which page it stands, and for whom; nobody else finds it there. */
const places: readonly { field: string; path: string; text: string; who: readonly Reader[] }[] = [
  { field: 'words', path: record, text: '墙皮掉到床上', who: reads },
  { field: 'place', path: record, text: '三楼东户', who: reads },
  { field: 'note of the desk', path: record, text: '已经和楼上通过话', who: reads },
  { field: 'promise', path: record, text: '换掉漏的那截管子', who: reads },
  { field: 'photo', path: record, text: `${record}/photo/`, who: reads },
  { field: 'name', path: record, text: '田秀芝', who: reach },
  { field: 'page of the person', path: record, text: speaker.personId, who: ['admin', 'office', 'here'] },
  { field: 'how they are called', path: `${desk}/matters/${nameless.id}`, text: '路过的老周', who: reach },
  { field: 'phone', path: `${desk}/matters/${nameless.id}`, text: '13900139000', who: reach },
  { field: 'beginning of the words', path: `${desk}/matters`, text: '墙皮掉到床上', who: reads },
  { field: 'name in the queue', path: `${desk}/matters`, text: '田秀芝', who: [] },
  { field: 'phone in the queue', path: `${desk}/matters`, text: '13900139000', who: [] },
  { field: 'words among the hot', path: `${desk}/matters/hot`, text: '墙皮掉到床上', who: [] },
  { field: 'words in the figures', path: `${desk}/matters/figures`, text: '墙皮掉到床上', who: [] },
  { field: 'words in the month', path: `${desk}/matters/month`, text: '墙皮掉到床上', who: [] },
  { field: 'names in participation', path: `${desk}/participation`, text: '田秀芝', who: [] },
  { field: 'day in the public ledger', path: `${open}/promises`, text: slip.number, who: everybody },
  { field: 'words in the public ledger', path: `${open}/promises`, text: '墙皮', who: [] },
  { field: 'promise in the public ledger', path: `${open}/promises`, text: '换掉漏的', who: [] },
  { field: 'name in the public ledger', path: `${open}/promises`, text: '田', who: [] },
  { field: 'own voice', path: `/me/${slug}/voice`, text: '墙皮掉到床上', who: ['speaker'] },
  { field: 'own slip code', path: `/me/${slug}/voice`, text: slip.code, who: ['speaker'] },
];

const fields = places.map((one) => ({
  ...one,
  where: one.path.replace(slug, ':space').replace(/[0-9a-f-]{36}/, ':id'),
}));

test.each(fields)(
  'F181 $field of a matter: who finds it there, and who does not [$where]',
  async ({ path, text, who }) => {
    for (const reader of everybody)
      expect([reader, (await seen(reader, path)).includes(text)]).toEqual([reader, who.includes(reader)]);
  },
);

describe('what only the slip opens', () => {
  const held = `${open}/slip?number=${slip.number}&code=${slip.code}`;

  test('F053 whoever holds it reads its beginning and the answer, and neither name nor number nor note [/s/:space/slip]', async () => {
    const page = await seen('public', held);
    for (const text of ['墙皮掉到床上', '明天上门看水管', '2026年3月9日']) expect(page).toContain(text);
    for (const text of ['田秀芝', '田*芝', '田大妈', '13800138000', '已经和楼上通过话'])
      expect(page).not.toContain(text);
  });

  test('F053 without its code nobody reads anything, whoever they are [/s/:space/slip]', async () => {
    for (const reader of everybody) {
      const page = await seen(reader, `${open}/slip?number=${slip.number}&code=AAAAAA`);
      expect(page).not.toContain('墙皮');
    }
  });
});

test('F181 the photo is the desk’s, and opening it is recorded [/desk/:space/matters/:id/photo/:file]', async () => {
  const [, file = ''] = /photo\/([0-9a-f-]{36})/.exec(await seen('office', record)) ?? [];
  const path = `${record}/photo/${file}`;
  for (const reader of everybody)
    expect([reader, (await world.get(readers[reader], path)).status === 200]).toEqual([reader, reads.includes(reader)]);
});

test('F181 the worker of another grid takes a matter on and then sees who spoke; that stands in the record', async () => {
  const page = `${desk}/matters/${nameless.id}`;
  expect(await seen('elsewhere', page)).toContain('别的网格的街坊');
  must(await takeMatter(elsewhere.scope, { id: nameless.id }));
  expect(await seen('elsewhere', page)).toContain('路过的老周');
});
