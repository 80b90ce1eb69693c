import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { checkNeed, draftNeed } from '#modules/needs';
import { makeWorld } from '#tests/world';
import { axeFindings } from './axe.ts';
import { openBrowser, withChineseGlyphs } from './browser.ts';
import { serve } from './serve.ts';

const world = await makeWorld(import.meta.url);
const worker = await world.person('周敏', ['worker']);
const facts = { class_code: 'material.daily.mobility', quantity: '1', unit: '张', urgency: 'normal' } as const;
const summary = '老人出院回家要用，借两个月。';
const wheelchair = must(await draftNeed(worker.scope, { ...facts, title: '借一张轮椅', summary })).id;
must(await checkNeed(worker.scope, { id: wheelchair }));
const base = await serve(world, worker.actor);
const browser = await openBrowser();
afterAll(() => browser.close());
const say = `${base}/s/${world.space.slug}/say`;
const said = '我妈妈出院了走不了路，想借一张轮椅';

async function telephone(script: boolean, width = 360, more: object = {}): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: { width, height: 740 }, locale: 'zh-CN', javaScriptEnabled: script },
    ...more,
  });
  await withChineseGlyphs(context);
  return context.newPage();
}

const next = (page: Page) => page.locator('form button:not([name])').last().click();

/** From the second question on to the slip. */
async function finish(page: Page): Promise<void> {
  await page.locator('input[name=place_text]').fill('北门');
  await next(page);
  await page.locator('input[name=contact_way][value=none]').check();
  await next(page);
  await page.waitForURL(/\/slip\?/);
}

async function voices(): Promise<number> {
  const rows = await world.visitor.db
    .selectFrom('need_voice')
    .select('id')
    .where('space_id', '=', world.space.id)
    .where('need_id', '=', wheelchair)
    .execute();
  return rows.length;
}

test('F008 while somebody says what they need, what others said shows, and “mine too” is said without asking again [/s/:space/say]', async () => {
  const before = await voices();
  const page = await telephone(true);
  await page.goto(say);
  await page.locator('textarea[name=words]').pressSequentially(said);
  const choice = page.getByLabel('我也是：借一张轮椅');
  await choice.waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  expect(await axeFindings(page)).toEqual([]);
  await choice.check();
  // More words bring the same needs again, and the answer stays.
  const again = page.waitForResponse((answer) => decodeURIComponent(answer.url()).includes('，谢谢'));
  await page.locator('textarea[name=words]').pressSequentially('，谢谢');
  await again;
  expect(await choice.isChecked()).toBe(true);
  await next(page);
  await finish(page);
  expect(await voices()).toBe(before + 1);
  await page.context().close();
});

test('F008 without script the next page asks the same [/s/:space/say]', async () => {
  const before = await voices();
  const page = await telephone(false);
  await page.goto(say);
  await page.locator('textarea[name=words]').fill(said);
  expect(await page.locator('input[name=same]').count()).toBe(0);
  await next(page);
  expect(await page.content()).toContain('是不是同一件事？');
  await page.getByLabel('借一张轮椅').check();
  await next(page);
  await finish(page);
  expect(await voices()).toBe(before + 1);
  await page.context().close();
});

test('F008 at the desk the needs that say the same show beside the form and are asked about once [/desk/:space/needs/new]', async () => {
  const page = await telephone(true, 1280, { extraHTTPHeaders: { 'x-test-person': worker.personId } });
  await page.goto(`${base}/desk/${world.space.slug}/needs/new`);
  await page.locator('input[name=title]').pressSequentially('借轮椅');
  await page.locator('textarea[name=summary]').pressSequentially('老人出院要用一张轮椅');
  const hint = page.locator('[data-alike]');
  await hint.getByRole('link', { name: '借一张轮椅' }).waitFor();
  expect(await hint.getAttribute('aria-live')).toBe('polite');
  expect(await axeFindings(page)).toEqual([]);
  await page.context().close();
});
