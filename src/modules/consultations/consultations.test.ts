import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { room as log } from '#http/log';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { messagesTo } from '#modules/record';
import { runChecks } from '#platform/check';
import { sequenceAll } from '#tests/sequenced';
import { makeWorld, type Someone } from '#tests/world';
import {
  correctConsultation,
  extendConsultation,
  openConsultation,
  withdrawConsultation,
  writeConsultation,
  writeText,
} from './commands.ts';
import { answerComments, publish } from './commands-answers.ts';
import { follow, say, supportComment, takeBack, unfollow, writeDown } from './commands-comments.ts';
import { room } from './http.ts';
import { commentsOn, consultation, textsOf } from './queries.ts';
import { commentersSince, ownConsultations } from './queries-answers.ts';
import { checks } from './queries-checks.ts';
import { consultedOn } from './queries-words.ts';

const world = await makeWorld(import.meta.url, { rooms: [room, log] });
const secretary = await world.person('秘书甲', ['secretary']);
const worker = await world.person('社工乙', ['worker']);
const watcher = await world.person('监督丙', ['supervisor']);
const aunt = await world.person('王秀英');
const uncle = await world.person('李大山');
const { slug } = world.space;
const code = (result: { ok: boolean; fault?: { code: string } }) => (result.ok ? 'ok' : (result.fault?.code ?? ''));
const here = (id: string) => `/s/${slug}/consultations/${id}`;
const desk = (id: string) => `/desk/${slug}/consultations/${id}`;
const day = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);

const written = async (more: { readonly anonymous?: string } = {}) =>
  must(
    await writeConsultation(secretary.scope, {
      ...{ title: '花园认养', about: '花园荒了', forWhom: '全体街坊', paperAt: '', closesOn: day(10), ...more },
      whole: '一、怎么认\n一家一块。\n二、种什么\n花和菜。',
    }),
  ).id;
const opened = async (more: { readonly anonymous?: string } = {}) => {
  const id = await written(more);
  must(await openConsultation(secretary.scope, { id }));
  return id;
};
const said = async (who: Someone, id: string, text: string) =>
  must(await say(who.scope, { id, section: '1', text })).commentId;

describe('a draft', () => {
  test('F051 is written in one form and corrected in another, and what was typed comes back [/desk/:space/consultations/new]', async () => {
    const form = `/desk/${slug}/consultations/new`;
    const fields = { title: '停车', about: '不够停', forWhom: '有车的', whole: '一、时段\n夜里。' };
    const soon = await world.post(secretary, form, { ...fields, closesOn: day(2) });
    expect([soon.status, soon.text.includes('截止太早了'), soon.text.includes('一、时段')]).toEqual([422, true, true]);
    const bare = await world.post(secretary, form, { title: '停车', closesOn: day(9) });
    for (const part of ['请说说为什么要听大家的意见', '请写明请谁来说', 'value="停车"'])
      expect(bare.text).toContain(part);
    const sent = await world.post(secretary, form, { ...fields, closesOn: day(9), anonymous: 'yes' });
    expect(sent.location).toContain('done=written');
    const id = sent.location.match(/[0-9a-f-]{36}/)?.[0] ?? '';
    const nowhere = { ...fields, closesOn: day(9), kind: 'pact', about_id: newId(world.clock.now()) } as const;
    expect(code(await writeConsultation(secretary.scope, nowhere))).toBe('consultations.subject_unknown');
    const corrected = { title: '夜里停车', about: '不够停', forWhom: '有车的', paperAt: '门厅', closesOn: day(12) };
    must(await correctConsultation(secretary.scope, { id, ...corrected }));
    expect(await consultation(secretary.scope, id)).toMatchObject({
      title: '夜里停车',
      anonymous: false,
      state: 'draft',
    });
    must(await openConsultation(secretary.scope, { id }));
    expect(code(await correctConsultation(secretary.scope, { id, ...corrected }))).toBe('consultations.not_draft');
    expect(code(await openConsultation(secretary.scope, { id }))).toBe('consultations.not_draft');
  });

  test('F051 its sections are typed, added and taken out on a form; one without a heading is pointed at [/desk/:space/consultations/:id/text]', async () => {
    const id = await written();
    const form = `${desk(id)}/text`;
    expect((await world.get(secretary, form)).text).toContain('name="sections.1.heading"');
    const typed = { 'sections.0.key': '1', 'sections.0.heading': '怎么认', 'sections.0.text': '一家两块。' };
    const wrong = await world.post(secretary, form, { ...typed, 'sections.2.text': '没有标题的话' });
    expect([
      wrong.status,
      wrong.text.includes('#text-sections-2-heading'),
      wrong.text.includes('没有标题的话'),
    ]).toEqual([422, true, true]);
    const more = { 'sections.2.heading': '多久', 'sections.2.text': '一年。' };
    const sent = await world.post(secretary, form, { ...typed, 'sections.1.key': '2', ...more });
    expect(sent.location).toContain('done=text');
    const [text] = await textsOf(secretary.scope, id);
    expect(text?.sections).toEqual([
      { key: 1, heading: '怎么认', text: '一家两块。' },
      { key: 3, heading: '多久', text: '一年。' },
    ]);
    expect(code(await writeText(secretary.scope, { id, whole: '', sections: [] }))).toBe('consultations.no_sections');
  });
});

describe('a comment', () => {
  test('F051 needs no name where the consultation says so, and shows none [/s/:space/consultations/:id/say]', async () => {
    const named = await opened();
    expect(code(await say(world.visitor, { id: named, text: '说一句' }))).toBe('consultations.sign_in');
    expect(code(await say(aunt.scope, { id: named, text: '说一句', unnamed: 'yes' }))).toBe('consultations.named_only');
    const stranger = await world.post(null, `${here(named)}/say`, { text: '说一句' });
    expect([stranger.status, stranger.text.includes('请先登录'), stranger.text.includes('说一句')]).toEqual([
      401,
      true,
      true,
    ]);
    const open = await opened({ anonymous: 'yes' });
    const sent = await world.post(null, `${here(open)}/say`, { text: '不留名说一句' });
    expect(sent.location).toContain('done=said');
    must(await say(aunt.scope, { id: open, text: '我也不留名', unnamed: 'yes' }));
    for (const who of [null, secretary]) {
      const page = await world.get(who, here(open));
      expect(page.text).toContain('不留名说一句');
      expect(page.text).not.toContain('王*英');
    }
    expect((await world.get(secretary, desk(open))).text).not.toMatch(/王\*英|王秀英/);
    // It is hers all the same: she is told, and may take it back.
    expect(await ownConsultations(world.system, aunt.personId)).toMatchObject([{ id: open, comments: 1 }]);
    const hers = (await commentsOn(world.system, open)).find((one) => one.personId === aunt.personId);
    must(await takeBack(aunt.scope, { id: open, commentId: hers?.id ?? '' }));
    // Nor does the trail say who it was, whose order could be laid beside that of the comments.
    const trail = await world.system.db
      .selectFrom('audit_event')
      .select(['command', 'account_id', 'person_id', 'on_behalf_of'])
      .where('subject_id', '=', open)
      .where('command', 'in', ['consultations.say', 'consultations.take_back'])
      .execute();
    expect(trail.map((one) => one.command)).toHaveLength(3);
    for (const one of trail) expect([one.account_id, one.person_id, one.on_behalf_of]).toEqual([null, null, null]);
  });

  test('F051 is said in the name of somebody, and is theirs [/s/:space/consultations/:id/say]', async () => {
    const id = await opened();
    const helping = world.scopeOf({ ...worker.actor, onBehalfOf: { personId: uncle.personId, as: 'worker' } });
    const { commentId } = must(await say(helping, { id, section: '2', text: '能种菜吗' }));
    expect((await commentsOn(world.system, id))[0]).toMatchObject({ personId: uncle.personId, way: 'helper' });
    const page = await world.get(null, here(id));
    for (const part of ['李*山', '请人代写']) expect(page.text).toContain(part);
    expect(code(await takeBack(worker.scope, { id, commentId }))).toBe('consultations.not_yours');
    must(await takeBack(uncle.scope, { id, commentId }));
    expect(code(await takeBack(uncle.scope, { id, commentId }))).toBe('consultations.comment_not_found');
  });

  test('F051 from paper keeps its sheet, its day and whose it is; who may write it down is told by role [/desk/:space/consultations/:id/write-down]', async () => {
    const id = await opened();
    const form = `${desk(id)}/write-down`;
    expect((await world.get(worker, `${form}?q=王`)).text).toContain('王秀英');
    expect((await world.get(watcher, form)).status).toBe(403);
    const fields = { text: '要有水', way: 'paper', saidOn: day(0), section: '2' };
    const without = await world.post(worker, form, { ...fields, source: '' });
    expect([without.status, without.text.includes('请写明从哪儿来的'), without.text.includes('要有水')]).toEqual([
      422,
      true,
      true,
    ]);
    const sent = await world.post(worker, form, { ...fields, source: '第 3 张', personId: aunt.personId });
    expect(sent.location).toContain('done=written_down');
    const body = { id, ...fields, way: 'paper', source: '第 4 张' } as const;
    expect(code(await writeDown(worker.scope, { ...body, personId: newId(world.clock.now()) }))).toBe(
      'consultations.choose_person',
    );
    expect(code(await writeDown(worker.scope, { ...body, saidOn: day(-3) }))).toBe('consultations.said_outside');
    expect(code(await writeDown(worker.scope, { ...body, saidOn: day(1) }))).toBe('consultations.said_outside');
    expect((await commentsOn(world.system, id))[0]).toMatchObject({ personId: aunt.personId, source: '第 3 张' });
    // Where it comes from is read by everybody, so it names nobody before somebody looked.
    const letter = { ...fields, text: '要有灯', source: '王秀英家来的信', unnamed: 'yes' };
    const asked = await world.post(worker, form, letter);
    expect([asked.status, asked.text.includes('name="looked"'), asked.text.includes('王秀英')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await world.post(worker, form, { ...letter, looked: 'yes' })).location).toContain('done=written_down');
  });
});

describe('the end', () => {
  test('F051 what is over is over, even before the day’s work has seen it; it only moves later [/desk/:space/consultations/:id/extend]', async () => {
    const id = await opened();
    expect(code(await extendConsultation(secretary.scope, { id, closesOn: day(10), reason: '晚点' }))).toBe(
      'consultations.closing_not_later',
    );
    must(await extendConsultation(secretary.scope, { id, closesOn: day(12), reason: '下雨' }));
    const commentId = await said(aunt, id, '好');
    world.clock.advance({ days: 13 });
    expect((await consultation(world.system, id))?.state).toBe('answering');
    expect(code(await say(aunt.scope, { id, text: '晚了' }))).toBe('consultations.over');
    expect(code(await supportComment(uncle.scope, { id, commentId }))).toBe('consultations.over');
    expect(code(await extendConsultation(secretary.scope, { id, closesOn: day(9), reason: '再等' }))).toBe(
      'consultations.over',
    );
    const answer = { id, comments: [commentId], outcome: 'adopted', gist: '', reason: '好的' } as const;
    must(await answerComments(secretary.scope, answer));
    must(await publish(secretary.scope, { id, summary: '都说好' }));
    expect(code(await withdrawConsultation(secretary.scope, { id, reason: '算了' }))).toBe('consultations.over');
    const page = await world.get(null, `${here(id)}/answers`);
    for (const part of ['稿子没有改', '都说好', '采纳 1']) expect(page.text).toContain(part);
    expect((await world.get(null, `${here(id)}/answers?version=2`)).status).toBe(404);
    expect((await world.get(null, `${here(id)}/answers?sheet=1`)).text).toContain('都说好');
  });

  test('F051 taken back before that, it says why to all who took part, and to those who wished to know [/desk/:space/consultations/:id/withdraw]', async () => {
    const id = await opened();
    await said(aunt, id, '好');
    must(await follow(uncle.scope, { id }));
    expect(code(await follow(uncle.scope, { id }))).toBe('consultations.already_following');
    must(await unfollow(uncle.scope, { id }));
    expect(code(await unfollow(uncle.scope, { id }))).toBe('consultations.not_following');
    must(await follow(uncle.scope, { id }));
    must(await withdrawConsultation(secretary.scope, { id, reason: '区里统一定' }));
    for (const one of [aunt, uncle])
      expect(
        (await messagesTo(world.system, one.personId)).filter((each) => each.body.includes('区里统一定')),
      ).toHaveLength(1);
    expect((await world.get(null, here(id))).text).toContain('撤回了：区里统一定');
    expect(code(await follow(aunt.scope, { id }))).toBe('consultations.over');
  });

  test('F051 what is taken back after it was published is gone from what was published, gist and all, and its answer stays [/s/:space/consultations/:id/answers]', async () => {
    const id = await opened();
    const gone = await said(aunt, id, '我家三号门口别种');
    const stays = await said(uncle, id, '要有水龙头');
    world.clock.advance({ days: 11 });
    const answer = { id, outcome: 'partly', reason: '再商量。' } as const;
    must(await answerComments(secretary.scope, { ...answer, comments: [gone], gist: '三号门口别种' }));
    must(await answerComments(secretary.scope, { ...answer, comments: [stays], gist: '要水' }));
    must(await publish(secretary.scope, { id, summary: '听了两条' }));
    expect((await world.get(null, `${here(id)}/answers`)).text).toContain('三号门口');
    must(await takeBack(aunt.scope, { id, commentId: gone }));
    for (const path of [here(id), `${here(id)}/answers`, `${here(id)}/answers?sheet=1`, `${here(id)}/comments`])
      expect((await world.get(null, path)).text, path).not.toContain('三号门口');
    const page = await world.get(null, `${here(id)}/answers`);
    for (const part of ['说的人收回了', '要水', '再商量']) expect(page.text).toContain(part);
  });

  test('F049 an answer may point to a page that changed, of this community and known to it', async () => {
    const id = await opened();
    const other = await opened();
    const commentId = await said(aunt, id, '好');
    const elsewhere = await said(aunt, other, '别处的');
    world.clock.advance({ days: 11 });
    const answer = { id, comments: [commentId], outcome: 'adopted', gist: '', reason: '改在那一份里' } as const;
    expect(code(await answerComments(secretary.scope, { ...answer, comments: [elsewhere] }))).toBe(
      'consultations.comment_not_found',
    );
    const nothing = `/s/${slug}/projects/${newId(world.clock.now())}`;
    expect(code(await answerComments(secretary.scope, { ...answer, page: nothing }))).toBe(
      'consultations.page_unknown',
    );
    expect(code(await answerComments(secretary.scope, { ...answer, section: '7' }))).toBe(
      'consultations.section_unknown',
    );
    must(await answerComments(secretary.scope, { ...answer, page: `http://linli.test${here(other)}` }));
    must(await publish(secretary.scope, { id, summary: '改了' }));
    expect((await world.get(null, `${here(id)}/answers`)).text).toContain(`href="${here(other)}"`);
  });
});

describe('what is out stands', () => {
  test('F049 the database itself refuses to change a text that is out, an answer, or a report', async () => {
    const id = await opened();
    const commentId = await said(aunt, id, '好');
    world.clock.advance({ days: 11 });
    must(await answerComments(secretary.scope, { id, comments: [commentId], outcome: 'adopted', reason: '好' }));
    must(await publish(secretary.scope, { id, summary: '好' }));
    const owner = new pg.Client({ connectionString: world.database.rootUrl });
    await owner.connect();
    for (const change of [
      `update consultation_text set sections = '[]'`,
      `update consultation_answer set reason = '别的'`,
      `update consultation_report set summary = '别的'`,
      'delete from consultation_report_answer',
    ])
      await expect(owner.query(change), change).rejects.toThrow('append_only');
    await owner.end();
  });

  test('F049 the log says what was published, and its words can be read beside', async () => {
    await sequenceAll(world);
    const told = await world.get(null, `/s/${slug}/log/ledger.jsonl`);
    const line = told.text.split('\n').find((one) => one.includes('都说好')) ?? '';
    expect(line).toMatch(/"version":"?1"?,.*"adopted":"?1"?,"partly":"?0"?,"declined":"?0"?,"text":"[0-9a-f]{64}"/);
    expect(line).toContain('花园认养\\n都说好\\n1 adopted 好的');
  });

  test('every invariant holds, and taking part is counted', async () => {
    expect((await runChecks(world.system, checks)).filter((one) => one.first !== null)).toEqual([]);
    const since = new Date('2026-01-01T00:00:00Z');
    expect((await commentersSince(world.system, since)).sort()).toEqual([aunt.personId, uncle.personId].sort());
    const about = await consultedOn(world.system, 'zh', { kind: 'pact', id: newId(world.clock.now()) });
    expect(about.drafts).toEqual([]);
  });
});
