import { isId } from '#kernel/ids';
import type { Kind } from '#modules/record';
import type { Scope } from '#platform/scope';
import type { Answer, ConsultationState, Outcome, Report } from './schema.ts';

/** Answers by their keys. */
async function answersOf(scope: Scope, consultationId: string): Promise<Map<string, Answer>> {
  const found = await scope.db
    .selectFrom('consultation_answer')
    .select(['id', 'outcome', 'gist', 'reason', 'section', 'thing_kind', 'thing_id', 'at'])
    .where('space_id', '=', scope.spaceId)
    .where('consultation_id', '=', consultationId)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return new Map(
    found.map(({ thing_kind, thing_id, ...row }) => {
      // Only `answerComments` writes the column, with a kind of the record room.
      const thing = thing_kind === null || thing_id === null ? null : { kind: thing_kind as Kind, id: thing_id };
      return [row.id, { ...row, thing }];
    }),
  );
}

/** The answer to each comment that has one, by comment, as the office has it now. */
export async function answersNow(scope: Scope, consultationId: string): Promise<Map<string, Answer>> {
  const answers = await answersOf(scope, consultationId);
  if (answers.size === 0) return new Map();
  const links = await scope.db
    .selectFrom('consultation_answered')
    .select(['comment_id', 'answer_id'])
    .where('space_id', '=', scope.spaceId)
    .where('answer_id', 'in', [...answers.keys()])
    .orderBy('at')
    .orderBy('answer_id')
    .execute();
  return joined(links, answers);
}

/** The answer to each comment as a report told it. */
export async function answersIn(scope: Scope, consultationId: string, reportId: string): Promise<Map<string, Answer>> {
  const links = await scope.db
    .selectFrom('consultation_report_answer')
    .select(['comment_id', 'answer_id'])
    .where('space_id', '=', scope.spaceId)
    .where('report_id', '=', reportId)
    .execute();
  return joined(links, await answersOf(scope, consultationId));
}

function joined(
  links: readonly { readonly comment_id: string; readonly answer_id: string }[],
  answers: ReadonlyMap<string, Answer>,
): Map<string, Answer> {
  return new Map(
    links.flatMap((link) => {
      const answer = answers.get(link.answer_id);
      return answer === undefined ? [] : [[link.comment_id, answer] as const];
    }),
  );
}

/** What was published, the oldest first. */
export async function reportsOf(scope: Scope, consultationId: string): Promise<Report[]> {
  return scope.db
    .selectFrom('consultation_report')
    .select(['id', 'version', 'text_id as textId', 'summary', 'note', 'published_on as publishedOn'])
    .where('space_id', '=', scope.spaceId)
    .where('consultation_id', '=', consultationId)
    .orderBy('version')
    .execute();
}

/** A consultation somebody spoke in, and what came of each comment of theirs. */
export interface OwnConsultation {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly state: ConsultationState;
  /** Their comments that stand. */
  readonly comments: number;
  /** What came of them, once it is published. */
  readonly outcomes: readonly Outcome[];
}

/** The consultations in which somebody spoke, the newest first. */
export async function ownConsultations(scope: Scope, personId: string): Promise<OwnConsultation[]> {
  if (!isId(personId)) return [];
  const found = await scope.db
    .selectFrom('consultation_comment as m')
    .innerJoin('consultation as c', (on) =>
      on.onRef('c.space_id', '=', 'm.space_id').onRef('c.id', '=', 'm.consultation_id'),
    )
    .select(['c.id', 'c.number', 'c.title', 'c.state', 'm.id as comment'])
    .where('m.space_id', '=', scope.spaceId)
    .where('m.person_id', '=', personId)
    .where('m.taken_back_at', 'is', null)
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id')
    .execute();
  const byId = new Map(found.map(({ comment: _comment, ...row }) => [row.id, row]));
  return Promise.all(
    [...byId.values()].map(async (row) => {
      const own = found.filter((one) => one.id === row.id).map((one) => one.comment);
      const last = row.state === 'published' ? (await reportsOf(scope, row.id)).at(-1) : undefined;
      const told = last === undefined ? new Map<string, Answer>() : await answersIn(scope, row.id, last.id);
      const outcomes = own.map((id) => told.get(id)?.outcome).filter((one) => one !== undefined);
      return { ...row, comments: own.length, outcomes };
    }),
  );
}

/** Who said something in a consultation, or stood behind what another said, since a moment, each once. */
export async function commentersSince(scope: Scope, since: Date): Promise<string[]> {
  const found = await scope.db
    .selectFrom('consultation_comment')
    .select('person_id as who')
    .where('space_id', '=', scope.spaceId)
    .where('at', '>=', since)
    .where('person_id', 'is not', null)
    .union(
      scope.db
        .selectFrom('consultation_support')
        .select('person_id as who')
        .where('space_id', '=', scope.spaceId)
        .where('at', '>=', since),
    )
    .execute();
  return found.flatMap((row) => (row.who === null ? [] : [row.who]));
}
