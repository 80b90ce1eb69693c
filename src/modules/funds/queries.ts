import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { maskName, maskOrganisation } from '#kernel/masking';
import { balances } from '#modules/ledger';
import { organisationNames } from '#modules/organisations';
import { personNames, persons } from '#modules/people';
import type { FundTable, GiftTable, PaymentTable, PledgeTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { Fund, Gift, Payment, Pledge } from './schema.ts';

const nothing = { balance: 0n, held: 0n, available: 0n };

async function toFunds(scope: Scope, rows: readonly Selectable<FundTable>[]): Promise<Fund[]> {
  const standing = await balances(
    scope,
    rows.flatMap((row) => (row.account_id === null ? [] : [row.account_id])),
  );
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    kind: row.kind,
    name: row.name,
    purpose: row.purpose,
    rulesText: row.rules_text,
    hostOrganisationId: row.host_organisation_id,
    agreementNumber: row.agreement_number,
    agreementFrom: row.agreement_from,
    agreementUntil: row.agreement_until,
    agreementFileId: row.agreement_file_id,
    committeeBodyId: row.committee_body_id,
    ceiling: row.ceiling,
    accountId: row.account_id,
    bankAccountId: row.bank_account_id,
    cashAccountId: row.cash_account_id,
    state: row.state,
    certificateNumber: row.certificate_number,
    planText: row.plan_text,
    contactText: row.contact_text,
    queryText: row.query_text,
    bankText: row.bank_text,
    platformName: row.platform_name,
    platformUrl: row.platform_url,
    standing: standing.get(row.account_id ?? '') ?? nothing,
  }));
}

function fundRows(scope: Scope) {
  return scope.db.selectFrom('fund').selectAll().where('space_id', '=', scope.spaceId);
}

/** All funds of the space, the main one first, then in the order they were set up. */
export async function funds(scope: Scope): Promise<Fund[]> {
  const rows = await fundRows(scope).orderBy(sql`kind <> 'main'`).orderBy('created_at').orderBy('id').execute();
  return toFunds(scope, rows);
}

/** One fund, or null. */
export async function fund(scope: Scope, id: string): Promise<Fund | null> {
  return (await toFunds(scope, await fundRows(scope).where('id', '=', id).execute()))[0] ?? null;
}

/** The main fund, in whatever state but closed, or null where none is set up. */
export async function mainFund(scope: Scope): Promise<Fund | null> {
  const rows = await fundRows(scope).where('kind', '=', 'main').where('state', '<>', 'closed').execute();
  return (await toFunds(scope, rows))[0] ?? null;
}

/** The fund an account belongs to, or null. */
export async function fundOfAccount(scope: Scope, accountId: string): Promise<Fund | null> {
  return (await toFunds(scope, await fundRows(scope).where('account_id', '=', accountId).execute()))[0] ?? null;
}

/** How a giver is named to everyone; empty where nobody is to be named. */
export function publicGiver(gift: {
  readonly publicity: Gift['publicity'];
  readonly alias: string;
  readonly person: string;
  readonly organisation: string;
  readonly typed: string;
}): string {
  if (gift.publicity === 'anonymous') return '';
  if (gift.publicity === 'alias') return gift.alias;
  const full = gift.organisation !== '' ? gift.organisation : gift.person !== '' ? gift.person : gift.typed;
  if (gift.publicity === 'real' || full === '') return full;
  return gift.organisation !== '' ? maskOrganisation(full) : maskName(full, 'public');
}

/** Gifts from their rows, with both kinds of names. */
export async function toGifts(scope: Scope, rows: readonly Selectable<GiftTable>[]): Promise<Gift[]> {
  const people = await persons(
    scope,
    rows.flatMap((row) => (row.donor_person_id === null ? [] : [row.donor_person_id])),
  );
  // Who asked to be forgotten gave, but has no name any more.
  const names = new Map(people.map((one) => [one.id, one.erasedAt === null ? one.name : '']));
  const organisations = await organisationNames(
    scope,
    rows.map((row) => row.donor_organisation_id),
  );
  return rows.map((row) => {
    const person = names.get(row.donor_person_id ?? '') ?? '';
    const organisation = organisations.get(row.donor_organisation_id ?? '') ?? '';
    const named = { publicity: row.publicity, alias: row.alias, person, organisation, typed: row.donor_name };
    return { ...plainGift(row), giver: organisation || person || row.donor_name, publicGiver: publicGiver(named) };
  });
}

function plainGift(row: Selectable<GiftTable>): Omit<Gift, 'giver' | 'publicGiver'> {
  const { goods_title: title, goods_quantity: quantity, goods_unit: unit } = row;
  return {
    id: row.id,
    fundId: row.fund_id,
    kind: row.kind,
    nature: row.nature,
    sourceClass: row.source_class,
    state: row.state,
    donorPersonId: row.donor_person_id,
    donorOrganisationId: row.donor_organisation_id,
    publicity: row.publicity,
    alias: row.alias,
    amount: row.amount,
    goods: title === null ? null : { title, quantity: quantity ?? 0n, unit: unit ?? '', value: row.goods_value },
    resourceId: row.resource_id,
    purposeText: row.purpose_text,
    receivedOn: row.received_on,
    countedBy: row.counted_by,
    secondCounter: row.second_counter,
    firstCount: row.first_count,
    countDifference: row.count_difference,
    countReason: row.count_reason,
    bankReference: row.bank_reference,
    receiptState: row.receipt_state,
    receiptNumber: row.receipt_number,
    receiptDueOn: row.receipt_due_on,
    lookCode: row.look_code,
    entryId: row.entry_id,
    pledgeId: row.pledge_id,
    reversedReason: row.reversed_reason,
    at: row.at,
  };
}

/** Rows of gifts, to be narrowed; only this room reads them. */
export function giftRows(scope: Scope) {
  return scope.db.selectFrom('gift').selectAll().where('space_id', '=', scope.spaceId);
}

/** One gift, or null. */
export async function gift(scope: Scope, id: string): Promise<Gift | null> {
  return (await toGifts(scope, await giftRows(scope).where('id', '=', id).execute()))[0] ?? null;
}

/** Gifts by their ids, in no order; one query and the names, whatever there is. */
export async function giftsById(scope: Scope, ids: readonly string[]): Promise<Gift[]> {
  return ids.length === 0
    ? []
    : toGifts(
        scope,
        await giftRows(scope)
          .where('id', 'in', [...ids])
          .execute(),
      );
}

/** The gift a slip's code belongs to, or null. */
export async function giftByCode(scope: Scope, code: string): Promise<Gift | null> {
  return (await toGifts(scope, await giftRows(scope).where('look_code', '=', code).execute()))[0] ?? null;
}

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
    dueOn: row.due_on,
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
  return (await toPledges(scope, await pledgeRows(scope).where('id', '=', id).execute()))[0] ?? null;
}

/** Payments from their rows, with both kinds of names. */
export async function toPayments(scope: Scope, rows: readonly Selectable<PaymentTable>[]): Promise<Payment[]> {
  const people = await personNames(
    scope,
    rows.flatMap((row) => (row.payee_person_id === null ? [] : [row.payee_person_id])),
  );
  const organisations = await organisationNames(
    scope,
    rows.map((row) => row.payee_organisation_id),
  );
  return rows.map((row) => {
    const organisation = organisations.get(row.payee_organisation_id ?? '');
    const person = people.get(row.payee_person_id ?? '');
    return {
      id: row.id,
      number: row.number,
      fundId: row.fund_id,
      authorisationId: row.authorisation_id,
      projectId: row.project_id,
      activityId: row.activity_id,
      payeeOrganisationId: row.payee_organisation_id,
      payeePersonId: row.payee_person_id,
      payeeName: organisation ?? person?.inside ?? row.payee_name,
      publicPayee: organisation ?? person?.public ?? maskOrganisation(row.payee_name),
      amount: row.amount,
      whatFor: row.what_for,
      invoiceNumber: row.invoice_number,
      invoiceFileId: row.invoice_file_id,
      requestedBy: row.requested_by,
      state: row.state,
      approvalsNeeded: row.approvals_needed,
      entryId: row.entry_id,
      paidBy: row.paid_by,
      paidOn: row.paid_on,
      bankReference: row.bank_reference,
      receiptFileId: row.receipt_file_id,
      reason: row.reason,
      at: row.at,
    };
  });
}

/** Rows of payments, to be narrowed. */
export function paymentRows(scope: Scope) {
  return scope.db.selectFrom('payment').selectAll().where('space_id', '=', scope.spaceId);
}

/** One payment, or null. */
export async function payment(scope: Scope, id: string): Promise<Payment | null> {
  return (await toPayments(scope, await paymentRows(scope).where('id', '=', id).execute()))[0] ?? null;
}

/** Payments of a project or an activity, oldest first; in any state. */
export async function paymentsOf(
  scope: Scope,
  of: { readonly projectId?: string; readonly activityId?: string },
): Promise<Payment[]> {
  let query = paymentRows(scope);
  if (of.projectId !== undefined) query = query.where('project_id', '=', of.projectId);
  if (of.activityId !== undefined) query = query.where('activity_id', '=', of.activityId);
  return toPayments(scope, await query.orderBy('at').orderBy('id').execute());
}

/** Payments of several projects together, oldest first; in any state. */
export async function paymentsOfProjects(scope: Scope, projectIds: readonly string[]): Promise<Payment[]> {
  if (projectIds.length === 0) return [];
  const rows = paymentRows(scope).where('project_id', 'in', [...projectIds]);
  return toPayments(scope, await rows.orderBy('at').orderBy('id').execute());
}

/** What is asked for under an authorisation and not yet paid, in fen. */
export async function promisedOn(scope: Scope, authorisationId: string): Promise<bigint> {
  const row = await scope.db
    .selectFrom('payment')
    .select(sql<bigint>`coalesce(sum(amount), 0)::bigint`.as('promised'))
    .where('space_id', '=', scope.spaceId)
    .where('authorisation_id', '=', authorisationId)
    .where('state', 'in', ['asked', 'approved'])
    .executeTakeFirstOrThrow();
  return row.promised;
}
