import { expect, test } from 'vitest';
import { must } from '#kernel/result';
import {
  answerComments,
  commentsOn,
  follow,
  hideComment,
  openConsultation,
  ownConsultations,
  publish,
  say,
  supportComment,
  takeBack,
  tendConsultations,
  writeConsultation,
  writeDown,
  writeText,
} from '#modules/consultations';
import { messagesTo } from '#modules/record';
import { openTasks } from '#modules/tasks';
import { makeWorld, type Someone } from '#tests/world';
import { plain } from './html.ts';

/**
 * The life of a draft: rules for the shed where bicycles are charged, in six sections. Thirty comments come on the page, on
 * sheets of paper and at a meeting; one is hidden with its reason, one taken back. The office answers in groups, changes the
 * draft, publishes what was said and what was done, and mends one answer afterwards in a second version.
 */
const world = await makeWorld(import.meta.url);
const { slug } = world.space;
const secretary = await world.person('秦秘书', ['secretary']);
const worker = await world.person('何干事', ['worker']);
const overseer = await world.person('韩街道', ['overseer']);
const residents = await Promise.all(
  Array.from({ length: 14 }, (_, at) => world.person(`街坊${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[at]}`)),
);
const code = (result: { ok: boolean; fault?: { code: string } }) => (result.ok ? 'ok' : (result.fault?.code ?? ''));
const page = async (path: string, who: Someone | null = null) => plain((await world.get(who, path)).text);
const resident = (at: number): Someone => {
  const one = residents[at];
  if (one === undefined) throw new Error(`resident ${at}`);
  return one;
};

const draft = `第一条 车棚给谁用
本小区的住户，一户一个充电位。
第二条 什么时候能充
每天早上六点到晚上十点。
第三条 怎么收钱
每度电一元五角，扫码付。
第四条 安全
不许飞线，电池不许上楼。
第五条 谁来管
物业每天看两次。
第六条 从哪天起
从下个月一号起。`;

const id = must(
  await writeConsultation(secretary.scope, {
    ...{ title: '车棚充电办法', about: '电动车越来越多，先听大家怎么说。', forWhom: '全体街坊' },
    ...{ paperAt: '一楼柜台', closesOn: '2026-03-16', whole: draft },
  }),
).id;
const here = `/s/${slug}/consultations/${id}`;
const desk = `/desk/${slug}/consultations/${id}`;
const comments = () => commentsOn(world.system, id);
const idOf = async (ordinal: number) => (await comments()).find((one) => one.ordinal === ordinal)?.id ?? '';
const idsOf = async (...ordinals: readonly number[]) => Promise.all(ordinals.map(idOf));

test('F051 a draft pasted whole stands in its sections, is nobody’s before it opens, and its text stands from then on [/desk/:space/consultations/:id]', async () => {
  expect((await world.get(null, here)).status).toBe(404);
  expect(await page(desk, secretary)).toContain('第三条');
  expect(code(await say(resident(0).scope, { id, text: '早了' }))).toBe('consultations.not_open');
  must(await openConsultation(secretary.scope, { id }));
  const shown = await page(here);
  for (const part of ['车棚充电办法', '第六条', '从下个月一号起', '一楼柜台', '听到 2026年3月16日 为止'])
    expect(shown).toContain(part);
  expect(code(await writeText(secretary.scope, { id, whole: '第一条 改', sections: [] }))).toBe(
    'consultations.text_stands',
  );
  const tasks = await openTasks(secretary.scope, { roles: ['secretary'] });
  expect(tasks.map((one) => one.kind)).toEqual(['consultations.close']);
});

test('F049 comments come on the page, on paper and at a meeting, each with where it came from [/s/:space/consultations/:id]', async () => {
  // Twelve on the page: on the hours and the price, most of them alike.
  for (let at = 0; at < 12; at += 1) {
    const section = at < 7 ? '2' : '3';
    const price = at === 11 ? '油条摊也要插座' : `一元五角贵了（${at - 6}）`;
    const text = at < 7 ? `十点太早，夜班的怎么办（${at + 1}）` : price;
    const sent = await world.post(resident(at), `${here}/say`, { section, text });
    expect(sent.location).toContain('done=said');
  }
  // A telephone number is pointed out, kept as typed, and may stand only after a second look.
  const number = await world.post(resident(12), `${here}/say`, { text: '找我 13812345678 细说', section: '5' });
  expect([number.status, plain(number.text).includes('13812345678')]).toEqual([422, true]);
  expect(number.text).toContain('name="looked"');
  // Eleven on sheets: some with a name, others without.
  for (let at = 0; at < 11; at += 1) {
    const whose = at < 3 ? { personId: resident(12).personId } : {};
    const body = { way: 'paper', source: `3 号楼意见表第 ${at + 1} 张`, saidOn: '2026-03-02', section: '4' } as const;
    must(await writeDown(worker.scope, { id, ...body, ...whose, text: `飞线要有人管（${at + 1}）` }));
  }
  // Seven at the meeting of building heads; one of them speaks ill of a neighbour.
  for (let at = 0; at < 7; at += 1) {
    const section = at < 5 ? { section: '5' } : {};
    const text = at === 6 ? '楼上那家都是骗子' : `物业两次不够（${at + 1}）`;
    const said = { way: 'meeting', source: '3月2日楼组长会', saidOn: '2026-03-02', text } as const;
    must(await writeDown(worker.scope, { id, ...said, ...section }));
  }
  expect(await comments()).toHaveLength(30);
  expect(code(await say(world.visitor, { id, text: '没登录也说一句' }))).toBe('consultations.sign_in');
  expect(code(await say(resident(0).scope, { id, text: '给张三募钱看病，请大家转账捐款', looked: 'yes' }))).toBe(
    'consultations.money_appeal',
  );
  expect(code(await say(resident(0).scope, { id, text: '没有的一节', section: '9' }))).toBe(
    'consultations.section_unknown',
  );
  const shown = await page(here);
  for (const part of ['3 号楼意见表第 1 张', '3月2日楼组长会', '没写名字', '街*']) expect(shown).toContain(part);
  expect(shown).not.toContain('街坊甲');
});

test('F051 one stands behind another’s comment once, takes one’s own back, and what is hidden leaves its reason [/s/:space/consultations/:id/comments/:comment/support]', async () => {
  const first = await idOf(1);
  for (let at = 1; at < 6; at += 1) must(await supportComment(resident(at).scope, { id, commentId: first }));
  expect(code(await supportComment(resident(1).scope, { id, commentId: first }))).toBe('consultations.already_behind');
  expect(code(await supportComment(resident(0).scope, { id, commentId: first }))).toBe('consultations.own_comment');
  const left = await world.post(resident(5), `${here}/comments/${first}/leave`, {});
  expect(left.location).toContain('done=left');
  expect((await comments())[0]?.supports).toBe(4);
  // The twelfth of the page is taken back: its words are gone, its number stays.
  const last = await idOf(12);
  expect(code(await takeBack(resident(3).scope, { id, commentId: last }))).toBe('consultations.not_yours');
  must(await takeBack(resident(11).scope, { id, commentId: last }));
  expect((await comments())[11]).toMatchObject({ takenBack: true, text: '' });
  const ill = await idOf(30);
  const hidden = await world.post(worker, `${desk}/comments/${ill}/hide`, { reason: '说的是一家人，不是稿子' });
  expect(hidden.location).toContain('done=hidden');
  expect(code(await hideComment(worker.scope, { id, commentId: ill, reason: '再收一次' }))).toBe(
    'consultations.comment_not_found',
  );
  const shown = await page(here);
  expect(shown).toContain('收起来了：说的是一家人，不是稿子');
  expect(shown).not.toContain('骗子');
  expect(shown).not.toContain('油条摊');
  expect(shown).toContain('说的人收回了');
});

test('F051 before the last day those who asked for it and have not spoken are reminded once; after it nobody can comment [/s/:space/consultations/:id/follow]', async () => {
  must(await follow(resident(13).scope, { id }));
  must(await follow(resident(0).scope, { id }));
  expect(code(await tendConsultations(world.system, {}))).toBe('consultations.nothing_to_do');
  world.clock.set('2026-03-13T09:00:00+08:00');
  must(await tendConsultations(world.system, {}));
  expect(code(await tendConsultations(world.system, {}))).toBe('consultations.nothing_to_do');
  expect((await messagesTo(world.system, resident(13).personId, 20)).map((one) => one.body)).toEqual([
    '“车棚充电办法”征求意见到 2026年3月16日 截止，您还没说，别错过。',
  ]);
  expect(await messagesTo(world.system, resident(0).personId, 20)).toEqual([]);
  const early = await world.post(secretary, `${desk}/extend`, { closesOn: '2026-03-10', reason: '早点' });
  expect(early.status).toBe(422);
  const moved = await world.post(secretary, `${desk}/extend`, { closesOn: '2026-03-18', reason: '周末没人在家' });
  expect(moved.location).toContain('done=extended');
  expect(await page(here)).toContain('截止从 2026年3月16日 挪到 2026年3月18日 · 周末没人在家');
  const soon = { id, comments: await idsOf(1), outcome: 'adopted', gist: '', reason: '好' } as const;
  expect(code(await answerComments(secretary.scope, soon))).toBe('consultations.not_answering');
  world.clock.set('2026-03-19T00:20:00+08:00');
  must(await tendConsultations(world.system, {}));
  expect(code(await say(resident(13).scope, { id, text: '来晚了' }))).toBe('consultations.over');
  const late = { way: 'paper', source: '补交的一张', text: '补一句', section: '4' } as const;
  expect(code(await writeDown(worker.scope, { id, ...late, saidOn: '2026-03-19' }))).toBe('consultations.said_outside');
  expect((await openTasks(secretary.scope, { roles: ['secretary'] })).map((one) => one.kind)).toEqual([
    'consultations.answer',
  ]);
  expect(await page(here)).toContain('意见收齐了，最晚 2026年4月2日 答复');
});

test('F049 groups are answered with what changed, and nothing is published while one comment has no answer [/desk/:space/consultations/:id/answer]', async () => {
  world.clock.set('2026-03-20T10:00:00+08:00');
  const nothing = await world.post(secretary, `${desk}/answer`, { outcome: 'adopted', reason: '写了一大段理由' });
  expect([nothing.status, plain(nothing.text).includes('请勾选要答复的意见')]).toEqual([422, true]);
  expect(nothing.text).toContain('写了一大段理由');
  // The new draft: hours until midnight, a warden for the wires, nothing on the price, a seventh section.
  const text = draft
    .replace('晚上十点', '夜里十二点')
    .replace('电池不许上楼。', '电池不许上楼。楼组长每周查一次飞线。')
    .concat('\n第七条 半年后再看\n用半年，再听一次大家的意见。');
  must(await writeText(secretary.scope, { id, whole: text, sections: [] }));
  const answer = async (comments: readonly string[], more: Record<string, string>) =>
    world.post(secretary, `${desk}/answer`, { comments, ...more });
  const hours = { outcome: 'adopted', gist: '十点太早，夜班回来充不上', reason: '改到十二点。', section: '2' };
  expect((await answer(await idsOf(1, 2, 3, 4, 5, 6, 7), hours)).location).toContain('done=answered');
  const price = { outcome: 'declined', gist: '电价贵了', reason: '电费一元一角，四角是维修，账目每月贴出来。' };
  await answer(await idsOf(8, 9, 10, 11), price);
  const wires = { outcome: 'adopted', gist: '飞线要有人管', reason: '楼组长每周查一次。', section: '4' };
  await answer(await idsOf(13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23), wires);
  const early = await world.post(secretary, `${desk}/publish`, { summary: '还早' });
  expect([early.status, plain(early.text).includes('还有 6 条意见没答复')]).toEqual([409, true]);
  const nowhere = await answer(await idsOf(24), {
    outcome: 'partly',
    reason: '看',
    page: 'http://elsewhere.example/x',
  });
  expect([nowhere.status, plain(nowhere.text).includes('这个地址认不出来')]).toEqual([422, true]);
  const guards = { outcome: 'partly', gist: '物业看两次不够', reason: '加到三次，半年后再看。', section: '7' };
  await answer(await idsOf(24, 25, 26, 27, 28, 29), guards);
  expect(await page(`${desk}/answer`, secretary)).toContain('都答复了');
  // What the office thinks of it so far is nobody else’s.
  expect(await page(here)).not.toContain('改到十二点');
  expect((await world.get(overseer, `${desk}/answer`)).status).toBe(403);
});

test('F049 F051 F053 “you said, we did” stands beside the new text with what changed; everybody who took part is told once [/s/:space/consultations/:id/answers]', async () => {
  const summary = '大家最急的是时间和飞线：时间改了，飞线有人查了；电价没动，账目公开。';
  const sent = await world.post(secretary, `${desk}/publish`, { summary });
  expect(sent.location).toContain('done=published');
  const raw = (await world.get(null, `${here}/answers`)).text;
  expect(raw).toMatch(/<del>.*晚上十点|<del>.*十/);
  expect(raw).toMatch(/<ins>.*楼组长每周查一次飞线/);
  const said = plain(raw);
  for (const part of [summary, '答复了 28 条：采纳 18，部分采纳 6，没采纳 4。', '第七条', '新加的一节', '没有改'])
    expect(said).toContain(part);
  expect(said).toContain('另有 1 条收起来了');
  expect(said).not.toContain('骗子');
  // Twelve on the page, less the one who took it back, one of the sheets, and the one who only asked to be told.
  const told = await Promise.all(residents.map((one) => messagesTo(world.system, one.personId, 20)));
  const published = told.map((all) => all.filter((one) => one.body.includes('意见答复了')).length);
  expect(published).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1]);
  expect(await ownConsultations(world.system, resident(8).personId)).toMatchObject([
    { comments: 1, outcomes: ['declined'], state: 'published' },
  ]);
  expect(await page(`/me/${slug}/voice`, resident(8))).toContain('车棚充电办法');
  expect(await openTasks(secretary.scope, { roles: ['secretary'] })).toEqual([]);
});

test('F049 what is published is never rewritten: a mended answer is a second version, and the first stays [/s/:space/consultations/:id/answers]', async () => {
  expect(code(await publish(secretary.scope, { id, summary: '再发' }))).toBe('consultations.nothing_new');
  const mended = { outcome: 'partly', reason: '降到一元四角，维修少留一角。', gist: '电价贵了' } as const;
  must(await answerComments(secretary.scope, { id, comments: await idsOf(8, 9, 10, 11), ...mended }));
  expect(code(await publish(secretary.scope, { id, summary: '电价降了' }))).toBe('consultations.note_missing');
  must(await publish(secretary.scope, { id, summary: '电价降了一角。', note: '供电公司降了价' }));
  const newest = await page(`${here}/answers`);
  for (const part of ['降到一元四角', '供电公司降了价', '第 1 版']) expect(newest).toContain(part);
  const first = await page(`${here}/answers?version=1`);
  for (const part of ['四角是维修', '已经有更新的一版']) expect(first).toContain(part);
  const body = async (at: number) => (await messagesTo(world.system, resident(at).personId, 20)).map((one) => one.body);
  expect((await body(8)).filter((one) => one.includes('有更正'))).toHaveLength(1);
  expect((await body(0)).filter((one) => one.includes('有更正'))).toHaveLength(0);
  // It is found by what was said, and not by what is out of view or gone.
  const found = async (words: string) => page(`/s/${slug}/search?q=${encodeURIComponent(words)}`);
  expect(await found('夜班')).toContain('车棚充电办法');
  for (const words of ['骗子', '油条']) expect(await found(words)).not.toContain('车棚充电办法');
  const csv = (await world.get(null, `${here}/comments?format=csv`)).text;
  for (const part of ['十点太早', '部分采纳', '收起来了']) expect(csv).toContain(part);
  expect(csv).not.toMatch(/街坊|街\*/);
  const rows = (await comments()).map((one) => ({
    ...{ no: one.ordinal, section: one.section, way: one.way, source: one.source, supports: one.supports },
    said: one.takenBack ? '—' : one.hiddenReason === null ? one.text : `（${one.hiddenReason}）`,
  }));
  console.table(rows);
});
