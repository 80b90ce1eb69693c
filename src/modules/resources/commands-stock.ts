import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { type Commodity, openAccount, postEntry, reverseEntry, stocks } from '#modules/ledger';
import { audit, type Thing } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { offeredNow } from './commands-lines.ts';
import { type LoadedResource, resourceFor } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { CountStock } from './schema.ts';

/**
 * Goods are counted in the books like money, each resource a commodity of its own: `stock/<id>` is the shelf, which
 * can not fall below zero, `received/goods` says where they came from, `given/<class>` where they went.
 */
function commodity(resourceId: string): Commodity {
  return `GOODS:${resourceId}`;
}

function shelf(scope: Inside, one: Pick<LoadedResource, 'id' | 'title'>): Promise<string> {
  return openAccount(scope, {
    path: `stock/${one.id}`,
    commodity: commodity(one.id),
    normal: 'debit',
    covered: true,
    title: one.title,
  });
}

function beside(scope: Inside, resourceId: string, path: string, normal: 'debit' | 'credit'): Promise<string> {
  return openAccount(scope, { path, commodity: commodity(resourceId), normal, title: '' });
}

/** Books the offered quantity onto the shelf when goods are opened. */
export async function openShelf(
  scope: Inside,
  one: Pick<LoadedResource, 'id' | 'title' | 'quantity'>,
  number: string,
): Promise<Result<{ entryId: string }>> {
  const stock = await shelf(scope, one);
  const received = await beside(scope, one.id, 'received/goods', 'credit');
  await scope.db
    .updateTable('resource')
    .set({ account_id: stock })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', one.id)
    .execute();
  return postEntry(scope, {
    kind: 'resources.received',
    memo: number,
    subject: { kind: 'resource', id: one.id },
    lines: [
      { accountId: stock, amount: one.quantity },
      { accountId: received, amount: -one.quantity },
    ],
  });
}

/** How much stands on a resource's shelf. */
export async function onShelf(scope: Inside, one: Pick<LoadedResource, 'account_id'>): Promise<bigint> {
  return one.account_id === null ? 0n : ((await stocks(scope, [one.account_id])).get(one.account_id) ?? 0n);
}

/** What leaves a shelf: how much, and for which thing (a proposal, an activity). */
export interface Issue {
  readonly resourceId: string;
  readonly quantity: bigint;
  readonly subject: Thing;
}

/**
 * Gives goods out of stock, for matching and activities; returns the entry, which `takeGoodsBack` turns round.
 * What is kept for somebody in line goes to nobody else. Refusals: `resources.not_found`, `resources.state`,
 * `resources.not_goods`, `resources.short` (with `left`), `resources.kept` (with how many are `kept`).
 */
export async function issueGoods(scope: Inside, issue: Issue): Promise<Result<{ entryId: string }>> {
  const loaded = await resourceFor(scope, issue.resourceId, 'issue');
  if (!loaded.ok) return loaded;
  const one = loaded.value;
  if (one.kind !== 'goods' || one.account_id === null) return fail('resources.not_goods');
  const left = await onShelf(scope, one);
  if (issue.quantity > left)
    return fail('resources.short', { field: 'quantity', params: { left: left.toString(), unit: one.unit } });
  // The one it is kept for is handed it out of the same keeping.
  const kept = issue.subject.kind === 'wait' ? 0n : await offeredNow(scope, one.id);
  if (issue.quantity > left - kept)
    return fail('resources.kept', { field: 'quantity', params: { kept: kept.toString(), unit: one.unit } });
  const given = await beside(scope, one.id, `given/${one.class_code}`, 'debit');
  const posted = await postEntry(scope, {
    kind: 'resources.issued',
    memo: one.number ?? '',
    subject: issue.subject,
    lines: [
      { accountId: given, amount: issue.quantity },
      { accountId: one.account_id, amount: -issue.quantity },
    ],
  });
  if (!posted.ok) return posted;
  await markUsed(scope, one.id);
  await audit(scope, { kind: 'resource', id: one.id, detail: { step: 'issued', quantity: issue.quantity.toString() } });
  return posted;
}

/** Puts goods back on the shelf that did not reach anybody after all, with the reason. */
export async function takeGoodsBack(
  scope: Inside,
  entryId: string,
  reason: string,
): Promise<Result<{ entryId: string }>> {
  return reverseEntry(scope, entryId, reason);
}

/** What is left of goods goes back to whoever gave them when the resource ends. */
export async function giveBackStock(scope: Inside, one: LoadedResource): Promise<Result<null>> {
  const left = await onShelf(scope, one);
  if (one.account_id === null || left === 0n) return ok(null);
  const back = await beside(scope, one.id, 'returned/goods', 'debit');
  const posted = await postEntry(scope, {
    kind: 'resources.returned',
    memo: one.number ?? '',
    subject: { kind: 'resource', id: one.id },
    lines: [
      { accountId: back, amount: left },
      { accountId: one.account_id, amount: -left },
    ],
  });
  return posted.ok ? ok(null) : posted;
}

/** Notes that a resource was of use today (F101). */
export async function markUsed(scope: Inside, resourceId: string): Promise<void> {
  await scope.db
    .updateTable('resource')
    .set({ used_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', resourceId)
    .execute();
}

/**
 * A count by hand: books the difference between shelf and books with its reason (broken, expired, found). Refusals:
 * `resources.not_goods`, `resources.same_count`, `resources.state`.
 */
export const countStock = command({
  name: 'resources.count',
  permission: permissions.keep,
  input: CountStock,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await resourceFor(scope, input.id, 'count');
    if (!loaded.ok) return loaded;
    const one = loaded.value;
    if (one.kind !== 'goods' || one.account_id === null) return fail('resources.not_goods');
    const more = input.counted - (await onShelf(scope, one));
    if (more === 0n) return fail('resources.same_count', { field: 'counted' });
    const difference = await beside(scope, one.id, 'difference/goods', 'debit');
    const posted = await postEntry(scope, {
      kind: 'resources.counted',
      memo: one.number ?? '',
      subject: { kind: 'resource', id: one.id },
      lines: [
        { accountId: one.account_id, amount: more },
        { accountId: difference, amount: -more },
      ],
    });
    if (!posted.ok) return posted;
    await audit(scope, {
      kind: 'resource',
      id: one.id,
      detail: { step: 'counted', more: more.toString(), reason: input.reason },
    });
    return ok({ id: one.id });
  },
});
