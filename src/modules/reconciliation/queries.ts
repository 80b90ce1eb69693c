import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { LocalDate } from '#kernel/dates';
import { openText } from '#platform/crypto';
import type { FeeAgreementTable, StatementLinkTable } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { BadRow } from '#platform/sheet';
import type { LineContext } from './rules-line.ts';
import type { Agreement, Columns, Line, LineState, Link, Outside, StatementFile } from './schema.ts';

/** The accounts outside whose statements are compared, those of banks first. */
export async function outsides(scope: Scope): Promise<Outside[]> {
  const rows = await scope.db
    .selectFrom('outside_account as o')
    .select(['o.id', 'o.kind', 'o.side', 'o.title', 'o.number_tail'])
    .select(
      sql<string[]>`coalesce((select array_agg(b.account_id::text order by b.account_id) from outside_book b
        where b.space_id = o.space_id and b.outside_id = o.id), '{}')`.as('accounts'),
    )
    .where('o.space_id', '=', scope.spaceId)
    .where('o.closed_at', 'is', null)
    .orderBy('o.side')
    .orderBy('o.created_at')
    .orderBy('o.id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, side: row.side, title: row.title },
    ...{ numberTail: row.number_tail, accountIds: row.accounts },
  }));
}

/** One account outside, or null. */
export async function outside(scope: Scope, id: string): Promise<Outside | null> {
  return (await outsides(scope)).find((one) => one.id === id) ?? null;
}

/** The columns that files with these headings have, as somebody said before; null for new headings. */
export async function templateFor(scope: Scope, headerKey: string): Promise<Columns | null> {
  const row = await scope.db
    .selectFrom('statement_template')
    .select('columns')
    .where('space_id', '=', scope.spaceId)
    .where('header_key', '=', headerKey)
    .executeTakeFirst();
  // Only mapStatement writes this column.
  return row === undefined ? null : (row.columns as Columns);
}

/** The files that were brought, the latest first. */
export async function statementFiles(
  scope: Scope,
  of: { readonly id?: string; readonly state?: string; readonly sha256?: string } = {},
) {
  let query = scope.db
    .selectFrom('statement_file as f')
    .innerJoin('outside_account as o', (join) =>
      join.onRef('o.space_id', '=', 'f.space_id').onRef('o.id', '=', 'f.outside_id'),
    )
    .selectAll('f')
    .select('o.title as outside_title')
    .where('f.space_id', '=', scope.spaceId);
  if (of.id !== undefined) query = query.where('f.id', '=', of.id);
  if (of.sha256 !== undefined) query = query.where('f.sha256', '=', of.sha256);
  if (of.state !== undefined) query = query.where('f.state', '=', sql<'landing'>`${of.state}`);
  const rows = await query.orderBy('f.at', 'desc').orderBy('f.id').limit(100).execute();
  return rows.map(
    (row): StatementFile => ({
      ...{ id: row.id, outsideId: row.outside_id, outsideTitle: row.outside_title, name: row.name },
      ...{ sha256: row.sha256, format: row.format, encoding: row.encoding, headerLine: row.header_line },
      // The room's own commands write these columns.
      ...{ header: row.header as string[], columns: row.columns as Columns, report: row.report as unknown as BadRow[] },
      // So does landing this one.
      carried: row.carried as { [key: string]: number },
      ...{ state: row.state, total: row.total, done: row.done, landed: row.landed, repeated: row.repeated },
      ...{ refused: row.refused, moneyIn: row.money_in, moneyOut: row.money_out },
      ...{ firstDay: row.first_day, lastDay: row.last_day, at: row.at, broughtBy: row.brought_by },
    }),
  );
}

/** One file, or null. */
export async function statementFile(scope: Scope, id: string): Promise<StatementFile | null> {
  return (await statementFiles(scope, { id }))[0] ?? null;
}

/** What reading a file's rows needs to know. */
export function lineContext(file: StatementFile, zone: string, today: LocalDate): LineContext {
  return { columns: file.columns, format: file.format, zone, today };
}

/** Which lines are asked for. */
export interface LineFilter {
  readonly ids?: readonly string[] | undefined;
  readonly outsideId?: string | undefined;
  readonly fileId?: string | undefined;
  readonly state?: LineState | undefined;
  readonly way?: 'in' | 'out' | undefined;
  readonly from?: LocalDate | undefined;
  readonly until?: LocalDate | undefined;
  readonly find?: string | undefined;
}

/** Where a line stands, from its living links. */
const stateOfLine = sql<LineState>`case
  when k.not_ours then 'not_ours'
  when k.confirmed = l.amount then 'matched'
  when k.differs then 'differs'
  when k.proposed then 'proposed'
  else 'there' end`;

function lineRows(scope: Scope, filter: LineFilter) {
  const parts = [sql`l.space_id = ${scope.spaceId}`];
  if (filter.ids !== undefined) parts.push(sql`l.id = any (${[...filter.ids]}::uuid[])`);
  if (filter.outsideId !== undefined) parts.push(sql`l.outside_id = ${filter.outsideId}`);
  if (filter.fileId !== undefined) parts.push(sql`l.file_id = ${filter.fileId}`);
  if (filter.from !== undefined) parts.push(sql`l.day >= ${filter.from}::date`);
  if (filter.until !== undefined) parts.push(sql`l.day <= ${filter.until}::date`);
  if (filter.way !== undefined) parts.push(filter.way === 'in' ? sql`l.amount > 0` : sql`l.amount < 0`);
  if (filter.find !== undefined && filter.find !== '')
    parts.push(sql`(l.number = ${filter.find} or l.order_number = ${filter.find})`);
  return sql`
    select l.*, o.title as outside_title, ${stateOfLine} as state
    from statement_line l
    join outside_account o on o.space_id = l.space_id and o.id = l.outside_id
    cross join lateral (
      select coalesce(bool_or(k.kind = 'not_ours'), false) as not_ours,
        coalesce(sum(k.amount) filter (where k.state = 'confirmed'), 0) as confirmed,
        coalesce(bool_or(k.differs and k.state = 'proposed'), false) as differs,
        coalesce(bool_or(k.state = 'proposed'), false) as proposed
      from statement_link k where k.space_id = l.space_id and k.line_id = l.id and k.state <> 'undone') k
    where ${sql.join(parts, sql` and `)}`;
}

interface LineRow {
  readonly id: string;
  readonly outside_id: string;
  readonly outside_title: string;
  readonly file_id: string;
  readonly line: number;
  readonly day: string;
  readonly amount: bigint;
  readonly number: string;
  readonly order_number: string;
  readonly balance: bigint | null;
  readonly raw_sealed: Uint8Array;
  readonly state: LineState;
}

/** Lines in the order of their days, newest first unless told otherwise, each opened. */
export async function lines(
  scope: Scope,
  filter: LineFilter,
  page: { readonly limit: number; readonly offset: number; readonly by?: 'day' | 'amount'; readonly desc?: boolean },
): Promise<{ rows: Line[]; total: number }> {
  const all = lineRows(scope, filter);
  const wanted = filter.state === undefined ? sql`true` : sql`x.state = ${filter.state}`;
  const order = sql.raw(`${page.by === 'amount' ? 'x.amount' : 'x.day'} ${page.desc === false ? 'asc' : 'desc'}`);
  const { rows } = await sql<LineRow>`select x.* from (${all}) x where ${wanted}
    order by ${order}, x.line, x.id limit ${page.limit} offset ${page.offset}`.execute(scope.db);
  const counted = await sql<{ total: bigint }>`select count(*) as total from (${all}) x where ${wanted}`.execute(
    scope.db,
  );
  return { rows: rows.map((row) => openLine(scope, row)), total: Number(counted.rows[0]?.total ?? 0n) };
}

function openLine(scope: Scope, row: LineRow): Line {
  const raw = openRaw(scope, row.id, row.raw_sealed);
  return {
    ...{ id: row.id, outsideId: row.outside_id, outsideTitle: row.outside_title, fileId: row.file_id },
    ...{ line: row.line, day: row.day, amount: row.amount, number: row.number, orderNumber: row.order_number },
    ...{ balance: row.balance, payer: raw.payer, payerAccount: raw.payerAccount, memo: raw.memo, state: row.state },
  };
}

interface Raw {
  readonly payer: string;
  readonly payerAccount: string;
  readonly memo: string;
  readonly cells: readonly string[];
}

function openRaw(scope: Scope, id: string, sealed: Uint8Array): Raw {
  // Only `insertLines` seals under this context, always this shape.
  return JSON.parse(openText(scope.platform.keys, sealed, `${scope.spaceId}/statement_line/${id}`)) as Raw;
}

/** One line, or null. */
export async function line(scope: Scope, id: string): Promise<Line | null> {
  return (await lines(scope, { ids: [id] }, { limit: 1, offset: 0 })).rows[0] ?? null;
}

/** Every cell of a line as the file had it. */
export async function cellsOf(scope: Scope, id: string): Promise<readonly string[]> {
  const row = await scope.db
    .selectFrom('statement_line')
    .select('raw_sealed')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? [] : openRaw(scope, id, row.raw_sealed).cells;
}

/** How many lines stand where, and their sum, in fen. */
export type Tally = Readonly<Record<LineState, { readonly count: number; readonly sum: bigint }>>;

/** Counts lines by where they stand. */
export async function tally(scope: Scope, filter: LineFilter): Promise<Tally> {
  const { rows } = await sql<{ state: LineState; count: bigint; sum: bigint }>`
    select x.state, count(*) as count, sum(x.amount)::bigint as sum from (${lineRows(scope, filter)}) x group by x.state`.execute(
    scope.db,
  );
  const none = { count: 0, sum: 0n };
  const found: { -readonly [S in LineState]: { count: number; sum: bigint } } = {
    ...{ there: none, proposed: none, differs: none, matched: none, not_ours: none },
  };
  for (const row of rows) found[row.state] = { count: Number(row.count), sum: row.sum };
  return found;
}

/** The links of some lines, undone ones among them, oldest first. */
export async function linksOf(scope: Scope, lineIds: readonly string[]): Promise<Link[]> {
  if (lineIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('statement_link')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('line_id', 'in', [...lineIds])
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(asLink);
}

/** A link from its row. */
export function asLink(row: Selectable<StatementLinkTable>): Link {
  return {
    ...{ id: row.id, lineId: row.line_id, entryId: row.entry_id, accountId: row.account_id, kind: row.kind },
    ...{ amount: row.amount, differs: row.differs, state: row.state, reason: row.reason },
    ...{ undoneReason: row.undone_reason, at: row.at },
  };
}

/** The agreements on fees, the latest first. */
export async function agreements(scope: Scope, fundId?: string): Promise<Agreement[]> {
  let query = scope.db.selectFrom('fee_agreement').selectAll().where('space_id', '=', scope.spaceId);
  if (fundId !== undefined) query = query.where('fund_id', '=', fundId);
  return (await query.orderBy('at', 'desc').orderBy('id').execute()).map(asAgreement);
}

function asAgreement(row: Selectable<FeeAgreementTable>): Agreement {
  return {
    ...{ id: row.id, fundId: row.fund_id, number: row.number, over: row.share_over, under: row.share_under },
    ...{ charges: row.charges, startsOn: row.starts_on, endsOn: row.ends_on, writtenBy: row.written_by },
    ...{ confirmedBy: row.confirmed_by, endedReason: row.ended_reason },
  };
}

/** The agreement in force on a day, confirmed by both sides; null where there is none. */
export async function agreementOn(scope: Scope, fundId: string, day: LocalDate): Promise<Agreement | null> {
  const all = await agreements(scope, fundId);
  return (
    all.find(
      (one) =>
        one.confirmedBy !== null &&
        one.endedReason === null &&
        one.startsOn <= day &&
        (one.endsOn === null || one.endsOn >= day),
    ) ?? null
  );
}
