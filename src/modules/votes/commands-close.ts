import { sql } from 'kysely';
import { z } from 'zod';
import { fail, ok, type Result } from '#kernel/result';
import { tellStep } from '#modules/decisions';
import { audit, auditRead } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import { openText } from '#platform/crypto';
import type { Inside, Scope } from '#platform/scope';
import { closeTaskKind, lockedPoll, setPoll } from './commands.ts';
import { emptyBox, layOpen } from './commands-box.ts';
import { permissions } from './permissions.ts';
import { piles, polls, turnout } from './queries.ts';
import { isOpen, outcomeOf, tallyBox } from './rules.ts';
import { CloseInput, type Poll } from './schema.ts';

/**
 * Whether the count of a vote may be shown. Whoever asks before the end is refused, and that they asked is written into
 * the record at once, also where the command they asked by is undone.
 */
export async function mayLook(scope: Scope, of: Poll): Promise<Result<null>> {
  if (of.state === 'closed' || of.state === 'counted') return ok(null);
  const { platform, spaceId, spaces } = scope;
  const outside = { ...scope, running: null, db: platform.database.scoped(spaceId, spaces) };
  await auditRead(outside, { kind: 'poll', id: of.id, command: 'votes.look_early' });
  return fail('votes.sealed');
}

/** Whether the piles agree with the marks of those who voted on paper, or it was said why not. */
async function paperRefusal(scope: Inside, of: Poll, note: string): Promise<Result<null>> {
  const all = await piles(scope, of.id);
  if (all.some((one) => one.state !== 'settled')) return fail('votes.paper_waits');
  const entered = all.reduce((sum, one) => sum + one.size, 0);
  const marked = (await turnout(scope, of.id)).channels.paper ?? 0;
  const params = { entered, marked };
  if (entered > marked) return fail('votes.paper_more', { params });
  return entered < marked && note === '' ? fail('votes.paper_fewer', { params, field: 'paper_note' }) : ok(null);
}

async function lotOf(scope: Inside, id: string): Promise<string> {
  const row = await scope.db
    .selectFrom('poll')
    .select('lot_sealed')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.lot_sealed === null ? '' : openText(scope.platform.keys, row.lot_sealed, `${scope.spaceId}/poll/${id}`);
}

/**
 * Closes a vote after its last day: the box is emptied in an order of chance, counted, its ballots laid open without
 * anything of a person, the lot is revealed. The vote of a round is then counted by that room. Refuses
 * `votes.not_found`, `votes.not_open`, `votes.sealed` (recorded), `votes.paper_waits`, `votes.paper_more`,
 * `votes.paper_fewer` (without a note that says why).
 */
export const closePoll = command({
  name: 'votes.close',
  permission: permissions.close,
  input: CloseInput,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const of = await lockedPoll(scope, input.id);
    if (of === null) return fail('votes.not_found');
    if (of.state !== 'ready') return fail('votes.not_open');
    if (scope.now() < of.closesAt) {
      const early = await mayLook(scope, of);
      if (!early.ok) return early;
    }
    const paper = await paperRefusal(scope, of, input.paper_note);
    if (!paper.ok) return paper;
    const envelopes = await emptyBox(scope, of.id);
    const hashes = await layOpen(scope, of.id, envelopes);
    const lot = await lotOf(scope, of.id);
    const roll = await turnout(scope, of.id);
    const box = tallyBox(of.kind, of.options, envelopes);
    const outcome = outcomeOf(of, box, { persons: roll.of, area: roll.area }, lot);
    const isRound = of.rule === 'round';
    await setPoll(scope, of.id, {
      ...{ lot, ballots_hash: hashes.ballotsHash, receipts_hash: hashes.receiptsHash, paper_note: input.paper_note },
      result: JSON.stringify({ box, outcome, channels: roll.channels }),
      ...(isRound ? {} : { state: 'counted' as const, counted_at: scope.now() }),
    });
    await closeTask(scope, { kind: 'poll', id: of.id }, closeTaskKind, 'done');
    if (outcome.rule === 'majority' || outcome.rule === 'owners') {
      const told = await tellStep(scope, { kind: 'poll', id: of.id }, { passed: outcome.passed, ...outcome.persons });
      if (!told.ok) return told;
    }
    await audit(scope, {
      kind: 'poll',
      id: of.id,
      detail: { state: isRound ? 'closed' : 'counted', ballots: box.ballots },
    });
    return ok({ id: of.id });
  },
});

/** Says that the vote of a round has been counted, inside the round's own command. Refuses `votes.not_found`, `votes.not_open`. */
export async function markCounted(scope: Inside, id: string): Promise<Result<{ id: string }>> {
  const of = await lockedPoll(scope, id);
  if (of === null) return fail('votes.not_found');
  if (of.state !== 'closed') return fail('votes.not_open');
  await setPoll(scope, id, { state: 'counted', counted_at: scope.now() });
  await audit(scope, { kind: 'poll', id, detail: { state: 'counted' } });
  return ok({ id });
}

/** Shakes the boxes of all votes that are open, so that the order in which ballots came is soon nowhere on the tables. */
export const stirBoxes = command({
  name: 'votes.stir',
  permission: permissions.tend,
  input: z.object({}),
  run: async (scope): Promise<Result<{ boxes: number }>> => {
    const open = (await polls(scope, { state: 'ready' })).filter((one) => isOpen(one, scope.now()));
    for (const one of open) {
      await sql`select poll_stir(${scope.spaceId}, ${one.id})`.execute(scope.db);
      await audit(scope, { kind: 'poll', id: one.id });
    }
    return open.length === 0 ? fail('votes.not_open') : ok({ boxes: open.length });
  },
});

/** Votes whose days are over and that nobody has closed. */
export async function overdue(scope: Scope): Promise<Poll[]> {
  return (await polls(scope, { state: 'ready' })).filter((one) => one.closesAt <= scope.now());
}
