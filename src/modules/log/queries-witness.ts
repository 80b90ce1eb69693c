import { sql } from 'kysely';
import { parseVkey } from '#algorithms/merkle-notes';
import type { Scope } from '#platform/scope';
import type { Witness } from './schema.ts';

/** The cosignature lines of one checkpoint, the newest of each witness. */
export async function cosignatures(scope: Scope, size: number): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('log_cosignature')
    .select(['witness', 'line'])
    .distinctOn('witness')
    .where('space_id', '=', scope.spaceId)
    .where('size', '=', BigInt(size))
    .where('line', 'is not', null)
    .orderBy('witness')
    .orderBy('signed_at', 'desc')
    .execute();
  return rows.map((row) => row.line ?? '');
}

/** Everybody who is asked to witness, with their last word. */
export async function witnesses(scope: Scope): Promise<Witness[]> {
  const { rows } = await sql<{
    id: string;
    vkey: string;
    url: string;
    signed_at: Date | null;
    size: bigint | null;
    refusal: string | null;
  }>`select w.id, w.vkey, w.url, s.signed_at, s.size, r.refusal from log_witness w
    left join lateral (select c.signed_at, c.size, c.at from log_cosignature c
      where c.space_id = w.space_id and c.witness = w.vkey and c.line is not null order by c.at desc limit 1) s on true
    left join lateral (select c.refusal, c.at from log_cosignature c
      where c.space_id = w.space_id and c.witness = w.vkey and c.line is null order by c.at desc limit 1) r
      on s.at is null or r.at > s.at
    where w.space_id = ${scope.spaceId} and w.ended_at is null order by w.at, w.id`.execute(scope.db);
  return rows.map((row) => ({
    ...{ id: row.id, vkey: row.vkey, url: row.url, signedAt: row.signed_at, refusal: row.refusal },
    name: parseVkey(row.vkey)?.name ?? row.vkey,
    signedSize: row.size === null ? null : Number(row.size),
  }));
}

/** The keys the log has signed with, oldest first. */
export async function logKeys(scope: Scope): Promise<{ readonly vkey: string; readonly at: Date }[]> {
  return scope.db
    .selectFrom('log_key')
    .select(['vkey', 'at'])
    .where('space_id', '=', scope.spaceId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** The public keys of the space's log, oldest first. */
export async function keysOfLog(scope: Scope): Promise<string[]> {
  return (await logKeys(scope)).map((one) => one.vkey);
}
