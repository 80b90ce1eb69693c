import { expect, test } from 'vitest';
import { room as topics } from '#http/topics';
import { must } from '#kernel/result';
import { proposeTopic } from '#modules/topics';
import { makeBody } from '#tests/committee';
import { makeWorld } from '#tests/world';
import { addItem, callMeeting, planMeeting } from './commands.ts';
import { room } from './http.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, topics] });
world.clock.set('2026-03-02T02:00:00Z');
const secretary = await world.person('秘书甲', ['secretary']);
const aunt = await world.person('王阿姨');
const council = await makeBody(world, secretary, 'committee');
const [open, desk] = [`/s/${world.space.slug}`, `/desk/${world.space.slug}`];

test('F054 F056 a topic leads to the meeting that deals with it and back, in public once the meeting is called [/s/:space/topics/:id]', async () => {
  const topic = must(await proposeTopic(aunt.scope, { title: '楼下的长椅', text: '缺一把', kind: 'daily' })).id;
  const { id } = must(
    await planMeeting(secretary.scope, {
      ...{ kind: 'regular', body: council.bodyId, title: '三月例会', text: '', day: '2026-03-20', time: '14:00' },
      ...{ place: '议事厅', remote: '', agenda: '书柜' },
    }),
  );
  must(await addItem(secretary.scope, { id, title: '长椅放哪里', text: '', papers: '', topic }));
  const item = `/meetings/${id}#item-2`;
  expect((await world.get(null, `${open}/topics/${topic}`)).text).not.toContain(item);
  expect((await world.get(secretary, `${desk}/topics/${topic}`)).text).toContain(`${desk}${item}`);
  expect((await world.get(secretary, `${desk}/meetings/${id}`)).text).toContain(`${desk}/topics/${topic}`);

  must(await callMeeting(secretary.scope, { id, lateReason: '' }));
  const page = (await world.get(null, `${open}/topics/${topic}`)).text;
  for (const word of [`${open}${item}`, '三月例会', '哪次会上议']) expect(page).toContain(word);
  const meeting = (await world.get(null, `${open}/meetings/${id}`)).text;
  for (const word of ['id="item-2"', `${open}/topics/${topic}`]) expect(meeting).toContain(word);
});
