import { writeDown } from '#modules/intake';
import { addRule, pauseLimit, watchLimits } from '#modules/limits';
import type { Telling } from './script.ts';

/** Limits by class; words that run, stand still, are met and are late. */
export function tellLimits(telling: Telling): void {
  const { stage, cast, on } = telling;
  const secretary = cast.who('秦文秀');
  const worker = cast.who('何雨晴');
  on(70, async () => {
    await stage.act(secretary, addRule, { class_code: 'facilities.lighting', length: '24h', source: '12345 惯例' });
    await stage.act(secretary, addRule, { class_code: 'property', length: '7d', working: 'yes', source: '12345 惯例' });
    await stage.act(secretary, addRule, { length: '15d', source: '社区自定' });
  });
  for (const daysAgo of [60, 40, 20, 10, 5]) on(daysAgo, async () => void (await stage.act(null, watchLimits, {})));
  on(2, async () => {
    const { id } = await stage.act(worker, writeDown, {
      ...{ words: '楼顶防水要等天晴才能做。', channel: 'phone', not_named: true },
      place: cast.place('2号楼'),
    });
    await stage.act(null, watchLimits, {});
    await stage.act(worker, pauseLimit, { id, cause: 'weather', reason: '等天晴，防水要干透。' });
  });
  on(1, async () => {
    await stage.act(null, watchLimits, {});
  });
}
