import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { writeDown } from '#modules/intake';
import { registerOrganisation } from '#modules/organisations';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url);
const worker = await world.person('何小满', ['worker']);
const overseer = await world.person('韩小满', ['overseer']);
const finance = await world.person('许小满', ['finance'], { secondFactor: false });
const neighbour = await world.person('沈小满');

test('one word finds people, words and organisations, each with its page and its list [/desk/:space/find]', async () => {
  const matter = must(
    await writeDown(worker.scope, { words: '小满家的灯不亮', channel: 'phone', person: neighbour.personId }),
  );
  must(await registerOrganisation(worker.scope, { kind: 'group', standing: 'informal', name: '小满书屋' }));
  const page = await world.get(worker, `/desk/liuxiang/find?q=${encodeURIComponent(' 小满 ')}`);
  expect(page.status).toBe(200);
  expect(page.text).toContain(`/desk/liuxiang/people/${neighbour.personId}`);
  expect(page.text).toContain('小满家的灯不亮');
  expect(page.text).toContain('小满书屋');
  const number = /20\d\d-\d{4}/.exec(page.text)?.[0] ?? '';
  const byNumber = await world.get(worker, `/desk/liuxiang/find?q=${number}`);
  expect(byNumber.text).toContain(`/desk/liuxiang/matters/${matter.id}`);
  expect(byNumber.text).not.toContain('小满书屋');
});

test('nobody finds what they may not open: the street no words and no persons, money nothing without its code', async () => {
  const seen = await world.get(overseer, `/desk/liuxiang/find?q=${encodeURIComponent('小满')}`);
  expect(seen.text).toContain('小满书屋');
  expect(seen.text).not.toContain('灯不亮');
  expect(seen.text).not.toContain('沈小满');
  expect((await world.get(finance, '/desk/liuxiang/find?q=1')).location).toContain('second');
  expect((await world.get(neighbour, '/desk/liuxiang/find?q=1')).status).toBe(403);
});

test('nothing typed asks, and nothing found says so', async () => {
  expect((await world.get(worker, '/desk/liuxiang/find')).text).toContain('人名、电话、编号，或者一个词。');
  expect((await world.get(worker, '/desk/liuxiang/find?q=zzz%25')).text).toContain('没有找到');
});
