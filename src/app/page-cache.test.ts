import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { makeVersions } from '#platform/versions';
import { encodingFor } from './packing.ts';
import { type PageCache, pageCache } from './page-cache.ts';

const space = 'a space';
let moment = new Date('2026-03-02T09:00:00+08:00');
const versions = makeVersions(
  () => Promise.reject(new Error('nobody listens')),
  () => {},
);
let cache: PageCache;

beforeEach(() => {
  cache = pageCache({ versions, now: () => moment });
});

interface Asked {
  readonly method?: string;
  readonly cookie?: string;
  readonly language?: string;
  readonly accepts?: string;
}

const unpack = { br: brotliDecompressSync, gzip: gunzipSync };

/** The text of bytes as a browser reads them. */
function read(bytes: Uint8Array, encoding: unknown): string {
  const plain = encoding === 'br' || encoding === 'gzip' ? unpack[encoding](bytes) : bytes;
  return Buffer.from(plain).toString();
}

/** What the cache answers by itself; null when it leaves the request to others. */
function early(path: string, asked: Asked = {}): string | null {
  let sent = '';
  const headers = { cookie: asked.cookie, 'accept-language': asked.language, 'accept-encoding': asked.accepts };
  let answered: Readonly<Record<string, unknown>> = {};
  // The cache uses no more of node's request and response than this.
  const request = { method: asked.method ?? 'GET', url: path, headers } as IncomingMessage;
  const response = {
    writeHead: (_status: number, all: Readonly<Record<string, unknown>>) => {
      answered = all;
      return response;
    },
    end: (bytes: Uint8Array) => {
      expect(answered['content-length']).toBe(bytes.byteLength);
      expect(answered['content-encoding'] ?? '').toBe(asked.accepts === undefined ? '' : encodingFor(asked.accepts));
      sent = read(bytes, answered['content-encoding']);
    },
  } as unknown as ServerResponse;
  return cache.early(request, response) ? sent : null;
}

async function keep(
  path: string,
  text: string,
  more: Asked & { type?: string; status?: number; version?: number } = {},
) {
  const headers = new Headers();
  if (more.cookie !== undefined) headers.set('cookie', more.cookie);
  if (more.language !== undefined) headers.set('accept-language', more.language);
  if (more.accepts !== undefined) headers.set('accept-encoding', more.accepts);
  const response = new Response(text, {
    status: more.status ?? 200,
    headers: { 'content-type': more.type ?? 'text/html; charset=utf-8' },
  });
  const request = new Request(`http://linli.test${path}`, { headers });
  const answer = await cache.keep(request, space, more.version ?? versions.of(space), response);
  return read(new Uint8Array(await answer.arrayBuffer()), answer.headers.get('content-encoding'));
}

test('a kept page is answered as it was, to the same address only', async () => {
  expect(await keep('/s/liuxiang?page=2', '第二页')).toBe('第二页');
  expect(early('/s/liuxiang?page=2')).toBe('第二页');
  expect(early('/s/liuxiang')).toBeNull();
  expect(early('/s/liuxiang?page=2', { method: 'POST' })).toBeNull();
});

test('a change makes every page of its space old, also one that was being made meanwhile', async () => {
  const before = versions.of(space);
  await keep('/s/liuxiang', '旧');
  versions.changed('another space');
  expect(early('/s/liuxiang')).toBe('旧');
  versions.changed(space);
  expect(early('/s/liuxiang')).toBeNull();
  await keep('/s/liuxiang', '旧', { version: before });
  expect(early('/s/liuxiang')).toBeNull();
});

test('a page is kept for a minute, since "today" passes', async () => {
  await keep('/s/liuxiang', '今天');
  moment = new Date(moment.getTime() + 59_000);
  expect(early('/s/liuxiang')).toBe('今天');
  moment = new Date(moment.getTime() + 2_000);
  expect(early('/s/liuxiang')).toBeNull();
});

test('each language and size of type has its own page, and whoever is signed in gets none', async () => {
  await keep('/s/liuxiang', '中文');
  await keep('/s/liuxiang', 'English', { language: 'en' });
  await keep('/s/liuxiang', '大字', { cookie: 'linli_view=zh.elder' });
  expect(early('/s/liuxiang')).toBe('中文');
  expect(early('/s/liuxiang', { language: 'en-GB,en' })).toBe('English');
  expect(early('/s/liuxiang', { cookie: 'linli_view=en.plain' })).toBe('English');
  expect(early('/s/liuxiang', { cookie: 'linli_view=zh.elder' })).toBe('大字');
  expect(early('/s/liuxiang', { cookie: 'linli_view=zh.plain; linli.session_token=x' })).toBeNull();
  await keep('/s/liuxiang/mine', '私', { cookie: 'linli.session_token=x' });
  expect(early('/s/liuxiang/mine')).toBeNull();
});

test('a reader who takes packed bytes gets them, the first and the next; a form with its key is never packed', async () => {
  expect(await keep('/s/liuxiang', '说一件事'.repeat(100), { accepts: 'gzip, deflate, br' })).toContain('说一件事');
  expect(early('/s/liuxiang', { accepts: 'gzip, deflate, br' })).toBe('说一件事'.repeat(100));
  expect(early('/s/liuxiang', { accepts: 'gzip' })).toBe('说一件事'.repeat(100));
  expect(early('/s/liuxiang')).toBe('说一件事'.repeat(100));
  const request = new Request('http://linli.test/form', { headers: { 'accept-encoding': 'br' } });
  const html = { headers: { 'content-type': 'text/html; charset=utf-8' } };
  const form = new Response('<input type="hidden" name="_key" value="k">', html);
  const answer = await cache.keep(request, space, versions.of(space), form);
  expect(answer.headers.get('content-encoding')).toBeNull();
});

test('how bytes are packed is the reader’s word, q=0 being no', () => {
  expect(encodingFor('')).toBeNull();
  expect(encodingFor('identity')).toBeNull();
  expect(encodingFor('br;q=0, gzip')).toBe('gzip');
  expect(encodingFor('gzip;q=0.5, BR;q=0.1')).toBe('br');
  expect(encodingFor('*')).toBeNull();
});

test('a form with its key, a refusal, a table to download and a very long page are not kept', async () => {
  await keep('/form', '<input type="hidden" name="_key" value="k">');
  await keep('/gone', '没有', { status: 404 });
  await keep('/list?format=csv', 'a,b', { type: 'text/csv' });
  const long = '长'.repeat(200_000);
  expect(await keep('/long', long)).toBe(long);
  for (const path of ['/form', '/gone', '/list?format=csv', '/long']) expect(early(path)).toBeNull();
});
