import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { axeFindings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { startDemo } from './world.ts';

const world = await startDemo();
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** A screen with the cookies of somebody who reads in this view. */
async function screen(width: number, cookie: string | null, view: string): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width, height: 740 }, reducedMotion: 'reduce' });
  const pairs = [...(cookie ?? '').split(/;\s*/), `linli_view=${view}`].filter((pair) => pair.includes('='));
  await context.addCookies(
    pairs.map((pair) => ({
      name: pair.slice(0, pair.indexOf('=')),
      value: pair.slice(pair.indexOf('=') + 1),
      url: world.baseUrl,
    })),
  );
  return context;
}

/** A screen in the hall comes back by itself: nobody operates it, so nobody is interrupted. */
const byItself = '/s/tonghua/wall meta-refresh: meta[http-equiv="refresh"]';

/** What is wrong with a page that can be seen without eyes. */
async function faultsOf(page: Page, path: string, width: number, axe: boolean): Promise<string[]> {
  const response = await page.goto(world.baseUrl + path, { waitUntil: 'load' });
  const faults = response?.ok() === true ? [] : [`status ${response?.status()}`];
  const wide = Number(await page.evaluate('document.documentElement.scrollWidth'));
  if (wide > width) faults.push(`${wide} px wide`);
  if (axe) faults.push(...(await axeFindings(page)));
  return faults.map((fault) => `${path} ${fault}`);
}

// English words are the longest and large type the widest: what fits so fits in the others.
test.each([
  [360, 'en.plain', true, null],
  [360, 'zh.elder', false, null],
  [1280, 'zh.elder', false, null],
  // What everybody may read is looked at by axe in Chinese too, folded and wide.
  [360, 'zh.plain', true, 'visitor'],
  [1280, 'zh.plain', true, 'visitor'],
])(
  'every page of the demo fits %i px (%s, axe looks too: %s, only for: %s)',
  async (width, view, axe, only) => {
    const problems: string[] = [];
    let seen = 0;
    for (const role of world.roles.filter((one) => only === null || one.name === only)) {
      const context = await screen(width, role.cookie, view);
      const page = await context.newPage();
      page.on('pageerror', (error) => problems.push(`${page.url()} ${error.message}`));
      for (const { path } of world.pages.filter((one) => one.role === role.name)) {
        problems.push(...(await faultsOf(page, path, width, axe)));
        seen += 1;
      }
      await context.close();
    }
    console.info(`${seen} pages`);
    expect(problems.filter((one) => one !== byItself)).toEqual([]);
  },
  900_000,
);
