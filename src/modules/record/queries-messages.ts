import type { Scope } from '#platform/scope';
import type { Letter } from './commands-messages.ts';
import { type OutboxLine, toLine } from './queries.ts';

/** Messages that wait for a sender, oldest first; those with a number of their own only when left over. */
export async function waitingMessages(
  scope: Scope,
  channels: readonly ('sms' | 'mail')[],
  before: Date,
  limit: number,
): Promise<(Letter & { readonly recipient: string | null; readonly personId: string | null })[]> {
  if (channels.length === 0) return [];
  const rows = await scope.db
    .selectFrom('outbox_message')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'waiting')
    .where('channel', 'in', channels)
    .where((where) => where.or([where('recipient', 'is', null), where('at', '<', before)]))
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    channel: row.channel === 'mail' ? 'mail' : 'sms',
    subject: row.subject,
    body: row.body,
    lang: row.lang,
    attempts: row.attempts,
    recipient: row.recipient,
    personId: row.person_id,
  }));
}

/** One page of the messages to a person, newest first. */
export async function ownMessages(
  scope: Scope,
  personId: string,
  wanted: { readonly page: number; readonly size: number },
): Promise<{ rows: (OutboxLine & { aboutKind: string | null; aboutId: string | null })[]; total: number }> {
  const base = scope.db
    .selectFrom('outbox_message')
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    // A code to sign in with is of no use afterwards, and none of anybody's business.
    .where((where) => where.or([where('about_kind', 'is', null), where('about_kind', '<>', 'person')]));
  const { total } = await base.select((select) => select.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const rows = await base
    .selectAll()
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(wanted.size)
    .offset((wanted.page - 1) * wanted.size)
    .execute();
  return {
    total: Number(total),
    rows: rows.map((row) => ({ ...toLine(row), aboutKind: row.about_kind, aboutId: row.about_id })),
  };
}
