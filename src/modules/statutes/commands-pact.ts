import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { procedure } from '#modules/decisions';
import { householdOf, person } from '#modules/people';
import { audit, because, nextNumber, tell } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { actorId, subjectPerson, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { pactInForce, pactVersions, reminderState, signatures } from './queries-pact.ts';
import { LeavePact, RecordSignature, Remind, SettleReminder, SignPact, WritePact } from './schema.ts';
import { zh } from './zh.ts';

/**
 * Writes a version of the pact: the first as a meeting adopted it, every later one by a procedure that passed (F061).
 * Refuses: `statutes.pact_needs_decision`, `statutes.pact_backdated`.
 */
export const writePact = command({
  name: 'statutes.write_pact',
  permission: permissions.keep,
  input: WritePact,
  run: async (scope, input) => {
    const [last] = await pactVersions(scope);
    const decided = input.procedureId === undefined ? null : await procedure(scope, input.procedureId);
    if ((last !== undefined || input.procedureId !== undefined) && decided?.state !== 'passed')
      return fail('statutes.pact_needs_decision', { field: 'procedureId' });
    if (last !== undefined && input.inForceFrom < today(scope))
      return fail('statutes.pact_backdated', { field: 'inForceFrom' });
    const id = newId(scope.now());
    const version = (last?.version ?? 0) + 1;
    await scope.db
      .insertInto('pact_version')
      .values({
        ...{ space_id: scope.spaceId, id, version, title: input.title, text: input.text, basis: input.basis },
        ...{ procedure_id: decided?.id ?? null, in_force_from: input.inForceFrom, at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'pact', id, detail: { version } });
    if (decided !== null) await because(scope, { kind: 'procedure', id: decided.id }, { kind: 'pact', id });
    return ok({ id });
  },
});

interface NewSignature {
  readonly personId: string;
  readonly household: boolean;
  readonly way: 'own' | 'paper';
  readonly signedOn: string;
}

async function sign(scope: Inside, of: NewSignature): Promise<Result<{ readonly id: string }>> {
  const pact = await pactInForce(scope);
  if (pact === null) return fail('statutes.no_pact');
  if (of.signedOn > today(scope)) return fail('statutes.signed_later', { field: 'signedOn' });
  if (of.household && (await householdOf(scope, of.personId)) === null)
    return fail('statutes.no_household', { field: 'household' });
  if ((await signatures(scope, pact.id)).some((one) => one.personId === of.personId))
    return fail('statutes.already_signed');
  const id = newId(scope.now());
  await scope.db
    .insertInto('pact_signature')
    .values({
      ...{ space_id: scope.spaceId, id, version_id: pact.id, person_id: of.personId, for_household: of.household },
      ...{ way: of.way, recorded_by: of.way === 'paper' ? actorId(scope) : null, signed_on: of.signedOn },
      at: scope.now(),
    })
    .execute();
  await audit(scope, { kind: 'pact', id: pact.id, detail: { way: of.way } });
  return ok({ id: pact.id });
}

/**
 * Signs the pact in force, for oneself or for one's household. Refuses: `statutes.no_pact`, `statutes.no_household`,
 * `statutes.already_signed`.
 */
export const signPact = command({
  name: 'statutes.sign',
  permission: permissions.sign,
  input: SignPact,
  conflicts: { pact_signature_once: 'statutes.already_signed' },
  run: (scope, input) =>
    sign(scope, {
      ...{ personId: subjectPerson(scope) ?? '', household: input.household, way: 'own', signedOn: today(scope) },
    }),
});

/** Leaves the pact; nothing follows from it. Refuses: `statutes.no_pact`, `statutes.not_signed`. */
export const leavePact = command({
  name: 'statutes.leave_pact',
  permission: permissions.sign,
  input: LeavePact,
  run: async (scope) => {
    const pact = await pactInForce(scope);
    if (pact === null) return fail('statutes.no_pact');
    const left = await scope.db
      .updateTable('pact_signature')
      .set({ left_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('version_id', '=', pact.id)
      .where('person_id', '=', subjectPerson(scope) ?? '')
      .where('left_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (left === undefined) return fail('statutes.not_signed');
    await audit(scope, { kind: 'pact', id: pact.id, detail: { left: true } });
    return ok({ id: pact.id });
  },
});

/**
 * Enters a signature from the paper that the office keeps. Refuses: `statutes.choose_person`, `statutes.no_pact`,
 * `statutes.signed_later`, `statutes.no_household`, `statutes.already_signed`.
 */
export const recordSignature = command({
  name: 'statutes.record_signature',
  permission: permissions.keep,
  input: RecordSignature,
  conflicts: { pact_signature_once: 'statutes.already_signed' },
  run: async (scope, input) => {
    const holder = await person(scope, input.personId);
    if (holder?.spaceId !== scope.spaceId) return fail('statutes.choose_person', { field: 'personId' });
    return sign(scope, {
      ...{ personId: holder.id, household: input.household, way: 'paper', signedOn: input.signedOn },
    });
  },
});

/**
 * A friendly reminder of what the pact says, to the person alone; it is nobody else's matter and never decides about help.
 * Refuses: `statutes.choose_person`, `statutes.no_pact`.
 */
export const remindOfPact = command({
  name: 'statutes.remind',
  permission: permissions.remind,
  input: Remind,
  run: async (scope, input) => {
    const holder = await person(scope, input.personId);
    if (holder?.spaceId !== scope.spaceId) return fail('statutes.choose_person', { field: 'personId' });
    const pact = await pactInForce(scope);
    if (pact === null) return fail('statutes.no_pact');
    const id = newId(scope.now());
    const number = await nextNumber(scope, 'reminder');
    await scope.db
      .insertInto('pact_reminder')
      .values({
        ...{ space_id: scope.spaceId, id, number, version_id: pact.id, person_id: holder.id },
        ...{ clause: input.clause, text: input.text, said_by: actorId(scope), at: scope.now() },
      })
      .execute();
    const body = pick(scope.lang, { zh, en }).messages.reminded(input.clause, input.text);
    await tell(scope, {
      personId: holder.id,
      channel: 'desk',
      body,
      lang: scope.lang,
      about: { kind: 'reminder', id },
    });
    await audit(scope, { kind: 'reminder', id, detail: { number } });
    return ok({ id });
  },
});

/** Notes how a reminder was settled. Refuses: `statutes.reminder_not_found`, `statutes.already_settled`. */
export const settleReminder = command({
  name: 'statutes.settle_reminder',
  permission: permissions.remind,
  input: SettleReminder,
  run: async (scope, input) => {
    const state = await reminderState(scope, input.id);
    if (state === null) return fail('statutes.reminder_not_found');
    if (state === 'settled') return fail('statutes.already_settled');
    await scope.db
      .updateTable('pact_reminder')
      .set({ settled_on: today(scope), settled_words: input.words })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'reminder', id: input.id });
    return ok({ id: input.id });
  },
});
