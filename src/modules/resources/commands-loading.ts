import { sql } from 'kysely';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { bigrams } from '#kernel/text';
import { pick, type Words } from '#kernel/words';
import { organisationsOf, represents } from '#modules/organisations';
import { person as personOf } from '#modules/people';
import { type Thing, tell } from '#modules/record';
import { holds, type Inside, type Scope, subjectPerson } from '#platform/scope';
import { en } from './en.ts';
import { type BookingDeed, bookingRefusal, type Deed, refusal } from './rules.ts';
import type { BookingState, EligibleGroup, Per, ResourceKind, ResourceState } from './schema.ts';
import { zh } from './zh.ts';

/** What the commands of this room need to know of a resource. */
export interface LoadedResource {
  readonly id: string;
  readonly number: string | null;
  readonly kind: ResourceKind;
  readonly title: string;
  readonly class_code: string;
  readonly owner_person_id: string | null;
  readonly owner_organisation_id: string | null;
  readonly quantity: bigint;
  readonly unit: string;
  readonly per: Per;
  readonly eligible: EligibleGroup;
  readonly kept_by_owner: boolean;
  readonly state: ResourceState;
  readonly account_id: string | null;
  readonly created_by: string | null;
  readonly valid_until: string | null;
  readonly expires_on: string | null;
  readonly secondhand: boolean;
  readonly collects_until: string | null;
}

/** Loads a resource to change it; its row is locked until the command commits, so bookings of it come one by one. */
export async function loadResource(scope: Inside, id: string): Promise<Result<LoadedResource>> {
  const row = await scope.db
    .selectFrom('resource')
    .select(['id', 'number', 'kind', 'title', 'class_code', 'owner_person_id', 'owner_organisation_id', 'quantity'])
    .select(['unit', 'per', 'eligible', 'kept_by_owner', 'state', 'account_id', 'created_by', 'valid_until'])
    .select(['expires_on', 'secondhand', 'collects_until'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? fail('resources.not_found') : ok(row);
}

/** Loads a resource for a deed that must fit its state. */
export async function resourceFor(scope: Inside, id: string, deed: Deed): Promise<Result<LoadedResource>> {
  const loaded = await loadResource(scope, id);
  if (!loaded.ok) return loaded;
  const code = refusal(deed, loaded.value.state);
  return code === null ? loaded : fail(code, { params: { state: loaded.value.state } });
}

/** Whether the actor works at the desk. */
export function atDesk(scope: Scope): boolean {
  return scope.actor?.way === 'system' || holds(scope, 'worker', 'grid_worker', 'hub', 'admin');
}

/** Whether the one who acts, or is acted for, owns this or speaks today for the organisation that does. */
export async function isOwner(
  scope: Scope,
  owner: { readonly owner_person_id: string | null; readonly owner_organisation_id: string | null },
): Promise<boolean> {
  const self = subjectPerson(scope);
  if (self === null || scope.actor?.way === 'system') return false;
  if (owner.owner_person_id === self) return true;
  return owner.owner_organisation_id !== null && (await represents(scope, self, owner.owner_organisation_id));
}

/** Refuses whoever is neither owner nor desk. */
export async function refuseOther(
  scope: Scope,
  owner: { readonly owner_person_id: string | null; readonly owner_organisation_id: string | null },
): Promise<'resources.not_yours' | null> {
  return atDesk(scope) || (await isOwner(scope, owner)) ? null : 'resources.not_yours';
}

/** The organisations a person may offer for. */
export async function mySpeaking(scope: Scope, personId: string): Promise<string[]> {
  const mine = await organisationsOf(scope, personId);
  const may = await Promise.all(mine.map((one) => represents(scope, personId, one)));
  return mine.filter((_one, at) => may[at] === true);
}

/** A booking about to be changed. */
export interface LoadedBooking {
  readonly id: string;
  readonly resource_id: string;
  readonly piece: number;
  readonly person_id: string;
  readonly need_id: string | null;
  readonly state: BookingState;
  readonly from: Date;
  readonly until: Date;
}

/** Loads a booking for a deed that must fit its state. */
export async function bookingFor(scope: Inside, id: string, deed: BookingDeed): Promise<Result<LoadedBooking>> {
  const row = await scope.db
    .selectFrom('booking')
    .select(['id', 'resource_id', 'piece', 'person_id', 'need_id', 'state'])
    .select([sql<Date>`lower(during)`.as('from'), sql<Date>`upper(during)`.as('until')])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return fail('resources.booking_not_found');
  const code = bookingRefusal(deed, row.state);
  return code === null ? ok(row) : fail(code, { params: { state: row.state } });
}

/** Search tokens of a resource's public words. */
export function resourceTokens(words: {
  readonly title: string;
  readonly description: string;
  readonly conditions: string;
}) {
  const tokens = bigrams(`${words.title} ${words.description} ${words.conditions}`)
    .split(' ')
    .filter((token) => token !== '');
  return sql<string>`array_to_tsvector(${tokens}::text[])`;
}

/** Tells a person in their language, by message where they asked for that, else under their messages. */
export async function tellPerson(
  scope: Inside,
  personId: string | null,
  about: Thing,
  say: (words: Words<typeof zh>, lang: 'zh' | 'en') => string,
): Promise<void> {
  if (personId === null) return;
  const known = await personOf(scope, personId);
  if (known === null || known.erasedAt !== null) return;
  const channel = known.preferredContact === 'sms' && known.hasPhone ? 'sms' : 'desk';
  const body = say(pick(known.lang, { zh, en }), known.lang);
  await tell(scope, { personId, channel, body, lang: known.lang, about });
}
