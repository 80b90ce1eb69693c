import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLog } from '#app/log';
import { pageCache } from '#app/page-cache';
import { neighbourhoodOf } from '#app/security';
import { createWeb } from '#app/web-server';
import { must } from '#kernel/result';
import { createAccount, grantMandate, registerPerson } from '#modules/people';
import type { Platform } from '#platform/platform';
import { makeWorld } from '#tests/world';

const world = await makeWorld(import.meta.url);
const admin = await world.person('林管理', ['admin']);
const password = '槐树下面一张凳 88';
/** Milliseconds after which it hangs, on however busy a machine. */
const soon = 20_000;

/** What the server wrote into its own log. */
const lines: string[] = [];
const out = new PassThrough();
out.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
const platform: Platform = { ...world.platform, log: openLog('info', out) };

const web = createWeb(platform, {
  cache: pageCache(platform),
  limits: { readsPerMinute: 1_000_000, changesPerMinute: 1_000_000 },
});
const cache = pageCache(platform);
const server = createServer((request, response) => {
  if (!cache.early(request, response)) void listener(request, response);
});
const listener = getRequestListener((request, env) => web.fetch(request, env));
let host = '';

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  host = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  const { id: personId } = must(await registerPerson(admin.scope, { name: '方会计', phone: '13700000001' }));
  must(await createAccount(platform, { spaceId: world.space.id, personId, username: 'fang', password }));
  must(await grantMandate(admin.scope, { personId, role: 'worker' }));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const strict = /^default-src 'none'/;

/** Sends bytes as they are and gives all that comes back. */
function wire(text: string | Buffer, until = 20_000): Promise<string> {
  return new Promise((resolve) => {
    const [name = '', port = ''] = host.split(':');
    const socket = connect(Number(port), name);
    let got = '';
    socket.setTimeout(until, () => socket.destroy());
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1');
    });
    socket.on('close', () => resolve(got));
    // A server that has heard enough hangs up while we still talk; what it said before counts.
    socket.on('error', () => undefined);
    // Not ended: to a server that answers later, a closed half looks like somebody who went away.
    socket.write(text);
  });
}

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`http://${host}${path}`, { redirect: 'manual', headers });

const send = (path: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`http://${host}${path}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams(fields),
    headers: { origin: `http://${host}`, ...headers },
  });

const signIn = { username: 'fang', password };

describe('a change', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, boolean]>([
    ['from our own page', { origin: 'HERE' }, true],
    ['from our own page, said by the browser', { origin: 'HERE', 'sec-fetch-site': 'same-origin' }, true],
    ['from an old browser that says only where it was', { origin: '', referer: 'HERE/sign-in' }, true],
    ['from another site', { origin: 'https://elsewhere.example' }, false],
    ['from another site, whatever it claims to be', { origin: 'HERE', 'sec-fetch-site': 'cross-site' }, false],
    ['from a neighbour under the same domain', { origin: 'HERE', 'sec-fetch-site': 'same-site' }, false],
    ['from a page without an address', { origin: 'null' }, false],
    ['from nowhere', { origin: '' }, false],
    ['from another port', { origin: 'http://127.0.0.1:1' }, false],
    ['from a host that begins like ours', { origin: 'HERE.elsewhere.example' }, false],
    ['from a page that names us in its path', { origin: '', referer: 'https://elsewhere.example/HERE' }, false],
    ['from something that is no address', { origin: 'x' }, false],
  ])('%s', async (_what, headers, through) => {
    const here = `http://${host}`;
    const said = Object.entries(headers).map(([name, value]) => `${name}: ${value.replace('HERE', here)}`);
    const body = new URLSearchParams({ username: 'fang', password: 'wrong' }).toString();
    const answer = await wire(
      [
        'POST /sign-in/password HTTP/1.1',
        `Host: ${host}`,
        'Connection: close',
        'Content-Type: application/x-www-form-urlencoded',
        `Content-Length: ${body.length}`,
        ...said.filter((line) => !line.endsWith(': ')),
        '',
        body,
      ].join('\r\n'),
    );
    expect(answer).toMatch(through ? /^HTTP\/1.1 (422|429)/ : /^HTTP\/1.1 403/);
    expect(answer.toLowerCase()).toContain("content-security-policy: default-src 'none'");
  });

  test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('by %s finds nothing and changes nothing', async (method) => {
    const answer = await fetch(`http://${host}/sign-in/password`, { method, headers: { origin: `http://${host}` } });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toMatch(strict);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('never by GET: forms without a page of their own have none', async () => {
    const cookie = await cookieOf(signIn);
    const posts = web.routes
      .map(({ route }) => route)
      .filter((route) => route.kind === 'form' && route.postOnly === true);
    expect(posts.length).toBeGreaterThan(50);
    // A page whose deed goes to its own address is answered by the page.
    const pages = new Set(
      web.routes.flatMap(({ route }) => (route.kind === 'get' || route.kind === 'list' ? [route.path] : [])),
    );
    for (const { path } of posts.filter((one) => !pages.has(one.path))) {
      const real = path.replace(':space', world.space.slug).replace(/:\w+/g, '01998f00-0000-7000-8000-000000000000');
      const answer = await get(real, { cookie });
      // What a path also names as a record is answered by that record's page: not found.
      expect([404, 403], path).toContain(answer.status);
    }
  });
});

async function cookieOf(fields: Readonly<Record<string, string>>): Promise<string> {
  const answer = await send('/sign-in/password', fields);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

describe('a way on', () => {
  test.each([
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/\t/elsewhere.example',
    '/\n/elsewhere.example',
    '\\\\elsewhere.example',
    'https://elsewhere.example',
    'javascript:alert(1)',
    ' //elsewhere.example',
    '/%0d%0aset-cookie:x=1',
  ])('never leads to %j', async (back) => {
    const query = `back=${encodeURIComponent(back)}`;
    const prefs = await get(`/prefs?lang=en&${query}`);
    const signed = await send('/sign-in/password', { ...signIn, back });
    for (const answer of [prefs, signed]) {
      expect(answer.status).toBe(303);
      const location = answer.headers.get('location') ?? '';
      expect(new URL(location, `http://${host}`).host).toBe(host);
      expect(location).toMatch(/^\/(?![/\\\t\n])/);
      expect(answer.headers.get('set-cookie')).not.toMatch(/x=1/);
    }
    const page = await (await get(`/sign-in?${query}`)).text();
    const targets = [...page.matchAll(/ (?:href|action|src)="([^"]*)"/g)].map((found) => found[1] ?? '');
    expect(targets.length).toBeGreaterThan(5);
    for (const target of targets) expect(new URL(target.replaceAll('&amp;', '&'), `http://${host}`).host).toBe(host);
    expect(page).not.toMatch(/name="back" value="[^"]*elsewhere/);
  });

  test('in Chinese letters is led to all the same', async () => {
    const answer = await get(`/prefs?lang=en&back=${encodeURIComponent('/s/liuxiang/needs?q=灯')}`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/s/liuxiang/needs?q=%E7%81%AF']);
  });

  test('does not follow the Host header', async () => {
    const answer = await wire(`GET /desk/liuxiang HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 303/);
    expect(answer).not.toContain('elsewhere');
    const front = await wire(`GET /s/liuxiang/wall HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n`);
    expect(front).not.toContain('elsewhere');
  });
});

describe('every answer carries the strict policy', () => {
  test.each([
    ['a page', '/s/liuxiang', 200],
    ['a refusal', '/s/liuxiang/nothing', 404],
    ['no such space', '/s/nowhere/needs', 404],
    ['a way to the sign-in', '/desk/liuxiang', 303],
    ['the style sheet', '/assets/linli.css', 200],
    ['a script', '/assets/desk-keys.js', 200],
    ['no such script', '/assets/x.js', 404],
    ['health', '/healthz', 200],
    ['preferences', '/prefs', 303],
    ['a table', '/s/liuxiang/needs?format=csv', 200],
    ['a spreadsheet', '/s/liuxiang/needs?format=xlsx', 200],
  ])('%s', async (_what, path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-security-policy')).toMatch(strict);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('server')).toBeNull();
    expect(answer.headers.get('x-powered-by')).toBeNull();
  });

  test('also "not changed"', async () => {
    const etag = (await get('/assets/linli.css')).headers.get('etag') ?? '';
    const answer = await get('/assets/linli.css', { 'if-none-match': etag });
    expect(answer.status).toBe(304);
    expect(answer.headers.get('content-security-policy')).toMatch(strict);
  });

  test('also a failure of ours, whose log line holds nothing that was typed', async () => {
    const broken = createWeb(platform, {
      session: () => Promise.reject(new Error(`value "13712345678" of '王秀兰' refused`)),
    });
    const form = new URLSearchParams({ words: '我家的事', _key: 'k' });
    const answer = await broken.fetch(
      new Request('http://linli.test/s/liuxiang/gifts/RXRX36TN/name?q=秘密', {
        method: 'POST',
        body: form,
        headers: { cookie: 'linli.session_token=secret', origin: 'http://linli.test', host: 'linli.test' },
      }),
    );
    expect(answer.status).toBe(500);
    expect(answer.headers.get('content-security-policy')).toMatch(strict);
    expect(await answer.text()).not.toMatch(/13712345678|at .*\.ts/);
    const log = lines.join('');
    expect(log).toContain('/s/:space/gifts/:code/name');
    expect(log).not.toMatch(/13712345678|王秀兰|我家的事|RXRX36TN|secret|秘密/);
  });
});

describe('a cookie', () => {
  test('of a session is out of reach of scripts and of other sites; on https it travels encrypted only', async () => {
    const cookies = (await send('/sign-in/password', signIn)).headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/HttpOnly/i);
    for (const cookie of cookies) expect(cookie).toMatch(/SameSite=(Lax|Strict)/i);
    const safe = createWeb({ ...platform, baseUrl: 'https://linli.test' });
    const secure = await safe.fetch(
      new Request('https://linli.test/sign-in/password', {
        method: 'POST',
        body: new URLSearchParams(signIn),
        headers: { origin: 'https://linli.test', host: 'linli.test' },
      }),
    );
    const prefs = await safe.fetch(new Request('https://linli.test/prefs?lang=en'));
    const all = [...secure.headers.getSetCookie(), ...prefs.headers.getSetCookie()];
    expect(all.length).toBeGreaterThan(1);
    for (const cookie of all) expect(cookie).toMatch(/; Secure/i);
  });

  test('that was forged, cut or swollen opens nothing', async () => {
    const cookie = await cookieOf(signIn);
    const name = cookie.split('=')[0] ?? '';
    const value = cookie.slice(name.length + 1).split(';')[0] ?? '';
    expect((await get('/desk/liuxiang', { cookie })).status).toBe(200);
    const bad = [
      value.slice(0, -3),
      `${value}x`,
      value.split('.')[0],
      '%00',
      '..',
      'x'.repeat(4000),
      `${value.split('.')[0]}.${'A'.repeat(43)}%3D`,
    ];
    for (const one of bad) expect((await get('/desk/liuxiang', { cookie: `${name}=${one}` })).status, one).toBe(303);
  });
});

describe('a body', () => {
  const post = (type: string, body: string, path = '/s/liuxiang/say') =>
    wire(
      `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );

  test.each([
    ['of another kind', 'application/json', '{"words":"x"}'],
    ['of no kind', 'x', 'words=x'],
    [
      'with a cut border',
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="words"\r\n\r\nx',
    ],
    ['without its border', 'multipart/form-data', '--b\r\n'],
    ['with a broken part', 'multipart/form-data; boundary=b', '--b\r\nrubbish\r\n--b--\r\n'],
    [
      'of one hundred thousand fields',
      'application/x-www-form-urlencoded',
      Array.from({ length: 100_000 }, (_, at) => `a${at}=1`).join('&'),
    ],
    ['that announces other bytes than letters', 'application/x-www-form-urlencoded; charset=utf-16', 'words=%ff%fe'],
  ])('%s is refused or read as a form, soon', async (_what, type, body) => {
    const from = performance.now();
    expect(await post(type, body)).toMatch(/^HTTP\/1.1 (200|303|400|413|422)/);
    expect(performance.now() - from).toBeLessThan(soon);
  });

  test('larger than a form may be is refused, announced or not', async () => {
    const long = `password=${'x'.repeat(2 * 1024 * 1024)}`;
    expect(await post('application/x-www-form-urlencoded', long, '/sign-in/password')).toMatch(/^HTTP\/1.1 413/);
    const chunk = 'x'.repeat(1024 * 1024);
    const chunks = Array.from({ length: 12 }, () => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
    const answer = await wire(
      `POST /sign-in/password HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413/);
  });

  test('that stops half-way keeps nobody else waiting', async () => {
    const half = `POST /s/liuxiang/say HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nwords=x`;
    const waiting = Array.from({ length: 50 }, () =>
      connect(Number(host.split(':')[1]), '127.0.0.1').on('error', () => undefined),
    );
    for (const socket of waiting) socket.write(half);
    expect((await get('/s/liuxiang')).status).toBe(200);
    for (const socket of waiting) socket.destroy();
    expect((await get('/healthz')).status).toBe(200);
  });

  test('with __proto__ among its fields changes no object', async () => {
    await post(
      'application/x-www-form-urlencoded',
      '__proto__=x&__proto__=y&constructor.prototype.polluted=1&__proto__[polluted]=1',
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

describe('how often', () => {
  const few = createWeb(platform, { limits: { readsPerMinute: 5, changesPerMinute: 2 } });
  const from = (address: string, init: RequestInit = {}) =>
    few.fetch(new Request('http://linli.test/sign-in', init), { incoming: { socket: { remoteAddress: address } } });

  test('one address asks too often and is told when to come back; another is not kept out', async () => {
    const own = { method: 'POST', headers: { origin: 'http://linli.test', host: 'linli.test' } };
    for (let at = 0; at < 5; at += 1) expect((await from('192.0.2.1')).status).toBe(200);
    expect((await from('192.0.2.1')).status).toBe(429);
    expect((await from('192.0.2.2')).status).toBe(200);
    expect((await from('192.0.2.1', own)).status).toBe(404);
    expect((await from('192.0.2.1', own)).status).toBe(404);
    expect((await from('192.0.2.1', own)).status).toBe(429);
  });

  test('a header that names another address does not help, without a trusted proxy', async () => {
    const named = (at: number) => from('192.0.2.9', { headers: { 'x-forwarded-for': `198.51.100.${at}` } });
    for (let at = 0; at < 5; at += 1) await named(at);
    expect((await named(9)).status).toBe(429);
  });

  test.each([
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::7', '2001:db8:1:2'],
    ['2001:0db8:0001:0002:ffff::', '2001:db8:1:2'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['192.0.2.7', '192.0.2.7'],
    ['local', 'local'],
  ])('%s counts as %s', (address, counted) => {
    expect(neighbourhoodOf(address)).toBe(counted);
  });
});
