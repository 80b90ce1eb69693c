import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { afterAll } from 'vitest';
import { createWeb } from '#app/web-server';
import type { Platform } from '#platform/platform';
import type { Actor } from '#platform/scope';

interface Served {
  readonly platform: Platform;
}

/**
 * The pages of a world on a port of their own, until the file's tests end. Whoever sends `x-test-person`, as a header or a
 * cookie, is the actor given, at the desk or not.
 */
export async function serve(world: Served, actor: Actor, desk = true): Promise<string> {
  const http = createServer((request, response) => void listener(request, response));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  // WebCrypto is there on https and on this machine's own name only.
  const base = `http://localhost:${address !== null && typeof address === 'object' ? address.port : 0}`;
  const session = { accountId: 'admin', actor, desk, name: desk ? '管*员' : actor.name };
  // A service worker asks by itself, with the cookies of the browser and no header of the test's.
  const known = (request: Request) =>
    request.headers.get('x-test-person') !== null || (request.headers.get('cookie') ?? '').includes('test-person=');
  const web = createWeb(
    { ...world.platform, baseUrl: base },
    {
      session: async (_platform, request) => (known(request) ? session : null),
      limits: { readsPerMinute: 1_000_000, changesPerMinute: 1_000_000 },
    },
  );
  const listener = getRequestListener((request, env) => web.fetch(request, env));
  afterAll(() => {
    http.closeAllConnections();
    http.close();
  });
  return base;
}
