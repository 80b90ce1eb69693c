import { z } from 'zod';
import type { SolvedMarket } from '#algorithms/market';
import { planFile } from '#algorithms/plan-file';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { parameter } from '#modules/parameters';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { id } from '#platform/input';
import type { Inside, Scope } from '#platform/scope';
import { makeScope, systemActor } from '#platform/scope';
import { inWorker } from '#platform/worker';
import { actor } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { type OpenMarket, openMarket } from './queries-market.ts';
import { figuresOf, whyOf } from './rules-batch.ts';
import { tiers } from './schema.ts';

/** Changes whenever the filters, the parts of the score or the way of solving do. */
export const formulaVersion = '1';
const job = 'matching.batch';

/**
 * Asks for a plan of everything open. The computing begins once this is committed, on a thread of its own; whoever
 * asked waits for it. Refusals: `matching.batch_off` (the space has not switched it on), `matching.batch_running`.
 */
export const askBatch = command({
  name: 'matching.askBatch',
  permission: permissions.batch,
  input: z.object({}),
  conflicts: { match_run_one_asked: 'matching.batch_running' },
  run: async (scope): Promise<Result<{ id: string }>> => {
    if (!(await parameter(scope, 'match.batch'))) return fail('matching.batch_off');
    const runId = newId(scope.now());
    const last = await scope.db
      .selectFrom('match_run')
      .select((select) => select.fn.max('number').as('number'))
      .where('space_id', '=', scope.spaceId)
      .executeTakeFirst();
    const number = Number(last?.number ?? 0) + 1;
    await scope.db
      .insertInto('match_run')
      .values({ space_id: scope.spaceId, id: runId, number, asked_by: actor(scope), at: scope.now() })
      .execute();
    await audit(scope, { kind: 'match_run', id: runId, detail: { number } });
    scope.running.afterCommit.push(() => computeBatch(scope, runId));
    return ok({ id: runId });
  },
});

/** The system's own scope outside the transaction that asked. */
function outside({ platform, spaceId, timeZone }: Scope): Scope {
  return makeScope({ platform, spaceId, timeZone, actor: systemActor(job), requestId: job });
}

/**
 * Computes a run that was asked for and writes its plan down. What goes wrong is written down too, so that the next
 * one can be asked for; a run that was ended meanwhile stays as it is.
 */
export async function computeBatch(asking: Scope, runId: string): Promise<void> {
  const scope = outside(asking);
  try {
    const open = await openMarket(scope);
    const plan = await inWorker<SolvedMarket>('market', open.market);
    await finishBatch(scope, { id: runId, open, plan });
  } catch (error) {
    scope.platform.log.error({ err: error, run: runId }, 'the plan was not computed');
    await failBatch(scope, { id: runId });
  }
}

/** Runs that were asked for and never ended, because the machine stopped meanwhile. */
export async function askedRuns(scope: Scope): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('match_run')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'asked')
    .execute();
  return rows.map((row) => row.id);
}

async function lockAsked(scope: Inside, runId: string) {
  return scope.db
    .selectFrom('match_run')
    .select(['id', 'number'])
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', runId)
    .where('state', '=', 'asked')
    .forUpdate()
    .executeTakeFirst();
}

const failBatch = command({
  name: 'matching.failBatch',
  permission: permissions.system,
  input: z.object({ id: id() }),
  run: async (scope, input): Promise<Result<null>> => {
    if ((await lockAsked(scope, input.id)) === undefined) return fail('matching.run_not_found');
    await scope.db
      .updateTable('match_run')
      .set({ state: 'failed', solved_at: scope.now() })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.id)
      .execute();
    await audit(scope, { kind: 'match_run', id: input.id });
    return ok(null);
  },
});

/** Made by the computing above, never typed by anybody. */
const Finished = z.object({ id: id(), open: z.custom<OpenMarket>(), plan: z.custom<SolvedMarket>() });

const finishBatch = command({
  name: 'matching.finishBatch',
  permission: permissions.system,
  input: Finished,
  run: async (scope, { id: runId, open, plan }): Promise<Result<null>> => {
    const run = await lockAsked(scope, runId);
    if (run === undefined) return fail('matching.run_not_found');
    await overtake(scope);
    await writePairs(scope, runId, open, plan);
    await writeUnserved(scope, runId, open, plan);
    const formula = { version: formulaVersion, served: open.ground.served, ...open.ground.weights };
    const least = await parameter(scope, 'publication.smallCell');
    await scope.db
      .updateTable('match_run')
      .set({
        state: 'done',
        solved_at: scope.now(),
        formula: JSON.stringify(formula),
        figures: JSON.stringify(figuresOf(open.market, plan, groupKeys(open), least)),
        certificate: planFile(open.market, plan, namesOf(), {
          ...{ run: run.number, at: scope.now().toISOString(), formula, tiers },
        }),
      })
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', runId)
      .execute();
    await audit(scope, { kind: 'match_run', id: runId, detail: { pairs: open.pairs.length } });
    return ok(null);
  },
});

/** A name for each member, random and for this file alone: nobody can follow a need from one file to the next. */
function namesOf(): (kind: 'n' | 'r') => string {
  const given = new Set<string>();
  return (kind) => {
    let name = '';
    do name = `${kind}${crypto.randomUUID().replaceAll('-', '').slice(0, 12)}`;
    while (given.has(name));
    given.add(name);
    return name;
  };
}

function groupKeys({ needs, ages, ground }: OpenMarket) {
  return {
    class: needs.map((one) => ground.classPath(one.classCode)[1] ?? one.classCode),
    estate: needs.map((one) => ground.estate(one.placeId) ?? 'unknown'),
    age: ages,
  };
}

/** Advice nobody acted on ends with the next plan. */
async function overtake(scope: Inside): Promise<void> {
  await scope.db
    .updateTable('match_pair')
    .set({ state: 'gone', decided_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'open')
    .execute();
}

const chunk = 1000;

async function writePairs(scope: Inside, runId: string, open: OpenMarket, plan: SolvedMarket): Promise<void> {
  const rows = open.pairs.flatMap((pair, e) => {
    const [need, resource] = [open.needs[pair.need], open.resources[pair.resource]];
    const amount = plan.flow[e] ?? 0;
    if (amount <= 0 || need === undefined || resource === undefined) return [];
    return [
      {
        ...{ space_id: scope.spaceId, id: newId(scope.now()), run_id: runId },
        ...{ need_id: need.id, resource_id: resource.id, tier: tiers.indexOf(need.urgency) },
        ...{ quantity: BigInt(amount), reasons: JSON.stringify(pair.parts), score: pair.score },
      },
    ];
  });
  for (let at = 0; at < rows.length; at += chunk)
    await scope.db
      .insertInto('match_pair')
      .values(rows.slice(at, at + chunk))
      .execute();
}

async function writeUnserved(scope: Inside, runId: string, open: OpenMarket, plan: SolvedMarket): Promise<void> {
  const got = new Float64Array(open.needs.length);
  const own: number[][] = open.needs.map(() => []);
  open.pairs.forEach((pair, e) => {
    got[pair.need] = (got[pair.need] ?? 0) + (plan.flow[e] ?? 0);
    own[pair.need]?.push(e);
  });
  const rows = open.needs.flatMap((need, i) => {
    const missing = (open.market.wanted[i] ?? 0) - (got[i] ?? 0);
    if (missing <= 0) return [];
    const why = whyOf(open.market, plan, i, { pairs: own[i] ?? [], filters: open.filters[i] ?? new Map() });
    const near = why.why === 'filter' ? null : why;
    return [
      {
        ...{ space_id: scope.spaceId, run_id: runId, need_id: need.id, tier: tiers.indexOf(need.urgency) },
        ...{ missing: BigInt(missing), why: why.why, filter: why.why === 'filter' ? why.filter : null },
        resource_id: near === null ? null : (open.resources[near.resource]?.id ?? null),
        points: near?.points ?? null,
        price: near?.price ?? null,
      },
    ];
  });
  for (let at = 0; at < rows.length; at += chunk)
    await scope.db
      .insertInto('match_unserved')
      .values(rows.slice(at, at + chunk))
      .execute();
}
