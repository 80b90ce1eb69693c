import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { matterList, solveMatter } from '#modules/intake';
import { checkNeed, draftNeed } from '#modules/needs';
import { makeWorld, type Someone } from '#tests/world';
import { openBrowser, withChineseGlyphs } from './browser.ts';
import { PageCheck } from './hand-browser.ts';
import { serve } from './serve.ts';

const world = await makeWorld(import.meta.url);
const worker = await world.person('何雨晴', ['worker']);
const facts = { class_code: 'material.daily.mobility', quantity: '1', unit: '张', urgency: 'normal' } as const;
const wheelchair = must(
  await draftNeed(worker.scope, { ...facts, title: '借一张轮椅', summary: '老人出院回家要用，借两个月。' }),
).id;
must(await checkNeed(worker.scope, { id: wheelchair }));
const open = `/s/${world.space.slug}`;
const browser = await openBrowser();
const look = new PageCheck(browser);
afterAll(() => browser.close());
const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#777' } })
  .jpeg()
  .toBuffer();

/** A telephone of the one who speaks; everything on it is found by the name a screen reader says. */
class Telephone {
  readonly page: Page;
  readonly #script: boolean;
  readonly #base: string;

  constructor(page: Page, script: boolean, base: string) {
    this.page = page;
    this.#script = script;
    this.#base = base;
  }

  async to(path: string): Promise<void> {
    await this.page.goto(`${this.#base}${path}`, { waitUntil: 'domcontentloaded' });
    await this.#look();
  }

  async press(name: string): Promise<void> {
    await this.#follow(this.page.getByRole('button', { name, exact: true }).first());
  }

  async follow(name: string): Promise<void> {
    await this.#follow(this.page.getByRole('main').getByRole('link', { name }).first());
  }

  async #follow(what: ReturnType<Page['getByRole']>): Promise<void> {
    await Promise.all([
      this.page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
      what.click({ noWaitAfter: true }),
    ]);
    await this.#look();
  }

  words(): Promise<string> {
    return this.page.getByRole('main').innerText();
  }

  async #look(): Promise<void> {
    await look.at(this.page, this.page.url(), await this.page.content(), this.#script);
  }
}

async function telephone(script: boolean, base: string): Promise<Telephone> {
  const context = await browser.newContext({
    ...{ viewport: { width: 360, height: 740 }, locale: 'zh-CN', javaScriptEnabled: script },
  });
  await context.addCookies([{ name: 'test-person', value: '1', url: base }]);
  if (script) await withChineseGlyphs(context);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('dialog', (dialog) => void dialog.accept());
  return new Telephone(page, script, base);
}

async function voices(): Promise<number> {
  const rows = await world.system.db
    .selectFrom('need_voice')
    .select('id')
    .where('space_id', '=', world.space.id)
    .where('need_id', '=', wheelchair)
    .where('left_at', 'is', null)
    .execute();
  return rows.length;
}

/** Three questions, each alone on its page; what was typed goes along and stays when one goes back. */
async function says(phone: Telephone, words: string, before: number): Promise<{ number: string; code: string }> {
  const { page } = phone;
  await phone.to(open);
  await phone.to(`${open}/say`);
  expect(await page.getByRole('textbox').count()).toBe(1);
  await phone.press('下一步');
  await page.getByRole('link', { name: '还没写说什么' }).or(page.getByRole('alert')).first().waitFor();
  await page.getByRole('textbox', { name: '什么事？' }).fill(words);
  await phone.press('下一步');
  // Something like it is public: one tap says that it is the same.
  await page.getByRole('radiogroup', { name: '是不是同一件事？' }).waitFor();
  await page.getByRole('radio', { name: /借一张轮椅/ }).check({ force: true });
  await phone.press('下一步');
  await phone.press('上一步');
  expect(await page.getByRole('radio', { name: /借一张轮椅/ }).isChecked()).toBe(true);
  await phone.press('下一步');
  await page.getByRole('textbox', { name: '在哪里？' }).fill('6 幢 2 单元');
  await phone.press('下一步');
  const said = await phone.words();
  for (const part of [words, '借一张轮椅', '6 幢 2 单元']) expect(said).toContain(part);
  await page.getByRole('radio', { name: /打电话/ }).check({ force: true });
  await page.getByRole('textbox', { name: '电话号码' }).fill('幺三八〇〇幺三八');
  await page.getByLabel('加一张照片').setInputFiles({ name: '椅.jpg', mimeType: 'image/jpeg', buffer: picture });
  await phone.press('说好了，交出去');
  // Three digits are missing: the page says so and keeps the number as it was typed.
  expect(await phone.words()).toContain('您写了 8 位');
  expect(await page.getByRole('textbox', { name: '电话号码' }).inputValue()).toBe('幺三八〇〇幺三八');
  await page.getByRole('textbox', { name: '电话号码' }).fill('幺三八〇〇幺三八〇〇〇');
  await page.getByLabel('加一张照片').setInputFiles({ name: '椅.jpg', mimeType: 'image/jpeg', buffer: picture });
  await phone.press('说好了，交出去');
  expect(page.url()).toContain('/slip?');
  expect(await voices()).toBe(before + 1);
  const { searchParams } = new URL(page.url());
  return { number: searchParams.get('number') ?? '', code: searchParams.get('code') ?? '' };
}

/** The slip: joined, and parted again with one button; then it is the desk's to do. */
async function parts(phone: Telephone, before: number): Promise<void> {
  const { page } = phone;
  await page.getByRole('heading', { name: '和这件算成一件' }).waitFor();
  await phone.press('不是同一件，分开');
  expect(await page.getByRole('button', { name: '不是同一件，分开' }).count()).toBe(0);
  expect(await voices()).toBe(before);
}

async function matterNumbered(number: string): Promise<string> {
  const { rows } = await matterList(worker.scope, {
    ...{ page: 1, size: 50, q: number, filters: {}, sort: null },
  });
  return rows.find((one) => one.number === number)?.id ?? '';
}

/** Done by the office; the speaker says otherwise, it is opened again, done again, and is done when they say so. */
async function judges(phone: Telephone, slip: { number: string; code: string }): Promise<void> {
  const { page } = phone;
  const id = await matterNumbered(slip.number);
  must(await solveMatter(worker.scope, { id, how: '拿来一张旧的。' }));
  await phone.to(`${open}/slip?number=${slip.number}&code=${slip.code.toLowerCase()}`);
  await phone.follow('办得怎么样？说一声');
  await page.getByRole('radio', { name: '没解决' }).check({ force: true });
  await phone.press('就这样说');
  expect(await phone.words()).toContain('哪里不行');
  await page.getByLabel('哪里不行').selectOption('quality');
  await page.getByRole('textbox', { name: '想说的话' }).fill('轮子是坏的。');
  await phone.press('就这样说');
  expect(await phone.words()).toContain('会接着办');
  await phone.follow('查这张小票');
  world.clock.advance({ days: 1 });
  const again = await solveMatter(worker.scope, { id, how: '换了一张新的。' });
  expect(again.ok).toBe(true);
  await phone.to(`${open}/slip?number=${slip.number}&code=${slip.code}`);
  await phone.follow('再说一次办得怎么样');
  await page.getByRole('radio', { name: '解决了', exact: true }).check({ force: true });
  await phone.press('就这样说');
  expect(await phone.words()).toContain('这件事算办成了');
  await phone.follow('查这张小票');
  expect(await phone.words()).toContain('您说过：办好了');
}

describe.each([
  { name: 'with script', script: true, words: '我妈妈出院了走不了路，想借一张轮椅，甲' },
  { name: 'without script', script: false, words: '我爸爸出院了走不了路，想借一张轮椅，乙' },
])('a resident says something on a telephone 360 px wide, $name', ({ script, words }) => {
  let resident: Someone;

  test('F053 one question at a time, a photo, similar shown, joined and undone, a slip, My voice, and a verdict by link [/s/:space/say] [/s/:space/slip] [/me/:space/voice] [/s/:space/verdict/:code]', async () => {
    resident = await world.person(script ? '王秀兰' : '陈建国');
    const phone = await telephone(script, await serve(world, resident.actor, false));
    const before = await voices();
    const slip = await says(phone, words, before);
    await parts(phone, before);
    await phone.to(`/me/${world.space.slug}/voice`);
    expect(await phone.words()).toContain(slip.number);
    expect(await phone.page.getByRole('button', { name: '不是同一件，分开' }).count()).toBe(0);
    await judges(phone, slip);
    await phone.to(`/me/${world.space.slug}/voice`);
    await phone.page.getByRole('link', { name: slip.number }).waitFor();
    await phone.page.context().close();
  }, 120_000);

  test('F053 without an account the slip alone leads back, and a wrong code shows nothing [/s/:space/slip]', async () => {
    const { rows } = await matterList(worker.scope, { page: 1, size: 1, q: '', filters: {}, sort: null });
    const phone = await telephone(script, await serve(world, resident.actor, false));
    await phone.page.context().clearCookies();
    await phone.to(`${open}/slip`);
    await phone.page.getByRole('textbox', { name: '号码' }).fill(rows[0]?.number ?? '');
    await phone.page.getByRole('textbox', { name: '暗码' }).fill('AAAAAA');
    await phone.press('看看到哪一步了');
    expect(await phone.words()).toContain('没对上这个号码和暗码');
    expect(await phone.page.getByRole('textbox', { name: '号码' }).inputValue()).toBe(rows[0]?.number);
    await phone.page.context().close();
  });
});

test('every page of it fits the telephone, and axe has nothing against any', () => {
  expect(look.count).toBeGreaterThan(8);
  expect(look.problems).toEqual([]);
});
