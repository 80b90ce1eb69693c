import { sql } from 'kysely';
import { addDays, formatDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { bigrams } from '#kernel/text';
import { pick } from '#kernel/words';
import { organisationNames } from '#modules/organisations';
import { parameter } from '#modules/parameters';
import { audit, nextNumber } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { actorId, today } from '#platform/scope';
import { speaksFor, tellOrganisation } from './commands-loading.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { firmRequest } from './queries-firms.ts';
import { publicRefusal, type RequestDeed, requestRefusal } from './rules.ts';
import { FileRequest, type FirmRequest, KeepProfile, OneRequest, SettleRequest, WithdrawRequest } from './schema.ts';
import { zh } from './zh.ts';

/** Kind of the due date by which a request is answered. */
const answerTask = 'outreach.request';

async function nameOf(scope: Inside, organisationId: string): Promise<string | null> {
  return (await organisationNames(scope, [organisationId])).get(organisationId) ?? null;
}

/**
 * Writes what an organisation offers and needs, to be found by others (F065). By whoever represents it, or the desk.
 * Refuses `outreach.organisation_unknown`, `outreach.not_yours`, `outreach.personal_data`, `outreach.money_appeal`.
 */
export const keepProfile = command({
  name: 'outreach.keepProfile',
  permission: permissions.own,
  input: KeepProfile,
  run: async (scope, input) => {
    const name = await nameOf(scope, input.organisation);
    if (name === null) return fail('outreach.organisation_unknown', { field: 'organisation' });
    if (!(await speaksFor(scope, input.organisation))) return fail('outreach.not_yours', { field: 'organisation' });
    const wrong = publicRefusal([input.offers_text, input.needs_text]);
    if (wrong !== null) return fail(wrong.code, { field: 'offers_text', params: wrong.params });
    const tokens = bigrams(`${name} ${input.offers_text} ${input.needs_text}`)
      .split(' ')
      .filter((token) => token !== '');
    const set = {
      offers_text: input.offers_text,
      needs_text: input.needs_text,
      tokens: sql<string>`array_to_tsvector(${tokens}::text[])`,
      updated_at: scope.now(),
    };
    await scope.db
      .insertInto('firm_profile')
      .values({ space_id: scope.spaceId, organisation_id: input.organisation, ...set })
      .onConflict((conflict) => conflict.columns(['space_id', 'organisation_id']).doUpdateSet(set))
      .execute();
    await audit(scope, { kind: 'organisation', id: input.organisation, detail: { step: 'profile' } });
    return ok({ id: input.organisation });
  },
});

/**
 * Files a request of a firm at the service window (F064): registration, tax, people, premises. It is answered within the
 * space's days. Refuses `outreach.organisation_unknown`, `outreach.not_yours`.
 */
export const fileRequest = command({
  name: 'outreach.file',
  permission: permissions.own,
  input: FileRequest,
  run: async (scope, input) => {
    if ((await nameOf(scope, input.organisation)) === null)
      return fail('outreach.organisation_unknown', { field: 'organisation' });
    if (!(await speaksFor(scope, input.organisation))) return fail('outreach.not_yours', { field: 'organisation' });
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'request');
    const dueOn = addDays(today(scope), await parameter(scope, 'request.answerDays'));
    const { organisation, ...facts } = input;
    await scope.db
      .insertInto('firm_request')
      .values({
        space_id: scope.spaceId,
        id,
        number,
        organisation_id: organisation,
        ...facts,
        filed_by: scope.actor?.way === 'system' ? null : actorId(scope),
        due_on: dueOn,
        at: scope.now(),
      })
      .execute();
    await openTask(scope, {
      kind: answerTask,
      subject: { kind: 'request', id },
      title: pick('zh', { zh, en }).tasks.request(input.title),
      dueOn,
      ownerRole: 'worker',
      escalateToRole: 'admin',
      rule: 'request.answerDays',
    });
    await audit(scope, { kind: 'request', id, detail: { kind: input.kind } });
    return ok({ id, number });
  },
});

async function requestFor(scope: Inside, id: string, deed: RequestDeed): Promise<Result<FirmRequest>> {
  await scope.db
    .selectFrom('firm_request')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const one = await firmRequest(scope, id);
  if (one === null) return fail('outreach.request_not_found');
  const code = requestRefusal(deed, one.state);
  return code === null ? ok(one) : fail(code);
}

/** Takes a request on; the firm is told until when it hears. Refuses `outreach.request_not_found`, `outreach.request_state`. */
export const takeRequest = command({
  name: 'outreach.take',
  permission: permissions.visit,
  input: OneRequest,
  run: async (scope, input) => {
    const found = await requestFor(scope, input.id, 'take');
    if (!found.ok) return found;
    await scope.db
      .updateTable('firm_request')
      .set({
        state: 'taken',
        taken_by: scope.actor?.way === 'system' ? null : actorId(scope),
        taken_at: scope.now(),
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'request', id: input.id, detail: { step: 'taken' } });
    const one = found.value;
    await tellOrganisation(scope, one.organisationId, { kind: 'request', id: one.id }, (w, lang) =>
      w.told.taken(one.title, formatDate(one.dueOn, lang)),
    );
    return ok({ id: input.id });
  },
});

async function end(
  scope: Inside,
  one: FirmRequest,
  state: 'done' | 'declined' | 'withdrawn',
  resultText: string,
): Promise<void> {
  await scope.db
    .updateTable('firm_request')
    .set({ state, result_text: resultText, ended_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', one.id)
    .execute();
  const outcome = state === 'withdrawn' ? 'dropped' : 'done';
  await closeTask(scope, { kind: 'request', id: one.id }, answerTask, outcome, resultText);
  await audit(scope, { kind: 'request', id: one.id, detail: { step: state } });
}

/** Settles a request with its result; the firm is told. Refuses `outreach.request_not_found`, `outreach.request_state`. */
export const settleRequest = command({
  name: 'outreach.settle',
  permission: permissions.visit,
  input: SettleRequest,
  run: async (scope, input) => {
    const found = await requestFor(scope, input.id, 'settle');
    if (!found.ok) return found;
    const one = found.value;
    await end(scope, one, input.outcome, input.result_text);
    await tellOrganisation(scope, one.organisationId, { kind: 'request', id: one.id }, (w) =>
      (input.outcome === 'done' ? w.told.done : w.told.declined)(one.title, input.result_text),
    );
    return ok({ id: one.id });
  },
});

/** Withdraws a request with the reason: the firm itself, or the desk for it. Refuses as `settleRequest`, and `outreach.not_yours`. */
export const withdrawRequest = command({
  name: 'outreach.withdraw',
  permission: permissions.own,
  input: WithdrawRequest,
  run: async (scope, input) => {
    const found = await requestFor(scope, input.id, 'withdraw');
    if (!found.ok) return found;
    if (!(await speaksFor(scope, found.value.organisationId))) return fail('outreach.not_yours');
    await end(scope, found.value, 'withdrawn', input.result_text);
    return ok({ id: input.id });
  },
});
