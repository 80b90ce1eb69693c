import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { checkNeed, draftNeed, editNeed } from '#modules/needs';
import { registerOrganisation } from '#modules/organisations';
import { offerResource, openResource } from '#modules/resources';
import { alike, checks, kinds, search } from '#modules/search';
import { runChecks } from '#platform/check';
import type { Scope } from '#platform/scope';
import { makeWorld } from '#tests/world';
import { type Letters, plain, tokenQuery, wordsOf } from './rules.ts';

const world = await makeWorld(import.meta.url, { rooms: [] });
const worker = await world.person('周敏', ['worker']);
const admin = await world.person('何建国', ['admin']);
const aunt = await world.person('陈桂英');

/** Titles of what is found, in their order. */
async function titles(words: string, scope: Scope = world.visitor, more: object = {}): Promise<string[]> {
  const { found } = await search(scope, { words, size: 50, ...more });
  return found.map((one) => one.title);
}

async function need(title: string, summary: string, class_code: string, publish = true): Promise<string> {
  const facts = { title, summary, class_code, quantity: '1', unit: '次', urgency: 'normal' as const };
  const { id } = must(await draftNeed(worker.scope, facts));
  if (publish) must(await checkNeed(admin.scope, { id }));
  return id;
}

async function offer(title: string, class_code: string, description = ''): Promise<string> {
  const facts = { kind: 'loan' as const, title, class_code, description, quantity: '1', unit: '台' };
  const { id } = must(await offerResource(aunt.scope, facts));
  must(await openResource(worker.scope, { id, vetted: 'yes' }));
  return id;
}

await need('借一台轮椅出院用', '老人出院后要在家养两个月。', 'material.daily.mobility');
await need('北门夜路三盏灯不亮', '北门到菜场的夜路，老人晚上不敢走。', 'facilities.lighting');
await need('给楼道加扶手', '台阶高，坐轮椅的邻居下不来。', 'facilities.access');
await need('还没核对的轮椅需求', '只有办事处看得见', 'material.daily.mobility', false);
await offer('折叠拐杖', 'material.daily.mobility', 'A light folding crutch, repaired last week');
// Forms fold what is typed; what came another way may still be full-width.
const wide = await offer('長者助行器', 'material.daily.mobility');
await worker.scope.db.updateTable('resource').set({ title: '長者助行器 ＡＢＣ１２' }).where('id', '=', wide).execute();
const other = await world.otherSpace();
must(
  await registerOrganisation(worker.scope, {
    ...{ kind: 'group', standing: 'informal', name: '西安社区食堂' },
    introduction: '每天中午给老人做热饭',
  }),
);

describe('what a word finds', () => {
  test('two characters, in the title first and then in the words', async () => {
    const found = await titles('轮椅');
    expect(found[0]).toBe('借一台轮椅出院用');
    expect(found).toContain('给楼道加扶手');
    expect(found).not.toContain('北门夜路三盏灯不亮');
  });

  test('one character, anywhere in a word', async () => {
    expect(await titles('灯')).toEqual(['北门夜路三盏灯不亮']);
    expect(await titles('亮')).toEqual(['北门夜路三盏灯不亮']);
  });

  test('every word must be met, whatever stands between them', async () => {
    expect(await titles('老人，热饭')).toEqual(['西安社区食堂']);
    expect(await titles('老人 拖拉机')).toEqual([]);
  });

  test('how a title sounds: first letters, syllables run together, with and without blanks, and not finished', async () => {
    for (const typed of ['ly', 'lunyi', 'lun yi', 'jytly', 'LunYi', 'ｌｙ'])
      expect(await titles(typed), typed).toContain('借一台轮椅出院用');
    for (const typed of ['xian', 'xianshequ', 'shequshitang', 'shequshit', 'sqst'])
      expect(await titles(typed), typed).toContain('西安社区食堂');
    expect(await titles('zhangzhe')).toContain('長者助行器 ＡＢＣ１２');
    expect(await titles('zz')).toContain('長者助行器 ＡＢＣ１２');
    expect(await titles('lunyii')).toEqual([]);
  });

  test('words that name a class find what stands under it, in both languages, after what says it itself', async () => {
    expect(await titles('wheelchair')).toContain('借一台轮椅出院用');
    expect(await titles('Wheelchairs')).toContain('折叠拐杖');
    expect((await titles('轮椅')).indexOf('折叠拐杖')).toBeGreaterThan(0);
    expect(await titles('照明')).toEqual(['北门夜路三盏灯不亮']);
  });

  test('English by its stems and by the beginning of a word', async () => {
    for (const typed of ['repair', 'repairing', 'crutches', 'fold', 'Crutch folding'])
      expect(await titles(typed), typed).toContain('折叠拐杖');
  });

  test('full-width and traditional writing, accents and signs change nothing', async () => {
    expect(await titles('长者')).toEqual(['長者助行器 ＡＢＣ１２']);
    expect(await titles('輪椅')).toEqual(await titles('轮椅'));
    expect(await titles('abc12')).toEqual(['長者助行器 ＡＢＣ１２']);
    expect(await titles('ＡＢＣ１２')).toEqual(['長者助行器 ＡＢＣ１２']);
    expect(await titles('ábc12')).toEqual(['長者助行器 ＡＢＣ１２']);
  });

  test('a number finds its record', async () => {
    expect((await titles('2026-0002'))[0]).toBe('北门夜路三盏灯不亮');
  });

  test('what was looked for is marked in its own writing', async () => {
    const marked = async (words: string, title: string) => {
      const { found } = await search(world.visitor, { words, size: 50 });
      const one = found.find((row) => row.title === title);
      return [one?.titleMarks, one?.words].map((part) => part?.filter((piece) => piece.hit).map((piece) => piece.text));
    };
    expect(await marked('輪椅', '借一台轮椅出院用')).toEqual([['轮椅'], []]);
    expect(await marked('ly', '借一台轮椅出院用')).toEqual([['轮椅'], []]);
    expect(await marked('长者', '長者助行器 ＡＢＣ１２')).toEqual([['長者'], []]);
    expect(await marked('abc12', '長者助行器 ＡＢＣ１２')).toEqual([['ＡＢＣ１２'], []]);
    expect(await marked('repair', '折叠拐杖')).toEqual([[], ['repaired']]);
  });
});

describe('what is typed badly', () => {
  test('nothing, blanks and signs alone find nothing', async () => {
    for (const words of ['', '   ', '!!!', '，。', '\u0000', '\ud800', '🙂'])
      expect(await titles(words), JSON.stringify(words)).toEqual([]);
  });

  test('the signs of queries and statements mean nothing', async () => {
    for (const words of [
      "轮椅' | 'x",
      '轮椅:* & !',
      '轮椅 <-> ()',
      "'; drop table need; --",
      '轮椅\\',
      '%轮椅_',
      'a\\:b*',
    ])
      await expect(search(world.visitor, { words, size: 5 }), words).resolves.toBeDefined();
    expect((await titles("'轮椅' & !"))[0]).toBe('借一台轮椅出院用');
  });

  test('ten thousand characters are read as their beginning', async () => {
    expect(await titles('轮椅'.repeat(5000))).toEqual([]);
    expect((await titles(`轮椅 ${' '.repeat(9990)}`))[0]).toBe('借一台轮椅出院用');
    expect(await titles('a'.repeat(10_000))).toEqual([]);
    expect(await titles(Array.from({ length: 3000 }, (_, at) => `w${at}`).join(' '))).toEqual([]);
  });
});

describe('who finds what', () => {
  test('what the desk has not published is found at the desk alone', async () => {
    expect(await titles('核对')).toEqual([]);
    expect(await titles('核对', worker.scope)).toEqual([]);
    expect(await titles('核对', worker.scope, { inside: ['resource'] })).toEqual([]);
    expect(await titles('核对', worker.scope, { inside: ['need'] })).toEqual(['还没核对的轮椅需求']);
  });

  test('words for the office find and are shown at the desk alone', async () => {
    const id = await need('水管要修', '厨房的水管漏了。', 'service.repair.home', false);
    const facts = {
      title: '水管要修',
      summary: '厨房的水管漏了。',
      class_code: 'service.repair.home',
      quantity: '1',
      unit: '次',
    };
    must(await editNeed(worker.scope, { id, ...facts, urgency: 'urgent', urgency_reason: '楼下天花板泡烂了' }));
    must(await checkNeed(admin.scope, { id }));
    expect(await titles('水管')).toEqual(['水管要修']);
    expect(await titles('天花板')).toEqual([]);
    const { found } = await search(worker.scope, { words: '天花板', size: 5, inside: [...kinds] });
    expect(found.map((one) => one.words.map((piece) => piece.text).join(''))).toEqual(['楼下天花板泡烂了']);
    const open = await search(world.visitor, { words: '水管', size: 5 });
    expect(
      JSON.stringify(open.found, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value)),
    ).not.toContain('天花板');
  });

  test('what is for residents is found by who is signed in', async () => {
    const id = await offer('电钻借用', 'material.daily.tools');
    await worker.scope.db.updateTable('resource').set({ visible: 'residents' }).where('id', '=', id).execute();
    expect(await titles('电钻')).toEqual([]);
    expect(await titles('电钻', aunt.scope)).toEqual(['电钻借用']);
    await worker.scope.db.updateTable('resource').set({ visible: 'desk' }).where('id', '=', id).execute();
    expect(await titles('电钻', aunt.scope)).toEqual([]);
  });

  test('another space finds nothing of this one, whatever it asks for', async () => {
    const stranger = world.scopeOf(null, { space: other });
    expect(await titles('轮椅', stranger)).toEqual([]);
    expect(await alike(stranger, 'need', '借一台轮椅', 5)).toEqual([]);
    const { rows } = await sql<{
      answer: { page: unknown[] };
    }>`select search_find(${world.space.id}::uuid, '轮椅'::tsquery, '{}',
      ${kinds.map((kind) => kind)}::text[], true, null, null, null, null, null, null, 'best', 50, 0) as answer`.execute(
      stranger.db,
    );
    expect(rows[0]?.answer.page).toEqual([]);
  });

  test('the running role can not write what is found, and reads it under its scope alone', async () => {
    await expect(worker.scope.db.updateTable('search_entry').set({ audience: 'everyone' }).execute()).rejects.toThrow(
      'denied',
    );
    await expect(worker.scope.db.deleteFrom('search_entry').execute()).rejects.toThrow('denied');
    const stranger = world.scopeOf(null, { space: other });
    expect(await stranger.db.selectFrom('search_entry').select('id').execute()).toEqual([]);
  });
});

describe('finding as the tables stand', () => {
  test('filters by kind, class, phase and day, pages and orders', async () => {
    const all = await search(world.visitor, { words: '老人', size: 50 });
    expect(all.total).toBe(all.found.length);
    expect([...all.kinds].toSorted()).toEqual([
      ['need', 2],
      ['organisation', 1],
    ]);
    expect(await titles('老人', world.visitor, { kind: 'organisation' })).toEqual(['西安社区食堂']);
    expect(await titles('老人', world.visitor, { classCode: 'material' })).toEqual(['借一台轮椅出院用']);
    expect(await titles('老人', world.visitor, { phase: 'done' })).toEqual([]);
    expect(await titles('老人', world.visitor, { until: '2026-01-01' })).toEqual([]);
    const second = await search(world.visitor, { words: '老人', size: 1, skip: 1 });
    expect(second.total).toBe(3);
    expect(second.found.map((one) => one.id)).toEqual([all.found[1]?.id]);
  });

  test('a changed record is found by its new words, and everything found is a record', async () => {
    const id = await need('找人教弹琴', '社区的琴没人弹。', 'culture');
    await worker.scope.db.updateTable('need').set({ title: '找人教下棋' }).where('id', '=', id).execute();
    expect(await titles('弹琴')).toEqual([]);
    expect(await titles('下棋')).toEqual(['找人教下棋']);
    const found = await runChecks(world.system, checks);
    expect(found.map(({ first }) => first)).toEqual([null, null]);
  });

  test('needs that share most with a text come first', async () => {
    const found = await alike(world.visitor, 'need', '想借个轮椅，老人出院要用', 3);
    const { found: named } = await search(world.visitor, { words: '轮椅 出院', size: 1 });
    expect(found[0]?.id).toBe(named[0]?.id);
    expect(found.length).toBeLessThanOrEqual(3);
  });

  test('the check finds an entry that somebody changed past the triggers', async () => {
    const root = new pg.Client({ connectionString: world.database.rootUrl });
    await root.connect();
    await root.query(`update search_entry set title = '别的' where title = '找人教下棋'`);
    const found = await runChecks(world.system, checks);
    expect(found.map(({ count }) => count)).toEqual([1, 1]);
    await root.query(`update need set title = title || '。' where title = '找人教下棋'`);
    await root.end();
    expect((await runChecks(world.system, checks)).map(({ count }) => count)).toEqual([0, 0]);
  });
});

describe('the index and row-level security', () => {
  test('on enough rows the running role reads by the index, and finds what the policies admit', async () => {
    const root = new pg.Client({ connectionString: world.database.rootUrl });
    await root.connect();
    await root.query(
      `insert into search_entry (space_id, kind, id, page_id, title, body, inside, phase, state, audience, day, plain_title, plain_body, plain_inside, sounds)
       select $1, 'need', gen_random_uuid(), gen_random_uuid(), title, '', '', 'open', 'open', 'everyone', '2026-02-01', title, '', '', '{}'
       from (select case when n % 500 = 0 then '会飞的毯子' else '第' || n || '件平常的事' end as title from generate_series(1, 20000) n) made`,
      [world.space.id],
    );
    await root.query('analyze search_entry');
    const scans = async () => {
      await root.query('select pg_stat_force_next_flush()');
      const { rows } = await root.query<{ index: number; table: number }>(
        `select (select idx_scan from pg_stat_user_indexes where indexrelname = 'search_entry_tokens')::int as index,
           (select seq_scan from pg_stat_user_tables where relname = 'search_entry')::int as table`,
      );
      return rows[0] ?? { index: 0, table: 0 };
    };
    const flushed = () => sql`select pg_stat_force_next_flush()`.execute(world.visitor.db);
    await flushed();
    const before = await scans();
    const { total, found } = await search(world.visitor, { words: '毯子', size: 50 });
    await flushed();
    const after = await scans();
    expect(total).toBe(40);
    expect(after.index).toBeGreaterThan(before.index);
    expect(after.table).toBe(before.table);
    const plainly = await world.visitor.db
      .selectFrom('search_entry')
      .select('id')
      .where('space_id', '=', world.space.id)
      .where('audience', '=', 'everyone')
      .where(sql<boolean>`tokens @@ ${"'毯子'"}::tsquery`)
      .execute();
    expect(found.map((one) => one.id).toSorted()).toEqual(plainly.map((one) => one.id).toSorted());
    // Without the function the policies keep the operator from the index; the index itself serves the owner's policy.
    const explained = await world.visitor.db
      .selectFrom('search_entry')
      .select('id')
      .where(sql<boolean>`tokens @@ ${"'毯子'"}::tsquery`)
      .explain('text');
    expect(JSON.stringify(explained)).not.toContain('search_entry_tokens');
    const owner = new pg.Client({ connectionString: world.database.ownerUrl });
    await owner.connect();
    const { rows } = await owner.query(`explain select id from search_entry where tokens @@ '''毯子'''::tsquery`);
    expect(JSON.stringify(rows)).toContain('search_entry_tokens');
    await owner.end();
    await root.query(`delete from search_entry where sounds = '{}' and day = '2026-02-01'`);
    await root.end();
  });
});

describe('plain writing', () => {
  test('the application folds as the database does', async () => {
    const rows = await world.visitor.db.selectFrom('han_letter').select(['letter', 'simple', 'sounds']).execute();
    const letters: Letters = {
      simple: new Map(rows.map((row) => [row.letter, row.simple])),
      sounds: new Map(rows.map((row) => [row.letter, row.sounds])),
      syllables: new Set(rows.flatMap((row) => row.sounds)),
    };
    expect(letters.syllables.size).toBe(406);
    const samples = [
      '輪椅 Ｌｙ',
      'É à ñ Ünder',
      '㈱ ﬁ ①',
      '裡面的臺灣',
      'ＡＢＣ１２３',
      '半角ｶﾅ',
      '한국어',
      newId(world.clock.now()),
      '👍🏽 emoji',
      'Ｘ－１',
    ];
    for (const sample of samples) {
      const { rows: folded } = await sql<{ plain: string }>`select search_plain(${sample}) as plain`.execute(
        world.visitor.db,
      );
      expect(plain(letters, sample), sample).toBe(folded[0]?.plain);
    }
    const queries = samples.flatMap((sample) => wordsOf(letters, sample));
    for (const text of queries) {
      const made = tokenQuery([{ text, han: false, stem: null, classes: [] }], letters);
      await expect(sql`select ${made}::tsquery`.execute(world.visitor.db), made).resolves.toBeDefined();
    }
  });
});
