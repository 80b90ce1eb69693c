import { describe, expect, test } from 'vitest';
import { importMessages } from '#app/import';
import { room as intakeRoom } from '#http/intake';
import { room as needsRoom } from '#http/needs';
import { must } from '#kernel/result';
import {
  checks,
  joinMatter,
  matter,
  matterList,
  partMatter,
  promiseCounts,
  say,
  sortMatter,
  writeDown,
} from '#modules/intake';
import { runChecks } from '#platform/check';
import { openText, sealText } from '#platform/crypto';
import { makeWorld } from '#tests/world';
import { learnClassesNow, leastTaught } from './commands-classes.ts';
import { findHotMatters } from './commands-hot.ts';
import { guessClass, modelContext } from './queries-classes.ts';
import { similarMatters } from './queries-similar.ts';
import { classVersions, hotMatters, liveAccuracy } from './queries-understand.ts';
import { groupsOf, growthOf, heatOf, placeNamed } from './rules-heat.ts';
import { placeEnds } from './zh-seeds.ts';

const world = await makeWorld(import.meta.url, { rooms: [intakeRoom, needsRoom] });
const worker = await world.person('周敏', ['worker']);
const { slug } = world.space;
const other = await world.otherSpace();

async function said(words: string, scope = world.visitor) {
  return must(await say(scope, { words, contact_way: 'none', anonymous: 'yes' })).id;
}

describe('what a matter is about', () => {
  test('F170 a class is proposed from the first day by the words of the classes, and nothing from emoji alone', async () => {
    expect((await guessClass(worker.scope, '楼道灯坏了，晚上太黑'))?.code).toBe('facilities.lighting');
    expect((await guessClass(worker.scope, '樓道燈壞了，路燈也不亮'))?.code).toBe('facilities.lighting');
    expect((await guessClass(worker.scope, 'the street light is broken and it is dark'))?.code).toBe(
      'facilities.lighting',
    );
    for (const nothing of ['😀😀', '   ', '13800138000', '。'])
      expect(await guessClass(worker.scope, nothing)).toBeNull();
    expect(await guessClass(worker.scope, '灯'.repeat(10_000))).not.toBeNull();
  });

  test('F170 the proposal stands beside the class; one tap makes it the class [/desk/:space/matters/:id]', async () => {
    const id = await said('三号楼的楼道灯坏了，晚上太黑');
    expect(await matter(worker.scope, id)).toMatchObject({
      classCode: null,
      classGuess: { code: 'facilities.lighting' },
    });
    const page = await world.get(worker, `/desk/${slug}/matters/${id}`);
    expect(page.text).toContain('像是“路灯楼道灯”');
    const agreed = await world.post(worker, `/desk/${slug}/matters/${id}/sort`, { class_code: 'facilities.lighting' });
    expect(agreed.status).toBe(303);
    expect(await matter(worker.scope, id)).toMatchObject({ classCode: 'facilities.lighting', classBy: 'person' });
    expect(await liveAccuracy(worker.scope)).toEqual({ all: 1, same: 1 });
    const list = await world.get(worker, `/desk/${slug}/matters`);
    expect(list.text).toContain('很多人都在说的事');
  });

  test('F170 whoever speaks is asked whether it is so, may choose another, and teaches nothing by it [/s/:space/say]', async () => {
    const at = `/s/${slug}/say`;
    const lamp = { words: '五号楼的楼道灯又坏了，晚上太黑' };
    const where = await world.post(null, at, { ...lamp, step: 'words' });
    expect(where.text).toContain('这像是“路灯楼道灯”的事，对吗？');
    expect(where.text).toMatch(/<option(?=[^>]*selected)[^>]*value="facilities.lighting"/);
    const told = { ...lamp, contact_way: 'none', anonymous: 'yes', step: 'tell' };
    const chosen = await world.post(null, at, { ...lamp, step: 'where', class_code: 'property.upkeep' });
    expect(chosen.text).toContain('value="property.upkeep"');
    const done = await world.post(null, at, { ...told, class_code: 'property.upkeep' });
    expect(done.status).toBe(303);
    const number = new URL(done.location, 'http://here').searchParams.get('number');
    const row = await worker.scope.db
      .selectFrom('matter')
      .select(['class_code', 'class_guess', 'class_at'])
      .where('number', '=', number ?? '')
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ class_code: 'property.upkeep', class_guess: 'facilities.lighting', class_at: null });
    // What looks like nothing is asked of nobody, and a class that is none is refused.
    expect((await world.post(null, at, { words: '😀😀😀', step: 'words' })).text).not.toContain('这像是');
    expect((await world.post(null, at, { ...told, class_code: 'no.such' })).status).toBe(422);
  });

  test('F170 people’s corrections teach: learned in a job, kept by version, tested on what was not learned [/desk/:space/matters/classes]', async () => {
    expect(must(await learnClassesNow(world.system))).toBeNull();
    const before = await world.get(worker, `/desk/${slug}/matters/classes`);
    expect(before.text).toContain('还没有人定过分类');
    // Here people hold whatever concerns the canal for culture, which no list of words could know.
    const places = ['东岸', '西岸', '桥头', '闸口', '码头', '水埠', '亭子', '渡口'];
    for (let number = 0; number < leastTaught; number += 1) {
      const canal = number % 2 === 0;
      const place = places[number % places.length];
      const words = canal
        ? `运河${place}的老石栏松了，第 ${number} 处`
        : `${place}的垃圾桶满了没人清运，第 ${number} 次`;
      const made = must(await writeDown(worker.scope, { words, channel: 'phone', not_named: 'yes' }));
      const code = canal ? 'culture' : 'property.cleaning';
      must(await sortMatter(worker.scope, { id: made.id, class_code: code }));
    }
    expect((await guessClass(worker.scope, '运河边的老石栏'))?.code).not.toBe('culture');
    expect(must(await learnClassesNow(world.system))).toEqual({ version: 1 });
    expect((await guessClass(worker.scope, '运河边的老石栏'))?.code).toBe('culture');
    expect(must(await learnClassesNow(world.system))).toBeNull();
    const [version] = await classVersions(worker.scope);
    expect(version).toMatchObject({ version: 1, taught: leastTaught + 1 });
    expect(version?.accuracy).toBeGreaterThan(800);
    const page = await world.get(worker, `/desk/${slug}/matters/classes`);
    expect(page.text).toContain('自己考自己');
    expect(page.text).toContain('文化');
    expect((await world.get(worker, `/desk/${slug}/matters/classes?lang=en`)).status).toBe(200);
  });

  test('another community has learned nothing of it, and old models are let go while their figures stay', async () => {
    const stranger = world.scopeOf(worker.actor, { space: other });
    expect((await guessClass(stranger, '运河边的老石栏'))?.code).not.toBe('culture');
    expect(await classVersions(stranger)).toEqual([]);
    for (let version = 2; version <= 5; version += 1) {
      world.clock.advance({ days: 1 });
      const id = await said(`运河第 ${version} 段的石栏`);
      must(await sortMatter(worker.scope, { id, class_code: 'culture' }));
      expect(must(await learnClassesNow(world.system))).toEqual({ version });
    }
    const kept = await worker.scope.db
      .selectFrom('class_model')
      .select('version')
      .where('sealed', 'is not', null)
      .execute();
    expect(kept.map((row) => row.version).toSorted()).toEqual([3, 4, 5]);
    expect(await classVersions(worker.scope)).toHaveLength(5);
  });

  test('what was learned with another list of known words is learned anew', async () => {
    const { keys } = world.platform;
    const row = await world.system.db
      .selectFrom('class_model')
      .select(['id', 'version', 'sealed'])
      .where('sealed', 'is not', null)
      .orderBy('version', 'desc')
      .executeTakeFirstOrThrow();
    const context = modelContext(world.system, row.id);
    const packed = Buffer.from(openText(keys, row.sealed ?? new Uint8Array(), context), 'base64');
    const older = Buffer.from(packed.toString('latin1').replace('"lexicon":"', '"lexicon":"0'), 'latin1');
    const sealed = Buffer.from(sealText(keys, older.toString('base64'), context));
    await world.system.db.updateTable('class_model').set({ sealed }).where('id', '=', row.id).execute();
    expect(must(await learnClassesNow(world.system))).toEqual({ version: row.version + 1 });
    expect(must(await learnClassesNow(world.system))).toBeNull();
  });
});

describe('the same matter', () => {
  test('is shown at the desk and joined with one click, parted with one [/desk/:space/matters/:id]', async () => {
    const first = await said('丽景苑南门的搅拌站半夜还在响，灰也大');
    const second = await said('搅拌站的灰飘到丽景苑南门，窗台一层');
    await said('孩子上学的路上没有斑马线');
    const found = await similarMatters(worker.scope, '丽景苑南门搅拌站太吵');
    expect(found.map((one) => one.id).toSorted()).toEqual([first, second].toSorted());
    expect(await similarMatters(worker.scope, '丽景苑南门搅拌站太吵', { except: first })).toHaveLength(1);
    const page = await world.get(worker, `/desk/${slug}/matters/${second}`);
    expect(page.text).toContain('像是同一件事');
    const number = (await matter(worker.scope, first))?.number ?? '';
    expect(page.text).toContain(number);
    must(await joinMatter(worker.scope, { id: second, into: number }));
    const [joined, ...rest] = await similarMatters(worker.scope, '丽景苑南门搅拌站太吵');
    expect(joined).toMatchObject({ id: first, joined: 1 });
    expect(rest).toEqual([]);
    must(await partMatter(worker.scope, { id: second }));
    expect((await matter(worker.scope, second))?.state).toBe('new');
  });

  test('nobody of another community is found, and texts without words find nothing', async () => {
    const stranger = world.scopeOf(worker.actor, { space: other });
    expect(await similarMatters(stranger, '丽景苑南门搅拌站太吵')).toEqual([]);
    for (const nothing of ['', '😀', '1', '灯']) expect(await similarMatters(worker.scope, nothing)).toEqual([]);
  });

  test('what many texts hold tells nothing apart once it was counted', async () => {
    for (let number = 0; number < 70; number += 1) await said(`请领导重视这件事情，谢谢，第 ${number} 件`);
    must(await findHotMatters(world.system));
    expect(await similarMatters(worker.scope, '请领导重视这件事情，谢谢')).toEqual([]);
    expect((await similarMatters(worker.scope, '丽景苑南门搅拌站太吵')).length).toBeGreaterThan(0);
  });
});

describe('what many speak of', () => {
  test('heat is people, days and growth, each counted as the page says', () => {
    const voices = [
      { speaker: 'a', on: '2026-03-20' },
      { speaker: 'b', on: '2026-03-20' },
      { speaker: 'a', on: '2026-03-19' },
      { speaker: 'c', on: '2026-03-10' },
    ];
    const heat = heatOf(voices, '2026-03-21');
    expect(heat).toEqual({
      people: 3,
      days: 3,
      lately: 3,
      before: 1,
      heat: 3 * 10 + 3 * 5 + 2 * 10,
      first: '2026-03-10',
      last: '2026-03-20',
    });
    expect(growthOf({ lately: 1, before: 4 })).toBe(0);
    expect(heatOf([], '2026-03-21')).toBeNull();
  });

  test('whoever is like one of a group joins it', () => {
    expect(
      groupsOf(5, [
        [0, 1],
        [3, 4],
        [1, 3],
      ]),
    ).toEqual([[0, 1, 3, 4]]);
    expect(groupsOf(3, [])).toEqual([]);
  });

  test('the place is the one at least half of them name', () => {
    expect(placeNamed(['丽景苑的灯', '在丽景苑，很黑', '灯坏了'], placeEnds)).toContain('丽景苑');
    expect(placeNamed(['甲村', '乙村', '丙村'], placeEnds)).toBe('');
  });

  test('F170 five people on three days make a hot matter with place and days, and the sum in words [/desk/:space/matters/hot]', async () => {
    const empty = await world.get(worker, `/desk/${slug}/matters/hot`);
    expect(empty.status).toBe(200);
    const lines = [
      '梧桐路路口有个大坑',
      '梧桐路路口那个坑又深了',
      '梧桐路路口的坑崴了脚',
      '梧桐路路口大坑没人补',
      '梧桐路路口坑里积水',
    ];
    for (const [at, words] of lines.entries()) {
      await said(`${words}，电动车过不去`);
      if (at % 2 === 1) world.clock.advance({ days: 1 });
    }
    must(await findHotMatters(world.system));
    const hot = (await hotMatters(worker.scope)).find((one) => one.headline.includes('梧桐路'));
    expect(hot).toMatchObject({ people: 5, days: 3, lately: 5, before: 0, heat: 5 * 10 + 3 * 5 + 5 * 10 });
    expect(hot?.placeText).toContain('梧桐路');
    const page = await world.get(worker, `/desk/${slug}/matters/hot`);
    expect(page.text).toContain('5 × 10 + 3 × 5 + 5 × 10');
    expect(page.text).toContain('matters/hot?format=csv');
    const file = await world.get(worker, `/desk/${slug}/matters/hot?format=csv`);
    const line = file.text.split('\n').find((one) => one.includes('梧桐路')) ?? '';
    expect(file.text).toContain('热度怎么算的');
    for (const part of [hot?.number ?? '-', hot?.firstOn ?? '-', hot?.lastOn ?? '-', ',5,3,5,0,115,'])
      expect(line).toContain(part);
    expect(line).toContain('5 × 10 + 3 × 5 + 5 × 10');
    must(await findHotMatters(world.system));
    expect((await hotMatters(worker.scope)).filter((one) => one.headline.includes('梧桐路'))).toHaveLength(1);
  });
});

describe('a list from elsewhere', () => {
  const csv = `id,user,subject,time,body,reply,reply_time
1,u1,柳荫巷停水,2026-02-01 09:00:00,柳荫巷从早上停水到现在，没有通知,,
2,u2,柳荫巷停水,2026-02-01 10:00:00,柳荫巷从早上停水到晚上，没有人通知,,
3,u3,幼儿园收费,2026-01-05 10:00:00,幼儿园学费又涨了,"已核实，按公示的标准收。",2026-01-08 09:00:00
4,u4,公交改线,2026-01-05 10:00:00,公交车不到我们村了,已转公交公司,2026/2/20 9:00:00
5,u5,没有时间的答复,2026-01-05 10:00:00,路灯不亮,修好了,不详
`;

  test('F171 comes in with class, joined to what is the same, answered with the promise kept or late', async () => {
    const before = await promiseCounts(worker.scope);
    const order = { bytes: new TextEncoder().encode(csv), fileName: 'replies.csv', slug };
    expect(await importMessages(world.platform, order)).toMatchObject({
      ...{ kind: 'done', landed: 5, bad: [], notes: [{ line: 6, code: 'row.reply_time' }] },
    });
    expect(await importMessages(world.platform, order)).toMatchObject({ kind: 'done', landed: 0, skipped: 5 });
    const query = { q: '', filters: { channel: 'import' }, sort: { key: 'number', desc: false }, page: 1, size: 50 };
    const { rows } = await matterList(worker.scope, query);
    expect(rows.map((row) => row.state)).toEqual(['new', 'joined', 'answered', 'answered', 'answered']);
    expect(rows[1]?.joinedToId).toBe(rows[0]?.id);
    expect(rows.some((row) => row.classGuess !== null)).toBe(true);
    expect(rows.every((row) => row.classCode === null || row.classBy === 'guess')).toBe(true);
    const after = await promiseCounts(worker.scope);
    // Of the third nobody knows the day, so it counts neither way.
    expect([after.kept - before.kept, after.late - before.late]).toEqual([1, 1]);
    const unknownDay = await world.get(worker, `/desk/${slug}/matters/${rows[4]?.id}`);
    expect(unknownDay.text).toContain('哪天答的不清楚');
    const page = await world.get(worker, `/desk/${slug}/matters/${rows[2]?.id}`);
    expect(page.text).toContain('已核实，按公示的标准收。');
    must(await partMatter(worker.scope, { id: rows[1]?.id ?? '' }));
    expect((await matter(worker.scope, rows[1]?.id ?? ''))?.state).toBe('new');
  });

  test('F171 answers in a list of their own find their messages; odd ones are told by line and counted as what is known', async () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const messages = ['id,subject,time,body']
      .concat(
        Array.from({ length: 6 }, (_, at) => `a${at},第${at}件新事,2026-01-0${at + 1} 09:00:00,只有这里说的第${at}件`),
      )
      .join('\n');
    expect(
      await importMessages(world.platform, { bytes: bytes(messages), fileName: 'messages.csv', slug }),
    ).toMatchObject({ landed: 6, bad: [] });
    const answers = `ID,回复,回复时间
a0,第一次的答复,2026/1/3 9:00:00
a0,第二次的答复,2026/1/4 9:00:00
a1,早于来话的答复,2025-12-31 09:00:00
a2,没有日子的答复,
a3,晚了的答复,2026-02-20
nobody,不知道答的是谁,2026-01-09
,没有编号,2026-01-09
a4,,2026-01-09
a5,将来的答复,2099-01-01
`;
    const before = await promiseCounts(worker.scope);
    const order = { bytes: bytes(answers), fileName: 'answers.csv', slug };
    expect(await importMessages(world.platform, order)).toMatchObject({
      landed: 5,
      skipped: 1,
      bad: [
        { line: 8, code: 'row.no_id' },
        { line: 9, code: 'row.no_words' },
        { line: 7, code: 'row.id_unknown' },
      ],
      notes: [
        { line: 5, code: 'row.reply_time' },
        { line: 10, code: 'row.reply_time' },
      ],
    });
    const after = await promiseCounts(worker.scope);
    expect([after.kept - before.kept, after.late - before.late]).toEqual([1, 1]);
    const states = await worker.scope.db
      .selectFrom('matter')
      .select('state')
      .where(
        'origin',
        'in',
        ['a0', 'a1', 'a2', 'a3', 'a4', 'a5'].map((id) => `messages:${id}`),
      )
      .orderBy('origin')
      .execute();
    expect(states.map((row) => row.state)).toEqual([
      'answered',
      'answered',
      'answered',
      'answered',
      'joined',
      'answered',
    ]);
    expect(await importMessages(world.platform, order)).toMatchObject({ landed: 0, skipped: 6 });
    expect(await promiseCounts(worker.scope)).toEqual(after);
  });

  test('what must hold after all of this holds', async () => {
    const found = await runChecks(world.system, checks);
    expect(found.filter((one) => one.first !== null)).toEqual([]);
  });
});
