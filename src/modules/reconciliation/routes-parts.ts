import { isId } from '#kernel/ids';
import { funds } from '#modules/funds';
import { accounts } from '#modules/ledger';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import type { Body, Context } from '#platform/web';
import type { FieldOption } from '#ui/form';
import { permissions } from './permissions.ts';

/** The id in the path, or the empty string where it is none. */
export function idIn(context: Context): string {
  const { id = '' } = context.params;
  return isId(id) ? id : '';
}

/** The body with the id of the path. */
export function withId(context: Context, body: Body): Body {
  return { ...body, id: idIn(context) };
}

/** A month in the path or the query as its first day; null where it is none. */
export function monthIn(text: string | null | undefined): string | null {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text ?? '') ? `${text}-01` : null;
}

/** The desk's root of the space in the path. */
export function deskOf(context: Context): string {
  return `/desk/${context.params['space'] ?? ''}`;
}

/** Whether the reader may do these deeds; money roles with their second factor. */
export function hands(scope: Scope) {
  return {
    match: allowed(scope, permissions.match).ok,
    make: allowed(scope, permissions.make).ok,
    accounts: allowed(scope, permissions.accounts).ok,
    agree: allowed(scope, permissions.agree).ok,
    close: allowed(scope, permissions.close).ok,
    chart: allowed(scope, permissions.chart).ok,
    letRead: allowed(scope, permissions.letRead).ok,
  };
}

/** Open funds to choose from; with `bankIds` only those whose money is on these accounts. */
export async function fundOptions(scope: Scope, bankIds?: readonly string[]): Promise<FieldOption[]> {
  return (await funds(scope))
    .filter((one) => one.accountId !== null && one.state !== 'preparing')
    .filter((one) => bankIds === undefined || bankIds.includes(one.bankAccountId ?? ''))
    .map((one) => ({ value: one.id, label: one.name }));
}

/** The bank accounts of the books, each named by the funds whose money is on it. */
export async function bookOptions(scope: Scope): Promise<FieldOption[]> {
  const all = await funds(scope);
  return (await accounts(scope))
    .filter((one) => one.path.startsWith('bank/'))
    .flatMap((one) => {
      const names = all.filter((fund) => fund.bankAccountId === one.id).map((fund) => fund.name);
      return names.length === 0 ? [] : [{ value: one.id, label: names.join(' · ') }];
    });
}

/** Where an entry's own page is, by what it is about. */
export function entryHref(desk: string, subject: { readonly kind: string; readonly id: string }): string {
  if (subject.kind === 'gift') return `${desk}/gifts/${subject.id}`;
  if (subject.kind === 'payment') return `${desk}/payments/${subject.id}`;
  if (subject.kind === 'bank_line') return `${desk}/reconcile/lines/${subject.id}`;
  return subject.kind === 'fee' ? `${desk}/fees` : `${desk}/money`;
}
