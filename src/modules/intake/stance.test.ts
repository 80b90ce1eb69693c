import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { checkNeed, draftNeed } from '#modules/needs';
import { makeWorld } from '#tests/world';
import { say, writeDown } from './commands.ts';
import { answerMatter } from './commands-promises.ts';

const world = await makeWorld(import.meta.url);
const he = await world.person('何雨晴', ['worker']);
const lin = await world.person('林悦');
const neighbour = await world.person('沈福根');
const { slug } = world.space;

async function publicNeed(title: string): Promise<string> {
  const matter = must(await writeDown(he.scope, { words: '楼道里没处坐。', channel: 'phone', not_named: true })).id;
  const { id } = must(
    await draftNeed(he.scope, {
      ...{ matter, title, summary: '楼梯转角放得下一只折叠凳', class_code: 'facilities', quantity: '4', unit: '只' },
      urgency: 'normal',
    }),
  );
  must(await checkNeed(he.scope, { id }));
  return id;
}

test('F049 an answer to an opinion says adopted, partly or not, and why, and links what changed; only its speaker reads it [/me/:space/voice]', async () => {
  const needId = await publicNeed('楼梯转角要凳子');
  const said = must(await say(lin.scope, { words: '凳子不如放在二楼半。', contact_way: 'none' }));
  const desk = `/desk/${slug}/matters/${said.id}`;
  expect((await world.get(he, desk)).text).toContain('需求 · 楼梯转角要凳子');
  const changed = `need:${needId}`;
  const bare = await world.post(he, `${desk}/answer`, { reply: '改放二楼半。', changed });
  expect(bare.status).toBe(422);
  expect(bare.text).toContain('改放二楼半。');
  const gone = `need:${'0'.repeat(8)}-0000-7000-8000-${'0'.repeat(12)}`;
  expect((await world.post(he, `${desk}/answer`, { reply: '好', stance: 'adopted', changed: gone })).status).toBe(422);
  const sent = await world.post(he, `${desk}/answer`, { reply: '您说得对，改放二楼半。', stance: 'partly', changed });
  expect(sent.status).toBe(303);

  for (const page of [
    await world.get(he, desk),
    await world.get(lin, `/me/${slug}/voice`),
    await world.get(null, `/s/${slug}/slip?number=${said.number}&code=${said.code}`),
  ]) {
    expect(page.text).toContain('采纳一部分');
    expect(page.text).toContain(`/s/${slug}/needs/${needId}`);
  }
  expect((await world.get(neighbour, `/me/${slug}/voice`)).text).not.toContain('采纳一部分');
  const told = await he.scope.db
    .selectFrom('outbox_message')
    .select('body')
    .where('person_id', '=', lin.personId)
    .execute();
  expect(told.some((one) => one.body.includes('采纳一部分'))).toBe(true);
});

test('F049 not adopted says why and changes nothing; an ordinary answer says neither', async () => {
  const said = must(await say(lin.scope, { words: '把树砍了吧。', contact_way: 'none' }));
  must(await answerMatter(he.scope, { id: said.id, reply: '古树不能砍，修枝行。', stance: 'not' }));
  const slip = await world.get(null, `/s/${slug}/slip?number=${said.number}&code=${said.code}`);
  expect(slip.text).toContain('没有采纳');
  expect(slip.text).toContain('古树不能砍');
  const plain = must(await say(lin.scope, { words: '灯不亮。', contact_way: 'none' }));
  must(await answerMatter(he.scope, { id: plain.id, reply: '今晚来修。' }));
  expect((await world.get(null, `/s/${slug}/slip?number=${plain.number}&code=${plain.code}`)).text).not.toContain(
    '采纳',
  );
});
