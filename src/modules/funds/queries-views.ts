import { body, seatsToday } from '#modules/bodies';
import { approvalsOf } from '#modules/ledger';
import { organisationNames } from '#modules/organisations';
import { personNames } from '#modules/people';
import type { Scope } from '#platform/scope';
import { fund } from './queries.ts';
import { decisionOf } from './queries-lists.ts';
import { behindPayment } from './queries-payments.ts';
import type { Fund, Payment } from './schema.ts';

/** The name of a fund's host charity, empty while there is none. */
export async function hostName(scope: Scope, of: Fund | null): Promise<string> {
  const id = of?.hostOrganisationId ?? null;
  return id === null ? '' : ((await organisationNames(scope, [id])).get(id) ?? '');
}

/** The committee of a fund as everyone may see it, or null. */
export async function committeeOf(scope: Scope, of: Fund) {
  const found = of.committeeBodyId === null ? null : await body(scope, of.committeeBodyId);
  if (found === null) return null;
  const seats = await seatsToday(scope, found.id);
  const people = await personNames(
    scope,
    seats.flatMap((seat) => (seat.personId === null ? [] : [seat.personId])),
  );
  const organisations = await organisationNames(
    scope,
    seats.map((seat) => seat.organisationId),
  );
  return {
    ...{ id: found.id, name: found.name },
    seats: seats.map((seat) => ({
      ...{ id: seat.id, kind: seat.kind },
      name: people.get(seat.personId ?? '')?.public ?? organisations.get(seat.organisationId ?? '') ?? '—',
    })),
  };
}

/** What the page of a payment shows; names as everyone may read them unless `inside`. */
export async function paymentFacts(scope: Scope, payment: Payment, inside = false) {
  const approvals = await approvalsOf(scope, [payment.id]);
  const names = await personNames(scope, [payment.requestedBy, ...approvals.map((one) => one.personId)]);
  const nameOf = (id: string): string => {
    const name = names.get(id);
    return name === undefined ? '—' : inside ? name.inside : name.public;
  };
  return {
    payment,
    fund: await fund(scope, payment.fundId),
    decision: await decisionOf(scope, payment),
    behind: await behindPayment(scope, payment),
    requestedBy: nameOf(payment.requestedBy),
    approvals: approvals.map((one) => ({ name: nameOf(one.personId), at: one.at, personId: one.personId })),
  };
}

/** The payee's account as it is sealed, or null; opened only for who pays. */
export async function bankSealed(scope: Scope, paymentId: string): Promise<Uint8Array | null> {
  const row = await scope.db
    .selectFrom('payment')
    .select('bank_sealed')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', paymentId)
    .executeTakeFirst();
  return row?.bank_sealed ?? null;
}
