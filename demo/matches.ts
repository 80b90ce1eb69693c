import { accept, confirm, decline, handAcross, handOver, propose } from '#modules/matching';
import { bookingsOf, takeBack } from '#modules/resources';
import type { Helping } from './help.ts';
import type { Telling } from './script.ts';

type Ending = 'confirmed' | 'handed_over' | 'accepted' | 'proposed' | 'declined';

interface Pairing {
  readonly ago: number;
  readonly need: string;
  readonly resource: string;
  readonly quantity?: string;
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
    giver: '赵丽华',
    taker: '陆芬',
    end: 'confirmed',
  },
  { ago: 200, need: '放学后看作业的志愿者', resource: '看作业', quantity: '6', giver: '白玉梅', end: 'confirmed' },
  { ago: 80, need: '教老人用手机挂号', resource: '教手机', quantity: '2', giver: '丁一鸣', end: 'confirmed' },
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
  if (one.end === 'accepted') return;
  on(one.ago - 3, async () => {
    await stage.act(giver ?? desk, handOver, { id, evidence: '' });
    if (one.end === 'confirmed')
      on(
        one.ago - 4,
        async () => void (await stage.act(taker ?? desk, confirm, { id, evidence: '打电话问过，办到了' })),
      );
  });
}

/** Needs and resources brought together through the year. */
export function tellMatches(telling: Telling, helping: Helping): void {
  const { stage, cast, on } = telling;
  for (const one of pairings) on(one.ago, () => go(telling, helping, one));
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
