import { totp } from '#demo/authenticator';
import { password } from './village.ts';

/** What a page answered, not followed any further. */
export interface Seen {
  readonly status: number;
  readonly text: string;
  readonly location: string;
  readonly headers: Headers;
}

/** A reader with cookies, over real HTTP, without script. `url` may change when the server comes back elsewhere. */
export interface Browser {
  get(path: string): Promise<Seen>;
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Seen>;
  /** Puts a cookie in by hand: a reading preference. */
  prefer(cookie: string): void;
}

let last = 0;

/** Each request comes from an address of its own, since the limits on requests are not what is tried here. */
function someAddress(): string {
  last += 1;
  return `10.${(last >> 16) & 255}.${(last >> 8) & 255}.${last & 255}`;
}

/** Opens a browser. */
export function openBrowser(url: () => string): Browser {
  const jar = new Map<string, string>();
  const send = async (path: string, init: RequestInit): Promise<Seen> => {
    const base = url();
    const headers = {
      origin: base,
      'x-forwarded-for': someAddress(),
      ...(jar.size === 0 ? {} : { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
    };
    const response = await fetch(base + path, { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(cookie)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    return {
      status: response.status,
      text,
      location: response.headers.get('location') ?? '',
      headers: response.headers,
    };
  };
  return {
    get: (path) => send(path, {}),
    post: (path, fields) => send(path, { method: 'POST', body: new URLSearchParams(fields) }),
    prefer: (cookie) => {
      const at = cookie.indexOf('=');
      jar.set(cookie.slice(0, at), cookie.slice(at + 1));
    },
  };
}

/** Where a form led; anything but a way on is an error that shows the page. */
export function led(seen: Seen): string {
  if (seen.status !== 303) throw new Error(`${seen.status}: ${seen.text.replace(/<[^>]+>/g, ' ').slice(0, 2000)}`);
  return seen.location;
}

/** Signs in with user name and password. */
export async function signIn(browser: Browser, username: string): Promise<string> {
  return led(await browser.post('/sign-in/password', { username, password }));
}

/** Signs in and sets up the second factor as its pages ask for it: from then on this session may touch money. */
export async function signInForMoney(browser: Browser, username: string): Promise<void> {
  await signIn(browser, username);
  const page = await browser.get(led(await browser.post('/me/second-factor', { password })));
  const secret = [...page.text.matchAll(/<code[^>]*>([A-Z2-7 ]{16,})<\/code>/g)][0]?.[1]?.replaceAll(' ', '');
  if (secret === undefined) throw new Error(`no secret on the page: ${page.text}`);
  led(await browser.post('/sign-in/second', { code: totp(`otpauth://totp/linli?secret=${secret}`) }));
}

/** The hidden fields of a page's form, as a browser would send them. */
export function hiddenFields(page: string): Record<string, string> {
  const fields = [...page.matchAll(/<input(?: [\w-]+(?:="[^"]*")?)*? type="hidden"(?: [\w-]+(?:="[^"]*")?)*/g)].map(
    ([input]) => [attribute(input, 'name'), attribute(input, 'value')],
  );
  return Object.fromEntries(fields);
}

function attribute(element: string, name: string): string {
  const raw = new RegExp(` ${name}="([^"]*)"`).exec(element)?.[1] ?? '';
  return raw
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
