import { addMonths } from '#kernel/dates';
import { publishReport, showReport } from '#modules/reports';
import type { Telling } from './script.ts';

const sentences = [
  '换季了，陪诊的人多起来。',
  '老楼的事办了一半。',
  '孩子放学有地方去了。',
  '这个月花得多，办成的也多。',
] as const;

/** Reports month by month and quarter by quarter, one of them corrected, the last month still to be told. */
export function tellReports({ stage: s, cast: c, on }: Telling): void {
  const secretary = c.who('秦文秀');
  for (const [at, day] of [330, 299, 269, 239, 208, 178, 147, 117, 86, 56, 36].entries())
    on(day, async () => {
      const month = addMonths(`${s.today().slice(0, 7)}-01`, -1);
      const quarter = { '03': 'Q1', '06': 'Q2', '09': 'Q3', '12': 'Q4' }[month.slice(5, 7)];
      const wishes = [month.slice(0, 7), ...(quarter === undefined ? [] : [`${month.slice(0, 4)}-${quarter}`])];
      for (const period of wishes) {
        const told = await s.try(secretary, publishReport, { period, summary: sentences[at % sentences.length] ?? '' });
        if (told.ok) await s.act(c.who('何雨晴'), showReport, { id: told.value.id, place: 'board', day: s.today() });
      }
    });
  on(35, async () => {
    const month = addMonths(`${s.today().slice(0, 7)}-01`, -1).slice(0, 7);
    const told = await s.act(secretary, publishReport, {
      ...{ period: month, summary: '这个月花得多，办成的也多；书墙还差一半。' },
      reason: '原来的一句话漏说了没办成的事。',
    });
    await s.act(c.who('何雨晴'), showReport, { id: told.id, place: 'social', day: s.today() });
  });
}
