import {
  answerMatter,
  closeMatter,
  escalateLate,
  matterList,
  reopenMatter,
  sayWord,
  takeMatter,
  writeDown,
} from '#modules/intake';
import { addRule, pauseLimit, watchLimits } from '#modules/limits';
import type { Telling } from './script.ts';

/** The matter that begins so; the newest where several do. */
async function matterSaying({ stage }: Telling, words: string): Promise<string | null> {
  const query = { q: words, filters: {}, sort: null, page: 1, size: 1 };
  return (await matterList(await stage.scope(null), query)).rows[0]?.id ?? null;
}

/** What was said months ago and answered in its time, or a little after. */
const answered = [
  { ago: 88, words: '怎么视频看孙子', reply: '每周三下午社区教手机，孙志强来接您。' },
  { ago: 78, words: '花坛里的野猫', reply: '联系了救助站，十只都打了疫苗、做了绝育。' },
  { ago: 26, words: '那盏灯一到八点就灭', reply: '定时器调错了，已经改到天亮。' },
  { ago: 24, words: '电梯里没有信号', reply: '物业报了信号覆盖，十二月装；先在电梯里贴了求助电话。' },
] as const;

/** Limits by class; words that run, stand still, are met, are late, and go up to the street and come down again. */
export function tellLimits(telling: Telling): void {
  const { stage, cast, on } = telling;
  const secretary = cast.who('秦文秀');
  const worker = cast.who('何雨晴');
  on(100, async () => {
    await stage.act(secretary, addRule, { class_code: 'facilities.lighting', length: '24h', source: '12345 惯例' });
    await stage.act(secretary, addRule, { class_code: 'property', length: '7d', working: 'yes', source: '12345 惯例' });
    await stage.act(secretary, addRule, { length: '15d', source: '社区自定' });
  });
  for (const one of answered)
    on(one.ago, async () => {
      const id = await matterSaying(telling, one.words);
      if (id === null) return;
      await stage.act(worker, takeMatter, { id });
      await stage.act(worker, answerMatter, { id, reply: one.reply });
    });
  tellStreet(telling);
  tellPause(telling);
  // The clock looks every few minutes in life; in the story every few days, and on each of the last ones.
  const days = [...Array.from({ length: 22 }, (_, at) => 96 - at * 4), 10, 8, 6, 5, 4, 3, 2, 1, 0];
  for (const daysAgo of days)
    on(daysAgo, async () => {
      await stage.act(null, watchLimits, {});
      await stage.act(null, escalateLate, {});
    });
}

/** Late for weeks: the street has spoken on one, and nobody yet on the other; a third was closed when nobody had listened. */
function tellStreet(telling: Telling): void {
  const { stage, cast, on } = telling;
  const worker = cast.who('何雨晴');
  on(36, async () => {
    const scope = await stage.scope(null);
    const row = await scope.db
      .selectFrom('escalation')
      .innerJoin('matter', (join) =>
        join.onRef('matter.space_id', '=', 'escalation.space_id').onRef('matter.id', '=', 'escalation.matter_id'),
      )
      .select('escalation.id')
      .where('escalation.space_id', '=', scope.spaceId)
      .where('escalation.level', '=', 'street')
      .where('escalation.ended_at', 'is', null)
      .orderBy('escalation.at', 'desc')
      .executeTakeFirst();
    if (row !== undefined)
      await stage.act(cast.who('韩磊'), sayWord, { id: row.id, word: '街道请城管这周夜里去两次，下周五前回话。' });
  });
  on(33, async () => {
    const id = await matterSaying(telling, '语音留言，等社工写下来');
    if (id !== null) await stage.try(worker, closeMatter, { id, reason: '语音到期没有听，已经删了，请您再说一次。' });
  });
  on(14, async () => {
    const { id } = await stage.act(worker, writeDown, {
      ...{ words: '地下室的水泵响一夜，贴着卧室。', channel: 'phone', not_named: true, class_code: 'property' },
      place: cast.place('A座'),
    });
    on(12, async () => {
      await stage.act(worker, closeMatter, { id, reason: '物业说换过垫子。' });
      on(11, async () => void (await stage.act(worker, reopenMatter, { id, reason: '本人来说夜里还响。' })));
    });
  });
}

/** What cannot be done in the rain stands still, and so does what lies with the district. */
function tellPause(telling: Telling): void {
  const { stage, cast, on } = telling;
  const worker = cast.who('何雨晴');
  on(15, async () => {
    const id = await matterSaying(telling, '河滩没有护栏');
    if (id === null) return;
    await stage.act(null, watchLimits, {});
    await stage.try(worker, pauseLimit, { id, cause: 'other_office', reason: '护栏归区里河道所，等他们来量。' });
  });
  on(2, async () => {
    const { id } = await stage.act(worker, writeDown, {
      ...{ words: '楼顶防水要等天晴才能做。', channel: 'phone', not_named: true },
      place: cast.place('2号楼'),
    });
    await stage.act(null, watchLimits, {});
    await stage.act(worker, pauseLimit, { id, cause: 'weather', reason: '等天晴，防水要干透。' });
  });
}
