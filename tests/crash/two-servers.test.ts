import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { testWorld } from '#tests/harness';
import { startLinli, temporaryFolder, tidyUp, until } from '#tests/start/linli';
import { type Browser, led, openBrowser, signIn } from './browser.ts';
import { makeVillage, onData } from './village.ts';

tidyUp();

const database = await testWorld(import.meta.url);
const env = { DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl, LINLI_TRUST_PROXY: '1' };
const page = '/s/liuxiang/about';
/** Two servers, and the office, which works on the first. */
let here: Browser;
let there: Browser;
let office: Browser;

beforeAll(async () => {
  const data = join(temporaryFolder(), 'data');
  const village = await onData(data, (platform) => makeVillage(platform, 'liuxiang'), env);
  const first = await startLinli(['--data', data], { env });
  const second = await startLinli(['--data', join(temporaryFolder(), 'data')], { env });
  here = openBrowser(() => first.url);
  there = openBrowser(() => second.url);
  office = openBrowser(() => first.url);
  await signIn(office, village.names.admin);
});

/** Reads the page until it comes from ready bytes, so that what follows is about pages that were kept. */
async function keep(reader: Browser): Promise<void> {
  await until(async () => (await reader.get(page)).headers.get('cache-control') === 'private, no-cache');
}

async function addFigure(value: string): Promise<void> {
  const fields = { key: 'residents', label: '', value, asOf: '2025-12-31', source: '街道年报' };
  led(await office.post('/desk/liuxiang/about/figures', fields));
}

/** Reads on the other server until it shows; that it never does is what `until` fails for. */
function shownElsewhere(value: string): Promise<void> {
  return until(async () => (await there.get(page)).text.includes(value));
}

test('a change shows on the next request of the server that made it, and soon on another', async () => {
  for (const value of ['4317 人', '4318 人', '4319 人']) {
    await keep(here);
    await keep(there);
    await addFigure(value);
    expect((await here.get(page)).text).toContain(value);
    await shownElsewhere(value);
  }
});

/** The connections that only listen and tell. */
const listeners = `from pg_stat_activity
  where datname = current_database() and query ilike any (array['listen %', 'select pg_notify%'])`;

test('with the connection for notices cut, nothing kept is believed, and what was missed is told afterwards', async () => {
  await keep(here);
  await keep(there);
  const root = new pg.Client({ connectionString: database.rootUrl });
  root.on('error', () => undefined);
  await root.connect();
  expect((await root.query(`select pg_terminate_backend(pid) ${listeners}`)).rowCount).toBe(2);
  await addFigure('4320 人');
  expect((await here.get(page)).text).toContain('4320 人');
  await shownElsewhere('4320 人');
  await until(async () => (await root.query(`select pid ${listeners}`)).rowCount === 2);
  await root.end();
  await keep(here);
  await keep(there);
  await addFigure('4321 人');
  expect((await here.get(page)).text).toContain('4321 人');
  await shownElsewhere('4321 人');
});
