import type { Selectable } from 'kysely';
import type { OutboxMessageTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { Thing } from './commands.ts';

/** An audit event as the office reads it; it never holds personal data. */
export interface EventLine {
  readonly id: string;
  readonly at: Date;
  readonly personId: string | null;
  readonly actingAs: string | null;
  readonly onBehalfOf: string | null;
  readonly command: string;
  readonly subjectKind: string;
  readonly subjectId: string;
}

interface Paged {
  readonly page: number;
  readonly size: number;
}

/**
 * Events of the space, newest first, perhaps of one kind of subject, or of deeds looked for: `called` are the commands
 * whose words hold what is sought, beside those whose own name does.
 */
export async function events(
  scope: Scope,
  wanted: Paged & { readonly kind?: string; readonly q?: string; readonly called?: readonly string[] },
): Promise<{ rows: EventLine[]; total: number }> {
  let base = scope.db.selectFrom('audit_event').where('space_id', '=', scope.spaceId);
  if (wanted.kind !== undefined) base = base.where('subject_kind', '=', wanted.kind);
  if (wanted.q !== undefined && wanted.q !== '') {
    const like = `%${wanted.q.replace(/[%_\\]/g, '\\$&')}%`;
    const called = wanted.called ?? [];
    base = base.where((row) =>
      called.length === 0
        ? row('command', 'like', like)
        : row.or([row('command', 'like', like), row('command', 'in', called)]),
    );
  }
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
    rows: rows.map((row) => ({
      id: row.id,
      at: row.at,
      personId: row.person_id,
      actingAs: row.acting_as,
      onBehalfOf: row.on_behalf_of,
      command: row.command,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
    })),
  };
}

/** How often each kind of subject occurs, for the list's filter. */
export async function eventKinds(scope: Scope): Promise<{ kind: string; count: number }[]> {
  const rows = await scope.db
    .selectFrom('audit_event')
    .select((select) => ['subject_kind', select.fn.countAll<bigint>().as('count')])
    .where('space_id', '=', scope.spaceId)
    .groupBy('subject_kind')
    .orderBy('subject_kind')
    .execute();
  return rows.map((row) => ({ kind: row.subject_kind, count: Number(row.count) }));
}

/** A message of the outbox. */
export interface OutboxLine {
  readonly id: string;
  readonly at: Date;
  readonly channel: string;
  readonly personId: string | null;
  readonly recipient: string | null;
  readonly subject: string | null;
  readonly body: string;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly error: string | null;
}

/** A row of the outbox as its readers see it. */
export function toLine(row: Selectable<OutboxMessageTable>): OutboxLine {
  return {
    id: row.id,
    at: row.at,
    channel: row.channel,
    personId: row.person_id,
    recipient: row.recipient,
    subject: row.subject,
    body: row.body,
    state: row.state,
    error: row.last_error,
  };
}

/** Messages of the space, newest first. */
export async function outbox(
  scope: Scope,
  wanted: Paged & { readonly state?: string },
): Promise<{ rows: OutboxLine[]; total: number }> {
  let base = scope.db.selectFrom('outbox_message').where('space_id', '=', scope.spaceId);
  const state = (['waiting', 'sent', 'failed'] as const).find((one) => one === wanted.state);
  if (state !== undefined) base = base.where('state', '=', state);
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
    rows: rows.map(toLine),
  };
}

/** Messages to one person, newest first, for "my messages". */
export async function messagesTo(scope: Scope, personId: string, limit = 50): Promise<OutboxLine[]> {
  const rows = await scope.db
    .selectFrom('outbox_message')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toLine);
}

/** A link of the thread with the thing at its other end. */
export interface Link extends Thing {
  readonly at: Date;
}

/** What this thing caused, oldest first. */
export async function effectsOf(scope: Scope, thing: Thing): Promise<Link[]> {
  const rows = await scope.db
    .selectFrom('cause')
    .select(['to_kind', 'to_id', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('from_kind', '=', thing.kind)
    .where('from_id', '=', thing.id)
    .orderBy('at')
    .execute();
  return rows.map((row) => ({ kind: row.to_kind as Link['kind'], id: row.to_id, at: row.at })); // only `because` writes kinds
}

/** What caused this thing, oldest first. */
export async function causesOf(scope: Scope, thing: Thing): Promise<Link[]> {
  const rows = await scope.db
    .selectFrom('cause')
    .select(['from_kind', 'from_id', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('to_kind', '=', thing.kind)
    .where('to_id', '=', thing.id)
    .orderBy('at')
    .execute();
  return rows.map((row) => ({ kind: row.from_kind as Link['kind'], id: row.from_id, at: row.at })); // only `because` writes kinds
}
