import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { newKey } from '#kernel/ids';
import { readPidFile } from '#platform/postgres-cluster';
import { localUrl, rootRole } from '#platform/postgres-roles';
import { healthy, type Running, startLinli, temporaryFolder, tidyUp, until } from '#tests/start/linli';
import { type Browser, hiddenFields, openBrowser, signInForMoney } from './browser.ts';
import { giftFields, lookAt, makeVillage, onData, type Village } from './village.ts';

tidyUp();

const data = join(temporaryFolder(), 'data');
let server: Running;
let village: Village;
let browser: Browser;
const path = () => `/desk/${village.slug}/gifts/bank`;

beforeAll(async () => {
  village = await onData(data, (platform) => makeVillage(platform, 'liuxiang'));
  server = await startLinli(['--no-demo', '--data', data]);
  browser = openBrowser(() => server.url);
  await signInForMoney(browser, village.names.finance);
});

/** A session of the operator's own, beside the program. */
async function operator(): Promise<pg.Client> {
  const passwords = JSON.parse(readFileSync(join(data, 'database-passwords.json'), 'utf8'));
  const port = readPidFile(join(data, 'postgres'))?.port ?? 0;
  const client = new pg.Client({ connectionString: localUrl(rootRole, passwords.root, port, 'linli') });
  // It goes down with the server it watches.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Who waits for the table that the operator holds, so that the request is halfway: its entry posted, its gift not. */
const halfway = 'select pid from pg_locks where not granted';

/** Sends a gift, and when it is in the middle of its transaction lets the database go away. */
async function giveAndLose(
  fields: Readonly<Record<string, string>>,
  lose: (session: pg.Client, pid: number) => unknown,
) {
  await until(() => healthy(server));
  const session = await operator();
  await session.query('begin; lock table gift in share mode');
  const answer = browser.post(path(), fields);
  let pid = 0;
  await until(async () => {
    const waiting: pg.QueryResult<{ pid: number }> = await session.query(halfway);
    pid = waiting.rows[0]?.pid ?? 0;
    return pid > 0;
  });
  await lose(session, pid);
  await session.end().catch(() => undefined);
  return answer;
}

async function giftsWith(reference: string): Promise<number> {
  return lookAt(data, async (platform) => {
    const db = platform.database.scoped(village.spaceId, [village.spaceId]);
    return (await db.selectFrom('gift').select('id').where('bank_reference', '=', reference).execute()).length;
  });
}

/**
 * Kills every process of PostgreSQL, the one that writes the gift first: a worker that only hears that its parent died may
 * still be handed the lock of another that left before it, and commit.
 */
async function killAll(session: pg.Client, pid: number): Promise<void> {
  const workers: pg.QueryResult<{ pid: number }> = await session.query('select pid from pg_stat_activity');
  const parent = readPidFile(join(data, 'postgres'))?.pid ?? pid;
  for (const each of new Set([pid, parent, ...workers.rows.map((row) => row.pid)])) kill(each);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It went down with its parent.
  }
}

const sentences = {
  zh: /数据库暂时连不上/,
  en: /The database cannot be reached/,
};

/** Ways in which a database goes away, each with the language of whoever meets it. */
const losses: readonly (readonly ['zh' | 'en', string, (session: pg.Client, pid: number) => unknown])[] = [
  ['zh', 'all of PostgreSQL is killed', killAll],
  ['en', 'one worker of PostgreSQL is killed', (_session, pid) => kill(pid)],
];

test.each(losses)(
  'the database goes away in the middle of a gift (%s, %s): said in a sentence, kept, and done once',
  async (lang, how, lose) => {
    browser.prefer(`linli_view=${lang}.plain`);
    const reference = `江城银行 <${lang}> & ${how}`;
    const fields = { ...giftFields(village.fundId, reference, '1234.50'), _key: newKey(), _form: 'bank' };
    const lost = await giveAndLose(fields, lose);
    expect(lost.status).toBe(503);
    expect(lost.text).toMatch(sentences[lang]);
    const kept = hiddenFields(lost.text);
    expect(kept).toEqual(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')));
    expect(lost.text).toContain(`action="${path()}"`);

    await until(() => healthy(server));
    expect(await giftsWith(reference)).toBe(0);
    const again = await browser.post(path(), kept);
    expect(again.status, again.text).toBe(303);
    const twice = await browser.post(path(), kept);
    expect(twice).toMatchObject({ status: 303, location: again.location });
    expect(await giftsWith(reference)).toBe(1);
    expect((await browser.get(again.location)).text).toContain('1,234.50');
  },
);

// What was written before taught the server what to believe, so this one travels with whoever else comes.
test('one connection is cut under a gift that travels: it goes again by itself, and nobody notices', async () => {
  const reference = '断了又走的一笔';
  const fields = { ...giftFields(village.fundId, reference, '88.00'), _key: newKey(), _form: 'bank' };
  const cut = (session: pg.Client, pid: number) => session.query('select pg_terminate_backend($1)', [pid]);
  const answer = await giveAndLose(fields, cut);
  expect(answer.status, answer.text).toBe(303);
  expect(await browser.post(path(), fields)).toMatchObject({ status: 303, location: answer.location });
  expect(await giftsWith(reference)).toBe(1);
});
