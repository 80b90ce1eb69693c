import type { Selectable } from 'kysely';
import { personNames } from '#modules/people';
import type { GiftNoticeTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { Notice } from './schema.ts';

function noticeRows(scope: Scope) {
  return scope.db.selectFrom('gift_notice').selectAll().where('space_id', '=', scope.spaceId);
}

async function toNotices(scope: Scope, rows: readonly Selectable<GiftNoticeTable>[]): Promise<Notice[]> {
  const names = await personNames(
    scope,
    rows.map((row) => row.person_id),
  );
  return rows.map((row) => ({
    id: row.id,
    fundId: row.fund_id,
    personId: row.person_id,
    giver: names.get(row.person_id)?.inside ?? '',
    amount: row.amount,
    way: row.way,
    sentOn: row.sent_on,
    placeId: row.place_id,
    words: row.words,
    publicity: row.publicity,
    alias: row.alias,
    waived: row.waived,
    state: row.state,
    giftId: row.gift_id,
    reason: row.reason,
    at: row.at,
  }));
}

/** One notice, or null. */
export async function notice(scope: Scope, id: string): Promise<Notice | null> {
  return (await toNotices(scope, await noticeRows(scope).where('id', '=', id).execute()))[0] ?? null;
}

/** What people told of and what became of it, those still awaited first, then the newest. */
export async function notices(scope: Scope): Promise<Notice[]> {
  const rows = await noticeRows(scope).orderBy('state', 'desc').orderBy('at', 'desc').limit(200).execute();
  return toNotices(scope, rows);
}

/** What is told of and has not come, oldest first. */
export async function openNotices(scope: Scope): Promise<Notice[]> {
  return toNotices(scope, await noticeRows(scope).where('state', '=', 'open').orderBy('at').limit(30).execute());
}

/** What one person told of, newest first. */
export async function noticesOf(scope: Scope, personId: string): Promise<Notice[]> {
  return toNotices(scope, await noticeRows(scope).where('person_id', '=', personId).orderBy('at', 'desc').execute());
}
