import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { matterNumbered, matterWords } from '#modules/intake';
import { parameter } from '#modules/parameters';
import { audit, because, nextNumber, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, holds, type Inside, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { caseRequest, isOpenNow, watches } from './queries-cases.ts';
import { AskCase, CaseOf, type CaseRequest, GrantCase, RefuseCase } from './schema-cases.ts';
import { zh } from './zh.ts';

/** Days within which a request is decided. */
const decideDays = 3;

/**
 * A supervisor asks to read the words of one matter, with the reason. Refuses: `supervision.no_seat`,
 * `supervision.matter_unknown`, `supervision.case_running`.
 */
export const askCase = command({
  name: 'supervision.ask_case',
  permission: permissions.give,
  input: AskCase,
  conflicts: { case_request_open: 'supervision.case_running' },
  run: async (scope, input) => {
    if (scope.actor?.onBehalfOf !== null || !(await watches(scope))) return fail('supervision.no_seat');
    const found = await matterNumbered(scope, input.matter);
    if (found === null) return fail('supervision.matter_unknown', { field: 'matter' });
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'case');
    await scope.db
      .insertInto('case_request')
      .values({
        ...{ space_id: scope.spaceId, id, number, matter_id: found.id, reason: input.reason },
        ...{ person_id: actorId(scope), state: 'asked', at: scope.now() },
      })
      .execute();
    const subject = { kind: 'case', id } as const;
    const title = pick(scope.lang, { zh, en }).tasks.ask(number);
    const dueOn = addDays(today(scope), decideDays);
    await openTask(scope, { kind: 'supervision.case', subject, title, dueOn, ownerRole: 'admin' });
    await because(scope, { kind: 'matter', id: found.id }, subject);
    await audit(scope, subject);
    return ok({ id });
  },
});

async function asked(scope: Inside, id: string): Promise<Result<CaseRequest>> {
  await scope.db
    .selectFrom('case_request')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  const found = await caseRequest(scope, id);
  if (found === null) return fail('supervision.case_not_found');
  if (found.personId === actorId(scope)) return fail('supervision.own_case');
  return found.state === 'asked' ? ok(found) : fail('supervision.case_decided');
}

async function decide(
  scope: Inside,
  found: CaseRequest,
  to: { readonly state: 'granted' | 'refused'; readonly until: string | null; readonly reason: string },
): Promise<void> {
  await scope.db
    .updateTable('case_request')
    .set({
      ...{ state: to.state, until_on: to.until, decided_by: actorId(scope), decided_at: scope.now() },
      decided_reason: to.reason,
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', found.id)
    .execute();
  const subject = { kind: 'case', id: found.id } as const;
  await closeTask(scope, subject, 'supervision.case', 'done');
  const words = pick(scope.lang, { zh, en }).messages;
  const body =
    to.state === 'granted' ? words.granted(found.number, to.until ?? '') : words.refused(found.number, to.reason);
  await tell(scope, { personId: found.personId, channel: 'desk', lang: scope.lang, body, about: subject });
  await audit(scope, { ...subject, detail: { to: to.state } });
}

/**
 * Grants a request for some days, never more than `supervision.caseDays`, by somebody other than who asked. Refuses:
 * `supervision.case_not_found`, `supervision.own_case`, `supervision.case_decided`, `supervision.case_days`.
 */
export const grantCase = command({
  name: 'supervision.grant_case',
  permission: permissions.decide,
  input: GrantCase,
  run: async (scope, input) => {
    const found = await asked(scope, input.id);
    if (!found.ok) return found;
    const most = await parameter(scope, 'supervision.caseDays');
    if (input.days > BigInt(most)) return fail('supervision.case_days', { field: 'days', params: { most } });
    const until = addDays(today(scope), Number(input.days) - 1);
    await decide(scope, found.value, { state: 'granted', until, reason: input.reason });
    return ok({ id: found.value.id });
  },
});

/** Refuses a request, with the reason. Refuses as `grantCase`. */
export const refuseCase = command({
  name: 'supervision.refuse_case',
  permission: permissions.decide,
  input: RefuseCase,
  run: async (scope, input) => {
    const found = await asked(scope, input.id);
    if (!found.ok) return found;
    await decide(scope, found.value, { state: 'refused', until: null, reason: input.reason });
    return ok({ id: found.value.id });
  },
});

/**
 * Opens a granted case: the opening is written down, and the reading of the words is recorded besides. Only who asked
 * opens it, and only until its last day. Refuses: `supervision.case_not_found`, `supervision.not_your_case`,
 * `supervision.case_over`.
 */
export const openCase = command({
  name: 'supervision.open_case',
  permission: permissions.give,
  input: CaseOf,
  run: async (scope, input) => {
    const found = await caseRequest(scope, input.id);
    if (found === null) return fail('supervision.case_not_found');
    if (found.personId !== actorId(scope)) return fail('supervision.not_your_case');
    if (!isOpenNow(scope, found)) return fail('supervision.case_over');
    await scope.db
      .insertInto('case_opening')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), request_id: found.id, person_id: actorId(scope) },
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'case', id: found.id });
    return ok({ id: found.id, words: await matterWords(scope, found.matterId) });
  },
});

/**
 * Ends a granted request before its last day, by who asked or by the office; or after it, by the clock. Refuses:
 * `supervision.case_not_found`, `supervision.not_your_case`, `supervision.case_over`.
 */
export const endCase = command({
  name: 'supervision.end_case',
  permission: permissions.give,
  input: CaseOf,
  run: async (scope, input) => {
    const found = await caseRequest(scope, input.id);
    if (found === null) return fail('supervision.case_not_found');
    const clock = scope.actor?.way === 'system';
    if (!clock && found.personId !== actorId(scope) && !holds(scope, 'admin', 'worker'))
      return fail('supervision.not_your_case');
    const ended = await scope.db
      .updateTable('case_request')
      .set({ state: 'ended', ended_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', found.id)
      .where('state', '=', 'granted')
      .executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return fail('supervision.case_over');
    await audit(scope, { kind: 'case', id: found.id });
    return ok({ id: found.id });
  },
});
