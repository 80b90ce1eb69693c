import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newKey } from '#kernel/ids';
import { processAlive } from '#platform/owner-lock';
import type { Platform } from '#platform/platform';
import { readPidFile } from '#platform/postgres-cluster';
import { healthy, linli, type Running, startLinli, temporaryFolder, tidyUp, until } from '#tests/start/linli';
import { type Browser, openBrowser, signInForMoney } from './browser.ts';
import { makeChance } from './chance.ts';
import { giftFields, makeVillage, onData, type Village } from './village.ts';

tidyUp();

const kills = 20;
const givers = 6;

/** A gift as its form was sent, again and again with the same key until somebody said it is in the books. */
interface Gift {
  readonly reference: string;
  readonly yuan: number;
  readonly key: string;
  tries: number;
  /** Where the acknowledgement led: the page of the gift. */
  location: string;
}

/** One server after another on the same data; whoever gives waits here while none is up. */
function serverLine(data: string) {
  const begin = () => startLinli(['--no-demo', '--data', data], { env: { LINLI_TRUST_PROXY: '1' } });
  let current: Promise<Running> = begin();
  let url = '';
  const killed = new Set<number>();
  let answering: Promise<void> | undefined;
  const up = async (): Promise<Running> => {
    const server = await current;
    url = server.url;
    return server;
  };
  /** Whether it answers; one that has ended by itself never will. */
  const answers = async (): Promise<boolean> => {
    const server = await up();
    if (await healthy(server)) return true;
    if (server === (await current) && !killed.has(server.pid) && !processAlive(server.pid))
      throw new Error(`the server ended by itself: ${server.output()}`);
    return false;
  };
  return {
    up,
    url: () => url,
    /** Until there is a server that answers; all who wait ask together. */
    answering: () => {
      answering ??= until(answers).finally(() => {
        answering = undefined;
      });
      return answering;
    },
    /** Kills the server, and sometimes its PostgreSQL, at this very moment; another one starts at once. */
    kill: async (postgresToo: boolean) => {
      const server = await up();
      const next = Promise.withResolvers<Running>();
      current = next.promise;
      killed.add(server.pid);
      if (postgresToo) killPostgres(data);
      await server.kill();
      begin().then(next.resolve, next.reject);
      await up();
    },
  };
}

function killPostgres(data: string): void {
  const postmaster = readPidFile(join(data, 'postgres'))?.pid ?? 0;
  if (postmaster > 0) process.kill(postmaster, 'SIGKILL');
}

type ServerLine = ReturnType<typeof serverLine>;

/** Neighbours who give one gift after another, each until it is acknowledged. */
function stream(line: ServerLine, browser: Browser, village: Village, yuan: () => number) {
  const gifts: Gift[] = [];
  let sent = 0;
  let stopped = false;
  let waiting: { readonly at: number; readonly go: () => void } | undefined;
  const path = `/desk/${village.slug}/gifts/bank`;
  const giveOnce = async (gift: Gift): Promise<boolean> => {
    gift.tries += 1;
    sent += 1;
    if (waiting !== undefined && sent >= waiting.at) waiting.go();
    const fields = { ...giftFields(village.fundId, gift.reference, String(gift.yuan)), _key: gift.key };
    const seen = await browser.post(path, fields).catch(() => null);
    if (seen === null) return false;
    if (seen.status === 503) {
      // What was typed is on the page, to be sent once more.
      expect(seen.text).toContain(gift.reference);
      expect(seen.text).toContain(gift.key);
      return false;
    }
    if (seen.status !== 303) {
      await line.answering();
      throw new Error(`${gift.reference}: ${seen.status}\n${(await line.up()).output()}`);
    }
    gift.location = seen.location.replace(/\?.*/, '');
    return true;
  };
  const give = async (giver: number): Promise<void> => {
    for (let number = 1; !stopped; number += 1) {
      const gift = { reference: `G${giver}-${number}`, yuan: yuan(), key: newKey(), tries: 0, location: '' };
      gifts.push(gift);
      while (!(await giveOnce(gift))) {
        await line.answering();
      }
    }
  };
  const done = Promise.all(Array.from({ length: givers }, (_, giver) => give(giver + 1)));
  return {
    gifts,
    /** Resolves at the moment when so many more forms have been sent. */
    afterMore: (more: number) =>
      Promise.race([new Promise<void>((go) => (waiting = { at: sent + more, go })), done.then(() => undefined)]),
    stop: async () => {
      stopped = true;
      await done;
    },
  };
}

/** The gifts as the database has them, each with how often it is in the fund's account and in the audit. */
async function booksOf(platform: Platform, { spaceId, fundId }: Village) {
  const db = platform.database.scoped(spaceId, [spaceId]);
  const { rows } = await sql<{ id: string; reference: string; yuan: number; booked: number; events: number }>`
    select g.id, g.bank_reference as reference, (g.amount / 100)::int as yuan,
      (select count(*)::int from ledger_posting p where p.space_id = g.space_id and p.entry_id = g.entry_id
        and p.account_id = f.account_id and p.amount = -g.amount) as booked,
      (select count(*)::int from audit_event a where a.space_id = g.space_id and a.subject_id = g.id) as events
    from gift g join fund f on f.space_id = g.space_id and f.id = g.fund_id where g.space_id = ${spaceId}`.execute(db);
  const inFund = await sql<{ postings: number }>`select count(*)::int as postings from ledger_posting p
    join fund f on f.space_id = p.space_id and f.account_id = p.account_id
    where p.space_id = ${spaceId} and f.id = ${fundId}`.execute(db);
  return { rows, postings: inFund.rows[0]?.postings ?? 0 };
}

test(`${kills} kill -9 of the server during a stream of gifts lose none that was acknowledged and double none`, async () => {
  const chance = makeChance('killed during a stream of gifts');
  const data = join(temporaryFolder(), 'data');
  const village = await onData(data, (platform) => makeVillage(platform, 'liuxiang'));
  const line = serverLine(data);
  await line.up();
  const browser = openBrowser(line.url);
  await signInForMoney(browser, village.names.finance);

  const giving = stream(line, browser, village, () => 1 + chance.below(5000));
  for (let round = 1; round <= kills; round += 1) {
    await giving.afterMore(1 + chance.below(40));
    // A moment somewhere inside a request, not always at its beginning.
    const moment = performance.now() + chance.below(15);
    while (performance.now() < moment) await new Promise((go) => setImmediate(go));
    await line.kill(round % 5 === 0);
    if (round % 7 !== 0) continue;
    // PostgreSQL alone: the same server goes on when it is back.
    await giving.afterMore(1 + chance.below(40));
    killPostgres(data);
  }
  await giving.afterMore(20);
  await giving.stop();

  const { gifts } = giving;
  const again = gifts.filter((gift) => gift.tries > 1).length;
  console.info(`${gifts.length} gifts, ${again} of them sent more than once`);
  expect(again).toBeGreaterThan(kills / 2);
  const { rows, postings } = await onData(data, (platform) => booksOf(platform, village));
  const byReference = (one: { reference: string }, other: { reference: string }) =>
    one.reference < other.reference ? -1 : 1;
  const expected = gifts.map(({ reference, yuan, location }) => ({
    ...{ id: location.split('/').at(-1) ?? '', reference, yuan, booked: 1, events: 1 },
  }));
  expect(rows.toSorted(byReference)).toEqual(expected.sort(byReference));
  expect(postings).toBe(gifts.length);

  const beside = await linli(['check', '--data', data]);
  expect(beside.code, beside.output).toBe(0);
  await (await line.up()).stop();
  const alone = await linli(['check', '--data', data]);
  expect(alone.code, alone.output).toBe(0);
}, 300_000);
