import { isId } from '#kernel/ids';
import { type Lang, pick } from '#kernel/words';
import type { Scope } from '#platform/scope';
import { en } from './en.ts';
import type { TopicState } from './schema.ts';
import { zh } from './zh.ts';

/** Who put a topic forward, supported one or argued about one since a moment, each once. */
export async function discussantsSince(scope: Scope, since: Date): Promise<string[]> {
  const rows = await scope.db
    .selectFrom('topic')
    .select('proposer_id as who')
    .where('space_id', '=', scope.spaceId)
    .where('by_office', '=', false)
    .where('created_at', '>=', since)
    .union(
      scope.db
        .selectFrom('topic_support')
        .select('person_id as who')
        .where('space_id', '=', scope.spaceId)
        .where('at', '>=', since),
    )
    .union(
      scope.db
        .selectFrom('topic_argument')
        .select('person_id as who')
        .where('space_id', '=', scope.spaceId)
        .where('at', '>=', since),
    )
    .execute();
  return rows.map((row) => row.who);
}

/** A topic behind which somebody stands, and what came of it. */
export interface TopicBehind {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: TopicState;
  /** What was answered; empty until then. */
  readonly answer: string;
  /** Whether they put it forward themselves. */
  readonly own: boolean;
}

/** The topics somebody put forward or supports, the newest first. */
export async function topicsBehind(scope: Scope, personId: string): Promise<TopicBehind[]> {
  if (!isId(personId)) return [];
  const rows = await scope.db
    .selectFrom('topic')
    .select(['id', 'number', 'title', 'state', 'answer', 'proposer_id', 'by_office'])
    .where('space_id', '=', scope.spaceId)
    .where((where) =>
      where.or([
        where.and([where('proposer_id', '=', personId), where('by_office', '=', false)]),
        where.exists(
          where
            .selectFrom('topic_support')
            .select('topic_support.at')
            .whereRef('topic_support.space_id', '=', 'topic.space_id')
            .whereRef('topic_support.topic_id', '=', 'topic.id')
            .where('topic_support.person_id', '=', personId),
        ),
      ]),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ proposer_id, by_office, ...row }) => ({ ...row, own: proposer_id === personId && !by_office }));
}

/** How a topic stands, in words. */
export function topicStateName(lang: Lang, state: TopicState): string {
  return pick(lang, { zh, en }).states[state];
}
