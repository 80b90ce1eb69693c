import { sql } from 'kysely';
import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import { type Move, moves } from '#modules/ledger';
import type { Scope } from '#platform/scope';
import { asLink } from './queries.ts';
import type { BookLine } from './rules-match.ts';
import type { Here, Link, Outside, Side } from './schema.ts';

/** The part of an account outside that its statement is compared by. */
export type Compared = Pick<Outside, 'side' | 'accountIds'>;

/**
 * The books' moves of these sizes on the accounts of a statement within some days, without those that a line has
 * already on this side.
 */
export async function bookLines(
  scope: Scope,
  account: Compared,
  span: { readonly from: LocalDate; readonly until: LocalDate; readonly amounts: readonly bigint[] },
): Promise<BookLine[]> {
  const found = await moves(scope, { accountIds: account.accountIds, ...span });
  return free(scope, account.side, found, 'linked');
}

/** What some entries move on the accounts of a statement, as far as no line has them; by entry. */
export async function movesOfEntries(
  scope: Scope,
  account: Compared,
  entryIds: readonly string[],
  taken: 'linked' | 'confirmed' = 'linked',
): Promise<Map<string, BookLine[]>> {
  const found = new Map<string, BookLine[]>();
  if (entryIds.length === 0 || account.accountIds.length === 0) return found;
  const moved = await moves(scope, { accountIds: account.accountIds, entryIds });
  for (const one of await free(scope, account.side, moved, taken))
    found.set(one.entryId, [...(found.get(one.entryId) ?? []), one]);
  return found;
}

/** What no line has: none at all, or none that somebody confirmed. */
async function free(
  scope: Scope,
  side: Side,
  found: readonly Move[],
  taken: 'linked' | 'confirmed',
): Promise<BookLine[]> {
  const shown = found.filter((one) => shownBy(side, one));
  if (shown.length === 0) return [];
  const states = taken === 'linked' ? ['proposed', 'confirmed'] : ['confirmed'];
  const { rows } = await sql<{ entry_id: string; account_id: string }>`
    select k.entry_id, k.account_id from unnest(${[...new Set(shown.map((one) => one.entryId))]}::uuid[]) u(entry_id)
      join statement_link k on k.space_id = ${scope.spaceId} and k.side = ${side} and k.entry_id = u.entry_id
        and k.state <> 'undone' and k.state = any (${states}::text[]) and k.line_id is not null`.execute(scope.db);
  const gone = new Set(rows.map((row) => `${row.entry_id} ${row.account_id}`));
  return shown.filter((one) => !gone.has(keyOf(one))).map(asBookLine);
}

function asBookLine(one: Move): BookLine {
  return {
    ...{ entryId: one.entryId, accountId: one.accountId, day: one.factDay ?? one.day, amount: one.amount },
    giftId: one.subject.kind === 'gift' ? one.subject.id : null,
  };
}

/** A channel's bill shows what came through it; a bank's statement shows everything on its account. */
function shownBy(side: Side, one: Move): boolean {
  return side === 'bank' || one.kind.endsWith('platform');
}

function keyOf(one: { readonly entryId: string; readonly accountId: string }): string {
  return `${one.entryId} ${one.accountId}`;
}

function hasLine(links: ReadonlyMap<string, Link>, one: Move): boolean {
  return (links.get(keyOf(one))?.lineId ?? null) !== null;
}

/** Living links of entries on one side, by entry and account. */
async function livingLinks(scope: Scope, side: Side, entryIds: readonly string[]): Promise<Map<string, Link>> {
  const found = new Map<string, Link>();
  if (entryIds.length === 0) return found;
  const rows = await scope.db
    .selectFrom('statement_link')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('side', '=', side)
    .where('entry_id', '=', sql<string>`any (${[...new Set(entryIds)]}::uuid[])`)
    .where('state', '<>', 'undone')
    .execute();
  for (const row of rows) found.set(`${row.entry_id} ${row.account_id}`, asLink(row));
  return found;
}

/**
 * What is in the books of an account in some days and on no statement: payments under way, gifts booked twice. An entry
 * and its reversal that are both unseen cancel each other; what somebody explained carries its link.
 */
export async function onlyHere(scope: Scope, account: Compared, from: LocalDate, until: LocalDate): Promise<Here[]> {
  if (account.accountIds.length === 0) return [];
  const found = await moves(scope, { accountIds: account.accountIds, from, until });
  const shown = found.filter((one) => shownBy(account.side, one));
  const links = await livingLinks(
    scope,
    account.side,
    shown.map((one) => one.entryId),
  );
  const unseen = shown.filter((one) => !hasLine(links, one));
  const keys = new Set(unseen.map(keyOf));
  const cancelled = (one: Move): boolean =>
    [one.reverses, one.reversedBy].some((other) => other !== null && keys.has(`${other} ${one.accountId}`));
  return unseen
    .filter((one) => !cancelled(one))
    .map((one) => ({
      ...{ entryId: one.entryId, accountId: one.accountId, day: one.factDay ?? one.day, amount: one.amount },
      ...{ kind: one.kind, subject: one.subject, link: links.get(keyOf(one)) ?? null },
    }));
}

/** From when an account is compared here: the month of its first line, and no longer than a year before a day. */
export async function comparedSince(scope: Scope, account: Pick<Outside, 'id'>, until: LocalDate): Promise<LocalDate> {
  const row = await scope.db
    .selectFrom('statement_line')
    .select('day')
    .where('space_id', '=', scope.spaceId)
    .where('outside_id', '=', account.id)
    .orderBy('day')
    .limit(1)
    .executeTakeFirst();
  const year = addMonths(until, -12);
  const first = row === undefined ? year : `${row.day.slice(0, 7)}-01`;
  return first > year ? first : year;
}

/** Entries near a line that could be it or a part of it: the same amount first, then the same way, within some weeks. */
export async function candidatesFor(
  scope: Scope,
  account: Compared,
  line: { readonly day: LocalDate; readonly amount: bigint },
): Promise<Here[]> {
  const all = await onlyHere(scope, account, addDays(line.day, -31), addDays(line.day, 31));
  const place = (one: Here): number => (one.amount === line.amount ? 0 : 1);
  return all
    .filter((one) => one.amount > 0n === line.amount > 0n)
    .sort((a, b) => place(a) - place(b) || (a.day < b.day ? -1 : 1))
    .slice(0, 60);
}
