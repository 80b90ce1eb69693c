import { isId } from '#kernel/ids';
import { personNames } from '#modules/people';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import type { PactVersion, Reminder, Signature } from './schema.ts';

/** Every version of the pact, the newest first. */
export async function pactVersions(scope: Scope): Promise<PactVersion[]> {
  const rows = await scope.db
    .selectFrom('pact_version')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, version: row.version, title: row.title, text: row.text, basis: row.basis },
    ...{ procedureId: row.procedure_id, inForceFrom: row.in_force_from },
  }));
}

/** The version in force today, or null. */
export async function pactInForce(scope: Scope): Promise<PactVersion | null> {
  const on = today(scope);
  return (await pactVersions(scope)).find((one) => one.inForceFrom <= on) ?? null;
}

/** Who signed a version and has not left it, in the order of signing; names masked. */
export async function signatures(scope: Scope, versionId: string): Promise<Signature[]> {
  const rows = await scope.db
    .selectFrom('pact_signature')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('version_id', '=', versionId)
    .where('left_at', 'is', null)
    .orderBy('signed_on')
    .orderBy('id')
    .execute();
  const names = await personNames(
    scope,
    rows.map((row) => row.person_id),
  );
  return rows.map((row) => ({
    ...{ id: row.id, personId: row.person_id, forHousehold: row.for_household, way: row.way },
    ...{ name: names.get(row.person_id)?.public ?? '', signedOn: row.signed_on },
  }));
}

async function remindersWhere(scope: Scope, filter: { readonly id?: string; readonly personId?: string }) {
  let query = scope.db.selectFrom('pact_reminder').selectAll().where('space_id', '=', scope.spaceId);
  if (filter.id !== undefined) query = query.where('id', '=', filter.id);
  if (filter.personId !== undefined) query = query.where('person_id', '=', filter.personId);
  return query.orderBy('at', 'desc').orderBy('id').execute();
}

/** Reminders for the office, or of one person for themselves, the newest first. */
export async function reminders(scope: Scope, personId?: string): Promise<Reminder[]> {
  const rows = await remindersWhere(scope, personId === undefined ? {} : { personId });
  const names = await personNames(
    scope,
    rows.map((row) => row.person_id),
  );
  return rows.map((row) => ({
    ...{ id: row.id, number: row.number, personId: row.person_id, clause: row.clause, text: row.text, at: row.at },
    ...{ name: names.get(row.person_id)?.inside ?? '', settledOn: row.settled_on, settledWords: row.settled_words },
  }));
}

/** Whether a reminder is there, and whether it is settled; null where there is none. */
export async function reminderState(scope: Scope, id: string): Promise<'open' | 'settled' | null> {
  if (!isId(id)) return null;
  const [row] = await remindersWhere(scope, { id });
  return row === undefined ? null : row.settled_on === null ? 'open' : 'settled';
}
