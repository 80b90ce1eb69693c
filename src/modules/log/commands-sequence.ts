import { sql } from 'kysely';
import { leafHash } from '#algorithms/merkle';
import {
  formatCheckpoint,
  formatNote,
  formatVkey,
  makeSigner,
  type Signer,
  signatureType,
  signNote,
} from '#algorithms/merkle-notes';
import { subtreeRoot, tileWidth } from '#algorithms/merkle-tiles';
import { newId } from '#kernel/ids';
import { lineOf } from '#platform/line';
import type { Inside, Scope } from '#platform/scope';
import { tell } from './queries-sources.ts';
import { frontierAt, hashTile, latestHead, originOf } from './queries-tree.ts';
import { leafText } from './rules-leaves.ts';
import type { LeafKind, Sequenced } from './schema.ts';

/** Leaves taken in one transaction: more would keep a reader of the newest checkpoint waiting. */
const mostAtOnce = 4000;

interface Waiting {
  readonly xact: string;
  readonly kind: LeafKind;
  readonly sourceId: string;
}

interface Window {
  readonly rows: readonly Waiting[];
  /** Every transaction older than this has ended. */
  readonly horizon: string;
  /** Something was written by transactions that may not have ended. */
  readonly more: boolean;
}

/**
 * Puts what was committed into the log: in the order of transactions, kind and id, each source once, one sequencer per
 * space at a time. It waits for no writer and no writer for it. Why nothing is missed or doubled: decision record 0012.
 */
export async function sequence(scope: Scope): Promise<Sequenced> {
  return scope.db.transaction().execute(async (db) => {
    const inside: Inside = {
      ...scope,
      db,
      running: { command: 'log.sequence', line: await lineOf(db), audited: 0, afterCommit: [] },
    };
    const { rows: lock } = await sql<{ taken: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended(${scope.spaceId}, 160)) as taken`.execute(db);
    if (lock[0]?.taken !== true) return { added: 0, waiting: true };
    const signers = await signersOf(inside);
    const head = await latestHead(db, scope.spaceId);
    const window = await nextRows(inside, head?.horizon ?? '0');
    if (window.rows.length === 0) return { added: 0, waiting: window.more };
    await append(inside, window, head?.size ?? 0, signers);
    return { added: window.rows.length, waiting: window.more || window.rows.length === mostAtOnce };
  });
}

/** The keys that sign, newest first: the one in use and the one before it. Begins the log where there is none. */
async function signersOf(scope: Inside): Promise<readonly Signer[]> {
  const origin = (await originOf(scope.db, scope.spaceId)) ?? (await begin(scope));
  const signers = scope.platform.keys.log
    .slice(-2)
    .reverse()
    .map((seed) => makeSigner(origin, signatureType.ed25519, seed));
  const current = signers[0];
  if (current === undefined) throw new Error('no key for the log');
  const vkey = formatVkey(current.vkey);
  // Asked first, so that a run with nothing to do takes no transaction number.
  const known = await scope.db
    .selectFrom('log_key')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('vkey', '=', vkey)
    .executeTakeFirst();
  if (known !== undefined) return signers;
  const id = newId(scope.now());
  await scope.db.insertInto('log_key').values({ space_id: scope.spaceId, id, vkey, at: scope.now() }).execute();
  await sql`select log_note_key(${scope.spaceId}, ${id})`.execute(scope.db);
  return signers;
}

/** The name of the log is the address it has on its first day; it stays when the address changes. */
async function begin(scope: Inside): Promise<string> {
  const space = await scope.db
    .selectFrom('space')
    .select('slug')
    .where('id', '=', scope.spaceId)
    .executeTakeFirstOrThrow();
  const origin = `${scope.platform.baseUrl.replace(/^https?:\/\//, '')}/s/${space.slug}/log`;
  await scope.db.insertInto('log_origin').values({ space_id: scope.spaceId, origin, at: scope.now() }).execute();
  return origin;
}

/**
 * What comes next. One statement sees the horizon and the rows in one snapshot. A row that is visible although its
 * number lies ahead of the snapshot came out of another cluster (a restored dump): it is committed, so it is taken too.
 */
async function nextRows(scope: Inside, since: string): Promise<Window> {
  const { rows } = await sql<{ xact: string; kind: LeafKind; source_id: string; horizon: string; ready: boolean }>`
    with seen as materialized (
      select pg_snapshot_xmin(pg_current_snapshot()) as horizon, pg_snapshot_xmax(pg_current_snapshot()) as beyond),
    late as (
      (select e.xact, 'entry' as kind, e.id as source_id from ledger_entry e
        where e.space_id = ${scope.spaceId} and e.xact >= ${since}::xid8
          and not exists (select from log_leaf l where l.space_id = e.space_id and l.kind = 'entry' and l.source_id = e.id)
        order by e.xact, e.id limit ${mostAtOnce})
      union all
      (select t.xact, t.kind, t.source_id from log_source t
        where t.space_id = ${scope.spaceId} and t.xact >= ${since}::xid8
          and not exists (select from log_leaf l where l.space_id = t.space_id and l.kind = t.kind and l.source_id = t.source_id)
        order by t.xact, t.kind collate "C", t.source_id limit ${mostAtOnce}))
    select late.xact::text, late.kind, late.source_id, seen.horizon::text,
        coalesce(late.xact < seen.horizon or late.xact >= seen.beyond, false) as ready
      from seen left join late on true order by late.xact, late.kind collate "C", late.source_id limit ${mostAtOnce}`.execute(
    scope.db,
  );
  const horizon = rows[0]?.horizon ?? since;
  const ready = rows
    .filter((row) => row.ready)
    .map(({ xact, kind, source_id }) => ({ xact, kind, sourceId: source_id }));
  return { rows: ready, horizon, more: rows.some((row) => row.kind !== null && !row.ready) };
}

async function append(scope: Inside, window: Window, size: number, signers: readonly Signer[]): Promise<void> {
  const { db, spaceId } = scope;
  const bodies = await bodiesOf(scope, window.rows);
  const hashes = bodies.map((body) => leafHash(Buffer.from(body)));
  const frontier = await frontierAt(db, spaceId, size);
  for (const hash of hashes) frontier.add(hash);
  await sql`insert into log_leaf (space_id, idx, kind, source_id, body, hash)
    select ${spaceId}, ${size} + u.n - 1, u.kind, u.source_id, u.body, u.hash
      from unnest(${window.rows.map((row) => row.kind)}::text[], ${window.rows.map((row) => row.sourceId)}::uuid[],
        ${bodies}::text[], ${hashes}::bytea[]) with ordinality u(kind, source_id, body, hash, n)`.execute(db);
  await writeTiles(scope, size, size + hashes.length);
  const root = frontier.root();
  const origin = signers[0]?.vkey.name ?? '';
  const body = formatCheckpoint({ origin, size: frontier.size, root });
  await db
    .insertInto('log_checkpoint')
    .values({
      space_id: spaceId,
      size: BigInt(frontier.size),
      root: Buffer.from(root),
      note: formatNote(
        body,
        signers.map((signer) => signNote(body, signer)),
      ),
      horizon: await nextHorizon(scope, window),
      at: scope.now(),
    })
    .execute();
}

/**
 * Where the next run begins to look. Never beyond this run's own transaction: a number that was given out and left no
 * trace on disk is given out again after a crash, while this one's is on disk as soon as what it says is. What lies
 * between was taken already and is known by its leaf.
 */
async function nextHorizon(scope: Inside, window: Window): Promise<string> {
  const { rows } = await sql<{ own: string }>`select pg_current_xact_id()::text as own`.execute(scope.db);
  const last = window.rows.length < mostAtOnce ? undefined : window.rows.at(-1)?.xact;
  const ends = [window.horizon, last ?? window.horizon, rows[0]?.own ?? '0'].map(BigInt);
  return String(ends.reduce((least, one) => (one < least ? one : least)));
}

async function bodiesOf(scope: Inside, rows: readonly Waiting[]): Promise<string[]> {
  const byKind = Map.groupBy(rows, (row) => row.kind);
  const told = new Map<string, string>();
  for (const [kind, some] of byKind) {
    const found = await tell(
      scope.db,
      scope.spaceId,
      kind,
      some.map((row) => row.sourceId),
    );
    for (const [id, { body }] of found) told.set(`${kind} ${id}`, body);
  }
  // A row that is gone already, as a picture taken down at once, still had its moment: its id is all that is left to say.
  return rows.map(({ kind, sourceId }) => told.get(`${kind} ${sourceId}`) ?? leafText(kind, { id: sourceId }));
}

/** Writes every tile that became full, from the lowest level up. */
async function writeTiles(scope: Inside, before: number, after: number): Promise<void> {
  for (let level = 0; tileWidth ** (level + 1) <= after; level += 1) {
    const step = tileWidth ** (level + 1);
    for (let index = Math.trunc(before / step); (index + 1) * step <= after; index += 1) {
      const bytes = await hashTile(scope.db, scope.spaceId, level, index, tileWidth);
      await scope.db
        .insertInto('log_tile')
        .values({
          space_id: scope.spaceId,
          level,
          idx: BigInt(index),
          bytes,
          root: Buffer.from(subtreeRoot(bytes, 0, tileWidth)),
        })
        .execute();
    }
  }
}
