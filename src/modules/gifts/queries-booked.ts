import { sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import type { Scope } from '#platform/scope';
import { giftRows, toGifts } from './queries.ts';
import type { SourceClass } from './schema.ts';

/** A gift of money that is in the books of a fund, with its giver: in full for the desk, as they wish for everyone. */
export interface BookedGiver {
  readonly giftId: string;
  readonly giver: string;
  readonly publicGiver: string;
  readonly amount: bigint;
  readonly receivedOn: LocalDate;
}

/** Every gift of money in the books of one fund, in the order in which it came. For funds small enough to ask everyone. */
export async function bookedGifts(scope: Scope, fundId: string): Promise<BookedGiver[]> {
  const rows = await giftRows(scope)
    .where('fund_id', '=', fundId)
    .where('state', '=', 'booked')
    .where('entry_id', 'is not', null)
    .orderBy('entry_id')
    .execute();
  return (await toGifts(scope, rows)).map((one) => ({
    ...{ giftId: one.id, giver: one.giver, publicGiver: one.publicGiver },
    ...{ amount: one.amount ?? 0n, receivedOn: one.receivedOn },
  }));
}

/** What one giver gave in a period, in fen; who gave without a name counts by itself. */
export interface GiverSum {
  readonly personId: string | null;
  readonly organisationId: string | null;
  readonly name: string;
  readonly amount: bigint;
}

/** The giver of most since a day, with the sum of all gifts since then; for the desk alone (F099). */
export async function largestGiver(
  scope: Scope,
  fundIds: readonly string[],
  since: LocalDate,
): Promise<{ top: GiverSum | null; sum: bigint }> {
  if (fundIds.length === 0) return { top: null, sum: 0n };
  const { rows } = await sql<{
    person: string | null;
    organisation: string | null;
    name: string;
    amount: bigint;
    total: bigint;
  }>`
    select donor_person_id as person, donor_organisation_id as organisation, donor_name as name,
      sum(amount)::bigint as amount, (sum(sum(amount)) over ())::bigint as total
    from gift where space_id = ${scope.spaceId} and fund_id = any (${[...fundIds]}::uuid[])
      and state = 'booked' and entry_id is not null and received_on >= ${since}::date
    group by donor_person_id, donor_organisation_id, donor_name,
      case when donor_person_id is null and donor_organisation_id is null and donor_name = '' then id end
    order by amount desc limit 1`.execute(scope.db);
  const [row] = rows;
  if (row === undefined) return { top: null, sum: 0n };
  const { person, organisation, name, amount, total } = row;
  return { top: { personId: person, organisationId: organisation, name, amount }, sum: total };
}

/** What came in by source class in each of some years, less what was taken back, in fen (F103). */
export async function yearsBySource(
  scope: Scope,
  fundIds: readonly string[],
  years: readonly number[],
): Promise<{ year: number; source: SourceClass; amount: bigint }[]> {
  const [first, last] = [years[0], years.at(-1)];
  if (fundIds.length === 0 || first === undefined || last === undefined) return [];
  return scope.db
    .selectFrom('gift')
    .select([sql<number>`extract(year from received_on)::int`.as('year'), 'source_class as source'])
    .select(sql<bigint>`sum(amount)::bigint`.as('amount'))
    .where('space_id', '=', scope.spaceId)
    .where('fund_id', 'in', [...fundIds])
    .where('state', '=', 'booked')
    .where('entry_id', 'is not', null)
    .where('received_on', '>=', `${first}-01-01`)
    .where('received_on', '<=', `${last}-12-31`)
    .groupBy(['year', 'source_class'])
    .orderBy('year')
    .orderBy('source_class')
    .execute();
}

/** What is promised to some funds and falls due until a day, less what was paid of it, in fen. */
export async function promisedUntil(scope: Scope, fundIds: readonly string[], until: LocalDate): Promise<bigint> {
  if (fundIds.length === 0) return 0n;
  const { rows } = await sql<{ amount: bigint }>`
    select coalesce(sum(greatest(due.up_to - p.paid, 0)), 0)::bigint as amount
    from pledge p join (
      select pledge_id, max(up_to) as up_to from pledge_part
      where space_id = ${scope.spaceId} and due_on <= ${until}::date group by pledge_id) due on due.pledge_id = p.id
    where p.space_id = ${scope.spaceId} and p.fund_id = any (${[...fundIds]}::uuid[]) and p.state = 'promised'`.execute(
    scope.db,
  );
  return rows[0]?.amount ?? 0n;
}
