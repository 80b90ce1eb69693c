import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { markMatter } from '#modules/intake';
import { voicesOf } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { person } from '#modules/people';
import { carriesOut, changeDesign, isPublic, project, projectNeeds } from '#modules/projects';
import { audit, because, seal, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, subjectPerson, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { change as changeOf } from './queries.ts';
import { publicRefusal } from './rules.ts';
import { AnswerChange, type Change, ProposeChange } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date by which a proposed change is answered. */
export const answerTask = 'results.answer_change';

/** A change as somebody proposed it. */
export interface NewChange {
  readonly projectId: string;
  readonly verdictId: string | null;
  readonly matterId: string | null;
  readonly personId: string | null;
  readonly text: string;
}

/** Writes a proposed change down, its words sealed, with the day by which the office answers. */
export async function writeChange(scope: Inside, proposed: NewChange): Promise<string> {
  const id = newId(scope.now());
  const { projectId, verdictId, matterId, personId } = proposed;
  await scope.db
    .insertInto('proposed_change')
    .values({
      ...{ space_id: scope.spaceId, id, project_id: projectId, verdict_id: verdictId, matter_id: matterId },
      ...{ proposed_by: personId, at: scope.now() },
    })
    .execute();
  const about = { kind: 'change', id } as const;
  await seal(scope, { about, kind: 'words', personId, text: proposed.text });
  await because(scope, { kind: 'project', id: projectId }, about);
  if (verdictId !== null) await because(scope, { kind: 'verdict', id: verdictId }, about);
  await audit(scope, { kind: 'change', id, detail: { project: projectId } });
  const title = (await project(scope, projectId))?.title ?? '';
  await openTask(scope, {
    ...{ kind: answerTask, subject: about, title: pick(scope.lang, { zh, en }).tasks.answer(title) },
    dueOn: addDays(today(scope), await parameter(scope, 'promise.usualDays')),
    ...{ ownerRole: 'worker', escalateToRole: 'admin', rule: 'promise.usualDays' },
  });
  return id;
}

async function standsBehind(scope: Inside, projectId: string, personId: string): Promise<boolean> {
  for (const { needId } of await projectNeeds(scope, { projectIds: [projectId] }))
    if ((await voicesOf(scope, needId)).some((voice) => voice.personId === personId)) return true;
  return false;
}

/**
 * Proposes a change of a project's design (F068): by whoever carries it out, or stands behind one of its needs.
 * Refusals: `results.not_found`, `results.not_yours`, `results.no_project` (not under way).
 */
export const proposeChange = command({
  name: 'results.propose',
  permission: permissions.propose,
  input: ProposeChange,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await project(scope, input.project);
    if (found === null || !isPublic(found)) return fail('results.not_found');
    const personId = subjectPerson(scope) ?? '';
    if (!(await carriesOut(scope, found)) && !(await standsBehind(scope, found.id, personId)))
      return fail('results.not_yours');
    if (!['approved', 'running', 'done'].includes(found.state)) return fail('results.no_project');
    const id = await writeChange(scope, {
      ...{ projectId: found.id, verdictId: null, matterId: null, personId, text: input.text },
    });
    return ok({ id });
  },
});

/** Tells whoever proposed it what became of it: on their own page, or on the slip of their matter (F068). */
async function tellProposer(scope: Inside, one: Change, answer: Change['state'], because_: string): Promise<boolean> {
  const wording = (lang: 'zh' | 'en') => {
    const w = pick(lang, { zh, en });
    return w.told(one.projectTitle, answer === 'proposed' ? '' : w.answers[answer], because_);
  };
  if (one.matterId !== null) await markMatter(scope, one.matterId, null, { kind: 'answered', words: wording('zh') });
  if (one.proposedBy === null) return one.matterId !== null;
  const lang = (await person(scope, one.proposedBy))?.lang ?? 'zh';
  const about = { kind: 'change', id: one.id } as const;
  await tell(scope, { personId: one.proposedBy, channel: 'desk', body: wording(lang), lang, about });
  return true;
}

async function locked(scope: Inside, id: string): Promise<Change | null> {
  const row = await scope.db
    .selectFrom('proposed_change')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : changeOf(scope, id);
}

/**
 * Answers a proposed change in public: adopted, partly or not, because … (F049). Adopted, the project has its next
 * version, which cites the change; whoever proposed it is told. Nobody answers their own. Refusals:
 * `results.change_not_found`, `results.own_change`, `results.already_answered`, `results.personal_data`,
 * `results.nothing_changed`, and those of `changeDesign`.
 */
export const answerChange = command({
  name: 'results.answer',
  permission: permissions.answer,
  input: AnswerChange,
  run: async (scope, input): Promise<Result<{ id: string; version: number | null }>> => {
    const one = await locked(scope, input.id);
    if (one === null) return fail('results.change_not_found');
    if (one.proposedBy === actorId(scope)) return fail('results.own_change');
    if (one.state !== 'proposed') return fail('results.already_answered');
    const hidden = publicRefusal(input.because, input.summary);
    if (hidden !== null) return { ok: false, fault: hidden };
    let version: number | null = null;
    if (input.answer !== 'declined') {
      const { goals, content, beneficiaries, plan, evaluation } = input;
      const changed = await changeDesign(scope, {
        ...{ projectId: one.projectId, changeId: one.id, changed: input.summary },
        parts: { goals, content, beneficiaries, plan, evaluation },
      });
      if (!changed.ok)
        return changed.fault.code === 'projects.nothing_changed'
          ? fail('results.nothing_changed', { field: 'plan' })
          : changed;
      version = changed.value.version;
      await because(scope, { kind: 'change', id: one.id }, { kind: 'project', id: one.projectId });
    }
    const told = await tellProposer(scope, one, input.answer, input.because);
    await scope.db
      .updateTable('proposed_change')
      .set({
        ...{ state: input.answer, summary: input.summary, answer: input.because, to_version: version },
        ...{ answered_by: actorId(scope), answered_at: scope.now(), told_at: told ? scope.now() : null },
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', one.id)
      .execute();
    await closeTask(scope, { kind: 'change', id: one.id }, answerTask, 'done');
    await audit(scope, { kind: 'change', id: one.id, detail: { answer: input.answer, version } });
    return ok({ id: one.id, version });
  },
});
