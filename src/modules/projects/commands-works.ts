import { z } from 'zod';
import { newId } from '#kernel/ids';
import type { Fault } from '#kernel/result';
import { fail, ok, type Result } from '#kernel/result';
import { parameters } from '#modules/parameters';
import { audit, because } from '#modules/record';
import { command } from '#platform/command';
import { isPicture } from '#platform/file-types';
import { storeFile } from '#platform/files';
import {
  amount,
  blank,
  choice,
  count,
  day,
  id,
  name,
  optionalText,
  text,
  ticked,
  type Upload,
  upload,
} from '#platform/input';
import { actorId, type Inside, today } from '#platform/scope';
import { carriesOut, loadProject } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { projectNeeds } from './queries.ts';
import { milestones, stepProblems, worksPapers } from './queries-works.ts';
import { personalRefusal } from './rules.ts';
import { type OwnersRule, refuseDone, refuseHandingIn } from './rules-works.ts';

async function ownersRule(scope: Inside): Promise<OwnersRule> {
  const found = await parameters(scope, ['works.ownersTakePart', 'works.ownersAgree', 'works.quotes']);
  const part = (text: string) => {
    const [over = '1', under = '1'] = text.split('/');
    return { over: BigInt(over), under: BigInt(under) };
  };
  return {
    takePart: part(found['works.ownersTakePart']),
    agree: part(found['works.ownersAgree']),
    quotes: found['works.quotes'],
  };
}

/** What works still lack before they are handed in or done, or null (F127). */
export async function refuseWorks(scope: Inside, projectId: string, deed: 'submit' | 'finish'): Promise<Fault | null> {
  const papers = await worksPapers(scope, projectId);
  return deed === 'submit' ? refuseHandingIn(papers, await ownersRule(scope)) : refuseDone(papers);
}

const WorksInput = z.object({
  id: id(),
  kind: choice(['consent', 'quote', 'acceptance', 'count']),
  owners: blank(count()),
  ownersFor: blank(count()),
  area: blank(count()),
  areaFor: blank(count()),
  supplier: optionalText(80),
  amount: blank(amount()),
  chosen: ticked(),
  accepted: ticked(),
  people: blank(count()),
  words: optionalText(500),
  file: upload.optional(),
});
type Works = z.output<typeof WorksInput>;

/** Which figures a kind of paper needs; the first one that is absent, or null. */
function missing(input: Works): string | null {
  if (input.kind === 'consent') {
    const parts = ['owners', 'ownersFor', 'area', 'areaFor'] as const;
    return parts.find((part) => input[part] === undefined) ?? null;
  }
  if (input.kind === 'quote') return input.supplier === '' ? 'supplier' : input.amount === undefined ? 'amount' : null;
  if (input.kind === 'count') return input.people === undefined ? 'people' : null;
  return null;
}

async function keep(scope: Inside, paper: Upload | undefined, projectId: string): Promise<Result<string | null>> {
  if (paper === undefined) return ok(null);
  const kind = isPicture(paper.bytes) ? 'image' : 'document';
  const about = { kind: 'project', id: projectId } as const;
  const kept = await storeFile(scope, { bytes: paper.bytes, name: paper.name, kind, visibility: 'office', about });
  return kept.ok ? ok(kept.value.id) : kept;
}

/**
 * Writes down a paper of works: the owners' consent by persons and area, a quote, an acceptance, or a count of those
 * served. A later one of a kind stands for the earlier; quotes add up. Refusals: `projects.not_found`,
 * `projects.not_yours`, `projects.not_works`, `projects.state`, `input.required`, `projects.works_too_many`, those of
 * stored files.
 */
export const addWorksPaper = command({
  name: 'projects.works',
  permission: permissions.take,
  input: WorksInput,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await loadProject(scope, input.id);
    if (!loaded.ok) return loaded;
    if (!(await carriesOut(scope, loaded.value))) return fail('projects.not_yours');
    if (!loaded.value.works) return fail('projects.not_works');
    const { state } = loaded.value;
    if (state === 'closed' || state === 'withdrawn') return fail('projects.state', { params: { state } });
    const absent = missing(input);
    if (absent !== null) return fail('input.required', { field: absent });
    if ((input.ownersFor ?? 0n) > (input.owners ?? 0n)) return fail('projects.works_too_many', { field: 'ownersFor' });
    if ((input.areaFor ?? 0n) > (input.area ?? 0n)) return fail('projects.works_too_many', { field: 'areaFor' });
    const kept = await keep(scope, input.file, input.id);
    if (!kept.ok) return kept;
    const id = newId(scope.now());
    await scope.db
      .insertInto('works_paper')
      .values({
        ...{ space_id: scope.spaceId, id, project_id: input.id, kind: input.kind },
        ...{ owners: input.owners ?? null, owners_for: input.ownersFor ?? null },
        ...{ area: input.area ?? null, area_for: input.areaFor ?? null },
        ...{ supplier: input.supplier, amount: input.amount ?? null, chosen: input.chosen },
        accepted: input.kind === 'acceptance' ? input.accepted : null,
        ...{ people: input.people ?? null, words: input.words, file_id: kept.value },
        ...{ recorded_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'project', id: input.id, detail: { works: input.kind } });
    return ok({ id: input.id });
  },
});

const NewMilestone = z.object({
  id: id(),
  title: name(80),
  due_on: day(),
  /** The problem behind the needs that it takes up, or one of its causes: the id of either. */
  answers: blank(id('projects.problem_unknown')),
});
const Reached = z.object({ id: id(), milestone: id(), words: text(300, 'projects.text_missing'), on: blank(day()) });

interface TakesUp {
  readonly problem_id: string | null;
  readonly cause_id: string | null;
}

/** The problem or cause a step takes up, of those behind the project's needs; none is fine (F019). */
async function takesUp(scope: Inside, projectId: string, answers: string | undefined): Promise<Result<TakesUp>> {
  if (answers === undefined) return ok({ problem_id: null, cause_id: null });
  const needs = await projectNeeds(scope, { projectIds: [projectId] });
  const all = await stepProblems(
    scope,
    needs.map((link) => link.needId),
  );
  const one = all.find((each) => (each.causeId ?? each.problemId) === answers);
  if (one === undefined) return fail('projects.problem_unknown', { field: 'answers' });
  const personal = personalRefusal([one.title, one.cause ?? '']);
  if (personal !== null) return fail(personal.code, { ...personal, field: 'answers' });
  return ok({ problem_id: one.problemId, cause_id: one.causeId });
}

/**
 * Something to be reached by a day (F043), perhaps because of a problem behind the needs (F019). Refusals:
 * `projects.not_found`, `projects.not_yours`, `projects.problem_unknown`, `projects.personal_data`.
 */
export const addMilestone = command({
  name: 'projects.milestone',
  permission: permissions.take,
  input: NewMilestone,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await loadProject(scope, input.id);
    if (!loaded.ok) return loaded;
    if (!(await carriesOut(scope, loaded.value))) return fail('projects.not_yours');
    const cited = await takesUp(scope, input.id, input.answers);
    if (!cited.ok) return cited;
    const id = newId(scope.now());
    await scope.db
      .insertInto('project_milestone')
      .values({
        ...{ space_id: scope.spaceId, id, project_id: input.id, title: input.title, due_on: input.due_on },
        ...{ ...cited.value, set_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'project', id: input.id, detail: { milestone: id } });
    await because(scope, { kind: 'project', id: input.id }, { kind: 'progress', id });
    return ok({ id: input.id });
  },
});

/** It was reached, with a word on how. Refusals: `projects.not_found`, `projects.not_yours`, `projects.milestone_gone`, `projects.milestone_future`. */
export const reachMilestone = command({
  name: 'projects.reached',
  permission: permissions.take,
  input: Reached,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await loadProject(scope, input.id);
    if (!loaded.ok) return loaded;
    if (!(await carriesOut(scope, loaded.value))) return fail('projects.not_yours');
    const one = (await milestones(scope, input.id)).find((each) => each.id === input.milestone);
    if (one === undefined || one.reachedOn !== null) return fail('projects.milestone_gone', { field: 'milestone' });
    const on = input.on ?? today(scope);
    if (on > today(scope)) return fail('projects.milestone_future', { field: 'on' });
    await scope.db
      .updateTable('project_milestone')
      .set({ reached_on: on, reached_words: input.words })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', one.id)
      .execute();
    await audit(scope, { kind: 'project', id: input.id, detail: { reached: one.id } });
    return ok({ id: input.id });
  },
});
