import { expect, test } from 'vitest';
import { room as intake } from '#http/intake';
import { must } from '#kernel/result';
import { matters } from '#modules/intake';
import { withKey } from '#platform/scope';
import { makeWorld } from '#tests/world';
import { keepVisit } from './commands.ts';
import { room } from './http.ts';
import { visitItems } from './queries.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, intake] });
const ma = await world.person('马建国', ['grid_worker']);
const other = await world.person('丁小刚', ['grid_worker']);
const zhou = await world.person('周敏', ['worker']);
const he = await world.person('何桂香');

const root = `/desk/${world.space.slug}/diary`;

test('F169 three taps: a sentence, what was done, keep; it is a numbered matter that is solved [/desk/:space/diary/new]', async () => {
  const sent = await world.post(ma, `${root}/new`, { topic: 'light', way: 'fixed', _key: 'three-taps' });
  expect(sent.status).toBe(303);
  expect(sent.location).toContain('done=kept');
  const page = await world.get(ma, sent.location);
  expect(page.text).toContain('楼道灯不亮');
  expect(page.text).toContain('当场办好了');
});

test('F169 several things said in one visit become numbered items of their own, each with its state [/desk/:space/diary/:id]', async () => {
  const kept = must(
    await keepVisit(ma.scope, {
      person: he.personId,
      place_text: '3号楼 401',
      words: '菜场的秤不准。',
      words2: '电梯里太闷。',
      way2: 'explained',
      words3: '想学用手机。',
    }),
  );
  expect(kept.slips).toHaveLength(3);
  const items = await visitItems(ma.scope, kept.id);
  const found = await matters(
    ma.scope,
    items.map((item) => item.matterId),
  );
  const states = new Map(found.map((one) => [one.id, one]));
  expect(items.map((item) => states.get(item.matterId)?.state)).toEqual(['new', 'solved', 'new']);
  expect(found.every((one) => one.channel === 'visit' && one.personId === he.personId)).toBe(true);
});

test('F169 the same visit sent twice with its key is there once, and under another sign-in not at all', async () => {
  const fields = {
    words: '信箱坏了。',
    place_text: '2号楼',
    owner: ma.personId,
    written_at: '2026-03-02T00:30:00.000Z',
  };
  const first = must(await keepVisit(withKey(ma.scope, 'phone-1'), fields));
  const again = must(await keepVisit(withKey(ma.scope, 'phone-1'), fields));
  expect(again).toEqual(first);
  const foreign = await keepVisit(withKey(other.scope, 'phone-2'), fields);
  expect(foreign.ok ? '' : foreign.fault.code).toBe('diary.not_yours');
});

test('F169 a visit written without network says when it was written; no clock runs far ahead or far behind', async () => {
  const early = must(await keepVisit(ma.scope, { words: '井盖响。', written_at: '2026-03-01T08:00:00.000Z' }));
  const page = await world.get(ma, `${root}/${early.id}`);
  expect(page.text).toContain('什么时候送到');
  const ahead = await keepVisit(ma.scope, { words: '井盖响。', written_at: '2026-03-03T08:00:00.000Z' });
  expect(ahead.ok ? '' : ahead.fault.code).toBe('diary.ahead');
  const old = await keepVisit(ma.scope, { words: '井盖响。', written_at: '2025-03-03T08:00:00.000Z' });
  expect(old.ok ? '' : old.fault.code).toBe('diary.too_old');
});

test('F169 a visit that says nothing comes back with the sentence and everything typed [/desk/:space/diary/new]', async () => {
  const back = await world.post(ma, `${root}/new`, { place_text: '5号楼 602', contact_name: '沈福根' });
  expect(back.status).toBe(422);
  expect(back.text).toContain('还没有写说了什么');
  expect(back.text).toContain('5号楼 602');
  expect(back.text).toContain('沈福根');
});

test('F169 field by field: the worker of another grid sees that there was a visit, not whose door and not a word; a neighbour and the public see nothing', async () => {
  const kept = must(
    await keepVisit(ma.scope, { person: he.personId, place_text: '7号楼 103', words: '儿子打人，不敢说。' }),
  );
  const path = `${root}/${kept.id}`;
  for (const someone of [ma, zhou]) {
    const page = await world.get(someone, path);
    expect(page.text).toContain('儿子打人');
    expect(page.text).toContain('7号楼 103');
  }
  const closed = await world.get(other, path);
  expect(closed.status).toBe(200);
  for (const word of ['儿子打人', '7号楼 103', '何*香', '何桂香', he.personId]) expect(closed.text).not.toContain(word);
  expect((await world.get(other, root)).text).not.toContain('7号楼 103');
  expect((await world.get(other, `${root}?format=csv`)).text).not.toContain('7号楼 103');
  expect((await world.get(he, path)).status).toBe(403);
  expect((await world.get(null, path)).status).toBe(303);
});
