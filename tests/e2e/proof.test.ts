import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatVkey, makeSigner, signatureType } from '#algorithms/merkle-notes';
import { must } from '#kernel/result';
import { addWitness } from '#modules/log';
import { makeFund } from '#tests/fund';
import { makeGift } from '#tests/project';
import { sequenceAll } from '#tests/sequenced';
import { makeWorld } from '#tests/world';
import { openBrowser, withChineseGlyphs } from './browser.ts';
import { PageCheck } from './hand-browser.ts';
import { serve } from './serve.ts';

const world = await makeWorld(import.meta.url);
const town = await makeFund(world);
const giftId = await makeGift(world, town, '888.88', 'B-proof');
const laptop = makeSigner('witness.example/laptop', signatureType.cosignature, new Uint8Array(32).fill(5));
must(await addWitness(town.admin.scope, { vkey: formatVkey(laptop.vkey), url: 'http://127.0.0.1:9' }));
await sequenceAll(world);
const browser = await openBrowser();
const look = new PageCheck(browser);
afterAll(() => browser.close());

const base = await serve(world, town.admin.actor);
const gift = `${base}/s/${world.space.slug}/gifts/${giftId}`;

async function open(
  more: Parameters<typeof browser.newContext>[0] = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'zh-CN', ...more });
  await withChineseGlyphs(context);
  return { context, page: await context.newPage() };
}

/** From the gift's page to its proof, as a donor goes. */
async function toProof(page: Page): Promise<void> {
  await page.goto(gift);
  await page.locator('section.proof a').click();
  await page.waitForURL(/\/proof\/entry\//);
}

/** What the island has said, once it has said all of it. */
async function said(page: Page): Promise<string> {
  await page.waitForFunction(
    `document.querySelectorAll('#result p').length > 1 && document.querySelector('#result .late, #result p:nth-child(4)')`,
  );
  return page.locator('#result').innerText();
}

/** Where a picture of the page is wanted, it is taken. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['LINLI_PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

const { look_code: code } = await world.system.db
  .selectFrom('gift')
  .select('look_code')
  .where('id', '=', giftId)
  .executeTakeFirstOrThrow();
const letter = `/s/${world.space.slug}/gifts/${code}/letter`;

let proof = '';
beforeAll(async () => {
  const { page, context } = await open();
  await toProof(page);
  proof = page.url();
  await context.close();
});

test('F045 with script the browser of a donor computes the proof of the gift by itself, and remembers the log [/s/:space/proof/:kind/:of]', async () => {
  const { page, context } = await open();
  const asked: string[] = [];
  await toProof(page);
  page.on('request', (request) => asked.push(request.url()));
  const words = await said(page);
  expect(words).toContain('正好等于封页上的总指纹');
  expect(words).toContain('钥匙签的');
  expect(words).toContain('第一次看到这本日志');
  expect(words).not.toContain('×');
  // Nothing is asked of the server to come to it.
  expect(asked.filter((url) => !/\.(css|js|woff2)(\?|$)|favicon/.test(url))).toEqual([]);
  await look.at(page, page.url(), await page.content(), true);
  await page.reload();
  expect(await said(page)).toContain('没有变短');
  const size = await page.locator('#checkpoint').innerText();
  await makeGift(world, town, '0.01', 'B-more');
  await sequenceAll(world);
  await page.reload();
  expect(await said(page)).toContain('没有变短');
  expect(await page.locator('#checkpoint').innerText()).not.toBe(size);
  await context.close();
});

test('F045 without script the page says how to do it by hand [/s/:space/proof/:kind/:of]', async () => {
  const { page, context } = await open({ javaScriptEnabled: false });
  await toProof(page);
  const words = await page.locator('#result').innerText();
  expect(words).toContain('手算');
  expect(words).toContain('00');
  expect(await page.locator('main').innerText()).not.toContain('✓');
  await look.at(page, page.url(), await page.content(), false);
  await context.close();
});

const spoilt: readonly (readonly [what: string, from: RegExp, to: string, sentence: string])[] = [
  ['another amount in the leaf', /88888/g, '88887', '对不上'],
  ['another step', /(<ol[^>]* id="steps"[^>]*>.*?<code[^>]*>)[0-9a-f]{4}/s, '$1dead', '对不上'],
  ['another root under the old signature', /(id="checkpoint"[^>]*>[^\n]*\n\d+\n)[A-Za-z0-9+/]{4}/, '$1AAAA', '对不上'],
  ['another key', /(id="keys"[^>]*>[^+]*\+[0-9a-f]{8}\+\w)[A-Za-z0-9+/]{4}/, '$1AAAA', '签名不对'],
];

test.each(spoilt)(
  'F045 a proof with %s is refused by the browser [/s/:space/proof/:kind/:of]',
  async (_what, from, to, sentence) => {
    const { page, context } = await open();
    await page.route(proof, async (route) => {
      const response = await route.fetch();
      const html = await response.text();
      const changed = html.replace(from, to);
      expect(changed).not.toBe(html);
      await route.fulfill({ response, body: changed });
    });
    await page.goto(proof);
    const words = await said(page);
    expect(words).toContain(sentence);
    expect(words).toContain('×');
    await context.close();
  },
);

test('F045 an older log than this device has seen is told of [/s/:space/proof/:kind/:of]', async () => {
  const { page, context } = await open();
  await page.goto(proof);
  await said(page);
  await page.evaluate(`for (const key of Object.keys(localStorage)) if (key.startsWith('linli-log '))
    localStorage.setItem(key, JSON.stringify({ size: 1000000, root: 'x' }))`);
  await page.reload();
  expect(await said(page)).toContain('短了');
  await context.close();
});

test('F045 the letter of thanks bears the code of its proof [/s/:space/gifts/:code/letter]', async () => {
  const { page, context } = await open();
  await page.goto(base + letter);
  expect(await page.locator('article.letter section.proof svg').count()).toBeGreaterThan(0);
  expect(`${base}${await page.locator('section.proof a').getAttribute('href')}`).toBe(proof);
  await context.close();
});

test('the pages about the log fit every screen in both languages, and axe has nothing against any', async () => {
  for (const [lang, width] of [
    ['zh', 360],
    ['zh', 1280],
    ['en', 360],
    ['en', 1280],
  ] as const) {
    const { page, context } = await open({
      ...{ viewport: { width, height: 800 }, extraHTTPHeaders: { 'x-test-person': 'admin' } },
      locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    });
    for (const [name, path] of [
      ['log', `/s/${world.space.slug}/log`],
      ['proof', new URL(proof).pathname],
      ['desk', `/desk/${world.space.slug}/log`],
      ['letter', letter],
    ] as const) {
      await page.goto(base + path);
      if (name === 'proof') await said(page);
      expect(Number(await page.evaluate('document.documentElement.scrollWidth'))).toBeLessThanOrEqual(width);
      await picture(page, `${name}-${lang}-${width}`);
      if (lang === 'zh' && width === 360) await look.at(page, page.url(), await page.content(), true);
    }
    await context.close();
  }
  expect(look.count).toBeGreaterThan(2);
  expect(look.problems).toEqual([]);
});
