import type { Selectable } from 'kysely';
import { formatDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { type Lang, pick } from '#kernel/words';
import type { StatuteTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { en } from './en.ts';
import { standingOf } from './rules.ts';
import { levels, type Statute, StoredUses } from './schema.ts';
import { zh } from './zh.ts';

function toStatute(row: Selectable<StatuteTable>): Statute {
  return {
    ...{ id: row.id, number: row.number, title: row.title, issuer: row.issuer, document: row.document },
    ...{ summary: row.summary, inForceFrom: row.in_force_from, validUntil: row.valid_until },
    level: levels.find((one) => one === row.level) ?? 'community',
    reviewOn: row.review_on,
    uses: StoredUses.parse(row.uses),
    struckReason: row.struck_reason,
  };
}

/** The register, in the order of its numbers. */
export async function statutes(scope: Scope): Promise<Statute[]> {
  const rows = await scope.db
    .selectFrom('statute')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('number')
    .execute();
  return rows.map(toStatute);
}

/** One entry, or null. */
export async function statute(scope: Scope, id: string): Promise<Statute | null> {
  if (!isId(id)) return null;
  const row = await scope.db
    .selectFrom('statute')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toStatute(row);
}

/**
 * A sentence for each law or rule that is over, is not struck, and has this standing on it (`rule:grant`,
 * `plan:four_two`): said wherever that is used (F209).
 */
export async function staleUnder(scope: Scope, lang: Lang, use: string): Promise<string[]> {
  const w = pick(lang, { zh, en });
  const on = today(scope);
  return (await statutes(scope))
    .filter((one) => one.uses.some((known) => known === use) && standingOf(one, on) === 'over')
    .map((one) => w.stale(one.title, formatDate(one.validUntil ?? on, lang)));
}
