import { sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import type { Role, Scope } from '#platform/scope';
import type { OpenTask } from './queries.ts';
import { deskPath } from './rules.ts';

/**
 * Where each task leads, below the desk's root. A promise is kept on its matter, an objection answered on its
 * procedure and a follow-up reported at its meeting; all belong to later rooms, and only that one key is asked for here.
 */
export async function taskPaths(
  scope: Scope,
  tasks: readonly Pick<OpenTask, 'id' | 'subjectKind' | 'subjectId'>[],
): Promise<Map<string, string>> {
  const ids = (kind: string): string[] => tasks.filter((one) => one.subjectKind === kind).map((one) => one.subjectId);
  const matters = await above(scope, 'promise', ids('promise'));
  const procedures = await above(scope, 'objection', ids('objection'));
  const meetings = await above(scope, 'meeting_followup', ids('followup'));
  return new Map(
    tasks.map((one) => {
      const matter = matters.get(one.subjectId);
      const procedure = procedures.get(one.subjectId);
      const meeting = meetings.get(one.subjectId);
      if (meeting !== undefined) return [one.id, deskPath('meeting', meeting)];
      if (matter !== undefined) return [one.id, deskPath('matter', matter)];
      if (procedure !== undefined) return [one.id, deskPath('procedure', procedure)];
      return [one.id, deskPath(one.subjectKind, one.subjectId)];
    }),
  );
}

const standing = { promise: 'matter_id', objection: 'procedure_id', meeting_followup: 'meeting_id' } as const;

async function above(scope: Scope, table: keyof typeof standing, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const column = sql.ref<string>(standing[table]);
  const rows = await scope.db
    .selectFrom(table)
    .select(['id', column.as('above')])
    .where('space_id', '=', scope.spaceId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row.above]));
}

/** A promise to a resident as the day counts it: when it was due, and whether and when it was kept. */
export interface PromiseDay {
  readonly dueOn: LocalDate;
  readonly state: string;
  readonly keptOn: LocalDate | null;
  /** How many promises share these. */
  readonly count: number;
}

/** Promises due between two days, moved ones left out; only days and states, for the bars at the side. */
export async function promisesDue(scope: Scope, from: LocalDate, to: LocalDate): Promise<PromiseDay[]> {
  const rows = await scope.db
    .selectFrom('promise')
    .select(['due_on as dueOn', 'state', 'kept_on as keptOn'])
    .select((select) => select.fn.countAll<bigint>().as('count'))
    .where('space_id', '=', scope.spaceId)
    .where('due_on', '>=', from)
    .where('due_on', '<=', to)
    .where('state', '<>', 'replaced')
    .groupBy(['due_on', 'state', 'kept_on'])
    .execute();
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

/** How many promises some of these days hold together. */
export function countPromises(days: readonly PromiseDay[]): number {
  return days.reduce((sum, day) => sum + day.count, 0);
}

/** Who holds a role in this space today. */
export async function holdersOf(scope: Scope, role: Role, day: LocalDate): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('mandate')
    .select('person_id')
    .distinct()
    .where('space_id', '=', scope.spaceId)
    .where('role', '=', role)
    .where('starts_on', '<=', day)
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', day)]))
    .execute();
  return rows.map((row) => row.person_id);
}
