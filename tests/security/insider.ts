import { createHash } from 'node:crypto';
import pg from 'pg';
import type { z } from 'zod';
import type { Session } from '#app/session';
import { createWeb, type Web } from '#app/web-server';
import { demoSlug } from '#demo/accounts';
import { newId } from '#kernel/ids';
import type { Actor, Role } from '#platform/scope';
import type { FormRoute, Route } from '#platform/web';
import { type Examples, examplesOf } from '#tests/demo-examples';
import { type Demo, openDemo } from '#tests/demo-world';
import type { Answer } from '#tests/world';

/** A form as the dispatcher knows it. */
export type AnyForm = FormRoute<z.ZodType, unknown>;

/** The demo, an outsider's space beside it, and somebody inside the demo who holds every role there is. */
export interface Ground {
  readonly demo: Demo;
  readonly web: Web;
  readonly examples: Examples;
  readonly root: pg.Client;
  readonly insider: Actor;
  /** A space nobody of the demo has anything to do with: one row of every kind, all named with `foreignMark`. */
  readonly foreign: { readonly id: string; readonly slug: string };
  /** The insider opens a page. */
  get(path: string): Promise<Answer>;
  /** Somebody without an account does. */
  visit(path: string): Promise<Answer>;
  /** A route's path with the ids of rows of the demo that are there; where there is none, an id of no row. */
  realAddress(path: string): Promise<string>;
  post(path: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Answer>;
  tables(): Promise<Table[]>;
  /** Everything the other space holds, as one hash. */
  foreignDigest(): Promise<string>;
  close(): Promise<void>;
}

/** Stands in every text of the other space; must never be seen in the demo's. */
export const foreignMark = '\u9694\u58c1\u7684\u79d8\u5bc6';

/** The key of no row. */
export const noRow = '01998f00-0000-7000-8000-000000000000';

const everyRole: readonly Role[] = [
  'admin',
  'worker',
  'grid_worker',
  'hub',
  'secretary',
  'supervisor',
  'treasurer',
  'finance',
  'overseer',
];

/** Opens the ground. */
export async function openGround(): Promise<Ground> {
  const demo = await openDemo();
  const root = new pg.Client(demo.rootUrl);
  await root.connect();
  const insider = await insiderOf(demo);
  const session: Session = { accountId: insider.accountId, actor: insider, desk: true, name: insider.name };
  const quiet = { ...demo.platform, log: { info: () => {}, warn: () => {}, error: () => {} } };
  const web = createWeb(quiet, {
    limits: { readsPerMinute: 1_000_000, changesPerMinute: 1_000_000 },
    session: async (_platform, request, spaceId) => {
      if (request.headers.get('x-test-person') === null) return null;
      return spaceId === null || spaceId === demo.spaceId ? session : { ...session, actor: null, desk: false };
    },
  });
  const foreign = await copySpace(root, demo.spaceId);
  const send = async (path: string, init: RequestInit, visitor = false): Promise<Answer> => {
    const headers = new Headers(init.headers);
    headers.set('host', 'linli.test');
    headers.set('origin', 'http://linli.test');
    if (!visitor) headers.set('x-test-person', insider.personId);
    const response = await web.fetch(new Request(`http://linli.test${path}`, { ...init, headers }));
    const { status } = response;
    return {
      status,
      text: await response.text(),
      location: response.headers.get('location') ?? '',
      headers: response.headers,
    };
  };
  const examples = await examplesOf(demo);
  return {
    demo,
    web,
    examples,
    root,
    insider,
    foreign,
    get: (path) => send(path, {}),
    visit: (path) => send(path, {}, true),
    realAddress: async (path) =>
      (await examples.address(path, insider.personId).catch(() => undefined)) ??
      path.replace('/:space', `/${demoSlug}`).replace(/:\w+/g, noRow),
    post: async (path, fields) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields))
        for (const one of typeof value === 'string' ? [value] : value) form.append(name, one);
      // As bytes: a form whose reading is broken off half-way would go on writing into nothing.
      const packed = new Response(form);
      const type = packed.headers.get('content-type') ?? '';
      return send(path, { method: 'POST', body: await packed.arrayBuffer(), headers: { 'content-type': type } });
    },
    tables: () => tablesOf(root),
    foreignDigest: () => digestOf(root, foreign.id),
    close: async () => {
      await examples.close();
      await root.end();
      await demo.close();
    },
  };
}

async function insiderOf(demo: Demo): Promise<Actor> {
  const personId = await demo.personId('\u5468\u654f');
  return {
    accountId: 'insider',
    personId,
    name: '\u5468\u654f',
    mandates: everyRole.map((role) => ({ id: newId(), role, organisationId: null, bodyId: null })),
    way: 'password',
    secondFactor: true,
    onBehalfOf: null,
  };
}

interface Table {
  readonly name: string;
  readonly hasId: boolean;
}

/** Tables with a community's rows. */
async function tablesOf(root: pg.Client): Promise<Table[]> {
  const { rows } = await root.query<Table>(
    `select c.relname as name, exists (select from pg_attribute i
       where i.attrelid = c.oid and i.attname = 'id' and i.atttypid = 'uuid'::regtype) as "hasId"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'space_id' and not a.attisdropped
     where n.nspname = 'public' and c.relkind = 'r' order by 1`,
  );
  return rows;
}

async function digestOf(root: pg.Client, spaceId: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { name: table } of await tablesOf(root)) {
    const { rows } = await root.query<{ all: string | null }>(
      `select string_agg(t::text, '|' order by t::text) as all from ${table} t where space_id = $1`,
      [spaceId],
    );
    hash.update(`${table} ${rows[0]?.all ?? ''}\n`);
  }
  return hash.digest('hex');
}

/**
 * The other space is the demo's rows over again under other ids: whatever id a form asks for, there is one of the right
 * kind and in the right state next door. Ids keep their time but change their last digits.
 */
async function copySpace(root: pg.Client, spaceId: string): Promise<{ id: string; slug: string }> {
  const slug = 'gebi';
  const id = newId();
  const { rows: columns } = await root.query<{ table: string; column: string; type: string; generated: string }>(
    `select c.relname as table, a.attname as column, t.typname as type, a.attgenerated as generated
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     join pg_type t on t.oid = a.atttypid
     where n.nspname = 'public' and c.relkind = 'r' order by c.relname, a.attnum`,
  );
  await root.query('begin');
  await root.query(`set local session_replication_role = replica`);
  await root.query(
    `insert into space (id, kind, slug, name, short_name, created_at, publishing) select $1, kind, $2, $3, short_name, created_at, publishing from space where id = $4`,
    [id, slug, foreignMark, spaceId],
  );
  for (const { name: table } of await tablesOf(root)) {
    const own = columns.filter((one) => one.table === table && one.generated === '');
    const names = own.map((one) => `"${one.column}"`).join(', ');
    // A class of a space has a code that no other has.
    const values = own
      .map((one) =>
        `${table}.${one.column}` === 'classification.code' ? `'gebi.' || code` : copied(one.column, one.type),
      )
      .join(', ');
    await root.query(
      `insert into ${table} (${names}) select ${values} from ${table} where space_id = $1`,
      // A table of nothing but ids has no use for the mark.
      values.includes('$3') ? [spaceId, id, foreignMark] : [spaceId, id],
    );
  }
  await root.query('commit');
  return { id, slug };
}

const marked = new Set(['name', 'title', 'summary', 'public_summary', 'what_for', 'text', 'note', 'detail', 'goal']);

function copied(column: string, type: string): string {
  const quoted = `"${column}"`;
  if (column === 'space_id') return '$2::uuid';
  if (type === 'uuid') return otherId(quoted);
  if (type === '_uuid') return `(select array_agg(${otherId('u')}) from unnest(${quoted}) u)`;
  if (marked.has(column) && type === 'text') return `case when ${quoted} = '' then '' else $3::text || ${quoted} end`;
  return quoted;
}

/** The id of the same row next door. */
export function foreignId(id: string): string {
  return `${id.slice(0, 24)}${id.slice(24).replace(/./g, (digit) => (15 - Number.parseInt(digit, 16)).toString(16))}`;
}

function otherId(expression: string): string {
  return `(left(${expression}::text, 24) || translate(right(${expression}::text, 12), '0123456789abcdef', 'fedcba9876543210'))::uuid`;
}

/** Whether a route is a form. */
export function isForm(route: Route): route is AnyForm {
  return route.kind === 'form';
}
