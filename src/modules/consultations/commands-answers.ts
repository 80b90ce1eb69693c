import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { audit, isKnown, type Thing } from '#modules/record';
import { closeTask } from '#modules/tasks';
import { command } from '#platform/command';
import { actorId, type Inside, today } from '#platform/scope';
import { concerned, lockConsultation, putOut, setConsultation, tellAll } from './commands.ts';
import { en } from './en.ts';
import { permissions } from './permissions.ts';
import { commentsOn, textsOf } from './queries.ts';
import { answersIn, answersNow, reportsOf } from './queries-answers.ts';
import { owesAnswer, thingAt } from './rules.ts';
import { type Answer, AnswerComments, type Consultation, Publish, type Text } from './schema.ts';
import { zh } from './zh.ts';

/** Where something changed, from the address of its page. */
async function changedAt(scope: Inside, page: string): Promise<Result<Thing | null>> {
  if (page === '') return ok(null);
  const thing = thingAt(page);
  if (thing === null || !(await isKnown(scope, thing))) return fail('consultations.page_unknown', { field: 'page' });
  return ok(thing);
}

/**
 * Answers one comment, or several at once: adopted, partly, or not, why, and what changed. Answering again puts the later
 * answer in place of the earlier one, which stays on record. Refuses: `consultations.not_found`,
 * `consultations.not_answering` while comments still come in, `consultations.comment_not_found`,
 * `consultations.section_unknown`, `consultations.page_unknown`.
 */
export const answerComments = command({
  name: 'consultations.answer',
  permission: permissions.handle,
  input: AnswerComments,
  run: async (scope, input) => {
    const of = await lockConsultation(scope, input.id);
    if (of === null) return fail('consultations.not_found');
    if (of.state !== 'answering' && of.state !== 'published') return fail('consultations.not_answering');
    const there = new Set((await commentsOn(scope, of.id)).filter((one) => !one.takenBack).map((one) => one.id));
    const chosen = [...new Set(input.comments)];
    if (chosen.some((one) => !there.has(one))) return fail('consultations.comment_not_found', { field: 'comments' });
    const key = input.section === undefined ? null : Number(input.section);
    const text = (await textsOf(scope, of.id)).at(-1);
    if (key !== null && text?.sections.some((one) => one.key === key) !== true)
      return fail('consultations.section_unknown', { field: 'section' });
    const thing = await changedAt(scope, input.page);
    if (!thing.ok) return thing;
    const id = newId(scope.now());
    await scope.db
      .insertInto('consultation_answer')
      .values({
        ...{ space_id: scope.spaceId, id, consultation_id: of.id, outcome: input.outcome, gist: input.gist },
        ...{ reason: input.reason, section: key, thing_kind: thing.value?.kind ?? null },
        ...{ thing_id: thing.value?.id ?? null, answered_by: actorId(scope), at: scope.now() },
      })
      .execute();
    await scope.db
      .insertInto('consultation_answered')
      .values(chosen.map((one) => ({ space_id: scope.spaceId, answer_id: id, comment_id: one, at: scope.now() })))
      .execute();
    await audit(scope, { kind: 'consultation', id: of.id, detail: { answered: chosen.length } });
    return ok({ id: of.id });
  },
});

/** What a report is made from, and what the one before it said. */
interface Ready {
  readonly of: Consultation;
  readonly version: number;
  readonly text: Text | undefined;
  readonly answers: ReadonlyMap<string, Answer>;
  /** The comments whose answer is not the one published before. */
  readonly changed: ReadonlySet<string>;
}

async function ready(scope: Inside, of: Consultation): Promise<Result<Ready>> {
  if (of.state !== 'answering' && of.state !== 'published') return fail('consultations.not_answering');
  const [comments, answers, texts, reports] = await Promise.all([
    commentsOn(scope, of.id),
    answersNow(scope, of.id),
    textsOf(scope, of.id),
    reportsOf(scope, of.id),
  ]);
  const owed = comments.filter((one) => owesAnswer(one) && !answers.has(one.id));
  if (owed.length > 0) return fail('consultations.unanswered', { params: { count: owed.length } });
  const last = reports.at(-1);
  const told = last === undefined ? new Map<string, Answer>() : await answersIn(scope, of.id, last.id);
  const changed = new Set([...answers].filter(([id, one]) => told.get(id)?.id !== one.id).map(([id]) => id));
  const text = texts.find((one) => one.version > 1 && one.outAt === null);
  if (last !== undefined && text === undefined && changed.size === 0) return fail('consultations.nothing_new');
  const newest = text ?? texts.filter((one) => one.version > 1).at(-1);
  return ok({ of, version: (last?.version ?? 0) + 1, text: newest, answers, changed });
}

/** Whom a report is news for: with the first all who took part, with a later one those whose answer is another. */
async function hearers(scope: Inside, { of, version, changed }: Ready): Promise<Set<string>> {
  if (version === 1) return concerned(scope, of.id);
  const comments = (await commentsOn(scope, of.id)).filter((one) => changed.has(one.id));
  return new Set(comments.map((one) => one.personId).filter((one) => one !== null));
}

/**
 * Publishes "you said, we did" beside the new text, and tells everybody who took part, once. What was published before stays
 * reachable; publishing again says why. Refuses: `consultations.not_found`, `consultations.not_answering`,
 * `consultations.unanswered` with how many, `consultations.nothing_new`, `consultations.note_missing`.
 */
export const publish = command({
  name: 'consultations.publish',
  permission: permissions.handle,
  input: Publish,
  run: async (scope, input) => {
    const of = await lockConsultation(scope, input.id);
    if (of === null) return fail('consultations.not_found');
    const made = await ready(scope, of);
    if (!made.ok) return made;
    const { version, text, answers } = made.value;
    if (version > 1 && input.note === '') return fail('consultations.note_missing', { field: 'note' });
    if (text !== undefined && text.outAt === null) await putOut(scope, text.id);
    const reportId = newId(scope.now());
    await scope.db
      .insertInto('consultation_report')
      .values({
        ...{ space_id: scope.spaceId, id: reportId, consultation_id: of.id, version, text_id: text?.id ?? null },
        ...{ summary: input.summary, note: version === 1 ? '' : input.note, published_on: today(scope) },
        ...{ published_by: actorId(scope), at: scope.now() },
      })
      .execute();
    if (answers.size > 0)
      await scope.db
        .insertInto('consultation_report_answer')
        .values(
          [...answers].map(([commentId, one]) => ({
            ...{ space_id: scope.spaceId, report_id: reportId, comment_id: commentId, answer_id: one.id },
          })),
        )
        .execute();
    if (version === 1) await setConsultation(scope, of.id, { state: 'published', published_at: scope.now() });
    const subject = { kind: 'consultation', id: of.id } as const;
    await closeTask(scope, subject, 'consultations.answer', 'done');
    const words = pick(scope.lang, { zh, en }).messages;
    const body = version === 1 ? words.published({ title: of.title }) : words.again({ title: of.title });
    await tellAll(scope, of.id, await hearers(scope, made.value), body);
    await audit(scope, { ...subject, detail: { version } });
    return ok({ id: of.id });
  },
});
