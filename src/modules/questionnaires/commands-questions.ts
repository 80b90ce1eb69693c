import type { z } from 'zod';
import { newId } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { normalise } from '#kernel/text';
import { audit } from '#modules/record';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { lockedDraft, putQuestions } from './commands.ts';
import { permissions } from './permissions.ts';
import { choicesOf, flawsOf } from './rules.ts';
import {
  EditedQuestion,
  mostOptions,
  mostQuestions,
  NewQuestion,
  OneQuestion,
  type Question,
  type Questionnaire,
} from './schema.ts';

type Input = z.output<typeof NewQuestion>;
const longestOption = 80;

/** What a question asks, from what was typed; without its place and its skips. */
function contentOf(input: Input): Result<Omit<Question, 'id' | 'number' | 'skips' | 'thenTo'>> {
  const chosen = input.kind === 'one' || input.kind === 'many';
  const lines = input.options.split('\n').map(normalise);
  const options = chosen ? lines.filter((one) => one !== '') : [];
  const wrong = chosen ? optionsRefusal(options) : ok(null);
  if (!wrong.ok) return wrong;
  const [least, most] = input.kind === 'number' ? [input.least, input.most] : [null, null];
  if (least === undefined || most === undefined || (least !== null && most !== null && most <= least))
    return fail('questionnaires.limits_missing', { field: least === undefined ? 'least' : 'most' });
  const scale = input.kind === 'scale';
  return ok({
    ...{ kind: input.kind, title: input.title, note: input.note, required: input.required, options, least, most },
    ...{ low: scale ? input.low : '', high: scale ? input.high : '' },
  });
}

function optionsRefusal(options: readonly string[]): Result<null> {
  const field = 'options';
  if (options.length < 2) return fail('questionnaires.options_few', { field });
  if (options.length > mostOptions)
    return fail('questionnaires.options_many', { field, params: { most: mostOptions } });
  if (new Set(options).size < options.length) return fail('questionnaires.options_same', { field });
  return options.some((one) => [...one].length > longestOption)
    ? fail('questionnaires.options_long', { field, params: { most: longestOption } })
    : ok(null);
}

/** Writes all questions of a draft anew, in the order given; skips that led to one that is gone go with it. */
async function rewrite(scope: Inside, of: Questionnaire, questions: readonly Question[]): Promise<void> {
  const there = new Set(['end', ...questions.map((one) => one.id)]);
  await scope.db
    .deleteFrom('questionnaire_question')
    .where('space_id', '=', scope.spaceId)
    .where('questionnaire_id', '=', of.id)
    .execute();
  const placed = questions.map((one, at) => ({
    ...{ ...one, number: at + 1 },
    skips: Object.fromEntries(Object.entries(one.skips).filter(([, target]) => there.has(target))),
    thenTo: there.has(one.thenTo) ? one.thenTo : '',
  }));
  await putQuestions(scope, of.id, placed);
}

/**
 * Adds a question at the end of a draft. Refuses `questionnaires.not_found`, `questionnaires.not_draft`,
 * `questionnaires.too_many_questions`, `questionnaires.options_few`, `questionnaires.options_many`,
 * `questionnaires.options_same`, `questionnaires.options_long`, `questionnaires.limits_missing`.
 */
export const writeQuestion = command({
  name: 'questionnaires.write_question',
  permission: permissions.write,
  input: NewQuestion,
  run: async (scope, input): Promise<Result<{ id: string; questionId: string }>> => {
    const draft = await lockedDraft(scope, input.id);
    if (!draft.ok) return draft;
    const of = draft.value;
    if (of.questions.length >= mostQuestions)
      return fail('questionnaires.too_many_questions', { params: { most: mostQuestions } });
    const content = contentOf(input);
    if (!content.ok) return content;
    const questionId = newId(scope.now());
    const made = { ...content.value, id: questionId, number: of.questions.length + 1, skips: {}, thenTo: '' };
    await putQuestions(scope, of.id, [made]);
    await audit(scope, { kind: 'questionnaire', id: of.id });
    return ok({ id: of.id, questionId });
  },
});

/** The refusal of a skip that leads back or nowhere, at its field. */
function skipRefusal(of: readonly Question[], number: number): Result<null> {
  const back = flawsOf(of).find((one) => one.code === 'questionnaires.skip_back' && one.number === number);
  return back === undefined ? ok(null) : fail(back.code, { params: { number } });
}

/**
 * Writes on at a question, with its skips. Refuses as `writeQuestion`, `questionnaires.question_unknown`,
 * `questionnaires.skip_back`.
 */
export const editQuestion = command({
  name: 'questionnaires.edit_question',
  permission: permissions.write,
  input: EditedQuestion,
  run: async (scope, input): Promise<Result<{ id: string; questionId: string }>> => {
    const draft = await lockedDraft(scope, input.id);
    if (!draft.ok) return draft;
    const of = draft.value;
    const old = of.questions.find((one) => one.id === input.questionId);
    if (old === undefined) return fail('questionnaires.question_unknown');
    const content = contentOf(input);
    if (!content.ok) return content;
    const own = choicesOf(content.value);
    const skips = Object.fromEntries(Object.entries(input.skips).filter(([answer]) => own.includes(Number(answer))));
    const made: Question = { ...old, ...content.value, skips, thenTo: input.onward ?? '' };
    const questions = of.questions.map((one) => (one.id === made.id ? made : one));
    const wrong = skipRefusal(questions, made.number);
    if (!wrong.ok) return wrong;
    await rewrite(scope, of, questions);
    await audit(scope, { kind: 'questionnaire', id: of.id });
    return ok({ id: of.id, questionId: made.id });
  },
});

/**
 * Moves a question one place up. Refuses `questionnaires.not_found`, `questionnaires.not_draft`,
 * `questionnaires.question_unknown`, `questionnaires.first_stays`, `questionnaires.skip_back` (where a skip would lead back).
 */
export const moveQuestion = command({
  name: 'questionnaires.move_question',
  permission: permissions.write,
  input: OneQuestion,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const draft = await lockedDraft(scope, input.id);
    if (!draft.ok) return draft;
    const of = draft.value;
    const one = of.questions.find((question) => question.id === input.questionId);
    if (one === undefined) return fail('questionnaires.question_unknown');
    const before = of.questions[one.number - 2];
    if (before === undefined) return fail('questionnaires.first_stays');
    const questions = of.questions.map((question) =>
      question === before
        ? { ...one, number: before.number }
        : question === one
          ? { ...before, number: one.number }
          : question,
    );
    const wrong = skipRefusal(questions, one.number);
    if (!wrong.ok) return wrong;
    await rewrite(scope, of, questions);
    await audit(scope, { kind: 'questionnaire', id: of.id });
    return ok({ id: of.id });
  },
});

/** Takes a question out of a draft, with the skips that led to it. Refuses `questionnaires.not_found`, `questionnaires.not_draft`, `questionnaires.question_unknown`. */
export const removeQuestion = command({
  name: 'questionnaires.remove_question',
  permission: permissions.write,
  input: OneQuestion,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const draft = await lockedDraft(scope, input.id);
    if (!draft.ok) return draft;
    const of = draft.value;
    if (!of.questions.some((one) => one.id === input.questionId)) return fail('questionnaires.question_unknown');
    await rewrite(
      scope,
      of,
      of.questions.filter((one) => one.id !== input.questionId),
    );
    await audit(scope, { kind: 'questionnaire', id: of.id });
    return ok({ id: of.id });
  },
});
