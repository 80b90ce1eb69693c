import {
  agree,
  agreements,
  endAgreement,
  ownCodes,
  printCodes,
  printedCodes,
  receiveShare,
  redeemCode,
  stateMonths,
  statementsOf,
  takeBackUse,
  takeCode,
} from '#modules/partners';
import type { Telling } from './script.ts';

/** A neighbour shows a code at a till; a printed one where nobody is named. */
async function shop({ stage, cast }: Telling, id: string, who: string | null, purchase: string): Promise<string> {
  const scope = await stage.scope(null);
  const till = (await agreements(scope)).find((one) => one.id === id)?.tillCode ?? '';
  if (who !== null) await stage.act(cast.who(who), takeCode, { id });
  const codes = who === null ? await printedCodes(scope, id, 40) : await ownCodes(scope, cast.who(who).id);
  const code = codes.find((one) => one.agreementId === id)?.code ?? '';
  return (await stage.act(null, redeemCode, { till, code, purchase })).id;
}

/** A running agreement: half a year at the hardware shop, month by month, the last share still to come. */
function tellHardware(telling: Telling): void {
  const { stage: s, cast: c, funds: f, on } = telling;
  const [worker, secretary, host] = [c.who('周敏'), c.who('秦文秀'), c.who('许静')];
  on(190, async () => {
    const { id } = await s.act(worker, agree, {
      ...{ organisationId: c.organisation('便民五金店'), fundId: f.locks, number: '商益-2026-02' },
      ...{ discountText: '灯泡、门锁、扶手九折', discountPercent: '10', shareKind: 'turnover', shareRate: '1.5' },
      ...{ startsOn: s.day(190), endsOn: s.day(-175), publicity: 'real' },
    });
    // Printed codes are good for a season, so new ones are printed now and then.
    for (const day of [189, 105, 20])
      on(day, async () => {
        await s.act(worker, printCodes, { id, count: '12' });
      });
    for (const [day, who, purchase] of [
      [184, '丁一鸣', '33.3'],
      [171, null, '58'],
      [149, '张桂英', '126.5'],
      [132, null, '19.9'],
      [118, '赵丽华', '240'],
      [97, '白玉梅', '66.66'],
      [74, null, '88'],
      [58, '顾长海', '310.05'],
      [41, '丁一鸣', '45.6'],
      [24, '方宁', '129'],
      [9, null, '72.3'],
    ] as const)
      on(day, async () => {
        await shop(telling, id, who, purchase);
      });
    on(73, async () => {
      const mistake = await shop(telling, id, '孙志强', '1280');
      const till = (await agreements(await s.scope(null))).find((one) => one.id === id)?.tillCode ?? '';
      await s.act(null, takeBackUse, { till, useId: mistake });
    });
    for (const day of [155, 124, 93, 62, 31, 1])
      on(day, async () => {
        // The day may fall into a month whose statement is drawn up already.
        await s.try(secretary, stateMonths, { id });
      });
    for (const day of [120, 88, 57, 27])
      on(day, async () => {
        const due = (await statementsOf(await s.scope(null), [id])).find((one) => one.state === 'due');
        if (due !== undefined)
          await s.act(host, receiveShare, { id: due.id, bankReference: `QY-FC-${due.month.slice(0, 7)}` });
      });
    on(1, async () => {
      for (const who of ['张桂英', '丁一鸣']) await s.act(c.who(who), takeCode, { id });
    });
  });
}

/** One that ended before its day, and one that wishes another name. */
function tellOthers(telling: Telling): void {
  const { stage: s, cast: c, funds: f, on } = telling;
  const worker = c.who('周敏');
  on(230, async () => {
    const { id } = await s.act(worker, agree, {
      ...{ organisationId: c.organisation('桥头诊所'), fundId: f.main, number: '商益-2026-01' },
      ...{ discountText: '六十岁以上量血压、换药', discountOff: '5', shareKind: 'use', sharePerUse: '0.5' },
      ...{ startsOn: s.day(230), endsOn: s.day(-135), publicity: 'masked' },
    });
    on(222, async () => {
      await shop(telling, id, '张桂英', '18');
    });
    on(140, async () => {
      await s.act(worker, endAgreement, { id, reason: '诊所改为对老人全部免费，不用再打折。' });
    });
  });
  on(50, async () => {
    await s.act(worker, agree, {
      ...{ organisationId: c.organisation('旧物新生铺'), fundId: f.books, number: '商益-2026-03' },
      ...{ discountText: '旧书每本减两元', discountOff: '2', shareKind: 'use', sharePerUse: '1' },
      ...{ startsOn: s.day(50), endsOn: s.day(-315), publicity: 'alias', alias: '巷尾的旧书铺' },
    });
  });
}

/** Shops that give neighbours a discount and the fund a share. */
export function tellCommerce(telling: Telling): void {
  tellHardware(telling);
  tellOthers(telling);
}
