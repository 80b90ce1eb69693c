import { sql } from 'kysely';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { sealText } from '#platform/crypto';
import { type Inside, today } from '#platform/scope';
import type { BadRow } from '#platform/sheet';
import { change, forget, openStatement, pieceOf, pieceRecords } from './commands-files.ts';
import { proposeLinks } from './commands-proposing.ts';
import { permissions } from './permissions.ts';
import { lineContext } from './queries.ts';
import { fingerprintOf, footFaults, occurrences, readFoot, readLine } from './rules-line.ts';
import { hasAmount } from './rules-read.ts';
import { ById, type Foot, type LineDraft, type StatementFile } from './schema.ts';

/** The most that stands in a report; a file with more faults is the wrong file. */
const longestReport = 5000;

/** Pieces that land within one request; what is left lands in the background, and the page shows how far it is. */
export const piecesAtOnce = 10;

/**
 * Begins to land a waiting file: good rows become lines, bad ones are named by line, and at its end what seems to be in
 * the books is proposed. Refuses `reconciliation.not_found`, `reconciliation.file_done`, `reconciliation.columns_missing`.
 */
export const landStatement = command({
  name: 'reconciliation.land',
  permission: permissions.bring,
  input: ById,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const file = await openStatement(scope, input.id, ['waiting', 'landing']);
    if (!file.ok) return file;
    const { columns } = file.value;
    if (columns.day === undefined || !hasAmount(columns))
      return fail('reconciliation.columns_missing', { field: 'day' });
    let now: StatementFile = { ...file.value, state: 'landing' };
    for (let piece = 0; piece < piecesAtOnce && now.state === 'landing'; piece += 1) now = await landPiece(scope, now);
    await audit(scope, { kind: 'bank_statement', id: input.id, detail: { done: now.done, landed: now.landed } });
    return ok({ id: input.id });
  },
});

/** Goes on with a file that was begun; for the clock and the command line. Refuses as `landStatement`. */
export const goOnLanding = command({
  name: 'reconciliation.goOn',
  permission: permissions.land,
  input: ById,
  run: async (scope, input): Promise<Result<{ state: StatementFile['state']; done: number; total: number }>> => {
    const file = await openStatement(scope, input.id, ['landing']);
    if (!file.ok) return file;
    const now = await landPiece(scope, file.value);
    await audit(scope, { kind: 'bank_statement', id: input.id, detail: { done: now.done, landed: now.landed } });
    return ok({ state: now.state, done: now.done, total: now.total });
  },
});

/** Lands the piece of a file that is next, and closes the file with the last. Everything in a piece lands, or nothing. */
async function landPiece(scope: Inside, file: StatementFile): Promise<StatementFile> {
  const part = Math.floor(file.done / pieceRecords);
  const records = (await pieceOf(scope, file.id, part)).slice(file.done % pieceRecords);
  const context = lineContext(file, scope.timeZone, today(scope));
  const equal = occurrences(file.carried);
  const drafts: { draft: LineDraft; fingerprint: string }[] = [];
  const bad: BadRow[] = [];
  const feet: Foot[] = [];
  for (const record of records) {
    if (record.foot !== undefined) {
      const foot = readFoot(record, file.columns);
      if (foot !== null) feet.push(foot);
      continue;
    }
    const read = readLine(record, context);
    if ('code' in read) bad.push(read);
    else drafts.push({ draft: read, fingerprint: fingerprintOf(read, equal) });
  }
  const landed = await insertLines(scope, file, drafts);
  const sums = add(
    file,
    drafts.map((one) => one.draft),
  );
  const counted = { rows: file.landed + file.repeated + drafts.length, in: sums.moneyIn, out: sums.moneyOut };
  const report = [...file.report, ...bad, ...landed.bad, ...feet.flatMap((foot) => footFaults(foot, counted))];
  const done = Math.min(file.total, (part + 1) * pieceRecords);
  const last = done >= file.total;
  const now: StatementFile = {
    ...file,
    ...sums,
    ...{ done, state: last ? 'landed' : 'landing', landed: file.landed + landed.fresh },
    repeated: file.repeated + (drafts.length - landed.fresh - landed.bad.length),
    refused: file.refused + bad.length + landed.bad.length,
    report: report.slice(0, longestReport),
    carried: equal.of(drafts.at(-1)?.draft.day ?? null),
  };
  await change(scope, file.id, {
    ...{ done, state: now.state, landed: now.landed, repeated: now.repeated, refused: now.refused },
    ...{ money_in: now.moneyIn, money_out: now.moneyOut, report: JSON.stringify(now.report) },
    carried: JSON.stringify(now.carried),
    ...{ first_day: now.firstDay, last_day: now.lastDay, ...(last ? { landed_at: scope.now() } : {}) },
  });
  await proposeLinks(scope, file.outsideId, landed.lines);
  if (last) await forget(scope, file.id);
  return now;
}

function add(file: StatementFile, drafts: readonly LineDraft[]) {
  let { moneyIn, moneyOut, firstDay, lastDay } = file;
  for (const { amount, day } of drafts) {
    if (amount > 0n) moneyIn += amount;
    else moneyOut -= amount;
    if (firstDay === null || day < firstDay) firstDay = day;
    if (lastDay === null || day > lastDay) lastDay = day;
  }
  return { moneyIn, moneyOut, firstDay, lastDay };
}

interface Landed {
  readonly fresh: number;
  readonly lines: readonly { readonly id: string; readonly draft: LineDraft }[];
  readonly bad: readonly BadRow[];
}

/** Inserts in one statement; what the fingerprint knows already is told apart: the same again, or a number reused. */
async function insertLines(
  scope: Inside,
  file: StatementFile,
  drafts: readonly { readonly draft: LineDraft; readonly fingerprint: string }[],
): Promise<Landed> {
  if (drafts.length === 0) return { fresh: 0, lines: [], bad: [] };
  const made = drafts.map((one) => ({ ...one, id: newId(scope.now()) }));
  const { keys } = scope.platform;
  const sealed = made.map(({ id, draft: { payer, payerAccount, memo, cells } }) =>
    Buffer.from(
      sealText(keys, JSON.stringify({ payer, payerAccount, memo, cells }), lineSeal(scope.spaceId, id)),
    ).toString('hex'),
  );
  const { rows } = await sql<{ id: string }>`
    insert into statement_line (space_id, id, outside_id, file_id, line, day, amount, number, order_number, balance, fingerprint, raw_sealed, at)
    select ${scope.spaceId}, u.id, ${file.outsideId}, ${file.id}, u.line, u.day, u.amount, u.number, u.order_number, u.balance,
        u.fingerprint, decode(u.sealed, 'hex'), ${scope.now()}
      from unnest(${made.map((one) => one.id)}::uuid[], ${made.map(({ draft }) => draft.line)}::integer[],
        ${made.map(({ draft }) => draft.day)}::date[], ${made.map(({ draft }) => draft.amount.toString())}::bigint[],
        ${made.map(({ draft }) => draft.number)}::text[], ${made.map(({ draft }) => draft.orderNumber)}::text[],
        ${made.map(({ draft }) => draft.balance?.toString() ?? null)}::bigint[],
        ${made.map((one) => one.fingerprint)}::text[], ${sealed}::text[])
        u(id, line, day, amount, number, order_number, balance, fingerprint, sealed)
      on conflict (space_id, outside_id, fingerprint) do nothing
      returning id`.execute(scope.db);
  const fresh = new Set(rows.map((row) => row.id));
  const known = made.filter((one) => !fresh.has(one.id));
  return {
    fresh: fresh.size,
    lines: made.filter((one) => fresh.has(one.id)),
    bad: await compareKnown(scope, file, known),
  };
}

/** What a line's seal is bound to. */
export function lineSeal(spaceId: string, lineId: string): string {
  return `${spaceId}/statement_line/${lineId}`;
}

async function compareKnown(
  scope: Inside,
  file: StatementFile,
  known: readonly { readonly draft: LineDraft; readonly fingerprint: string }[],
): Promise<BadRow[]> {
  if (known.length === 0) return [];
  const rows = await scope.db
    .selectFrom('statement_line')
    .select(['fingerprint', 'amount', 'day', 'line', 'file_id'])
    .where('space_id', '=', scope.spaceId)
    .where('outside_id', '=', file.outsideId)
    .where('fingerprint', '=', sql<string>`any (${known.map((one) => one.fingerprint)}::text[])`)
    .execute();
  const earlier = new Map(rows.map((row) => [row.fingerprint, row]));
  return known.flatMap(({ draft, fingerprint }) => {
    const first = earlier.get(fingerprint);
    if (first === undefined) return [];
    if (first.amount !== draft.amount || first.day !== draft.day)
      return [{ line: draft.line, code: 'line.number_differs', params: { number: draft.number, first: first.line } }];
    return first.file_id === file.id
      ? [{ line: draft.line, code: 'line.duplicate', params: { first: first.line } }]
      : [];
  });
}
