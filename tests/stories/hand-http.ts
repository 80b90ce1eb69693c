import type { Answer, Someone, World } from '#tests/world';
import { type Hand, Seat, type Seen, type Typed } from './hand.ts';
import { type PageForm, plain } from './html.ts';

const english = { cookie: 'linli_view=en.plain' };

/** Pages over HTTP, as a browser without script sends them: every field that stands in the form goes along. */
class HttpSeat extends Seat {
  readonly #world: World;

  constructor(world: World, who: Someone | null) {
    super(who);
    this.#world = world;
  }

  async #follow(path: string, answer: Answer, headers: Readonly<Record<string, string>>): Promise<Seen> {
    let at = path;
    let got = answer;
    for (let turn = 0; got.status === 303 && turn < 5; turn += 1) {
      at = got.location;
      got = await this.#world.get(this.who, at, headers);
    }
    return { status: got.status, url: at, html: got.text, text: plain(got.text) };
  }

  protected async load(path: string): Promise<Seen> {
    return this.#follow(path, await this.#world.get(this.who, path), {});
  }

  async #send(form: PageForm, typed: Typed, headers: Readonly<Record<string, string>>): Promise<Seen> {
    const here = this.page.url;
    const action = form.action === '' ? here : form.action;
    if (form.method === 'get') {
      const query = new URLSearchParams(
        Object.entries(textsOf(form, typed)).map(([name, all]) => [name, all[0] ?? '']),
      );
      return this.load(`${action.split('?')[0] ?? ''}?${query}`);
    }
    const answer = await this.#world.post(this.who, action, bodyOf(form, typed), headers);
    return this.#follow(action, answer, headers);
  }

  protected async submit(form: PageForm, typed: Typed): Promise<Seen> {
    this.#world.clock.advance({ minutes: 1 });
    return this.#send(form, typed, {});
  }

  protected async raw(path: string, fields: Readonly<Record<string, string>>, lang: 'zh' | 'en'): Promise<Seen> {
    const headers = lang === 'en' ? english : {};
    return this.#follow(path, await this.#world.post(this.who, path, fields, headers), headers);
  }

  protected async inEnglish(form: PageForm | string, typed: Typed): Promise<Seen> {
    if (typeof form !== 'string') return this.#send(form, typed, english);
    return this.#follow(form, await this.#world.get(this.who, form, english), english);
  }
}

function textsOf(form: PageForm, typed: Typed): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const control of form.controls) {
    if (control.value === null || typed.has(control.name)) continue;
    fields[control.name] = [...(fields[control.name] ?? []), control.value];
  }
  for (const [name, values] of typed) {
    const box = form.controls.some((one) => one.name === name && (one.kind === 'check' || one.kind === 'radio'));
    fields[name] = values.filter((value) => typeof value === 'string').filter((value) => !box || value !== '');
  }
  return fields;
}

/** The fields as a browser would send them, pictures as files. */
export function bodyOf(form: PageForm, typed: Typed): Record<string, string | readonly string[] | Blob> {
  const body: Record<string, string | readonly string[] | Blob> = { ...textsOf(form, typed) };
  for (const [name, values] of typed)
    for (const value of values)
      if (typeof value !== 'string') body[name] = new File([value.bytes], value.name, { type: value.type });
  return body;
}

/** A hand that knows everybody by the test's own sessions. */
export function httpHand(world: World): Hand {
  const seats = new Map<string, Seat>();
  return {
    way: 'HTTP',
    seat: (who) => {
      const key = who?.personId ?? '';
      const known = seats.get(key) ?? new HttpSeat(world, who);
      seats.set(key, known);
      return known;
    },
    close: async () => {},
  };
}
