import { addDays } from '#kernel/dates';
import { newKey } from '#kernel/ids';
import { must } from '#kernel/result';
import { recordBankGift } from '#modules/gifts';
import { answerMatter, say } from '#modules/intake';
import { checkNeed, draftNeed } from '#modules/needs';
import { addFigure } from '#modules/places';
import type { Platform } from '#platform/platform';
import { today, withKey } from '#platform/scope';
import { giftFields, makeVillage, type Village } from '#tests/crash/village';

const atOnce = 8;

/** Does a piece of work so many times, some of them at once. */
async function many(count: number, work: (number: number) => Promise<void>): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    for (let number = next++; number < count; number = next++) await work(number);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

/**
 * A village in which `count` times somebody said something, was promised something by a day of the coming weeks, and a
 * need came of it; and as many gifts. All of it by commands.
 */
export async function makeScene(platform: Platform, slug: string, count: number): Promise<Village> {
  const village = await makeVillage(platform, slug);
  const { admin, worker, finance } = village;
  const day = today(worker);
  must(await addFigure(admin, { key: 'residents', value: '4317 人', asOf: '2025-12-31', source: '街道年报' }));
  const { code } = await worker.db
    .selectFrom('classification')
    .select('code')
    .orderBy('code')
    .executeTakeFirstOrThrow();
  await many(count, async (number) => {
    const words = `楼道里的第 ${number} 盏灯坏了，晚上看不清台阶`;
    const matter = must(await say(worker, { words, contact_way: 'none', anonymous: true })).id;
    const dueOn = addDays(day, 1 + (number % 30));
    must(await answerMatter(worker, { id: matter, reply: '已报给物业', promise: '换好这盏灯', due_on: dueOn }));
    const facts = { title: `换第 ${number} 盏灯`, summary: '楼道灯坏了，老人下楼不便', class_code: code };
    const need = must(await draftNeed(worker, { ...facts, quantity: '1', unit: '盏', urgency: 'normal', matter })).id;
    must(await checkNeed(worker, { id: need }));
    must(await recordBankGift(withKey(finance, newKey()), giftFields(village.fundId, `${slug}${number}`, '88.00')));
  });
  return village;
}
