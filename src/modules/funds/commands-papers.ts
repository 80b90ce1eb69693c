import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import type { Upload } from '#platform/input';
import { actorId, type Inside } from '#platform/scope';
import { keepPaper } from './commands.ts';
import { readInvoices } from './rules-payments.ts';

/** What kind of paper lies with a payment. */
export type PaperKind = 'quote' | 'invoice' | 'receipt' | 'proof';

/** Keeps several papers of a payment; returns their files' ids. Refuses `funds.not_a_paper` and the codes of stored files. */
export async function keepPapers(
  scope: Inside,
  paymentId: string,
  kind: PaperKind,
  papers: readonly Upload[],
): Promise<Result<string[]>> {
  const files: string[] = [];
  for (const paper of papers) {
    const kept = await keepPaper(scope, paper, { kind: 'payment', id: paymentId }, 'office');
    if (!kept.ok) return kept;
    if (kept.value === null) continue;
    files.push(kept.value);
    await scope.db
      .insertInto('payment_paper')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), payment_id: paymentId, kind, file_id: kept.value },
        ...{ kept_by: actorId(scope), at: scope.now() },
      })
      .execute();
  }
  return ok(files);
}

/** Who issued an invoice: the same words mean the same issuer. */
export function payeeKey(payee: {
  readonly organisationId: string | null;
  readonly personId: string | null;
  readonly name: string;
}): string {
  return payee.organisationId ?? payee.personId ?? payee.name;
}

/** The first live payment of the same payee that has one of these invoices, as the refusal that names it, or null. */
export async function usedInvoice(
  scope: Inside,
  key: string,
  typed: string,
  paymentId?: string,
): Promise<Result<never> | null> {
  const numbers = readInvoices(typed);
  if (numbers.length === 0) return null;
  let query = scope.db
    .selectFrom('payment_invoice as i')
    .innerJoin('payment as p', (on) => on.onRef('p.space_id', '=', 'i.space_id').onRef('p.id', '=', 'i.payment_id'))
    .select(['i.number as invoice', 'p.number as number', 'p.what_for as what'])
    .where('i.space_id', '=', scope.spaceId)
    .where('i.payee_key', '=', key)
    .where('i.live', '=', true)
    .where('i.number', 'in', numbers);
  if (paymentId !== undefined) query = query.where('i.payment_id', '<>', paymentId);
  const used = await query.orderBy('p.number').limit(1).executeTakeFirst();
  return used === undefined ? null : fail('funds.invoice_used', { field: 'invoiceNumber', params: used });
}

/**
 * Takes the typed invoice numbers for a payment. A number that a live payment of the same payee has already is refused
 * with `funds.invoice_used`, naming that payment.
 */
export async function claimInvoices(
  scope: Inside,
  paymentId: string,
  key: string,
  typed: string,
): Promise<Result<null>> {
  const numbers = readInvoices(typed);
  if (numbers.length === 0) return ok(null);
  const used = await usedInvoice(scope, key, typed, paymentId);
  if (used !== null) return used;
  await scope.db
    .insertInto('payment_invoice')
    .values(numbers.map((number) => ({ space_id: scope.spaceId, payment_id: paymentId, number, payee_key: key })))
    .onConflict((conflict) => conflict.columns(['space_id', 'payment_id', 'number']).doNothing())
    .execute();
  return ok(null);
}

/** A payment that was not made, or came back, frees its invoices for the next try. */
export async function freeInvoices(scope: Inside, paymentId: string): Promise<void> {
  await scope.db
    .updateTable('payment_invoice')
    .set({ live: false })
    .where('space_id', '=', scope.spaceId)
    .where('payment_id', '=', paymentId)
    .execute();
}
