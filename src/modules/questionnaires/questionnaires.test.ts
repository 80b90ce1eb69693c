import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { room as intake } from '#http/intake';
import { must } from '#kernel/result';
import { matter, matterWords } from '#modules/intake';
import { addPlace } from '#modules/places';
import { search } from '#modules/search';
import { openTasks } from '#modules/tasks';
import { runChecks } from '#platform/check';
import { makeWorld, type Someone } from '#tests/world';
import { moveQuestion, removeQuestion } from './commands-questions.ts';
import { addToRoll } from './commands-roll.ts';
import { room } from './http.ts';
import {
  answerInvited,
  answerQuestionnaire,
  checks,
  closeQuestionnaire,
  editQuestion,
  enterPaper,
  issueCodes,
  keepText,
  openQuestionnaire,
  ownQuestionnaires,
  questionnaire,
  questionnairesWaiting,
  releaseText,
  responseOf,
  results,
  stirQuestionnaires,
  textToMatter,
  withdrawQuestionnaire,
  writeQuestion,
  writeQuestionnaire,
  writtenTexts,
} from './index.ts';
import { jobs } from './jobs.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, intake] });
const admin = await world.person('管理员', ['admin']);
const worker = await world.person('吴社工', ['worker']);
const { slug } = world.space;
const estate = must(await addPlace(admin.scope, { kind: 'estate', name: '柳巷里', estateType: 'old' })).id;
const desk = `/desk/${slug}/questionnaires`;

/** Residents of the estate, signed in each as themselves. */
async function residents(count: number, surname: string): Promise<Someone[]> {
  const found: Someone[] = [];
  for (let at = 0; at < count; at += 1) {
    const one = await world.person(`${surname}${at}`);
    await admin.scope.db
      .updateTable('person')
      .set({ place_id: estate, birth_year: 1950 + at * 4 })
      .where('space_id', '=', world.space.id)
      .where('id', '=', one.personId)
      .execute();
    found.push(one);
  }
  return found;
}

const neighbours = await residents(12, '张');
const [first, second, third] = neighbours;
if (first === undefined || second === undefined || third === undefined) throw new Error('neighbours');

const head: Parameters<typeof writeQuestionnaire>[1] = {
  ...{ title: '活动室怎么用', text: '想知道街坊晚上去不去。', audience: 'place', place: estate },
  ...{ opens_on: '2026-03-02', closes_on: '2026-03-06' },
};
const goes = { kind: 'one', title: '晚上去活动室吗', options: '去\n不去', required: 'yes' } as const;
const scale = { kind: 'scale', title: '满意吗', low: '很不满意', high: '很满意', required: 'yes' } as const;
const words = { kind: 'text', title: '还想说什么' } as const;

/** A draft with three questions: whoever does not go skips to the words. */
async function draft(more: Partial<typeof head> = {}): Promise<string> {
  const { id } = must(await writeQuestionnaire(worker.scope, { ...head, ...more }));
  const asked = must(await writeQuestion(worker.scope, { id, ...goes }));
  must(await writeQuestion(worker.scope, { id, ...scale }));
  const last = must(await writeQuestion(worker.scope, { id, ...words }));
  const skips = { '2': last.questionId };
  must(await editQuestion(worker.scope, { id, questionId: asked.questionId, ...goes, skips }));
  return id;
}

async function begin(more: Partial<typeof head> = {}): Promise<string> {
  const id = await draft(more);
  must(await openQuestionnaire(worker.scope, { id }));
  return id;
}

const answers = { '1': '1', '2': '4', '3': '灯太暗' };
const broken = async () => (await runChecks(world.system, checks)).filter((one) => one.first !== null);
const today = '2026-03-02T10:00:00+08:00';

test('F052 one resident has one answer, over whatever way, and the roll says no more than that [/desk/:space/questionnaires/:id/roll]', async () => {
  world.clock.set(today);
  const id = await begin();
  must(await answerQuestionnaire(first.scope, { id, answers }));
  const again = { fault: { code: 'questionnaires.already_answered' } };
  expect(await answerQuestionnaire(first.scope, { id, answers: { '1': '2' } })).toMatchObject(again);
  const byCard = world.scopeOf({ ...first.actor, way: 'card' });
  expect(await answerQuestionnaire(byCard, { id, answers })).toMatchObject(again);
  const paper = { id, paper: 'ACDEFG', personId: first.personId, answers };
  expect(await enterPaper(worker.scope, paper)).toMatchObject(again);
  const acting = world.scopeOf({ ...worker.actor, onBehalfOf: { personId: second.personId, as: 'worker' } });
  must(await answerQuestionnaire(acting, { id, answers: { '1': '2' } }));
  must(await enterPaper(worker.scope, { ...paper, personId: third.personId }));
  const fourth = neighbours[3]?.personId ?? '';
  expect(await enterPaper(worker.scope, { ...paper, personId: fourth })).toMatchObject({
    fault: { code: 'questionnaires.paper_known' },
  });
  expect(await answerQuestionnaire(worker.scope, { id, answers })).toMatchObject({
    fault: { code: 'questionnaires.not_on_roll' },
  });
  must(await addToRoll(worker.scope, { id, personId: worker.personId, reason: '也住这里' }));
  must(await answerQuestionnaire(worker.scope, { id, answers }));
  const { rows } = await sql`select channel, answered_on::text from questionnaire_person
    where questionnaire_id = ${id} and channel is not null order by 1, 2`.execute(world.system.db);
  expect(rows).toEqual([
    { channel: 'assisted', answered_on: '2026-03-02' },
    { channel: 'paper', answered_on: '2026-03-02' },
    { channel: 'web', answered_on: '2026-03-02' },
    { channel: 'web', answered_on: '2026-03-02' },
  ]);
  const page = await world.get(worker, `${desk}/${id}/roll?only=answered`);
  expect(page.text).toContain('张0');
  expect(page.text).not.toContain('张5');
  expect(page.text).not.toContain('灯太暗');
  expect(await broken()).toEqual([]);
});

test('F052 of two pages and a sheet of paper at the same moment one counts [/me/:space/questionnaires/:id]', async () => {
  world.clock.set(today);
  const id = await begin({ title: '同一时刻' });
  const byCard = world.scopeOf({ ...first.actor, way: 'card' });
  const sent = await Promise.all([
    answerQuestionnaire(first.scope, { id, answers }),
    answerQuestionnaire(byCard, { id, answers: { '1': '2' } }),
    enterPaper(worker.scope, { id, paper: 'ACDEFH', personId: first.personId, answers }),
  ]);
  const refused = sent.flatMap((one) => (one.ok ? [] : [one.fault.code]));
  expect(refused).toEqual(['questionnaires.already_answered', 'questionnaires.already_answered']);
  expect(await broken()).toEqual([]);
});

test('nobody looks into what was answered before the end: not the page, not the database', async () => {
  world.clock.set(today);
  const id = await begin({ title: '楼道灯' });
  must(await answerQuestionnaire(first.scope, { id, answers }));
  for (const statement of [
    'select * from questionnaire_box',
    'delete from questionnaire_box',
    `update questionnaire_person set channel = null, answered_on = null`,
    `insert into questionnaire_sheet (space_id, questionnaire_id, id, answers)
       values ('${world.space.id}', '${id}', gen_random_uuid(), '{}')`,
  ])
    await expect(sql.raw(statement).execute(world.system.db)).rejects.toThrow(/permission denied/);
  expect((await world.get(worker, `${desk}/${id}/texts`)).status).toBe(409);
  expect((await world.get(worker, `${desk}/${id}/answers?format=csv`)).status).toBe(409);
  expect((await world.get(worker, `${desk}/${id}`)).text).not.toContain('灯太暗');
});

test('F052 one question a page without script, kept on the way, back and forth, looked at once more, then sent [/me/:space/questionnaires/:id]', async () => {
  world.clock.set(today);
  const id = await begin({ title: '一页一题' });
  const path = `/me/${slug}/questionnaires/${id}`;
  const page = await world.get(first, path);
  expect(page.text).toContain('晚上去活动室吗');
  expect(page.text).not.toContain('满意吗');
  const empty = await world.post(first, path, { kept: '{}', at: '1', step: 'next' });
  expect(empty.status).toBe(422);
  expect(empty.text).toContain('第 1 题要答了再往下走');
  const next = await world.post(first, path, { kept: '{}', at: '1', step: 'next', 'a.1': '1' });
  expect(next.text).toContain('满意吗');
  expect(next.text).toContain('很不满意');
  const kept = JSON.stringify({ '1': '1' });
  expect(next.text).toContain(kept.replaceAll('"', '&quot;'));
  const back = await world.post(first, path, { kept, at: '2', 'a.2': '5', back: '1' });
  expect(back.text).toMatch(/value="1"[^>]*checked|checked[^>]*value="1"/);
  expect(back.text).toContain('&quot;2&quot;:&quot;5&quot;');
  // Whoever does not go is asked neither for points nor may they count.
  const skipped = await world.post(first, path, {
    ...{ kept: JSON.stringify({ '1': '1', '2': '5' }), at: '1', step: 'next', 'a.1': '2' },
  });
  expect(skipped.text).toContain('还想说什么');
  const review = await world.post(first, path, {
    ...{ kept: JSON.stringify({ '1': '2', '2': '5' }), at: '3', step: 'next', 'a.3': '灯太暗' },
  });
  expect(review.text).toContain('交之前再看一遍');
  expect(review.text).toContain('灯太暗');
  expect(review.text).not.toContain('满意吗');
  const whole = JSON.stringify({ '1': '2', '2': '5', '3': '灯太暗' });
  const sent = await world.post(first, path, { kept: whole, at: 'review', step: 'send' });
  expect([sent.status, sent.location]).toEqual([303, `${path}?done=sent`]);
  expect((await world.get(first, `${path}?done=sent`)).text).toContain('交好了');
  const twice = await world.post(first, path, { kept: whole, at: 'review', step: 'send' });
  expect(twice.status).toBe(409);
  expect((await world.get(first, path)).text).toContain('已经答过了');
  const odd = await world.post(second, path, { kept: '[1', at: 'x', step: 'next' });
  expect(odd.text).toContain('晚上去活动室吗');
  const short = await world.post(second, path, { kept: '{}', at: 'review', step: 'send' });
  expect(short.status).toBe(422);
  expect(short.text).toContain('晚上去活动室吗');
});

test('F052 it closes by its date, and then anybody reads the rate with its formula and the results, small groups hidden [/s/:space/questionnaires/:id]', async () => {
  world.clock.set(today);
  const id = await begin({ title: '谁去活动室', by_band: 'yes' });
  for (const [at, one] of neighbours.slice(0, 10).entries())
    must(
      await answerQuestionnaire(one.scope, {
        id,
        answers: at < 8 ? { '1': '1', '2': `${1 + (at % 5)}` } : { '1': '2' },
      }),
    );
  must(await stirQuestionnaires(world.system, {}));
  const open = await world.get(null, `/s/${slug}/questionnaires/${id}`);
  expect(open.text).toContain('请了 12 人，10 人答了，占 83%');
  expect(open.text).not.toContain('选得最多');
  const sweep = jobs.find((one) => one.name === 'questionnaires.sweep');
  await sweep?.run(world.system);
  expect((await questionnaire(world.system, id))?.state).toBe('ready');
  expect(await answerQuestionnaire(second.scope, { id, answers: {} })).toMatchObject({ ok: false });
  world.clock.set('2026-03-07T01:00:00+08:00');
  await sweep?.run(world.system);
  await sweep?.run(world.system);
  const of = await questionnaire(world.system, id);
  expect(of?.state).toBe('closed');
  expect(await answerQuestionnaire(neighbours[11]?.scope ?? first.scope, { id, answers })).toMatchObject({
    fault: { code: 'questionnaires.over' },
  });
  const told = of === null ? null : await results(world.system, of);
  // Two of ten said no: neither side is told, nor are those counted who went on.
  expect(told?.questions[0]?.lines.map((line) => line.count)).toEqual([null, null]);
  expect(told?.questions[1]?.told).toBe('about');
  const page = await world.get(null, `/s/${slug}/questionnaires/${id}`);
  expect(page.text).toContain('回收率 = 答了的 ÷ 名册上的 = 10 ÷ 12 = 83%');
  expect(page.text).toContain('少于 5 人');
  expect(page.text).not.toMatch(/[^0-9]2 人 · 20%/);
  expect((await world.get(worker, `${desk}/${id}`)).text).toContain('每一份答卷');
  const csv = await world.get(worker, `${desk}/${id}/answers?format=csv`);
  expect(csv.text.split('\n').filter((line) => line.includes('晚上去活动室吗')).length).toBe(10);
  expect(csv.text).not.toContain('张');
  const xlsx = await world.get(worker, `${desk}/${id}/answers?format=xlsx`);
  expect(xlsx.headers.get('content-type')).toContain('spreadsheetml');
  const read =
    await sql`select 1 from audit_event where command = 'questionnaires.read_answers' and subject_id = ${id}`.execute(
      world.system.db,
    );
  expect(read.rows.length).toBeGreaterThan(0);
  expect(await broken()).toEqual([]);
});

test('F052 words are released only as a worker looked at them, and become a matter once [/desk/:space/questionnaires/:id/texts]', async () => {
  world.clock.set(today);
  const id = await begin({ title: '说两句' });
  const say = (one: Someone, text: string) => answerQuestionnaire(one.scope, { id, answers: { '1': '2', '3': text } });
  must(await say(first, '二号楼门口的灯坏了'));
  must(await say(second, '找我，电话 13812345678'));
  must(await closeQuestionnaire(worker.scope, { id, reason: '大家都答了' }));
  const due = await openTasks(world.system, { roles: ['worker'] });
  expect(due.some((task) => task.title === '看问卷里写的话：说两句')).toBe(true);
  expect((await world.get(worker, `${desk}/${id}/texts`)).text).toContain('<mark>13812345678</mark>');
  expect((await world.get(null, `/s/${slug}/questionnaires/${id}`)).text).not.toContain('灯坏了');
  const all = await writtenTexts(world.system, id);
  const [lamp, call] = ['灯', '电话'].map((piece) => all.find((one) => one.text.includes(piece))?.id ?? '');
  const path = `${desk}/${id}`;
  for (const [words, told] of [
    ['打 13812345678', '里面有像个人信息的字：13812345678'],
    ['写这个的就是个废物', '里面有伤人的字：废物'],
    ['请大家给张三转账捐款看病', '为具体某个人募钱的话不能公开'],
  ] as const) {
    const refused = await world.post(worker, `${path}/release`, { textId: call ?? '', public_text: words });
    expect([refused.status, refused.text.includes(told), refused.text.includes(words)]).toEqual([422, true, true]);
  }
  must(await keepText(worker.scope, { id, textId: call ?? '' }));
  must(await releaseText(worker.scope, { id, textId: lamp ?? '', public_text: '门口的灯坏了' }));
  expect((await world.get(null, `/s/${slug}/questionnaires/${id}`)).text).toContain('答的人不到 5 个');
  const { matterId } = must(await textToMatter(worker.scope, { id, textId: lamp ?? '' }));
  expect(await matter(world.system, matterId)).toMatchObject({
    channel: 'questionnaire',
    state: 'new',
    anonymous: true,
  });
  expect(await matterWords(worker.scope, matterId)).toBe('二号楼门口的灯坏了');
  const again = await textToMatter(worker.scope, { id, textId: lamp ?? '' });
  expect(again).toMatchObject({ fault: { code: 'questionnaires.is_matter' } });
  expect((await openTasks(world.system, { roles: ['worker'] })).some((task) => task.title.includes('说两句'))).toBe(
    false,
  );
  expect((await world.get(worker, `/desk/${slug}/matters`)).text).toContain('问卷里写的');
});

test('an invitation answers once, by whoever holds it; a name does not [/s/:space/questionnaires/:id/invited]', async () => {
  world.clock.set(today);
  const { place: _place, ...rest } = head;
  const id = must(await writeQuestionnaire(worker.scope, { ...rest, title: '商户怎么看', audience: 'invited' })).id;
  must(await writeQuestion(worker.scope, { id, ...scale }));
  expect(await openQuestionnaire(worker.scope, { id })).toMatchObject({
    fault: { code: 'questionnaires.codes_missing' },
  });
  must(await issueCodes(worker.scope, { id, count: '3' }));
  must(await openQuestionnaire(worker.scope, { id }));
  const slips = await world.get(worker, `${desk}/${id}/codes`);
  const codes = [...slips.text.matchAll(/card-code">([^<]+)</g)].map((match) => match[1] ?? '');
  expect(new Set(codes).size).toBe(3);
  const path = `/s/${slug}/questionnaires/${id}/invited`;
  expect((await world.get(null, path)).text).toContain('邀请号');
  expect((await world.get(null, `${path}?code=AAAA-AAAA`)).text).toContain('没有这个邀请号');
  const code = (codes[0] ?? '').toLowerCase();
  expect((await world.get(null, `${path}?code=${code}`)).text).toContain('满意吗');
  const sheet = { kept: JSON.stringify({ '1': '3' }), at: 'review', step: 'send', code };
  expect((await world.post(null, path, sheet)).location).toBe(`${path}?done=sent`);
  expect((await world.post(null, path, sheet)).status).toBe(409);
  expect((await world.get(null, `${path}?code=${code}`)).text).toContain('已经用过了');
  expect(await answerQuestionnaire(first.scope, { id, answers: { '1': '3' } })).toMatchObject({
    fault: { code: 'questionnaires.for_invited' },
  });
  must(await enterPaper(worker.scope, { id, paper: 'GGGGGG', code: codes[1] ?? '', answers: { '1': '5' } }));
  expect(await answerInvited(world.visitor, { id, answers: { '1': '3' }, code: codes[1] ?? '' })).toMatchObject({
    fault: { code: 'questionnaires.code_used' },
  });
  const of = await questionnaire(world.system, id);
  expect(of === null ? null : await responseOf(world.system, of)).toMatchObject({ of: 3, answered: 2 });
  expect(await broken()).toEqual([]);
});

test('a draft is checked for questions nobody reaches, moved, mended, copied, and then does not change [/desk/:space/questionnaires/:id]', async () => {
  world.clock.set(today);
  const id = await draft({ title: '还在写' });
  const [one, two, last] = (await questionnaire(world.system, id))?.questions ?? [];
  if (one === undefined || two === undefined || last === undefined) throw new Error('three questions');
  const path = `${desk}/${id}`;
  const back = await world.post(worker, `${path}/questions/${two.id}`, { ...scale, onward: one.id });
  expect(back.text).toContain('只能往后跳');
  const past = { id, questionId: one.id, ...goes, skips: { '1': last.id, '2': last.id } };
  must(await editQuestion(worker.scope, past));
  expect((await world.get(worker, path)).text).toContain('第 2 题谁也走不到');
  expect(await openQuestionnaire(worker.scope, { id })).toMatchObject({
    fault: { code: 'questionnaires.unreachable', params: { number: 2 } },
  });
  expect(await moveQuestion(worker.scope, { id, questionId: last.id })).toMatchObject({ ok: true });
  expect(await moveQuestion(worker.scope, { id, questionId: last.id })).toMatchObject({
    fault: { code: 'questionnaires.skip_back' },
  });
  must(await removeQuestion(worker.scope, { id, questionId: last.id }));
  const after = await questionnaire(world.system, id);
  expect(after?.questions.map((each) => [each.number, each.title, each.skips])).toEqual([
    [1, '晚上去活动室吗', {}],
    [2, '满意吗', {}],
  ]);
  must(await openQuestionnaire(worker.scope, { id }));
  expect(await removeQuestion(worker.scope, { id, questionId: two.id })).toMatchObject({
    fault: { code: 'questionnaires.not_draft' },
  });
  await expect(sql`update questionnaire set title = '改了' where id = ${id}`.execute(world.system.db)).rejects.toThrow(
    /not changed/,
  );
  const older = await begin({ title: '上一份' });
  const copy = must(await writeQuestionnaire(worker.scope, { ...head, from: older })).id;
  const copied = await questionnaire(world.system, copy);
  expect(copied?.questions.map((each) => each.title)).toEqual(['晚上去活动室吗', '满意吗', '还想说什么']);
  expect(copied?.questions[0]?.skips).toEqual({ '2': copied?.questions[2]?.id });
  must(await withdrawQuestionnaire(worker.scope, { id: older, reason: '问重了' }));
  expect((await world.get(null, `/s/${slug}/questionnaires/${older}`)).text).toContain('问重了');
  const bad = await world.post(worker, `${desk}/new`, { title: '', text: '写了很多', opens_on: '2026-03-02' });
  expect(bad.status).toBe(422);
  expect(bad.text).toContain('写了很多');
});

test('F053 what I answered stands among my own, and only that I did [/me/:space/voice]', async () => {
  world.clock.set(today);
  const id = await begin({ title: '夜里的门' });
  const [me, other] = [neighbours[6], neighbours[7]];
  if (me === undefined || other === undefined) throw new Error('neighbours');
  expect((await questionnairesWaiting(world.system, me.personId)).map((one) => one.id)).toContain(id);
  must(await answerQuestionnaire(me.scope, { id, answers }));
  expect((await questionnairesWaiting(world.system, me.personId)).map((one) => one.id)).not.toContain(id);
  const own = (await ownQuestionnaires(world.system, me.personId)).find((one) => one.of.id === id);
  expect(own?.answeredOn).toBe('2026-03-02');
  const voice = await world.get(me, `/me/${slug}/voice`);
  expect(voice.text).toContain(`/s/${slug}/questionnaires/${id}`);
  expect(voice.text).not.toContain('灯太暗');
  expect((await world.get(other, `/me/${slug}/voice`)).text).not.toContain(`/s/${slug}/questionnaires/${id}`);
});

test('a questionnaire is found by what it asks, a draft by the desk alone, and by nothing that was answered', async () => {
  world.clock.set(today);
  const id = await begin({ title: '琉璃井的水' });
  must(await answerQuestionnaire(first.scope, { id, answers: { '1': '1', '2': '4', '3': '密写的话' } }));
  must(await closeQuestionnaire(worker.scope, { id, reason: '问完了' }));
  await draft({ title: '没发的铜井' });
  const titles = async (words: string, scope = world.visitor, more: object = {}) =>
    (await search(scope, { words, size: 50, ...more })).found.map((one) => `${one.kind} ${one.title}`);
  expect(await titles('琉璃井')).toEqual(['questionnaire 琉璃井的水']);
  expect(await titles('满意吗')).toContain('questionnaire 琉璃井的水');
  expect(await titles('没发的铜井')).toEqual([]);
  expect(await titles('没发的铜井', worker.scope, { inside: ['questionnaire'] })).toEqual(['questionnaire 没发的铜井']);
  expect(await titles('密写', worker.scope, { inside: ['questionnaire'] })).toEqual([]);
});
