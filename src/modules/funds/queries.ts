import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { maskOrganisation } from '#kernel/masking';
import { balances } from '#modules/ledger';
import { organisationNames } from '#modules/organisations';
import { personNames } from '#modules/people';
import { believedRow } from '#platform/believe';
import type { FundTable, PaymentTable } from '#platform/schema.generated';
import type { Inside, Scope } from '#platform/scope';
import type { Fund, Payment } from './schema.ts';

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
    purposeProjectId: row.purpose_project_id,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    closedWords: row.closed_words,
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

/** What booking into a fund looks at: whether it is open, under which agreement, and its accounts. */
export type FundBooks = Pick<
  Fund,
  'id' | 'state' | 'agreementFrom' | 'agreementUntil' | 'accountId' | 'bankAccountId' | 'cashAccountId'
>;

type FundBooksRow = Pick<
  Selectable<FundTable>,
  'id' | 'state' | 'agreement_from' | 'agreement_until' | 'account_id' | 'bank_account_id' | 'cash_account_id'
>;

const booksText = `select id, state, agreement_from, agreement_until, account_id, bank_account_id, cash_account_id
  from fund where space_id = $1 and id = $2`;

/** A fund as far as booking needs it, as it was read before and still is, or null. */
export async function fundBooks(scope: Inside, id: string): Promise<FundBooks | null> {
  const row = await believedRow<FundBooksRow>(scope, booksText, [scope.spaceId, id]);
  if (row === null) return null;
  return {
    ...{ id: row.id, state: row.state, agreementFrom: row.agreement_from, agreementUntil: row.agreement_until },
    ...{ accountId: row.account_id, bankAccountId: row.bank_account_id, cashAccountId: row.cash_account_id },
  };
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
      kind: row.kind,
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
      settleBy: row.settle_by,
      settledAmount: row.settled_amount,
      settledAt: row.settled_at,
      topsUpId: row.tops_up_id,
      projectLine: row.project_line,
      returned: row.returned,
      quotesReason: row.quotes_reason,
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

/** Payments by their ids, in no order. */
export async function paymentsById(scope: Scope, ids: readonly string[]): Promise<Payment[]> {
  return ids.length === 0
    ? []
    : toPayments(
        scope,
        await paymentRows(scope)
          .where('id', 'in', [...ids])
          .execute(),
      );
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
