import { addDays } from '#kernel/dates';
import { newId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { pick } from '#kernel/words';
import { parameter } from '#modules/parameters';
import { audit, nextNumber, tell } from '#modules/record';
import { closeTask, openTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, holds, type Inside, subjectPerson, today } from '#platform/scope';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { isBehind, topic } from './queries.ts';
import { isReached, wordsRefusal } from './rules.ts';
import {
  AnswerTopic,
  Argue,
  ById,
  HideArgument,
  ProposeTopic,
  type Topic,
  type TopicState,
  WithdrawTopic,
} from './schema.ts';
import { zh } from './zh.ts';

async function lockTopic(scope: Inside, id: string): Promise<Topic | null> {
  const row = await scope.db
    .selectFrom('topic')
    .select('id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : topic(scope, row.id);
}

async function setTopic(
  scope: Inside,
  id: string,
  change: Partial<{
    state: TopicState;
    reached_at: Date;
    outcome: Topic['outcome'];
    answer: string;
    answered_by: string;
    answered_at: Date;
    state_reason: string;
  }>,
): Promise<void> {
  await scope.db.updateTable('topic').set(change).where('space_id', '=', scope.spaceId).where('id', '=', id).execute();
}

const live: readonly TopicState[] = ['gathering', 'due', 'agenda'];

/**
 * Puts a topic forward (F054), for oneself or, by a worker or helper, for somebody whose topic it then is. The proposer
 * stands behind it. Refuses: `topics.money_appeal`; `topics.personal_data` and `topics.insult` with what was found, until it was looked at.
 */
export const proposeTopic = command({
  name: 'topics.propose',
  permission: permissions.speak,
  input: ProposeTopic,
  run: async (scope, input) => {
    const refusal = wordsRefusal(input.title, input.looked, 'title') ?? wordsRefusal(input.text, input.looked, 'text');
    if (refusal !== null) return { ok: false as const, fault: refusal };
    const id = newId(scope.now());
    const proposer = subjectPerson(scope) ?? '';
    const own = proposer === actorId(scope);
    await scope.db
      .insertInto('topic')
      .values({
        ...{
          space_id: scope.spaceId,
          id,
          number: await nextNumber(scope, 'topic'),
          title: input.title,
          text: input.text,
        },
        ...{ kind: input.kind, proposer_id: proposer, recorded_by: own ? null : actorId(scope) },
        ...{ by_office: own && holds(scope, 'admin', 'worker', 'grid_worker', 'secretary', 'overseer') },
        ...{ needed: await parameter(scope, 'topic.support'), created_at: scope.now() },
      })
      .execute();
    await stand(scope, id, proposer);
    await reached(scope, id);
    await audit(scope, { kind: 'topic', id });
    return ok({ id });
  },
});

async function stand(scope: Inside, topicId: string, personId: string): Promise<void> {
  await scope.db
    .insertInto('topic_support')
    .values({ space_id: scope.spaceId, topic_id: topicId, person_id: personId, at: scope.now() })
    .execute();
}

/** With the last supporter it needs a topic becomes due: it must be put on an agenda within the days. */
async function reached(scope: Inside, id: string): Promise<void> {
  const found = await topic(scope, id);
  if (found?.state !== 'gathering' || !isReached(found)) return;
  await setTopic(scope, id, { state: 'due', reached_at: scope.now() });
  const dueOn = addDays(today(scope), await parameter(scope, 'topic.agendaDays'));
  const subject = { kind: 'topic', id } as const;
  const rule = 'topic.agendaDays';
  await openTask(scope, { kind: 'topics.answer', subject, title: found.title, dueOn, ownerRole: 'secretary', rule });
}

/** Stands behind a topic. Refuses: `topics.not_found`, `topics.over`, `topics.already_behind`. */
export const supportTopic = command({
  name: 'topics.support',
  permission: permissions.speak,
  input: ById,
  conflicts: { topic_support_pkey: 'topics.already_behind' },
  run: async (scope, { id }) => {
    const found = await lockTopic(scope, id);
    if (found === null) return fail('topics.not_found');
    if (!live.includes(found.state)) return fail('topics.over');
    await stand(scope, id, subjectPerson(scope) ?? '');
    await reached(scope, id);
    await audit(scope, { kind: 'topic', id });
    return ok({ id });
  },
});

/**
 * No longer stands behind a topic; what was reached stays reached. Refuses: `topics.not_found`, `topics.own_topic`,
 * `topics.not_behind`.
 */
export const leaveTopic = command({
  name: 'topics.leave',
  permission: permissions.speak,
  input: ById,
  run: async (scope, { id }) => {
    const found = await lockTopic(scope, id);
    if (found === null) return fail('topics.not_found');
    const personId = subjectPerson(scope) ?? '';
    if (found.proposerId === personId) return fail('topics.own_topic');
    if (!(await isBehind(scope, id, personId))) return fail('topics.not_behind');
    await scope.db
      .deleteFrom('topic_support')
      .where('space_id', '=', scope.spaceId)
      .where('topic_id', '=', id)
      .where('person_id', '=', personId)
      .execute();
    await audit(scope, { kind: 'topic', id });
    return ok({ id });
  },
});

/** Says something for or against (F055). Refuses: `topics.not_found`, `topics.over`, and words as `proposeTopic`. */
export const argue = command({
  name: 'topics.argue',
  permission: permissions.speak,
  input: Argue,
  run: async (scope, input) => {
    const found = await topic(scope, input.id);
    if (found === null) return fail('topics.not_found');
    if (!live.includes(found.state)) return fail('topics.over');
    const refusal = wordsRefusal(input.text, input.looked, 'text');
    if (refusal !== null) return { ok: false as const, fault: refusal };
    await scope.db
      .insertInto('topic_argument')
      .values({
        ...{ space_id: scope.spaceId, id: newId(scope.now()), topic_id: input.id, side: input.side, text: input.text },
        ...{ person_id: subjectPerson(scope) ?? '', at: scope.now() },
      })
      .execute();
    await audit(scope, { kind: 'topic', id: input.id });
    return ok({ id: input.id });
  },
});

/** Takes an argument from view; that it stood there, and why it does not, stays. Refuses: `topics.not_found`, `topics.argument_not_found`. */
export const hideArgument = command({
  name: 'topics.hide_argument',
  permission: permissions.handle,
  input: HideArgument,
  run: async (scope, input) => {
    const changed = await scope.db
      .updateTable('topic_argument')
      .set({ hidden_reason: input.reason, hidden_by: actorId(scope) })
      .where('space_id', '=', scope.spaceId)
      .where('topic_id', '=', input.id)
      .where('id', '=', input.argumentId)
      .where('hidden_reason', 'is', null)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) return fail('topics.argument_not_found');
    await audit(scope, { kind: 'topic', id: input.id });
    return ok({ id: input.id });
  },
});

/** Notes that a topic stands on an agenda; the meeting's own command does so. Nothing happens to one that is over. */
export async function putOnAgenda(scope: Inside, id: string): Promise<boolean> {
  const found = await lockTopic(scope, id);
  if (found === null || !live.includes(found.state)) return false;
  await setTopic(scope, id, { state: 'agenda', ...(found.reachedAt === null ? { reached_at: scope.now() } : {}) });
  return true;
}

/**
 * Answers a topic: adopted, partly, or not, and why; everybody behind it hears of it. Refuses: `topics.not_found`,
 * `topics.over`, `topics.not_due` while too few stand behind it (it may be answered early only with agreement).
 */
export const answerTopic = command({
  name: 'topics.answer',
  permission: permissions.handle,
  input: AnswerTopic,
  run: async (scope, input) => {
    const found = await lockTopic(scope, input.id);
    if (found === null) return fail('topics.not_found');
    if (!live.includes(found.state)) return fail('topics.over');
    // Declining before its time would take the floor from those who gather support.
    if (found.state === 'gathering' && input.outcome === 'declined') return fail('topics.not_due');
    await setTopic(scope, input.id, {
      ...{ state: 'answered', outcome: input.outcome, answer: input.answer },
      ...{ answered_by: actorId(scope), answered_at: scope.now() },
    });
    await closeTask(scope, { kind: 'topic', id: input.id }, 'topics.answer', 'done');
    await tellSupporters(scope, found, input.answer);
    await audit(scope, { kind: 'topic', id: input.id });
    return ok({ id: input.id });
  },
});

async function tellSupporters(scope: Inside, of: Topic, answer: string): Promise<void> {
  const rows = await scope.db
    .selectFrom('topic_support')
    .select('person_id')
    .where('space_id', '=', scope.spaceId)
    .where('topic_id', '=', of.id)
    .execute();
  const words = pick(scope.lang, { zh, en }).messages;
  const about = { kind: 'topic', id: of.id } as const;
  const body = words.answered({ title: of.title, answer });
  for (const row of rows)
    await tell(scope, { personId: row.person_id, channel: 'desk', lang: scope.lang, body, about });
}

/** The proposer takes a topic back, and says why. Refuses: `topics.not_found`, `topics.over`, `topics.not_yours`. */
export const withdrawTopic = command({
  name: 'topics.withdraw',
  permission: permissions.speak,
  input: WithdrawTopic,
  run: async (scope, { id, reason }) => {
    const found = await lockTopic(scope, id);
    if (found === null) return fail('topics.not_found');
    if (!live.includes(found.state)) return fail('topics.over');
    if (found.proposerId !== subjectPerson(scope)) return fail('topics.not_yours');
    await setTopic(scope, id, { state: 'withdrawn', state_reason: reason });
    await closeTask(scope, { kind: 'topic', id }, 'topics.answer', 'dropped', reason);
    await audit(scope, { kind: 'topic', id });
    return ok({ id });
  },
});
