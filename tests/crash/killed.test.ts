import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { checkSpaces } from '#app/check';
import { verifyFolder } from '#app/verify';
import { download } from '#app/verify-fetch';
import { Report } from '#app/verify-report';
import { processAlive } from '#platform/owner-lock';
import type { Platform } from '#platform/platform';
import { readPidFile } from '#platform/postgres-cluster';
import { ask, healthy, linli, type Running, startLinli, temporaryFolder, tidyUp, until } from '#tests/start/linli';
import { type Chance, makeChance } from './chance.ts';
import { type Deed, mixedLoad } from './load.ts';
import { type LivelyTown, makeTown } from './town.ts';
import { lookAt, onData } from './village.ts';

tidyUp();

const kills = 50;

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
    /** Kills the server, with the jobs that run in it, and sometimes its PostgreSQL; another one starts at once. */
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

const victims = ['server', 'server and PostgreSQL', 'PostgreSQL', 'a worker of PostgreSQL'] as const;
type Victim = (typeof victims)[number];

/** Kills something at this very moment. */
async function kill(victim: Victim, line: ServerLine, data: string, workers: readonly number[], chance: Chance) {
  if (victim === 'PostgreSQL') return killPostgres(data);
  if (victim !== 'a worker of PostgreSQL') return line.kill(victim !== 'server');
  const pid = workers[chance.below(Math.max(1, workers.length))] ?? 0;
  try {
    if (pid > 0) process.kill(pid, 'SIGKILL');
  } catch {
    // It had ended by itself; then nothing was killed, and the round is one without.
  }
}

/** The processes of PostgreSQL that serve somebody. */
async function workersOf(data: string): Promise<number[]> {
  const rows = await ask(
    data,
    'select pid from pg_stat_activity where datname is not null and pid <> pg_backend_pid()',
  );
  return rows.map((row) => Number(row['pid']));
}

/** Checks from inside and verifies from outside, with what the reader remembers of every time before. */
async function provenSound(line: ServerLine, data: string, memory: string): Promise<void> {
  await line.answering();
  const spaces = await lookAt(data, checkSpaces);
  expect(spaces.flatMap((one) => one.findings).filter((one) => one.first !== null)).toEqual([]);
  const folder = mkdtempSync(join(memory, 'log-'));
  process.env['LINLI_VERIFY'] = memory;
  const report = new Report(() => undefined);
  await download(`${line.url()}/s/liuxiang/log`, folder, [], () => undefined);
  verifyFolder(folder, report);
  rmSync(folder, { recursive: true });
  expect(report.findings).toEqual([]);
}

/** What became of every deed, each with how often it is in the books, the audit and the log. */
async function madeOf(platform: Platform, { spaceId }: LivelyTown) {
  const db = platform.database.scoped(spaceId, [spaceId]);
  const entries = (kind: string) =>
    sql.raw(`(select count(*)::int from ledger_entry e where e.space_id = t.space_id
    and e.subject_kind = '${kind}' and e.subject_id = t.id)`);
  const leaves = (kind: string) =>
    sql.raw(`(select count(*)::int from log_leaf l where l.space_id = t.space_id
    and l.kind = '${kind}' and l.source_id = t.id)`);
  const proven = (kind: string) =>
    sql.raw(`(select count(*)::int from ledger_entry e join log_leaf l
    on l.space_id = e.space_id and l.kind = 'entry' and l.source_id = e.id where e.space_id = t.space_id
    and e.subject_kind = '${kind}' and e.subject_id = t.id)`);
  const { rows } = await sql<{ id: string; reference: string; state: string; entries: number; leaves: number }>`
    select t.id, t.bank_reference as reference, t.amount::text as state, ${entries('gift')} as entries,
      ${proven('gift')} as leaves from gift t where t.space_id = ${spaceId} and t.bank_reference <> 'START'
    union all select t.id, t.what_for, t.state || ' ' || t.amount, ${entries('payment')}, ${proven('payment')}
      from payment t where t.space_id = ${spaceId}
    union all select t.id, t.title, t.state, 0, 0 from need t where t.space_id = ${spaceId} and t.title like 'N-%'
    union all select t.id, t.title, t.state, 0, ${leaves('decision')} from procedure t
      where t.space_id = ${spaceId} and t.template = 'change'`.execute(db);
  return rows.toSorted(byReference);
}

const byReference = (one: { reference: string }, other: { reference: string }): number =>
  one.reference < other.reference ? -1 : 1;

/** What must have become of it. */
function expected({ kind, id, reference, yuan }: Deed) {
  const became = {
    gift: { state: `${yuan}00`, entries: 1, leaves: 1 },
    payment: { state: `paid ${yuan}00`, entries: 1, leaves: 1 },
    need: { state: 'open', entries: 0, leaves: 0 },
    decision: { state: 'failed', entries: 0, leaves: 1 },
  } as const;
  return { id, reference, ...became[kind] };
}

test(`F042 ${kills} kills of server and PostgreSQL in the middle of gifts, payments, needs and decisions: none lost, none doubled, check and verify pass after each`, async () => {
  const chance = makeChance('killed in the middle of everything');
  const data = join(temporaryFolder(), 'data');
  const town = await onData(data, (platform) => makeTown(platform, 'liuxiang'));
  const line = serverLine(data);
  await line.up();
  const memory = mkdtempSync(join(tmpdir(), 'linli-killed-'));
  const way = { url: line.url, answering: line.answering, output: async () => (await line.up()).output() };
  const load = await mixedLoad(way, town, () => 1 + chance.below(50));
  for (let round = 1; round <= kills; round += 1) {
    const workers = await workersOf(data);
    await load.more(2 + chance.below(12));
    // A moment somewhere inside a request, not always at its beginning.
    const moment = performance.now() + chance.below(25);
    while (performance.now() < moment) await new Promise((go) => setImmediate(go));
    await kill(victims[chance.below(victims.length)] ?? 'server', line, data, workers, chance);
    await provenSound(line, data, memory);
  }
  await load.more(20);
  await load.stop();
  await provenSound(line, data, memory);
  rmSync(memory, { recursive: true });

  const { deeds } = load;
  const again = deeds.filter((deed) => deed.tries > deed.steps).length;
  console.info(`${deeds.length} deeds, ${again} of them with a form sent more than once`);
  expect(again).toBeGreaterThan(kills / 5);
  expect(await lookAt(data, (platform) => madeOf(platform, town))).toEqual(deeds.map(expected).sort(byReference));

  const beside = await linli(['check', '--data', data]);
  expect(beside.code, beside.output).toBe(0);
  await (await line.up()).stop();
  const alone = await linli(['check', '--data', data]);
  expect(alone.code, alone.output).toBe(0);
}, 1_500_000);
