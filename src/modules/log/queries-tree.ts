import { sql } from 'kysely';
import { emptyRoot, Frontier, type NodeReader, rootOf } from '#algorithms/merkle';
import { nodesFromTiles, type Tile, tilesNeeded, tileWidth, widthAt } from '#algorithms/merkle-tiles';
import type { Db } from '#platform/database';
import type { Head } from './schema.ts';

/** The newest signed head of a space's log; null while there is none. */
export async function latestHead(db: Db, spaceId: string): Promise<(Head & { readonly horizon: string }) | null> {
  const row = await db
    .selectFrom('log_checkpoint')
    .select(['size', 'root', 'note', 'at', 'horizon'])
    .where('space_id', '=', spaceId)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, size: Number(row.size) };
}

/** Leaf hashes from an index on. */
async function leafHashes(db: Db, spaceId: string, first: number, count: number): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('log_leaf')
    .select('hash')
    .where('space_id', '=', spaceId)
    .where('idx', '>=', BigInt(first))
    .where('idx', '<', BigInt(first + count))
    .orderBy('idx')
    .execute();
  return rows.map((row) => row.hash);
}

/** Roots of full tiles of one level, from an index on. */
async function tileRoots(db: Db, spaceId: string, level: number, first: number, count: number): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('log_tile')
    .select('root')
    .where('space_id', '=', spaceId)
    .where('level', '=', level)
    .where('idx', '>=', BigInt(first))
    .where('idx', '<', BigInt(first + count))
    .orderBy('idx')
    .execute();
  return rows.map((row) => row.root);
}

/** The bytes of a tile of hashes, full or cut at `width`; shorter than asked where the log is. */
export async function hashTile(db: Db, spaceId: string, level: number, index: number, width: number): Promise<Buffer> {
  if (width === tileWidth) {
    const kept = await db
      .selectFrom('log_tile')
      .select('bytes')
      .where('space_id', '=', spaceId)
      .where('level', '=', level)
      .where('idx', '=', BigInt(index))
      .executeTakeFirst();
    if (kept !== undefined) return kept.bytes;
  }
  const first = index * tileWidth;
  const hashes =
    level === 0 ? await leafHashes(db, spaceId, first, width) : await tileRoots(db, spaceId, level - 1, first, width);
  return Buffer.concat(hashes);
}

/** Leaf texts from an index on. */
export async function leafBodies(db: Db, spaceId: string, first: number, count: number): Promise<Buffer[]> {
  const rows = await db
    .selectFrom('log_leaf')
    .select('body')
    .where('space_id', '=', spaceId)
    .where('idx', '>=', BigInt(first))
    .where('idx', '<', BigInt(first + count))
    .orderBy('idx')
    .execute();
  return rows.map((row) => Buffer.from(row.body));
}

/** The right edge of the tree at a size: all that is needed to append. */
export async function frontierAt(db: Db, spaceId: string, size: number): Promise<Frontier> {
  const frontier = new Frontier();
  let top = 0;
  while (tileWidth ** (top + 1) <= size) top += 1;
  for (let level = top; level >= 0; level -= 1) {
    const done = Math.trunc(size / tileWidth ** (level + 1));
    const width = widthAt(size, level, done);
    const bytes = width === 0 ? Buffer.alloc(0) : await hashTile(db, spaceId, level, done, width);
    for (let at = 0; at < width; at += 1)
      frontier.addSubtree(bytes.subarray(at * 32, at * 32 + 32), tileWidth ** level);
  }
  return frontier;
}

/** Runs a proof of the tree at `size` on the tiles it needs. */
export async function fromTiles<T>(db: Db, spaceId: string, size: number, work: (read: NodeReader) => T): Promise<T> {
  const tiles = new Map<string, Uint8Array>();
  for (const { level, index } of tilesNeeded(work))
    tiles.set(`${level}/${index}`, await hashTile(db, spaceId, level, index, widthAt(size, level, index)));
  return work(nodesFromTiles((level, index) => tiles.get(`${level}/${index}`) ?? new Uint8Array()));
}

/** Root of the first `size` leaves, from tiles. */
export async function rootAt(db: Db, spaceId: string, size: number): Promise<Uint8Array> {
  return size === 0 ? emptyRoot : fromTiles(db, spaceId, size, (read) => rootOf(read, size));
}

/** Where a source stands in the log; null while it is not in it. */
export async function leafOf(db: Db, spaceId: string, kind: string, sourceId: string) {
  const row = await db
    .selectFrom('log_leaf')
    .select(['idx', 'kind', 'source_id', 'body', 'hash'])
    .where('space_id', '=', spaceId)
    .where('kind', '=', kind)
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, index: Number(row.idx) };
}

/** Whether a tile is one the log has to give: the size it belongs to was reached. */
export function isServed(size: number, tile: Tile): boolean {
  return tile.width <= widthAt(size, tile.level, tile.index);
}

/** What the log of a space is called; null before it begins. */
export async function originOf(db: Db, spaceId: string): Promise<string | null> {
  const row = await db.selectFrom('log_origin').select('origin').where('space_id', '=', spaceId).executeTakeFirst();
  return row?.origin ?? null;
}

/** How far behind the log is: what was written and is not in it, and since when the oldest of it waits. */
export async function lag(db: Db, spaceId: string): Promise<{ readonly rows: number; readonly since: Date | null }> {
  const { rows } = await sql<{ rows: number; since: Date | null }>`
    with head as (select coalesce((select horizon from log_checkpoint where space_id = ${spaceId} order by size desc limit 1), '0'::xid8) as horizon),
    late as (
      select e.at from ledger_entry e, head where e.space_id = ${spaceId} and e.xact >= head.horizon
        and not exists (select from log_leaf l where l.space_id = e.space_id and l.kind = 'entry' and l.source_id = e.id)
      union all
      select null from log_source t, head where t.space_id = ${spaceId} and t.xact >= head.horizon
        and not exists (select from log_leaf l where l.space_id = t.space_id and l.kind = t.kind and l.source_id = t.source_id))
    select count(*)::int as rows, min(at) as since from late`.execute(db);
  return rows[0] ?? { rows: 0, since: null };
}

/** How many of the newest leaves are looked through for what is not on the list; `linli check` looks at all. */
const newest = 5_000n;

/** Places, from 1 on, of the newest leaves that hold the reserved word, at most five. */
export async function unlistedAmong(db: Db, spaceId: string, size: number): Promise<number[]> {
  const rows = await db
    .selectFrom('log_leaf')
    .select('idx')
    .where('space_id', '=', spaceId)
    .where('idx', '>=', BigInt(size) - newest)
    .where('body', 'like', '%"unlisted"%')
    .orderBy('idx', 'desc')
    .limit(5)
    .execute();
  return rows.map((row) => Number(row.idx) + 1);
}
