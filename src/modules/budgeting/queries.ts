import type { Selectable } from 'kysely';
import type { Recounted } from '#algorithms/recount';
import { isId } from '#kernel/ids';
import type { DB } from '#platform/schema.generated';
import type { Scope } from '#platform/scope';
import type { Idea, Round, RoundState } from './schema.ts';

function toRound(row: Selectable<DB['round']>): Round {
  return {
    ...{ id: row.id, number: row.number, title: row.title, text: row.text, fundId: row.fund_id, budget: row.budget },
    ...{ largest: row.largest, placeId: row.place_id, ballot: row.ballot, most: row.most, points: row.points },
    ...{ minAge: row.min_age, rule: row.rule, utility: row.utility, completion: row.completion, stop: row.stop },
    ...{ increment: row.increment.toString(), ideasUntil: row.ideas_until, opensOn: row.opens_on },
    ...{ closesOn: row.closes_on, state: row.state, stateReason: row.state_reason, pollId: row.poll_id },
    ...{ fileHash: row.file_hash, countedAt: row.counted_at },
  };
}

/** Rounds, the newest first; drafts only where asked for. */
export async function rounds(
  scope: Scope,
  of: { readonly id?: string; readonly drafts?: boolean; readonly state?: RoundState } = {},
): Promise<Round[]> {
  let query = scope.db.selectFrom('round').selectAll().where('space_id', '=', scope.spaceId);
  if (of.id !== undefined) query = query.where('id', '=', of.id);
  if (of.state !== undefined) query = query.where('state', '=', of.state);
  if (of.drafts !== true) query = query.where('published_at', 'is not', null);
  return (await query.orderBy('closes_on', 'desc').orderBy('id', 'desc').execute()).map(toRound);
}

/** One round, or null. Drafts too: public pages ask for its number. */
export async function round(scope: Scope, id: string): Promise<Round | null> {
  return isId(id) ? ((await rounds(scope, { id, drafts: true }))[0] ?? null) : null;
}

/** What the count of a round said, or null. */
export async function countOfRound(scope: Scope, id: string): Promise<Recounted | null> {
  const row = await scope.db
    .selectFrom('round')
    .select('count')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  // Written by this room alone, from a `Recounted`.
  return row?.count === undefined || row.count === null ? null : (row.count as unknown as Recounted);
}

function toIdea(row: Selectable<DB['idea']>): Idea {
  return {
    ...{ id: row.id, roundId: row.round_id, number: row.number, title: row.title, text: row.text },
    ...{ placeId: row.place_id, needId: row.need_id, personId: row.person_id, publicName: row.public_name },
    ...{ state: row.state, cost: row.cost, costNote: row.cost_note, reason: row.reason, plan: row.plan },
    ...{ mergedIntoId: row.merged_into_id, listed: row.listed, outcome: row.outcome, projectId: row.project_id },
    toldStep: row.told_step,
  };
}

/** The ideas of a round in the order in which they came. */
export async function ideas(scope: Scope, roundId: string): Promise<Idea[]> {
  const rows = await scope.db
    .selectFrom('idea')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .where('round_id', '=', roundId)
    .orderBy('number')
    .execute();
  return rows.map(toIdea);
}

/** Who voted in a vote: for telling them what came of it. */
export async function votersOf(scope: Scope, pollId: string): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('poll_voter')
    .select('person_id')
    .where('space_id', '=', scope.spaceId)
    .where('poll_id', '=', pollId)
    .where('channel', 'is not', null)
    .execute();
  return rows.map((row) => row.person_id);
}
