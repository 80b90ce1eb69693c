import { formatDate } from '#kernel/dates';
import { readShortCode } from '#kernel/ids';
import { type Fault, fail } from '#kernel/result';
import { personNames } from '#modules/people';
import { subjectPerson } from '#platform/scope';
import { type Body, type Context, type FormStep, form, idIn, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { answerInvited, answerQuestionnaire } from './commands-answers.ts';
import { codeHash } from './commands-codes.ts';
import { CodePage, NoSheetPage, SheetPage, type SheetView, sheetForm } from './pages-answer.tsx';
import { answerPath, invitedPath, wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { codeState, onRoll, questionnaire } from './queries.ts';
import { isOpen, nextOf, pathOf, readAnswer } from './rules.ts';
import type { Answer, Answers, Question, Questionnaire } from './schema.ts';

type Typed = Readonly<Record<string, string | readonly string[]>>;

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** What was typed for the questions of a form, by their numbers. */
export function typedAnswers(body: Body): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, string | string[]][] => {
      const number = /^a\.(\d{1,2})$/.exec(name)?.[1];
      if (number === undefined) return [];
      return typeof value === 'string' || isTexts(value) ? [[number, value]] : [];
    }),
  );
}

/** The answers that came along with a step, as one field; anything else than answers is nothing. */
function readKept(text: unknown): Record<string, string | string[]> {
  if (typeof text !== 'string') return {};
  try {
    const read: unknown = JSON.parse(text);
    if (read === null || typeof read !== 'object' || Array.isArray(read)) return {};
    return typedAnswers(Object.fromEntries(Object.entries(read).map(([number, value]) => [`a.${number}`, value])));
  } catch {
    return {};
  }
}

/** What came with the step before, and what was typed on it. */
function keptIn(body: Body): Record<string, string | string[]> {
  const kept = readKept(body['kept']);
  const at = body['at'];
  if (typeof at !== 'string' || !/^\d{1,2}$/.test(at)) return kept;
  const { [at]: _before, ...rest } = kept;
  const typed = typedAnswers(body)[at];
  return typed === undefined ? rest : { ...rest, [at]: typed };
}

/** What can be read of the answers so far; what is wrong among them is asked again in its place. */
function answersIn(questions: readonly Question[], kept: Typed): Answers {
  const read: Record<string, Answer> = {};
  for (const question of questions) {
    const one = readAnswer(question, kept[`${question.number}`], true);
    if (one.ok && one.value !== null) read[`${question.number}`] = one.value;
  }
  return read;
}

const stepTo = (kept: Typed, at: string, faults: readonly Fault[] = []): FormStep => ({
  values: { kept: JSON.stringify(kept), at },
  faults,
});

/** Which question comes next; nothing is kept on the server between. */
async function nextStep({ scope, params }: Context, body: Body): Promise<FormStep | null> {
  const of = await questionnaire(scope, idIn({ params }));
  if (of === null || of.number === null) return null;
  const kept = keptIn(body);
  const back = body['back'];
  if (typeof back === 'string' && of.questions.some((one) => `${one.number}` === back)) return stepTo(kept, back);
  if (body['step'] === 'send') return null;
  const now = of.questions.find((one) => `${one.number}` === body['at']);
  if (now === undefined) return stepTo(kept, '1');
  const read = readAnswer(now, kept[`${now.number}`]);
  if (!read.ok) return stepTo(kept, `${now.number}`, [{ ...read.fault, field: `a.${now.number}` }]);
  const next = nextOf(of.questions, now, read.value ?? undefined);
  return stepTo(kept, next === null ? 'review' : `${next.number}`);
}

/** The question that is shown: the one asked for, or the one that the answers were refused for. */
function questionAt(of: Questionnaire, state: FormState | undefined): Question | null {
  const wrong = Object.keys(state?.errors ?? {}).find((name) => name.startsWith('a.'));
  const at = wrong === undefined ? (state?.values['at'] ?? '1') : wrong.slice(2);
  return of.questions.find((one) => `${one.number}` === at) ?? null;
}

function sheetView(
  context: Context,
  of: Questionnaire,
  state: FormState | undefined,
  action: string,
  who: Readonly<Record<string, string>>,
): Omit<SheetView, 'helped' | 'kiosk'> {
  // What was typed on the step before is among what was kept by now.
  const kept = readKept(state?.values['kept']);
  const answers = answersIn(of.questions, kept);
  const fields = Object.fromEntries(Object.entries(kept).map(([number, value]) => [`a.${number}`, value]));
  return {
    ...{ view: context.view, of, action, answers, at: questionAt(of, state), path: pathOf(of.questions, answers) },
    carried: { kept: JSON.stringify(kept), ...who },
    state: { form: sheetForm, values: fields, errors: state?.errors ?? {} },
  };
}

const inputOf = (context: Context, body: Body) => ({
  ...{ id: idIn(context), answers: keptIn(body), kiosk: body['kiosk'] === 'yes' ? 'yes' : '' },
  ...(typeof body['code'] === 'string' ? { code: body['code'] } : {}),
});

async function announced(context: Context): Promise<Questionnaire | null> {
  const of = await questionnaire(context.scope, idIn(context));
  return of === null || of.number === null ? null : of;
}

/** The page that says it cannot be answered today; null where it can. */
function closedPage({ scope, view }: Context, of: Questionnaire) {
  const w = wordsOf(view);
  if (isOpen(of, scope.now())) return null;
  const code =
    of.state === 'withdrawn'
      ? ('questionnaires.withdrawn' as const)
      : scope.now() < of.opensAt
        ? ('questionnaires.not_yet' as const)
        : ('questionnaires.over' as const);
  return <NoSheetPage {...{ view, of, why: 'notNow', said: w.errors[code] }} />;
}

async function showOwn(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, url } = context;
  const of = await announced(context);
  if (of === null) return fail('questionnaires.not_found');
  const w = wordsOf(view);
  if (of.audience === 'invited')
    return <NoSheetPage {...{ view, of, why: 'invitedOnly', said: w.errors['questionnaires.for_invited'] }} />;
  const own = await onRoll(scope, of.id, subjectPerson(scope) ?? '');
  if (own?.answeredOn != null) {
    const fresh = url.searchParams.get('done') === 'sent';
    const said = fresh ? w.form.doneLede : w.page.answered(formatDate(own.answeredOn, view.lang));
    return <NoSheetPage {...{ view, of, why: fresh ? 'doneTitle' : 'already', said }} />;
  }
  const closed = closedPage(context, of);
  if (closed !== null) return closed;
  if (own === null)
    return <NoSheetPage {...{ view, of, why: 'notOnRoll', said: w.errors['questionnaires.not_on_roll'] }} />;
  const other = scope.actor?.onBehalfOf?.personId ?? null;
  const helped = other === null ? null : ((await personNames(scope, [other])).get(other)?.inside ?? '');
  const kiosk = url.searchParams.get('kiosk') === 'yes' || state?.values['kiosk'] === 'yes';
  const who = { kiosk: kiosk ? 'yes' : '' };
  return <SheetPage {...sheetView(context, of, state, answerPath(view, of.id), who)} {...{ helped, kiosk }} />;
}

async function showInvited(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, url } = context;
  const of = await announced(context);
  if (of === null) return fail('questionnaires.not_found');
  const w = wordsOf(view);
  if (of.audience !== 'invited') return fail('questionnaires.for_roll');
  if (url.searchParams.get('done') === 'sent')
    return <NoSheetPage {...{ view, of, why: 'doneTitle', said: w.form.doneLede }} />;
  const closed = closedPage(context, of);
  if (closed !== null) return closed;
  const typed = state?.values['code'] ?? url.searchParams.get('code') ?? '';
  const code = typeof typed === 'string' ? typed.slice(0, 40) : '';
  const action = invitedPath(view, of.id);
  const found = code === '' ? 'missing' : await codeState(scope, of.id, codeHash(scope, of.id, readShortCode(code)));
  if (found !== 'open') {
    const words = { missing: '', unknown: 'questionnaires.code_unknown', used: 'questionnaires.code_used' } as const;
    const wrong = words[found];
    return <CodePage {...{ view, of, action, code, wrong: wrong === '' ? '' : w.errors[wrong] }} />;
  }
  return <SheetPage {...sheetView(context, of, state, action, { code })} helped={null} kiosk={false} />;
}

/** Answering, by one's own name and by invitation. */
export const answerRoutes: readonly Route[] = [
  form('/me/:space/questionnaires/:id', {
    permission: permissions.answer,
    ...{ name: sheetForm, command: answerQuestionnaire, show: showOwn, step: nextStep, input: inputOf },
    done: (context) => `${answerPath(context.view, idIn(context))}?done=sent`,
  }),
  form('/s/:space/questionnaires/:id/invited', {
    permission: permissions.invited,
    ...{ name: sheetForm, command: answerInvited, show: showInvited, step: nextStep, input: inputOf },
    done: (context) => `${invitedPath(context.view, idIn(context))}?done=sent`,
  }),
];
