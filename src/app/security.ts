import type { Context, MiddlewareHandler } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Sent with every answer. No inline script or style anywhere, so the policy needs no exceptions. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(self), microphone=(self), geolocation=(), payment=()',
};

/** Puts the headers on every answer that does not carry its own. */
export const withSecurityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const [name, value] of Object.entries(securityHeaders))
    if (!c.res.headers.has(name)) c.res.headers.set(name, value);
};

/**
 * Where the operator put somebody's pictures of streets under the maps, pages may show pictures of that server beside their
 * own; nothing else of the policy changes. Runs around everything that sets the policy.
 */
export function withTiles(origin: string): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const policy = c.res.headers.get('content-security-policy');
    if (policy !== null)
      c.res.headers.set('content-security-policy', policy.replace("img-src 'self'", `img-src 'self' ${origin}`));
  };
}

/**
 * Whether a change comes from one of our own pages. Browsers say so in Sec-Fetch-Site or Origin; older ones at
 * least in Referer. A change that says nothing of the kind is refused: no page of ours sends one.
 */
export function fromOurPages(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const host = request.headers.get('host') ?? new URL(request.url).host;
  const origin = request.headers.get('origin') ?? request.headers.get('referer');
  if (origin === null || origin === 'null') return false;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** How often one address may ask; counted in memory, since a restart need not remember. */
export interface Limits {
  readonly readsPerMinute: number;
  readonly changesPerMinute: number;
}

/** Generous for a street office behind one address, tight for a machine. */
export const usualLimits: Limits = { readsPerMinute: 1200, changesPerMinute: 240 };

/** Whether this request is within the limits; otherwise the seconds to wait. */
export function rateLimiter(limits: Limits): (c: Context) => Promise<number | null> {
  const reads = new RateLimiterMemory({ points: limits.readsPerMinute, duration: 60 });
  const changes = new RateLimiterMemory({ points: limits.changesPerMinute, duration: 60 });
  return async (c) => {
    const limiter = c.req.method === 'GET' || c.req.method === 'HEAD' ? reads : changes;
    try {
      await limiter.consume(neighbourhoodOf(addressOf(c)));
      return null;
    } catch (refusal) {
      if (refusal instanceof Error) throw refusal;
      return 60;
    }
  };
}

/** One customer of a network has a whole /64 of version 6: counted alone, each of its addresses would be a stranger. */
export function neighbourhoodOf(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail = ''] = address.split('%', 1).join('').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === '' ? [] : tail.split(':');
  const zeros = address.includes('::') ? Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0') : [];
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':');
}

/** The address a request came from: the socket's, or behind a trusted proxy the one it names. */
export function addressOf(c: Context): string {
  const env: unknown = c.env;
  if (typeof env === 'object' && env !== null && 'incoming' in env) {
    const { incoming } = env;
    if (typeof incoming === 'object' && incoming !== null && 'socket' in incoming) {
      const { socket } = incoming;
      if (
        typeof socket === 'object' &&
        socket !== null &&
        'remoteAddress' in socket &&
        typeof socket.remoteAddress === 'string'
      ) {
        return proxied(c, socket.remoteAddress);
      }
    }
  }
  return 'local';
}

function proxied(c: Context, socket: string): string {
  if (process.env['LINLI_TRUST_PROXY'] !== '1') return socket;
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? socket;
}
