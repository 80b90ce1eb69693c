import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import { matter, say } from '#modules/intake';
import { checkNeed, draftNeed, speak, voiceCounts } from '#modules/needs';
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

test('F053 what was joined is parted with the slip alone: not by a wrong code, not twice [/s/:space/slip] [/me/:space/voice]', async () => {
  const [worker, mine] = [await world.person('何雨晴', ['worker']), await world.person('田秀芝')];
  const facts = { class_code: 'material.daily.mobility', quantity: '1', unit: '张', urgency: 'normal' } as const;
  const wheelchair = must(
    await draftNeed(worker.scope, { ...facts, title: '借一张轮椅', summary: '老人出院回家要用，借两个月。' }),
  ).id;
  must(await checkNeed(worker.scope, { id: wheelchair }));
  const said = { words: '我妈妈要借一张轮椅', contact_way: 'none', same: wheelchair } as const;
  const { number, code } = must(await speak(mine.scope, said));
  const standing = async () => (await voiceCounts(world.system, [wheelchair])).get(wheelchair) ?? 0;
  expect(await standing()).toBe(1);
  expect((await world.get(mine, `/me/${slug}/voice`)).text).toContain('不是同一件，分开');
  const part = (typed: Record<string, string>) => world.post(null, `/s/${slug}/slip/part`, typed);
  const wrong = await part({ number, code: 'AAAAAA' });
  expect(wrong.status).toBe(404);
  expect(wrong.text).toContain('没对上这个号码和暗码');
  expect(await standing()).toBe(1);
  const parted = await part({ number, code: code.toLowerCase() });
  expect(parted.status).toBe(303);
  expect((await world.get(null, parted.location)).text).toContain('分开了');
  expect(await standing()).toBe(0);
  expect((await part({ number, code })).status).toBe(409);
  expect((await world.get(mine, `/me/${slug}/voice`)).text).not.toContain('不是同一件，分开');
});

test('somebody signed in who says it without a name stands neither beside it nor in the trail of deeds', async () => {
  const mine = await world.person('吴招娣');
  const { db } = world.system;
  const doers = (id: string) => db.selectFrom('audit_event').select('person_id').where('subject_id', '=', id).execute();
  const saying = { words: '邻居夜里总是很吵', contact_way: 'none' } as const;
  const { id } = must(await say(mine.scope, { ...saying, anonymous: 'yes' }));
  const steps = await db.selectFrom('matter_step').selectAll().where('matter_id', '=', id).execute();
  expect(steps).not.toEqual([]);
  expect(await doers(id)).toContainEqual({ person_id: null });
  expect(JSON.stringify([await matter(world.system, id), steps, await doers(id)])).not.toContain(mine.personId);
  expect(await doers(must(await say(mine.scope, saying)).id)).toContainEqual({ person_id: mine.personId });
});
