import type { Browser, BrowserContext, Locator, Page, Response } from 'playwright-core';
import { expect } from 'vitest';
import { totp } from '#demo/authenticator';
import { type Hand, type Picture, Seat, type Seen, type Typed } from '#tests/stories/hand';
import { type Control, type PageForm, plain } from '#tests/stories/html';
import type { Someone, World } from '#tests/world';
import { axeFindings } from './axe.ts';
import { withChineseGlyphs } from './browser.ts';

/** The narrowest telephone that must do. */
const screen = { width: 360, height: 740 };

/** Where the pages are, how to get in, and what every page is looked at for. */
export interface Surroundings {
  readonly browser: Browser;
  readonly world: World;
  readonly base: string;
  readonly script: boolean;
  /** Gives a person an account; tells the user name, the password, and whether a second factor is asked for. */
  account(who: Someone): Promise<{ readonly username: string; readonly password: string; readonly money: boolean }>;
  readonly look: PageCheck;
}

/** Looks once at every kind of page: nothing wider than the screen, nothing axe objects to. */
export class PageCheck {
  readonly #seen = new Set<string>();
  readonly #browser: Browser;
  #scripted: Page | undefined;
  readonly problems: string[] = [];

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  get count(): number {
    return this.#seen.size;
  }

  async at(page: Page, url: string, html: string, script: boolean): Promise<void> {
    const kind = url
      .split('?')[0]
      ?.replace(/[0-9a-f-]{36}/g, ':id')
      .replace(/\/[0-9A-Z]{8}(?=\/|$)/g, '/:code');
    const key = `${kind} ${/role="alert"/.test(html)}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const looked = script ? page : await this.#again(page, html);
    const wide = await looked.evaluate('document.documentElement.scrollWidth');
    if (Number(wide) > screen.width) this.problems.push(`${url} is ${String(wide)} wide`);
    for (const one of await axeFindings(looked)) this.problems.push(`${url} ${one}`);
  }

  /** axe waits for ever where no script runs: the same HTML in a page where scripts run, but the page's own are kept out. */
  async #again(page: Page, html: string): Promise<Page> {
    if (this.#scripted === undefined) {
      const context = await this.#browser.newContext({ viewport: screen, locale: 'zh-CN' });
      // Real glyphs only here: fetching them on every page of everybody would take longer than the whole story.
      await withChineseGlyphs(context);
      this.#scripted = await context.newPage();
      await this.#scripted.route(/\.js(\?|$)/, (route) => route.abort());
    }
    const scripted = this.#scripted;
    await scripted.unroute(/^(?!.*\.(js|css)(\?|$)).*$/);
    await scripted.route(/^(?!.*\.(js|css)(\?|$)).*$/, (route) =>
      route.request().isNavigationRequest()
        ? route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' })
        : route.continue(),
    );
    await scripted.goto(page.url(), { waitUntil: 'load' });
    return scripted;
  }
}

/** One person at their own telephone: real pages, real buttons, a real way in. */
class BrowserSeat extends Seat {
  readonly #around: Surroundings;
  #open: Promise<Page> | undefined;
  #context: BrowserContext | undefined;

  constructor(around: Surroundings, who: Someone | null) {
    super(who);
    this.#around = around;
  }

  /** Their telephone, signed in and led on to `path` when it was not in their hand yet. */
  async #page(path: string): Promise<Page> {
    this.#open ??= this.#enter(path);
    return this.#open;
  }

  async #enter(path: string): Promise<Page> {
    const { browser, script, base } = this.#around;
    const options = { viewport: screen, locale: 'zh-CN', javaScriptEnabled: script, baseURL: base };
    const context = await browser.newContext(options);
    this.#context = context;
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on('dialog', (dialog) => void dialog.accept());
    if (this.who !== null) await this.#signIn(page, this.who, path);
    return page;
  }

  async #signIn(page: Page, who: Someone, path: string): Promise<void> {
    const { username, password, money } = await this.#around.account(who);
    await page.goto(`/sign-in/password?back=${encodeURIComponent(path)}`, { waitUntil: 'domcontentloaded' });
    await page.fill('input[name=username]', username);
    await page.fill('input[name=password]', password);
    await this.#press(page, page.locator('form[action="/sign-in/password"] button[type=submit]').first());
    if (!money) return;
    expect(new URL(page.url()).pathname).toBe('/me/second-factor');
    await page.fill('input[name=password]', password);
    await this.#press(page, page.locator('form[action^="/me/second-factor"] button[type=submit]').first());
    const secret = (await page.locator('main code').first().innerText()).replace(/\s/g, '');
    await page.fill('input[name=code]', totp(`otpauth://totp/Linli?secret=${secret}`));
    await this.#press(page, page.locator('form[action="/sign-in/second"] button[type=submit]').first());
  }

  async #press(page: Page, button: Locator): Promise<Response | null> {
    const [response] = await Promise.all([
      page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
      button.click({ noWaitAfter: true }),
    ]);
    return response;
  }

  async #look(page: Page, response: Response | null): Promise<Seen> {
    const html = (await response?.text()) ?? '';
    const { pathname, search } = new URL(page.url());
    await this.#around.look.at(page, pathname + search, html, this.#around.script);
    return { status: response?.status() ?? 0, url: pathname + search, html, text: plain(html) };
  }

  protected async load(path: string): Promise<Seen> {
    const page = await this.#page(path);
    return this.#look(page, await page.goto(path, { waitUntil: 'domcontentloaded' }));
  }

  protected async submit(form: PageForm, typed: Typed): Promise<Seen> {
    this.#around.world.clock.advance({ minutes: 1 });
    const page = await this.#page(this.page.url);
    const shown = page.locator('form').nth(form.place);
    const sheet = shown.locator('xpath=ancestor::details[not(@open)]/summary').first();
    if ((await sheet.count()) > 0) await sheet.click();
    // What is folded away inside the form is opened by a tap, as a person does who wants to fill it in.
    const folded = shown.locator('details.fold:not([open]) > summary');
    while ((await folded.count()) > 0) await folded.first().click();
    let button = shown.locator('button[type=submit]:not([name])').first();
    for (const [name, values] of typed) {
      const controls = form.controls.filter((one) => one.name === name && one.kind !== 'hidden');
      if (controls[0]?.kind === 'button') button = shown.locator(`button[name="${name}"]`);
      else await fill(shown, controls, values);
    }
    return this.#look(page, await this.#press(page, button));
  }

  /** In English the same would have to be clicked through again; over HTTP it is looked at in both languages. */
  protected async inEnglish(): Promise<null> {
    return null;
  }

  protected async raw(path: string, fields: Readonly<Record<string, string>>, lang: 'zh' | 'en'): Promise<Seen> {
    await this.#page(path);
    const headers = { origin: this.#around.base, 'accept-language': lang === 'zh' ? 'zh-CN' : 'en' };
    const answer = await this.#context?.request.post(path, { form: { ...fields }, headers });
    const html = (await answer?.text()) ?? '';
    return { status: answer?.status() ?? 0, url: path, html, text: plain(html) };
  }

  async leave(): Promise<void> {
    await this.#context?.close();
  }
}

async function fill(form: Locator, controls: readonly Control[], values: readonly (string | Picture)[]): Promise<void> {
  const [first] = controls;
  if (first === undefined) return;
  const field = form.locator(`[name="${first.name}"]:not([type=hidden])`);
  const texts = values.filter((value) => typeof value === 'string');
  const [text = ''] = texts;
  if (first.kind === 'file') {
    const files = values.filter((value) => typeof value !== 'string');
    const payload = files.map(({ name, type, bytes }) => ({ name, mimeType: type, buffer: Buffer.from(bytes) }));
    await field.setInputFiles(payload);
  } else if (first.kind === 'select') await field.selectOption(text);
  else if (first.kind === 'check' || first.kind === 'radio') {
    for (const control of controls) {
      const value = control.options[0]?.value ?? '';
      const box = form.locator(`[name="${first.name}"][value="${value}"]`);
      if (texts.includes(value)) await box.check({ force: true });
      else if (first.kind === 'check') await box.uncheck({ force: true });
    }
  } else await field.fill(text);
}

/** A hand that clicks. */
export function browserHand(around: Surroundings): Hand {
  const seats = new Map<string, BrowserSeat>();
  return {
    way: around.script ? 'a browser with script' : 'a browser without script',
    seat: (who) => {
      const key = who?.personId ?? '';
      const known = seats.get(key) ?? new BrowserSeat(around, who);
      seats.set(key, known);
      return known;
    },
    close: async () => {
      for (const seat of seats.values()) await seat.leave();
    },
  };
}
