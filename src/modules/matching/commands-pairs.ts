import { z } from 'zod';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import { blank, choice, count, id, text } from '#platform/input';
import type { Inside } from '#platform/scope';
import { askBoth, matchingConflicts, pairFor } from './commands.ts';
import { actor } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { type PairState, tiers } from './schema.ts';

interface PlannedPair {
  readonly id: string;
  readonly need_id: string;
  readonly resource_id: string;
  readonly quantity: bigint;
  readonly state: PairState;
}

const columns = ['id', 'need_id', 'resource_id', 'quantity', 'state'] as const;

async function pairOf(scope: Inside, runId: string, pairId: string): Promise<Result<PlannedPair>> {
  const row = await scope.db
    .selectFrom('match_pair')
    .select(columns)
    .where('space_id', '=', scope.spaceId)
    .where('run_id', '=', runId)
    .where('id', '=', pairId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return fail('matching.pair_not_found');
  return row.state === 'open' ? ok(row) : fail('matching.pair_decided', { params: { state: row.state } });
}

async function decide(
  scope: Inside,
  pairId: string,
  set: { readonly state: PairState; readonly proposal_id?: string; readonly reason?: string },
): Promise<void> {
  await scope.db
    .updateTable('match_pair')
    .set({ ...set, decided_by: actor(scope), decided_at: scope.now() })
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', pairId)
    .execute();
}

async function use(scope: Inside, pair: PlannedPair, quantity: bigint | undefined): Promise<Result<{ id: string }>> {
  const asked = { need: pair.need_id, resource: pair.resource_id, quantity: quantity ?? pair.quantity };
  const fitting = await pairFor(scope, asked);
  if (!fitting.ok) return fitting;
  const made = await askBoth(scope, fitting.value, {});
  if (made.ok) await decide(scope, pair.id, { state: 'confirmed', proposal_id: made.value.id });
  return made;
}

/**
 * Uses a pair of the plan, as planned or with another quantity: both sides are asked, as for any proposal. Refusals:
 * `matching.pair_not_found`, `matching.pair_decided`, and those of `propose`, where the world has moved on.
 */
export const confirmPair = command({
  name: 'matching.confirmPair',
  permission: permissions.propose,
  input: z.object({ run: id(), pair: id(), quantity: blank(count()) }),
  conflicts: matchingConflicts,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await pairOf(scope, input.run, input.pair);
    return found.ok ? use(scope, found.value, input.quantity) : found;
  },
});

/** Sets a pair of the plan aside, with the reason; later plans leave it out. Refusals as above, `matching.reason_missing`. */
export const refusePair = command({
  name: 'matching.refusePair',
  permission: permissions.propose,
  input: z.object({ run: id(), pair: id(), reason: text(300, 'matching.reason_missing') }),
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const found = await pairOf(scope, input.run, input.pair);
    if (!found.ok) return found;
    await decide(scope, found.value.id, { state: 'refused', reason: input.reason });
    await audit(scope, { kind: 'match_run', id: input.run, detail: { pair: input.pair } });
    return ok({ id: input.run });
  },
});

/**
 * Uses every pair of a tier that is still open. What the world has overtaken meanwhile is set down as gone, and the
 * others go on. Answers how many were used and how many were gone. Refuses `matching.run_not_found`.
 */
export const confirmTier = command({
  name: 'matching.confirmTier',
  permission: permissions.propose,
  input: z.object({ run: id(), tier: choice(tiers) }),
  conflicts: matchingConflicts,
  run: async (scope, input): Promise<Result<{ used: number; gone: number }>> => {
    const run = await scope.db
      .selectFrom('match_run')
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', input.run)
      .executeTakeFirst();
    if (run === undefined) return fail('matching.run_not_found');
    const rows = await scope.db
      .selectFrom('match_pair')
      .select(columns)
      .where('space_id', '=', scope.spaceId)
      .where('run_id', '=', input.run)
      .where('tier', '=', tiers.indexOf(input.tier))
      .where('state', '=', 'open')
      .orderBy('score', 'desc')
      .orderBy('id')
      .forUpdate()
      .execute();
    let used = 0;
    for (const row of rows) {
      const made = await use(scope, row, undefined);
      if (made.ok) used += 1;
      else await decide(scope, row.id, { state: 'gone', reason: made.fault.code });
    }
    await audit(scope, { kind: 'match_run', id: input.run, detail: { tier: input.tier, used } });
    return ok({ used, gone: rows.length - used });
  },
});
