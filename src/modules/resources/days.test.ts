import { describe, expect, test } from 'vitest';
import { room as resources } from '#http/resources';
import { must } from '#kernel/result';
import { extendResource, offerResource, openResource, resource, watchDays } from '#modules/resources';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [resources] });
const worker = await world.person('吴工', ['worker']);
const ann = await world.person('安家人');
const ben = await world.person('本家人');
const slug = world.space.slug;

const drill = { kind: 'loan' as const, title: '冲击钻', class_code: 'material.daily.tools', quantity: '1', unit: '把' };

async function opened(facts: Partial<Parameters<typeof offerResource>[1]> = {}): Promise<string> {
  const { id } = must(await offerResource(worker.scope, { ...drill, ...facts }));
  must(await openResource(worker.scope, { id }));
  return id;
}

async function said(personId: string): Promise<string[]> {
  const rows = await world.system.db
    .selectFrom('outbox_message')
    .select('body')
    .where('person_id', '=', personId)
    .orderBy('at')
    .execute();
  return rows.map((row) => row.body);
}

describe('days', () => {
  test('F011 an offer whose end is near is asked about once, one that is over is paused, more days open it again', async () => {
    const today = world.clock.now().toISOString().slice(0, 10);
    const until = new Date(world.clock.now().getTime() + 5 * 86_400_000).toISOString().slice(0, 10);
    const { id } = must(await offerResource(ann.scope, { ...drill, title: '电暖气', valid_until: until }));
    must(await openResource(worker.scope, { id }));
    expect(must(await watchDays(world.system, {})).asked).toBe(1);
    expect(must(await watchDays(world.system, {})).asked).toBe(0);
    expect((await said(ann.personId)).at(-1)).toContain('为止');
    world.clock.advance({ days: 7 });
    expect(must(await watchDays(world.system, {})).paused).toBe(1);
    expect((await resource(worker.scope, id))?.state).toBe('paused');
    expect(await extendResource(ben.scope, { id, valid_until: until })).toMatchObject({
      fault: { code: 'resources.not_yours' },
    });
    expect(await extendResource(ann.scope, { id, valid_until: today })).toMatchObject({
      fault: { code: 'resources.days_crossed' },
    });
    const more = new Date(world.clock.now().getTime() + 90 * 86_400_000).toISOString().slice(0, 10);
    must(await extendResource(ann.scope, { id, valid_until: more }));
    expect((await resource(worker.scope, id))?.state).toBe('open');
  });

  test('F011 what only residents or the desk may see is no page of the public', async () => {
    const inside = await opened({ title: '给居民的', visible: 'residents' });
    const desk = await opened({ title: '柜台里的', visible: 'desk' });
    const list = async (who: typeof ann | null) => (await world.get(who, `/s/${slug}/resources?size=100`)).text;
    expect(await list(null)).not.toContain('给居民的');
    expect(await list(ann)).toContain('给居民的');
    expect(await list(ann)).not.toContain('柜台里的');
    expect((await world.get(null, `/s/${slug}/resources/${inside}`)).status).toBe(404);
    expect((await world.get(ann, `/s/${slug}/resources/${inside}`)).status).toBe(200);
    expect((await world.get(ann, `/s/${slug}/resources/${desk}`)).status).toBe(404);
    expect((await world.get(null, `/s/${slug}/resources/${inside}/calendar.ics`)).status).toBe(404);
  });
});
