import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { act, bookkeeping } from '#tests/books';
import { makeWorld } from '#tests/world';
import { room } from './http.ts';
import { closeMonth, postEntry } from './index.ts';

const world = await makeWorld(import.meta.url, { rooms: [room] });
world.clock.set('2026-03-20T10:00:00+08:00');
const { treasurer, finance, books } = await bookkeeping(world);
const overseer = await world.person('街道办', ['overseer']);
const worker = await world.person('周社工', ['worker']);
const b = await books('a');
const desk = `/desk/${world.space.slug}`;

for (const [day, amount] of [
  ['2026-01-05', 12_345n],
  ['2026-02-10', 5_000n],
  ['2026-03-02', 700n],
] as const)
  must(
    await act(world.system, (inside) =>
      postEntry(inside, {
        ...{ kind: 'gifts.bank', memo: '', day, facet: 'resident', subject: { kind: 'gift', id: newId() } },
        lines: [
          { accountId: b.bank, amount },
          { accountId: b.fund, amount: -amount },
        ],
      }),
    ),
  );
must(await closeMonth(finance.scope, { month: '2026-01-01' }));

describe('the books at the desk', () => {
  test('F042 every account is listed and has a statement of any period, as a page and as a file [/desk/:space/accounts/:id]', async () => {
    const list = await world.get(overseer, `${desk}/accounts`);
    expect([list.status, list.text.includes('基金a'), list.text.includes('银行a')]).toEqual([200, true, true]);
    expect((await world.get(worker, `${desk}/accounts`)).status).toBe(403);
    const page = await world.get(overseer, `${desk}/accounts/${b.bank}?from=2026-01-06&until=2026-03-01`);
    expect(page.text).toContain('123.45');
    expect(page.text).toContain('173.45');
    expect(page.text).not.toContain('180.45');
    const file = await world.get(overseer, `${desk}/accounts/${b.bank}?from=2026-01-06&until=2026-03-01&format=csv`);
    const rows = file.text.replace('\uFEFF', '').trim().split('\r\n');
    expect(rows.slice(1)).toEqual([
      '2026-01-06,期初,,,123.45',
      '2026-02-10,捐赠（转账）,50.00,,173.45',
      '2026-03-01,期末,,,173.45',
    ]);
    const backwards = await world.get(overseer, `${desk}/accounts/${b.bank}?from=2026-03-01&until=2026-01-06`);
    expect(backwards.text).toContain('173.45');
    expect((await world.get(overseer, `${desk}/accounts/${b.bank}?from=2030-01-01`)).text).toContain('这一段没有账');
    expect((await world.get(overseer, `${desk}/accounts/${newId()}`)).status).toBe(404);
  });

  test('a closed month shows its seal, and the text that anybody can hash [/desk/:space/trial/:month]', async () => {
    const page = await world.get(overseer, `${desk}/trial/2026-01`);
    const text = await world.get(overseer, `${desk}/trial/2026-01/text`);
    expect(text.text).toContain('month 2026-01');
    expect(page.text).toContain(createHash('sha256').update(text.text).digest('hex'));
    expect((await world.get(overseer, `${desk}/trial/2026-02`)).text).toContain('还没结账');
    expect((await world.get(overseer, `${desk}/trial/2026-02/text`)).status).toBe(404);
    expect((await world.get(overseer, `${desk}/trial/2026-13`)).status).toBe(404);
  });

  test('an opening balance is written by one and confirmed by another, and what was typed stays after a refusal [/desk/:space/openings]', async () => {
    const typed = { account: b.fund, amount: '三千左右', day: '2025-12-31', note: '老账交接表' };
    const refused = await world.post(finance, `${desk}/openings`, typed);
    expect([refused.status, refused.text.includes('三千左右'), refused.text.includes('老账交接表')]).toEqual([
      422,
      true,
      true,
    ]);
    const made = await world.post(finance, `${desk}/openings`, { ...typed, amount: '3000' });
    expect([made.status, made.location]).toEqual([303, `${desk}/openings?done=opening_proposed`]);
    const own = await world.get(finance, `${desk}/openings`);
    const confirm = /action="([^"]*\/confirm)"/;
    expect(confirm.test(own.text)).toBe(false);
    const theirs = await world.get(treasurer, `${desk}/openings`);
    const way = confirm.exec(theirs.text)?.[1] ?? '';
    const again = await world.post(finance, way, {});
    expect([again.status, again.text.includes('请另一个人来核对')]).toEqual([403, true]);
    expect((await world.post(treasurer, way, {})).location).toContain('opening_booked');
    const late = await world.get(overseer, `${desk}/accounts/${b.fund}`);
    expect(late.text).toContain('发生在2025年12月31日');
    expect((await world.get(treasurer, `${desk}/openings`)).text).toContain('3,000.00');
  });
});
