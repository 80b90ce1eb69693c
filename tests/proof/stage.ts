import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import pg from 'pg';
import { afterAll } from 'vitest';
import { rooms } from '#app/rooms';
import { verifyFolder } from '#app/verify';
import { download, type NamedWitness } from '#app/verify-fetch';
import { Report } from '#app/verify-report';
import { createWeb } from '#app/web-server';
import { newId } from '#kernel/ids';
import { must, ok } from '#kernel/result';
import { postEntry } from '#modules/ledger';
import { project } from '#modules/projects';
import { act } from '#tests/books';
import { makeFund } from '#tests/fund';
import { makeGift, makeNeed, makePayment, makeRunning } from '#tests/project';
import { sequenceAll } from '#tests/sequenced';
import type { World } from '#tests/world';

/** What a verification found, in order, and what it said. */
export interface Judgement {
  readonly codes: readonly string[];
  readonly sentences: readonly string[];
}

const folders: string[] = [];

/** A folder that goes with the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'linli-proof-'));
  folders.push(folder);
  return folder;
}

/** A fund with gifts, a decision, a payment and enough entries for several tiles, served over HTTP. */
export async function makeStage(world: World) {
  const town = await makeFund(world);
  const speaker = await world.person('张阿姨');
  const giftId = await makeGift(world, town, '20000', 'B1');
  const { needId } = await makeNeed(world, town, speaker);
  const projectId = await makeRunning(world, town, needId);
  const authorisationId = (await project(world.system, projectId))?.authorisationId ?? '';
  const paymentId = await makePayment(world, town, authorisationId, '1500');
  const fund = await world.system.db
    .selectFrom('fund')
    .selectAll()
    .where('id', '=', town.fund)
    .executeTakeFirstOrThrow();
  const [bank, money] = [fund.bank_account_id ?? '', fund.account_id ?? ''];
  const many = (count: number) =>
    act(world.system, async (inside) => {
      for (let n = 1; n <= count; n += 1)
        must(
          await postEntry(inside, {
            ...{ kind: 'gifts.bank', memo: '', subject: { kind: 'gift', id: newId() } },
            lines: [
              { accountId: bank, amount: BigInt(n) },
              { accountId: money, amount: -BigInt(n) },
            ],
          }),
        );
      return ok(null);
    });
  must(await many(600));
  await sequenceAll(world);
  return { town, speaker, giftId, projectId, paymentId, authorisationId, bank, money, many, ...(await serve(world)) };
}

/** The pages of a world on a port. */
export async function serve(world: World) {
  const web = createWeb(world.platform, { rooms, limits: { readsPerMinute: 1e6, changesPerMinute: 1e6 } });
  const server = createServer(getRequestListener((request) => web.fetch(request)));
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });
  return { base: `http://127.0.0.1:${port}/s/${world.space.slug}/log` };
}

/** Downloads the log as `linli verify` does, into a folder to be looked at or spoilt. */
export async function fetchLog(base: string, witnesses: readonly NamedWitness[] = []): Promise<string> {
  const folder = newFolder();
  await download(base, folder, witnesses, () => undefined, 500);
  return folder;
}

/** Verifies a folder with the memory of this folder's reader; a fresh memory unless one is given. */
export function judge(folder: string, memory: string = newFolder()): Judgement {
  process.env['LINLI_VERIFY'] = memory;
  const sentences: string[] = [];
  const report = new Report((line) => sentences.push(line));
  verifyFolder(folder, report);
  return { codes: report.findings.map((one) => one.code), sentences };
}

/** Works in the database as nobody should: with every guard off. */
export async function tamper(world: World, ...statements: readonly string[]): Promise<void> {
  const root = new pg.Client({ connectionString: world.database.rootUrl });
  await root.connect();
  try {
    await root.query('set session_replication_role = replica');
    for (const statement of statements) await root.query(statement);
  } finally {
    await root.end();
  }
}
