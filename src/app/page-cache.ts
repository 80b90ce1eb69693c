import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Lang } from '#kernel/words';
import type { Platform } from '#platform/platform';
import { preferences } from './session.ts';

/** How many pages are kept, and for how long at most: relative days ("today") must not grow old. */
const keptPages = 2000;
const keptMilliseconds = 60_000;
/** A page anyone may have kept: no cookie but the reading preferences, no space that hides itself. */
const sessionCookie = /(?:^|; *)(?!linli_view=)[^=;]+=/;

interface Kept {
  readonly version: number;
  readonly until: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly bytes: Uint8Array;
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
export function pageCache(platform: Platform): PageCache {
  const pages = new Map<string, Kept & { readonly spaceId: string }>();
  return {
    early: (request, response) => {
      if (request.method !== 'GET' || request.headers.cookie !== undefined) return false;
      const key = keyOf(request.url ?? '', request.headers['accept-language'] ?? '', '');
      const kept = key === null ? undefined : pages.get(key);
      if (
        kept === undefined ||
        kept.version !== platform.versions.of(kept.spaceId) ||
        kept.until < platform.now().getTime()
      )
        return false;
      response.writeHead(200, kept.headers);
      response.end(kept.bytes);
      return true;
    },
    keep: async (request, spaceId, version, response) => {
      const cookies = request.headers.get('cookie') ?? '';
      if (response.status !== 200 || sessionCookie.test(cookies)) return response;
      const url = new URL(request.url);
      const key = keyOf(url.pathname + url.search, request.headers.get('accept-language') ?? '', cookies);
      if (key === null || cookies !== '') return response;
      const bytes = new Uint8Array(await response.arrayBuffer());
      const headers = {
        ...Object.fromEntries(response.headers),
        'cache-control': 'private, no-cache',
        'content-length': bytes.byteLength,
      };
      if (pages.size >= keptPages) pages.delete(pages.keys().next().value ?? '');
      pages.set(key, { spaceId, version, until: platform.now().getTime() + keptMilliseconds, headers, bytes });
      return new Response(bytes, { status: 200, headers: response.headers });
    },
  };
}

function keyOf(path: string, acceptLanguage: string, cookies: string): string | null {
  if (path.length > 200) return null;
  const lang: Lang = preferences(cookies, acceptLanguage).lang;
  return `${lang}${path}`;
}
