import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import { auditRead, unseal } from '#modules/record';
import { countOf, oneOf } from '#platform/asked';
import { actorId, holds, type Scope } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import { kinds, type Mediation, type Party, type Session, states } from './schema.ts';

function mediationQuery(scope: Scope) {
  return scope.db
    .selectFrom('mediation')
    .selectAll()
    .select(
      sql<bigint>`(select count(*) from mediation_session s
        where s.space_id = mediation.space_id and s.mediation_id = mediation.id)`.as('sessions'),
    )
    .where('space_id', '=', scope.spaceId);
}

function toMediation(row: Awaited<ReturnType<ReturnType<typeof mediationQuery>['execute']>>[number]): Mediation {
  return {
    id: row.id,
    number: row.number,
    matterId: row.matter_id,
    kind: row.kind,
    mediatorId: row.mediator_person_id,
    state: row.state,
    openedOn: row.opened_on,
    agreedOn: row.agreed_on,
    followUpOn: row.follow_up_on,
    closedOn: row.closed_on,
    endedReason: row.ended_reason,
    sessions: Number(row.sessions),
  };
}

/** Whether this reader may know who quarrels and what was said: the mediator, and administrators. */
export function mayOpen(scope: Scope, one: Pick<Mediation, 'mediatorId'>): boolean {
  return one.mediatorId === actorId(scope) || holds(scope, 'admin');
}

/** The mediations, the latest first: kind, state and days, no name and no word. */
export async function mediationList(
  scope: Scope,
  query: ListQuery,
): Promise<{ readonly rows: readonly Mediation[]; readonly total: number }> {
  let found = mediationQuery(scope);
  const state = oneOf(states, query.filters['state']);
  const kind = oneOf(kinds, query.filters['kind']);
  if (state !== undefined) found = found.where('state', '=', state);
  if (kind !== undefined) found = found.where('kind', '=', kind);
  const rows = await found
    .orderBy('opened_on', query.sort?.desc === false ? 'asc' : 'desc')
    .orderBy('id', 'desc')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { rows: rows.map(toMediation), total: await countOf(found) };
}

/** One mediation, or null. */
export async function mediation(scope: Scope, id: string): Promise<Mediation | null> {
  if (!isId(id)) return null;
  const row = await mediationQuery(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toMediation(row);
}

/** Everything sealed of a mediation; opening it is recorded. */
export interface Opened {
  readonly about: string;
  readonly agreement: string;
  readonly found: string;
  readonly parties: readonly Party[];
  readonly sessions: readonly Session[];
}

/** Opens a mediation for whoever may. */
export async function opened(scope: Scope, id: string): Promise<Opened> {
  const parties = await scope.db
    .selectFrom('mediation_party')
    .select(['id', 'side', 'person_id', 'trusts_on'])
    .where('space_id', '=', scope.spaceId)
    .where('mediation_id', '=', id)
    .orderBy('side', 'desc')
    .execute();
  const sessions = await scope.db
    .selectFrom('mediation_session')
    .select(['id', 'held_on', 'place_text'])
    .where('space_id', '=', scope.spaceId)
    .where('mediation_id', '=', id)
    .orderBy('held_on')
    .orderBy('at')
    .execute();
  const words = async (kind: string, ids: readonly string[]): Promise<Map<string, string>> =>
    unseal(scope, { kind: 'mediation', ids }, kind);
  const names = await words(
    'party',
    parties.map((party) => party.id),
  );
  const said = await words(
    'said',
    sessions.map((session) => session.id),
  );
  await auditRead(scope, { kind: 'mediation', id, command: 'mediation.read' });
  return {
    about: (await words('about', [id])).get(id) ?? '',
    agreement: (await words('agreement', [id])).get(id) ?? '',
    found: (await words('found', [id])).get(id) ?? '',
    parties: parties.map((party) => ({
      id: party.id,
      side: party.side,
      personId: party.person_id,
      name: names.get(party.id) ?? '',
      trustsOn: party.trusts_on,
    })),
    sessions: sessions.map((session) => ({
      id: session.id,
      heldOn: session.held_on,
      placeText: session.place_text,
      said: said.get(session.id) ?? '',
    })),
  };
}
