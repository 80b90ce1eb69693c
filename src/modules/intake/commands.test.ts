import { describe, expect, test } from 'vitest';
import { room as intakeRoom } from '#http/intake';
import { room as needsRoom } from '#http/needs';
import { must } from '#kernel/result';
import {
  allowWords,
  answerMatter,
  breakPromise,
  bySlip,
  checks,
  closeMatter,
  joinMatter,
  keepPromise,
  matter,
  matterFigures,
  matterList,
  matterRecord,
  matterWords,
  movePromise,
  partMatter,
  promiseCounts,
  promisesOf,
  reopenMatter,
  say,
  solveMatter,
  sortMatter,
  takeMatter,
  voiceOf,
  withdrawMatter,
  wordsAllowed,
  writeDown,
} from '#modules/intake';
import { erasePerson } from '#modules/people';
import { addPlace } from '#modules/places';
import { openTasks } from '#modules/tasks';
import { runChecks } from '#platform/check';
import { makeWorld } from '#tests/world';
import { jobs } from './jobs.ts';
import { promiseStand, refusal } from './rules.ts';

const world = await makeWorld(import.meta.url, { rooms: [intakeRoom, needsRoom] });
const worker = await world.person('周敏', ['worker']);
const admin = await world.person('何建国', ['admin']);
const resident = await world.person('王秀兰');
const neighbour = await world.person('刘大海');
const { slug } = world.space;

const saying = (words: string) => ({ words, contact_way: 'none' as const });
const emptyQuery = { q: '', filters: {}, sort: null, page: 1, size: 50 };

async function said(words = '楼道灯不亮好几天了') {
  return must(await say(resident.scope, saying(words)));
}

describe('saying something', () => {
  test('a visitor without account or name gets a number and a code, and asks by them', async () => {
    const slip = must(await say(world.visitor, { ...saying('菜场地滑'), anonymous: 'yes' }));
    expect(slip.number).toMatch(/^2026-\d{4}$/);
    const shown = await bySlip(world.visitor, slip.number, slip.code.toLowerCase());
    expect(shown?.headline).toBe('菜场地滑');
    expect(await bySlip(world.visitor, slip.number, 'AAAAAA')).toBeNull();
    expect((await matter(worker.scope, slip.id))?.personId).toBeNull();
  });

  test('the words are sealed: no table holds them readable', async () => {
    await said('我的名字叫小桥流水');
    const tables = await worker.scope.db.selectFrom('sealed_body').select(['sealed', 'tokens']).execute();
    expect(
      tables.some((row) => row.sealed.toString('utf8').includes('小桥') || (row.tokens ?? '').includes('小桥')),
    ).toBe(false);
  });

  test('a text of 100,000 characters is refused with how many are allowed, and all of it comes back', async () => {
    const long = '长'.repeat(100_000);
    const answer = await world.post(null, `/s/${slug}/say`, { words: long, step: 'tell', contact_way: 'none' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('10000');
    expect(answer.text).toContain(long);
  });

  test('a money appeal for a person is refused with the lawful ways, and nothing is lost', async () => {
    const words = '我孩子得了白血病，求好心人捐款，帮帮我们一家。';
    expect(await say(resident.scope, saying(words))).toMatchObject({
      ok: false,
      fault: { code: 'intake.money_appeal' },
    });
    const answer = await world.post(null, `/s/${slug}/say`, { words, step: 'words' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('临时救助');
    expect(answer.text).toContain(words);
  });

  test('one question at a time without script: everything typed is carried along, back keeps it too', async () => {
    expect((await world.get(null, `/s/${slug}/say`)).status).toBe(200);
    const where = await world.post(null, `/s/${slug}/say`, { words: '水管漏水', step: 'words' });
    expect(where.status).toBe(200);
    expect(where.text).toContain('name="place_text"');
    expect(where.text).toContain('value="水管漏水"');
    const tell = await world.post(null, `/s/${slug}/say`, { words: '水管漏水', step: 'where', place_text: '5 幢门口' });
    expect(tell.text).toContain('value="5 幢门口"');
    const back = await world.post(null, `/s/${slug}/say`, {
      words: '水管漏水',
      step: 'tell',
      place_text: '5 幢门口',
      back: 'where',
    });
    expect(back.text).toContain('name="place_text"');
    expect(back.text).toContain('5 幢门口');
    const missing = await world.post(null, `/s/${slug}/say`, {
      words: '水管漏水',
      step: 'tell',
      place_text: '5 幢门口',
      contact_way: 'call',
    });
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('5 幢门口');
    const short = await world.post(null, `/s/${slug}/say`, {
      words: '水管漏水',
      step: 'tell',
      contact_way: 'call',
      phone: '138 0013 800',
    });
    expect(short.status).toBe(422);
    const sent = await world.post(null, `/s/${slug}/say`, {
      words: '水管漏水',
      step: 'tell',
      place_text: '5 幢门口',
      contact_way: 'call',
      phone: '13800138000',
    });
    expect(sent.status).toBe(303);
    const slip = await world.get(null, sent.location);
    expect(slip.text).toContain('class="slip');
    expect(slip.text).toContain('class="qr"');
    const print = await world.get(null, sent.location.replace('&fresh=1', '&print=1'));
    expect(print.text).not.toContain('class="masthead');
    const found = await matterList(worker.scope, { ...emptyQuery, q: '水管漏水' });
    expect((await matterRecord(worker.scope, found.rows[0]?.id ?? ''))?.contact?.phone).toBe('13800138000');
  });

  test('markup is text, and a picture that is none is refused with the words kept', async () => {
    const words = '<script>alert(1)</script>灯不亮';
    const sent = await world.post(null, `/s/${slug}/say`, { words, step: 'tell', contact_way: 'none' });
    const page = await world.get(null, sent.location);
    expect(page.text).toContain('&lt;script');
    const photo = new File(['no picture'], 'a.jpg', { type: 'image/jpeg' });
    const refused = await world.post(null, `/s/${slug}/say`, {
      words: '有照片',
      step: 'tell',
      contact_way: 'none',
      photo,
    });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.text).toContain('有照片');
  });

  test('the same form sent twice leads to the first number; the same key with other words is a conflict', async () => {
    const fields = { words: '重复按了两下', step: 'tell', contact_way: 'none', _key: 'twice' };
    const first = await world.post(null, `/s/${slug}/say`, fields);
    const second = await world.post(null, `/s/${slug}/say`, fields);
    expect(second.location).toBe(first.location);
    const other = await world.post(null, `/s/${slug}/say`, { ...fields, words: '换了一句' });
    expect(other.status).toBe(409);
    expect(other.text).toContain('换了一句');
  });
});

describe('the desk', () => {
  test('a matter is taken, answered with a promise, and the promise kept on time', async () => {
    const slip = await said();
    must(await takeMatter(worker.scope, { id: slip.id }));
    const refused = await answerMatter(worker.scope, {
      id: slip.id,
      reply: '去看',
      promise: '修好',
      due_on: '2026-02-01',
    });
    expect(refused).toMatchObject({ ok: false, fault: { code: 'intake.day_past', field: 'due_on' } });
    const { promiseId } = must(
      await answerMatter(worker.scope, { id: slip.id, reply: '这就去看', promise: '换灯', due_on: '2026-03-09' }),
    );
    expect((await openTasks(worker.scope)).some((task) => task.subjectId === promiseId)).toBe(true);
    const [promise] = await promisesOf(worker.scope, slip.id);
    expect(promise).toMatchObject({ stand: 'open', dueOn: '2026-03-09' });
    must(await keepPromise(worker.scope, { id: promiseId ?? '', result: '换好了' }));
    expect((await promisesOf(worker.scope, slip.id))[0]).toMatchObject({ stand: 'kept', days: 0 });
    expect((await openTasks(worker.scope)).some((task) => task.subjectId === promiseId)).toBe(false);
    expect(await keepPromise(worker.scope, { id: promiseId ?? '', result: '又一次' })).toMatchObject({
      ok: false,
      fault: { code: 'intake.promise_settled' },
    });
  });

  test('F171 every promise has a day, an owner and a stand; late ones are listed, escalate once, and the resident hears [/s/:space/promises]', async () => {
    const slip = await said('井盖响');
    const { promiseId } = must(
      await answerMatter(worker.scope, { id: slip.id, reply: '报修', promise: '垫好', due_on: '2026-03-04' }),
    );
    const moved = await said('晾衣架坏');
    const second = must(
      await answerMatter(worker.scope, { id: moved.id, reply: '报修', promise: '换', due_on: '2026-03-04' }),
    );
    must(await movePromise(worker.scope, { id: second.promiseId ?? '', due_on: '2026-03-20', reason: '等零件' }));
    world.clock.set('2026-03-07T10:00:00+08:00');
    expect((await promisesOf(worker.scope, slip.id))[0]).toMatchObject({ stand: 'overdue', days: 3 });
    const late = await matterList(worker.scope, { ...emptyQuery, filters: { due: 'late' } });
    expect(late.rows.map((row) => row.id)).toEqual([slip.id]);
    await jobs[0]?.run(world.system);
    await jobs[0]?.run(world.system);
    expect((await openTasks(admin.scope)).filter((task) => task.kind === 'intake.late_promise')).toHaveLength(1);
    must(await keepPromise(worker.scope, { id: promiseId ?? '', result: '垫好了' }));
    expect((await promisesOf(worker.scope, slip.id))[0]).toMatchObject({ stand: 'late', days: 3 });
    const page = await world.get(null, `/s/${slug}/promises`);
    expect(page.text).toContain('晚了 3 天');
    expect(page.text).not.toContain('井盖');
    expect(page.text).not.toContain('垫好');
    const [last] = (await promisesOf(worker.scope, moved.id)).slice(-1);
    must(await breakPromise(worker.scope, { id: last?.id ?? '', reason: '厂家停产' }));
    expect(await promiseCounts(world.visitor)).toMatchObject({ late: 1, broken: 1, overdue: 0 });
    const told = await worker.scope.db
      .selectFrom('outbox_message')
      .select('body')
      .where('person_id', '=', resident.personId)
      .execute();
    expect(told.some((message) => message.body.includes(slip.number))).toBe(true);
  });

  test('solved on the spot takes one tap for how and closes what was promised; reopening asks for a reason', async () => {
    const slip = await said('门禁打不开');
    const answer = await world.post(worker, `/desk/${slug}/matters/${slip.id}/solve`, { way: 'fixed' });
    expect(answer.status).toBe(303);
    expect((await matter(worker.scope, slip.id))?.state).toBe('solved');
    expect((await world.post(worker, `/desk/${slug}/matters/${slip.id}/reopen`, {})).status).toBe(422);
    expect(await reopenMatter(neighbour.scope, { id: slip.id, reason: '不是我的' })).toMatchObject({
      ok: false,
      fault: { code: 'intake.not_yours' },
    });
    must(await reopenMatter(resident.scope, { id: slip.id, reason: '晚上又打不开了' }));
    expect((await matter(worker.scope, slip.id))?.state).toBe('new');
  });

  test('matters join and part again, close and withdraw with a reason, and each refusal leaves them as they were', async () => {
    const one = await said('树枝挡灯');
    const two = await said('树挡住路灯');
    expect(await joinMatter(worker.scope, { id: two.id, into: two.number })).toMatchObject({
      ok: false,
      fault: { code: 'intake.same_matter' },
    });
    must(await joinMatter(worker.scope, { id: two.id, into: one.number }));
    expect(await solveMatter(worker.scope, { id: two.id })).toMatchObject({
      ok: false,
      fault: { code: 'intake.state' },
    });
    must(await partMatter(worker.scope, { id: two.id }));
    expect(await matter(worker.scope, two.id)).toMatchObject({ state: 'new', joinedToId: null });
    expect(await closeMatter(worker.scope, { id: two.id, reason: '' })).toMatchObject({
      ok: false,
      fault: { code: 'intake.reason_missing' },
    });
    must(await closeMatter(worker.scope, { id: two.id, reason: '归园林管' }));
    must(await withdrawMatter(resident.scope, { id: one.id, reason: '自己锯了' }));
    expect(refusal('take', 'withdrawn')).toBe('intake.state');
  });

  test('every opening of the words is written down', async () => {
    const slip = await said('只给办事的人看');
    await matterWords(worker.scope, slip.id);
    await world.get(worker, `/desk/${slug}/matters/${slip.id}`);
    const opened = await worker.scope.db
      .selectFrom('audit_event')
      .select('person_id')
      .where('command', '=', 'intake.open')
      .where('subject_id', '=', slip.id)
      .execute();
    expect(opened.map((row) => row.person_id)).toEqual([worker.personId, worker.personId]);
    expect((await world.get(resident, `/desk/${slug}/matters/${slip.id}`)).status).toBe(403);
    expect((await world.get(null, `/desk/${slug}/matters`)).status).toBe(303);
  });

  test('F169 a worker writes a visit note, and each suggestion becomes a numbered item with its state [/desk/:space/matters/new]', async () => {
    const done = must(
      await writeDown(worker.scope, {
        words: '去看了王阿姨，腿脚不便。',
        channel: 'visit',
        person: resident.personId,
        suggestions: '想要扶手\n\n想要人陪着买菜',
      }),
    );
    expect(done.more).toHaveLength(2);
    for (const item of done.more)
      expect(await matter(worker.scope, item.id)).toMatchObject({
        state: 'new',
        channel: 'visit',
        takenById: worker.personId,
        personId: resident.personId,
      });
    expect(await writeDown(worker.scope, { words: '没说是谁', channel: 'phone' })).toMatchObject({
      ok: false,
      fault: { code: 'intake.person_or_not_named' },
    });
    const page = await world.get(worker, `/desk/${slug}/matters/new?who=${encodeURIComponent('王秀')}`);
    expect(page.text).toContain(resident.personId);
    const bare = await world.get(worker, `/desk/${slug}/matters/new`);
    // The little that matters stands open, the rest is folded; a refusal opens it where the reason lies.
    expect(bare.text.indexOf('name="words"')).toBeLessThan(
      bare.text.indexOf('<details class="fold"><summary>还能记的'),
    );
    const short = await world.post(worker, `/desk/${slug}/matters/new`, { words: '灯坏了', class_code: 'property' });
    expect(short.status).toBe(422);
    expect(short.text).toContain('电话、走访、柜台还是信件');
    expect(short.text).toContain('<details class="fold" open><summary>还能记的');
    const sent = await world.post(worker, `/desk/${slug}/matters/new`, {
      words: '电话里说灯坏了',
      channel: 'phone',
      not_named: 'yes',
    });
    expect(sent.status).toBe(303);
  });

  test('F170 matters are counted by topic, place and month, and found by their words [/desk/:space/matters/figures]', async () => {
    const estate = must(await addPlace(admin.scope, { kind: 'estate', name: '柳荫老区', estateType: 'old' }));
    const slip = await said('健身器材生锈了');
    must(await sortMatter(worker.scope, { id: slip.id, class_code: 'facilities', place: estate.id }));
    expect(await matterFigures(worker.scope, 'class')).toContainEqual({ key: 'facilities', count: 1 });
    expect((await matterFigures(worker.scope, 'month'))[0]?.key).toBe('2026-03');
    const page = await world.get(worker, `/desk/${slug}/matters/figures`);
    expect(page.text).toContain('柳荫老区');
    const found = await matterList(worker.scope, {
      ...emptyQuery,
      q: '健身器材',
      filters: { class: 'facilities', place: estate.id },
    });
    expect(found.rows.map((row) => row.id)).toEqual([slip.id]);
    const csv = await world.get(worker, `/desk/${slug}/matters?q=${encodeURIComponent('健身')}&format=csv`);
    expect(csv.text).toContain('健身器材生锈了');
    expect(csv.text).toContain('柳荫老区');
  });
});

describe('one’s own voice', () => {
  test('F053 everything I said, what was promised and what became of it, under my own page [/me/:space/voice]', async () => {
    const mine = must(await say(neighbour.scope, saying('快递柜挡路')));
    must(
      await answerMatter(worker.scope, { id: mine.id, reply: '联系了快递公司', promise: '挪开', due_on: '2026-03-15' }),
    );
    const own = await voiceOf(neighbour.scope, neighbour.personId);
    expect(own.map((one) => one.id)).toEqual([mine.id]);
    const page = await world.get(neighbour, `/me/${slug}/voice`);
    expect(page.text).toContain('快递柜挡路');
    expect(page.text).toContain('挪开');
    expect((await world.get(resident, `/me/${slug}/voice`)).text).not.toContain('快递柜挡路');
    const back = await world.post(neighbour, `/me/${slug}/voice/${mine.id}/withdraw`, { reason: '挪开了' });
    expect(back.status).toBe(303);
    expect((await world.post(resident, `/me/${slug}/voice/${mine.id}/reopen`, { reason: '不是我的' })).status).toBe(
      403,
    );
  });

  test('own words are shown only by consent of the one who spoke, and forgotten with the person', async () => {
    const person = await world.person('赵小满');
    const mine = must(await say(person.scope, saying('我家的事')));
    expect(await allowWords(worker.scope, { id: mine.id, allow: 'yes' })).toMatchObject({
      ok: false,
      fault: { code: 'intake.not_yours' },
    });
    must(await allowWords(person.scope, { id: mine.id, allow: 'yes' }));
    const allowed = { id: mine.id, person_id: person.personId, publish_words: true };
    expect(await wordsAllowed(world.visitor, allowed)).toBe(true);
    must(await allowWords(person.scope, { id: mine.id, allow: false }));
    expect(await wordsAllowed(world.visitor, allowed)).toBe(false);
    must(await erasePerson(person.scope, { personId: person.personId, confirm: 'yes' }));
    expect(await matterWords(worker.scope, mine.id)).toBe('');
    expect((await matter(worker.scope, mine.id))?.number).toBe(mine.number);
  });
});

test('a promise stands by its days alone', () => {
  const promise = { state: 'open', due_on: '2026-03-04', kept_on: null };
  expect(promiseStand(promise, '2026-03-04')).toEqual({ stand: 'open', days: 0 });
  expect(promiseStand(promise, '2026-03-06')).toEqual({ stand: 'overdue', days: 2 });
  expect(promiseStand({ ...promise, state: 'late', kept_on: '2026-03-05' }, '2026-04-01')).toEqual({
    stand: 'late',
    days: 1,
  });
});

test('what must hold after all of this holds', async () => {
  const found = await runChecks(world.system, checks);
  expect(found.filter((one) => one.first !== null)).toEqual([]);
});
