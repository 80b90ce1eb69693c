import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { makeWorld } from '#tests/world';
import { openBrowser, openProfile } from './browser.ts';
import { serve } from './serve.ts';

const world = await makeWorld(import.meta.url, { from: new Date().toISOString() });
const worker = await world.person('马建国', ['grid_worker']);
const base = await serve(world, worker.actor);
const address = `${base}/desk/${world.space.slug}/diary/new`;
const folder = mkdtempSync(join(tmpdir(), 'linli-phone-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const phone = { viewport: { width: 360, height: 740 }, locale: 'zh-CN' };

async function signedIn(context: BrowserContext): Promise<Page> {
  await context.addCookies([{ name: 'test-person', value: '1', url: base, expires: Date.now() / 1000 + 86_400 }]);
  return context.pages()[0] ?? context.newPage();
}

/** How many matters each visit at a door brought. */
async function visitsAt(door: string): Promise<number[]> {
  const rows = await world.system.db
    .selectFrom('visit')
    .innerJoin('visit_item', 'visit_item.visit_id', 'visit.id')
    .select((select) => select.fn.countAll<bigint>().as('items'))
    .where('visit.space_id', '=', world.space.id)
    .where('visit.place_text', '=', door)
    .groupBy('visit.id')
    .execute();
  return rows.map((row) => Number(row.items));
}

/** Everything that lies in the phone's box, as the characters a thief of the phone would read. */
const inTheBox = (page: Page): Promise<{ waiting: number; text: string; extractable: boolean[] }> =>
  page.evaluate(async () => {
    const box = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('linli-diary', 1);
      request.onsuccess = () => resolve(request.result);
    });
    const all = (name: string) =>
      new Promise<Record<string, unknown>[]>((resolve) => {
        const request = box.transaction(name).objectStore(name).getAll();
        request.onsuccess = () => resolve(request.result);
      });
    const rows = await all('waiting');
    const text = rows
      .map((row) => JSON.stringify(row) + new TextDecoder().decode(row['sealed'] as ArrayBuffer))
      .join('\n');
    const extractable = (await all('keys')).map((key) => key['extractable'] === true);
    box.close();
    return { waiting: rows.length, text, extractable };
  });

test('F169 a visit written in a lift without signal is locked on the phone, survives a restart, and arrives once [/desk/:space/diary/new]', async () => {
  let context = await openProfile(folder, phone);
  let page = await signedIn(context);
  await page.goto(address);
  await page.locator('[data-diary-ready]').waitFor({ state: 'attached' });

  await context.setOffline(true);
  await page.reload();
  await page.getByText('楼道灯不亮。').click();
  await page.locator('label', { hasText: '当场办好了' }).first().click();
  await page.getByLabel('在哪一家').fill('电梯里');
  await page.getByRole('button', { name: '记下' }).click();
  await page.getByText('1次走访还在这部手机里').waitFor();
  const box = await inTheBox(page);
  expect(box.waiting).toBe(1);
  expect(box.text).not.toContain('电梯里');
  expect(box.extractable).toEqual([false]);
  await context.close();

  context = await openProfile(folder, { ...phone, offline: true });
  page = context.pages()[0] ?? (await context.newPage());
  await page.goto(address);
  await page.getByText('1次走访还在这部手机里').waitFor();
  expect(await visitsAt('电梯里')).toEqual([]);

  await context.setOffline(false);
  await page.getByText('都送到了').waitFor();
  expect((await inTheBox(page)).waiting).toBe(0);
  await page.reload();
  await page.locator('[data-diary-ready]').waitFor({ state: 'attached' });
  expect(await visitsAt('电梯里')).toEqual([1]);
  await context.close();
});

test('F169 an answer lost on the way back is no second visit: it is sent again under the same key', async () => {
  const browser = await openBrowser();
  const context = await browser.newContext({ ...phone, serviceWorkers: 'block' });
  const page = await signedIn(context);
  let lost = 0;
  await page.route('**/diary/new', async (route) => {
    if (route.request().method() === 'POST' && lost === 0) {
      lost += 1;
      await route.fetch();
      return route.abort();
    }
    return route.continue();
  });
  await page.goto(address);
  await page.getByText('太吵。').click();
  await page.getByLabel('在哪一家').fill('六楼');
  await page.getByRole('button', { name: '记下' }).click();
  await page.getByRole('button', { name: '现在就送' }).click();
  await page.getByText('都送到了').waitFor();
  expect(lost).toBe(1);
  expect(await visitsAt('六楼')).toEqual([1]);
  await browser.close();
});

test('F169 what is wrong comes back as the ordinary form, and without script it is one [/desk/:space/diary/new]', async () => {
  const browser = await openBrowser();
  for (const javaScriptEnabled of [true, false]) {
    const context = await browser.newContext({ ...phone, javaScriptEnabled });
    const page = await signedIn(context);
    await page.goto(address);
    await page.getByLabel('在哪一家').fill('九楼');
    await page.getByRole('button', { name: '记下' }).click();
    await page.getByRole('link', { name: '还没有写说了什么' }).waitFor();
    expect(await page.getByLabel('在哪一家').inputValue()).toBe('九楼');
    await page.getByLabel('或者写下原话').fill('晾衣绳断了。');
    await page.getByRole('button', { name: '记下' }).click();
    await page.getByText('晾衣绳断了。').waitFor();
    await context.close();
  }
  await browser.close();
});
