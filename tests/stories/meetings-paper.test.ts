import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { body, seatsToday } from '#modules/bodies';
import {
  answerItem,
  callMeeting,
  closeCirculation,
  itemsOf,
  motionsOf,
  planMeeting,
  recordAnswers,
} from '#modules/meetings';
import { makeBody } from '#tests/committee';
import { makeWorld, type Someone } from '#tests/world';
import { plain } from './html.ts';

const world = await makeWorld(import.meta.url);
const secretary = await world.person('秘书甲', ['secretary']);
const grid = await world.person('马网格', ['grid_worker']);
const third = await world.person('吴社工', ['worker']);
const council = await makeBody(world, secretary, 'council', [
  ['顾长海', 'chair'],
  ['白玉梅', 'member'],
  ['姚红', 'member'],
  ['江涛', 'member'],
  ['沈丽', 'member'],
]);
const member = (name: string): Someone => {
  const found = council.members[name];
  if (found === undefined) throw new Error(name);
  return found;
};
const code = (result: { ok: boolean; fault?: { code: string } }) => (result.ok ? 'ok' : (result.fault?.code ?? ''));
const page = async (path: string, who: Someone | null = null) => plain((await world.get(who, path)).text);
const root = `/desk/${world.space.slug}/meetings`;

async function called(
  title: string,
  agenda: string,
  day: string,
  way: 'sitting' | 'circulation' = 'sitting',
): Promise<string> {
  const plan = { kind: 'progress', way, body: council.bodyId, title, text: '', remote: '' } as const;
  const { id } = must(await planMeeting(secretary.scope, { ...plan, day, time: '09:00', place: '老茶馆', agenda }));
  must(await callMeeting(secretary.scope, { id, lateReason: '' }));
  return id;
}

const names = ['顾长海', '白玉梅', '姚红', '江涛', '沈丽'];

/** What stands on the sheets, as fields of the form. */
async function sheet(id: string, yes: string, no: string): Promise<Record<string, string>> {
  const [item] = await itemsOf(world.system, id);
  const field = (name: string) => `item-${item?.id ?? ''}-${name}`;
  return {
    ...{ from: '9:05', until: '10：20' },
    ...Object.fromEntries(names.map((name) => [`way-${member(name).personId}`, name === '沈丽' ? 'excused' : 'here'])),
    ...{ [field('end')]: 'done', [field('outcome')]: '照办，下月看。', [field('motion')]: '杂物三天内清掉' },
    ...{ [field('mover')]: member('姚红').personId, [field('second')]: member('江涛').personId },
    ...{ [field('yes')]: yes, [field('no')]: no, [field('abstain')]: '0' },
  };
}

test('F056 a meeting on paper is typed by two who do not see each other’s; where they agree it stands [/desk/:space/meetings/:id/paper]', async () => {
  const id = await called('茶馆议事：杂物', '楼道的杂物', '2026-03-10');
  const early = await world.post(secretary, `${root}/${id}/paper`, await sheet(id, '3', '1'));
  expect(early.status).toBe(409);
  world.clock.set('2026-03-10T18:00:00+08:00');
  expect(await page(`${root}/${id}/sheet`, secretary)).toContain('顾长海');
  const wrong = await world.post(secretary, `${root}/${id}/paper`, await sheet(id, '9', '1'));
  expect(wrong.status).toBe(422);
  expect(plain(wrong.text)).toContain('请再数一遍');
  expect(wrong.text).toContain('杂物三天内清掉');
  const first = await world.post(secretary, `${root}/${id}/paper`, await sheet(id, '3', '1'));
  expect(first.location).toContain('typed_once');
  const again = await world.post(secretary, `${root}/${id}/paper`, await sheet(id, '3', '1'));
  expect(plain(again.text)).toContain('第二遍要由另一个人');
  expect(await page(`${root}/${id}/paper`, grid)).not.toContain('杂物三天内清掉');
  const second = await world.post(grid, `${root}/${id}/paper`, await sheet(id, '3', '1'));
  expect(second.location).toContain('done=typed');
  expect((await motionsOf(world.system, id))[0]).toMatchObject({
    ...{ state: 'carried', way: 'hands' },
    count: { eligible: 5, present: 4, yes: 3, no: 1 },
  });
  const shown = await page(`/s/${world.space.slug}/meetings/${id}`);
  for (const word of ['4 人到场', '照办，下月看', '通过']) expect(shown).toContain(word);
});

test('F056 where the two differ, a third person settles it with the sheets [/desk/:space/meetings/:id/paper]', async () => {
  const id = await called('茶馆议事：晾衣绳', '绳子', '2026-03-17');
  world.clock.set('2026-03-17T18:00:00+08:00');
  await world.post(secretary, `${root}/${id}/paper`, await sheet(id, '3', '1'));
  const apart = await world.post(grid, `${root}/${id}/paper`, await sheet(id, '2', '2'));
  expect(apart.location).toContain('typed_apart');
  expect((await motionsOf(world.system, id)).length).toBe(0);
  const asked = await page(`${root}/${id}/paper`, third);
  expect(asked).toContain('两遍有 2 处不一样');
  expect(asked).toContain('一位录的是“3”，另一位是“2”');
  const settled = await world.post(third, `${root}/${id}/paper`, await sheet(id, '2', '2'));
  expect(settled.location).toContain('done=typed');
  // Half against half is not carried.
  expect((await motionsOf(world.system, id))[0]?.state).toBe('lost');
});

test('F056 in writing: each answers by a day, quorum as the rule says; too few put it off [/me/:space/meetings/:id]', async () => {
  const id = await called('书面：买投影仪', '买不买\n放在哪儿', '2026-03-27', 'circulation');
  const [buy, place] = await itemsOf(world.system, id);
  const items = { buy: buy?.id ?? '', place: place?.id ?? '' };
  const paths = { mine: `/me/${world.space.slug}/meetings/${id}`, desk: `${root}/${id}` };
  expect(await page(paths.mine, member('姚红'))).toContain('答复到');
  for (const name of ['顾长海', '白玉梅', '姚红']) {
    const answer = { itemId: items.buy, choice: name === '姚红' ? 'no' : 'yes', remark: '' };
    expect((await world.post(member(name), `${paths.mine}/answer`, answer)).location).toContain('answered');
  }
  must(await answerItem(member('姚红').scope, { id, itemId: items.buy, choice: 'yes', remark: '想通了' }));
  expect(code(await answerItem(third.scope, { id, itemId: items.buy, choice: 'yes', remark: '' }))).toBe(
    'meetings.no_vote',
  );
  const seats = await seatsToday(world.system, council.bodyId);
  const line = (name: string) => ({ seatId: seats.find((one) => one.personId === member(name).personId)?.id ?? '' });
  const typed = [
    { ...line('江涛'), choice: 'no' as const },
    { ...line('姚红'), choice: 'no' as const },
  ];
  must(await recordAnswers(secretary.scope, { id, itemId: items.buy, lines: typed }));
  expect(code(await closeCirculation(secretary.scope, { id }))).toBe('meetings.answers_running');
  must(await answerItem(member('顾长海').scope, { id, itemId: items.place, choice: 'yes', remark: '' }));
  world.clock.set('2026-03-28T09:00:00+08:00');
  expect(code(await answerItem(member('沈丽').scope, { id, itemId: items.buy, choice: 'yes', remark: '' }))).toBe(
    'meetings.answers_over',
  );
  must(await closeCirculation(secretary.scope, { id }));
  const [motion] = await motionsOf(world.system, id);
  expect(motion).toMatchObject({
    state: 'carried',
    way: 'written',
    count: { present: 4, yes: 3, no: 1, quorumNeeded: 4 },
  });
  expect((await itemsOf(world.system, id)).map((one) => one.state)).toEqual(['done', 'put_off']);
  expect(await page(`/s/${world.space.slug}/meetings/${id}`)).toContain('答复 1 份，不够 4 份，放到下次');
  expect((await body(world.system, council.bodyId))?.state).toBe('active');
});
