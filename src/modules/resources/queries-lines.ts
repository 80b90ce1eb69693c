import { sql } from 'kysely';
import { type LocalDate, localDate } from '#kernel/dates';
import { personNames } from '#modules/people';
import type { Scope } from '#platform/scope';
import type { PartLine } from './rules-kits.ts';
import type { ResourceKind, WaitState } from './schema.ts';

/** A place in the line for a thing, as the desk and whoever stands there see it. */
export interface Wait {
  readonly id: string;
  readonly resourceId: string;
  readonly title: string;
  readonly kind: ResourceKind;
  readonly personId: string;
  /** In full: only for the desk. */
  readonly who: string;
  readonly state: WaitState;
  readonly letBy: boolean;
  /** The last day on which what is offered is kept. */
  readonly offeredUntil: LocalDate | null;
  readonly bookingId: string | null;
  readonly since: LocalDate;
}

function waits(scope: Scope) {
  return scope.db
    .selectFrom('wait')
    .innerJoin('resource', (join) =>
      join.onRef('resource.space_id', '=', 'wait.space_id').onRef('resource.id', '=', 'wait.resource_id'),
    )
    .select(['wait.id', 'wait.resource_id', 'wait.person_id', 'wait.state', 'wait.let_by', 'wait.offered_until'])
    .select(['wait.booking_id', 'wait.at', 'resource.title', 'resource.kind'])
    .where('wait.space_id', '=', scope.spaceId);
}

type Row = Awaited<ReturnType<ReturnType<typeof waits>['execute']>>[number];

async function named(scope: Scope, rows: readonly Row[]): Promise<Wait[]> {
  const names = await personNames(
    scope,
    rows.map((row) => row.person_id),
  );
  return rows.map((row) => ({
    id: row.id,
    resourceId: row.resource_id,
    title: row.title,
    kind: row.kind,
    personId: row.person_id,
    who: names.get(row.person_id)?.inside ?? '',
    state: row.state,
    letBy: row.let_by,
    offeredUntil: row.offered_until,
    bookingId: row.booking_id,
    since: localDate(row.at, scope.timeZone),
  }));
}

/** Who stands in line for these resources now: whom it is kept for first, then in the order they came. */
export async function lineFor(scope: Scope, resourceIds: readonly string[]): Promise<Wait[]> {
  if (resourceIds.length === 0) return [];
  const rows = await waits(scope)
    .where('wait.resource_id', 'in', [...resourceIds])
    .where('wait.state', 'in', ['waiting', 'offered'])
    .orderBy(sql`wait.state <> 'offered'`)
    .orderBy('wait.at')
    .limit(200)
    .execute();
  return named(scope, rows);
}

/** How many pieces of these goods are kept for somebody in line: on the shelf, but free for nobody else. */
export async function keptPieces(scope: Scope, resourceIds: readonly string[]): Promise<Map<string, bigint>> {
  if (resourceIds.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('wait')
    .select((select) => ['resource_id', select.fn.countAll<bigint>().as('count')])
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', 'in', [...resourceIds])
    .where('state', '=', 'offered')
    .where('booking_id', 'is', null)
    .groupBy('resource_id')
    .execute();
  return new Map(rows.map((row) => [row.resource_id, row.count]));
}

/** Every line of the space that moves now, for the desk: what is kept for somebody first. */
export async function lines(scope: Scope): Promise<Wait[]> {
  const rows = await waits(scope)
    .where('wait.state', 'in', ['waiting', 'offered'])
    .orderBy(sql`wait.state <> 'offered'`)
    .orderBy('wait.offered_until')
    .orderBy('resource.title')
    .orderBy('wait.at')
    .limit(500)
    .execute();
  return named(scope, rows);
}

/** A place in a line, or null. */
export async function waitById(scope: Scope, id: string): Promise<Wait | null> {
  const row = await waits(scope).where('wait.id', '=', id).executeTakeFirst();
  return row === undefined ? null : ((await named(scope, [row]))[0] ?? null);
}

/** Where a person stands in line, and what came of earlier places; the live ones first. */
export async function waitsOfPerson(scope: Scope, personId: string): Promise<Wait[]> {
  const rows = await waits(scope)
    .where('wait.person_id', '=', personId)
    .orderBy(sql`wait.state not in ('waiting', 'offered')`)
    .orderBy('wait.at', 'desc')
    .limit(20)
    .execute();
  return named(scope, rows);
}

/** A part of a kit. */
export interface Part extends PartLine {
  readonly id: string;
}

/** What a kit is made of; empty for what is one thing. */
export async function partsOf(scope: Scope, resourceId: string): Promise<Part[]> {
  return scope.db
    .selectFrom('kit_part')
    .select(['id', 'title', 'pieces'])
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', '=', resourceId)
    .orderBy('place')
    .execute();
}

/** Something of a kit that did not come back. */
export interface Lack {
  readonly id: string;
  readonly title: string;
  readonly pieces: number;
  readonly state: 'lacking' | 'made_good' | 'let_go';
  readonly note: string;
  readonly since: LocalDate;
}

/** What did not come back with a kit: what still lacks first. */
export async function lacksOf(scope: Scope, resourceId: string): Promise<Lack[]> {
  const rows = await scope.db
    .selectFrom('kit_lack')
    .select(['id', 'title', 'pieces', 'state', 'note', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', '=', resourceId)
    .orderBy(sql`state <> 'lacking'`)
    .orderBy('at', 'desc')
    .limit(20)
    .execute();
  return rows.map(({ at, ...row }) => ({ ...row, since: localDate(at, scope.timeZone) }));
}
