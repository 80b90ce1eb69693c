import { isId } from '#kernel/ids';
import { type Body, bodies, type Level, seatsNamedFor } from '#modules/bodies';
import type { Scope } from '#platform/scope';
import { actorId, holds } from '#platform/scope';
import { levelOrder } from './rules-raised.ts';
import { type Raised, type RaisedState, type RaisedStep, sources } from './schema-raised.ts';

function rows(scope: Scope) {
  return scope.db.selectFrom('raised').selectAll().where('space_id', '=', scope.spaceId);
}

type Row = Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>;

function toRaised(row: Row): Raised {
  const kind = sources.find((one) => one === row.subject_kind);
  return {
    ...{ id: row.id, number: row.number, title: row.title, text: row.text, bodyId: row.body_id, state: row.state },
    subject: kind === undefined || row.subject_id === null ? null : { kind, id: row.subject_id },
    ...{ dueOn: row.due_on, raisedBy: row.raised_by, at: row.at },
  };
}

/** One raised matter, or null. */
export async function raised(scope: Scope, id: string): Promise<Raised | null> {
  if (!isId(id)) return null;
  const row = await rows(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toRaised(row);
}

/** Raised matters, those that wait for an answer first, then the newest; with one group or in one state when asked. */
export async function raisedMatters(
  scope: Scope,
  filter: { readonly bodyId?: string; readonly state?: RaisedState } = {},
): Promise<Raised[]> {
  let query = rows(scope);
  if (filter.bodyId !== undefined) query = query.where('body_id', '=', filter.bodyId);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  const all = (await query.orderBy('at', 'desc').orderBy('id').execute()).map(toRaised);
  return [...all.filter((one) => one.state !== 'closed'), ...all.filter((one) => one.state === 'closed')];
}

/** The way of a raised matter, from its beginning. */
export async function stepsOf(scope: Scope, raisedId: string): Promise<RaisedStep[]> {
  const found = await scope.db
    .selectFrom('raised_step')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('raised_id', '=', raisedId)
    .orderBy('ordinal')
    .execute();
  return found.map((row) => ({
    ...{ ordinal: row.ordinal, what: row.what, bodyId: row.body_id, text: row.text },
    ...{ personId: row.person_id, at: row.at },
  }));
}

/** Groups above a level that are at work: who a matter can be raised to. */
export async function groupsAbove(scope: Scope, level: Level): Promise<Body[]> {
  const active = await bodies(scope, { state: 'active' });
  return active
    .filter((one) => levelOrder(one.level) > levelOrder(level))
    .sort((a, b) => levelOrder(a.level) - levelOrder(b.level));
}

/** Whether the reader speaks for a group: a member or a substitute, or the desk that writes down what it said. */
export async function speaksFor(scope: Scope, bodyId: string): Promise<boolean> {
  if (holds(scope, 'secretary', 'worker')) return true;
  return (await seatsNamedFor(scope, actorId(scope))).some((seat) => seat.bodyId === bodyId);
}

/** Whether the reader may look at the desk pages of raised matters: the desk's roles, and whoever holds a seat. */
export async function mayLook(scope: Scope): Promise<boolean> {
  if (holds(scope, 'admin', 'worker', 'secretary', 'supervisor', 'overseer')) return true;
  return (await seatsNamedFor(scope, actorId(scope))).length > 0;
}
