import { join } from 'node:path';
import pg from 'pg';
import { addDays } from '#kernel/dates';
import { must } from '#kernel/result';
import { announcePoll, castBallot, writePoll } from '#modules/votes';
import { openDatabase } from '#platform/database';
import type { Platform } from '#platform/platform';
import { type Actor, makeScope, systemActor, today } from '#platform/scope';
import { makeVillage, onData, type Village } from '#tests/crash/village';
import { makeBank, transfer } from './bank.ts';
import { type Bench, type Figure, figureOf, perSecond } from './figure.ts';
import { temporaryFolder } from './processes.ts';

const clients = 16;
const seconds = 3;
const rounds = 5;
const residents = 150_000;
const options = 20;

/** How often sixteen clients at once get through a piece of work, per second. */
async function rateOf(work: () => Promise<void>): Promise<number> {
  let done = 0;
  const begun = performance.now();
  const loop = async (): Promise<void> => {
    while (performance.now() - begun < seconds * 1000) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, loop));
  return (done * 1000) / (performance.now() - begun);
}

/** So many residents found to live here, written at once; their keys. */
async function settle(ownerUrl: string, { spaceId }: Village): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [spaceId]);
    const { rows } = await owner.query<{ id: string }>(
      `insert into person (space_id, id, name, birth_year, created_at)
       select $1, (lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8'
         || substr(md5(n::text), 4, 15))::uuid, 'n' || n, 1960, now() from generate_series(1, ${residents}) n returning id`,
      [spaceId],
    );
    await owner.query(
      `insert into residence_check (space_id, id, person_id, way, checked_on)
       select space_id, gen_random_uuid(), id, 'list', current_date - 1 from person where space_id = $1 and birth_year = 1960`,
      [spaceId],
    );
    await owner.query('analyze');
    return rows.map((row) => row.id);
  } finally {
    await owner.end();
  }
}

async function openVote(platform: Platform, { spaceId }: Village): Promise<string> {
  const scope = makeScope({ platform, spaceId, actor: systemActor('bench') });
  const { id } = must(
    await writePoll(scope, {
      ...{ title: '二十件里选', text: '选几件都行。', kind: 'approval', rule: 'most', electorate: 'residents' },
      ...{ cut_off: today(scope), opens_on: today(scope), closes_on: addDays(today(scope), 3), quorum: '0' },
      ...{ share: '1/2', turnout: 'open', seats: '5' },
      options: Array.from({ length: options }, (_, at) => ({ title: `第 ${at + 1} 件`, note: '' })),
    }),
  );
  must(await announcePoll(scope, { id }));
  return id;
}

/** One resident after another casts a ballot with the whole command: permission, input, rules, seal, roll, box, audit. */
function caster(platform: Platform, { spaceId }: Village, id: string, people: readonly string[]): () => Promise<void> {
  let next = 0;
  return async () => {
    const at = next;
    next += 1;
    const personId = people[at];
    if (personId === undefined) throw new Error('everybody has voted');
    const actor: Actor = {
      ...{ accountId: personId, personId, name: '', mandates: [], secondFactor: false, onBehalfOf: null },
      way: 'phone',
    };
    const scope = makeScope({ platform, spaceId, actor });
    const ballot = `${1 + (at % options)} ${1 + ((at + 7) % options)}`;
    must(await castBallot(scope, { id, ballot, receipt: String(100_000_000_000 + at) }));
  };
}

export const bench: Bench = {
  title: 'Ballots into one box',
  how: `${clients} clients cast ballots through the whole command (permission, input, rules of the ballot, sealing, mark on the roll, box, audit event, commit to disk) in one vote of ${residents.toLocaleString('en')} residents; against the transaction like TPC-B that gifts are measured by. Both from one Node process through the same driver and pool, under the running role, into the same PostgreSQL with fsync on (${seconds} s, ${rounds} rounds in turn).`,
  run: async (): Promise<Figure[]> => {
    const data = join(temporaryFolder(), 'data');
    return onData(data, async (live, { appUrl, ownerUrl }) => {
      const platform = { ...live, database: openDatabase(appUrl, { max: clients }) };
      try {
        await makeBank(ownerUrl);
        const village = await makeVillage(platform, 'liuxiang');
        const people = await settle(ownerUrl, village);
        const cast = caster(platform, village, await openVote(platform, village), people);
        await rateOf(() => transfer(platform.database.pool));
        await rateOf(cast);
        const measured: { ours: number; theirs: number }[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const theirs = await rateOf(() => transfer(platform.database.pool));
          measured.push({ theirs, ours: await rateOf(cast) });
        }
        const words = { what: 'ballots cast', against: 'TPC-B-like transactions', unit: perSecond };
        return [figureOf(measured, { ...words, target: { least: 0.5 } })];
      } finally {
        await platform.database.close();
      }
    });
  },
};
