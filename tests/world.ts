import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll } from 'vitest';
import type { Session } from '#app/session';
import type { Web } from '#app/web-server';
import { newId } from '#kernel/ids';
import type { Lang } from '#kernel/words';
import { loadKeys } from '#platform/crypto';
import { openDatabase } from '#platform/database';
import type { Platform } from '#platform/platform';
import { type Actor, makeScope, type Role, type Scope, systemActor } from '#platform/scope';
import { outboxSender, type Senders } from '#platform/senders';
import { makeVersions } from '#platform/versions';
import type { Room } from '#platform/web';
import { type TestWorld, testWorld } from './harness.ts';

/** A person of the test's space, with the scope in which they act. */
export interface Someone {
  readonly personId: string;
  readonly name: string;
  readonly actor: Actor;
  readonly scope: Scope;
}

/** What a page or a form answered. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location: string;
  readonly headers: Headers;
}

/** A space made for tests. */
export interface TestSpace {
  readonly id: string;
  readonly slug: string;
}

/** One space on a database of its own, people in it, a clock that only the test moves, and the pages. */
export interface World {
  readonly database: TestWorld;
  readonly platform: Platform;
  readonly space: TestSpace;
  readonly clock: {
    now(): Date;
    set(moment: string): void;
    advance(span: { days?: number; hours?: number; minutes?: number }): void;
  };
  /** A person with mandates since the first day; money roles have shown their second factor. */
  person(
    name: string,
    roles?: readonly Role[],
    more?: {
      readonly secondFactor?: boolean;
      readonly householdId?: string;
      readonly space?: TestSpace;
      readonly organisationId?: string;
    },
  ): Promise<Someone>;
  scopeOf(
    actor: Actor | null,
    more?: { readonly lang?: Lang; readonly key?: string; readonly space?: TestSpace },
  ): Scope;
  readonly visitor: Scope;
  readonly system: Scope;
  /** A second community, for what its people must not see. */
  otherSpace(): Promise<TestSpace>;
  get(who: Someone | null, path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(
    who: Someone | null,
    path: string,
    fields: Readonly<Record<string, string | readonly string[] | Blob>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
}

/** Where tests live in time unless they say otherwise: a Monday morning. */
export const firstMoment = '2026-03-02T09:00:00+08:00';

/** Makes a world for the calling test file; `rooms` limits the pages to some rooms (the shell is always there). */
export async function makeWorld(
  url: string,
  options: { readonly rooms?: readonly Room[]; readonly from?: string; readonly senders?: Senders } = {},
): Promise<World> {
  const database = await testWorld(url);
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-world-'));
  let moment = new Date(options.from ?? firstMoment);
  const now = (): Date => new Date(moment);
  const platform: Platform = {
    database: openDatabase(database.appUrl, { max: 8 }),
    dataDir,
    keys: await loadKeys(dataDir),
    senders: options.senders ?? { sms: outboxSender, mail: outboxSender },
    log: { info: () => {}, warn: () => {}, error: (detail, message) => console.error(message, detail) },
    versions: makeVersions(
      () => Promise.reject(new Error('tests do not listen')),
      () => {},
    ),
    baseUrl: 'http://linli.test',
    now,
  };
  afterAll(async () => {
    await platform.database.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const space = await makeSpace(platform, 'liuxiang');
  const scopeOf: World['scopeOf'] = (actor, more = {}) =>
    makeScope({
      platform,
      spaceId: (more.space ?? space).id,
      actor,
      lang: more.lang ?? 'zh',
      key: more.key ?? null,
      requestId: 'test',
    });
  const sessions = new Map<string, Session & { readonly spaceId: string }>();
  const person = personMaker(platform, space, scopeOf, sessions);
  const pages = pagesOf(platform, options.rooms, sessions);
  return {
    database,
    platform,
    space,
    clock: {
      now,
      set: (text) => {
        moment = new Date(text);
      },
      advance: ({ days = 0, hours = 0, minutes = 0 }) => {
        moment = new Date(moment.getTime() + ((days * 24 + hours) * 60 + minutes) * 60_000);
      },
    },
    person,
    scopeOf,
    visitor: scopeOf(null),
    system: scopeOf(systemActor('test')),
    otherSpace: () => makeSpace(platform, 'qiaotou'),
    ...pages,
  };
}

/**
 * Lets the world's database believe its moved clock, for worlds that live later than this machine: only then can a vote
 * there be closed (docs/decisions/0020). Whoever administers PostgreSQL says so; neither its owner nor the running role can.
 */
export async function believeClock({ database }: Pick<World, 'database'>, moved = true): Promise<void> {
  const root = new pg.Client({ connectionString: database.rootUrl });
  await root.connect();
  try {
    await root.query(
      `alter database ${database.database} ${moved ? `set linli.clock = 'moved'` : 'reset linli.clock'}`,
    );
  } finally {
    await root.end();
  }
}

async function makeSpace(platform: Platform, slug: string): Promise<TestSpace> {
  const id = newId();
  await platform.database
    .scoped(null, [])
    .insertInto('space')
    .values({
      id,
      kind: 'community',
      slug,
      name: slug === 'liuxiang' ? '柳巷社区' : '桥头社区',
      short_name: slug === 'liuxiang' ? '柳巷' : '桥头',
      created_at: platform.now(),
    })
    .execute();
  return { id, slug };
}

function personMaker(
  platform: Platform,
  home: TestSpace,
  scopeOf: World['scopeOf'],
  sessions: Map<string, Session & { readonly spaceId: string }>,
): World['person'] {
  return async (name, roles = [], more = {}) => {
    const space = more.space ?? home;
    const personId = newId();
    const db = platform.database.scoped(space.id, [space.id]);
    await db
      .insertInto('person')
      .values({
        space_id: space.id,
        id: personId,
        name,
        household_id: more.householdId ?? null,
        created_at: platform.now(),
      })
      .execute();
    const mandates = roles.map((role) => ({
      id: newId(),
      role,
      organisationId: more.organisationId ?? null,
      bodyId: null,
    }));
    for (const mandate of mandates) {
      await db
        .insertInto('mandate')
        .values({
          space_id: space.id,
          id: mandate.id,
          person_id: personId,
          role: mandate.role,
          organisation_id: mandate.organisationId,
          starts_on: '2020-01-01',
          at: platform.now(),
        })
        .execute();
    }
    const actor: Actor = {
      accountId: `account-${personId}`,
      personId,
      name,
      mandates,
      way: 'phone',
      secondFactor: more.secondFactor ?? true,
      onBehalfOf: null,
    };
    sessions.set(personId, { accountId: actor.accountId, actor, desk: true, name, spaceId: space.id });
    return { personId, name, actor, scope: scopeOf(actor, { space }) };
  };
}

function pagesOf(
  platform: Platform,
  only: readonly Room[] | undefined,
  sessions: Map<string, Session & { readonly spaceId: string }>,
): Pick<World, 'get' | 'post'> {
  let web: Promise<Web> | undefined;
  const build = async (): Promise<Web> => {
    const { createWeb } = await import('#app/web-server');
    const { shell } = await import('#app/shell');
    return createWeb(platform, {
      ...(only === undefined ? {} : { rooms: [shell, ...only] }),
      limits: { readsPerMinute: 1_000_000, changesPerMinute: 1_000_000 },
      session: async (_platform, request, spaceId) => {
        const session = sessions.get(request.headers.get('x-test-person') ?? '');
        if (session === undefined) return null;
        return spaceId === null || spaceId === session.spaceId ? session : { ...session, actor: null, desk: false };
      },
    });
  };
  const send = async (who: Someone | null, path: string, init: RequestInit): Promise<Answer> => {
    web ??= build();
    const headers = new Headers(init.headers);
    headers.set('host', 'linli.test');
    headers.set('origin', 'http://linli.test');
    if (who !== null) headers.set('x-test-person', who.personId);
    const response = await (await web).fetch(new Request(`http://linli.test${path}`, { ...init, headers }));
    return {
      status: response.status,
      text: await response.text(),
      location: response.headers.get('location') ?? '',
      headers: response.headers,
    };
  };
  return {
    get: (who, path, headers = {}) => send(who, path, { headers }),
    post: (who, path, fields, headers = {}) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) {
        if (value instanceof Blob) body.set(name, value);
        else for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
      }
      return send(who, path, { method: 'POST', headers, body });
    },
  };
}
