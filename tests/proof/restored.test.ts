import { appendFileSync, cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { expect, test } from 'vitest';
import { backupCommand } from '#app/backup';
import { checkSpaces } from '#app/check';
import { restoreCommand } from '#app/restore';
import { createWeb } from '#app/web-server';
import { newKey } from '#kernel/ids';
import { must } from '#kernel/result';
import { recordBankGift } from '#modules/gifts';
import { sequence } from '#modules/log';
import { readCommandLine } from '#platform/config';
import type { Platform } from '#platform/platform';
import { makeScope, systemActor, withKey } from '#platform/scope';
import { giftFields, makeVillage, onData, type Village } from '#tests/crash/village';
import { temporaryFolder, tidyUp } from '#tests/start/linli';
import { fetchLog, judge, newFolder } from './stage.ts';

tidyUp();

const configOf = (data: string) =>
  readCommandLine(['x', '--no-demo', '--data', data, '--log-level', 'fatal'], {}).config;

async function give(village: Village, from: number, until: number): Promise<void> {
  for (let n = from; n <= until; n += 1)
    must(await recordBankGift(withKey(village.finance, newKey()), giftFields(village.fundId, `R${n}`, `${n}.05`)));
}

/** Sequences, serves the log for a moment, and verifies it with a memory. */
async function verifyAt(platform: Platform, spaceId: string, memory: string): Promise<readonly string[]> {
  const scope = makeScope({ platform, spaceId, actor: systemActor('test') });
  for (let busy = true; busy; ) {
    const { added, waiting } = await sequence(scope);
    busy = added > 0 || waiting;
  }
  const web = createWeb(platform, { limits: { readsPerMinute: 1e6, changesPerMinute: 1e6 } });
  const server = createServer(getRequestListener((request) => web.fetch(request)));
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    return judge(await fetchLog(`http://127.0.0.1:${port}/s/liuxiang/log`), memory).codes;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a backup brought onto an empty machine is the same house: check and verify pass against the old checkpoint, and life goes on', async () => {
  const [data, kept, other] = [
    join(temporaryFolder(), 'data'),
    join(temporaryFolder(), 'kept'),
    join(temporaryFolder(), 'data'),
  ];
  const memory = newFolder();
  const village = await onData(data, async (platform) => {
    const made = await makeVillage(platform, 'liuxiang');
    await give(made, 1, 40);
    expect(await verifyAt(platform, made.spaceId, memory)).toEqual([]);
    // Committed and not in the log yet: it must come in on the other machine.
    await give(made, 41, 45);
    return made;
  });
  expect(await backupCommand(configOf(data), [kept])).toBe(0);
  await expect(backupCommand(configOf(data), [kept])).rejects.toThrow('not empty');

  const damaged = join(temporaryFolder(), 'damaged');
  cpSync(kept, damaged, { recursive: true });
  appendFileSync(join(damaged, 'tables', 'public.gift.copy'), 'x');
  await expect(restoreCommand(configOf(join(temporaryFolder(), 'data')), [damaged])).rejects.toThrow(
    'public.gift.copy',
  );

  expect(await restoreCommand(configOf(other), [kept])).toBe(0);
  await expect(restoreCommand(configOf(other), [kept])).rejects.toThrow('--data');
  expect(readFileSync(join(other, 'log-keys.json'))).toEqual(readFileSync(join(data, 'log-keys.json')));
  await onData(other, async (platform) => {
    expect(await verifyAt(platform, village.spaceId, memory)).toEqual([]);
    const finance = makeScope({ platform, spaceId: village.spaceId, actor: village.finance.actor });
    await give({ ...village, finance }, 46, 50);
    expect(await verifyAt(platform, village.spaceId, memory)).toEqual([]);
    const found = (await checkSpaces(platform)).flatMap((one) => one.findings).filter((one) => one.first !== null);
    expect(found).toEqual([]);
  });
  // The old machine comes back with yesterday's data: whoever saw the new one says so.
  await onData(data, async (platform) => {
    expect(await verifyAt(platform, village.spaceId, memory)).toEqual(['shrunk']);
  });
}, 120_000);
