import { sql } from 'kysely';
import { addMonths, type LocalDate } from '#kernel/dates';
import { type Fund, funds } from '#modules/funds';
import { waitingGifts } from '#modules/gifts';
import { closedMonth, monthlyFlow } from '#modules/ledger';
import { type Scope, today } from '#platform/scope';
import { compareMonth } from './queries-months.ts';

/** A hosted fund as the charity's officer sees it among all others. */
export interface Hosted {
  readonly space: { readonly id: string; readonly slug: string; readonly name: string };
  /** Whether it is of the space one stands in, where one can act. */
  readonly own: boolean;
  readonly fund: Fund;
  /** Of the month looked at, in fen. */
  readonly in: bigint;
  readonly out: bigint;
  /** Of the account that holds its money: lines and entries that are not settled. */
  readonly open: number;
  /** Whether the open count is said with this fund: of several on one account with the first. */
  readonly openHere: boolean;
  readonly closed: boolean;
  readonly receipts: number;
}

/** All funds of the spaces that may be read today, the own space first, each as of a month. */
export async function hostedFunds(scope: Scope, month: LocalDate = lastMonth(scope)): Promise<Hosted[]> {
  const spaces = await scope.db
    .selectFrom('space')
    .select(['id', 'slug', 'name'])
    .where('id', 'in', [...scope.spaces])
    .orderBy('name')
    .execute();
  const found: Hosted[] = [];
  for (const space of [...spaces].sort((a, b) => Number(b.id === scope.spaceId) - Number(a.id === scope.spaceId)))
    found.push(...(await fundsOf(readingOf(scope, space.id), space, month, space.id === scope.spaceId)));
  return found;
}

/** Lines of a space's statements that belong to none of its funds, and how many of them another space has found its own. */
export interface Elsewhere {
  readonly space: Hosted['space'];
  readonly own: boolean;
  readonly lines: number;
  readonly amount: bigint;
  readonly found: number;
}

/**
 * What statements show of money that is not the space's own, for each space that may be read: the same line in another
 * space's copy of the statement bears the same fingerprint, and is found where it is settled there. Nothing where only
 * one space may be read.
 */
export async function linesElsewhere(scope: Scope): Promise<Elsewhere[]> {
  if (scope.spaces.length < 2) return [];
  const { rows } = await sql<{ id: string; slug: string; name: string; lines: bigint; amount: bigint; found: bigint }>`
    select s.id, s.slug, s.name, count(*) as lines, sum(l.amount)::bigint as amount,
      count(*) filter (where exists (select 1 from outside_account a
        join statement_line o on o.space_id = a.space_id and o.outside_id = a.id and o.fingerprint = l.fingerprint
        join statement_link f on f.space_id = o.space_id and f.line_id = o.id and f.state = 'confirmed' and f.kind <> 'not_ours'
        where a.space_id <> l.space_id and o.day = l.day and o.amount = l.amount)) as found
    from statement_link k join statement_line l on l.space_id = k.space_id and l.id = k.line_id
    join space s on s.id = l.space_id
    where k.space_id = any (${[...scope.spaces]}::uuid[]) and k.kind = 'not_ours' and k.state = 'confirmed'
    group by s.id, s.slug, s.name order by s.name`.execute(scope.db);
  return rows.map(({ id, slug, name, lines, amount, found }) => ({
    ...{ space: { id, slug, name }, own: id === scope.spaceId, amount },
    ...{ lines: Number(lines), found: Number(found) },
  }));
}

/** The month before today's: the one that is being closed. */
export function lastMonth(scope: Scope): LocalDate {
  return `${addMonths(`${today(scope).slice(0, 7)}-01`, -1).slice(0, 7)}-01`;
}

/** The same reader looking at another space that is open to reading; its database handle still writes to its own alone. */
function readingOf(scope: Scope, spaceId: string): Scope {
  return { ...scope, spaceId };
}

async function fundsOf(scope: Scope, space: Hosted['space'], month: LocalDate, own: boolean): Promise<Hosted[]> {
  const all = (await funds(scope)).filter((one) => one.accountId !== null);
  if (all.length === 0) return [];
  const closed = (await closedMonth(scope, month)) !== null;
  const compared = await compareMonth(scope, month);
  const pending = (await waitingGifts(scope)).receipts;
  const firstOn = (one: Fund): Fund => all.find((each) => each.bankAccountId === one.bankAccountId) ?? one;
  return Promise.all(
    all.map(async (one) => {
      const flow = (await monthlyFlow(scope, [one.accountId ?? ''], month)).find((each) => each.month === month);
      const open = compared
        .filter((each) => each.account.side === 'bank' && each.account.accountIds.includes(one.bankAccountId ?? ''))
        .reduce((sum, each) => sum + each.there + each.differs + each.proposed + each.here.length, 0);
      return {
        ...{ space, own, fund: one, in: flow?.in ?? 0n, out: flow?.out ?? 0n, open, closed },
        openHere: firstOn(one).id === one.id,
        receipts: pending.filter((gift) => gift.fundId === one.id).length,
      };
    }),
  );
}
