import { writeDown } from '#modules/intake';
import { checkNeed, draftNeed, joinNeed, mergeNeeds, meToo, withdrawNeed } from '#modules/needs';
import {
  confirmResource,
  countStock,
  lend,
  offerResource,
  openResource,
  pauseResource,
  refuseResource,
  reserve,
  takeBack,
} from '#modules/resources';
import type { Telling } from './script.ts';
import { needs, type Offered, offers, type Wanted } from './shelf.ts';

/** Needs and resources by their titles, for the threads that bring them together. */
export interface Helping {
  readonly needs: Map<string, string>;
  readonly resources: Map<string, string>;
}

async function wish(telling: Telling, one: Wanted): Promise<string> {
  const { stage, cast } = telling;
  const worker = cast.who('何雨晴');
  const { id } = await stage.act(worker, draftNeed, {
    title: one.title,
    summary: one.summary,
    class_code: one.classCode,
    quantity: one.quantity,
    unit: one.unit,
    divisible: true,
    place: cast.place(one.place),
    group_text: '',
    urgency: one.urgency ?? 'normal',
    urgency_reason: one.reason ?? '',
    crux: '',
    low_income: one.lowIncome === true,
    home_visit: one.homeVisit === true,
    ...(one.person === undefined ? {} : { person: cast.who(one.person).id }),
  });
  if (one.draft === true) return id;
  await stage.act(cast.who('周敏'), checkNeed, { id });
  for (const voice of one.voices ?? []) await stage.act(cast.who(voice), meToo, { id });
  return id;
}

async function offer(telling: Telling, one: Offered): Promise<string> {
  const { stage, cast } = telling;
  const worker = cast.who('周敏');
  const { id } = await stage.act(worker, offerResource, {
    kind: one.kind,
    title: one.title,
    description: one.text,
    class_code: one.classCode,
    quantity: one.quantity,
    unit: one.unit,
    per: one.per ?? 'once',
    condition_text: '',
    conditions: one.conditions ?? '',
    eligible: 'anyone',
    reach: 'space',
    home_visits: one.homeVisits === true,
    kept_by_owner: one.owner !== undefined && one.kind !== 'goods',
    ...(one.owner === undefined ? {} : { person: cast.who(one.owner).id }),
    ...(one.organisation === undefined ? {} : { organisation: cast.organisation(one.organisation) }),
    ...(one.place === undefined ? {} : { place: cast.place(one.place) }),
  });
  if (one.end === 'offered') return id;
  if (one.end === 'refused') {
    await stage.act(worker, refuseResource, { id, reason: '过期的食品不能收，谢谢您的心意。' });
    return id;
  }
  await stage.act(worker, openResource, { id, vetted: one.vetted === true });
  if (one.end === 'paused') await stage.act(worker, pauseResource, { id });
  return id;
}

/** A year of the tool shelf: out, back, one late, one kept for later. */
function tellShelf(telling: Telling, helping: Helping): void {
  const { stage, cast, on } = telling;
  const desk = cast.who('何雨晴');
  const loans = [
    [210, '冲击钻', '顾长海', 3],
    [180, '人字梯', '徐建华', 7],
    [155, '缝纫机', '田秀芝', 30],
    [130, '冲击钻', '刘木生', 7],
    [99, '人字梯', '姚红', 5],
    [60, '轮椅（可折叠）', '陈巧珍', 30],
    [34, '缝纫机', '吴小娣', 20],
    [6, '人字梯', '曹国庆', 14],
  ] as const;
  for (const [ago, title, who, days] of loans)
    on(ago, async () => {
      const { id: bookingId } = await stage.act(desk, lend, {
        id: helping.resources.get(title) ?? '',
        person: cast.who(who).id,
        days: `${days}`,
        condition_out: '完好',
      });
      const back = ago - days + (ago === 99 ? -4 : 1);
      if (ago > 6)
        on(
          back,
          async () =>
            void (await stage.act(desk, takeBack, {
              id: bookingId,
              condition_in: ago === 180 ? '脚垫磨了，已换' : '完好',
            })),
        );
    });
  on(5, async () => {
    await stage.act(cast.who('丁一鸣'), reserve, {
      id: helping.resources.get('冲击钻') ?? '',
      from: stage.day(-3),
      until: stage.day(-5),
    });
    await stage.act(cast.who('江涛'), reserve, {
      id: helping.resources.get('邻里中心二楼活动室') ?? '',
      from: stage.day(stage.openDay(-6)),
      from_time: '14:00',
      until_time: '16:00',
    });
  });
  on(20, async () => {
    await stage.act(desk, countStock, {
      id: helping.resources.get('棉被（新）') ?? '',
      counted: '9',
      reason: '盘点时发现一床受潮，送去洗了。',
    });
  });
}

/** Needs, offers and the shelf. */
export function tellHelp(telling: Telling): Helping {
  const { stage, cast, on } = telling;
  const helping: Helping = { needs: new Map(), resources: new Map() };
  for (const one of offers) on(one.ago, async () => void helping.resources.set(one.title, await offer(telling, one)));
  for (const one of needs) on(one.ago, async () => void helping.needs.set(one.title, await wish(telling, one)));
  on(36, async () => {
    const twin = await wish(telling, {
      ago: 36,
      title: '周六读书的地方',
      summary: '读书会想要一间屋子。',
      classCode: 'facilities.space',
      quantity: '1',
      unit: '处',
      place: '云锦新城',
    });
    await stage.act(cast.who('何雨晴'), mergeNeeds, {
      id: twin,
      into: await numberOf(telling, helping.needs.get('读书会的活动室') ?? ''),
      reason: '同一件事。',
    });
  });
  on(83, async () => {
    const gone = await wish(telling, {
      ago: 83,
      title: '搬家找人抬柜子',
      summary: '两件旧柜子要抬下楼。',
      classCode: 'service.repair',
      quantity: '1',
      unit: '次',
      place: '桐花里',
    });
    await stage.act(cast.who('何雨晴'), withdrawNeed, { id: gone, reason: '家里人回来抬走了。' });
  });
  on(10, async () => {
    const heard = await stage.act(cast.who('马建国'), writeDown, {
      words: '垃圾堆两天了，苍蝇多。',
      channel: 'visit',
      person: cast.who('陈巧珍').id,
      place: cast.place('5号楼'),
    });
    await stage.act(cast.who('何雨晴'), joinNeed, {
      matter: heard.id,
      need: await numberOf(telling, helping.needs.get('垃圾清运每天一次') ?? ''),
    });
  });
  // Owners say from time to time that their offer still stands; two have not answered yet.
  for (const ago of [260, 175, 90, 40])
    on(ago, async () => {
      for (const one of offers)
        if (one.ago > ago && one.end === undefined && !(ago === 40 && one.title === '看作业'))
          await stage.act(cast.who('周敏'), confirmResource, { id: helping.resources.get(one.title) ?? '' });
    });
  tellShelf(telling, helping);
  return helping;
}

async function numberOf(telling: Telling, id: string): Promise<string> {
  const scope = await telling.stage.scope(null);
  const row = await scope.db
    .selectFrom('need')
    .select('number')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.number ?? '';
}
