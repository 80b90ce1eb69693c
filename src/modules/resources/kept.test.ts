import { expect, test } from 'vitest';
import { z } from 'zod';
import { room as centresRoom } from '#http/centres';
import { room as matchingRoom } from '#http/matching';
import { room as needsRoom } from '#http/needs';
import { room as resourcesRoom } from '#http/resources';
import { must } from '#kernel/result';
import { matchesForNeed, propose } from '#modules/matching';
import { checkNeed, draftNeed, need as needById } from '#modules/needs';
import { addMember, registerOrganisation } from '#modules/organisations';
import { registerPerson } from '#modules/people';
import { audit } from '#modules/record';
import {
  issueGoods,
  joinLine,
  lineFor,
  markSecondhand,
  moveLines,
  offerResource,
  openResource,
  openResources,
  reserve,
  resource,
} from '#modules/resources';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url, { rooms: [centresRoom, resourcesRoom, needsRoom, matchingRoom] });
const worker = await world.person('吴工', ['worker']);
const ann = await world.person('安家人');
const ben = await world.person('本家人');
const keeper = await world.person('馆长');
const slug = world.space.slug;
const unit = must(await registerOrganisation(world.system, { name: '文化馆', kind: 'group', standing: 'informal' })).id;
must(
  await addMember(world.system, { organisationId: unit, personId: keeper.personId, duty: '馆长', represents: true }),
);

type Facts = Parameters<typeof offerResource>[1];
const room: Facts = { kind: 'room', title: '排练厅', class_code: 'facilities.space', quantity: '1', unit: '间' };
async function opened(facts: Facts): Promise<string> {
  const { id } = must(await offerResource(worker.scope, facts));
  must(await openResource(worker.scope, { id }));
  return id;
}

const anyone = may('resources.offer', 'resident');
const asCommand = (run: (scope: Parameters<typeof issueGoods>[0], id: string) => Promise<unknown>) =>
  command({
    name: 'resources.count',
    permission: anyone,
    input: z.object({ id: z.string() }),
    run: async (scope, input) => {
      const result = await run(scope, input.id);
      await audit(scope, { kind: 'resource', id: input.id });
      return { ok: true as const, value: result };
    },
  });
const mark = asCommand((scope, id) => markSecondhand(scope, id));
const issue = asCommand((scope, id) =>
  issueGoods(scope, { resourceId: id, quantity: 1n, subject: { kind: 'proposal', id } }),
);

async function posted(quantity: string): Promise<string> {
  const facts = { kind: 'goods', title: '婴儿床', class_code: 'material.daily.children', unit: '张' } as const;
  const { id } = must(await offerResource(worker.scope, { ...facts, quantity, organisation: unit }));
  must(await mark(worker.scope, { id }));
  must(await openResource(worker.scope, { id }));
  return id;
}

test('F205 a unit’s representative keeps the hours of its own room, and nobody else’s [/me/:space/resources/:id/hours]', async () => {
  const id = await opened({ ...room, organisation: unit });
  const path = `/me/${slug}/resources/${id}/hours`;
  expect((await world.get(keeper, `/me/${slug}/resources`)).text).toContain(path);
  expect((await world.get(keeper, path)).text).toContain('排练厅');
  expect((await world.get(ann, path)).status).toBe(404);
  expect((await world.post(ann, path, { d1: '9:00-12:00' })).status).toBe(404);
  const wrong = await world.post(keeper, path, { d1: '九点到十二点', d2: '14:00-18:00' });
  expect(wrong).toMatchObject({ status: 422 });
  expect(wrong.text).toContain('九点到十二点');
  expect((await world.post(keeper, path, { d1: '9:00-12:00', d2: '14:00-18:00' })).location).toBe(
    `${path}?done=own_hours`,
  );
  expect((await world.get(null, `/s/${slug}/resources/${id}`)).text).toContain('14:00–18:00');
  // A Monday, then closed for once, then as usual again.
  const ask = () => reserve(ann.scope, { id, from: '2026-06-01', from_time: '09:00', until_time: '10:00' });
  const note = await world.post(keeper, `${path}/exception`, { day: '2026-06-01', note: '找13812345678' });
  expect(note.status).toBe(422);
  expect((await world.post(keeper, `${path}/exception`, { day: '2026-06-01', note: '修地板' })).status).toBe(303);
  expect(await ask()).toMatchObject({ fault: { code: 'resources.closed_then' } });
  expect((await world.post(keeper, `${path}/drop`, { day: '2026-06-01' })).status).toBe(303);
  must(await ask());
  const thing = await opened({ ...room, kind: 'loan', title: '音响', class_code: 'material.daily.tools', unit: '台' });
  expect((await world.get(keeper, `/me/${slug}/resources/${thing}/hours`)).status).toBe(404);
});

test('F129 labels of rooms and of the second-hand shelf open what the desk does with them [/desk/:space/resources/labels]', async () => {
  const hall = await opened({ ...room, title: '二楼会议室' });
  const bed = await posted('1');
  must(await joinLine(ann.scope, { id: bed }));
  world.clock.advance({ days: 4 });
  must(await moveLines(world.system, {}));
  const sheet = (await world.get(worker, `/desk/${slug}/resources/labels`)).text;
  for (const word of ['场地', '二手架上的', '二楼会议室', '婴儿床']) expect(sheet).toContain(word);
  const codeOf = async (id: string) => (await resource(worker.scope, id))?.labelCode ?? '';
  const free = await world.get(worker, `/desk/${slug}/lend/${await codeOf(hall)}`);
  expect(free.text).toContain('眼下没有人用');
  const shelf = await world.get(worker, `/desk/${slug}/lend/${await codeOf(bed)}`);
  expect(shelf.text).toContain('安家人');
  const [turn] = await lineFor(worker.scope, [bed]);
  expect(shelf.text).toContain(`/waits/${turn?.id}/hand`);
  expect((await world.get(ann, `/desk/${slug}/lend/${await codeOf(bed)}`)).status).toBe(403);
});

test('F128 what is kept for somebody in line goes to nobody else by a match', async () => {
  const id = await posted('2');
  must(await joinLine(ann.scope, { id }));
  world.clock.advance({ days: 4 });
  must(await moveLines(world.system, {}));
  expect(await issue(worker.scope, { id })).toMatchObject({ value: { ok: true } });
  expect(await issue(worker.scope, { id })).toMatchObject({
    value: { ok: false, fault: { code: 'resources.kept', params: { kept: '1' } } },
  });
  const wanted = must(
    await draftNeed(worker.scope, {
      ...{ title: '要一张婴儿床', summary: '孩子要出生了。', class_code: 'material.daily.children' },
      ...{ quantity: '1', unit: '张', urgency: 'normal', person: ben.personId },
    }),
  ).id;
  must(await checkNeed(worker.scope, { id: wanted }));
  expect(await propose(worker.scope, { need: wanted, resource: id })).toMatchObject({
    fault: { code: 'matching.excluded', params: { reason: 'used_up' } },
  });
});

test('F011 what only a circle may see is shown and proposed to nobody else', async () => {
  const facts = { ...room, kind: 'service', title: '居民专享理发', class_code: 'service.care', unit: '次' } as const;
  const inside = await opened({ ...facts, visible: 'residents' });
  await opened({ ...facts, title: '柜台里的理发', visible: 'desk' });
  const titles = async (who: typeof ann | null) =>
    (await openResources((who ?? { scope: world.visitor }).scope)).map((one) => one.title);
  expect(await titles(null)).not.toContain('居民专享理发');
  expect(await titles(ann)).toContain('居民专享理发');
  expect(await titles(ann)).not.toContain('柜台里的理发');
  expect(await titles(worker)).toContain('柜台里的理发');
  const guest = must(await registerPerson(world.system, { name: '来访的人', former_resident: 'yes' })).id;
  await world.system.db
    .updateTable('person')
    .set({ resident: false })
    .where('space_id', '=', world.space.id)
    .where('id', '=', guest)
    .execute();
  for (const [person, fits] of [
    [guest, false],
    [ben.personId, true],
  ] as const) {
    const { id } = must(
      await draftNeed(worker.scope, {
        ...{ title: `要理发${fits ? '一' : '二'}`, summary: '行动不便。', class_code: 'service.care', quantity: '1' },
        ...{ unit: '次', urgency: 'normal', person },
      }),
    );
    must(await checkNeed(worker.scope, { id }));
    const one = await needById(worker.scope, id);
    if (one === null) throw new Error('no need');
    const ranked = (await matchesForNeed(worker.scope, one)).ranked.map((each) => each.resource.id);
    expect(ranked.includes(inside)).toBe(fits);
    expect((await propose(worker.scope, { need: id, resource: inside })).ok).toBe(fits);
    if (!fits) continue;
    expect((await world.get(null, `/s/${slug}/needs/${id}`)).text).not.toContain('居民专享理发');
  }
});
