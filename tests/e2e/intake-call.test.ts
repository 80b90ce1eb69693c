import type { Page } from 'playwright-core';
import { afterAll, describe, expect, test } from 'vitest';
import { must } from '#kernel/result';
import { matter, matterList, matterWords, say } from '#modules/intake';
import { registerPerson } from '#modules/people';
import { makeWorld } from '#tests/world';
import { openBrowser, withChineseGlyphs } from './browser.ts';
import { PageCheck } from './hand-browser.ts';
import { serve } from './serve.ts';

const world = await makeWorld(import.meta.url);
const worker = await world.person('何雨晴', ['worker']);
const neighbour = await world.person('沈福根');
must(await registerPerson(worker.scope, { name: '田秀芝', phone: '13800138000', preferredContact: 'call' }));
const before = must(
  await say(neighbour.scope, { words: '三单元楼道灯坏了，晚上太黑，看不见台阶。', contact_way: 'none' }),
);
const base = await serve(world, worker.actor);
const ring = `${base}/desk/${world.space.slug}/ring`;
const browser = await openBrowser();
const look = new PageCheck(browser);
afterAll(() => browser.close());

/** A desk where the mouse is unplugged: everything is done by keys, and told by the name a screen reader says. */
class Keys {
  readonly page: Page;
  readonly #script: boolean;

  constructor(page: Page, script: boolean) {
    this.page = page;
    this.#script = script;
  }

  press(...keys: readonly string[]): Promise<void> {
    return keys.reduce((done, key) => done.then(() => this.page.keyboard.press(key)), Promise.resolve());
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.insertText(text);
  }

  /** The next page, by these keys. */
  async on(...keys: readonly string[]): Promise<void> {
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'load' }), this.press(...keys)]);
    await look.at(this.page, this.page.url(), await this.page.content(), this.#script);
  }

  async at(role: 'textbox' | 'radio' | 'checkbox' | 'combobox', name: string | RegExp) {
    const wanted = this.page.getByRole(role, { name, ...(typeof name === 'string' ? { exact: true } : {}) }).first();
    expect(await wanted.count(), `${role} ${String(name)}`).toBe(1);
    expect(await wanted.evaluate((one) => one === one.ownerDocument.activeElement), `at ${String(name)}`).toBe(true);
  }

  /** Tab by Tab to a field, as one goes where no script runs. */
  async tabTo(selector: string): Promise<void> {
    for (let stops = 0; stops < 60; stops += 1) {
      await this.press('Tab');
      if ((await this.page.locator(`${selector}:focus`).count()) > 0) return;
    }
    throw new Error(`${selector} is not reached by Tab`);
  }

  words(): Promise<string> {
    return this.page.getByRole('main').innerText();
  }
}

async function desk(script: boolean): Promise<Keys> {
  const context = await browser.newContext({
    ...{ viewport: { width: 360, height: 740 }, locale: 'zh-CN', javaScriptEnabled: script },
  });
  await context.addCookies([{ name: 'test-person', value: '1', url: base }]);
  if (script) await withChineseGlyphs(context);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(ring, { waitUntil: 'load' });
  return new Keys(page, script);
}

async function newest(): Promise<{ id: string; number: string }> {
  const { rows } = await matterList(worker.scope, {
    ...{ page: 1, size: 1, q: '', filters: {}, sort: { key: 'number', desc: true } },
  });
  return { id: rows[0]?.id ?? '', number: rows[0]?.number ?? '' };
}

test('F184 a call is written by keyboard alone: found by its number, Enter by Enter, class and the same proposed, number read out, the next one [/desk/:space/ring]', async () => {
  const keys = await desk(true);
  await keys.at('textbox', '来电后几位');
  await keys.type('8000');
  await keys.on('Enter');
  await keys.at('radio', '电话');
  await keys.press('Enter');
  await keys.at('radio', '田秀芝');
  await keys.press('Space', 'Enter');
  await keys.at('textbox', '怎么称呼');
  await keys.press('Enter');
  await keys.at('textbox', /^电话/);
  await keys.press('Enter');
  await keys.at('textbox', /^替谁说的/);
  await keys.type('隔壁赵奶奶');
  await keys.press('Enter');
  await keys.at('checkbox', '不愿意留名字');
  await keys.press('Enter');
  await keys.at('textbox', '说了什么');
  await keys.type('三单元楼道灯又不亮，');
  await keys.press('Shift+Enter');
  await keys.type('昨天有人踩空了台阶。');
  await keys.press('Enter');
  await keys.at('textbox', /^在哪里/);
  await keys.type('三单元');
  await keys.on('Enter');
  // What it is like stands there before it is kept; the first question is whether it is the same.
  await keys.at('radio', /三单元楼道灯坏了/);
  await keys.press('Space', 'Enter');
  await keys.at('combobox', /^归哪一类/);
  const proposed = await keys.page.getByRole('combobox', { name: /^归哪一类/ }).inputValue();
  expect(proposed).not.toBe('');
  await keys.on('Enter');
  const { id, number } = await newest();
  const told = await keys.words();
  expect(told).toContain('念给对方听');
  expect(told).toContain(number);
  const kept = await matter(worker.scope, id);
  expect(kept).toMatchObject({ channel: 'phone', joinedToId: before.id, handlerId: worker.personId });
  expect(kept?.classCode ?? '').toBe(proposed);
  expect(await matterWords(worker.scope, id)).toBe('三单元楼道灯又不亮，\n昨天有人踩空了台阶。\n（替隔壁赵奶奶说）');
  await keys.on('p');
  expect(keys.page.url()).toContain('print=1');
  await keys.page.goBack({ waitUntil: 'load' });
  await keys.on('n');
  await keys.at('textbox', '来电后几位');
  await keys.page.context().close();
}, 60_000);

const papers = [
  { way: '来信', key: 'Alt+3', channel: 'letter' },
  { way: '信访', key: 'Alt+4', channel: 'petition' },
  { way: '接待日', key: 'Alt+5', channel: 'reception' },
  { way: '意见箱', key: 'Alt+6', channel: 'box' },
  { way: '自助机', key: 'Alt+7', channel: 'kiosk' },
] as const;

test.each(papers)(
  'F184 $way comes into the same queue by one shortcut, without a name, and what lacks is said where one writes [/desk/:space/ring]',
  async ({ key, channel, way }) => {
    const keys = await desk(true);
    await keys.press(key);
    await keys.at('radio', way);
    await keys.on('Alt+s');
    expect(await keys.words()).toContain('还没有写说了什么');
    await keys.at('textbox', '怎么称呼');
    expect(await keys.page.getByRole('radio', { name: way }).isChecked()).toBe(true);
    await keys.press('Alt+n', 'Enter', 'Enter', 'Enter', 'Enter');
    await keys.at('textbox', '说了什么');
    await keys.type(`从${way}来：楼道里堆了旧沙发。`);
    await keys.on('Alt+s');
    if (channel === 'petition') expect(await keys.words()).toContain('不排队比');
    await keys.on('Alt+s');
    const { id } = await newest();
    expect(await matter(worker.scope, id)).toMatchObject({ channel, anonymous: true, personId: null });
    await keys.page.context().close();
  },
  60_000,
);

describe('without script', () => {
  test('F184 every field of a call is reached by Tab and sent with Enter [/desk/:space/ring]', async () => {
    const keys = await desk(false);
    await keys.tabTo('input[name=tail]');
    await keys.type('8000');
    await keys.on('Enter');
    await keys.tabTo('input[name=channel]');
    await keys.press('ArrowDown');
    await keys.tabTo('input[name=person]');
    await keys.press('Space');
    await keys.tabTo('textarea[name=words]');
    await keys.type('楼上漏水漏到我家，');
    await keys.press('Enter');
    await keys.type('墙都湿了。');
    await keys.tabTo('input[name=place_text]');
    await keys.type('5号楼201');
    await keys.on('Enter');
    await keys.tabTo('select[name=class_code]');
    await keys.tabTo('main button');
    await keys.on('Enter');
    const { id } = await newest();
    expect(await matter(worker.scope, id)).toMatchObject({ channel: 'counter', placeText: '5号楼201' });
    expect(await matterWords(worker.scope, id)).toBe('楼上漏水漏到我家，\n墙都湿了。');
    await keys.tabTo('main a[data-key=n]');
    await keys.on('Enter');
    expect(keys.page.url()).toBe(ring);
    await keys.page.context().close();
  }, 60_000);
});

test('every page of it fits the telephone, and axe has nothing against any', () => {
  expect(look.count).toBeGreaterThan(2);
  expect(look.problems).toEqual([]);
});
