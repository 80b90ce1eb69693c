import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Platform } from '#platform/platform';
import { type Encoding, encodingFor, pack } from './packing.ts';
import { preferenceCookie, preferences } from './session.ts';

/** How much is kept, and for how long at most: relative days ("today") must not grow old. */
const keptPages = 2000;
const longestPage = 256 * 1024;
/** Any question mark makes another address: without a measure in bytes, made-up ones would fill the memory. */
const keptBytes = 64 * 1024 * 1024;
const keptMilliseconds = 60_000;
/** Any cookie but the reading preferences, which are part of the key. */
const otherCookie = new RegExp(`(?:^|; *)(?!${preferenceCookie}=)[^=;]+=`);
/** A form's key belongs to the one reader it was made for. */
const formKey = 'name="_key"';

interface Kept {
  readonly version: number;
  readonly until: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The same page packed, made for the first reader who asks for it so. */
  readonly packed: Map<Encoding, Sent>;
}

type Sent = Pick<Kept, 'headers' | 'bytes'>;

/** A page as this reader's browser takes it; what is packed once is not packed again while the page is kept. */
function sent(kept: Omit<Kept, 'version' | 'until'>, accepts: string): Sent {
  const encoding = encodingFor(accepts);
  if (encoding === null) return kept;
  const ready = kept.packed.get(encoding);
  if (ready !== undefined) return ready;
  const bytes = pack(kept.bytes, encoding, 'quick');
  const headers = { ...kept.headers, 'content-encoding': encoding, 'content-length': bytes.byteLength };
  const made = { headers, bytes };
  kept.packed.set(encoding, made);
  return made;
}

/** Ready bytes of public pages, keyed by address, language, size and the version of the space. */
export interface PageCache {
  /** Answers ahead of everything else when the page is kept and still true; says whether it did. */
  early(request: IncomingMessage, response: ServerResponse): boolean;
  /** Keeps the answer to an anonymous request; `version` is the space's before the page was looked up. */
  keep(request: Request, spaceId: string, version: number, response: Response): Promise<Response>;
}

/**
 * Rendering costs twenty times more than sending, and most readers are anonymous. A page is kept under the version
 * the space had before it was looked up, so a change in between makes it old at once, and every change shows on the
 * next request of the process that made it.
 */
export function pageCache(platform: Pick<Platform, 'versions' | 'now'>): PageCache {
  const pages = new Map<string, Kept & { readonly spaceId: string }>();
  let bytesKept = 0;
  const drop = (key: string): void => {
    const kept = pages.get(key);
    if (kept !== undefined) bytesKept -= weight(kept);
    pages.delete(key);
  };
  return {
    early: (request, response) => {
      if (request.method !== 'GET') return false;
      const key = keyOf(request.url ?? '', request.headers['accept-language'] ?? '', request.headers.cookie ?? '');
      const kept = key === null ? undefined : pages.get(key);
      if (
        kept === undefined ||
        kept.version !== platform.versions.of(kept.spaceId) ||
        kept.until < platform.now().getTime()
      )
        return false;
      const before = weight(kept);
      const { headers, bytes } = sent(kept, String(request.headers['accept-encoding'] ?? ''));
      bytesKept += weight(kept) - before;
      response.writeHead(200, headers);
      response.end(bytes);
      return true;
    },
    keep: async (request, spaceId, version, response) => {
      const url = new URL(request.url);
      const { headers: asked } = request;
      const key = keyOf(url.pathname + url.search, asked.get('accept-language') ?? '', asked.get('cookie') ?? '');
      const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
      if (key === null || !isPage || response.status !== 200) return response;
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.byteLength > longestPage || Buffer.from(bytes.buffer).includes(formKey))
        return new Response(bytes, { status: 200, headers: response.headers });
      const headers = {
        ...Object.fromEntries(response.headers),
        'cache-control': 'private, no-cache',
        vary: 'cookie, accept-language, accept-encoding',
        'content-length': bytes.byteLength,
      };
      drop(key);
      while (pages.size >= keptPages || (pages.size > 0 && bytesKept + bytes.byteLength > keptBytes))
        drop(pages.keys().next().value ?? '');
      const until = platform.now().getTime() + keptMilliseconds;
      const kept = { spaceId, version, until, headers, bytes, packed: new Map<Encoding, Sent>() };
      const answer = sent(kept, asked.get('accept-encoding') ?? '');
      bytesKept += weight(kept);
      pages.set(key, kept);
      return new Response(answer.bytes, { status: 200, headers: headersOf(answer) });
    },
  };
}

/** What a kept page takes: its plain bytes and every packed form of them. */
function weight(kept: Pick<Kept, 'bytes' | 'packed'>): number {
  return [...kept.packed.values()].reduce((sum, one) => sum + one.bytes.byteLength, kept.bytes.byteLength);
}

function headersOf({ headers }: Sent): Headers {
  return new Headers(Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]));
}

/** Null where the answer may depend on more than address, language and size. */
function keyOf(path: string, acceptLanguage: string, cookies: string): string | null {
  if (path.length > 200 || otherCookie.test(cookies)) return null;
  const { lang, elder } = preferences(cookies, acceptLanguage);
  return `${lang}${elder ? '+' : ''}${path}`;
}
