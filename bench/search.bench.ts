import { join } from 'node:path';
import pg from 'pg';
import { newId } from '#kernel/ids';
import { alike, search } from '#modules/search';
import type { Platform } from '#platform/platform';
import { makeScope, type Scope } from '#platform/scope';
import { makeVillage, onData } from '#tests/crash/village';
import { type Bench, type Figure, figureOf, milliseconds } from './figure.ts';
import { temporaryFolder } from './processes.ts';

const needs = 100_000;
const resources = 100_000;
const atOnce = 10_000;
const rounds = 5;
const asks = 20;
/** As many as the form asks for before it compares their words. */
const compared = 24;

/** Words of a neighbourhood, said more often than all others. */
const words =
  '老人 轮椅 出院 扶手 路灯 楼道 台阶 孩子 作业 陪诊 取药 水管 漏水 门锁 热饭 送餐 被子 棉衣 电扇 空调 护理 床位 拐杖 助行 洗澡 理发 血压 体检 聊天 陪伴 搬家 家具 桌子 椅子 书包 绘本 童车 玩具 手机 挂号 缴费 合同 咨询 调解 噪音 停车 垃圾 分类 绿化 花草 树枝 电梯 坡道 活动室 乒乓球 书法 唱歌 跳舞 象棋 电影 茶话 义诊 口罩 雨伞 自行车 修鞋 缝补 米面 鸡蛋 牛奶 蔬菜 旧书 电脑 打印 照相 门禁 快递 宠物 水电 煤气 网络 暖气 屋顶 外墙 井盖 围栏 长椅 健身 篮球 羽毛球 日语 英语 算术 钢琴 二胡 剪纸 编织 烘焙 急救 消防 防汛 值班 巡逻'.split(
    ' ',
  );
/** Letters of which the other words of a language are made; a pair of them is a word. */
const letters =
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权';
const joins = ['想找', '能不能有', '家里要', '一起办', '借用', '帮忙看看', '每周一次的', '门口的'];

/** The same made-up words on every machine. */
function generator(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.trunc((state / 2 ** 32) * end);
  };
}

const below = generator(12_345);
const vocabulary = [
  ...words,
  ...Array.from(
    { length: 6000 },
    () => `${letters[below(letters.length)] ?? ''}${letters[below(letters.length)] ?? ''}`,
  ),
];
/** How often each word is said falls with its place in the list, as it does in languages: the hundredth a tenth of the tenth. */
let said = 0;
const shares = vocabulary.map((_, at) => {
  said += 1_000_000 / (at + 8);
  return said;
});
function word(): string {
  const drawn = below(Math.trunc(said));
  let [low, high] = [0, shares.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shares[middle] ?? 0) > drawn) high = middle;
    else low = middle + 1;
  }
  return vocabulary[low] ?? '';
}
const title = (): string => `${joins[below(joins.length)] ?? ''}${word()}${word()}`;
const story = (): string =>
  `${word()}和${word()}，${joins[below(joins.length)] ?? ''}${word()}${word()}，${word()}也好，${word()}${word()}。`;

/** In how many records each pair of letters stands. */
const held = new Map<string, number>();

async function fill(owner: pg.Client, spaceId: string): Promise<void> {
  await owner.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [spaceId]);
  const { rows } = await owner.query<{ code: string }>('select code from classification where whole order by code');
  const rowOf = () => {
    const row = { id: newId(new Date()), title: title(), text: story(), code: rows[below(rows.length)]?.code };
    for (const pair of pairsIn(row.title + row.text)) held.set(pair, (held.get(pair) ?? 0) + 1);
    return row;
  };
  // So many at once are brought in as a restore brings them: without the triggers, and the index made at the end.
  await owner.query('alter table need disable trigger user; alter table resource disable trigger user');
  await owner.query('drop index search_entry_tokens');
  for (let done = 0; done < needs; done += atOnce)
    await owner.query(
      `insert into need (space_id, id, title, summary, class_code, quantity, unit, state, created_at, updated_at)
       select $1, r.id, r.title, r.text, r.code, 1, '次', 'open', now() - random() * interval '2 years', now()
       from jsonb_to_recordset($2::jsonb) r (id uuid, title text, text text, code text)`,
      [spaceId, JSON.stringify(Array.from({ length: atOnce }, rowOf))],
    );
  for (let done = 0; done < resources; done += atOnce)
    await owner.query(
      `insert into resource (space_id, id, kind, title, description, class_code, quantity, unit, state, label_code, created_at, updated_at)
       select $1, r.id, 'loan', r.title, r.text, r.code, 1, '件', 'open', r.id::text, now() - random() * interval '2 years', now()
       from jsonb_to_recordset($2::jsonb) r (id uuid, title text, text text, code text)`,
      [spaceId, JSON.stringify(Array.from({ length: atOnce }, rowOf))],
    );
  await owner.query('analyze need, resource');
  const columns = [
    'space_id, kind, id, of_id, page_id, number, title, body, inside, class_code, place_id, phase, state, audience, day',
    'amount, plain_title, plain_body, plain_inside, sounds',
  ].join(', ');
  await owner.query(
    `insert into search_entry (${columns}) select ${columns.replace(/\w+/g, 'm.$&')} from search_source x, lateral search_made(x) m
     where x.space_id = $1 and x.kind in ('need', 'resource')`,
    [spaceId],
  );
  await owner.query('create index search_entry_tokens on search_entry using gin (tokens) with (fastupdate = off)');
  await owner.query('alter table need enable trigger user; alter table resource enable trigger user');
  await owner.query('vacuum analyze search_entry');
}

interface Laid {
  readonly visitor: Scope;
  /** Owns the tables: no policy stands between it and the index. */
  readonly owner: pg.Client;
  readonly spaceId: string;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** Two words each time, as a neighbour types them; ours is what the page is made of, theirs the ids from the index. */
async function twoWords({ visitor, owner, spaceId }: Laid): Promise<{ ours: number; theirs: number }> {
  const asked = Array.from({ length: asks }, () => [word(), word()] as const).filter(([a, b]) => a !== b);
  let [ours, theirs] = [0, 0];
  for (const [a, b] of asked) {
    theirs += await timed(() =>
      owner.query('select kind, id from search_entry where tokens @@ $1::tsquery and space_id = $2', [
        `${pairs(a)} & ${pairs(b)}`,
        spaceId,
      ]),
    );
    ours += await timed(() => search(visitor, { words: `${a} ${b}`, size: 50 }));
  }
  return { ours: ours / asked.length, theirs: theirs / asked.length };
}

const pairs = (text: string): string =>
  pairsIn(text)
    .map((pair) => `'${pair}'`)
    .join(' & ');

/** Each two neighbouring letters of a text, once. */
function pairsIn(text: string): string[] {
  const found = new Set<string>();
  for (const [run] of text.matchAll(/\p{Script=Han}+/gu)) {
    const all = [...run];
    for (const [at, letter] of all.slice(1).entries()) found.add(`${all[at] ?? ''}${letter}`);
  }
  return [...found];
}

const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.trunc(times.length * 0.95)] ?? Number.NaN;

/**
 * A sentence somebody is writing. Ours is what the form asks for with every pause; theirs the ids of as many open needs as ours
 * compares, by the rarest pairs of the sentence, which are told to it.
 */
async function whileTyping({ visitor, owner, spaceId }: Laid): Promise<{ ours: number; theirs: number }> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  // With a limit the planner would rather read the table from its beginning, which takes longer.
  await owner.query('set enable_seqscan = off; set enable_indexscan = off');
  for (let ask = 0; ask < asks; ask += 1) {
    const written = `${title()}，${story()}`;
    const rarest = pairsIn(written).toSorted((a, b) => (held.get(a) ?? 0) - (held.get(b) ?? 0));
    theirs.push(
      await timed(() =>
        owner.query(
          `select id from search_entry where tokens @@ $1::tsquery and space_id = $2 and kind = 'need' and phase = 'open'
             and audience = 'everyone' limit 200`,
          [
            rarest
              .slice(0, 8)
              .map((pair) => `'${pair}'`)
              .join(' | '),
            spaceId,
          ],
        ),
      ),
    );
    ours.push(await timed(() => alike(visitor, 'need', written, compared)));
  }
  await owner.query('reset enable_seqscan; reset enable_indexscan');
  return { ours: p95(ours), theirs: p95(theirs) };
}

async function measure(laid: Laid, once: (laid: Laid) => Promise<{ ours: number; theirs: number }>) {
  const measured: { ours: number; theirs: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const times = await once(laid);
    // The first round only warms up.
    if (round > 0) measured.push(times);
  }
  return measured;
}

async function figures(platform: Platform, ownerUrl: string): Promise<Figure[]> {
  const { spaceId } = await makeVillage(platform, 'many');
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await fill(owner, spaceId);
  const laid = { visitor: makeScope({ platform, spaceId, actor: null }), owner, spaceId };
  const found = [
    figureOf(await measure(laid, twoWords), {
      ...{ what: 'two words among 200,000 records: a page of 50, counts by kind, marks', unit: milliseconds },
      ...{ against: 'the ids of all hits from the index, without policies', target: { most: 2 } },
    }),
    figureOf(await measure(laid, whileTyping), {
      ...{ what: 'similar needs while typing among 100,000, p95', unit: milliseconds },
      ...{
        against: 'the ids of 200 that hold one of its eight rarest pairs of characters, without policies',
        target: { most: 3 },
      },
    }),
  ];
  await owner.end();
  return found;
}

export const bench: Bench = {
  title: 'Search',
  how: `${needs.toLocaleString('en')} open needs and ${resources.toLocaleString('en')} resources in one space, of six thousand words whose frequency falls with their rank, made into entries by the function the triggers call. Two words at a time as a visitor, the whole search from what was typed to what the page shows, against the bare index scan for the same pairs of characters as the owner of the tables; then the needs likest to a sentence of some forty characters, against the bare index scan for the pairs a reader who knew the frequencies would choose. ${asks} different questions a round, in turn, ${rounds} rounds.`,
  run: () => onData(join(temporaryFolder(), 'data'), (platform, { ownerUrl }) => figures(platform, ownerUrl)),
};
