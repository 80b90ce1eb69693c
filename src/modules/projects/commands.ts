import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { startProcedure } from '#modules/decisions';
import { type Fund, fund } from '#modules/funds';
import { releaseHold } from '#modules/ledger';
import { markNeed, type Need, needsById } from '#modules/needs';
import { organisationNames } from '#modules/organisations';
import { person } from '#modules/people';
import { because, nextNumber } from '#modules/record';
import { command } from '#platform/command';
import { actorId, type Inside } from '#platform/scope';
import { draftText, projectFor, setProject, writeVersion } from './commands-loading.ts';
import { refuseWorks } from './commands-works.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { latestVersion, projectNeeds } from './queries.ts';
import { daysRefusal, submitRefusal, total } from './rules.ts';
import { type Draft, DraftProject, EditProject, type Project, SubmitProject, WithReason } from './schema.ts';
import { zh } from './zh.ts';

type Input = ReturnType<typeof DraftProject.parse>;

function draftOf(input: Input): Draft {
  const { goals, content, beneficiaries, plan, evaluation, lines } = input;
  return { goals, content, beneficiaries, plan, evaluation, lines };
}

/** What a draft points to must exist in this space; days must not cross. */
async function factsRefusal(scope: Inside, input: Input): Promise<Result<null>> {
  const needs = await needsById(scope, input.needs);
  if (needs.length < input.needs.length || needs.some((need) => need.state === 'draft'))
    return fail('projects.need_unknown', { field: 'needs' });
  if (input.fund !== undefined && (await fund(scope, input.fund)) === null)
    return fail('projects.fund_unknown', { field: 'fund' });
  const { provider, leader } = input;
  if (provider !== undefined && !(await organisationNames(scope, [provider])).has(provider))
    return fail('projects.provider_unknown', { field: 'provider' });
  if (leader !== undefined && (await person(scope, leader)) === null)
    return fail('projects.leader_unknown', { field: 'leader' });
  const crossed = daysRefusal(input.starts_on ?? null, input.ends_on ?? null);
  return crossed === null ? ok(null) : { ok: false, fault: crossed };
}

function columnsOf(input: Input) {
  return {
    title: input.title,
    kind: input.kind,
    works: input.works,
    driver: input.driver,
    fund_id: input.fund ?? null,
    provider_organisation_id: input.provider ?? null,
    leader_person_id: input.leader ?? null,
    starts_on: input.starts_on ?? null,
    ends_on: input.ends_on ?? null,
  };
}

async function linkNeeds(scope: Inside, projectId: string, needIds: readonly string[]): Promise<void> {
  const known = await projectNeeds(scope, { projectIds: [projectId] });
  const gone = known.filter((link) => !needIds.includes(link.needId)).map((link) => link.needId);
  if (gone.length > 0)
    await scope.db
      .deleteFrom('project_need')
      .where('space_id', '=', scope.spaceId)
      .where('project_id', '=', projectId)
      .where('need_id', 'in', gone)
      .execute();
  const fresh = needIds.filter((id) => !known.some((link) => link.needId === id));
  if (fresh.length > 0)
    await scope.db
      .insertInto('project_need')
      .values(fresh.map((id) => ({ space_id: scope.spaceId, project_id: projectId, need_id: id, at: scope.now() })))
      .execute();
}

/**
 * Begins a project from the needs it shall answer (F014). It may be incomplete; only the desk sees it. Refusals:
 * `projects.need_unknown`, `projects.fund_unknown`, `projects.provider_unknown`, `projects.leader_unknown`,
 * `projects.days_crossed`.
 */
export const draftProject = command({
  name: 'projects.draft',
  permission: permissions.draft,
  input: DraftProject,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const wrong = await factsRefusal(scope, input);
    if (!wrong.ok) return wrong;
    const id = newId(scope.now());
    await scope.db
      .insertInto('project')
      .values({
        ...columnsOf(input),
        ...{ space_id: scope.spaceId, id, draft: draftText(draftOf(input)), created_by: actorId(scope) },
        ...{ created_at: scope.now(), updated_at: scope.now() },
      })
      .execute();
    await linkNeeds(scope, id, input.needs);
    await setProject(scope, id, {}, 'drafted');
    return ok({ id });
  },
});

/** Writes on at a draft, or anew at what was declined. Refusals: those of `draftProject`, `projects.state`. */
export const editProject = command({
  name: 'projects.edit',
  permission: permissions.draft,
  input: EditProject,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await projectFor(scope, input.id, 'edit');
    if (!loaded.ok) return loaded;
    const wrong = await factsRefusal(scope, input);
    if (!wrong.ok) return wrong;
    await linkNeeds(scope, input.id, input.needs);
    // Letting a provider in is about that provider: another one has to be let in anew (F085).
    const same = (input.provider ?? null) === loaded.value.providerId;
    const columns = { ...columnsOf(input), ...(same ? {} : { admission_id: null }) };
    await setProject(scope, input.id, { ...columns, draft: draftOf(input) }, 'edited');
    return ok({ id: input.id });
  },
});

interface Ready {
  readonly project: Project;
  readonly draft: Draft;
  readonly needs: readonly Need[];
  readonly fund: Fund | null;
  readonly changed: string;
}

async function readyToSubmit(scope: Inside, id: string, changed: string): Promise<Result<Ready>> {
  const loaded = await projectFor(scope, id, 'submit');
  if (!loaded.ok) return loaded;
  const one = loaded.value;
  const latest = await latestVersion(scope, id);
  const draft = one.draft ?? latest;
  if (draft === null) return fail('projects.parts_missing', { params: { parts: '' } });
  const links = await projectNeeds(scope, { projectIds: [id] });
  const needs = await needsById(
    scope,
    links.map((link) => link.needId),
  );
  const from = one.fundId === null ? null : await fund(scope, one.fundId);
  const refused = submitRefusal({
    ...{ kind: one.kind === 'service' ? 'service' : 'project', driver: one.driver, draft, needs },
    providerId: one.providerId,
    fund: from === null ? null : { open: from.state === 'open', ceiling: from.ceiling },
  });
  if (refused !== null) return { ok: false, fault: refused };
  const unready = one.works ? await refuseWorks(scope, id, 'submit') : null;
  if (unready !== null) return { ok: false, fault: unready };
  if (latest !== null && changed === '') return fail('projects.changed_missing', { field: 'changed' });
  return ok({ project: one, draft, needs, fund: from, changed });
}

function onlyDraft(version: Draft): Draft {
  const { goals, content, beneficiaries, plan, evaluation, lines } = version;
  return { goals, content, beneficiaries, plan, evaluation, lines };
}

/** The motion as it is put to the vote: the five parts and the budget, as the version has them. */
function motionText(scope: Inside, draft: Draft): string {
  const w = pick(scope.lang, { zh, en });
  const parts = (['goals', 'content', 'beneficiaries', 'plan', 'evaluation'] as const).map(
    (part) => `${w.parts[part]}: ${draft[part]}`,
  );
  const lines = draft.lines.map((line) => w.motionLine(line.title, line.quantity, line.price, line.source));
  return [...parts, w.budget, ...lines].join('\n');
}

/**
 * Begins the procedure that is next for a project: a new service is first let in by both committees and then the
 * council (F085), and only then is money decided; everything else goes to the fund's committee at once. What asks no
 * money of the fund is decided too, without an amount. Refuses as `startProcedure`.
 */
export async function beginProcedure(
  scope: Inside,
  project: Project,
  draft: Draft,
  from: Fund | null,
): Promise<Result<{ readonly procedureId: string }>> {
  const first = project.kind === 'service' && project.admissionId === null;
  const asked = first ? 0n : total(draft.lines, 'fund');
  const template = first ? 'admission' : from?.kind === 'micro' ? 'micro' : 'grant';
  const body = first ? null : (from?.committeeBodyId ?? null);
  const begun = await startProcedure(scope, {
    ...{ template, title: project.title, text: motionText(scope, draft) },
    subject: { kind: 'project', id: project.id },
    payee: { organisationId: project.providerId, personId: project.leaderId },
    ...(asked > 0n && from?.accountId !== undefined && from.accountId !== null
      ? { amount: asked, accountId: from.accountId }
      : {}),
    ...(body === null ? {} : { bodyId: body }),
  });
  if (!begun.ok) return begun;
  const { procedureId } = begun.value;
  const column = first ? { admission_id: procedureId } : { procedure_id: procedureId };
  await setProject(scope, project.id, { ...column, state: 'deciding', state_reason: null }, 'deciding');
  return ok({ procedureId });
}

/**
 * Hands a project in: numbered, with a version that is never rewritten, its needs marked, its procedure begun (F138).
 * After a decline it says what changed and why (F068). Refusals, in order: `projects.not_found`, `projects.state`,
 * `projects.parts_missing`, `projects.no_need`, `projects.need_closed`, `projects.no_budget`, `projects.no_fund`,
 * `projects.fund_not_open`, `projects.over_ceiling`, `projects.no_provider`, `projects.personal_data`,
 * `projects.changed_missing`, and those of `startProcedure`.
 */
export const submitProject = command({
  name: 'projects.submit',
  permission: permissions.submit,
  input: SubmitProject,
  run: async (scope, input): Promise<Result<{ id: string; procedureId: string }>> => {
    const ready = await readyToSubmit(scope, input.id, input.changed);
    if (!ready.ok) return ready;
    const { project, draft, needs, changed } = ready.value;
    const version = project.version + 1;
    const number = project.number ?? (await nextNumber(scope, 'project'));
    // Whether it is small follows from the fund, so that nobody chooses the shorter way.
    const micro = project.kind !== 'service' && ready.value.fund?.kind === 'micro';
    const kind = project.kind === 'service' ? 'service' : micro ? 'micro' : 'project';
    await writeVersion(scope, project.id, { ...onlyDraft(draft), version, changed, changeId: null });
    await setProject(scope, project.id, { number, version, kind, draft: null, state: 'submitted' }, 'submitted');
    for (const need of needs) {
      await because(scope, { kind: 'need', id: need.id }, { kind: 'project', id: project.id });
      await markNeed(scope, need.id, 'project');
    }
    const begun = await beginProcedure(scope, { ...project, kind, number, version }, draft, ready.value.fund);
    return begun.ok ? ok({ id: project.id, procedureId: begun.value.procedureId }) : begun;
  },
});

/** Needs that waited for a project wait openly again. */
export async function releaseNeeds(scope: Inside, projectId: string, reason: string): Promise<void> {
  const links = await projectNeeds(scope, { projectIds: [projectId] });
  const needs = await needsById(
    scope,
    links.map((link) => link.needId),
  );
  for (const need of needs) if (need.state === 'project') await markNeed(scope, need.id, 'open', reason);
}

/**
 * Takes a project back that holds no money and has no running procedure; what a decision allowed it ends, and its needs
 * wait openly again. Refusals: `projects.not_found`, `projects.state`.
 */
export const withdrawProject = command({
  name: 'projects.withdraw',
  permission: permissions.draft,
  input: WithReason,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await projectFor(scope, input.id, 'withdraw');
    if (!loaded.ok) return loaded;
    const { authorisationId } = loaded.value;
    if (authorisationId !== null) {
      const ended = await releaseHold(scope, authorisationId, loaded.value.number ?? '');
      if (!ended.ok) return ended;
    }
    await setProject(scope, input.id, { state: 'withdrawn', state_reason: input.reason }, 'withdrawn');
    await releaseNeeds(scope, input.id, input.reason);
    return ok({ id: input.id });
  },
});
