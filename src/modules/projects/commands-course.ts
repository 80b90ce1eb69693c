import { newId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { type Procedure, procedure } from '#modules/decisions';
import { fund } from '#modules/funds';
import { type Authorisation, authorisation, balances, holdMoney, liveAuthorisations } from '#modules/ledger';
import { addMet, markNeed, needsById } from '#modules/needs';
import { audit, because } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import { storeFile } from '#platform/files';
import type { Upload } from '#platform/input';
import { actorId, type Inside } from '#platform/scope';
import { beginProcedure, releaseNeeds } from './commands.ts';
import {
  askReport,
  carriesOut,
  endTask,
  expectFinal,
  projectDecided,
  projectFor,
  reportTask,
  setProject,
  writeVersion,
} from './commands-loading.ts';
import { refuseWorks } from './commands-works.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { latestVersion, projectNeeds } from './queries.ts';
import { sameParts } from './rules.ts';
import {
  Enact,
  FinishProject,
  mostPhotos,
  type Parts,
  type Project,
  type ProjectState,
  ReportProgress,
} from './schema.ts';
import { zh } from './zh.ts';

/** What became of carrying out a decision; `waiting` names why its money could not be set aside yet. */
export interface Enacted {
  readonly id: string;
  readonly state: ProjectState;
  readonly waiting: string | null;
}

async function decline(scope: Inside, project: Project, item: Procedure): Promise<Result<Enacted>> {
  const said = item.reason ?? item.steps.find((step) => step.state === 'failed')?.reason ?? '';
  // An admission that stands is kept; one that failed has to be gone through again.
  const again = project.procedureId === null ? { admission_id: null } : { procedure_id: null };
  await setProject(scope, project.id, { ...again, state: 'declined', state_reason: said }, 'declined');
  await releaseNeeds(scope, project.id, said);
  return ok({ id: project.id, state: 'declined', waiting: null });
}

async function start(scope: Inside, project: Project, authorisationId: string | null): Promise<Result<Enacted>> {
  const change = { state: 'running', state_reason: null, started_at: scope.now() } as const;
  await setProject(scope, project.id, { ...change, authorisation_id: authorisationId }, 'running');
  await askReport(scope, project);
  return ok({ id: project.id, state: 'running', waiting: null });
}

/** Why money can not be set aside now, to the fen, with what was set aside last before it. */
async function whyWaits(scope: Inside, allowance: Authorisation): Promise<string> {
  const w = pick(scope.lang, { zh, en }).waits;
  const standing = (await balances(scope, [allowance.accountId])).get(allowance.accountId);
  const available = standing?.available ?? 0n;
  const others = (await liveAuthorisations(scope, [allowance.accountId])).filter((one) => one.state === 'held');
  const [last] = others;
  const before = last === undefined ? null : await procedure(scope, last.decisionId);
  const short = formatFen(allowance.amount - available);
  const said = w.short(formatFen(allowance.amount), formatFen(available), short);
  return before === null ? said : `${said}${w.before(before.title, before.number)}`;
}

async function enactGrant(scope: Inside, project: Project, item: Procedure): Promise<Result<Enacted>> {
  if (item.authorisationId === null) return start(scope, project, null);
  const allowance = await authorisation(scope, item.authorisationId);
  if (allowance?.state === 'held') return start(scope, project, item.authorisationId);
  const held = await holdMoney(scope, item.authorisationId);
  if (held.ok) return start(scope, project, item.authorisationId);
  if (held.fault.code !== 'ledger.over_available') return held;
  const reason = allowance === null ? '' : await whyWaits(scope, allowance);
  const same = project.state === 'approved' && project.stateReason === reason;
  const change = { state: 'approved', authorisation_id: item.authorisationId, state_reason: reason } as const;
  if (same) await audit(scope, { kind: 'project', id: project.id, detail: { waits: true } });
  else await setProject(scope, project.id, change, 'approved');
  return ok({ id: project.id, state: 'approved', waiting: held.fault.code });
}

/**
 * Carries out what a procedure decided; saying it twice is saying it once. Let in, a service's money is decided next
 * (F085); granted, the money is set aside and the project runs, or it waits as `approved` until the fund has it; not
 * passed, it is declined with the reason. Refusals: `projects.not_found`, `projects.not_decided`, the ledger's.
 */
export const enactProject = command({
  name: 'projects.enact',
  permission: permissions.enact,
  input: Enact,
  run: async (scope, input): Promise<Result<Enacted>> => {
    const loaded = await projectDecided(scope, input.id);
    if (!loaded.ok) return loaded;
    const project = loaded.value;
    const item = await procedure(scope, input.id);
    if (item === null) return fail('projects.not_found');
    if (item.state === 'running') return fail('projects.not_decided');
    const waits = project.state === 'deciding' || project.state === 'approved';
    const superseded = project.admissionId === item.id && project.procedureId !== null;
    if (!waits || superseded) {
      await audit(scope, { kind: 'project', id: project.id, detail: { again: true } });
      return ok({ id: project.id, state: project.state, waiting: null });
    }
    if (item.state !== 'passed') return decline(scope, project, item);
    if (project.procedureId === item.id) return enactGrant(scope, project, item);
    const version = await latestVersion(scope, project.id);
    if (version === null) return fail('projects.not_found');
    const from = project.fundId === null ? null : await fund(scope, project.fundId);
    const begun = await beginProcedure(scope, project, version, from);
    return begun.ok ? ok({ id: project.id, state: 'deciding', waiting: null }) : begun;
  },
});

async function keepPhotos(scope: Inside, id: string, photos: readonly Upload[]): Promise<Result<null>> {
  for (const photo of photos) {
    const kept = await storeFile(scope, {
      ...{ bytes: photo.bytes, name: photo.name, kind: 'image', visibility: 'public' },
      about: { kind: 'progress', id },
    });
    if (!kept.ok) return fail(kept.fault.code, { ...kept.fault, field: 'photo' });
  }
  return ok(null);
}

/**
 * Says how it goes, with what was counted and photos (F043, F133); the next report is asked for from then (F139). By
 * the desk, the leader, or whoever speaks for the provider. Refusals: `projects.not_found`, `projects.state`,
 * `projects.not_yours`, `projects.too_many_photos`, `projects.photo_consent_missing`, and those of stored files.
 */
export const reportProgress = command({
  name: 'projects.report',
  permission: permissions.take,
  input: ReportProgress,
  run: async (scope, input): Promise<Result<{ id: string; progressId: string }>> => {
    const loaded = await projectFor(scope, input.id, 'report');
    if (!loaded.ok) return loaded;
    if (!(await carriesOut(scope, loaded.value))) return fail('projects.not_yours');
    const { photo: photos } = input;
    if (photos.length > mostPhotos)
      return fail('projects.too_many_photos', { field: 'photo', params: { most: mostPhotos } });
    const consent = input.photo_consent ?? '';
    if (photos.length > 0 && consent === '') return fail('projects.photo_consent_missing', { field: 'photo_consent' });
    const id = newId(scope.now());
    await scope.db
      .insertInto('progress_report')
      .values({
        ...{ space_id: scope.spaceId, id, project_id: input.id, text: input.text, percent: input.percent },
        ...{ services: input.services, people: input.people, minutes: input.hours },
        photo_consent: photos.length === 0 ? '' : consent,
        ...{ reported_by: actorId(scope), at: scope.now() },
      })
      .execute();
    const kept = await keepPhotos(scope, id, photos);
    if (!kept.ok) return kept;
    await because(scope, { kind: 'project', id: input.id }, { kind: 'progress', id });
    await audit(scope, { kind: 'progress', id, detail: { project: input.id, percent: input.percent } });
    await setProject(scope, input.id, {}, 'reported');
    await askReport(scope, loaded.value);
    return ok({ id: input.id, progressId: id });
  },
});

/**
 * The work is done: the needs that it met are met, the others wait openly again, and those served are asked what came
 * of it. Works are accepted and those they serve counted first. Refusals: `projects.not_found`, `projects.state`,
 * `projects.works_not_accepted`, `projects.works_not_counted`, `projects.need_unknown`.
 */
export const finishProject = command({
  name: 'projects.finish',
  permission: permissions.keep,
  input: FinishProject,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await projectFor(scope, input.id, 'finish');
    if (!loaded.ok) return loaded;
    const unready = loaded.value.works ? await refuseWorks(scope, input.id, 'finish') : null;
    if (unready !== null) return { ok: false, fault: unready };
    const links = (await projectNeeds(scope, { projectIds: [input.id] })).map((link) => link.needId);
    if (input.met.some((id) => !links.includes(id))) return fail('projects.need_unknown', { field: 'met' });
    for (const need of await needsById(scope, links)) {
      if (!input.met.includes(need.id)) {
        if (need.state === 'project') await markNeed(scope, need.id, 'open');
        continue;
      }
      const rest = need.quantity - need.metQuantity;
      // What was withdrawn or merged meanwhile is not met by this.
      const waits = need.state === 'project' || need.state === 'part_met' || need.state === 'open';
      if (waits && rest > 0n) await addMet(scope, need.id, rest);
    }
    await closeTask(scope, { kind: 'project', id: input.id }, reportTask, 'done');
    await closeTask(scope, { kind: 'project', id: input.id }, endTask, 'done');
    await expectFinal(scope, loaded.value);
    await setProject(scope, input.id, { state: 'done', finished_at: scope.now() }, 'done');
    return ok({ id: input.id });
  },
});

/** A change of a project's design that was accepted. */
export interface DesignChange {
  readonly projectId: string;
  readonly changeId: string;
  /** What changed and why, in public words. */
  readonly changed: string;
  readonly parts: Parts;
}

/**
 * Writes the next version of a project that is under way, citing the change that asked for it; the budget stays as
 * decided (F049, F068). For the room of results. Refusals: `projects.not_found`, `projects.state`,
 * `projects.parts_missing`, `projects.nothing_changed`.
 */
export async function changeDesign(scope: Inside, change: DesignChange): Promise<Result<{ version: number }>> {
  const loaded = await projectFor(scope, change.projectId, 'change');
  if (!loaded.ok) return loaded;
  const latest = await latestVersion(scope, change.projectId);
  if (latest === null) return fail('projects.not_found');
  const missing = Object.entries(change.parts).filter(([, text]) => text === '');
  if (missing.length > 0)
    return fail('projects.parts_missing', { params: { parts: missing.map(([part]) => part).join(',') } });
  if (sameParts(latest, change.parts)) return fail('projects.nothing_changed', { field: 'plan' });
  const version = latest.version + 1;
  const { changed, changeId, parts } = change;
  await writeVersion(scope, change.projectId, { ...parts, lines: latest.lines, version, changed, changeId });
  await setProject(scope, change.projectId, { version }, 'changed');
  return ok({ version });
}
