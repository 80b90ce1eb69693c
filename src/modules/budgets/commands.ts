import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { procedure, startProcedure } from '#modules/decisions';
import { type Fund, fund, openMainFund } from '#modules/funds';
import { parameter } from '#modules/parameters';
import { audit, because } from '#modules/record';
import { closeTask, hasOpenTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { budget, budgetInForce, budgets, budgetUses, usesOf } from './queries.ts';
import { numbered, refuseLines, type TypedLine } from './rules.ts';
import { type Budget, type BudgetLine, ById, EditedBudget, NewBudget, Use } from './schema.ts';
import { zh } from './zh.ts';

const coming = { fund_budget_coming: 'budgets.coming', fund_budget_version: 'budgets.coming' } as const;

/** The year as a row of the clock: one subject for each fund, so that reminders are opened and closed once. */
const remind = 'budgets.remind';

async function writeLines(scope: Inside, budgetId: string, lines: readonly BudgetLine[]): Promise<void> {
  await scope.db
    .deleteFrom('fund_budget_line')
    .where('space_id', '=', scope.spaceId)
    .where('budget_id', '=', budgetId)
    .execute();
  await scope.db
    .insertInto('fund_budget_line')
    .values(lines.map((one) => ({ space_id: scope.spaceId, budget_id: budgetId, ...one })))
    .execute();
}

async function readyLines(
  scope: Inside,
  of: { readonly fundId: string; readonly year: number },
  typed: readonly TypedLine[],
): Promise<Result<BudgetLine[]>> {
  const before = await budgets(scope, of);
  const taken = [...new Set(before.flatMap((one) => one.lines.map((line) => line.line)))];
  const used = [...new Set((await usesOf(scope, of.fundId, of.year)).values())];
  const lines = numbered(typed, taken);
  const fault = refuseLines(lines, used);
  return fault === null ? ok(lines) : { ok: false, fault };
}

/**
 * Begins the budget of a fund's year, or the amendment of one that is public (F041). Refuses `budgets.fund_not_found`,
 * `budgets.fund_not_open`, `budgets.year_odd`, `budgets.reason_missing` (an amendment), `budgets.coming` (one is on its
 * way), `budgets.nothing_planned`, `budgets.same_title`, `budgets.line_used`.
 */
export const writeBudget = command({
  name: 'budgets.write',
  permission: permissions.write,
  input: NewBudget,
  conflicts: coming,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const from = await fund(scope, input.fundId);
    if (from === null) return fail('budgets.fund_not_found');
    if (from.state !== 'open') return fail('budgets.fund_not_open');
    const year = Number(input.year);
    const now = Number(today(scope).slice(0, 4));
    if (year < now - 1 || year > now + 2) return fail('budgets.year_odd', { field: 'year' });
    const before = await budgets(scope, { fundId: from.id, year });
    const last = before[0] ?? null;
    if (last !== null && input.reason === '') return fail('budgets.reason_missing', { field: 'reason' });
    const lines = await readyLines(scope, { fundId: from.id, year }, input.lines);
    if (!lines.ok) return lines;
    const id = newId(scope.now());
    await scope.db
      .insertInto('fund_budget')
      .values({
        ...{ space_id: scope.spaceId, id, fund_id: from.id, year, version: (last?.version ?? 0) + 1, state: 'draft' },
        ...{ reason: last === null ? '' : input.reason, written_by: actorId(scope) },
        ...{ created_at: scope.now(), updated_at: scope.now() },
      })
      .execute();
    await writeLines(scope, id, lines.value);
    await audit(scope, { kind: 'budget', id, detail: { year } });
    await because(scope, { kind: 'fund', id: from.id }, { kind: 'budget', id });
    if (last !== null) await because(scope, { kind: 'budget', id: last.id }, { kind: 'budget', id });
    return ok({ id });
  },
});

async function locked(scope: Inside, id: string): Promise<Budget | null> {
  await scope.db
    .selectFrom('fund_budget')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return budget(scope, id);
}

async function change(scope: Inside, id: string, to: object): Promise<void> {
  await scope.db
    .updateTable('fund_budget')
    .set({ ...to, updated_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
}

/** Writes on at a draft. Refuses `budgets.not_found`, `budgets.not_draft`, and those of its lines. */
export const editBudget = command({
  name: 'budgets.edit',
  permission: permissions.write,
  input: EditedBudget,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const item = await locked(scope, input.id);
    if (item === null) return fail('budgets.not_found');
    if (item.state !== 'draft') return fail('budgets.not_draft');
    if (item.version > 1 && input.reason === '') return fail('budgets.reason_missing', { field: 'reason' });
    const lines = await readyLines(scope, item, input.lines);
    if (!lines.ok) return lines;
    await writeLines(scope, item.id, lines.value);
    await change(scope, item.id, { reason: item.version > 1 ? input.reason : '' });
    await audit(scope, { kind: 'budget', id: item.id });
    return ok({ id: item.id });
  },
});

function motion(scope: Inside, item: Budget, from: Fund) {
  const w = pick(scope.lang, { zh, en }).motion;
  const lines = item.lines.map((one) => w.line(w.sides[one.side], one.title, formatFen(one.amount), one.note));
  return {
    title: w.title(from.name, item.year, item.version),
    text: [...(item.reason === '' ? [] : [w.reason(item.reason)]), ...lines].join('\n'),
  };
}

/**
 * Puts a budget to the committee's vote and to publication. Refuses `budgets.not_found`, `budgets.not_draft`,
 * `budgets.fund_not_open`, and those of `startProcedure`.
 */
export const submitBudget = command({
  name: 'budgets.submit',
  permission: permissions.write,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const item = await locked(scope, input.id);
    if (item === null) return fail('budgets.not_found');
    if (item.state !== 'draft') return fail('budgets.not_draft');
    const from = await fund(scope, item.fundId);
    if (from === null || from.state !== 'open') return fail('budgets.fund_not_open');
    const begun = await startProcedure(scope, {
      ...{ template: 'change', subject: { kind: 'budget', id: item.id }, ...motion(scope, item, from) },
      ...(from.committeeBodyId === null ? {} : { bodyId: from.committeeBodyId }),
    });
    if (!begun.ok) return begun;
    await change(scope, item.id, { state: 'deciding', procedure_id: begun.value.procedureId });
    await audit(scope, { kind: 'budget', id: item.id, detail: { state: 'deciding' } });
    return ok({ id: item.id });
  },
});

/** Takes over what was decided; saying it twice is saying it once. Refuses `budgets.not_found`, `budgets.not_decided`. */
export const enactBudget = command({
  name: 'budgets.enact',
  permission: permissions.enact,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const item = await locked(scope, input.id);
    if (item === null) return fail('budgets.not_found');
    const decision = item.procedureId === null ? null : await procedure(scope, item.procedureId);
    if (item.state !== 'deciding' || decision === null || decision.state === 'running')
      return fail('budgets.not_decided');
    const state = decision.state === 'passed' ? 'decided' : 'declined';
    await change(scope, item.id, { state });
    await audit(scope, { kind: 'budget', id: item.id, detail: { state } });
    if (state === 'decided')
      await openTask(scope, {
        ...{ kind: 'budgets.publish', subject: { kind: 'budget', id: item.id }, ownerRole: 'secretary' },
        ...{ title: pick(scope.lang, { zh, en }).tasks.publish(item.year), dueOn: addDays(today(scope), 3) },
        escalateToRole: 'supervisor',
      });
    return ok({ id: item.id });
  },
});

/**
 * Makes a decided budget public and puts it in force; the version before it stays to be read. Refuses
 * `budgets.not_found`, `budgets.not_decided`.
 */
export const publishBudget = command({
  name: 'budgets.publish',
  permission: permissions.publish,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const item = await locked(scope, input.id);
    if (item === null) return fail('budgets.not_found');
    if (item.state !== 'decided') return fail('budgets.not_decided');
    const old = await budgetInForce(scope, item.fundId, item.year);
    if (old !== null) await change(scope, old.id, { state: 'replaced' });
    await change(scope, item.id, { state: 'published', published_on: today(scope), published_by: actorId(scope) });
    await audit(scope, { kind: 'budget', id: item.id, detail: { state: 'published', version: item.version } });
    await closeTask(scope, { kind: 'budget', id: item.id }, 'budgets.publish', 'done');
    await closeTask(scope, { kind: 'fund', id: item.fundId }, remind, 'done');
    return ok({ id: item.id });
  },
});

/**
 * Says under which line of the year a decision is spent; said again it moves there. Refuses `budgets.not_found`,
 * `budgets.not_in_force`, `budgets.line_unknown`, `budgets.use_unknown`.
 */
export const assignUse = command({
  name: 'budgets.assign',
  permission: permissions.write,
  input: Use,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const item = await locked(scope, input.id);
    if (item === null) return fail('budgets.not_found');
    if (item.state !== 'published') return fail('budgets.not_in_force');
    const line = Number(input.line);
    if (!item.lines.some((one) => one.line === line && one.side === 'out'))
      return fail('budgets.line_unknown', { field: 'line' });
    const from = await fund(scope, item.fundId);
    const uses = from === null ? [] : await budgetUses(scope, from, item.year);
    if (!uses.some((one) => one.authorisationId === input.authorisationId)) return fail('budgets.use_unknown');
    const values = { fund_id: item.fundId, line, set_by: actorId(scope), at: scope.now() };
    await scope.db
      .insertInto('fund_budget_use')
      .values({ space_id: scope.spaceId, authorisation_id: input.authorisationId, year: item.year, ...values })
      .onConflict((conflict) => conflict.columns(['space_id', 'authorisation_id', 'year']).doUpdateSet(values))
      .execute();
    await audit(scope, { kind: 'budget', id: item.id, detail: { line, authorisation: input.authorisationId } });
    return ok({ id: item.id });
  },
});

/** Asks, before a year ends, for the next year's budget of the main fund where none is public yet; once. */
export const remindBudget = command({
  name: 'budgets.remindYear',
  permission: permissions.remind,
  input: z.object({}),
  run: async (scope): Promise<Result<{ asked: boolean }>> => {
    const main = await openMainFund(scope);
    const next = Number(today(scope).slice(0, 4)) + 1;
    const days = await parameter(scope, 'budget.publishDays');
    const due = addDays(`${next}-01-01`, -days);
    const early = today(scope) < addDays(due, -60);
    const subject = { kind: 'fund', id: main?.id ?? '' } as const;
    if (
      main === null ||
      early ||
      (await budgetInForce(scope, main.id, next)) !== null ||
      (await hasOpenTask(scope, subject, remind))
    )
      return fail('budgets.not_found');
    await openTask(scope, {
      ...{ kind: remind, subject, title: pick(scope.lang, { zh, en }).tasks.remind(next), ownerRole: 'secretary' },
      ...{ dueOn: due < today(scope) ? today(scope) : due, escalateToRole: 'supervisor', rule: 'budget.publishDays' },
    });
    await audit(scope, { kind: 'fund', id: main.id, detail: { budget: next } });
    return ok({ asked: true });
  },
});
