import {
  accept,
  askBatch,
  confirm,
  confirmPair,
  decline,
  handAcross,
  handOver,
  noShow,
  pairsOfRun,
  propose,
  rate,
  refusePair,
  reschedule,
} from '#modules/matching';
import { setParameter } from '#modules/parameters';
import { bookingsOf, takeBack } from '#modules/resources';
import type { Helping } from './help.ts';
import type { Telling } from './script.ts';

type Ending = 'confirmed' | 'handed_over' | 'accepted' | 'proposed' | 'declined' | 'no_show';

interface Pairing {
  readonly ago: number;
  readonly need: string;
  readonly resource: string;
  readonly quantity?: string;
  /** Less than was agreed on came. */
  readonly part?: string;
  /** What the taker thought of it. */
  readonly stars?: '3' | '4' | '5';
  /** Who speaks for the resource; the desk where it is an organisation's. */
  readonly giver?: string;
  readonly taker?: string;
  readonly end: Ending;
  readonly reason?: string;
}

const pairings: readonly Pairing[] = [
  {
    ago: 296,
    need: '陪诊：每月一次去区医院',
    resource: '陪诊',
    quantity: '6',
    part: '5',
    giver: '赵丽华',
    taker: '陆芬',
    stars: '5',
    end: 'confirmed',
  },
  { ago: 200, need: '放学后看作业的志愿者', resource: '看作业', quantity: '6', giver: '白玉梅', end: 'confirmed' },
  {
    ago: 80,
    need: '教老人用手机挂号',
    resource: '教手机',
    quantity: '2',
    giver: '丁一鸣',
    stars: '4',
    end: 'confirmed',
  },
  {
    ago: 60,
    need: '放学后看作业的志愿者',
    resource: '看作业',
    quantity: '1',
    giver: '白玉梅',
    end: 'no_show',
    reason: '孩子发烧，没能来。',
  },
  {
    ago: 9,
    need: '修门锁和水龙头',
    resource: '上门换锁、修水龙头',
    quantity: '2',
    giver: '钱万里',
    end: 'handed_over',
  },
  {
    ago: 8,
    need: '修门锁和水龙头',
    resource: '木工修理',
    quantity: '1',
    giver: '刘木生',
    end: 'declined',
    reason: '门锁我不会修，别耽误了。',
  },
  {
    ago: 3,
    need: '陪诊：每月一次去区医院',
    resource: '陪诊',
    quantity: '3',
    giver: '赵丽华',
    taker: '陆芬',
    end: 'accepted',
  },
  { ago: 2, need: '心里闷，想有人听听', resource: '听您说说话', quantity: '4', end: 'proposed' },
  { ago: 8, need: '读书会的活动室', resource: '邻里中心二楼活动室', quantity: '1', end: 'accepted' },
];

async function go(telling: Telling, helping: Helping, one: Pairing): Promise<void> {
  const { stage, cast, on } = telling;
  const desk = cast.who('何雨晴');
  const { id } = await stage.act(desk, propose, {
    need: helping.needs.get(one.need) ?? '',
    resource: helping.resources.get(one.resource) ?? '',
    ...(one.quantity === undefined ? {} : { quantity: one.quantity }),
    ...(one.need === '读书会的活动室' ? { meets_on: stage.day(-6), meets_from: '09:00', meets_until: '11:00' } : {}),
  });
  if (one.end === 'proposed') return;
  const giver = one.giver === undefined ? null : cast.who(one.giver);
  if (one.end === 'declined') {
    await stage.act(giver ?? desk, decline, { id, reason: one.reason ?? '这次来不了。' });
    return;
  }
  // What the community itself gives or needs counts as agreed by the desk, so one side may have nothing left to say.
  await stage.try(giver ?? desk, accept, {
    id,
    share_contact: giver !== null,
    ...(giver === null ? { side: 'giver', said: '电话里答应的' } : { said: '' }),
  });
  const taker = one.taker === undefined ? null : cast.who(one.taker);
  await stage.try(taker ?? desk, accept, {
    id,
    share_contact: false,
    ...(taker === null ? { side: 'taker', said: '当面问过，同意' } : { said: '' }),
  });
  if (one.end === 'accepted') {
    if (one.giver !== undefined)
      await stage.act(desk, reschedule, { id, meets_on: stage.day(-4), meets_from: '14:30' });
    return;
  }
  if (one.end === 'no_show') {
    await stage.act(desk, noShow, { id, side: 'giver', reason: one.reason ?? '' });
    return;
  }
  on(one.ago - 3, async () => {
    await stage.act(giver ?? desk, handOver, { id, ...(one.part === undefined ? {} : { quantity: one.part }) });
    if (one.end === 'confirmed')
      on(one.ago - 4, async () => {
        await stage.act(taker ?? desk, confirm, { id, evidence: '打电话问过，办到了' });
        const { stars } = one;
        if (stars !== undefined) await stage.act(taker ?? desk, rate, { id, stars, words: '准时，人也和气。' });
      });
  });
}

/** Switched on this autumn: two plans, of the first a pair is used and one set aside, the second waits for a person. */
function tellPlans(telling: Telling): void {
  const { stage, cast, on } = telling;
  const desk = cast.who('何雨晴');
  on(7, async () => {
    await stage.act(cast.who('周敏'), setParameter, {
      ...{ key: 'match.batch', value: 'yes', effectiveFrom: stage.today() },
      ...{ source: '居委会会议', reason: '入冬需求多，一条一条配来不及。' },
    });
  });
  on(5, async () => {
    const { id } = await stage.act(desk, askBatch, {});
    const [first, second] = await pairsOfRun(await stage.scope(null), id);
    if (first !== undefined) await stage.act(desk, confirmPair, { run: id, pair: first.id });
    if (second !== undefined)
      await stage.act(desk, refusePair, { run: id, pair: second.id, reason: '已经另外约好了。' });
  });
  on(1, async () => void (await stage.act(desk, askBatch, {})));
}

/** Needs and resources brought together through the year. */
export function tellMatches(telling: Telling, helping: Helping): void {
  const { stage, cast, on } = telling;
  for (const one of pairings) on(one.ago, () => go(telling, helping, one));
  tellPlans(telling);
  on(248, async () => {
    await stage.act(cast.who('何雨晴'), handAcross, {
      need: helping.needs.get('轮椅，出院后用一个月') ?? '',
      resource: helping.resources.get('轮椅（可折叠）') ?? '',
    });
  });
  on(217, async () => {
    const out = await bookingsOf(await stage.scope(null), [helping.resources.get('轮椅（可折叠）') ?? '']);
    for (const one of out.filter((each) => each.state === 'out'))
      await stage.act(cast.who('何雨晴'), takeBack, { id: one.id, condition_in: '完好，擦干净了' });
  });
  on(104, async () => {
    await stage.act(cast.who('何雨晴'), handAcross, {
      need: helping.needs.get('过冬的厚被子') ?? '',
      resource: helping.resources.get('棉被（新）') ?? '',
      quantity: '4',
    });
  });
}
