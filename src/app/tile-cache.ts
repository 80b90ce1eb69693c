import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Platform } from '#platform/platform';

const keptBytes = 64 * 1024 * 1024;
const keptMilliseconds = 60_000;
const tilePlace = /^\/s\/[^/?]+\/log\/tile\/[^?]+$/;

interface Kept {
  readonly until: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** Ready bytes of tiles of public logs, which never change. */
export interface TileCache {
  /** Answers ahead of everything else when the tile is kept; says whether it did. */
  early(request: IncomingMessage, response: ServerResponse): boolean;
  /** Keeps the answer to a request for a tile. */
  keep(request: Request, response: Response): Promise<Response>;
}

/**
 * A verifier asks for every tile once and a crowd of them for the same ones. They are kept for a minute at a time, so
 * that a space that stops publishing is heard soon.
 */
export function tileCache(platform: Pick<Platform, 'now'>): TileCache {
  const tiles = new Map<string, Kept>();
  let bytesKept = 0;
  const keyOf = (path: string, accepts: string): string => (/\bgzip\b/.test(accepts) ? `z${path}` : path);
  const drop = (key: string): void => {
    bytesKept -= tiles.get(key)?.bytes.byteLength ?? 0;
    tiles.delete(key);
  };
  return {
    early: (request, response) => {
      const url = request.url ?? '';
      if (request.method !== 'GET' || !url.includes('/log/tile/')) return false;
      const kept = tiles.get(keyOf(url, String(request.headers['accept-encoding'] ?? '')));
      if (kept === undefined || kept.until < platform.now().getTime()) return false;
      response.writeHead(200, kept.headers);
      response.end(kept.bytes);
      return true;
    },
    keep: async (request, response) => {
      const { pathname, search } = new URL(request.url);
      const isTile = response.status === 200 && request.method === 'GET' && search === '' && tilePlace.test(pathname);
      if (!isTile) return response;
      const bytes = new Uint8Array(await response.arrayBuffer());
      const headers = { ...Object.fromEntries(response.headers), 'content-length': String(bytes.byteLength) };
      const key = keyOf(pathname, request.headers.get('accept-encoding') ?? '');
      drop(key);
      while (tiles.size > 0 && bytesKept + bytes.byteLength > keptBytes) drop(tiles.keys().next().value ?? '');
      bytesKept += bytes.byteLength;
      tiles.set(key, { until: platform.now().getTime() + keptMilliseconds, headers, bytes });
      return new Response(bytes, { headers });
    },
  };
}
