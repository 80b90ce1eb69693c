import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import { countOf } from '#platform/asked';
import type { Scope } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import type { Escalation, Level } from './schema-escalations.ts';

function rowsOf(scope: Scope) {
  return scope.db
    .selectFrom('escalation')
    .innerJoin('matter', (on) =>
      on.onRef('matter.space_id', '=', 'escalation.space_id').onRef('matter.id', '=', 'escalation.matter_id'),
    )
    .select(['escalation.id', 'escalation.kind', 'escalation.matter_id', 'escalation.level', 'escalation.missed_on'])
    .select(['escalation.at', 'escalation.word_text', 'escalation.word_at', 'escalation.ended_at'])
    .select(['escalation.ended_how', 'matter.number', 'matter.handler_person_id', 'matter.class_code'])
    .where('escalation.space_id', '=', scope.spaceId);
}

function toEscalation(row: Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]): Escalation {
  return {
    ...{ id: row.id, kind: row.kind, matterId: row.matter_id, number: row.number, level: row.level },
    ...{ missedOn: row.missed_on, at: row.at, handlerId: row.handler_person_id, classCode: row.class_code },
    ...{ word: row.word_text, wordAt: row.word_at, endedAt: row.ended_at, endedHow: row.ended_how },
  };
}

/**
 * What went up, the unanswered and longest late first; of each only how far it went, unless a level is asked for. Filters:
 * state (`open`, `ended`), level.
 */
export async function escalationList(
  scope: Scope,
  query: ListQuery,
): Promise<{ readonly rows: readonly Escalation[]; readonly total: number }> {
  let found = rowsOf(scope);
  const { state, level } = query.filters;
  if (state === 'open') found = found.where('escalation.ended_at', 'is', null);
  if (state === 'ended') found = found.where('escalation.ended_at', 'is not', null);
  if (level === 'community' || level === 'street') found = found.where('escalation.level', '=', level);
  else
    found = found.where(sql<boolean>`not (escalation.level = 'community' and exists (select 1 from escalation further
      where further.space_id = escalation.space_id and further.kind = escalation.kind and further.level = 'street'
        and further.subject_id = escalation.subject_id and further.missed_on = escalation.missed_on))`);
  const rows = await found
    .orderBy(sql`escalation.ended_at is not null`)
    .orderBy('escalation.missed_on', query.sort?.desc === true ? 'desc' : 'asc')
    .orderBy('escalation.id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { rows: rows.map(toEscalation), total: await countOf(found) };
}

/** One escalation, or null. */
export async function escalation(scope: Scope, id: string): Promise<Escalation | null> {
  if (!isId(id)) return null;
  const row = await rowsOf(scope).where('escalation.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toEscalation(row);
}

/** What stands in public beside a promise or a limit: how far it went up, and whether that is over. */
export interface Up {
  readonly level: Level;
  readonly at: Date;
  readonly ended: boolean;
  /** The street has said what is to be done. */
  readonly answered: boolean;
}

/** How far promises or limits went up, the furthest of each; what is open now goes before what ended, as in a round before. */
export async function upOf(
  scope: Scope,
  kind: Escalation['kind'],
  subjectIds: readonly string[],
): Promise<ReadonlyMap<string, Up>> {
  if (subjectIds.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('escalation')
    .select(['subject_id', 'level', 'at', 'ended_at', 'word_at'])
    .where('space_id', '=', scope.spaceId)
    .where('kind', '=', kind)
    .where('subject_id', 'in', [...subjectIds])
    .orderBy(sql`ended_at is null`)
    .orderBy(sql`level = 'street'`)
    .orderBy('at')
    .execute();
  return new Map(
    rows.map((row) => [
      row.subject_id,
      { level: row.level, at: row.at, ended: row.ended_at !== null, answered: row.word_at !== null },
    ]),
  );
}
