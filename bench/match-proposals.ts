import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { newId } from '#kernel/ids';
import { must } from '#kernel/result';
import { matchesForNeed } from '#modules/matching';
import { draftNeed, need as needById } from '#modules/needs';
import { makeVillage, onData } from '#tests/crash/village';
import { type Figure, figureOf, median, milliseconds } from './figure.ts';
import { temporaryFolder } from './processes.ts';

const open = 100_000;
const atOnce = 10_000;
const asks = 20;
const rounds = 5;

/** As many open resources over all classes, as a restore brings them: without the triggers. */
async function fill(ownerUrl: string, spaceId: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  await owner.query(`select set_config('linli.space', $1, false), set_config('linli.spaces', $1, false)`, [spaceId]);
  await owner.query('alter table resource disable trigger user');
  for (let done = 0; done < open; done += atOnce)
    await owner.query(
      `insert into resource (space_id, id, kind, title, class_code, quantity, unit, state, label_code, confirmed_at, created_at, updated_at)
       select $1, r.id, 'skill', 'r', c.code, 1 + r.n % 5, '次', 'open', r.id::text, now() - (r.n % 120) * interval '1 day', now(), now()
       from jsonb_to_recordset($2::jsonb) r (id uuid, n int)
       join (select code, row_number() over (order by code) - 1 as at, count(*) over () as all from classification where whole) c
         on c.at = r.n % c.all`,
      [spaceId, JSON.stringify(Array.from({ length: atOnce }, (_, at) => ({ id: newId(new Date()), n: done + at })))],
    );
  await owner.query('alter table resource enable trigger user');
  await owner.query('analyze resource');
  await owner.end();
}

/** The ranked proposals for one need among very many resources. */
export async function proposalsAmongMany(): Promise<Figure> {
  return onData(join(temporaryFolder(), 'data'), async (platform, { ownerUrl }) => {
    const { worker, spaceId } = await makeVillage(platform, 'liuxiang');
    await fill(ownerUrl, spaceId);
    const facts = {
      title: '找人修门锁',
      summary: '锁坏了',
      class_code: 'service.repair.home',
      unit: '次',
      quantity: '2',
    };
    const { id } = must(await draftNeed(worker, { ...facts, divisible: 'yes', urgency: 'normal' }));
    const one = await needById(worker, id);
    if (one === null) throw new Error('no need');
    const ours = async () => {
      const begun = performance.now();
      const { ranked } = await matchesForNeed(worker, one);
      if (ranked.length === 0) throw new Error('nothing fits');
      return performance.now() - begun;
    };
    const bare = async () => {
      const begun = performance.now();
      const { rows } = await sql`select r.id from resource r where r.space_id = ${spaceId} and r.state = 'open'
        and r.class_code in ('service', 'service.repair', 'service.repair.home')
        and r.eligible in ('anyone', 'residents') and r.reach = 'space'
        and (r.valid_until is null or r.valid_until >= current_date)
        and (r.expires_on is null or r.expires_on >= current_date)`.execute(worker.db);
      if (rows.length === 0) throw new Error('nothing passes');
      return performance.now() - begun;
    };
    const measured: { ours: number; theirs: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const [mine, reference]: [number[], number[]] = [[], []];
      for (let turn = 0; turn < asks; turn += 1) {
        reference.push(await bare());
        mine.push(await ours());
      }
      // The first round only warms up.
      if (round > 0) measured.push({ ours: median(mine), theirs: median(reference) });
    }
    return figureOf(measured, {
      ...{ what: 'proposals for one need among 100,000 open resources', against: 'the bare SQL of its hard filters' },
      ...{ target: { most: 3 }, unit: milliseconds },
    });
  });
}
