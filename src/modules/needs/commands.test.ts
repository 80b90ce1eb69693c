import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { room as intakeRoom } from '#http/intake';
import { room as needsRoom } from '#http/needs';
import { must, ok } from '#kernel/result';
import {
  answerMatter,
  keepPromise,
  matter,
  matterWords,
  say,
  solveMatter,
  takeMatter,
  writeDown,
} from '#modules/intake';
import {
  addMet,
  attachVisit,
  checkNeed,
  checks,
  draftNeed,
  editNeed,
  joinNeed,
  mergeNeeds,
  meToo,
  need,
  needFigures,
  needList,
  needRow,
  notMe,
  partNeed,
  speak,
  splitNeed,
  visitsOf,
  voicesOf,
  withdrawNeed,
} from '#modules/needs';
import { addPlace } from '#modules/places';
import { audit } from '#modules/record';
import { openTasks } from '#modules/tasks';
import { runChecks } from '#platform/check';
import { command } from '#platform/command';
import { may } from '#platform/permission';
import { makeWorld } from '#tests/world';
import { jobs } from './jobs.ts';

const world = await makeWorld(import.meta.url, { rooms: [intakeRoom, needsRoom] });
const worker = await world.person('周敏', ['worker']);
const admin = await world.person('何建国', ['admin']);
const resident = await world.person('王秀兰');
const neighbour = await world.person('刘大海');

const emptyQuery = { q: '', filters: {}, sort: null, page: 1, size: 50 };

const facts = {
  title: '北门夜路三盏灯不亮',
  summary: '北门到菜场的夜路，三盏路灯不亮，老人晚上不敢走。',
  class_code: 'facilities.lighting',
  quantity: '3',
  unit: '盏',
  divisible: 'yes',
  urgency: 'soon' as const,
};

const saying = (words: string) => ({ words, contact_way: 'none' as const });

/** A need made of a matter that a resident said, checked and open. */
async function openNeed(words = '北门夜路的灯不亮，走路怕摔', more: Partial<typeof facts> = {}) {
  const slip = must(await say(resident.scope, saying(words)));
  const { id } = must(await draftNeed(worker.scope, { ...facts, ...more, matter: slip.id }));
  must(await checkNeed(admin.scope, { id }));
  return { id, matterId: slip.id };
}

/** What later rooms do inside a command of theirs. */
const deliver = command({
  name: 'test.deliver',
  permission: may('test.deliver', 'worker'),
  input: z.object({ id: z.string(), quantity: z.bigint() }),
  run: async (scope, input) => {
    await addMet(scope, input.id, input.quantity);
    await audit(scope, { kind: 'need', id: input.id });
    return ok(null);
  },
});

describe('from words to a numbered need', () => {
  test('F008 a resident says it, a worker drafts it, and after the check it is in the list with number, class, urgency, state and age [/s/:space/needs]', async () => {
    const { id, matterId } = await openNeed();
    world.clock.advance({ days: 5 });
    const row = await needRow(world.visitor, id);
    expect(row).toMatchObject({
      number: '2026-0001',
      classCode: 'facilities.lighting',
      urgency: 'soon',
      state: 'open',
      age: 5,
      voices: 1,
    });
    expect((await matter(worker.scope, matterId))?.state).toBe('need');
    const listed = await needList(world.visitor, emptyQuery, 'public');
    expect(listed.rows.map((one) => one.id)).toContain(id);
    expect(await matterWords(worker.scope, matterId)).toContain('怕摔');
  });

  test('a draft is not public and its page not found', async () => {
    const { id } = must(await draftNeed(worker.scope, { ...facts, title: '还没核对的' }));
    const listed = await needList(world.visitor, emptyQuery, 'public');
    expect(listed.rows.map((one) => one.id)).not.toContain(id);
    expect((await world.get(null, `/s/${world.space.slug}/needs/${id}`)).status).toBe(404);
  });

  test('facts that contradict themselves are refused, and an edit of a checked need says why', async () => {
    const urgent = await draftNeed(worker.scope, { ...facts, urgency: 'urgent' });
    expect(urgent).toMatchObject({
      ok: false,
      fault: { code: 'needs.urgency_reason_missing', field: 'urgency_reason' },
    });
    const late = await draftNeed(worker.scope, { ...facts, wanted_until: '2026-01-01' });
    expect(late).toMatchObject({ ok: false, fault: { code: 'needs.wanted_until_past' } });
    const unknown = await draftNeed(worker.scope, { ...facts, class_code: 'gold' });
    expect(unknown).toMatchObject({ ok: false, fault: { code: 'needs.class_unknown' } });
    const { id } = await openNeed('又一处灯不亮');
    expect(await editNeed(worker.scope, { ...facts, id, quantity: '4' })).toMatchObject({
      ok: false,
      fault: { code: 'needs.reason_missing' },
    });
    must(await editNeed(worker.scope, { ...facts, id, quantity: '4', reason: '又坏了一盏' }));
    expect((await need(worker.scope, id))?.quantity).toBe(4n);
  });
});

describe('classes and estates', () => {
  test('F009 F010 the classes are selectable in the form and counted by class and year [/s/:space/needs/figures]', async () => {
    const page = await world.get(worker, `/desk/${world.space.slug}/needs/new`);
    for (const code of [
      'material.food.groceries',
      'material.clothing.wear',
      'material.housing',
      'service.education',
      'service.medical',
      'service.psychological',
      'environment',
      'facilities',
      'culture',
      'emergency',
      'talent',
      'elder_comfort',
      'migrant_children',
    ])
      expect(page.text).toContain(`value="${code}"`);
    // What lies in a family of unlike things is chosen finely, and counted with its family.
    expect(page.text).not.toContain('value="material.food"');
    expect(page.text).toContain('吃的 · 米面油和食品');
    const before = await needFigures(worker.scope);
    await openNeed('想学唱歌', { title: '想要合唱班', summary: '楼里老人想学唱歌，缺老师。', class_code: 'culture' });
    const after = await needFigures(worker.scope);
    const count = (rows: typeof after) =>
      rows.find((row) => row.classCode === 'culture' && row.year === '2026')?.count ?? 0;
    expect(count(after)).toBe(count(before) + 1);
    const figures = await world.get(null, `/s/${world.space.slug}/needs/figures`);
    expect(figures.status).toBe(200);
    expect(figures.text).toContain('2026');
  });

  test('F006 a property need of an estate without property company is flagged, and a project can be opened from it [/desk/:space/needs/:id]', async () => {
    const old = must(await addPlace(admin.scope, { kind: 'estate', name: '柳荫老区', estateType: 'old' }));
    const { id } = await openNeed('楼道没人打扫', {
      title: '楼道没人打扫',
      summary: '三个单元楼道没人打扫。',
      class_code: 'property.cleaning',
    });
    must(
      await editNeed(worker.scope, {
        ...facts,
        id,
        class_code: 'property.cleaning',
        place: old.id,
        reason: '补上小区',
      }),
    );
    expect(await needRow(worker.scope, id)).toMatchObject({ flagged: true, estate: '柳荫老区' });
    const flagged = await needList(worker.scope, { ...emptyQuery, filters: { flag: 'property' } }, 'desk');
    expect(flagged.rows.map((row) => row.id)).toEqual([id]);
    const page = await world.get(worker, `/desk/${world.space.slug}/needs/${id}`);
    expect(page.text).toContain(`/projects/new?need=${id}`);
  });
});

describe('voices', () => {
  test('another matter joins a need as one more voice, and the joining can be undone', async () => {
    const { id } = await openNeed('东门灯不亮');
    const slip = must(await say(neighbour.scope, saying('东门的灯我也说一声')));
    must(await joinNeed(worker.scope, { matter: slip.id, need: id }));
    expect(await joinNeed(worker.scope, { matter: slip.id, need: id })).toMatchObject({
      ok: false,
      fault: { code: 'intake.state' },
    });
    expect(await voicesOf(worker.scope, id)).toHaveLength(2);
    must(await partNeed(worker.scope, { matter: slip.id }));
    expect(await voicesOf(worker.scope, id)).toHaveLength(1);
    expect((await matter(worker.scope, slip.id))?.state).toBe('new');
  });

  test('a resident says "mine too" once and can take it back', async () => {
    const { id } = await openNeed('西门灯不亮');
    must(await meToo(neighbour.scope, { id }));
    expect(await meToo(neighbour.scope, { id })).toMatchObject({ ok: false, fault: { code: 'needs.already_joined' } });
    must(await notMe(neighbour.scope, { id }));
    expect(await notMe(neighbour.scope, { id })).toMatchObject({ ok: false, fault: { code: 'needs.not_joined' } });
    must(await meToo(neighbour.scope, { id }));
    expect(await voicesOf(worker.scope, id)).toHaveLength(2);
  });

  test('what is said at the public door finds its like and joins it', async () => {
    const { id } = await openNeed('南门台阶没有扶手', {
      title: '南门台阶没有扶手',
      summary: '南门台阶陡，没有扶手，老人下不来。',
    });
    const said = encodeURIComponent('南门那个台阶没有扶手，我妈下不来');
    const alike = await world.get(null, `/s/${world.space.slug}/needs/alike?words=${said}`);
    expect(alike.text).toContain(`/needs/${id}`);
    expect((await world.get(null, `/s/${world.space.slug}/needs/alike`)).text).toBe('');
    const slip = must(await speak(world.visitor, { ...saying('南门台阶没有扶手，我也怕'), same: id }));
    expect((await matter(worker.scope, slip.id))?.state).toBe('joined');
    expect(await voicesOf(worker.scope, id)).toHaveLength(2);
  });
});

describe('the course of a need', () => {
  test('what is delivered is counted, and everyone who spoke is told when it is met', async () => {
    const { id, matterId } = await openNeed('要两张轮椅', {
      title: '要两张轮椅',
      summary: '两位老人出不了门。',
      class_code: 'material.daily.mobility',
      quantity: '2',
      unit: '张',
    });
    must(await deliver(worker.scope, { id, quantity: 1n }));
    expect(await need(worker.scope, id)).toMatchObject({ state: 'part_met', metQuantity: 1n });
    expect(await editNeed(worker.scope, { ...facts, id, quantity: '1', reason: '少了' })).toMatchObject({
      ok: false,
      fault: { code: 'needs.below_met' },
    });
    must(await deliver(worker.scope, { id, quantity: 1n }));
    expect((await need(worker.scope, id))?.state).toBe('met');
    const told = await worker.scope.db
      .selectFrom('outbox_message')
      .select('body')
      .where('person_id', '=', resident.personId)
      .where('about_id', '=', id)
      .execute();
    expect(told).toHaveLength(1);
    expect((await matter(worker.scope, matterId))?.state).toBe('need');
    const desk = `/desk/${world.space.slug}/needs/${id}`;
    expect((await world.get(worker, desk)).text).not.toContain('又开了');
    must(await deliver(worker.scope, { id, quantity: -1n }));
    const again = await world.get(worker, desk);
    expect(again.text).toContain('街坊说没解决，所以又开了');
    for (const way of ['edit', 'matches']) expect(again.text).toContain(`${desk}/${way}`);
    expect(again.text).toContain(`/projects/new?need=${id}`);
  });

  test('a part splits off, two merge, and a withdrawn need gives its matters back to the desk', async () => {
    const { id } = await openNeed('灯坏了一片');
    expect(await splitNeed(worker.scope, { id, title: '一半', quantity: '3' })).toMatchObject({
      ok: false,
      fault: { code: 'needs.split_size' },
    });
    const part = must(await splitNeed(worker.scope, { id, title: '先修一盏', quantity: '1' }));
    expect(await need(worker.scope, id)).toMatchObject({ quantity: 2n });
    expect(await need(worker.scope, part.id)).toMatchObject({ quantity: 1n, state: 'open', splitFromId: id });
    const number = (await need(worker.scope, id))?.number ?? '';
    must(await mergeNeeds(worker.scope, { id: part.id, into: number, add_quantity: 'yes', reason: '还是一起修' }));
    expect(await need(worker.scope, id)).toMatchObject({ quantity: 3n });
    expect(await need(worker.scope, part.id)).toMatchObject({ state: 'merged', mergedIntoId: id });
    const other = await openNeed('不用修了');
    must(await withdrawNeed(worker.scope, { id: other.id, reason: '路灯所修好了' }));
    expect((await matter(worker.scope, other.matterId))?.state).toBe('new');
  });

  test('F020 a visit note is attached to a need with the crux it found, and is there for the need analysis [/desk/:space/needs/:id]', async () => {
    const { id } = await openNeed('老人不下楼');
    const visit = must(
      await writeDown(worker.scope, {
        words: '上门看了，楼梯没有扶手，灯也不亮。',
        channel: 'visit',
        person: resident.personId,
        suggestions: '想要扶手\n想要灯',
      }),
    );
    must(await attachVisit(worker.scope, { id, visit: visit.number, crux: '不是不想下楼，是楼梯没扶手' }));
    expect(await visitsOf(worker.scope, id)).toMatchObject([{ number: visit.number, byId: worker.personId }]);
    const page = await world.get(null, `/s/${world.space.slug}/needs/${id}`);
    expect(page.text).toContain('不是不想下楼');
    expect(page.text).not.toContain('上门看了，楼梯');
  });

  test('a need that nobody confirmed for long gets one due date', async () => {
    await openNeed('很久以前的事');
    world.clock.advance({ days: 61 });
    const [job] = jobs;
    await job?.run(world.system);
    const asked = (await openTasks(world.system)).filter((task) => task.kind === 'needs.stale').length;
    expect(asked).toBeGreaterThan(0);
    await job?.run(world.system);
    expect((await openTasks(world.system)).filter((task) => task.kind === 'needs.stale')).toHaveLength(asked);
  });
});

describe('pages', () => {
  test('the public page shows the statement, the way to help and no person; a stranger space sees nothing', async () => {
    const { id } = await openNeed('车棚没灯', { title: '车棚没灯', summary: '车棚里没有灯，晚上看不见。' });
    const page = await world.get(null, `/s/${world.space.slug}/needs/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('车棚没灯');
    expect(page.text).not.toContain('王秀兰');
    const other = await world.otherSpace();
    expect((await world.get(null, `/s/${other.slug}/needs/${id}`)).status).toBe(404);
    const filtered = await world.get(
      null,
      `/s/${world.space.slug}/needs?state=live&class=facilities&q=${encodeURIComponent('车棚')}&format=csv`,
    );
    expect(filtered.text).toContain('车棚没灯');
  });

  test('draft, check and withdraw walk through the desk with their buttons', async () => {
    const slip = must(await say(resident.scope, saying('食堂排队太久')));
    const desk = `/desk/${world.space.slug}/needs`;
    const form = await world.get(worker, `${desk}/new?matter=${slip.id}`);
    expect(form.text).toContain('食堂排队太久');
    const missing = await world.post(worker, `${desk}/new?matter=${slip.id}`, { matter: slip.id, summary: '写了说明' });
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('写了说明');
    const made = await world.post(worker, `${desk}/new?matter=${slip.id}`, {
      ...{ ...facts, matter: slip.id, same: 'none' },
    });
    expect(made.status).toBe(303);
    const id = /needs\/([^?]+)/.exec(made.location)?.[1] ?? '';
    expect((await world.get(worker, made.location)).text).toContain('存成草稿了');
    expect((await world.post(worker, `${desk}/${id}/check`, {})).status).toBe(303);
    expect((await world.post(worker, `${desk}/${id}/withdraw`, {})).status).toBe(422);
    expect((await world.post(worker, `${desk}/${id}/withdraw`, { reason: '食堂加了窗口' })).status).toBe(303);
    expect((await matter(worker.scope, slip.id))?.state).toBe('new');
    const joined = await world.post(worker, `${desk}/join`, { matter: slip.id, need: '2026-9999' });
    expect(joined.status).toBe(422);
    expect(joined.text).toContain('2026-9999');
  });

  test('taking, answering and solving are kept out of a resident’s reach', async () => {
    const slip = must(await say(resident.scope, saying('门禁坏了')));
    expect(await takeMatter(resident.scope, { id: slip.id })).toMatchObject({
      ok: false,
      fault: { code: 'access.not_allowed' },
    });
    expect(await answerMatter(world.visitor, { id: slip.id, reply: '好' })).toMatchObject({
      ok: false,
      fault: { code: 'access.sign_in' },
    });
    expect(await solveMatter(resident.scope, { id: slip.id })).toMatchObject({ ok: false });
    expect(await keepPromise(resident.scope, { id: slip.id, result: '好' })).toMatchObject({ ok: false });
  });
});

test('what must hold after all of this holds', async () => {
  const found = await runChecks(world.system, checks);
  expect(found.filter((one) => one.first !== null)).toEqual([]);
});
