import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import type { Scope } from '#platform/scope';
import { polls } from './queries.ts';
import { isOpen } from './rules.ts';
import type { Channel, Poll } from './schema.ts';

/** A vote on whose roll somebody stands, and what the roll says of them. */
export interface OwnPoll {
  readonly of: Poll;
  /** They took a ballot on paper and have not brought it back. */
  readonly onPaper: boolean;
  readonly channel: Channel | null;
  readonly votedOn: string | null;
}

/** The announced votes on whose rolls somebody stands, the last to close first. What they chose is known to nobody. */
export async function ownPolls(scope: Scope, personId: string): Promise<OwnPoll[]> {
  if (!isId(personId)) return [];
  const { rows } = await sql<{
    poll_id: string;
    paper_out: string | null;
    channel: Channel | null;
    voted_on: string | null;
  }>`
    select poll_id, paper_out::text, channel, voted_on::text from poll_voter
    where space_id = ${scope.spaceId} and person_id = ${personId} and struck_reason = ''`.execute(scope.db);
  const lines = new Map(rows.map((row) => [row.poll_id, row]));
  if (lines.size === 0) return [];
  return (await polls(scope, { announced: true })).flatMap((of) => {
    const line = lines.get(of.id);
    if (line === undefined) return [];
    return [
      { of, onPaper: line.paper_out !== null && line.channel === null, channel: line.channel, votedOn: line.voted_on },
    ];
  });
}

/** A vote that waits for somebody's ballot. */
export interface WaitingPoll {
  readonly id: string;
  readonly title: string;
  readonly closesAt: Date;
  readonly onPaper: boolean;
}

/** Open votes in which somebody may vote and has not. */
export async function pollsWaiting(scope: Scope, personId: string): Promise<WaitingPoll[]> {
  return (await ownPolls(scope, personId))
    .filter((one) => one.channel === null && isOpen(one.of, scope.now()))
    .map(({ of, onPaper }) => ({ id: of.id, title: of.title, closesAt: of.closesAt, onPaper }));
}
