import { fail, ok, type Result } from '#kernel/result';
import { seatOf, seatsToday } from '#modules/bodies';
import { type Procedure, procedure } from '#modules/decisions';
import { authorisation } from '#modules/ledger';
import { organisationOptions, organisationsOf, represents } from '#modules/organisations';
import { householdOf } from '#modules/people';
import { allowed } from '#platform/permission';
import { actorId, type Inside, type Scope } from '#platform/scope';
import { deskHand, moneyHand } from './permissions.ts';
import { fund } from './queries.ts';
import type { Payment } from './schema.ts';

/** Who is paid. */
export interface Payee {
  readonly organisationId: string | null;
  readonly personId: string | null;
  readonly name: string;
}

/** What a form says of the payee. */
interface TypedPayee {
  readonly payeeOrganisationId?: string | undefined;
  readonly payeePersonId?: string | undefined;
  readonly payeeName: string;
}

/** A typed name that is a registered organisation's means that organisation, so that nobody slips past the recusals. */
export async function payeeOf(scope: Inside, input: TypedPayee): Promise<Payee | null> {
  const namesake = input.payeeName === '' ? [] : await organisationOptions(scope);
  const organisationId =
    input.payeeOrganisationId ?? namesake.find((one) => one.label === input.payeeName)?.value ?? null;
  const personId = input.payeePersonId ?? null;
  if (organisationId === null && personId === null && input.payeeName === '') return null;
  return { organisationId, personId, name: input.payeeName };
}

/** Whether the committee named this payee itself when it decided. */
export function payeeDecided(item: Procedure, payee: Payee): boolean {
  return (
    (payee.organisationId !== null && payee.organisationId === item.payeeOrganisationId) ||
    (payee.personId !== null && payee.personId === item.payeePersonId)
  );
}

/**
 * Whether paying this payee would put money into the hands of someone who stood aside from the decision, or who takes
 * part in such decisions, although the decision was not about that payee (Charity Law art. 14). What somebody laid out
 * is paid back whoever it was: it is their own money, and they have no voice in approving it.
 */
export async function related(scope: Inside, item: Procedure, payee: Payee): Promise<boolean> {
  if (payeeDecided(item, payee)) return false;
  const bodies = [...new Set(item.steps.map((step) => step.bodyId))];
  const seats = (await Promise.all(bodies.map((body) => seatsToday(scope, body)))).flat();
  const deciders = [...item.recusals.map((one) => one.personId), ...seats.map((seat) => seat.personId)];
  for (const personId of new Set(deciders)) {
    if (personId === null) continue;
    if (personId === payee.personId) return true;
    if (payee.organisationId !== null && (await organisationsOf(scope, personId)).includes(payee.organisationId))
      return true;
  }
  return seats.some((seat) => seat.organisationId !== null && seat.organisationId === payee.organisationId);
}

/** Who may ask: the desk, or whoever the decision gives the money to. */
export async function mayAsk(scope: Scope, item: Procedure): Promise<boolean> {
  if (allowed(scope, deskHand).ok) return true;
  const own = actorId(scope);
  if (item.payeePersonId === own) return true;
  return item.payeeOrganisationId !== null && (await represents(scope, own, item.payeeOrganisationId));
}

/** A money role with its second factor, or someone who votes on the committee of the fund; never in another's name. */
export async function mayJudge(scope: Inside, fundId: string): Promise<Result<null>> {
  if (scope.actor !== null && scope.actor.onBehalfOf !== null) return fail('funds.not_allowed');
  const money = allowed(scope, moneyHand);
  if (money.ok) return money;
  const from = await fund(scope, fundId);
  const body = from?.committeeBodyId ?? null;
  const seat = body === null ? null : await seatOf(scope, body, actorId(scope));
  if (seat?.votes === true) return ok(null);
  return money.fault.code === 'access.second_factor' ? money : fail('funds.not_allowed');
}

/** Why somebody may have no part in approving a payment, or null; the first that holds. */
export type Tie = 'payee' | 'organisation' | 'household' | 'employer' | 'stood_aside';

/**
 * What ties the actor to a payment: being paid, belonging to the organisation that is paid, living with the person who
 * is paid or asked (or with someone who speaks for the payee), working where the person who is paid works, or having
 * stood aside from the decision (rules §3.8).
 */
export async function tieTo(scope: Inside, item: Payment): Promise<Tie | null> {
  const own = actorId(scope);
  if (item.payeePersonId === own) return 'payee';
  const mine = await organisationsOf(scope, own);
  if (item.payeeOrganisationId !== null && mine.includes(item.payeeOrganisationId)) return 'organisation';
  const home = (await householdOf(scope, own))?.members ?? [];
  for (const one of home) {
    if (one.id === own) continue;
    if (one.id === item.payeePersonId || one.id === item.requestedBy) return 'household';
    if (item.payeeOrganisationId !== null && (await represents(scope, one.id, item.payeeOrganisationId)))
      return 'household';
  }
  if (item.payeePersonId !== null && mine.length > 0) {
    const theirs = await organisationsOf(scope, item.payeePersonId);
    if (theirs.some((one) => mine.includes(one))) return 'employer';
  }
  const allowance = await authorisation(scope, item.authorisationId);
  const decision = allowance === null ? null : await procedure(scope, allowance.decisionId);
  return decision?.recusals.some((one) => one.personId === own) === true ? 'stood_aside' : null;
}
