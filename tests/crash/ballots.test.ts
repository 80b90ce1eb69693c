import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSpaces } from '#app/check';
import { addDays } from '#kernel/dates';
import { must } from '#kernel/result';
import { createAccount, registerPerson } from '#modules/people';
import { addPlace } from '#modules/places';
import { announcePoll, ballotsOf, checkPlace, closePoll, poll, turnout, writePoll } from '#modules/votes';
import { readPidFile } from '#platform/postgres-cluster';
import { makeScope, systemActor, today } from '#platform/scope';
import { ask, healthy, type Running, startLinli, temporaryFolder, tidyUp, until } from '#tests/start/linli';
import { type Browser, openBrowser, signIn } from './browser.ts';
import { makeVillage, onData, password } from './village.ts';

tidyUp();

const residents = 40;
const polls = 250;
const kills = 20;

/** A village whose residents all have accounts, and as many votes as make ten thousand ballots. */
async function prepare(data: string): Promise<{ spaceId: string; names: string[]; ids: string[] }> {
  return onData(data, async (platform) => {
    const village = await makeVillage(platform, 'liuxiang');
    const { spaceId } = village;
    const system = makeScope({ platform, spaceId, actor: systemActor('set-up') });
    const place = must(await addPlace(village.admin, { kind: 'estate', name: '柳巷里', estateType: 'old' })).id;
    const names: string[] = [];
    for (let at = 0; at < residents; at += 1) {
      const personId = must(await registerPerson(system, { name: `街坊${at}`, placeId: place })).id;
      const username = `liuxiang_r${at}`;
      must(await createAccount(platform, { spaceId, personId, username, password }));
      names.push(username);
    }
    must(await checkPlace(village.worker, { place }));
    const ids: string[] = [];
    for (let at = 0; at < polls; at += 1) {
      const { id } = must(
        await writePoll(system, {
          ...{ title: `第 ${at} 件`, text: '要不要办。', kind: 'yes_no', rule: 'majority', electorate: 'residents' },
          ...{ cut_off: today(system), opens_on: today(system), closes_on: addDays(today(system), 5), quorum: '0' },
          ...{ share: '1/2', turnout: 'open', options: [] },
        }),
      );
      must(await announcePoll(system, { id }));
      ids.push(id);
    }
    return { spaceId, names, ids };
  });
}

/** One server after another on the same data; whoever votes waits here while none is up. */
function serverLine(data: string) {
  const begin = () => startLinli(['--no-demo', '--data', data], { env: { LINLI_TRUST_PROXY: '1' } });
  let current: Promise<Running> = begin();
  let url = '';
  return {
    url: () => url,
    answering: () =>
      until(async () => {
        const server = await current;
        url = server.url;
        return healthy(server);
      }),
    kill: async (postgresToo: boolean) => {
      const server = await current;
      const next = Promise.withResolvers<Running>();
      current = next.promise;
      const postmaster = readPidFile(join(data, 'postgres'))?.pid ?? 0;
      if (postgresToo && postmaster > 0) process.kill(postmaster, 'SIGKILL');
      await server.kill();
      begin().then(next.resolve, next.reject);
    },
    stop: async () => (await current).stop(),
  };
}

/** Checks, ends the days of every vote, closes and counts them all, and checks again. */
async function countAll(data: string, spaceId: string, ids: readonly string[]) {
  return onData(data, async (platform) => {
    const before = (await checkSpaces(platform)).flatMap((one) => one.findings).filter((one) => one.first !== null);
    // The days are over: only whoever owns the tables can move the end of a vote, past its own trigger.
    await ask(
      data,
      `select set_config('linli.space', '${spaceId}', false), set_config('linli.spaces', '${spaceId}', false);
       alter table poll disable trigger poll_stands;
       update poll set opens_at = opens_at - interval '1 day', closes_at = now() - interval '1 minute';
       alter table poll enable trigger poll_stands`,
    );
    const system = makeScope({ platform, spaceId, actor: systemActor('test') });
    let [ballots, marks] = [0, 0];
    for (const id of ids) {
      must(await closePoll(system, { id }));
      ballots += (await ballotsOf(system, id)).length;
      marks += (await turnout(system, id)).voted;
    }
    const receipts = await system.db
      .selectFrom('poll_receipt')
      .select(({ fn }) => [fn.countAll<bigint>().as('hashes'), fn.sum<bigint>('times').as('times')])
      .executeTakeFirstOrThrow();
    const yes = (await Promise.all(ids.map((id) => poll(system, id)))).reduce(
      (sum, one) => sum + (one?.result?.box.options[0]?.people ?? 0),
      0,
    );
    const after = (await checkSpaces(platform)).flatMap((one) => one.findings).filter((one) => one.first !== null);
    return { before, after, ballots, marks, yes, hashes: Number(receipts.hashes), times: Number(receipts.times) };
  });
}

test(`ten thousand ballots over ${kills} kills of server and PostgreSQL: none lost, none twice, receipts equal ballots`, async () => {
  const data = join(temporaryFolder(), 'data');
  const { spaceId, names, ids } = await prepare(data);
  const line = serverLine(data);
  await line.answering();
  const browsers: Browser[] = [];
  for (const name of names) {
    const browser = openBrowser(line.url);
    await signIn(browser, name);
    browsers.push(browser);
  }
  let [acknowledged, again, sent] = [0, 0, 0];
  const castOnce = async (browser: Browser, who: number, id: string, at: number): Promise<void> => {
    const receipt = `${100_000_000_000 + who * 1000 + at}`;
    const fields = { step: 'cast', ballot: (who + at) % 3 === 0 ? '2' : '1', receipt };
    for (let tries = 0; ; tries += 1) {
      sent += 1;
      const seen = await browser.post(`/me/liuxiang/votes/${id}`, fields).catch(() => null);
      // In the box already: the answer to the first sending was cut off.
      const twice = seen?.status === 200 || seen?.status === 409;
      if (twice && tries === 0) throw new Error(`refused at once: ${seen?.text.slice(0, 500)}`);
      if (seen?.status === 303 || twice) {
        acknowledged += 1;
        if (tries > 0) again += 1;
        return;
      }
      await line.answering();
    }
  };
  const voting = Promise.all(
    browsers.map(async (browser, who) => {
      for (const [at, id] of ids.entries()) await castOnce(browser, who, id, at);
    }),
  );
  const all = residents * polls;
  for (let round = 1; round <= kills; round += 1) {
    await until(() => acknowledged >= Math.trunc((all * round) / (kills + 1)));
    await line.kill(round % 2 === 0);
  }
  await voting;
  await line.stop();
  console.info(`${all} ballots, ${sent} sent, ${again} of them more than once`);

  const found = await countAll(data, spaceId, ids);
  let yes = 0;
  for (let who = 0; who < residents; who += 1)
    for (let at = 0; at < polls; at += 1) yes += (who + at) % 3 === 0 ? 0 : 1;
  expect(found).toEqual({ before: [], after: [], ballots: all, marks: all, yes, hashes: all, times: all });
}, 1_500_000);
