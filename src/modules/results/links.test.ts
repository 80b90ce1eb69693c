import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { closeMatter, matter, say, writeDown } from '#modules/intake';
import { openTasks } from '#modules/tasks';
import { makeWorld } from '#tests/world';
import { recordVerdict } from './commands.ts';
import { makeLink } from './commands-links.ts';
import { noteUnreached } from './commands-unreached.ts';
import { jobs } from './jobs.ts';
import { toAsk, verdictCounts, verdictsOf } from './queries.ts';
import { addressOf, codeOf } from './queries-links.ts';

const world = await makeWorld(import.meta.url);
const he = await world.person('何雨晴', ['worker']);
const lin = await world.person('林悦');
const neighbour = await world.person('沈福根');
const { slug } = world.space;
const code = (result: { ok: boolean; fault?: { code: string } }): string =>
  result.ok ? '' : (result.fault?.code ?? '');
const ask = async (): Promise<void> => void (await jobs[0]?.run(world.system));
const tasks = async (id: string) =>
  (await openTasks(he.scope, { limit: 2000 })).filter((one) => one.subjectId === id).map((one) => one.kind);
const messages = async (personId: string) =>
  (
    await he.scope.db
      .selectFrom('outbox_message')
      .select('body')
      .where('person_id', '=', personId)
      .orderBy('at')
      .execute()
  ).map((one) => one.body);

async function closed(words: string): Promise<string> {
  const { id } = must(await say(lin.scope, { words, contact_way: 'none' }));
  world.clock.advance({ hours: 1 });
  must(await closeMatter(he.scope, { id, reason: '管线单位说已换。' }));
  return id;
}

test('F049 F171 by a signed link of one’s own, without an account; one per voice, none by guessing, and a revoked one opens no more [/s/:space/verdict/:code]', async () => {
  const id = await closed('楼下的井盖又响了，整夜睡不着');
  const [made, twin] = (
    await Promise.all([makeLink(he.scope, { kind: 'matter', id }), makeLink(he.scope, { kind: 'matter', id })])
  ).map(must);
  if (made === undefined) throw new Error('no link');
  expect(twin?.id).toBe(made.id);
  expect(must(await makeLink(he.scope, { kind: 'matter', id })).id).toBe(made.id);
  const address = (await addressOf(he.scope, made.id)).replace('http://linli.test', '');
  const page = await world.get(null, address);
  expect(page.status).toBe(200);
  expect(page.text).toContain('井盖');
  expect(page.text).not.toContain('林悦');
  // Another key under our signature, and our key under another signature, are nobody's.
  const signed = codeOf(he.scope, made.id);
  const forged = [
    `${'0'.repeat(32)}${signed.slice(32)}`,
    `${signed.slice(0, -1)}${signed.endsWith('A') ? 'B' : 'A'}`,
    signed.slice(0, 40),
  ];
  for (const one of forged) expect((await world.get(null, `/s/${slug}/verdict/${one}`)).status).toBe(404);

  expect((await world.post(null, address, { verdict: 'partly', words: '白天好些' })).status).toBe(422);
  const said = await world.post(null, address, { verdict: 'not', reason: 'came_back', words: '夜里还响' });
  expect(said.status).toBe(303);
  expect((await matter(he.scope, id))?.state).toBe('new');
  expect(await verdictsOf(he.scope, { kind: 'matter', id })).toMatchObject([
    { verdict: 'not', way: 'link', personId: lin.personId, recordedBy: null },
  ]);

  const desk = `/desk/${slug}/verdict-links/${made.id}`;
  expect((await world.get(he, desk)).text).toContain(signed);
  expect((await world.get(he, `${desk}?print=1`)).text).toContain('<svg');
  expect((await world.get(neighbour, desk)).status).toBe(403);
  expect((await world.post(he, `${desk}/revoke`, {})).status).toBe(422);
  expect((await world.post(he, `${desk}/revoke`, { reason: '卡片丢了' })).status).toBe(303);
  expect((await world.get(null, address)).status).toBe(404);
  expect((await world.get(he, desk)).text).toContain('卡片丢了');
  expect((await world.post(he, `${desk}/revoke`, { reason: '再来' })).status).toBe(404);
  expect(must(await makeLink(he.scope, { kind: 'matter', id })).id).not.toBe(made.id);
});

test('F171 what staff closed is asked about as well: by the link and by the desk, once, and again after four weeks', async () => {
  const id = await closed('一号楼的门禁坏了');
  await ask();
  const before = (await messages(lin.personId)).length;
  world.clock.advance({ days: 3 });
  await ask();
  await ask();
  const written = (await messages(lin.personId)).slice(before).filter((one) => one.includes('/verdict/'));
  expect(written).toHaveLength(1);
  expect(await tasks(id)).toEqual(['results.call_back']);
  expect(
    code(await recordVerdict(he.scope, { kind: 'matter', id, verdict: 'solved', way: 'call', evidence: '' })),
  ).toBe('results.evidence_missing');
  must(
    await recordVerdict(he.scope, { kind: 'matter', id, verdict: 'solved', way: 'call', evidence: '3 月 5 日通话' }),
  );
  expect(await tasks(id)).toEqual([]);
  world.clock.advance({ days: 27 });
  await ask();
  expect(await tasks(id)).toEqual([]);
  world.clock.advance({ days: 1 });
  await ask();
  expect(await tasks(id)).toEqual(['results.ask_again']);
  const [link] = (written[0] ?? '').match(/\/s\/\S+$/) ?? [''];
  expect((await world.post(null, link, { verdict: 'solved' })).status).toBe(303);
  expect(await tasks(id)).toEqual([]);
});

test('F171 whoever was not reached is asked again after four weeks, twice in all, and stays unanswered in the one denominator [/desk/:space/results]', async () => {
  const { id } = must(
    await writeDown(he.scope, { words: '没有电话，住一楼。', channel: 'visit', person: neighbour.personId }),
  );
  world.clock.advance({ hours: 1 });
  must(await closeMatter(he.scope, { id, reason: '修好了。' }));
  const counted = await verdictCounts(world.visitor);
  world.clock.advance({ days: 3 });
  await ask();
  expect(await tasks(id)).toEqual(['results.call_back']);
  const sent = await world.post(he, `/desk/${slug}/results/unreached`, { kind: 'matter', id, way: 'visit' });
  expect(sent.status).toBe(303);
  expect(await tasks(id)).toEqual([]);
  expect((await world.get(he, `/desk/${slug}/results?stand=later`)).text).toContain('没联系上 1 次');
  world.clock.advance({ days: 28 });
  await ask();
  expect(await tasks(id)).toEqual(['results.ask_again']);
  must(await noteUnreached(he.scope, { kind: 'matter', id, way: 'visit' }));
  await ask();
  expect(await tasks(id)).toEqual([]);
  expect(await toAsk(he.scope, { matterId: id })).toEqual([]);
  expect(await verdictCounts(world.visitor)).toMatchObject({ asked: counted.asked, unanswered: counted.unanswered });
  expect(code(await noteUnreached(neighbour.scope, { kind: 'matter', id, way: 'visit' }))).toBe('access.not_allowed');
});
