import { newKey } from '#kernel/ids';
import { type Browser, openBrowser, signIn, signInForMoney } from './browser.ts';
import type { LivelyTown } from './town.ts';
import { giftFields } from './village.ts';

/** What people of the town do all at once. */
export type DeedKind = 'gift' | 'payment' | 'need' | 'decision';

/** Something that was begun, and carried on with until every step of it was acknowledged. */
export interface Deed {
  readonly kind: DeedKind;
  readonly reference: string;
  readonly yuan: number;
  /** Forms sent for it, and how many steps it has. */
  tries: number;
  steps: number;
  /** The key of its record, as the first acknowledgement said. */
  id: string;
}

/** How a form reaches a server that may be gone at any moment. */
export interface Way {
  readonly url: () => string;
  /** Resolves when a server answers again. */
  readonly answering: () => Promise<void>;
  /** What the server has said, for a failure. */
  readonly output: () => Promise<string>;
}

type Send = (who: Browser, path: string, fields: Readonly<Record<string, string>>) => Promise<string>;

/** Everybody who takes part, signed in. */
async function people(way: Way, { names }: LivelyTown) {
  const enter = async (name: string, money: boolean): Promise<Browser> => {
    const browser = openBrowser(way.url);
    await (money ? signInForMoney(browser, name) : signIn(browser, name));
    return browser;
  };
  return {
    finance: await enter(names.finance, true),
    treasurer: await enter(names.treasurer, true),
    worker: await enter(names.worker, false),
    secretary: await enter(names.secretary, false),
    member: await enter(names.member, false),
  };
}

/** The steps of each kind of deed, each one a form. */
function steps(town: LivelyTown, who: Awaited<ReturnType<typeof people>>) {
  const desk = `/desk/${town.slug}`;
  return {
    gift: async (deed: Deed, send: Send): Promise<void> => {
      deed.id = await send(who.finance, `${desk}/gifts/bank`, giftFields(town.fundId, deed.reference, `${deed.yuan}`));
    },
    payment: async (deed: Deed, send: Send): Promise<void> => {
      deed.id = await send(who.worker, `${desk}/payments/new`, {
        ...{ authorisationId: town.authorisationId, payeeOrganisationId: town.provider },
        ...{ amount: `${deed.yuan}`, whatFor: deed.reference },
      });
      await send(who.treasurer, `${desk}/payments/${deed.id}/approve`, {});
      await send(who.member, `${desk}/payments/${deed.id}/approve`, {});
      await send(who.finance, `${desk}/payments/${deed.id}/pay`, { bankReference: deed.reference });
    },
    need: async (deed: Deed, send: Send): Promise<void> => {
      deed.id = await send(who.worker, `${desk}/needs/new`, {
        ...{ title: deed.reference, summary: '中午没有热饭', class_code: 'service.care', quantity: '1', unit: '项' },
        ...{ urgency: 'normal', same: 'none' },
      });
      await send(who.worker, `${desk}/needs/${deed.id}/check`, {});
    },
    decision: async (deed: Deed, send: Send): Promise<void> => {
      deed.id = await send(who.secretary, `${desk}/decisions/new`, {
        ...{ template: 'change', title: deed.reference, text: '这一条先不改。', bodyId: town.bodyId },
      });
      const votes = Object.fromEntries(town.seats.map((seat) => [`vote-${seat}`, 'no']));
      await send(who.secretary, `${desk}/decisions/${deed.id}/record`, votes);
      await send(who.secretary, `${desk}/decisions/${deed.id}/close`, {});
    },
  };
}

/** Lets so many forms go at a time, and tells when the last of them was sent; what is sent again needs no leave. */
function gate() {
  const waiting: (() => void)[] = [];
  let permits = 0;
  let sent = 0;
  let moment: { readonly at: number; readonly come: () => void } | undefined;
  let isOpen = false;
  return {
    pass: async (): Promise<void> => {
      if (isOpen) return;
      if (permits === 0) await new Promise<void>((go) => waiting.push(go));
      else permits -= 1;
    },
    sent: (): void => {
      sent += 1;
      if (moment !== undefined && sent >= moment.at) moment.come();
    },
    more: (count: number): Promise<void> => {
      const last = new Promise<void>((come) => {
        moment = { at: sent + count, come };
      });
      permits += count;
      for (; permits > 0 && waiting.length > 0; permits -= 1) waiting.shift()?.();
      return last;
    },
    open: (): void => {
      isOpen = true;
      for (const go of waiting.splice(0)) go();
    },
  };
}
type Gate = ReturnType<typeof gate>;

/** Sends the steps of one deed, each with one key until it is acknowledged. */
function sender(way: Way, through: Gate, deed: Deed): Send {
  const once = async (who: Browser, path: string, fields: Readonly<Record<string, string>>): Promise<string | null> => {
    deed.tries += 1;
    through.sent();
    const seen = await who.post(path, fields).catch(() => null);
    if (seen === null || seen.status === 503) return null;
    if (seen.status === 303) return seen.location;
    await way.answering();
    const text = seen.text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    throw new Error(`${deed.reference} ${path}: ${seen.status}\n${text.slice(0, 2000)}\n${await way.output()}`);
  };
  return async (who, path, fields) => {
    await through.pass();
    const keyed = { ...fields, _key: newKey() };
    deed.steps += 1;
    for (;;) {
      const location = await once(who, path, keyed);
      if (location !== null) return location.replace(/\?.*/, '').split('/').at(-1) ?? '';
      await way.answering();
    }
  };
}

/**
 * Lets gifts, payments, needs and decisions run beside each other, so many forms at a time: `more` lets further forms go
 * and resolves when the last of them has been sent; what was cut off is sent again by itself.
 */
export async function mixedLoad(way: Way, town: LivelyTown, yuan: () => number) {
  const deeds: Deed[] = [];
  const ways = steps(town, await people(way, town));
  const through = gate();
  let stopped = false;
  const run = async (kind: DeedKind, name: string): Promise<void> => {
    for (let number = 1; !stopped; number += 1) {
      const deed: Deed = { kind, reference: `${name}-${number}`, yuan: yuan(), tries: 0, steps: 0, id: '' };
      deeds.push(deed);
      await ways[kind](deed, sender(way, through, deed));
    }
  };
  const streams = [
    ['gift', 'G1'],
    ['gift', 'G2'],
    ['payment', 'P'],
    ['need', 'N'],
    ['decision', 'D'],
  ] as const;
  const done = Promise.all(streams.map(([kind, name]) => run(kind, name)));
  return {
    deeds,
    /** Lets so many more forms go; resolves as the last of them is sent. */
    more: (count: number): Promise<void> => Promise.race([through.more(count), done.then(() => undefined)]),
    /** Lets everybody finish what they began. */
    stop: async (): Promise<void> => {
      stopped = true;
      through.open();
      await done;
    },
  };
}
