import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { organisationNames } from '#modules/organisations';
import { parameter } from '#modules/parameters';
import { person } from '#modules/people';
import { audit } from '#modules/record';
import { resource } from '#modules/resources';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { isPicture } from '#platform/file-types';
import { storeFile } from '#platform/files';
import { blank, choice, day, id, text, ticked, upload } from '#platform/input';
import { actorId, type Inside, today } from '#platform/scope';
import { carriesOut, loadProject } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { reportDue } from './queries.ts';
import { adviceOf } from './queries-advice.ts';
import { personalRefusal } from './rules.ts';
import { adviceOutcomes, type Project } from './schema.ts';
import { zh } from './zh.ts';

const adviceTask = 'projects.advice';

const FileAdvice = z.object({
  id: id(),
  /** The offer of knowledge it came through; its owner is then who advised, unless somebody else is named. */
  offer: blank(id()),
  organisation: blank(id()),
  person: blank(id()),
  on: blank(day()),
  words: text(2000, 'projects.advice_words'),
  file: upload.optional(),
  /** The file names nobody and may be read by everybody. */
  file_public: ticked(),
});
type Filed = z.output<typeof FileAdvice>;

/** Who advised: the organisation named, or the one whose offer it came through, and perhaps a person of it. */
async function whoAdvised(
  scope: Inside,
  input: Filed,
): Promise<Result<{ readonly organisationId: string; readonly personId: string | null }>> {
  const offer = input.offer === undefined ? null : await resource(scope, input.offer);
  if (input.offer !== undefined && offer === null) return fail('projects.offer_unknown', { field: 'offer' });
  const organisationId = input.organisation ?? offer?.ownerOrganisationId ?? null;
  if (organisationId === null) return fail('projects.advice_who', { field: 'organisation' });
  if (!(await organisationNames(scope, [organisationId])).has(organisationId))
    return fail('projects.provider_unknown', { field: 'organisation' });
  if (input.person !== undefined && (await person(scope, input.person)) === null)
    return fail('projects.leader_unknown', { field: 'person' });
  return ok({ organisationId, personId: input.person ?? null });
}

async function keepPaper(scope: Inside, input: Filed): Promise<Result<string | null>> {
  const { file } = input;
  if (file === undefined) return ok(null);
  const kept = await storeFile(scope, {
    ...{ bytes: file.bytes, name: file.name, kind: isPicture(file.bytes) ? 'image' : 'document' },
    visibility: input.file_public ? 'public' : 'office',
    about: { kind: 'project', id: input.id },
  });
  return kept.ok ? ok(kept.value.id) : fail(kept.fault.code, { ...kept.fault, field: 'file' });
}

/** Whoever carries the project out says by its next report what was done with what was advised. */
async function expectAnswer(scope: Inside, of: Project): Promise<void> {
  if ((await reportDue(scope, of.id, adviceTask)) !== null) return;
  await openTask(scope, {
    ...{ kind: adviceTask, subject: { kind: 'project', id: of.id }, rule: 'progress.reportDays' },
    title: pick(scope.lang, { zh, en }).tasks.advice(of.title),
    dueOn: addDays(today(scope), await parameter(scope, 'progress.reportDays')),
    ...(of.leaderId === null ? { ownerRole: 'worker' as const } : { ownerPersonId: of.leaderId }),
    escalateToRole: 'worker',
  });
}

/**
 * Files what an expert advised with the project (F130): who, when, in which words, with a file. As public as the
 * project's page. Refusals, in order: `projects.not_found`, `projects.state`, `projects.offer_unknown`,
 * `projects.advice_who`, `projects.provider_unknown`, `projects.leader_unknown`, `projects.advice_future`,
 * `projects.personal_data`, those of stored files.
 */
export const fileAdvice = command({
  name: 'projects.advice',
  permission: permissions.draft,
  input: FileAdvice,
  run: async (scope, input): Promise<Result<{ id: string; adviceId: string }>> => {
    const loaded = await loadProject(scope, input.id);
    if (!loaded.ok) return loaded;
    const { state } = loaded.value;
    if (state === 'closed' || state === 'withdrawn') return fail('projects.state', { params: { state } });
    const who = await whoAdvised(scope, input);
    if (!who.ok) return who;
    const on = input.on ?? today(scope);
    if (on > today(scope)) return fail('projects.advice_future', { field: 'on' });
    const personal = personalRefusal([input.words]);
    if (personal !== null) return fail(personal.code, { ...personal, field: 'words' });
    const kept = await keepPaper(scope, input);
    if (!kept.ok) return kept;
    const adviceId = newId(scope.now());
    await scope.db
      .insertInto('project_advice')
      .values({
        ...{ space_id: scope.spaceId, id: adviceId, project_id: input.id, given_on: on, words: input.words },
        ...{ organisation_id: who.value.organisationId, person_id: who.value.personId },
        ...{ resource_id: input.offer ?? null, file_id: kept.value },
        ...{ recorded_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await expectAnswer(scope, loaded.value);
    await audit(scope, { kind: 'project', id: input.id, detail: { advice: adviceId } });
    return ok({ id: input.id, adviceId });
  },
});

const AnswerAdvice = z.object({
  id: id(),
  advice: id('projects.advice_gone'),
  outcome: choice(adviceOutcomes),
  reason: text(500, 'projects.advice_reason'),
});

/**
 * Says what was done with an advice, and why; a later word counts instead of the first, both stand. By whoever carries
 * the project out. Refusals: `projects.not_found`, `projects.not_yours`, `projects.advice_gone`,
 * `projects.personal_data`.
 */
export const answerAdvice = command({
  name: 'projects.adviceAnswer',
  permission: permissions.take,
  input: AnswerAdvice,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await loadProject(scope, input.id);
    if (!loaded.ok) return loaded;
    if (!(await carriesOut(scope, loaded.value))) return fail('projects.not_yours');
    const all = await adviceOf(scope, input.id);
    if (!all.some((one) => one.id === input.advice)) return fail('projects.advice_gone', { field: 'advice' });
    const personal = personalRefusal([input.reason]);
    if (personal !== null) return fail(personal.code, { ...personal, field: 'reason' });
    await scope.db
      .insertInto('project_advice_answer')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), advice_id: input.advice },
        ...{ outcome: input.outcome, reason: input.reason, answered_by: actorId(scope), at: scope.now() },
      })
      .execute();
    if (all.every((one) => one.id === input.advice || one.answer !== null))
      await closeTask(scope, { kind: 'project', id: input.id }, adviceTask, 'done');
    await audit(scope, { kind: 'project', id: input.id, detail: { advice: input.advice, outcome: input.outcome } });
    return ok({ id: input.id });
  },
});
