import { sql } from 'kysely';
import { isId } from '#kernel/ids';
import { organisationNames } from '#modules/organisations';
import type { Scope } from '#platform/scope';
import type { Asked, Call, Round, Visit } from './schema.ts';

const roundColumns = [
  'id',
  'number',
  'title',
  'goal_text',
  'starts_on',
  'ends_on',
  'state',
  'closing_text',
  'closed_on',
] as const;

/** The rounds of visits, the running ones first. */
export async function rounds(scope: Scope): Promise<Round[]> {
  const rows = await scope.db
    .selectFrom('survey_round')
    .select(roundColumns)
    .where('space_id', '=', scope.spaceId)
    .orderBy(sql`state = 'closed'`)
    .orderBy('starts_on', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    goalText: row.goal_text,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    state: row.state,
    closingText: row.closing_text,
    closedOn: row.closed_on,
  }));
}

/** One round, or null. */
export async function round(scope: Scope, id: string): Promise<Round | null> {
  return isId(id) ? ((await rounds(scope)).find((one) => one.id === id) ?? null) : null;
}

/** The units of rounds: visited ones by their day, planned ones after them. */
export async function visitsOf(scope: Scope, roundIds: readonly string[]): Promise<Visit[]> {
  if (roundIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('survey_visit')
    .select(['id', 'round_id', 'organisation_id', 'unit_text', 'planned_on', 'visited_on', 'result', 'result_text'])
    .where('space_id', '=', scope.spaceId)
    .where('round_id', 'in', [...roundIds])
    .orderBy(sql`visited_on is null`)
    .orderBy('visited_on', 'desc')
    .orderBy('planned_on')
    .orderBy('id')
    .execute();
  const entries =
    rows.length === 0
      ? []
      : await scope.db
          .selectFrom('survey_entry')
          .select(['visit_id', 'resource_id'])
          .where('space_id', '=', scope.spaceId)
          .where(
            'visit_id',
            'in',
            rows.map((row) => row.id),
          )
          .execute();
  const names = await organisationNames(
    scope,
    rows.map((row) => row.organisation_id),
  );
  return rows.map((row) => ({
    id: row.id,
    roundId: row.round_id,
    organisationId: row.organisation_id,
    unit: names.get(row.organisation_id ?? '') ?? row.unit_text,
    plannedOn: row.planned_on,
    visitedOn: row.visited_on,
    result: row.result,
    resultText: row.result_text,
    entries: entries.filter((entry) => entry.visit_id === row.id).map((entry) => entry.resource_id),
  }));
}

/** The round a visit belongs to, or null. */
export async function roundOfVisit(scope: Scope, id: string): Promise<string | null> {
  const row = await scope.db
    .selectFrom('survey_visit')
    .select('round_id')
    .where('space_id', '=', scope.spaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.round_id ?? null;
}

/** The calls, the open ones first. */
export async function calls(scope: Scope): Promise<Call[]> {
  const rows = await scope.db
    .selectFrom('resource_call')
    .select(['id', 'number', 'title', 'text', 'class_code', 'quantity', 'unit', 'need_id', 'answer_by'])
    .select(['state', 'closing_text', 'closed_on'])
    .where('space_id', '=', scope.spaceId)
    .orderBy(sql`state = 'closed'`)
    .orderBy('answer_by', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    title: row.title,
    text: row.text,
    classCode: row.class_code,
    quantity: row.quantity,
    unit: row.unit,
    needId: row.need_id,
    answerBy: row.answer_by,
    state: row.state,
    closingText: row.closing_text,
    closedOn: row.closed_on,
  }));
}

/** One call, or null. */
export async function call(scope: Scope, id: string): Promise<Call | null> {
  return isId(id) ? ((await calls(scope)).find((one) => one.id === id) ?? null) : null;
}

/** Who was asked by calls and what they said: answers first. */
export async function askedBy(scope: Scope, callIds: readonly string[]): Promise<Asked[]> {
  if (callIds.length === 0) return [];
  const rows = await scope.db
    .selectFrom('call_answer')
    .select(['call_id', 'organisation_id', 'answer', 'quantity', 'answer_text', 'answered_at', 'resource_id'])
    .where('space_id', '=', scope.spaceId)
    .where('call_id', 'in', [...callIds])
    .orderBy(sql`answered_at is null`)
    .orderBy('answered_at')
    .orderBy('organisation_id')
    .execute();
  const names = await organisationNames(
    scope,
    rows.map((row) => row.organisation_id),
  );
  return rows.map((row) => ({
    callId: row.call_id,
    organisationId: row.organisation_id,
    name: names.get(row.organisation_id) ?? '',
    answer: row.answer,
    quantity: row.quantity,
    answerText: row.answer_text,
    answeredAt: row.answered_at,
    resourceId: row.resource_id,
  }));
}

/** The open calls that ask these organisations and have no answer of theirs yet, or have one that may still change. */
export async function callsFor(
  scope: Scope,
  organisationIds: readonly string[],
): Promise<{ readonly call: Call; readonly asked: Asked }[]> {
  if (organisationIds.length === 0) return [];
  const all = await calls(scope);
  const asked = await askedBy(
    scope,
    all.map((one) => one.id),
  );
  return asked
    .filter((one) => organisationIds.includes(one.organisationId))
    .flatMap((one) => {
      const found = all.find((each) => each.id === one.callId);
      return found === undefined ? [] : [{ call: found, asked: one }];
    });
}
