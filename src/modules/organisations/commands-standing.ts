import { z } from 'zod';
import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { recordConsent } from '#modules/people';
import { audit } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { holds, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { organisation } from './queries.ts';
import { refuseOtherHub } from './queries-access.ts';
import { checksOpen } from './rules.ts';
import { Admit, CheckOrganisation, NewHonour } from './schema.ts';
import { zh } from './zh.ts';

/** How long somebody has to look after an organisation that was not heard of. */
const daysToLook = 14;

/**
 * Writes down what a look at an organisation found: reached (active again from today), silent (dormant), ended. Errors:
 * `organisations.not_found`, `organisations.not_your_hub`, `organisations.reason_missing` (F106).
 */
export const checkOrganisation = command({
  name: 'organisations.check',
  permission: permissions.register,
  input: CheckOrganisation,
  run: async (scope, input) => {
    const known = await organisation(scope, input.organisationId);
    if (known === null) return fail('organisations.not_found');
    const other = refuseOtherHub(scope, known);
    if (other !== null) return fail(other);
    if (input.outcome !== 'reached' && input.note === '')
      return fail('organisations.reason_missing', { field: 'note' });
    const state = ({ reached: 'active', silent: 'inactive', ended: 'ended' } as const)[input.outcome];
    await scope.db
      .updateTable('organisation')
      .set({
        state,
        state_reason: input.note === '' ? null : input.note,
        ...(input.outcome === 'reached' ? { checked_on: today(scope) } : {}),
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    await closeTask(scope, { kind: 'organisation', id: known.id }, 'organisations.check', 'done');
    await audit(scope, { kind: 'organisation', id: known.id, detail: { outcome: input.outcome } });
    return ok({ id: known.id });
  },
});

/**
 * Admits a third party until a day, once every point was looked at (F082). Errors: `organisations.not_found`,
 * `organisations.checks_open`, `organisations.until_past`.
 */
export const admitOrganisation = command({
  name: 'organisations.admit',
  permission: permissions.admit,
  input: Admit,
  run: async (scope, input) => {
    const known = await organisation(scope, input.organisationId);
    if (known === null) return fail('organisations.not_found');
    const checks = typeof input.checks === 'string' ? [input.checks] : (input.checks ?? []);
    if (checksOpen(checks)) return fail('organisations.checks_open', { field: 'checks' });
    if (input.until <= today(scope)) return fail('organisations.until_past', { field: 'until' });
    await scope.db
      .updateTable('organisation')
      .set({ admitted_until: input.until, state: 'active', checked_on: today(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', known.id)
      .execute();
    await closeTask(scope, { kind: 'organisation', id: known.id }, 'organisations.admission', 'done');
    await audit(scope, { kind: 'organisation', id: known.id, detail: { until: input.until } });
    return ok({ id: known.id });
  },
});

/** What the clock found about an organisation: a look is due, its admission runs out, or it counts as dormant. */
export const flagOrganisation = command({
  name: 'organisations.flag',
  permission: permissions.sweep,
  input: z.object({ organisationId: z.string(), name: z.string(), found: z.enum(['check', 'admission', 'dormant']) }),
  run: async (scope, input) => {
    const { organisationId: id, found } = input;
    const words = pick(scope.lang, { zh, en }).tasks;
    if (found === 'dormant')
      await scope.db
        .updateTable('organisation')
        .set({ state: 'inactive', state_reason: words.dormant })
        .where('space_id', '=', scope.spaceId)
        .where('id', '=', id)
        .execute();
    else
      await openTask(scope, {
        kind: `organisations.${found}`,
        subject: { kind: 'organisation', id },
        title: words[found](input.name),
        dueOn: addDays(today(scope), daysToLook),
        ownerRole: 'worker',
        escalateToRole: 'admin',
        rule: 'dormancy.watchMonths',
      });
    await audit(scope, { kind: 'organisation', id, detail: { found } });
    return ok(null);
  },
});

/**
 * Enters an honour of an organisation or a person (F003). It is public only where the honoured person, or somebody who
 * belongs to the organisation, agreed to that honour being shown, and as long as they do. Errors:
 * `organisations.honour_of_nobody`, `organisations.not_found`, `organisations.agreed_by_other`, those of the consent.
 */
export const addHonour = command({
  name: 'organisations.honour',
  permission: permissions.honour,
  input: NewHonour,
  conflicts: {
    honour_space_id_organisation_id_fkey: 'organisations.not_found',
    honour_space_id_person_id_fkey: 'organisations.unknown_person',
  },
  run: async (scope, input) => {
    const { organisationId, personId, agreedBy } = input;
    if ((organisationId === undefined) === (personId === undefined))
      return fail('organisations.honour_of_nobody', { field: 'organisationId' });
    if (personId !== undefined && agreedBy !== undefined && agreedBy !== personId)
      return fail('organisations.agreed_by_other', { field: 'agreedBy' });
    const id = newId(scope.now());
    const consent =
      agreedBy === undefined
        ? null
        : await recordConsent(scope, {
            personId: agreedBy,
            purpose: 'honour',
            given: true,
            way: holds(scope, 'admin', 'worker') ? 'spoken' : undefined,
            aboutKind: 'honour',
            aboutId: id,
          });
    if (consent !== null && !consent.ok) return consent;
    await scope.db
      .insertInto('honour')
      .values({
        space_id: scope.spaceId,
        id,
        organisation_id: organisationId ?? null,
        person_id: personId ?? null,
        title: input.title,
        year: input.year,
        issuer: input.issuer,
        consent_id: consent === null ? null : consent.value.id,
        at: scope.now(),
      })
      .execute();
    await audit(scope, { kind: 'honour', id });
    return ok({ id, organisationId: organisationId ?? null });
  },
});
