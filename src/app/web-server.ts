import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { routePath } from 'hono/route';
import { isId } from '#kernel/ids';
import type { Fault } from '#kernel/result';
import { isDatabaseAway } from '#platform/database';
import type { Platform } from '#platform/platform';
import { makeScope } from '#platform/scope';
import { tilesOrigin } from '#platform/tiles';
import type { Context, Room, Route } from '#platform/web';
import type { View } from '#ui/view';
import { answer, failed, freshKey, refused } from './dispatch.ts';
import { findSession } from './find-session.ts';
import { routeOpener } from './opens.ts';
import type { PageCache } from './page-cache.ts';
import { rooms as allRooms } from './rooms.ts';
import {
  addressOf,
  fromOurPages,
  type Limits,
  rateLimiter,
  usualLimits,
  withSecurityHeaders,
  withTiles,
} from './security.ts';
import { gatherSentences, type Sentences } from './sentences.ts';
import { preferences, type Session, type SessionFinder } from './session.ts';
import { type SpaceFacts, spaceFinder } from './spaces.ts';
import type { TileCache } from './tile-cache.ts';

/** What can be changed about a server: tests bring their own sessions and limits. */
export interface WebOptions {
  readonly rooms?: readonly Room[];
  readonly session?: SessionFinder;
  readonly limits?: Limits;
  /** Keeps bytes of public pages; absent in tests. */
  readonly cache?: PageCache;
  /** Keeps tiles of the public logs. */
  readonly tiles?: TileCache;
}

/** The whole of Linli as a function from request to response. */
export interface Web {
  fetch(request: Request, env?: object): Promise<Response>;
  readonly routes: readonly { readonly room: string; readonly route: Route }[];
  readonly sentences: Sentences;
}

/** Builds the server from the rooms. */
export function createWeb(platform: Platform, options: WebOptions = {}): Web {
  const rooms = options.rooms ?? allRooms;
  const sentences = gatherSentences(rooms);
  const routes = rooms.flatMap((room) => room.routes.map((route) => ({ room: room.name, route })));
  const opener = routeOpener(routes.map(({ route }) => route));
  const make = contextMaker(platform, sentences, options.session ?? findSession, opener);
  const limited = rateLimiter(options.limits ?? usualLimits);
  const app = new Hono();
  if (platform.tiles !== undefined) app.use(withTiles(tilesOrigin(platform.tiles)));
  app.use(withSecurityHeaders);
  app.onError(async (error, c) => {
    const away = isDatabaseAway(error);
    // The pattern, not the address: codes of slips and gifts stand in addresses.
    platform.log.error({ err: error, method: c.req.method, route: routePath(c, -1) }, 'request failed');
    return failed(await make.plain(c.req.raw), away ? 'page.database_away' : 'page.failed', sentences, c.req.raw);
  });
  app.notFound(async (c) => refused(await make.plain(c.req.raw), { code: 'page.not_found' }, sentences, c.req.raw));
  app.use(async (c, next) => {
    const wait = await limited(c);
    if (wait !== null)
      return refused(
        await make.plain(c.req.raw),
        { code: 'page.too_often', params: { seconds: wait } },
        sentences,
        c.req.raw,
      );
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!reads && !fromOurPages(c.req.raw))
      return refused(await make.plain(c.req.raw), { code: 'page.foreign' }, sentences, c.req.raw);
    await next();
    return undefined;
  });
  for (const { room, route } of routes) {
    for (const method of methodsOf(route)) {
      app.on(method, route.path, async (c) => {
        const parts = pathParts(c.req.param());
        if (!namesSomething(parts, c.req.url))
          return refused(await make.plain(c.req.raw), { code: 'page.not_found' }, sentences, c.req.raw);
        const known = await make.full(c.req.raw, parts, room, getCookie(c));
        if ('code' in known) return refused(await make.plain(c.req.raw), known, sentences, c.req.raw);
        const context = { ...known, client: { ...known.client, address: addressOf(c) } };
        const version = platform.versions.of(context.scope.spaceId);
        const response = await answer(route, context, c.req.raw, sentences);
        if (route.kind === 'raw' && options.tiles !== undefined) return options.tiles.keep(c.req.raw, response);
        const keepable = (route.kind === 'get' || route.kind === 'list') && route.cached === true;
        return keepable && options.cache !== undefined && context.scope.actor === null
          ? options.cache.keep(c.req.raw, context.scope.spaceId, version, response)
          : response;
      });
    }
  }
  return { fetch: async (request, env) => app.fetch(request, env), routes, sentences };
}

/** The named parts of a path; Hono leaves out the ones a route does not have. */
function pathParts(parts: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).filter((part): part is [string, string] => part[1] !== undefined));
}

/** Parts of a path that are row keys; the others are words, codes and names. */
const idParts: readonly string[] = [
  'id',
  'pair',
  'member',
  'promise',
  'file',
  'seat',
  'interest',
  'procedure',
  'pile',
  'idea',
  'comment',
  'list',
  'question',
];

/**
 * Whether an address can name anything of ours. PostgreSQL breaks off at a zero byte and at a key that is none: what a
 * stranger types into the address is answered with "not found", not with a failure.
 */
function namesSomething(parts: Readonly<Record<string, string>>, url: string): boolean {
  return !url.includes('%00') && idParts.every((part) => parts[part] === undefined || isId(parts[part]));
}

function methodsOf(route: Route): readonly string[] {
  if (route.kind === 'raw') return [route.method];
  if (route.kind !== 'form') return ['GET'];
  return route.postOnly === true ? ['POST'] : ['GET', 'POST'];
}

interface ContextMaker {
  full(
    request: Request,
    params: Readonly<Record<string, string>>,
    room: string,
    cookies: Readonly<Record<string, string>>,
  ): Promise<Context | Fault>;
  /** A context without database or session, for pages that must work when those fail. */
  plain(request: Request): Promise<Context>;
}

function contextMaker(
  platform: Platform,
  sentences: Sentences,
  findSession: SessionFinder,
  opener: ReturnType<typeof routeOpener>,
): ContextMaker {
  const spaces = spaceFinder(platform);
  const contextOf = (
    request: Request,
    space: SpaceFacts | null,
    session: Session | null,
    params: Readonly<Record<string, string>>,
    room: string,
  ): Context => {
    const url = new URL(request.url);
    const prefs = preferences(request.headers.get('cookie') ?? '', request.headers.get('accept-language') ?? '');
    const scope = makeScope({
      platform,
      spaceId: space?.id ?? null,
      readable: space?.readable ?? [],
      timeZone: space?.timeZone ?? 'Asia/Shanghai',
      actor: session?.actor ?? null,
      lang: prefs.lang,
      requestId: randomUUID(),
    });
    const view: View = {
      ...prefs,
      now: platform.now(),
      url: url.pathname + url.search,
      base: platform.baseUrl,
      space: space === null ? null : viewSpace(space),
      who:
        session === null ? null : { name: session.name, desk: session.desk, personId: session.actor?.personId ?? '' },
      opens: opener(scope, space?.slug ?? null, session !== null),
      notice: sentences.notice(room, prefs.lang, url.searchParams.get('done') ?? ''),
    };
    const client = {
      cookie: request.headers.get('cookie') ?? '',
      agent: request.headers.get('user-agent') ?? '',
      address: 'local',
    };
    return { scope, view, params, url, key: freshKey(), client };
  };
  return {
    plain: async (request) => contextOf(request, null, null, {}, 'shell'),
    full: async (request, params, room, cookies) => {
      const slug = params['space'];
      const space = slug === undefined ? null : await spaces.bySlug(slug);
      if (slug !== undefined && space === null) return { code: 'page.not_found' };
      const session =
        Object.keys(cookies).length === 0 && request.headers.get('x-test-person') === null
          ? null
          : await findSession(platform, request, space?.id ?? null);
      const path = new URL(request.url).pathname;
      const inside = session?.actor != null;
      if (space !== null && session !== null && !inside && /^\/(desk|me)\//.test(path))
        return { code: 'access.other_space' };
      if (space !== null && !space.publishing && !inside)
        return { code: session === null && !path.startsWith('/s/') ? 'access.sign_in' : 'page.not_found' };
      return contextOf(request, space, session, params, room);
    },
  };
}

function viewSpace(space: SpaceFacts): NonNullable<View['space']> {
  return {
    slug: space.slug,
    name: space.name,
    short: space.shortName,
    phone: space.phone,
    address: space.address,
    counterHours: space.counterHours,
    hostName: space.hostName,
  };
}
