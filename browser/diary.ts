import { type Locked, lockAway, markRefused, unlock, type Written, waiting, wipe } from './diary-box.ts';

/**
 * Writing a visit where there may be no network: what is kept is locked on the phone first and then sent, with the same
 * key however often, so that it is there once. Without this script the page is an ordinary form.
 */
const patience = 20_000;
const longestSide = 1600;

const here = document.querySelector<HTMLElement>('[data-diary]');
const say = here?.querySelector<HTMLElement>('[data-diary-say]') ?? null;
const shown = here?.querySelector<HTMLElement>('[data-diary-list]') ?? null;
const sendButton = here?.querySelector<HTMLButtonElement>('[data-diary-send]') ?? null;
const space = here?.dataset['diary'] ?? '';
const owner = here?.dataset['owner'] ?? '';
// Written by our own page.
const words = JSON.parse(here?.dataset['words'] ?? '{}') as Readonly<Record<string, string>>;
const address = `/desk/${encodeURIComponent(space)}/diary/new`;
let sending = false;

const word = (name: string): string => words[name] ?? '';

function tell(text: string): void {
  if (here !== null) here.hidden = false;
  if (say !== null) say.textContent = text;
}

const mine = (one: Locked): boolean => one.space === space && one.owner === owner;

/** One that the server did not take: why, and the way to let it go. */
function refusedLine(one: Locked): HTMLElement {
  const line = document.createElement('li');
  const text = document.createElement('span');
  text.textContent = `${word('refused')}${one.refused ?? ''}`;
  const drop = document.createElement('button');
  drop.type = 'button';
  drop.className = 'act act-word';
  drop.textContent = word('drop');
  drop.addEventListener('click', () => {
    if (window.confirm(word('dropSure'))) void wipe(one.key).then(() => show());
  });
  line.append(text, drop);
  return line;
}

/** Says what waits; of another's visits only that there are some. */
async function show(said = ''): Promise<void> {
  const all = await waiting();
  const own = all.filter(mine);
  const others = all.length > own.length ? word('other') : '';
  const left = own.length === 0 ? '' : word('waiting').replace('%n', `${own.length}`);
  shown?.replaceChildren(...own.filter((one) => one.refused !== undefined).map(refusedLine));
  if (sendButton !== null) sendButton.hidden = own.length === 0;
  const text = [said, left, others].filter((part) => part !== '').join(' ');
  if (text !== '') tell(text);
}

/** What a sent visit came to: its page, a sentence against it, or nothing while there is no way through. */
type Outcome = { readonly page: string } | { readonly refused: string } | { readonly signIn: true } | null;

async function post(one: Locked, written: Written): Promise<Outcome> {
  const body = new FormData();
  for (const [name, value] of written.fields) body.append(name, value);
  body.set('_key', one.key);
  body.set('owner', one.owner);
  body.set('written_at', one.at);
  if (written.photo !== null)
    body.set('photo', new Blob([written.photo.bytes], { type: written.photo.type }), written.photo.name);
  const stop = new AbortController();
  const timer = window.setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(address, { method: 'POST', body, credentials: 'same-origin', signal: stop.signal });
    const page = new URL(answer.url);
    if (answer.redirected && page.searchParams.get('done') === 'kept') return { page: page.pathname + page.search };
    if (answer.status === 401) return { signIn: true };
    if (answer.status === 429 || answer.status >= 500) return null;
    const told = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const sentences = [...told.querySelectorAll('.oops li, [role=alert] .note p')].map(
      (each) => each.textContent ?? '',
    );
    return { refused: sentences[0] ?? told.querySelector('h1')?.textContent ?? `${answer.status}` };
  } catch {
    return null;
  } finally {
    window.clearTimeout(timer);
  }
}

/** Sends what waits, one after the other; tabs that are open at the same time do no harm, since the key is the same. */
async function sendAll(): Promise<void> {
  if (sending || owner === '') return;
  sending = true;
  let said = '';
  try {
    for (const one of (await waiting()).filter((each) => mine(each) && each.refused === undefined)) {
      tell(word('sending'));
      const outcome = await post(one, await unlock(one));
      if (outcome === null) {
        said = word('offline');
        break;
      }
      if ('signIn' in outcome) {
        said = word('signIn');
        break;
      }
      if ('refused' in outcome) await markRefused(one, outcome.refused);
      else {
        await wipe(one.key);
        said = word('none');
      }
    }
  } finally {
    sending = false;
  }
  await show(said);
}

/** A photo small enough for a weak network; as it is where this browser can not make it smaller. */
async function smaller(file: File): Promise<NonNullable<Written['photo']>> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.trunc(picture.width * scale));
    canvas.height = Math.max(1, Math.trunc(picture.height * scale));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.82));
    if (blob !== null) return { name: 'photo.jpg', type: 'image/jpeg', bytes: await new Response(blob).arrayBuffer() };
  } catch {
    // An old browser, or a kind of picture it does not read: the server looks at it anyway.
  }
  return { name: file.name, type: file.type, bytes: await new Response(file).arrayBuffer() };
}

async function gather(form: HTMLFormElement): Promise<Written> {
  const data = new FormData(form);
  const photo = data.get('photo');
  const fields: [string, string][] = [];
  data.forEach((value, name) => {
    if (typeof value === 'string' && value !== '' && !name.startsWith('_')) fields.push([name, value]);
  });
  const file = photo instanceof File && photo.size > 0 ? await smaller(photo) : null;
  return { fields, photo: file };
}

function freshKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => `${(byte + 256).toString(16).slice(1)}`)
    .join('');
}

/** Keeps what was typed: locked first, then sent. What the server finds wrong comes back as the ordinary form. */
async function keep(form: HTMLFormElement): Promise<void> {
  const written = await gather(form);
  const of = { key: freshKey(), space, owner, at: new Date().toISOString() };
  let locked: Locked;
  try {
    locked = await lockAway(of, written);
  } catch {
    // The phone keeps nothing: then it is an ordinary form.
    form.submit();
    return;
  }
  tell(word('sending'));
  const outcome = navigator.onLine ? await post(locked, written) : null;
  if (outcome !== null && 'page' in outcome) {
    await wipe(of.key);
    window.location.assign(outcome.page);
    return;
  }
  if (outcome !== null && 'refused' in outcome) {
    await wipe(of.key);
    form.submit();
    return;
  }
  form.reset();
  await show(word(outcome === null ? 'kept' : 'signIn'));
  say?.focus();
}

/** The page and what it is made of, for the next time there is no network. */
async function keepPage(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register('/assets/diary-sw.js', { scope: `/desk/${encodeURIComponent(space)}/diary/` });
  const cache = await caches.open('linli-diary-1');
  const parts = [
    ...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[rel=stylesheet], script[src]'),
  ];
  const paths = parts.map((part) => new URL('href' in part ? part.href : part.src).pathname);
  await Promise.all(
    [address, ...paths].map(async (path) => {
      const answer = await fetch(path, { credentials: 'same-origin' });
      if (answer.ok && !answer.redirected) await cache.put(path, answer);
    }),
  );
  here?.setAttribute('data-diary-ready', '');
}

async function start(): Promise<void> {
  const form = document.querySelector<HTMLFormElement>('#form-visit');
  if (!window.isSecureContext || !('indexedDB' in window)) return;
  try {
    await show();
  } catch {
    tell(word('broken'));
    return;
  }
  if (form !== null)
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void keep(form);
    });
  sendButton?.addEventListener('click', () => void sendAll());
  window.addEventListener('online', () => void sendAll());
  if (navigator.onLine) {
    await sendAll();
    await keepPage().catch(() => undefined);
  } else tell([word('offline'), say?.textContent ?? ''].join(' '));
}

if (here !== null && owner !== '') void start();
