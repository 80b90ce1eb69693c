import { sql } from 'kysely';
import type { Db } from '#platform/database';
import type { Scope } from '#platform/scope';
import { type Told, tell } from './queries-sources.ts';
import type { LeafKind } from './schema.ts';

/** Lines of one answer; a client asks again from the number it is given. */
const linesAtOnce = 2000;

interface Known {
  readonly index: number;
  readonly kind: LeafKind;
  readonly sourceId: string;
  readonly body: string;
}

/**
 * The public ledger as lines of JSON, for whoever checks it against the log: first what the rows say now behind each
 * leaf, in the order of leaves; after the last one what still waits for its leaf, and every balance as the pages show
 * it, all of one moment. What it says comes from the rows, never from the leaves.
 */
export async function ledgerLines(scope: Scope, from: number): Promise<string[]> {
  return scope.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (db) => {
      const known = await leavesFrom(db, scope.spaceId, from);
      const told = await tellAll(db, scope.spaceId, known);
      const lines = known.map((leaf) => leafLine(leaf, told.get(`${leaf.kind} ${leaf.sourceId}`)));
      if (known.length === linesAtOnce) return [...lines, `{"next":${from + linesAtOnce}}`];
      return [...lines, ...(await ending(db, scope, from + known.length))];
    });
}

async function leavesFrom(db: Db, spaceId: string, from: number): Promise<Known[]> {
  const rows = await db
    .selectFrom('log_leaf')
    .select(['idx', 'kind', 'source_id', 'body'])
    .where('space_id', '=', spaceId)
    .where('idx', '>=', BigInt(from))
    .orderBy('idx')
    .limit(linesAtOnce)
    .execute();
  return rows.map((row) => ({
    index: Number(row.idx),
    // The sequencer takes kinds of the closed list only.
    kind: row.kind as LeafKind,
    sourceId: row.source_id,
    body: row.body,
  }));
}

async function tellAll(db: Db, spaceId: string, known: readonly Omit<Known, 'index'>[]): Promise<Map<string, Told>> {
  const told = new Map<string, Told>();
  for (const [kind, some] of Map.groupBy(known, (one) => one.kind)) {
    const bodies = new Map(some.map((one) => [one.sourceId, one.body]));
    const committed = (id: string): string | null => /"text":"([0-9a-f]{64})"/.exec(bodies.get(id) ?? '')?.[1] ?? null;
    for (const [id, one] of await tell(db, spaceId, kind, [...bodies.keys()], committed))
      told.set(`${kind} ${id}`, one);
  }
  return told;
}

function leafLine(leaf: Known, told: Told | undefined): string {
  // A published file may be withdrawn, as when somebody in a picture wishes it; its hash stays.
  if (told === undefined) return `{"leaf":${leaf.index},"gone":${JSON.stringify(leaf.kind)}}`;
  const words = told.words === null ? '' : `,"words":${JSON.stringify(told.words)}`;
  return `{"leaf":${leaf.index},"row":${told.body}${words}}`;
}

async function ending(db: Db, scope: Scope, size: number): Promise<string[]> {
  const { spaceId } = scope;
  // Every row without a leaf, whatever number it bears: one that was slipped in under an old one must show as well.
  const { rows: late } = await sql<{ kind: LeafKind; id: string }>`
    select 'entry' as kind, e.id from ledger_entry e where e.space_id = ${spaceId}
      and not exists (select from log_leaf l where l.space_id = e.space_id and l.kind = 'entry' and l.source_id = e.id)
    union all
    select t.kind, t.source_id from log_source t where t.space_id = ${spaceId}
      and not exists (select from log_leaf l where l.space_id = t.space_id and l.kind = t.kind and l.source_id = t.source_id)
    order by 1, 2`.execute(db);
  const told = await tellAll(
    db,
    spaceId,
    late.map((one) => ({ kind: one.kind, sourceId: one.id, body: '' })),
  );
  const { rows: accounts } = await sql<{ id: string; shown: bigint }>`
    select a.id, ((case when a.normal = 'credit' then -1 else 1 end) * ledger_balance(a.space_id, a.id))::bigint as shown
      from ledger_account a where a.space_id = ${spaceId} order by a.id`.execute(db);
  return [
    ...late.map((one) => `{"waiting":${told.get(`${one.kind} ${one.id}`)?.body ?? 'null'}}`),
    ...accounts.map((one) => `{"balance":{"account":"${one.id}","shown":"${one.shown}"}}`),
    `{"end":{"size":${size},"at":"${scope.now().toISOString()}"}}`,
  ];
}
