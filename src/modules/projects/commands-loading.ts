import type { Selectable } from 'kysely';
import { addMonths } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { represents } from '#modules/organisations';
import { parameters } from '#modules/parameters';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { allowed } from '#platform/permission';
import type { DB } from '#platform/schema.generated';
import { actorId, type Inside, type Scope, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { project, projectOfProcedure } from './queries.ts';
import { type Deed, nextReport, refusal } from './rules.ts';
import type { Draft, Project, ProjectState, Version } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date that asks for a report (F139). */
export const reportTask = 'projects.report';

/** Loads a project to change it; whoever else would change it waits until the command commits. */
export async function loadProject(scope: Inside, id: string): Promise<Result<Project>> {
  const locked = await scope.db
    .selectFrom('project')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const found = locked === undefined ? null : await project(scope, id);
  return found === null ? fail('projects.not_found') : ok(found);
}

/** Loads a project for a deed that must fit where it stands. */
export async function projectFor(scope: Inside, id: string, deed: Deed): Promise<Result<Project>> {
  const loaded = await loadProject(scope, id);
  if (!loaded.ok) return loaded;
  const refused = refusal(deed, loaded.value.state);
  return refused === null ? loaded : { ok: false, fault: refused };
}

/** The project a procedure decides about, locked. */
export async function projectDecided(scope: Inside, procedureId: string): Promise<Result<Project>> {
  const found = await projectOfProcedure(scope, procedureId);
  return found === null ? fail('projects.not_found') : loadProject(scope, found.id);
}

/** Columns of a project that commands change. */
type Change = Partial<Omit<Selectable<DB['project']>, 'space_id' | 'id' | 'draft'>>;

/** Writes changes of a project and audits them. */
export async function setProject(
  scope: Inside,
  id: string,
  change: Change & { readonly draft?: Draft | null },
  step: string,
): Promise<void> {
  const { draft, ...columns } = change;
  await scope.db
    .updateTable('project')
    .set({
      ...columns,
      ...(draft === undefined ? {} : { draft: draft === null ? null : draftText(draft) }),
      updated_at: scope.now(),
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .execute();
  const state: ProjectState | undefined = change.state;
  await audit(scope, { kind: 'project', id, detail: { step, ...(state === undefined ? {} : { state }) } });
}

/** A draft as its column holds it. */
export function draftText(draft: Draft): string {
  return JSON.stringify(draft, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
}

/** Writes down a version that will never be changed. */
export async function writeVersion(scope: Inside, projectId: string, version: Omit<Version, 'at'>): Promise<void> {
  const { lines, version: n, changed, changeId, ...parts } = version;
  await scope.db
    .insertInto('project_version')
    .values({
      ...{ space_id: scope.spaceId, project_id: projectId, version: n },
      goals: parts.goals,
      content: parts.content,
      beneficiaries: parts.beneficiaries,
      plan: parts.plan,
      evaluation: parts.evaluation,
      ...{ changed, change_id: changeId, written_by: actorId(scope), at: scope.now() },
    })
    .execute();
  if (lines.length === 0) return;
  await scope.db
    .insertInto('budget_line')
    .values(
      lines.map((line, at) => ({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), project_id: projectId, version: n, line: at + 1 },
        ...{ title: line.title, quantity: line.quantity, unit_price: line.price, source: line.source },
      })),
    )
    .execute();
}

/**
 * Asks for the next report: the days from now that the parameter says, and no later than the law wants a long project to
 * be told of (Charity Law art. 79).
 */
export async function askReport(
  scope: Inside,
  of: Pick<Project, 'id' | 'title' | 'leaderId' | 'startsOn' | 'endsOn'>,
): Promise<void> {
  const subject = { kind: 'project', id: of.id } as const;
  await closeTask(scope, subject, reportTask, 'done');
  const words = pick(scope.lang, { zh, en }).tasks;
  const values = await parameters(scope, [
    'progress.reportDays',
    'disclosure.longRunMonths',
    'disclosure.intervalMonths',
  ]);
  const asked = nextReport(of, today(scope), {
    reportDays: values['progress.reportDays'],
    longRunMonths: values['disclosure.longRunMonths'],
    intervalMonths: values['disclosure.intervalMonths'],
  });
  await openTask(scope, {
    ...{ kind: reportTask, subject, title: words.report(of.title), dueOn: asked.dueOn },
    ...(of.leaderId === null ? { ownerRole: 'worker' as const } : { ownerPersonId: of.leaderId }),
    remindDaysBefore: 3,
    escalateToRole: 'worker',
    rule: asked.rule,
  });
}

/** Kind of the due date that asks whether a project past its last day is done. */
export const endTask = 'projects.end';

/** Kind of the due date by which a project that is done is told of in full, with where its rest went. */
const finalTask = 'projects.final';

/**
 * A project that is done is told of in full within the months the law says, and so is where its rest goes (Charity Law
 * art. 79, Order 81): closing it publishes both.
 */
export async function expectFinal(scope: Inside, of: Pick<Project, 'id' | 'title'>): Promise<void> {
  const months = await parameters(scope, ['disclosure.finalMonths', 'disclosure.surplusMonths']);
  const surplus = months['disclosure.surplusMonths'] < months['disclosure.finalMonths'];
  const rule = surplus ? 'disclosure.surplusMonths' : 'disclosure.finalMonths';
  await openTask(scope, {
    ...{ kind: finalTask, subject: { kind: 'project', id: of.id }, dueOn: addMonths(today(scope), months[rule]) },
    ...{ title: pick(scope.lang, { zh, en }).tasks.final(of.title), ownerRole: 'worker', remindDaysBefore: 14 },
    ...{ escalateToRole: 'supervisor', rule },
  });
}

/** It was told of in full. */
export async function metFinal(scope: Inside, id: string): Promise<void> {
  await closeTask(scope, { kind: 'project', id }, finalTask, 'done');
}

/** Whether the actor carries the project out: the leader, someone who speaks for the provider, or the desk. */
export async function carriesOut(scope: Scope, of: Pick<Project, 'leaderId' | 'providerId'>): Promise<boolean> {
  if (scope.actor === null) return false;
  if (allowed(scope, permissions.keep).ok) return true;
  const own = actorId(scope);
  return of.leaderId === own || (of.providerId !== null && (await represents(scope, own, of.providerId)));
}
