import { sql } from 'kysely';
import { addDays, type LocalDate } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { paymentsByReference } from '#modules/funds';
import { giftsById, giftsByReference } from '#modules/gifts';
import { parameter } from '#modules/parameters';
import { actorId, type Inside } from '#platform/scope';
import { outside } from './queries.ts';
import { bookLines, movesOfEntries } from './queries-here.ts';
import { type BookLine, numbersOf, type Pairing, pairByAmount, pairByNumber, type There } from './rules-match.ts';
import type { LineDraft, Outside } from './schema.ts';

/** A line to be matched, with the payer where the file names one. */
interface Fresh {
  readonly id: string;
  readonly draft: Pick<LineDraft, 'day' | 'amount' | 'number' | 'orderNumber' | 'payer'>;
}

/**
 * Proposes for each line what it seems to be in the books: first by number, then by amount and day. Proposals change
 * nothing until they are confirmed.
 */
export async function proposeLinks(scope: Inside, outsideId: string, fresh: readonly Fresh[]): Promise<number> {
  if (fresh.length === 0) return 0;
  const account = await outside(scope, outsideId);
  if (account === null || account.accountIds.length === 0) return 0;
  const lines: There[] = fresh.map(({ id, draft }) => ({ id, ...draft }));
  const byNumber = pairByNumber(lines, await knownNumbers(scope, account, lines));
  const numbered = new Set(byNumber.map((pair) => pair.lineId));
  const rest = lines.filter((line) => !numbered.has(line.id));
  const byAmount = await matchAmounts(scope, account, rest, fresh, new Set(byNumber.map((pair) => pair.entryId)));
  return keep(scope, account, [...byNumber, ...byAmount]);
}

/** Entries by the numbers their gifts and payments carry, as far as no living link has them yet. */
async function knownNumbers(
  scope: Inside,
  account: Outside,
  lines: readonly There[],
): Promise<Map<string, BookLine[]>> {
  const numbers = [...new Set(lines.flatMap(numbersOf))];
  const gifts = await giftsByReference(scope, numbers);
  const payments = await paymentsByReference(scope, numbers);
  const named = [...gifts, ...payments].map((one) => ({ entryId: one.entryId, number: one.reference ?? '' }));
  const free = await movesOfEntries(
    scope,
    account,
    named.map((one) => one.entryId),
  );
  const known = new Map<string, BookLine[]>();
  for (const { entryId, number } of named)
    known.set(number, [...(known.get(number) ?? []), ...(free.get(entryId) ?? [])]);
  return known;
}

/** By amount and day over the lines in the order of their days; the books are read as far as the window reaches. */
async function matchAmounts(
  scope: Inside,
  account: Outside,
  rest: readonly There[],
  fresh: readonly Fresh[],
  taken: ReadonlySet<string>,
): Promise<Pairing[]> {
  if (rest.length === 0) return [];
  const days = await parameter(scope, 'reconciliation.days');
  const sorted = [...rest].sort((a, b) => (a.day < b.day ? -1 : 1));
  const span = spanOf(sorted);
  const books = new Map<bigint, BookLine[]>();
  const all = await bookLines(scope, account, {
    ...{ from: addDays(span.from, -days), until: addDays(span.until, days) },
    amounts: [...new Set(sorted.map((line) => line.amount))],
  });
  for (const line of all)
    if (!taken.has(line.entryId)) books.set(line.amount, [...(books.get(line.amount) ?? []), line]);
  const names = await namesFor(scope, sorted, books, fresh);
  return pairByAmount(sorted, books, days, names);
}

function spanOf(sorted: readonly There[]): { from: LocalDate; until: LocalDate } {
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) throw new Error('no lines have no span');
  return { from: first.day, until: last.day };
}

/** Names are asked for only where one amount stands in the books more than once. */
async function namesFor(
  scope: Inside,
  lines: readonly There[],
  books: ReadonlyMap<bigint, readonly BookLine[]>,
  fresh: readonly Fresh[],
) {
  const unclear = lines.flatMap((line) => ((books.get(line.amount)?.length ?? 0) > 1 ? [line.amount] : []));
  const entries = [...new Set(unclear)].flatMap((amount) => books.get(amount) ?? []).slice(0, 5000);
  const gifts = await giftsById(
    scope,
    entries.flatMap((one) => (one.giftId === null ? [] : [one.giftId])),
  );
  const named = new Map(gifts.map((gift) => [gift.id, gift.giver]));
  const givers = new Map(entries.map((one) => [one.entryId, named.get(one.giftId ?? '') ?? '']));
  const payers = new Map(fresh.map((one) => [one.id, one.draft.payer]));
  return {
    payerOf: (lineId: string) => payers.get(lineId) ?? '',
    giverOf: (entryId: string) => givers.get(entryId) ?? '',
  };
}

async function keep(scope: Inside, account: Outside, pairs: readonly Pairing[]): Promise<number> {
  if (pairs.length === 0) return 0;
  const entries = pairs.map((pair) => pair.entryId);
  // An entry said to be in transit has arrived: its explanation gives way to the line.
  await scope.db
    .updateTable('statement_link')
    .set({
      ...{ state: 'undone', undone_at: scope.now(), undone_by: actorId(scope), undone_reason: 'arrived' },
    })
    .where('space_id', '=', scope.spaceId)
    .where('kind', '=', 'transit')
    .where('state', '<>', 'undone')
    .where('entry_id', '=', sql<string>`any (${entries}::uuid[])`)
    .execute();
  await sql`
    insert into statement_link (space_id, id, side, outside_id, line_id, entry_id, account_id, kind, amount, differs, state, made_by, at)
    select ${scope.spaceId}, u.id, ${account.side}, ${account.id}, u.line_id, u.entry_id, u.account_id, u.kind, u.amount, u.differs,
        'proposed', ${actorId(scope)}, ${scope.now()}
      from unnest(${pairs.map(() => newId(scope.now()))}::uuid[], ${pairs.map((pair) => pair.lineId)}::uuid[],
        ${entries}::uuid[], ${pairs.map((pair) => pair.accountId)}::uuid[], ${pairs.map((pair) => pair.kind)}::text[],
        ${pairs.map((pair) => pair.amount.toString())}::bigint[], ${pairs.map((pair) => pair.differs)}::boolean[])
        u(id, line_id, entry_id, account_id, kind, amount, differs)
      on conflict do nothing`.execute(scope.db);
  return pairs.length;
}
