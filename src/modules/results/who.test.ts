import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { putInCharge } from '#modules/grids';
import { closeMatter, writeDown } from '#modules/intake';
import { recordConsent } from '#modules/people';
import { addPlace } from '#modules/places';
import { makeWorld, type Someone } from '#tests/world';
import { makeLink } from './commands-links.ts';
import { codeOf } from './queries-links.ts';

const world = await makeWorld(import.meta.url);
const admin = await world.person('周敏', ['admin']);
const he = await world.person('何雨晴', ['worker']);
const here = await world.person('马建国', ['grid_worker']);
const elsewhere = await world.person('孙志强', ['grid_worker']);
const han = await world.person('韩磊', ['overseer']);
const shen = await world.person('沈福根');
const neighbour = await world.person('林悦');
const first = must(await addPlace(admin.scope, { kind: 'grid', name: '第一网格' })).id;
const second = must(await addPlace(admin.scope, { kind: 'grid', name: '第二网格' })).id;
must(await putInCharge(admin.scope, { id: first, role: 'cadre', person: here.personId }));
must(await putInCharge(admin.scope, { id: second, role: 'cadre', person: elsewhere.personId }));
const said = must(
  await writeDown(he.scope, { words: '水表漏水，墙都湿了。', channel: 'phone', person: shen.personId, place: first }),
);
world.clock.advance({ hours: 1 });
must(await closeMatter(he.scope, { id: said.id, reason: '换了。' }));
world.clock.advance({ days: 4 });
const link = must(await makeLink(he.scope, { kind: 'matter', id: said.id })).id;
const code = codeOf(he.scope, link);
const desk = `/desk/${world.space.slug}`;
const record = `${desk}/results/new?kind=matter&id=${said.id}`;
const readers: Readonly<Record<string, Someone | null>> = {
  ...{ admin, office: he, here, elsewhere, street: han, neighbour, public: null },
};

/** Who reads which field of what is asked afterwards, and where. */
const fields = [
  {
    field: 'number in the list',
    path: `${desk}/results`,
    text: said.number,
    who: 'admin office here elsewhere street',
  },
  { field: 'name in the list', path: `${desk}/results`, text: '沈福根', who: 'admin office here street' },
  { field: 'number where it is written down', path: record, text: said.number, who: 'admin office here elsewhere' },
  { field: 'name where it is written down', path: record, text: '沈福根', who: 'admin office here' },
  { field: 'link', path: `${desk}/verdict-links/${link}`, text: code, who: 'admin office here' },
  {
    field: 'link on the card',
    path: `${desk}/verdict-links/${link}?print=1`,
    text: '<svg class="qr"',
    who: 'admin office here',
  },
  { field: 'name on the link', path: `${desk}/verdict-links/${link}`, text: '沈福根', who: 'admin office here' },
  { field: 'words in the ledger of limits', path: `/s/${world.space.slug}/limits/ledger`, text: '水表', who: '' },
  { field: 'words in the rates', path: `/s/${world.space.slug}/rates`, text: '水表', who: '' },
  { field: 'name among escalations', path: `${desk}/escalations?state=all`, text: '沈福根', who: '' },
] as const;

test.each(fields)(
  'F171 F181 $field: the office, the grid’s own worker, the worker of another grid, the street, a neighbour, the public [/desk/:space/results]',
  async ({ path, text, who }) => {
    const reads: string[] = [];
    for (const [name, reader] of Object.entries(readers)) {
      const page = await world.get(reader, path);
      if (page.status === 200 && page.text.includes(text)) reads.push(name);
    }
    expect(reads.join(' ')).toBe(who);
  },
);

test('F053 F181 whoever holds the link reads what it is about and no name; consent changes nothing about it', async () => {
  must(await recordConsent(shen.scope, { personId: shen.personId, purpose: 'publish_words', given: true }));
  const page = await world.get(null, `/s/${world.space.slug}/verdict/${code}`);
  expect(page.text).toContain('水表漏水');
  for (const hidden of ['沈福根', '沈*', '何雨晴', '换了']) expect(page.text).not.toContain(hidden);
});
