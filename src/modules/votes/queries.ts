import { sql } from 'kysely';
import { formatDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import type { Kind, Thing } from '#modules/record';
import type { Scope } from '#platform/scope';
import { type TurnoutLine, turnoutLines } from './rules.ts';
import { pabulibText } from './rules-pabulib.ts';
import {
  type BallotKind,
  type Band,
  bands,
  type Channel,
  type Electorate,
  type Mark,
  type Option,
  type Pile,
  type Poll,
  type PollResult,
  type PollRule,
  type PollState,
  type Voter,
} from './schema.ts';

/** A row of `pollText`. */
export interface PollRow {
  readonly id: string;
  readonly number: string | null;
  readonly title: string;
  readonly text: string;
  readonly kind: BallotKind;
  readonly rule: PollRule;
  readonly electorate: Electorate;
  readonly place_id: string | null;
  readonly min_age: number;
  readonly cut_off: string;
  readonly quorum: string;
  readonly share: string;
  readonly seats: number;
  readonly most: number | null;
  readonly points: number | null;
  readonly budget: bigint | null;
  readonly turnout: 'open' | 'closed';
  readonly opens_at: Date;
  readonly closes_at: Date;
  readonly state: PollState;
  readonly state_reason: string;
  readonly subject_kind: string | null;
  readonly subject_id: string | null;
  readonly lot_hash: string | null;
  readonly lot: string | null;
  readonly roll_size: number | null;
  readonly paper_note: string;
  readonly ballots_hash: string | null;
  readonly receipts_hash: string | null;
  readonly closed_at: Date | null;
  readonly counted_at: Date | null;
  readonly result: PollResult | null;
  readonly options: readonly {
    number: number;
    title: string;
    note: string;
    cost: string | null;
    place: string | null;
  }[];
}

const columns = `p.id, p.number, p.title, p.text, p.kind, p.rule, p.electorate, p.place_id, p.min_age, p.cut_off, p.quorum,
  p.share, p.seats, p.most, p.points, p.budget, p.turnout, p.opens_at, p.closes_at, p.state, p.state_reason, p.subject_kind,
  p.subject_id, p.lot_hash, p.lot, p.roll_size, p.paper_note, p.ballots_hash, p.receipts_hash, p.closed_at, p.counted_at,
  p.result, (select coalesce(json_agg(json_build_object('number', o.number, 'title', o.title, 'note', o.note,
    'cost', o.cost::text, 'place', o.place_id) order by o.number), '[]') from poll_option o
    where o.space_id = p.space_id and o.poll_id = p.id) as options`;

/** One vote with its options, by space and key: one row, so that a command may believe it. */
export const pollText = `select ${columns} from poll p where p.space_id = $1 and p.id = $2`;

/** A row as the room knows it. */
export function toPoll(row: PollRow): Poll {
  return {
    ...{ id: row.id, number: row.number, title: row.title, text: row.text, kind: row.kind, rule: row.rule },
    ...{ electorate: row.electorate, placeId: row.place_id, minAge: row.min_age, cutOff: row.cut_off },
    ...{ quorum: row.quorum, share: row.share, seats: row.seats, most: row.most, points: row.points },
    ...{ budget: row.budget, turnout: row.turnout, opensAt: row.opens_at, closesAt: row.closes_at },
    ...{ state: row.state, stateReason: row.state_reason, lotHash: row.lot_hash, lot: row.lot },
    // Only this room writes the column, from a Thing.
    subject: row.subject_id === null ? null : { kind: row.subject_kind as Kind, id: row.subject_id },
    ...{ rollSize: row.roll_size, paperNote: row.paper_note, ballotsHash: row.ballots_hash },
    ...{ receiptsHash: row.receipts_hash, closedAt: row.closed_at, countedAt: row.counted_at, result: row.result },
    options: row.options.map(
      (one): Option => ({
        ...{ number: one.number, title: one.title, note: one.note, placeId: one.place },
        cost: one.cost === null ? null : BigInt(one.cost),
      }),
    ),
  };
}

/** One vote, or null. Drafts too: public pages ask whether it was announced. */
export async function poll(scope: Scope, id: string): Promise<Poll | null> {
  return isId(id) ? ((await polls(scope, { id }))[0] ?? null) : null;
}

/** Votes, the latest to close first. */
export async function polls(
  scope: Scope,
  of: { readonly id?: string; readonly announced?: boolean; readonly state?: PollState; readonly subject?: Thing } = {},
): Promise<Poll[]> {
  const { rows } = await sql<PollRow>`select ${sql.raw(columns)} from poll p where p.space_id = ${scope.spaceId}
    and (${of.id ?? null}::uuid is null or p.id = ${of.id ?? null})
    and (not ${of.announced ?? false} or p.announced_at is not null)
    and (${of.state ?? null}::text is null or p.state = ${of.state ?? null})
    and (${of.subject?.id ?? null}::uuid is null or p.subject_id = ${of.subject?.id ?? null})
    order by p.closes_at desc, p.id desc`.execute(scope.db);
  return rows.map(toPoll);
}

const voterColumns = [
  ...(['person_id', 'place_id', 'band', 'way', 'area', 'added_reason', 'struck_reason'] as const),
  ...(['paper_out', 'channel', 'voted_on'] as const),
] as const;

function voterRows(scope: Scope, pollId: string) {
  return scope.db
    .selectFrom('poll_voter')
    .select([...voterColumns])
    .where('space_id', '=', scope.spaceId)
    .where('poll_id', '=', pollId);
}

function toVoter(row: Awaited<ReturnType<ReturnType<typeof voterRows>['execute']>>[number]): Voter {
  return {
    ...{ personId: row.person_id, placeId: row.place_id, band: row.band, way: row.way, area: row.area },
    ...{ addedReason: row.added_reason, struckReason: row.struck_reason, paperOut: row.paper_out },
    ...{ channel: row.channel, votedOn: row.voted_on },
  };
}

/** The line of somebody on the roll of a vote, or null. */
export async function voter(scope: Scope, pollId: string, personId: string): Promise<Voter | null> {
  if (!isId(personId)) return null;
  const row = await voterRows(scope, pollId).where('person_id', '=', personId).executeTakeFirst();
  return row === undefined ? null : toVoter(row);
}

/** A line of the roll as the desk sees it. */
export interface RollRow extends Voter {
  readonly name: string;
  readonly placeName: string;
}

/** The roll for the desk: by name or place, those who have voted, those who hold a ballot on paper. */
export async function rollRows(
  scope: Scope,
  pollId: string,
  asked: { readonly text?: string; readonly only?: string; readonly limit?: number; readonly offset?: number },
): Promise<{ rows: RollRow[]; total: number }> {
  const base = scope.db
    .selectFrom('poll_voter as v')
    .innerJoin('person as p', (on) => on.onRef('p.space_id', '=', 'v.space_id').onRef('p.id', '=', 'v.person_id'))
    .leftJoin('place as o', (on) => on.onRef('o.space_id', '=', 'v.space_id').onRef('o.id', '=', 'v.place_id'))
    .where('v.space_id', '=', scope.spaceId)
    .where('v.poll_id', '=', pollId)
    .$if((asked.text ?? '') !== '', (query) =>
      query.where((where) =>
        where.or([
          where('p.name', 'ilike', `%${(asked.text ?? '').replace(/[\\%_]/g, '\\$&')}%`),
          where('o.name', 'ilike', `%${(asked.text ?? '').replace(/[\\%_]/g, '\\$&')}%`),
        ]),
      ),
    )
    .$if(asked.only === 'voted', (query) => query.where('v.channel', 'is not', null))
    .$if(asked.only === 'waiting', (query) => query.where('v.channel', 'is', null).where('v.struck_reason', '=', ''))
    .$if(asked.only === 'paper', (query) => query.where('v.paper_out', 'is not', null).where('v.channel', 'is', null))
    .$if(asked.only === 'struck', (query) => query.where('v.struck_reason', '<>', ''));
  const columnsOfRoll = base.select([
    ...voterColumns.map((one) => `v.${one}` as const),
    'p.name',
    'o.name as place_name',
  ]);
  const total = Number((await base.select((e) => e.fn.countAll<bigint>().as('all')).executeTakeFirst())?.all ?? 0n);
  const rows = await columnsOfRoll
    .orderBy('o.name')
    .orderBy('p.name')
    .orderBy('v.person_id')
    .limit(asked.limit ?? 100_000)
    .offset(asked.offset ?? 0)
    .execute();
  return { total, rows: rows.map((row) => ({ ...toVoter(row), name: row.name, placeName: row.place_name ?? '' })) };
}

/** How many are on the roll and have voted, by age band and by way. Marks alone; nothing of what is in the box. */
export interface Turnout {
  readonly of: number;
  readonly voted: number;
  readonly area: bigint;
  readonly lines: readonly TurnoutLine[];
  readonly channels: Readonly<Partial<Record<Channel, number>>>;
  /** Ballots on paper that were given out and not brought back. */
  readonly paperOut: number;
}

/** Turnout of a vote. */
export async function turnout(scope: Scope, pollId: string): Promise<Turnout> {
  const { rows } = await sql<{
    band: Band;
    channel: Channel | null;
    count: number;
    out: number;
    area: bigint | null;
  }>`
    select band, channel, count(*)::int as count, (count(paper_out) filter (where channel is null))::int as out,
      sum(area)::bigint as area
    from poll_voter where space_id = ${scope.spaceId} and poll_id = ${pollId} and struck_reason = ''
    group by band, channel`.execute(scope.db);
  const byBand = new Map<Band, { band: Band; voted: number; of: number }>();
  const byWay: Partial<Record<Channel, number>> = {};
  for (const { band, channel, count } of rows) {
    const line = byBand.get(band) ?? { band, voted: 0, of: 0 };
    byBand.set(band, { band, of: line.of + count, voted: line.voted + (channel === null ? 0 : count) });
    if (channel !== null) byWay[channel] = (byWay[channel] ?? 0) + count;
  }
  const all = [...byBand.values()].toSorted((a, b) => bands.indexOf(a.band) - bands.indexOf(b.band));
  return {
    of: all.reduce((sum, one) => sum + one.of, 0),
    voted: all.reduce((sum, one) => sum + one.voted, 0),
    area: rows.reduce((sum, one) => sum + (one.area ?? 0n), 0n),
    lines: turnoutLines(all),
    channels: byWay,
    paperOut: rows.reduce((sum, one) => sum + one.out, 0),
  };
}

/** The piles of ballots on paper, in the order of their numbers. */
export async function piles(scope: Scope, pollId: string): Promise<Pile[]> {
  const rows = await scope.db
    .selectFrom('poll_pile')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('poll_id', '=', pollId)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, number: row.number, size: row.size, state: row.state },
    ...{ firstBy: row.first_by, secondBy: row.second_by, thirdBy: row.third_by },
  }));
}

/** A ballot as it lies open after the close. */
export interface OpenBallot {
  readonly marks: readonly Mark[];
  readonly invalid: string;
}

/** Every ballot of a vote that is over, in the order of their random keys; none before the close. */
export async function ballotsOf(scope: Scope, pollId: string): Promise<OpenBallot[]> {
  const rows = await scope.db
    .selectFrom('ballot')
    .select(['marks', 'invalid'])
    .where('space_id', '=', scope.spaceId)
    .where('poll_id', '=', pollId)
    .orderBy('id')
    .execute();
  // The column is written by this room alone, from marks.
  return rows.map((row) => ({ marks: row.marks as unknown as readonly Mark[], invalid: row.invalid }));
}

/** Every valid ballot of a vote that is over, as the file that anybody may take and count (Pabulib format). */
export async function ballotFile(scope: Scope, of: Poll): Promise<string> {
  return pabulibText(of, await ballotsOf(scope, of.id));
}

/** The published receipts of a vote that is over: hashes alone, in order. */
export async function receiptsOf(scope: Scope, pollId: string): Promise<{ hash: string; times: number }[]> {
  return scope.db
    .selectFrom('poll_receipt')
    .select(['hash', 'times'])
    .where('space_id', '=', scope.spaceId)
    .where('poll_id', '=', pollId)
    .orderBy('hash')
    .execute();
}

/** Whether this database believes a clock that somebody moves: a demo or a test, where no vote binds anybody. */
export async function isClockMoved(scope: Scope): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`select linli_clock_is_moved() as moved`.execute(scope.db);
  return rows[0]?.moved === true;
}

/** The last day on which one can vote. */
export function lastDay(view: { readonly lang: 'zh' | 'en' }, one: Poll): string {
  return formatDate(new Date(one.closesAt.getTime() - 1), view.lang);
}

/** Votes of yes or no that are announced and not counted, whose result may carry a step of a procedure. */
export async function openPolls(scope: Scope): Promise<Poll[]> {
  return (await polls(scope, { state: 'ready' })).filter((one) => one.kind === 'yes_no');
}
