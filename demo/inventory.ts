import type { z } from 'zod';
import { countVisits, dropVisits, openCentre, setException, setWeek } from '#modules/centres';
import {
  extendResource,
  handOut,
  joinLine,
  lacksOf,
  lend,
  letBy,
  lineFor,
  offerResource,
  openResource,
  partsOf,
  reserve,
  setOwnDay,
  setOwnWeek,
  settleLack,
  takeBack,
  watchDays,
} from '#modules/resources';
import type { Helping } from './help.ts';
import { tellJobs } from './jobs.ts';
import { tellMarket } from './market.ts';
import { tellOutreach } from './outreach.ts';
import type { Telling } from './script.ts';

type Facts = z.input<(typeof offerResource)['spec']['input']>;

/** The desk writes an offer down and opens it. */
export async function shelve(telling: Telling, facts: Facts): Promise<string> {
  const { stage, cast } = telling;
  const { id } = await stage.act(cast.who('周敏'), offerResource, facts);
  await stage.act(cast.who('周敏'), openResource, { id, vetted: false });
  return id;
}

/** The neighbourhood centre: its door, its rooms' hours, and who came. */
function tellCentre(telling: Telling, helping: Helping): void {
  const { stage, cast, on } = telling;
  const desk = cast.who('何雨晴');
  const usual = { d1: '8:30-17:30', d2: '8:30-17:30', d3: '8:30-17:30', d4: '8:30-17:30', d5: '8:30-17:30' };
  on(330, async () => {
    const { id } = await stage.act(cast.who('周敏'), openCentre, {
      title: '邻里中心',
      place: cast.place('邻里中心'),
      about_text: '一楼办事、借东西，二楼活动室，院子里晒太阳。进门就有人招呼。',
      address_text: '桐花巷 18 号',
      phone: '6210 0188',
    });
    await stage.act(desk, setWeek, { kind: 'centre', id, ...usual, d6: '9:00-16:00', d7: '9:00-12:00' });
    // The unit keeps the hours of its own room, and closes it for a day.
    const rehearsal = helping.resources.get('桐邻社排练室') ?? '';
    const evenings = { d1: '', d2: '18:00-21:00', d3: '', d4: '18:00-21:00', d5: '18:00-21:00' };
    await stage.act(cast.who('金淑兰'), setOwnWeek, {
      ...{ id: rehearsal, ...evenings, d6: '9:00-12:00, 14:00-21:00', d7: '14:00-18:00' },
    });
    on(6, async () => {
      await stage.act(cast.who('金淑兰'), setOwnDay, {
        ...{ id: rehearsal, day: stage.day(-3), hours: '', note: '换地板，关一天' },
      });
    });
    const room = { kind: 'resource' as const, id: helping.resources.get('邻里中心二楼活动室') ?? '' };
    await stage.act(desk, setWeek, { ...room, ...usual, d3: '8:30-21:00', d6: '9:00-12:00, 14:00-20:00', d7: '' });
    for (const [ago, affairs, activity] of [
      [300, '41', '22'],
      [240, '38', '35'],
      [180, '29', '51'],
      [120, '44', '40'],
      [60, '52', '63'],
      [30, '47', '58'],
      [7, '19', '26'],
    ] as const)
      on(ago, async () => {
        await stage.act(desk, countVisits, { id, purpose: 'affairs', people: affairs });
        await stage.act(desk, countVisits, { id, purpose: 'activity', people: activity });
        await stage.act(desk, countVisits, { id, purpose: 'borrow', people: '6' });
      });
    on(1, async () => {
      await stage.act(desk, countVisits, { id, purpose: 'room', people: '12' });
      const slip = await stage.act(desk, countVisits, { id, purpose: 'other', people: '90' });
      await stage.act(desk, dropVisits, { id: slip.visitsId, reason: '是 9 个人，多打了一个零。' });
      await stage.act(desk, countVisits, { id, purpose: 'other', people: '9' });
    });
    const used = stage.openDay(50);
    on(used, async () => {
      const times = { from: stage.day(used), from_time: '14:00', until_time: '16:30' };
      const booked = await stage.act(desk, reserve, { id: room.id, person: cast.who('白玉梅').id, ...times });
      stage.at(used, '14:00');
      await stage.act(desk, handOut, { id: booked.id });
      stage.at(used, '16:15');
      await stage.act(desk, takeBack, { id: booked.id, condition_in: '桌椅摆回去了' });
    });
    on(4, async () => {
      await stage.act(desk, setException, {
        kind: 'centre',
        id,
        day: stage.day(-12),
        hours: '9:00-12:00',
        note: '下午盘点',
      });
      await stage.act(desk, setException, { ...room, day: stage.day(-9), hours: '', note: '换地板' });
    });
  });
}

/** A kit that comes back complete, with a cord less, and with a part still missing. */
function tellKit(telling: Telling): void {
  const { stage, cast, on } = telling;
  const desk = cast.who('何雨晴');
  on(322, async () => {
    const id = await shelve(telling, {
      kind: 'loan',
      title: '露天电影一套',
      description: '投影、幕布、音箱，院子里放电影用。',
      class_code: 'material.daily.tools',
      quantity: '1',
      unit: '套',
      parts: '投影仪\n幕布\n音箱 2\n电源线 3\n折叠凳 20',
      place: cast.place('邻里中心'),
    });
    const out = async (who: string) =>
      (await stage.act(desk, lend, { id, person: cast.who(who).id, days: '3', condition_out: '齐全，都试过' })).id;
    on(190, async () => {
      const booking = await out('丁一鸣');
      on(187, async () => void (await stage.act(desk, takeBack, { id: booking, condition_in: '齐全' })));
    });
    on(72, async () => {
      const booking = await out('徐建华');
      on(69, async () => {
        const cord = (await partsOf(await stage.scope(desk), id)).find((part) => part.title === '电源线')?.id ?? '';
        await stage.act(desk, takeBack, {
          id: booking,
          condition_in: '少一根线',
          lacks: [{ part: cord, pieces: '1' }],
        });
      });
      on(66, async () => {
        const lack = (await lacksOf(await stage.scope(desk), id))[0]?.id ?? '';
        await stage.act(desk, settleLack, { id: lack, outcome: 'made_good', note: '落在家里，第三天送来了。' });
      });
    });
    on(16, async () => {
      const booking = await out('方宁');
      on(13, async () => {
        const stool = (await partsOf(await stage.scope(desk), id)).find((part) => part.title === '折叠凳')?.id ?? '';
        await stage.act(desk, takeBack, {
          id: booking,
          condition_in: '凳子少两张',
          lacks: [{ part: stool, pieces: '2' }],
        });
      });
    });
  });
}

/** The line for a heater: offered, let go by once, kept for the next. */
function tellLine(telling: Telling): void {
  const { stage, cast, on } = telling;
  const desk = cast.who('何雨晴');
  const thing = { kind: 'loan', class_code: 'material.daily.warmth', quantity: '1', unit: '台' } as const;
  on(41, async () => {
    const heater = await shelve(telling, { ...thing, title: '油汀取暖器', place: cast.place('邻里中心') });
    const bed = await shelve(telling, {
      ...thing,
      title: '护理床',
      class_code: 'material.daily.nursing',
      unit: '张',
      place: cast.place('老茶馆'),
    });
    on(28, async () => {
      const out = await stage.act(desk, lend, { id: heater, person: cast.who('陆芬').id, days: '26' });
      await stage.act(desk, lend, { id: bed, person: cast.who('沈福根').id });
      for (const who of ['田秀芝', '白玉梅', '曹国庆'])
        on(20, async () => void (await stage.act(desk, joinLine, { id: heater, person: cast.who(who).id })));
      on(11, async () => void (await stage.act(cast.who('丁一鸣'), joinLine, { id: bed })));
      on(2, async () => void (await stage.act(desk, takeBack, { id: out.id, condition_in: '好用' })));
      on(1, async () => {
        const [turn] = await lineFor(await stage.scope(desk), [heater]);
        await stage.act(desk, letBy, { id: turn?.id ?? '' });
      });
    });
  });
}

/** Skills, technology, contacts and a post; offers whose days run out. */
function tellOffers(telling: Telling): void {
  const { stage, cast, on } = telling;
  on(100, async () => {
    await shelve(telling, {
      kind: 'technology',
      title: '旧电脑翻新，装好能用的系统',
      description: '拿来旧电脑，装好教会用。',
      class_code: 'service.education.digital',
      quantity: '3',
      unit: '台',
      per: 'month',
      organisation: cast.organisation('旧物新生铺'),
      place: cast.place('邻里中心'),
    });
    await shelve(telling, {
      kind: 'network',
      title: '牵线：区医院的社工科',
      description: '出院回家要人照看的，帮着问、帮着转。',
      class_code: 'service.medical',
      quantity: '2',
      unit: '次',
      per: 'month',
      organisation: cast.organisation('银发陪诊队'),
    });
    await shelve(telling, {
      kind: 'post',
      title: '物业前台（半天班）',
      description: '坐着接电话、登记，适合腿脚不便的街坊。',
      class_code: 'talent',
      quantity: '1',
      unit: '人',
      eligible: 'disabled',
      organisation: cast.organisation('云锦物业'),
    });
    await shelve(telling, {
      kind: 'room',
      title: '桥头诊所候诊厅（周日）',
      description: '周日空着，能坐二十五个人。',
      class_code: 'facilities.space',
      quantity: '1',
      unit: '间',
      capacity: '25',
      organisation: cast.organisation('桥头诊所'),
      valid_until: stage.day(-8),
    });
    const over = await shelve(telling, {
      kind: 'service',
      title: '国庆前免费磨刀',
      class_code: 'service.repair.small',
      quantity: '20',
      unit: '把',
      organisation: cast.organisation('便民五金店'),
      valid_until: stage.day(60),
    });
    on(
      65,
      async () => void (await stage.act(cast.who('周敏'), extendResource, { id: over, valid_until: stage.day(4) })),
    );
  });
}

/** The clock looks at the days of offers, and a unit's hall is booked (F205). */
function tellDays(telling: Telling): void {
  const { stage, cast, on } = telling;
  on(3, async () => void (await stage.act(null, watchDays, {})));
  on(2, async () => {
    const scope = await stage.scope(null);
    const room = await scope.db
      .selectFrom('resource')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('title', '=', '桥头诊所候诊厅（周日）')
      .executeTakeFirstOrThrow();
    await stage.act(cast.who('金淑兰'), reserve, {
      id: room.id,
      from: stage.day(-5),
      from_time: '09:00',
      until_time: '11:30',
    });
  });
}

/** The inventory beside the tool shelf: a centre with hours and visits, a kit, a line, offers of every kind. */
export function tellInventory(telling: Telling, helping: Helping): void {
  tellCentre(telling, helping);
  tellKit(telling);
  tellLine(telling);
  tellOffers(telling);
  tellJobs(telling);
  tellDays(telling);
  tellMarket(telling);
  tellOutreach(telling);
}
