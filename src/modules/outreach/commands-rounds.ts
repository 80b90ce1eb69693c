import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit, because, nextNumber } from '#modules/record';
import { offerResource } from '#modules/resources';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { actorId, today } from '#platform/scope';
import { unknownOf } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { round } from './queries.ts';
import { CloseRound, EnterResource, NoteVisit, OpenRound, PlanVisits, type Round } from './schema.ts';

/** Begins a round of visits (F017). Refuses `outreach.days_crossed`. */
export const openRound = command({
  name: 'outreach.openRound',
  permission: permissions.keep,
  input: OpenRound,
  run: async (scope, input) => {
    if (input.ends_on < input.starts_on) return fail('outreach.days_crossed', { field: 'ends_on' });
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'survey');
    await scope.db
      .insertInto('survey_round')
      .values({ space_id: scope.spaceId, id, number, ...input, at: scope.now() })
      .execute();
    await audit(scope, { kind: 'survey', id });
    return ok({ id, number });
  },
});

async function runningRound(scope: Inside, id: string): Promise<Result<Round>> {
  await scope.db
    .selectFrom('survey_round')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const one = await round(scope, id);
  if (one === null) return fail('outreach.round_not_found');
  return one.state === 'running' ? ok(one) : fail('outreach.round_closed');
}

/**
 * Puts units on the list of a round: organisations of the register, or one by its name. Refuses
 * `outreach.round_not_found`, `outreach.round_closed`, `outreach.no_unit`, `outreach.organisation_unknown`,
 * `outreach.listed_already`.
 */
export const planVisits = command({
  name: 'outreach.plan',
  permission: permissions.visit,
  input: PlanVisits,
  conflicts: { survey_visit_once: 'outreach.listed_already' },
  run: async (scope, input) => {
    const found = await runningRound(scope, input.id);
    if (!found.ok) return found;
    const organisations = input.organisations ?? [];
    if (organisations.length === 0 && input.unit_text === '')
      return fail('outreach.no_unit', { field: 'organisations' });
    if ((await unknownOf(scope, organisations)).length > 0)
      return fail('outreach.organisation_unknown', { field: 'organisations' });
    const units = [
      ...organisations.map((organisation_id) => ({ organisation_id, unit_text: '' })),
      ...(input.unit_text === '' ? [] : [{ organisation_id: null, unit_text: input.unit_text }]),
    ];
    await scope.db
      .insertInto('survey_visit')
      .values(
        units.map((unit) => ({
          space_id: scope.spaceId,
          id: newId(scope.now()),
          round_id: input.id,
          ...unit,
          planned_on: input.planned_on ?? null,
          at: scope.now(),
        })),
      )
      .execute();
    await audit(scope, { kind: 'survey', id: input.id, detail: { planned: units.length } });
    return ok({ id: input.id });
  },
});

interface LoadedVisit {
  readonly id: string;
  readonly round_id: string;
  readonly organisation_id: string | null;
  readonly result: string | null;
}

async function loadVisit(scope: Inside, id: string): Promise<Result<LoadedVisit>> {
  const row = await scope.db
    .selectFrom('survey_visit')
    .select(['id', 'round_id', 'organisation_id', 'result'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? fail('outreach.visit_not_found') : ok(row);
}

/**
 * Notes what a visit found. Whoever was not met is planned anew by noting it again. Refuses `outreach.visit_not_found`,
 * `outreach.round_closed`, `outreach.visited` (it has a result already), `outreach.day_ahead`.
 */
export const noteVisit = command({
  name: 'outreach.visit',
  permission: permissions.visit,
  input: NoteVisit,
  run: async (scope, input) => {
    const found = await loadVisit(scope, input.id);
    if (!found.ok) return found;
    const running = await runningRound(scope, found.value.round_id);
    if (!running.ok) return running;
    if (found.value.result !== null && found.value.result !== 'not_met' && found.value.result !== 'later')
      return fail('outreach.visited');
    const on = input.visited_on ?? today(scope);
    if (on > today(scope)) return fail('outreach.day_ahead', { field: 'visited_on' });
    await scope.db
      .updateTable('survey_visit')
      .set({
        result: input.result,
        result_text: input.result_text,
        visited_on: on,
        visited_by: scope.actor?.way === 'system' ? null : actorId(scope),
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'survey', id: found.value.round_id, detail: { visit: input.id, result: input.result } });
    return ok({ id: found.value.round_id });
  },
});

/**
 * Enters a resource that a visit found; it is looked at like every offer and stays linked with the visit. Refuses
 * `outreach.visit_not_found`, `outreach.not_visited` (only where something was offered), `outreach.round_closed`, and as
 * `offerResource`.
 */
export const enterResource = command({
  name: 'outreach.enter',
  permission: permissions.visit,
  input: EnterResource,
  conflicts: { resource_class_code_fkey: 'outreach.class_unknown' },
  run: async (scope, input) => {
    const found = await loadVisit(scope, input.id);
    if (!found.ok) return found;
    const running = await runningRound(scope, found.value.round_id);
    if (!running.ok) return running;
    if (found.value.result !== 'offers') return fail('outreach.not_visited');
    const { id, ...facts } = input;
    const organisation = found.value.organisation_id;
    const offered = await offerResource(scope, {
      ...facts,
      kept_by_owner: facts.kind === 'loan' || facts.kind === 'room' ? 'yes' : '',
      ...(organisation === null ? {} : { organisation }),
    });
    if (!offered.ok) return offered;
    await scope.db
      .insertInto('survey_entry')
      .values({ space_id: scope.spaceId, visit_id: id, resource_id: offered.value.id })
      .execute();
    await because(scope, { kind: 'survey', id: running.value.id }, { kind: 'resource', id: offered.value.id });
    await audit(scope, { kind: 'survey', id: running.value.id, detail: { visit: id, resource: offered.value.id } });
    return ok({ id: running.value.id, resourceId: offered.value.id });
  },
});

/**
 * Closes a round with what it came to. Refuses `outreach.round_not_found`, `outreach.round_closed`,
 * `outreach.still_planned` while a unit has neither been visited nor noted as not met.
 */
export const closeRound = command({
  name: 'outreach.closeRound',
  permission: permissions.keep,
  input: CloseRound,
  run: async (scope, input) => {
    const found = await runningRound(scope, input.id);
    if (!found.ok) return found;
    const open = await scope.db
      .selectFrom('survey_visit')
      .select((select) => select.fn.countAll<bigint>().as('count'))
      .where('space_id', '=', scope.spaceId)
      .where('round_id', '=', input.id)
      .where('result', 'is', null)
      .executeTakeFirstOrThrow();
    if (open.count > 0n) return fail('outreach.still_planned', { params: { count: open.count.toString() } });
    await scope.db
      .updateTable('survey_round')
      .set({ state: 'closed', closing_text: input.closing_text, closed_on: today(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'survey', id: input.id, detail: { step: 'closed' } });
    return ok({ id: input.id });
  },
});
