import { afterAll, expect, test } from 'vitest';
import { makeFund } from '#tests/fund';
import { makeGift } from '#tests/project';
import { makeWorld } from '#tests/world';
import { openBrowser } from './browser.ts';
import { serve } from './serve.ts';

const world = await makeWorld(import.meta.url);
const town = await makeFund(world);
await makeGift(world, town, '100', 'B-first');
const base = await serve(world, town.admin.actor);
const browser = await openBrowser();
afterAll(() => browser.close());

test('F042 a new line stands on the fund page while one looks, and without script after loading it again [/s/:space/fund]', async () => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${base}/s/${world.space.slug}/fund`);
  const lines = page.locator('[data-live="lines"]');
  expect(await lines.innerText()).not.toContain('321.09');
  await makeGift(world, town, '321.09', 'B-second');
  await page.clock.runFor(9_000);
  await lines.getByText('321.09').first().waitFor();
  expect(await page.locator('[data-live="figure"]').innerText()).toContain('421.09');
  expect(await page.locator('[data-live-say]').innerText()).not.toBe('');

  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(`${base}/s/${world.space.slug}/fund`);
  expect(await still.locator('[data-live="lines"]').innerText()).toContain('321.09');
  await context.close();
  await plain.close();
});
