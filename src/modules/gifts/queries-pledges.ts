import type { Selectable } from 'kysely';
import { addDays, type LocalDate } from '#kernel/dates';
import { organisationNames } from '#modules/organisations';
import { parameter } from '#modules/parameters';
import { personNames } from '#modules/people';
import type { PledgeTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import { refuseReminder } from './rules-pledges.ts';
import type { Pledge, PledgePart } from './schema.ts';

/** Pledges from their rows. */
export async function toPledges(scope: Scope, rows: readonly Selectable<PledgeTable>[]): Promise<Pledge[]> {
  const people = await personNames(
    scope,
    rows.flatMap((row) => (row.person_id === null ? [] : [row.person_id])),
  );
  const organisations = await organisationNames(
    scope,
    rows.map((row) => row.organisation_id),
  );
  return rows.map((row) => ({
    id: row.id,
    fundId: row.fund_id,
    organisationId: row.organisation_id,
    personId: row.person_id,
    giver: organisations.get(row.organisation_id ?? '') ?? people.get(row.person_id ?? '')?.inside ?? '',
    agreementNumber: row.agreement_number,
    text: row.text,
    amount: row.amount,
    every: row.every,
    fromOn: row.from_on,
    untilOn: row.until_on,
    total: row.total,
    paid: row.paid,
    dueOn: row.due_on,
    remindedOn: row.reminded_on,
    state: row.state,
    giftId: row.gift_id,
    reason: row.reason,
    at: row.at,
  }));
}

/** Rows of pledges, to be narrowed. */
export function pledgeRows(scope: Scope) {
  return scope.db.selectFrom('pledge').selectAll().where('space_id', '=', scope.spaceId);
}

/** One pledge, or null. */
export async function pledge(scope: Scope, id: string): Promise<Pledge | null> {
  return (await pledgesById(scope, [id]))[0] ?? null;
}

/** Pledges by their ids, in no order. */
export async function pledgesById(scope: Scope, ids: readonly string[]): Promise<Pledge[]> {
  return ids.length === 0
    ? []
    : toPledges(
        scope,
        await pledgeRows(scope)
          .where('id', 'in', [...ids])
          .execute(),
      );
}

/** The parts of a pledge in the order in which they fall due. */
export async function pledgeParts(scope: Scope, pledgeId: string): Promise<PledgePart[]> {
  const rows = await scope.db
    .selectFrom('pledge_part')
    .select(['part', 'due_on', 'amount', 'up_to'])
    .where('space_id', '=', scope.spaceId)
    .where('pledge_id', '=', pledgeId)
    .orderBy('part')
    .execute();
  return rows.map((row) => ({ part: row.part, dueOn: row.due_on, amount: row.amount, upTo: row.up_to }));
}

/** Promises of organisations with an agreement, overdue for as long as is waited, of which nobody has been reminded. */
export async function pledgesToRemind(scope: Scope, today: LocalDate): Promise<Pledge[]> {
  const rows = await pledgeRows(scope)
    .where('state', '=', 'promised')
    .where('organisation_id', 'is not', null)
    .where('agreement_number', 'is not', null)
    .where('due_on', '<=', addDays(today, -(await parameter(scope, 'pledge.remindDays'))))
    .execute();
  return (await toPledges(scope, rows)).filter((one) => refuseReminder(one, today) === null);
}
