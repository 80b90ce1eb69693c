import { describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { openTasks } from '#modules/tasks';
import { makeWorld } from '#tests/world';
import { answerTopic, argue, hideArgument, leaveTopic, proposeTopic, supportTopic, withdrawTopic } from './commands.ts';
import { room } from './http.ts';
import { topic, topics, whoProposes } from './queries.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
const secretary = await world.person('秘书甲', ['secretary']);
const aunt = await world.person('王秀英');
const neighbours = await Promise.all(
  ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'].map((name) => world.person(`街坊${name}`)),
);
const lights = { title: '晚上广场的灯', text: '跳舞的时候太暗', kind: 'daily' } as const;
const at = (id: string) => `/s/${world.space.slug}/topics/${id}`;

const code = (result: { ok: boolean; fault?: { code: string } }) => (result.ok ? 'ok' : result.fault?.code);

describe('a topic of residents', () => {
  test('F054 with enough people behind it, and not before, it must go on an agenda [/s/:space/topics/:id]', async () => {
    const { id } = must(await proposeTopic(aunt.scope, lights));
    for (const one of neighbours.slice(0, 8)) must(await supportTopic(one.scope, { id }));
    expect(await topic(aunt.scope, id)).toMatchObject({ supporters: 9, needed: 10, state: 'gathering' });
    expect(code(await supportTopic(aunt.scope, { id }))).toBe('topics.already_behind');
    const last = neighbours[8];
    if (last === undefined) throw new Error('a ninth');
    must(await supportTopic(last.scope, { id }));
    expect((await topic(aunt.scope, id))?.state).toBe('due');
    expect((await openTasks(secretary.scope, { roles: ['secretary'] })).map((one) => one.title)).toContain(
      '晚上广场的灯',
    );
    // What was reached stays reached.
    must(await leaveTopic(last.scope, { id }));
    expect(await topic(aunt.scope, id)).toMatchObject({ supporters: 9, state: 'due' });
    expect(code(await leaveTopic(aunt.scope, { id }))).toBe('topics.own_topic');
    must(await answerTopic(secretary.scope, { id, outcome: 'partly', answer: '先装四盏。' }));
    const page = await world.get(null, at(id));
    for (const said of ['先装四盏。', '部分采纳', '王*英']) expect(page.text).toContain(said);
    expect(page.text).not.toContain('王秀英');
    expect(code(await supportTopic(last.scope, { id }))).toBe('topics.over');
    expect((await openTasks(secretary.scope, { roles: ['secretary'] })).map((one) => one.title)).not.toContain(
      '晚上广场的灯',
    );
  });

  test('F055 it shows both sides; what is taken from view leaves its reason [/s/:space/topics/:id]', async () => {
    const { id } = must(await proposeTopic(aunt.scope, { ...lights, title: '门口的书屋' }));
    const [one, two] = neighbours;
    if (one === undefined || two === undefined) throw new Error('two');
    must(await argue(one.scope, { id, side: 'for', text: '孩子放学有地方去' }));
    must(await argue(two.scope, { id, side: 'against', text: '楼下会吵' }));
    const page = await world.get(one, at(id));
    expect(page.text.indexOf('孩子放学有地方去')).toBeLessThan(page.text.indexOf('楼下会吵'));
    const rows = await world.platform.database
      .scoped(world.space.id, [world.space.id])
      .selectFrom('topic_argument')
      .select('id')
      .where('topic_id', '=', id)
      .where('side', '=', 'against')
      .execute();
    must(await hideArgument(secretary.scope, { id, argumentId: rows[0]?.id ?? '', reason: '骂人' }));
    const after = await world.get(null, at(id));
    expect(after.text).not.toContain('楼下会吵');
    expect(after.text).toContain('骂人');
    expect(code(await hideArgument(one.scope, { id, argumentId: rows[0]?.id ?? '', reason: '不爱听' }))).toBe(
      'access.not_allowed',
    );
  });

  test('words with somebody’s number wait for a second look, an appeal for money is refused, and nothing typed is lost', async () => {
    const words = '有事打 13800138000';
    const refused = await world.post(aunt, `/s/${world.space.slug}/topics/new`, { ...lights, text: words });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(words);
    expect(refused.text).toContain('看过了，可以公开');
    expect(code(await proposeTopic(aunt.scope, { ...lights, text: words, looked: true }))).toBe('ok');
    const plea = '李大爷得了重病，请大家捐款，帮他凑医药费';
    expect(code(await proposeTopic(aunt.scope, { ...lights, text: plea, looked: true }))).toBe('topics.money_appeal');
    expect(code(await proposeTopic(world.visitor, lights))).toBe('access.sign_in');
  });

  test('words that would hurt somebody are pointed out and stand after a second look [/s/:space/topics/new, /s/:space/topics/:id]', async () => {
    const words = '经理就是个废物，什么都不管';
    const pointed = await world.post(aunt, `/s/${world.space.slug}/topics/new`, { ...lights, text: words });
    expect(pointed.status).toBe(422);
    expect(pointed.text).toContain(words);
    expect(pointed.text).toContain('会伤人：废物');
    const sent = await world.post(aunt, `/s/${world.space.slug}/topics/new`, { ...lights, text: words, looked: 'yes' });
    expect(sent.status).toBe(303);
    const { id } = must(await proposeTopic(aunt.scope, { ...lights, title: '换物业经理' }));
    const said = { side: 'against', text: '你怎么不去死' } as const;
    expect((await world.post(aunt, `${at(id)}/argue`, said)).text).toContain('会伤人：怎么不去死');
    expect((await world.post(aunt, `${at(id)}/argue`, { ...said, looked: 'yes' })).status).toBe(303);
  });

  test('only its proposer takes it back; it is not declined while it still gathers support', async () => {
    const { id } = must(await proposeTopic(aunt.scope, { ...lights, title: '花园' }));
    const [other] = neighbours;
    if (other === undefined) throw new Error('one');
    expect(code(await answerTopic(secretary.scope, { id, outcome: 'declined', answer: '不行' }))).toBe(
      'topics.not_due',
    );
    expect(code(await withdrawTopic(other.scope, { id, reason: '不要了' }))).toBe('topics.not_yours');
    must(await withdrawTopic(aunt.scope, { id, reason: '自己种上了' }));
    expect((await world.get(null, at(id))).text).toContain('自己种上了');
  });

  test('F058 the share of residents’ topics is shown, and red under the level [/s/:space/topics]', async () => {
    const before = await whoProposes(secretary.scope);
    expect(before.low).toBe(false);
    for (let n = 0; n <= before.residents; n++)
      must(await proposeTopic(secretary.scope, { ...lights, title: `社区提的 ${n}` }));
    const after = await whoProposes(secretary.scope);
    expect(after).toMatchObject({ residents: before.residents, low: true });
    const page = await world.get(null, `/s/${world.space.slug}/topics`);
    expect(page.text).toContain('居民提的太少了');
    expect((await topics(secretary.scope, { limit: 1, offset: 0 })).total).toBe(after.all);
  });
});
