import { expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { recordBankGift } from '#modules/gifts';
import { answerMatter, writeDown } from '#modules/intake';
import { makeFund } from '#tests/fund';
import { makeWorld } from '#tests/world';
import { addFigure, editSpace } from './commands.ts';
import { room } from './http.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });

test('a new space has a front page without a gap, in both languages [/s/:space]', async () => {
  const page = await world.get(null, '/s/liuxiang');
  expect(page.status).toBe(200);
  expect(page.text).toContain('说一件事');
  expect(page.text).toContain('这几天没有安排');
  expect(page.text).not.toContain('打开账本');
  expect(page.text).not.toContain('一件事的来龙去脉');
  expect(page.text).not.toContain('答应的事</h2>');
  expect((await world.get(null, '/s/liuxiang', { 'accept-language': 'en' })).text).toContain('About 柳巷社区');
  expect((await world.get(null, '/s/nowhere')).status).toBe(404);
});

test('F001 with figures, fund, promises and a closed loop it shows each, and the wall its own cut [/s/:space/wall]', async () => {
  const town = await makeFund(world);
  const facts = {
    name: '柳巷社区',
    shortName: '柳巷',
    sentence: '说一声，办到底。',
    counterHours: '周一到周五',
    publishing: 'yes',
  };
  must(await editSpace(town.admin.scope, facts));
  const figure = { key: 'residents', value: '8,640人', asOf: '2025-12-31', source: '社区台账' } as const;
  must(await addFigure(town.admin.scope, figure));
  must(
    await recordBankGift(town.finance.scope, {
      ...{ nature: 'gift', sourceClass: 'firm', publicity: 'masked', way: 'bank', fundId: town.fund, amount: '1.2万' },
      ...{ donorName: '某企业', bankReference: 'front-1' },
    }),
  );
  for (const day of ['2026-03-03', '2026-03-20']) {
    const { id } = must(await writeDown(town.worker.scope, { words: '灯坏了', channel: 'phone', not_named: true }));
    must(await answerMatter(town.worker.scope, { id, reply: '去看', promise: '去修', due_on: day }));
  }
  const db = world.system.db;
  const needId = newId(world.clock.now());
  const at = world.clock.now();
  await db
    .insertInto('need')
    .values({
      ...{
        space_id: world.space.id,
        id: needId,
        number: '2026-0001',
        title: '楼道加扶手',
        summary: '三层以上的老人上楼难',
      },
      ...{ class_code: 'facilities.access', quantity: 1n, unit: '处', state: 'met', created_at: at, updated_at: at },
    })
    .execute();
  const verdict = { space_id: world.space.id, id: newId(at), subject_kind: 'need', subject_id: needId } as const;
  await db
    .insertInto('verdict')
    .values({ ...verdict, need_id: needId, verdict: 'solved', way: 'self', at })
    .execute();
  const page = await world.get(null, '/s/liuxiang');
  expect(page.text).toContain('<span class="line">');
  expect(page.text).toContain('柜台：周一到周五。');
  expect(page.text).toContain('1件答应的事到期');
  expect(page.text).toContain('本月答应2件');
  expect(page.text).toContain('楼道加扶手');
  expect(page.text).toContain(`/s/liuxiang/trace/need/${needId}`);
  expect(page.text).toContain('柳巷社区慈善基金，现在有');
  expect(page.text).toContain('12,000');
  expect(page.text).toContain('这一年多了12,000.00元');
  expect(page.text).toContain('8,640人');
  expect(page.text).not.toContain('灯坏了');
  world.clock.set('2026-03-06T09:00:00+08:00');
  const late = await world.get(null, '/s/liuxiang');
  expect(late.text).toContain('晚了3天');
  const wall = await world.get(null, '/s/liuxiang/wall');
  expect(wall.text).toContain('http-equiv="refresh"');
  expect(wall.text).toContain('扫一扫');
  expect(wall.text).not.toContain('<header');
});
