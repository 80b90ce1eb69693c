import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { say } from '#modules/intake';
import { proposeTopic, supportTopic } from '#modules/topics';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url);
const { slug } = world.space;

test('F051 F053 my topics and those I support stand beside what I said, with how far each came, and nobody else’s [/me/:space/voice]', async () => {
  const [mine, other] = [await world.person('王秀兰'), await world.person('陈建国')];
  const empty = await world.get(mine, `/me/${slug}/voice`);
  expect(empty.text).toContain('您还没有说过什么');
  const topic = must(
    await proposeTopic(mine.scope, { title: '把车棚改成学堂', text: '放学后孩子有地方去', kind: 'daily' }),
  ).id;
  const page = await world.get(mine, `/me/${slug}/voice`);
  expect(page.text).toContain('我提的、支持的议题');
  expect(page.text).toContain(`/s/${slug}/topics/${topic}`);
  expect(page.text).toContain('在找人支持');
  expect(page.text).not.toContain('您还没有说过什么');
  expect((await world.get(other, `/me/${slug}/voice`)).text).not.toContain('把车棚改成学堂');
  must(await supportTopic(other.scope, { id: topic }));
  expect((await world.get(other, `/me/${slug}/voice`)).text).toContain('您支持的');
  must(await say(mine.scope, { words: '路灯不亮', contact_way: 'none' }));
  expect((await world.get(mine, `/me/${slug}/voice`)).text).toContain('路灯不亮');
});
