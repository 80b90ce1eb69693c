import { timingSafeEqual } from 'node:crypto';
import { isId } from '#kernel/ids';
import { hashCode } from '#platform/crypto';
import type { Scope } from '#platform/scope';
import type { VerdictLink } from './schema-links.ts';

/** Letters of the signature that an address carries: 96 bits. */
const signedLength = 16;

function signature(scope: Scope, id: string): string {
  return hashCode(scope.platform.keys, `${scope.spaceId}/verdict_link/${id}`).slice(0, signedLength);
}

/** The code in the address of a link: its key and our signature over space and key. */
export function codeOf(scope: Scope, id: string): string {
  return `${id.replaceAll('-', '')}.${signature(scope, id)}`;
}

function linkQuery(scope: Scope) {
  return scope.db.selectFrom('verdict_link').selectAll().where('space_id', '=', scope.spaceId);
}

function toLink(row: Awaited<ReturnType<ReturnType<typeof linkQuery>['executeTakeFirstOrThrow']>>): VerdictLink {
  return {
    ...{ id: row.id, subject: { kind: row.subject_kind, id: row.subject_id }, personId: row.person_id },
    ...{ at: row.at, revokedAt: row.revoked_at, revokedWhy: row.revoked_text },
  };
}

/** One link by its key, or null. */
export async function verdictLink(scope: Scope, id: string): Promise<VerdictLink | null> {
  if (!isId(id)) return null;
  const row = await linkQuery(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toLink(row);
}

/** The link that is in force for a voice, or null. */
export async function linkOf(
  scope: Scope,
  of: { readonly kind: 'matter' | 'need'; readonly id: string; readonly personId: string | null },
): Promise<VerdictLink | null> {
  const found = linkQuery(scope)
    .where('subject_kind', '=', of.kind)
    .where('subject_id', '=', of.id)
    .where('revoked_at', 'is', null);
  const row = await (of.personId === null
    ? found.where('person_id', 'is', null)
    : found.where('person_id', '=', of.personId)
  ).executeTakeFirst();
  return row === undefined ? null : toLink(row);
}

/** The voice a code was made for; null where the signature is not ours, the link is unknown, or it was revoked. */
export async function voiceByCode(scope: Scope, code: string): Promise<VerdictLink | null> {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})\.([\w-]{16})$/.exec(code);
  if (parts === null) return null;
  const id = parts.slice(1, 6).join('-');
  const [typed, own] = [Buffer.from(parts[6] ?? ''), Buffer.from(signature(scope, id))];
  if (typed.length !== own.length || !timingSafeEqual(typed, own)) return null;
  const found = await verdictLink(scope, id);
  return found === null || found.revokedAt !== null ? null : found;
}

/** The full address of a link, as a message or card carries it. */
export async function addressOf(scope: Scope, linkId: string): Promise<string> {
  const space = await scope.db
    .selectFrom('space')
    .select('slug')
    .where('id', '=', scope.spaceId)
    .executeTakeFirstOrThrow();
  return `${scope.platform.baseUrl}/s/${space.slug}/verdict/${codeOf(scope, linkId)}`;
}
