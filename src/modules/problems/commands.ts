import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { needsById } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { audit, because, nextNumber } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside } from '#platform/scope';
import { permissions } from './permissions.ts';
import { branch, type CauseRow, deepestCause, depthBelow, refusal } from './rules.ts';
import {
  AddCause,
  EditProblem,
  EndProblem,
  LinkNeed,
  OneCause,
  OpenProblem,
  type ProblemState,
  UnlinkNeed,
} from './schema.ts';

async function switchedOn(scope: Inside): Promise<Result<null>> {
  return (await parameter(scope, 'problems.on')) ? ok(null) : fail('problems.off');
}

/** Loads a problem to change it; its row is locked until the command commits. */
async function openOne(scope: Inside, id: string): Promise<Result<{ id: string; state: ProblemState }>> {
  const row = await scope.db
    .selectFrom('problem')
    .select(['id', 'state'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return fail('problems.not_found');
  const code = refusal(row.state);
  return code === null ? ok(row) : fail(code);
}

async function touch(scope: Inside, id: string, step: string, detail: Record<string, string> = {}): Promise<void> {
  await scope.db
    .updateTable('problem')
    .set({ updated_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
  await audit(scope, { kind: 'problem', id, detail: { step, ...detail } });
}

interface Facts {
  readonly title: string;
  readonly summary: string;
  readonly impact: string;
  readonly impact_reason: string;
  readonly urgency: string;
  readonly urgency_reason: string;
}

function columnsOf(input: Facts) {
  return {
    title: input.title,
    summary: input.summary,
    impact: Number.parseInt(input.impact, 10),
    impact_reason: input.impact_reason,
    urgency: Number.parseInt(input.urgency, 10),
    urgency_reason: input.urgency_reason,
  };
}

async function link(scope: Inside, problemId: string, needId: string): Promise<boolean> {
  const made = await scope.db
    .insertInto('problem_need')
    .values({ space_id: scope.spaceId, problem_id: problemId, need_id: needId, at: scope.now() })
    .onConflict((conflict) => conflict.columns(['space_id', 'problem_id', 'need_id']).doNothing())
    .returning('need_id')
    .executeTakeFirst();
  if (made !== undefined) await because(scope, { kind: 'need', id: needId }, { kind: 'problem', id: problemId });
  return made !== undefined;
}

/** Writes a problem down with how far it reaches and how much it presses, each with a reason. Refuses `problems.off`. */
export const openProblem = command({
  name: 'problems.open',
  permission: permissions.keep,
  input: OpenProblem,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const on = await switchedOn(scope);
    if (!on.ok) return on;
    if (input.need !== undefined && (await needsById(scope, [input.need])).length === 0)
      return fail('problems.need_unknown', { field: 'need' });
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'problem');
    const at = scope.now();
    await scope.db
      .insertInto('problem')
      .values({
        ...{ space_id: scope.spaceId, id, number, ...columnsOf(input) },
        ...{ opened_by: actorId(scope), created_at: at, updated_at: at },
      })
      .execute();
    if (input.need !== undefined) await link(scope, id, input.need);
    await audit(scope, { kind: 'problem', id, detail: { step: 'opened', number } });
    return ok({ id });
  },
});

/** Puts a problem right. Refusals: `problems.off`, `problems.not_found`, `problems.state`. */
export const editProblem = command({
  name: 'problems.edit',
  permission: permissions.keep,
  input: EditProblem,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const one = await openOne(scope, input.id);
    if (!one.ok) return one;
    await scope.db
      .updateTable('problem')
      .set(columnsOf(input))
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await touch(scope, input.id, 'edited');
    return ok({ id: input.id });
  },
});

async function causesOf(scope: Inside, problemId: string): Promise<(CauseRow & { readonly main: boolean })[]> {
  const rows = await scope.db
    .selectFrom('problem_cause')
    .select(['id', 'parent_id', 'main'])
    .where('space_id', '=', scope.spaceId)
    .where('problem_id', '=', problemId)
    .where('dropped_at', 'is', null)
    .execute();
  return rows.map((row) => ({ id: row.id, parentId: row.parent_id, main: row.main }));
}

/**
 * Adds a cause below the problem or below another cause; why is asked at most five times. Refusals: `problems.off`,
 * `problems.not_found`, `problems.state`, `problems.cause_unknown`, `problems.too_deep` (with `max`).
 */
export const addCause = command({
  name: 'problems.add_cause',
  permission: permissions.keep,
  input: AddCause,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const one = await openOne(scope, input.id);
    if (!one.ok) return one;
    const depth = depthBelow(await causesOf(scope, input.id), input.parent ?? null);
    if (depth === null) return fail('problems.cause_unknown', { field: 'parent' });
    if (depth > deepestCause) return fail('problems.too_deep', { field: 'parent', params: { max: deepestCause } });
    const id = newId(scope.now());
    await scope.db
      .insertInto('problem_cause')
      .values({
        ...{ space_id: scope.spaceId, id, problem_id: input.id, parent_id: input.parent ?? null },
        ...{ words: input.words, at: scope.now() },
      })
      .execute();
    await touch(scope, input.id, 'cause_added');
    return ok({ id: input.id });
  },
});

/** Marks a cause as a main one, or takes the mark away. Refusals: those of adding one. */
export const markCause = command({
  name: 'problems.mark_cause',
  permission: permissions.keep,
  input: OneCause,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const one = await openOne(scope, input.id);
    if (!one.ok) return one;
    const cause = (await causesOf(scope, input.id)).find((each) => each.id === input.cause);
    if (cause === undefined) return fail('problems.cause_unknown');
    await scope.db
      .updateTable('problem_cause')
      .set({ main: !cause.main })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.cause)
      .execute();
    await touch(scope, input.id, cause.main ? 'cause_unmarked' : 'cause_marked');
    return ok({ id: input.id });
  },
});

/** Drops a cause that proved wrong, with everything below it. Refusals: those of adding one. */
export const dropCause = command({
  name: 'problems.drop_cause',
  permission: permissions.keep,
  input: OneCause,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const one = await openOne(scope, input.id);
    if (!one.ok) return one;
    const causes = await causesOf(scope, input.id);
    if (!causes.some((each) => each.id === input.cause)) return fail('problems.cause_unknown');
    await scope.db
      .updateTable('problem_cause')
      .set({ dropped_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', 'in', branch(causes, input.cause))
      .execute();
    await touch(scope, input.id, 'cause_dropped');
    return ok({ id: input.id });
  },
});

/**
 * A need shows this problem. Refusals: `problems.not_found`, `problems.state`, `problems.need_unknown`,
 * `problems.need_linked`.
 */
export const linkNeed = command({
  name: 'problems.link',
  permission: permissions.keep,
  input: LinkNeed,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const one = await openOne(scope, input.id);
    if (!one.ok) return one;
    const need = await scope.db
      .selectFrom('need')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('number', '=', input.need)
      .executeTakeFirst();
    if (need === undefined) return fail('problems.need_unknown', { field: 'need' });
    if (!(await link(scope, input.id, need.id))) return fail('problems.need_linked', { field: 'need' });
    await touch(scope, input.id, 'linked', { need: need.id });
    return ok({ id: input.id });
  },
});

/** A need does not show it after all. Refusals: `problems.not_found`, `problems.state`, `problems.need_unknown`. */
export const unlinkNeed = command({
  name: 'problems.unlink',
  permission: permissions.keep,
  input: UnlinkNeed,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const one = await openOne(scope, input.id);
    if (!one.ok) return one;
    const gone = await scope.db
      .deleteFrom('problem_need')
      .where('space_id', '=', scope.spaceId)
      .where('problem_id', '=', input.id)
      .where('need_id', '=', input.need)
      .returning('need_id')
      .executeTakeFirst();
    if (gone === undefined) return fail('problems.need_unknown');
    await touch(scope, input.id, 'unlinked', { need: input.need });
    return ok({ id: input.id });
  },
});

/** Says how a problem ended, and why. Refusals: `problems.not_found`, `problems.state`. */
export const endProblem = command({
  name: 'problems.end',
  permission: permissions.keep,
  input: EndProblem,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const one = await openOne(scope, input.id);
    if (!one.ok) return one;
    await scope.db
      .updateTable('problem')
      .set({ state: input.outcome, state_reason: input.reason })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await touch(scope, input.id, input.outcome);
    return ok({ id: input.id });
  },
});
