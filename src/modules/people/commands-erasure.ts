import { addDays } from '#kernel/dates';
import { fail, ok } from '#kernel/result';
import { audit, eraseSealed } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { holds, subjectPerson, today } from '#platform/scope';
import { refuseGone } from './commands.ts';
import { closeCard } from './commands-cards.ts';
import { mayErase } from './permissions.ts';
import { refuseActing } from './queries-access.ts';
import { inForce } from './rules.ts';
import { ErasePerson } from './schema.ts';

/**
 * Forgets a person: name, number, sensitive part, everything sealed of theirs, cards, helpers, messages and the way
 * in. What happened stays in the history under an id that leads to nobody. Mandates are handed over first. By the
 * person, or an administrator on their word. Refuses: `people.not_found`, `people.erased`, `people.acting`,
 * `people.not_yours`, `people.confirm_missing`, `people.still_mandated`.
 * Source: Personal Information Protection Law, article 47.
 */
export const erasePerson = command({
  name: 'people.erase',
  permission: mayErase,
  input: ErasePerson,
  run: async (scope, input) => {
    const gone = (await refuseGone(scope, input.personId)) ?? refuseActing(scope);
    if (gone !== null) return fail(gone);
    const byOffice = scope.actor?.way === 'system' || holds(scope, 'admin');
    if (!byOffice && subjectPerson(scope) !== input.personId) return fail('people.not_yours');
    if (!input.confirm) return fail('people.confirm_missing', { field: 'confirm' });
    if (await stillMandated(scope, input.personId)) return fail('people.still_mandated');
    const texts = await eraseSealed(scope, input.personId);
    await forgetFacts(scope, input.personId);
    await forgetWaysIn(scope, input.personId);
    await audit(scope, { kind: 'person', id: input.personId, detail: { erased: true, texts, by_office: byOffice } });
    return ok({ id: input.personId });
  },
});

async function stillMandated(scope: Inside, personId: string): Promise<boolean> {
  const rows = await scope.db
    .selectFrom('mandate')
    .select(['starts_on', 'ends_on'])
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .execute();
  return rows.some((row) => inForce({ startsOn: row.starts_on, endsOn: row.ends_on }, today(scope)));
}

async function forgetFacts(scope: Inside, personId: string): Promise<void> {
  const before = await scope.db
    .selectFrom('person')
    .select('household_id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', personId)
    .executeTakeFirst();
  await scope.db
    .updateTable('person')
    .set({
      name: '',
      display: 'masked',
      alias: null,
      birth_year: null,
      household_id: null,
      place_id: null,
      phone_hash: null,
      phone_sealed: null,
      sensitive_sealed: null,
      preferred_contact: 'none',
      erased_at: scope.now(),
    })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', personId)
    .execute();
  if (before?.household_id != null) await forgetEmptyHousehold(scope, before.household_id);
  await scope.db
    .deleteFrom('outbox_message')
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .execute();
}

/** A household is often named after who lived in it: an empty one loses name and door. */
async function forgetEmptyHousehold(scope: Inside, householdId: string): Promise<void> {
  const left = await scope.db
    .selectFrom('person')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('household_id', '=', householdId)
    .executeTakeFirst();
  if (left !== undefined) return;
  await scope.db
    .updateTable('household')
    .set({ name: '', door: '' })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', householdId)
    .execute();
}

async function forgetWaysIn(scope: Inside, personId: string): Promise<void> {
  const cards = await scope.db
    .selectFrom('household_card')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute();
  for (const card of cards) await closeCard(scope, card.id, '');
  await scope.db
    .updateTable('family_helper')
    .set({ ends_on: addDays(today(scope), -1), scope_text: '' })
    .where('space_id', '=', scope.spaceId)
    .where((where) => where.or([where('person_id', '=', personId), where('helper_person_id', '=', personId)]))
    .execute();
  const gone = await scope.db
    .deleteFrom('auth.membership')
    .where('space_id', '=', scope.spaceId)
    .where('person_id', '=', personId)
    .returning('account_id')
    .execute();
  for (const { account_id } of gone) await closeHomeless(scope, account_id);
}

/** An account that belongs to no space any more is nobody's: it goes with its sessions, password and second factor. */
async function closeHomeless(scope: Inside, accountId: string): Promise<void> {
  const other = await scope.db
    .selectFrom('auth.membership')
    .select('space_id')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  if (other === undefined) await scope.db.deleteFrom('auth.user').where('id', '=', accountId).execute();
}
