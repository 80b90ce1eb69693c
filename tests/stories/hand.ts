import { expect } from 'vitest';
import { rooms } from '#app/rooms';
import { gatherSentences } from '#app/sentences';
import type { Fault } from '#kernel/result';
import type { Someone } from '#tests/world';
import { type Control, formsOf, linksOf, type PageForm, plain } from './html.ts';

/** A file as it is put into a form. */
export interface Picture {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What somebody fills into a form, by the names of its fields; a choice may be named by its value or by its words. */
export type Filled = Readonly<Record<string, string | readonly string[] | Picture | readonly Picture[]>>;
/** The same, every choice by its value. */
export type Typed = ReadonlyMap<string, readonly (string | Picture)[]>;

/** A page as it came back. */
export interface Seen {
  readonly status: number;
  /** Where one is now: path and query. */
  readonly url: string;
  readonly html: string;
  /** What a reader reads. */
  readonly text: string;
}

/** Every refusal there is, with its sentences. */
export const sentences = gatherSentences(rooms);

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** A refusal is a page that says so, in the reader's language, with the right status, and with words for it. */
export function expectSentence(seen: Seen, fault: Fault, lang: 'zh' | 'en'): void {
  const sentence = oneLine(sentences.say(lang, fault));
  expect(sentence, `${fault.code} has no sentence (${lang})`).not.toBe(fault.code);
  // What people type may be quoted in a sentence; most of it must be in the reader's language.
  const count = (letters: RegExp) => sentence.match(letters)?.length ?? 0;
  const chinese = count(/\p{Script=Han}/gu) * 3 > count(/\p{Script=Latin}/gu);
  expect(chinese, `${fault.code} (${lang}): ${sentence}`).toBe(lang === 'zh');
  expect(
    seen.text.includes(sentence),
    `${seen.url} says not “${sentence}” but ${seen.status} “${problems(seen)}”`,
  ).toBe(true);
  expect(seen.status, `${fault.code} ${seen.url}`).toBe(sentences.status(fault.code));
}

/** Where one person sits: the page in front of them, its buttons and links. How a request travels is another's work. */
export abstract class Seat {
  readonly who: Someone | null;
  #page: Seen = { status: 0, url: '', html: '', text: '' };

  constructor(who: Someone | null) {
    this.who = who;
  }

  protected abstract load(path: string): Promise<Seen>;
  protected abstract submit(form: PageForm, typed: Typed): Promise<Seen>;
  /** The same request once more as a reader of English; null where that would have to be clicked through again. */
  protected abstract inEnglish(form: PageForm | string, typed: Typed): Promise<Seen | null>;

  protected abstract raw(path: string, fields: Readonly<Record<string, string>>, lang: 'zh' | 'en'): Promise<Seen>;

  /** The page in front of them. */
  get page(): Seen {
    return this.#page;
  }

  #name(): string {
    return this.who?.name ?? 'a visitor';
  }

  /** Opens an address that must be there for them. */
  async open(path: string): Promise<Seen> {
    this.#page = await this.load(path);
    expect(this.#page.status, `${this.#name()} opens ${path}: ${this.#page.text.slice(0, 300)}`).toBe(200);
    return this.#page;
  }

  /** An address that is not for them, with the reason in both languages. */
  async shut(path: string, code: string): Promise<void> {
    this.#page = await this.load(path);
    expectSentence(this.#page, { code }, 'zh');
    const english = await this.inEnglish(path, new Map());
    if (english !== null) expectSentence(english, { code }, 'en');
  }

  /** Follows a link of this page, by its address or by its words. */
  async follow(link: RegExp | string): Promise<Seen> {
    const links = linksOf(this.#page.html.replace(/[\s\S]*<main/, '<main'));
    const found = links.find((one) => (typeof link === 'string' ? one.text.includes(link) : link.test(one.href)));
    if (found === undefined)
      throw new Error(
        `no link ${link} on ${this.#page.url}: ${links.map((one) => `${one.text} ${one.href}`).join('; ')}`,
      );
    return this.open(found.href.replace(/#.*$/, ''));
  }

  /** The form of this page whose address ends so, and that holds such hidden fields. */
  form(ending: string, holding: Readonly<Record<string, string>> = {}): PageForm | null {
    return this.forms(ending, holding)[0] ?? null;
  }

  /** All of them. */
  forms(ending: string, holding: Readonly<Record<string, string>> = {}): PageForm[] {
    const holds = (form: PageForm) =>
      Object.entries(holding).every(([name, value]) =>
        form.controls.some((control) => control.name === name && control.value === value),
      );
    const path = (form: PageForm) => form.action.split('?')[0] ?? '';
    return formsOf(this.#page.html).filter((form) => path(form).endsWith(ending) && holds(form));
  }

  /** Of several forms with one address the one that asks for what is to be filled in. */
  #must(ending: string, filled: Filled, holding: Readonly<Record<string, string>>): PageForm {
    const asks = (form: PageForm, name: string) => form.controls.some((control) => control.name === name);
    const fits = this.forms(ending, holding);
    const found = fits.find((form) => Object.keys(filled).every((name) => asks(form, name))) ?? fits[0];
    if (found !== undefined) return found;
    const there = formsOf(this.#page.html).map((form) => form.action);
    throw new Error(`${this.#name()} finds no button ${ending} on ${this.#page.url}; there are ${there.join(', ')}`);
  }

  /** The button is not on this page. */
  lacks(...endings: readonly string[]): void {
    for (const ending of endings)
      expect(this.form(ending), `${this.#name()} on ${this.#page.url}: ${ending}`).toBeNull();
  }

  /** Fills a form of this page and presses its button; it must lead on. */
  async press(ending: string, filled: Filled = {}, holding: Readonly<Record<string, string>> = {}): Promise<Seen> {
    const form = this.#must(ending, filled, holding);
    this.#page = await this.submit(form, resolve(form, filled));
    expect(this.#page.status, `${this.#name()} presses ${form.action}: ${problems(this.#page)}`).toBe(200);
    return this.#page;
  }

  /** Fills and presses, and is told in both languages why not; they go on from there, with what they typed. */
  async refused(
    ending: string,
    filled: Filled,
    fault: Fault | string,
    holding: Readonly<Record<string, string>> = {},
  ): Promise<Seen> {
    const told = typeof fault === 'string' ? { code: fault } : fault;
    const form = this.#must(ending, filled, holding);
    const typed = resolve(form, filled);
    const english = await this.inEnglish(form, typed);
    if (english !== null) expectSentence(english, told, 'en');
    this.#page = await this.submit(form, typed);
    expectSentence(this.#page, told, 'zh');
    return this.#page;
  }

  /** Sends what no button of theirs sends; it is refused with the reason in both languages. */
  async forged(path: string, fields: Forgery, fault: Fault | string): Promise<void> {
    const told = typeof fault === 'string' ? { code: fault } : fault;
    for (const lang of ['zh', 'en'] as const) expectSentence(await this.raw(path, fields, lang), told, lang);
  }
}

/** A request without the button. */
type Forgery = Readonly<Record<string, string>>;

function problems(seen: Seen): string {
  const said = [...seen.html.matchAll(/<(\w+)[^>]*(?:role="alert"|class="error")[^>]*>([\s\S]*?)<\/\1>/g)];
  return said.map(([, , part = '']) => plain(part)).join(' / ') || seen.text.slice(0, 200);
}

function isPicture(value: unknown): value is Picture {
  return typeof value === 'object' && value !== null && 'bytes' in value;
}

/** The value of a choice, given by value or by words. */
function chosen(controls: readonly Control[], name: string, wanted: string): string {
  const options = controls.flatMap((control) => control.options);
  if (options.length === 0 || wanted === '') return wanted;
  const by =
    options.find((option) => option.value === wanted) ?? options.find((option) => option.label.includes(wanted));
  if (by === undefined)
    throw new Error(
      `${name} offers no ${wanted}, but ${options.map((one) => `${one.label} (${one.value})`).join(', ')}`,
    );
  return by.value;
}

/** What a form would send when filled so: everything that stands in it, and over it what was typed. */
function resolve(form: PageForm, filled: Filled): Typed {
  const typed = new Map<string, readonly (string | Picture)[]>();
  for (const [name, given] of Object.entries(filled)) {
    const controls = form.controls.filter((control) => control.name === name && control.kind !== 'hidden');
    if (controls.length === 0)
      throw new Error(`${form.action} asks for no ${name}, but ${form.controls.map((one) => one.name).join(', ')}`);
    const all: readonly (string | Picture)[] = Array.isArray(given) ? given : [given];
    typed.set(
      name,
      all.map((one) => (isPicture(one) ? one : chosen(controls, name, one))),
    );
  }
  return typed;
}

/** Everybody's seat, kept from one page to the next. */
export interface Hand {
  readonly way: string;
  seat(who: Someone | null): Seat;
  close(): Promise<void>;
}
