import { sql } from 'kysely';
import { addMonths, startOfLocalDay } from '#kernel/dates';
import { fraction } from '#kernel/fraction';
import { isId } from '#kernel/ids';
import { parameter } from '#modules/parameters';
import { escapeLike } from '#platform/asked';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { type Proposers, proposers } from './rules.ts';
import type { Argument, Topic, TopicKind, TopicState } from './schema.ts';

function topicsOf(scope: Scope) {
  return scope.db.selectFrom('topic as t').where('t.space_id', '=', scope.spaceId);
}

const supporters = sql<number>`(select count(*)::int from topic_support s where s.space_id = t.space_id and s.topic_id = t.id)`;

const columns = [
  't.id',
  't.number',
  't.title',
  't.text',
  't.kind',
  't.proposer_id as proposerId',
  't.by_office as byOffice',
  't.needed',
  't.state',
  't.reached_at as reachedAt',
  't.outcome',
  't.answer',
  't.answered_at as answeredAt',
  't.state_reason as stateReason',
  't.created_at as createdAt',
] as const;

/** One topic, or null. */
export async function topic(scope: Scope, id: string): Promise<Topic | null> {
  if (!isId(id)) return null;
  const row = await topicsOf(scope)
    .select(columns)
    .select(supporters.as('supporters'))
    .where('t.id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** What a list of topics may be narrowed by. */
export interface TopicFilter {
  readonly q?: string;
  readonly kind?: TopicKind;
  readonly state?: TopicState;
  readonly proposerId?: string;
  readonly limit: number;
  readonly offset: number;
}

/** Topics, what waits for an answer first, then the newest; and how many there are in all. */
export async function topics(
  scope: Scope,
  filter: TopicFilter,
): Promise<{ readonly rows: Topic[]; readonly total: number }> {
  let query = topicsOf(scope);
  const { q = '', kind, state, proposerId } = filter;
  if (kind !== undefined) query = query.where('t.kind', '=', kind);
  if (state !== undefined) query = query.where('t.state', '=', state);
  if (proposerId !== undefined) query = query.where('t.proposer_id', '=', proposerId);
  if (q !== '')
    query = query.where((where) =>
      where.or([
        where('t.title', 'ilike', `%${escapeLike(q)}%`),
        where('t.text', 'ilike', `%${escapeLike(q)}%`),
        where('t.number', '=', q),
      ]),
    );
  const counted = await query.select((value) => value.fn.countAll<bigint>().as('count')).executeTakeFirstOrThrow();
  const rows = await query
    .select(columns)
    .select(supporters.as('supporters'))
    .orderBy(sql`t.state = 'due'`, 'desc')
    .orderBy('t.created_at', 'desc')
    .orderBy('t.id', 'desc')
    .limit(filter.limit)
    .offset(filter.offset)
    .execute();
  return { rows, total: Number(counted.count) };
}

/** Arguments on a topic, oldest first, those taken from view too. */
export async function argumentsOn(scope: Scope, topicId: string): Promise<Argument[]> {
  return scope.db
    .selectFrom('topic_argument')
    .select(['id', 'person_id as personId', 'side', 'text', 'hidden_reason as hiddenReason', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('topic_id', '=', topicId)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** Whether somebody stands behind a topic. */
export async function isBehind(scope: Scope, topicId: string, personId: string): Promise<boolean> {
  if (!isId(personId)) return false;
  const row = await scope.db
    .selectFrom('topic_support')
    .select('at')
    .where('space_id', '=', scope.spaceId)
    .where('topic_id', '=', topicId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Who put topics forward in the last twelve months (F058). */
export async function whoProposes(scope: Scope): Promise<Proposers> {
  const from = startOfLocalDay(addMonths(today(scope), -12), scope.timeZone);
  const row = await topicsOf(scope)
    .select(sql<number>`count(*)::int`.as('all'))
    .select(sql<number>`count(*) filter (where not t.by_office)::int`.as('residents'))
    .where('t.created_at', '>=', from)
    .executeTakeFirstOrThrow();
  const [over = '1', under = '2'] = (await parameter(scope, 'topic.residentShare')).split('/');
  return proposers(row.residents, row.all, fraction(BigInt(over), BigInt(under)));
}
