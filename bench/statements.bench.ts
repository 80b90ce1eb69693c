import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import pg from 'pg';
import { addDays } from '#kernel/dates';
import { newId, shortCode } from '#kernel/ids';
import { must } from '#kernel/result';
import { fund } from '#modules/funds';
import { bringStatement, goOnLanding, landStatement, nameOutside, statementFile, tally } from '#modules/reconciliation';
import { makeScope, systemActor } from '#platform/scope';
import { makeVillage, onData, type Village } from '#tests/crash/village';
import { asOwner, databaseCpu } from './database-cpu.ts';
import { type Bench, type Figure, figureOf, megabytes, milliseconds, perSecond } from './figure.ts';
import { temporaryFolder } from './processes.ts';

const rounds = 3;
const longFile = 20_000;
const shortFile = 4000;
const firstDay = '2026-01-01';
const days = 28;

interface Row {
  readonly day: string;
  readonly number: string;
  readonly fen: number;
}

/** Lines of a bank: of every six, three are booked under their number, two under another, one is not booked at all. */
function rowsOf(name: string, count: number): Row[] {
  return Array.from({ length: count }, (_, at) => ({
    day: addDays(firstDay, Math.trunc((at * days) / count)),
    number: `${name}${at}`,
    fen: 100 + ((at * 7919) % 900_000),
  }));
}

function fileOf(rows: readonly Row[]): Uint8Array {
  const yuan = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
  const lines = rows.map((row) => `${row.day},${row.number},来账,街坊${row.number},${yuan(row.fen)},,`);
  return new TextEncoder().encode(`交易日期,流水号,摘要,对方户名,收入,支出,余额\n${lines.join('\n')}\n`);
}

/** Books what the file shows, as entries with their gifts, many in one statement: what came before is not measured. */
async function book(village: Village, bankId: string, accountId: string, rows: readonly Row[]): Promise<void> {
  const scope = village.finance;
  const booked = rows.filter((_, at) => at % 6 !== 5);
  for (let from = 0; from < booked.length; from += 2000) {
    const part = booked
      .slice(from, from + 2000)
      .map((row, at) => ({ ...row, entry: newId(scope.now()), gift: newId(scope.now()), at: from + at }));
    await sql`select ledger_post(${village.spaceId}, u.entry, now(), u.day, u.day, 'gifts.bank', '', 'resident', 'gift', u.gift,
        array[${bankId}::uuid, ${accountId}::uuid], array[u.fen, -u.fen]::bigint[])
      from unnest(${part.map((one) => one.entry)}::uuid[], ${part.map((one) => one.gift)}::uuid[],
        ${part.map((one) => one.day)}::date[], ${part.map((one) => String(one.fen))}::bigint[]) u(entry, gift, day, fen)`.execute(
      scope.db,
    );
    await scope.db
      .insertInto('gift')
      .values(
        part.map((one) => ({
          ...{ space_id: village.spaceId, id: one.gift, fund_id: village.fundId, kind: 'bank' as const },
          ...{ source_class: 'resident' as const, state: 'booked' as const, amount: BigInt(one.fen) },
          ...{ donor_name: `街坊${one.number}`, received_on: one.day, receipt_state: 'waived' as const },
          // Every fifth booked one was written down under a number of the desk's own.
          bank_reference: one.at % 5 < 3 ? one.number : `desk-${one.number}`,
          ...{ look_code: shortCode(12), entry_id: one.entry, at: scope.now() },
        })),
      )
      .execute();
  }
}

interface Landed {
  readonly perSecond: number;
  readonly peak: number;
  /** Processor time of a line in milliseconds, of this process and of PostgreSQL; NaN where the system does not tell. */
  readonly cpu: number;
}

/** Brings a file in and lands it to its end, as pages and job do; watches the most memory it took meanwhile. */
async function land(
  village: Village,
  outsideId: string,
  name: string,
  count: number,
  books: { bank: string; fund: string; ownerUrl: string },
): Promise<Landed> {
  const rows = rowsOf(name, count);
  await book(village, books.bank, books.fund, rows);
  // A month of gifts is on the books long before its statement comes; here autovacuum would come too late.
  const before = await asOwner(books.ownerUrl, async (owner) => {
    await owner.query('analyze');
    return databaseCpu(owner);
  });
  const bytes = fileOf(rows);
  const system = makeScope({
    platform: village.finance.platform,
    spaceId: village.spaceId,
    actor: systemActor('bench'),
  });
  globalThis.gc?.();
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const used = process.cpuUsage();
  const begun = performance.now();
  const { id } = must(await bringStatement(village.finance, { outsideId, file: { bytes, name: `${name}.csv` } }));
  must(await landStatement(village.finance, { id }));
  while ((await statementFile(system, id))?.state === 'landing') must(await goOnLanding(system, { id }));
  const seconds = (performance.now() - begun) / 1000;
  clearInterval(watch);
  const own = process.cpuUsage(used);
  const after = await asOwner(books.ownerUrl, databaseCpu);
  const { proposed } = await tally(system, { fileId: id });
  if (proposed.count < count * 0.8) throw new Error(`only ${proposed.count} of ${count} lines were matched`);
  return { perSecond: count / seconds, peak, cpu: ((own.user + own.system) / 1000 + after - before) / count };
}

/** What COPY asks of a query of `pg`: it sends its text when PostgreSQL says that it is ready. */
function copyIn(client: pg.Client, into: string, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = {
      submit: (connection: { query(text: string): void }) =>
        connection.query(`copy ${into} from stdin with (format text)`),
      handleCopyInResponse: (connection: { sendCopyFromChunk(bytes: Buffer): void; endCopyFrom(): void }) => {
        connection.sendCopyFromChunk(Buffer.from(text));
        connection.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => resolve(),
      handleError: (error: Error) => reject(error),
    };
    // The driver's own contract for queries it does not know; its types describe only those it does.
    client.query(query as unknown as pg.QueryConfig);
  });
}

/** The bare thing: the same file parsed and copied into a table without rules, indexes or rights. */
async function bare(ownerUrl: string, name: string, count: number): Promise<number> {
  const bytes = fileOf(rowsOf(name, count));
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(
      'create table if not exists bare_line (day date, number text, memo text, payer text, income text, outgo text, balance text)',
    );
    const begun = performance.now();
    const rows: string[][] = parse(Buffer.from(bytes), { from_line: 2 });
    await copyIn(client, 'bare_line', `${rows.map((row) => row.join('\t')).join('\n')}\n`);
    return count / ((performance.now() - begun) / 1000);
  } finally {
    await client.end();
  }
}

export const bench: Bench = {
  title: 'Bank statements with matching',
  how: `A file of ${longFile.toLocaleString('en')} lines is brought in and landed whole: read, kept sealed, each line with its cells sealed and known by its fingerprint, and matched with books of as many entries, three in six by number, two by amount and day with the payer's name, one not at all; against bare parsing by csv-parse and COPY into a table without an index, and against the 2,000 lines a second that were asked for (${rounds} rounds in turn). The processor's time is said besides, because it does not depend on who else works on the machine. Memory is the most the process took with that file against one of ${shortFile.toLocaleString('en')}.`,
  run: async () => {
    const data = join(temporaryFolder(), 'data');
    return onData(data, async (platform, { ownerUrl }) => {
      const village = await makeVillage(platform, 'liuxiang');
      const known = await fund(village.finance, village.fundId);
      const books = { bank: known?.bankAccountId ?? '', fund: known?.accountId ?? '', ownerUrl };
      const outsideId = must(
        await nameOutside(village.finance, { kind: 'bank', title: '基本户', accountIds: [books.bank] }),
      ).id;
      await land(village, outsideId, 'W', shortFile, books);
      const speed: { ours: number; theirs: number }[] = [];
      const asked: { ours: number; theirs: number }[] = [];
      const effort: { ours: number; theirs: number }[] = [];
      const memory: { ours: number; theirs: number }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const theirs = await bare(ownerUrl, `C${round}`, longFile);
        const short = await land(village, outsideId, `S${round}-`, shortFile, books);
        const long = await land(village, outsideId, `L${round}-`, longFile, books);
        speed.push({ ours: long.perSecond, theirs });
        effort.push({ ours: long.cpu, theirs: 0.5 });
        asked.push({ ours: long.perSecond, theirs: 2000 });
        memory.push({ ours: long.peak, theirs: short.peak });
      }
      const figures: Figure[] = [
        figureOf(asked, {
          what: 'lines landed and matched',
          against: 'asked for',
          unit: perSecond,
          target: { least: 1 },
        }),
        figureOf(effort, {
          what: 'processor time of a line, Node and PostgreSQL',
          against: 'what 2,000 a second leave one core',
          unit: milliseconds,
          target: { most: 1 },
        }),
        figureOf(speed, { what: 'lines landed and matched', against: 'bare parsing and COPY', unit: perSecond }),
        figureOf(memory, {
          ...{
            what: `memory with ${longFile.toLocaleString('en')} lines`,
            against: `with ${shortFile.toLocaleString('en')}`,
          },
          ...{ unit: megabytes, target: { most: 1.2 } },
        }),
      ];
      return figures;
    });
  },
};
