import { expect, test } from 'vitest';
import { checkSpaces } from '#app/check';
import { startSequencer } from '#app/sequencer';
import { newId } from '#kernel/ids';
import { must, ok } from '#kernel/result';
import { postEntry } from '#modules/ledger';
import { sequence } from '#modules/log';
import { loadKeys, rotateLogKey } from '#platform/crypto';
import { makeScope, systemActor } from '#platform/scope';
import { act } from '#tests/books';
import { sequenceAll } from '#tests/sequenced';
import { makeWorld } from '#tests/world';
import { fetchLog, judge, makeStage, newFolder, tamper } from './stage.ts';

const world = await makeWorld(import.meta.url);
const stage = await makeStage(world);

/** Sequences with other keys than the world began with, until everything is in. */
async function sequenceWith(log: readonly Uint8Array[]): Promise<void> {
  must(await stage.many(3));
  const platform = { ...world.platform, keys: { ...world.platform.keys, log } };
  const scope = makeScope({ platform, spaceId: world.space.id, actor: systemActor('test') });
  for (let more = true; more; ) {
    const { added, waiting } = await sequence(scope);
    more = added > 0 || waiting;
  }
}

const signatures = async (): Promise<number> => {
  const note = await (await fetch(`${stage.base}/checkpoint`)).text();
  return note.split('\n').filter((line) => line.startsWith('\u2014 ')).length;
};

test('a key is handed over: two sign, the new one is a leaf, then it signs alone, and no reader is alarmed', async () => {
  const memory = newFolder();
  expect(judge(await fetchLog(stage.base), memory).codes).toEqual([]);
  expect(await rotateLogKey(world.platform.dataDir)).toBe(2);
  const { log } = await loadKeys(world.platform.dataDir);
  await sequenceWith(log);
  expect(await signatures()).toBe(2);
  expect(judge(await fetchLog(stage.base), memory).codes).toEqual([]);
  const keys = await (await fetch(`${stage.base}/keys`)).text();
  expect(keys.trim().split('\n')).toHaveLength(2);
  const leaves = await world.system.db.selectFrom('log_leaf').select('idx').where('kind', '=', 'key').execute();
  expect(leaves).toHaveLength(2);

  await sequenceWith(log.slice(-1));
  expect(await signatures()).toBe(1);
  expect(judge(await fetchLog(stage.base), memory).codes).toEqual([]);
});

test('a key that nobody handed over is a finding for whoever knew the log', async () => {
  const memory = newFolder();
  expect(judge(await fetchLog(stage.base), memory).codes).toEqual([]);
  await sequenceWith([new Uint8Array(32).fill(7)]);
  expect(judge(await fetchLog(stage.base), memory).codes).toEqual(['key_changed']);
});

test('F045 what is committed is public at the next look of the sequencer, which comes well within five seconds', async () => {
  const asked: number[] = [];
  let rested = Promise.withResolvers<() => void>();
  const sequencer = startSequencer(world.platform, {
    wait: (milliseconds, next) => {
      asked.push(milliseconds);
      rested.resolve(next);
    },
    stop: () => undefined,
  });
  let waited = 0;
  const round = async (): Promise<void> => {
    const next = await rested.promise;
    rested = Promise.withResolvers();
    waited += asked.at(-1) ?? 0;
    next();
    await rested.promise;
  };
  await rested.promise;
  must(await stage.many(1));
  // Another process's commit is heard of by the version of the space, as here.
  world.platform.versions.changed(world.space.id);
  const before = await size();
  waited = 0;
  // Transactions of other tests in the same PostgreSQL may hold the horizon for some rounds; alone, one is enough.
  for (let n = 0; n < 200 && (await size()) === before; n += 1) await round();
  await sequencer.stop();
  expect(await size()).toBe(before + 1);
  expect(asked.every((one) => 2 * one < 5000)).toBe(true);
  expect(waited).toBeGreaterThan(0);
});

async function size(): Promise<number> {
  const note = await (await fetch(`${stage.base}/checkpoint`)).text();
  return Number(note.split('\n')[1]);
}

test('a deed, a thing or a kind that the code does not know never stops the log: it is sequenced without its word, and named', async () => {
  const memory = newFolder();
  const before = await size();
  must(
    await act(world.system, async (inside) => {
      const lines = [
        { accountId: stage.bank, amount: 5n },
        { accountId: stage.money, amount: -5n },
      ];
      must(await postEntry(inside, { kind: '张阿姨 买苹果', memo: '', subject: { kind: 'gift', id: newId() }, lines }));
      return ok(null);
    }),
  );
  // The database of a later version may know more kinds than this one.
  await tamper(
    world,
    'alter table log_source drop constraint log_source_kind_check',
    `insert into log_source (space_id, kind, source_id) values ('${world.space.id}', 'kite', '${newId()}')`,
  );
  await sequenceAll(world);
  expect(await size()).toBeGreaterThanOrEqual(before + 2);
  const folder = await fetchLog(stage.base);
  expect(judge(folder, memory).codes).toEqual([]);
  const bodies = await world.system.db.selectFrom('log_leaf').select('body').orderBy('idx', 'desc').limit(3).execute();
  expect(JSON.stringify(bodies)).not.toContain('苹果');
  const page = await world.get(null, `/s/${world.space.slug}/log`);
  expect(page.text).toContain('有名单外的字');
  const found = (await checkSpaces(world.platform))
    .flatMap((one) => one.findings)
    .filter((one) => one.first !== null && one.name.startsWith('log.'));
  expect(found.map(({ name, count }) => ({ name, count }))).toEqual([{ name: 'log.words_on_the_list', count: 2 }]);
});
