import { type Expression, type SqlBool, sql } from 'kysely';
import { escapeLike } from '#platform/asked';
import type { Role, Scope } from '#platform/scope';
import type { OpenTask } from './queries.ts';

/** A task in the list of all, with how it ended. */
export interface TaskLine extends OpenTask {
  readonly state: 'open' | 'done' | 'dropped';
  readonly closedAt: Date | null;
  readonly reason: string | null;
  readonly escalateTo: string | null;
}

/** What the list asks for. Filters: state (`late` besides the states), whose (`mine`), about (kind of thing). */
export interface TaskQuery {
  readonly q: string;
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: { readonly key: string; readonly desc: boolean } | null;
  readonly page: number;
  readonly size: number;
}

/** Whose tasks are one's own: by name, or by a role held. */
export interface Whose {
  readonly personId: string;
  readonly roles: readonly Role[];
  /** Kinds of things whose pages are closed to the reader; of these only one's own tasks are listed. */
  readonly closed: readonly string[];
}

/** One page of tasks; the open and earliest due first unless sorted. */
export async function taskList(
  scope: Scope,
  query: TaskQuery,
  whose: Whose,
): Promise<{ rows: TaskLine[]; total: number }> {
  const { filters, q } = query;
  const state = filters['state'] ?? 'open';
  const base = scope.db.selectFrom('task').where((where) => {
    const all: Expression<SqlBool>[] = [where('space_id', '=', scope.spaceId)];
    if (state === 'late') all.push(where('state', '=', 'open'), where('due_at', '<', scope.now()));
    else if (state !== 'all') all.push(sql<SqlBool>`state = ${state}`);
    const own = where.or([
      where('owner_person_id', '=', whose.personId),
      where('owner_role', 'in', ['', ...whose.roles]),
    ]);
    if (filters['whose'] === 'mine') all.push(own);
    else if (whose.closed.length > 0) all.push(where.or([where('subject_kind', 'not in', [...whose.closed]), own]));
    if (filters['about'] !== undefined) all.push(where('subject_kind', '=', filters['about']));
    if (q !== '') all.push(where('title', 'ilike', `%${escapeLike(q)}%`));
    return where.and(all);
  });
  const { total } = await base.select((select) => select.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const rows = await base
    .selectAll()
    .orderBy('due_at', query.sort?.desc === true ? 'desc' : 'asc')
    .orderBy('id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return {
    total: Number(total),
    rows: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      title: row.title,
      rule: row.rule,
      dueAt: row.due_at,
      ownerPersonId: row.owner_person_id,
      ownerRole: row.owner_role,
      escalated: row.escalated_at !== null,
      escalateTo: row.escalate_to_role,
      state: row.state,
      closedAt: row.closed_at,
      reason: row.reason,
    })),
  };
}

/** Kinds of things that tasks are about, for the filter. */
export async function taskSubjects(scope: Scope): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('task')
    .select('subject_kind')
    .distinct()
    .where('space_id', '=', scope.spaceId)
    .orderBy('subject_kind')
    .execute();
  return rows.map((row) => row.subject_kind);
}

/** An open task whose reminder is due, or that is overdue and was not passed on yet. */
export interface DueTask {
  readonly id: string;
  readonly title: string;
  readonly what: 'remind' | 'escalate';
  readonly personId: string | null;
  readonly role: string | null;
}

/** What the clock has to tell now, each once. */
export async function dueNow(scope: Scope): Promise<DueTask[]> {
  const now = scope.now();
  const open = scope.db
    .selectFrom('task')
    .select(['id', 'title', 'owner_person_id', 'owner_role', 'escalate_to_role'])
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'open');
  const remind = await open
    .where('remind_at', '<=', now)
    .where('reminded_at', 'is', null)
    // Past its day it is overdue, and no longer soon due.
    .where('due_at', '>=', now)
    .orderBy('id')
    .execute();
  const late = await open
    .where('due_at', '<', now)
    .where('escalated_at', 'is', null)
    .where('escalate_to_role', 'is not', null)
    .orderBy('id')
    .execute();
  return [
    ...remind.map((row) => ({
      ...{ id: row.id, title: row.title, what: 'remind' as const },
      ...{ personId: row.owner_person_id, role: row.owner_role },
    })),
    ...late.map((row) => ({
      ...{ id: row.id, title: row.title, what: 'escalate' as const },
      ...{ personId: null, role: row.escalate_to_role },
    })),
  ];
}
