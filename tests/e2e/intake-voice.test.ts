import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { matterWords } from '#modules/intake';
import { forgetNotes, voiceNotes } from '#modules/reception';
import { recording } from '#tests/sound';
import { makeWorld } from '#tests/world';
import { axeFindings } from './axe.ts';
import { openBrowser, withChineseGlyphs } from './browser.ts';
import { PageCheck } from './hand-browser.ts';
import { serve } from './serve.ts';

const world = await makeWorld(import.meta.url);
const worker = await world.person('何雨晴', ['worker']);
const base = await serve(world, worker.actor);
const speak = `${base}/s/${world.space.slug}/say/voice`;
const notes = `${base}/desk/${world.space.slug}/voice-notes`;
// A microphone that beeps, given without asking; a browser without it gives none.
const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const browser = await openBrowser(microphone);
const look = new PageCheck(browser);
afterAll(() => browser.close());

const narrow = { viewport: { width: 360, height: 740 }, locale: 'zh-CN' };

async function telephone(options: object = {}, signedIn = false): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ ...narrow, ...options });
  await withChineseGlyphs(context);
  if (signedIn) await context.addCookies([{ name: 'test-person', value: '1', url: base }]);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

async function send(page: Page): Promise<void> {
  await Promise.all([
    page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
    page.getByRole('button', { name: '交上去' }).click({ noWaitAfter: true }),
  ]);
}

const waiting = async () => (await voiceNotes(worker.scope)).filter((one) => one.state === 'waiting');

test('a minute is recorded on the page, says how long there is, stops by itself, and lands as any other file [/s/:space/say/voice]', async () => {
  const page = await telephone({ permissions: ['microphone'] });
  await page.goto(speak);
  await page.getByRole('textbox', { name: '在哪里' }).fill('3号楼后面');
  await page.getByRole('button', { name: '按一下开始说' }).click();
  const says = page.getByRole('status');
  // The first seconds may have gone by before anybody looks.
  await says.getByText(/正在录，还有(60|5\d)秒/).waitFor();
  expect(await page.getByRole('button', { name: '说完了' }).count()).toBe(1);
  await says.getByText(/正在录，还有[1-5]?\d秒/).waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: '说完了' }).click();
  await says.getByText('录好了').waitFor();
  expect(await page.evaluate('document.querySelector("input[name=sound]").files[0].type')).toBe('audio/webm');
  expect(await axeFindings(page)).toEqual([]);
  await send(page);
  expect(page.url()).toContain('/slip?');
  expect(await page.getByRole('main').innerText()).toContain('3号楼后面');
  expect(await waiting()).toHaveLength(1);
  await page.context().close();
}, 60_000);

test('after sixty seconds the recorder stops by itself [/s/:space/say/voice]', async () => {
  const page = await telephone({ permissions: ['microphone'] });
  await page.clock.install();
  await page.goto(speak);
  await page.getByRole('button', { name: '按一下开始说' }).click();
  await page
    .getByRole('status')
    .getByText(/正在录，还有(60|5\d)秒/)
    .waitFor();
  await page.clock.runFor(30_000);
  await page
    .getByRole('status')
    .getByText(/正在录，还有(30|[12]\d)秒/)
    .waitFor();
  await page.clock.runFor(30_000);
  await page.getByRole('status').getByText('录好了').waitFor();
  expect(await page.getByRole('button', { name: '按一下开始说' }).count()).toBe(1);
  await page.context().close();
}, 60_000);

test('where no microphone is given the page says what else one can do [/s/:space/say/voice]', async () => {
  const page = await telephone();
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await page.goto(speak);
  await page.getByRole('button', { name: '按一下开始说' }).click();
  await page.getByRole('status').getByText('没有拿到话筒').waitFor();
  await page.context().close();
});

describe('without script', () => {
  test('a recording of the phone is chosen as a file; one of sixty-one seconds is refused and nothing typed is lost [/s/:space/say/voice]', async () => {
    const page = await telephone({ javaScriptEnabled: false });
    await page.goto(speak);
    expect(await page.getByRole('button', { name: '按一下开始说' }).count()).toBe(0);
    await look.at(page, page.url(), await page.content(), false);
    await page.getByRole('textbox', { name: '怎么称呼您' }).fill('许大爷');
    const choose = (seconds: number) =>
      page
        .getByLabel('录一段，或者选一个录音')
        .setInputFiles({ name: '录音.wav', mimeType: 'audio/wav', buffer: Buffer.from(recording(seconds)) });
    await choose(61);
    await send(page);
    expect(await page.getByRole('main').innerText()).toContain('录音有61秒');
    await look.at(page, page.url(), await page.content(), false);
    expect(await page.getByRole('textbox', { name: '怎么称呼您' }).inputValue()).toBe('许大爷');
    await choose(9);
    await send(page);
    expect(page.url()).toContain('/slip?');
    expect(await waiting()).toHaveLength(2);
    await page.context().close();
  });
});

test.each([true, false])(
  'a worker listens and writes it down, and the words take the place of the sound (script: %s) [/desk/:space/voice-notes]',
  async (script) => {
    const [note] = await waiting();
    const page = await telephone({ javaScriptEnabled: script }, true);
    await page.goto(notes);
    await look.at(page, page.url(), await page.content(), script);
    const sound = page.locator('audio').first();
    expect(await sound.getAttribute('aria-label')).toMatch(/^听 \d{4}-\d+$/);
    const heard = await page.request.get(`${base}${await sound.getAttribute('src')}`);
    expect(heard.headers()['content-type']).toMatch(/^audio\//);
    expect((await heard.body()).length).toBeGreaterThan(1000);
    const words = `楼道里的灯坏了${script ? '三' : '四'}天。`;
    await page.locator('summary', { hasText: '写下听到的' }).first().click();
    await page.getByRole('textbox', { name: '写下听到的' }).first().fill(words);
    await Promise.all([
      page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
      page.locator('form[action$="/write"]').first().getByRole('button').click({ noWaitAfter: true }),
    ]);
    expect(await page.getByRole('main').innerText()).toContain(words);
    expect(await matterWords(worker.scope, note?.matterId ?? '')).toBe(words);
    await page.context().close();
  },
);

test('on its day the sound is deleted, written down or not, and the words stay [/desk/:space/voice-notes]', async () => {
  const [kept] = await voiceNotes(worker.scope);
  world.clock.advance({ days: 31 });
  expect(must(await forgetNotes(world.system, {})).forgotten).toBe(2);
  const page = await telephone({}, true);
  await page.goto(notes);
  expect(await page.getByRole('main').innerText()).toContain('声音删了');
  expect(await page.locator('audio').count()).toBe(0);
  expect((await page.request.get(`${notes}/${kept?.id}/sound`)).status()).toBe(404);
  expect(await matterWords(worker.scope, kept?.matterId ?? '')).toMatch(/^楼道里的灯坏了.天。$/);
  await page.context().close();
});

test('every page of it fits the telephone, and axe has nothing against any', () => {
  expect(look.count).toBeGreaterThan(2);
  expect(look.problems).toEqual([]);
});
