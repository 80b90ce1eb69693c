import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { localDate } from '#kernel/dates';
import { noSpaceYet } from '#modules/places';
import type { Config } from '#platform/config';
import { migrate } from '#platform/migrate';
import type { Platform } from '#platform/platform';
import { projectRoot } from '#platform/root';
import type { Ground } from './ground.ts';
import { openPlatform } from './platform.ts';
import { showProgress } from './progress.ts';
import { both, sentence } from './say.ts';

/** What is kept beside the demo's data: written last, so that its absence means that the demo is not whole. */
const Told = z.object({
  lastDay: z.string(),
  password: z.string(),
  accounts: z.array(
    z.object({
      person: z.string(),
      username: z.string(),
      zh: z.string(),
      en: z.string(),
      authenticator: z.string().nullable(),
    }),
  ),
});
type Told = z.output<typeof Told>;

const fileOf = (config: Config): string => join(config.data, 'demo.json');

async function told(config: Config): Promise<Told | null> {
  try {
    return Told.parse(JSON.parse(await readFile(fileOf(config), 'utf8')));
  } catch {
    return null;
  }
}

/**
 * Sees to it that the demo is there, and gives the lines that say how to enter it. It is built once; one whose
 * building was interrupted is thrown away and built anew. On a server of one's own that already holds a space nothing
 * is built: it may be somebody's.
 */
export async function prepareDemo(ground: Ground): Promise<readonly string[]> {
  const { config } = ground;
  const known = await told(config);
  if (known !== null) return lines(config, known);
  const before = await openPlatform(config, ground.database.appUrl);
  const empty = await noSpaceYet(before.platform).finally(() => before.close());
  if (!empty && config.databaseUrl !== undefined) return [];
  if (!empty) await startOver(ground);
  const lastDay = await tellYear(ground);
  const live = await openPlatform(config, ground.database.appUrl);
  try {
    return lines(config, await openDoors(config, live.platform, lastDay));
  } finally {
    await live.close();
  }
}

/**
 * Plays the year; gives the day it ends on. It waits for no disk: a telling cut short is told again from nothing, and
 * the accounts made after it are written through, with everything before them.
 */
async function tellYear({ config, database }: Ground): Promise<string> {
  both('tellingDemo');
  const { buildDemo } = await import('#demo/index');
  const quick = new URL(database.appUrl);
  // On a server of one's own something may stand between that does not pass settings on.
  if (config.databaseUrl === undefined) quick.searchParams.set('options', '-c synchronous_commit=off');
  const live = await openPlatform(config, quick.href);
  try {
    const lastDay = localDate(live.platform.now());
    const progress = showProgress(sentence('demoBar'));
    await buildDemo(live.platform, (done, all) => progress.step(done, all));
    progress.end();
    return lastDay;
  } finally {
    await live.close();
  }
}

async function openDoors(config: Config, platform: Platform, lastDay: string): Promise<Told> {
  const { demoPassword, openAccounts } = await import('#demo/accounts');
  const made: Told = { lastDay, password: demoPassword, accounts: [...(await openAccounts(platform))] };
  await writeFile(fileOf(config), JSON.stringify(made, null, 2), { mode: 0o600, flush: true });
  return made;
}

/** An empty database and no files, as at the first start; only ever in the demo's own folder. */
async function startOver(ground: Ground): Promise<void> {
  both('demoAgain');
  const owner = new pg.Client({ connectionString: ground.database.ownerUrl });
  await owner.connect();
  try {
    for (const schema of ['pgboss', 'auth', 'public']) await owner.query(`drop schema if exists ${schema} cascade`);
    await owner.query('create schema public');
  } finally {
    await owner.end();
  }
  await rm(join(ground.config.data, 'files'), { recursive: true, force: true });
  await migrate(ground.database.ownerUrl, { roles: ground.database.roles });
}

function lines(config: Config, { lastDay, password, accounts }: Told): string[] {
  const old = lastDay === localDate(new Date()) ? [] : [sentence('demoOld', { day: lastDay })];
  const money = accounts.filter((one) => one.authenticator !== null).map((one) => one.username);
  const elsewhere = config.wantedData === join(projectRoot, 'data') ? '' : ` --data ${config.wantedData}`;
  return [
    sentence('demoAccounts', { url: `${config.baseUrl}/sign-in/password`, password }),
    ...accounts.map((one) => `  ${one.username.padEnd(14)} ${one.person}  ${one.zh} ${one.en}`),
    sentence('demoCode', { command: `npx linli code${elsewhere} ${money[0] ?? ''}`, names: money.join(', ') }),
    ...old,
  ];
}

/** `linli code NAME`: what the authenticator of somebody in the demo shows now. */
export async function codeCommand(config: Config, args: readonly string[]): Promise<number> {
  const { totp } = await import('#demo/authenticator');
  const accounts = (await told(config))?.accounts ?? [];
  const money = accounts.filter((one) => one.authenticator !== null);
  const wanted = money.find((one) => one.username === args[0] || one.person === args[0]);
  if (wanted?.authenticator == null) {
    both('codeUnknown', { names: money.map((one) => one.username).join(', ') });
    return 1;
  }
  console.log(totp(wanted.authenticator));
  return 0;
}
