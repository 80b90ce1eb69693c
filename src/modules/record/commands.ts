import { sql } from 'kysely';
import { newId } from '#kernel/ids';
import { bigrams } from '#kernel/text';
import { blindToken, openText, sealText } from '#platform/crypto';
import { insertLater } from '#platform/later';
import type { Inside, Scope } from '#platform/scope';
import type { Kind } from './schema.ts';

/** What happened to which thing; `detail` holds no personal data (ids, codes, amounts as text, dates). */
export interface Event {
  readonly kind: Kind;
  readonly id: string;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  /** Set when the event is a read of sensitive data or another deed inside the command. */
  readonly command?: string;
}

/** Writes an audit event for the running command: who, with whose mandate, on whose behalf, what. */
export async function audit(scope: Inside, event: Event): Promise<void> {
  scope.running.audited += 1;
  await insertLater(
    scope,
    'audit_event',
    eventRow(scope, { ...event, command: event.command ?? scope.running.command }),
  );
}

/** Writes an audit event outside a command: a read of sensitive data, a sign-in. */
export async function auditRead(scope: Scope, event: Event & { readonly command: string }): Promise<void> {
  await writeEvent(scope, event);
}

async function writeEvent(scope: Scope, event: Event & { readonly command: string }): Promise<void> {
  await scope.db.insertInto('audit_event').values(eventRow(scope, event)).execute();
}

function eventRow(scope: Scope, event: Event & { readonly command: string }) {
  return {
    space_id: scope.spaceId,
    id: newId(scope.now()),
    at: scope.now(),
    account_id: scope.actor?.accountId ?? null,
    person_id: scope.actor?.personId ?? null,
    acting_as: scope.actor?.onBehalfOf?.as ?? scope.actor?.way ?? null,
    on_behalf_of: scope.actor?.onBehalfOf?.personId ?? null,
    command: event.command,
    subject_kind: event.kind,
    subject_id: event.id,
    detail: JSON.stringify(event.detail ?? {}),
    request_id: scope.requestId,
  };
}

/** Whether something is known here: whatever was made by a command left an event. For rooms that come before its own. */
export async function isKnown(scope: Scope, thing: Thing): Promise<boolean> {
  const row = await scope.db
    .selectFrom('audit_event')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('subject_kind', '=', thing.kind)
    .where('subject_id', '=', thing.id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A thing that can cause or be caused. */
export interface Thing {
  readonly kind: Kind;
  readonly id: string;
}

/** Keeps the link "from caused to"; saying it twice is saying it once. */
export async function because(scope: Inside, from: Thing, to: Thing): Promise<void> {
  const row = {
    ...{ space_id: scope.spaceId, from_kind: from.kind, from_id: from.id, to_kind: to.kind, to_id: to.id },
    at: scope.now(),
  };
  await insertLater(scope, 'cause', row, 'on conflict do nothing');
}

/** Words of or about a person, kept sealed beside the event they belong to. */
export interface SealedWords {
  readonly about: Thing;
  /** `words`, `reply`, `contact` …: what kind of text within the thing. */
  readonly kind: string;
  readonly personId: string | null;
  readonly text: string;
  /** Whether the desk may search it (blind index over character bigrams). */
  readonly searchable?: boolean;
}

/** Seals words; returns the row's id. Erasing the row forgets the words and leaves the event valid. */
export async function seal(scope: Inside, words: SealedWords): Promise<string> {
  const id = newId(scope.now());
  const { keys } = scope.platform;
  const tokens = words.searchable === true ? blindTokens(scope, words.text) : null;
  await scope.db
    .insertInto('sealed_body')
    .values({
      space_id: scope.spaceId,
      id,
      person_id: words.personId,
      kind: words.kind,
      about_kind: words.about.kind,
      about_id: words.about.id,
      sealed: Buffer.from(sealText(keys, words.text, `${scope.spaceId}/sealed_body/${id}`)),
      tokens: tokens === null ? null : sql`array_to_tsvector(${tokens}::text[])`,
      at: scope.now(),
    })
    .execute();
  return id;
}

/** The keyed hashes under which a text can be found without being readable. */
export function blindTokens(scope: Scope, text: string): string[] {
  const unique = new Set(
    bigrams(text)
      .split(' ')
      .filter((token) => token !== ''),
  );
  return [...unique].map((token) => blindToken(scope.platform.keys, scope.spaceId, token));
}

/** Opens all sealed words of one kind about these things. The caller has the permission and audits the read. */
export async function unseal(
  scope: Scope,
  about: { readonly kind: Kind; readonly ids: readonly string[] },
  kind: string,
): Promise<Map<string, string>> {
  if (about.ids.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('sealed_body')
    .select(['space_id', 'id', 'about_id', 'sealed'])
    .where('space_id', 'in', [...scope.spaces])
    .where('about_kind', '=', about.kind)
    .where('kind', '=', kind)
    .where('about_id', 'in', [...about.ids])
    .orderBy('at')
    .execute();
  return new Map(
    rows.map((row) => [
      row.about_id,
      openText(scope.platform.keys, row.sealed, `${row.space_id}/sealed_body/${row.id}`),
    ]),
  );
}

/** Forgets everything sealed that belongs to a person; returns how many texts were erased. */
export async function eraseSealed(scope: Inside, personId: string): Promise<number> {
  const gone = await scope.db
    .deleteFrom('sealed_body')
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return Number(gone.numDeletedRows);
}
