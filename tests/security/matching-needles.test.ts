import { expect, test } from 'vitest';
import { rooms } from '#app/rooms';
import { must } from '#kernel/result';
import { accept, askBatch, confirm, decline, handOver, pairsOfRun, propose, rate, refusePair } from '#modules/matching';
import { checkNeed, draftNeed } from '#modules/needs';
import { registerPerson } from '#modules/people';
import { addPlace } from '#modules/places';
import { offerResource, openResource } from '#modules/resources';
import { makeWorld } from '#tests/world';

/** What was planted: every private field of a need, of a resource and of a match, each in words found nowhere else. */
const needles = {
  taker: '欧阳密一',
  giver: '司徒密二',
  phone: '13900001234',
  door: '七号楼密三单元',
  crux: '密四看见的难处',
  private: '密五说的家里事',
  said: '密六电话里说好',
  evidence: '密七回访的话',
  rating: '密八说东西好',
  declined: '密九不行的缘由',
  aside: '密十不用的缘由',
} as const;

const world = await makeWorld(import.meta.url);
const admin = await world.person('周主任', ['admin']);
const worker = await world.person('吴工', ['worker']);
const slug = world.space.slug;

const estate = must(await addPlace(worker.scope, { kind: 'estate', name: '柳巷小区', estateType: 'old' })).id;
const door = must(await addPlace(worker.scope, { kind: 'building', name: needles.door, parentId: estate })).id;
const taker = must(await registerPerson(worker.scope, { name: needles.taker, phone: needles.phone, placeId: door })).id;
const giver = must(await registerPerson(worker.scope, { name: needles.giver, phone: '13900005678' })).id;
const rice = { class_code: 'material.food.groceries', unit: '公斤' };

async function wish(title: string): Promise<string> {
  const facts = {
    title,
    summary: '家里缺米',
    ...rice,
    quantity: '3',
    divisible: 'yes' as const,
    urgency: 'soon' as const,
  };
  const hidden = { person: taker, place: door, low_income: 'yes' as const, private: needles.private, crux: '' };
  const { id } = must(await draftNeed(worker.scope, { ...facts, ...hidden, urgency_reason: '等着下锅' }));
  must(await checkNeed(worker.scope, { id }));
  return id;
}

async function thing(title: string): Promise<string> {
  const facts = { kind: 'goods' as const, title, ...rice, quantity: '9', person: giver };
  const { id } = must(await offerResource(worker.scope, facts));
  must(await openResource(worker.scope, { id, vetted: 'yes' }));
  return id;
}

async function lived(): Promise<{ need: string; resource: string; run: string; match: string }> {
  const [need, other] = [await wish('要点米'), await wish('再要点米')];
  const [resource, second] = [await thing('一袋米'), await thing('又一袋米')];
  const { id } = must(await propose(worker.scope, { need, resource }));
  for (const side of ['giver', 'taker'] as const) must(await accept(worker.scope, { id, side, said: needles.said }));
  must(await handOver(worker.scope, { id }));
  must(await confirm(worker.scope, { id, evidence: needles.evidence }));
  must(await rate(worker.scope, { id, stars: '4', words: needles.rating }));
  const no = must(await propose(worker.scope, { need: other, resource: second }));
  must(await decline(worker.scope, { id: no.id, reason: needles.declined }));
  const change = { value: 'yes', effectiveFrom: '2026-03-02', source: '会议', reason: '试一试' };
  expect((await world.post(admin, `/desk/${slug}/parameters/match.batch/set`, change)).status).toBe(303);
  const run = must(await askBatch(worker.scope, {})).id;
  const [pair] = await pairsOfRun(worker.scope, run);
  if (pair !== undefined) must(await refusePair(worker.scope, { run, pair: pair.id, reason: needles.aside }));
  return { need, resource, run, match: id };
}

/** Every public address: those without an id as they are, those of needs, resources and plans with what was planted. */
function addresses(at: Readonly<Record<string, string>>): string[] {
  const found = rooms.flatMap((room) =>
    room.routes.flatMap((route) => {
      if (!route.path.startsWith('/s/:space') || (route.kind === 'raw' && route.method === 'POST')) return [];
      const owner = /^\/s\/:space\/([a-z]+)\/:id/.exec(route.path)?.[1] ?? '';
      const path = route.path.replace(':space', slug).replace(':id', at[owner] ?? ':id');
      return path.includes(':') ? [] : route.kind === 'list' ? [path, `${path}?format=csv`] : [path];
    }),
  );
  return [
    ...found,
    `/s/${slug}/search?q=${encodeURIComponent('米')}`,
    '/',
    `/s/${slug}/trace/need/${at['needs'] ?? ''}`,
  ];
}

/** Which buildings there are is public; what is private is that somebody behind this door asked. */
const grids = `/s/${slug}/grids`;

test('F014 no public page, list, export, feed, plan, log leaf or refusal shows a private field of a need or a match', async () => {
  const { need, resource, run, match } = await lived();
  const paths = addresses({ needs: need, resources: resource, plans: run });
  expect(paths.length).toBeGreaterThan(40);
  const secrets = Object.entries(needles);
  const shown: string[] = [];
  let read = 0;
  for (const path of paths) {
    const { status, text } = await world.get(null, path);
    if (status === 200) read += 1;
    for (const [name, words] of secrets) {
      if (text.includes(words) && !(path === grids && name === 'door')) shown.push(`${path} ${name}`);
    }
    // Keys of persons are nobody's business either, but on their own pages.
    for (const key of [taker, giver]) if (text.includes(key)) shown.push(`${path} person`);
  }
  expect(shown).toEqual([]);
  expect(read).toBeGreaterThan(30);
  // A stranger who guesses an address learns no more from the refusal.
  const stranger = await world.person('路过人');
  for (const path of [`/desk/${slug}/matches/${match}`, `/desk/${slug}/plans/${run}`, `/desk/${slug}/needs/${need}`])
    for (const who of [null, stranger]) {
      const { status, text } = await world.get(who, path);
      expect([302, 303, 401, 403]).toContain(status);
      for (const [name, words] of secrets) expect([path, text.includes(words) ? name : null]).toEqual([path, null]);
    }
  const refused = await world.post(stranger, `/me/${slug}/matches/${match}/accept`, { side: 'taker' });
  for (const [, words] of secrets) expect(refused.text.includes(words)).toBe(false);
  // The log holds a closed list of fields.
  const sources = await world.system.db.selectFrom('log_source').selectAll().execute();
  const leaves = await world.system.db.selectFrom('log_leaf').selectAll().execute();
  const logged = JSON.stringify([sources, leaves], (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : Buffer.isBuffer(value) ? value.toString('utf8') : value,
  );
  for (const [name, words] of secrets) expect([name, logged.includes(words)]).toEqual([name, false]);
}, 60_000);
