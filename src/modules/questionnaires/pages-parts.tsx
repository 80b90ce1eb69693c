import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { pick, type Words } from '#kernel/words';
import { Field, type FieldOption, type FormState } from '#ui/form';
import { meRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { lastDay } from './queries.ts';
import { choicesOf, maySkip } from './rules.ts';
import type { Answer, Question, Questionnaire } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: Pick<View, 'lang'>): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** Where a questionnaire stands, as its days say it. */
export function stateWord(view: View, of: Questionnaire): string {
  const w = wordsOf(view).states;
  if (of.state !== 'ready') return w[of.state];
  return view.now < of.opensAt ? w.waiting : view.now < of.closesAt ? w.open : w.over;
}

/** First and last day of answering. */
export function daysOf(view: View, of: Questionnaire): string {
  return wordsOf(view).page.days(formatDate(of.opensAt, view.lang), lastDay(view, of));
}

/** Who is asked, in a few words. */
export function whoSentence(view: View, of: Questionnaire, place: string): string {
  const w = wordsOf(view);
  if (of.audience === 'invited') return w.audiences.invited;
  return w.page.whoAge(of.audience === 'place' ? place : w.audiences[of.audience], of.minAge);
}

/** What a choice is called: an option by its words, a point of a scale by its number and what its end means. */
export function choiceName(view: View, question: Question, choice: number): string {
  if (question.kind !== 'scale') return question.options[choice - 1] ?? `${choice}`;
  const points = choicesOf(question).length;
  const end = choice === 1 ? question.low : choice === points ? question.high : '';
  const value = wordsOf(view).skip.point(choice);
  return end === '' ? value : `${value} · ${end}`;
}

/** An answer in words. */
export function answerText(view: View, question: Question, answer: Answer): string {
  if (typeof answer === 'string') return answer;
  if (typeof answer === 'number') return question.kind === 'number' ? `${answer}` : choiceName(view, question, answer);
  return answer.map((one) => choiceName(view, question, one)).join(view.lang === 'zh' ? '、' : ', ');
}

/** Where a question leads, in words: what a sheet of paper and the desk say instead of leading there. */
export function skipNotes(view: View, questions: readonly Question[], question: Question): string[] {
  const w = wordsOf(view).skip;
  const numberOf = (target: string) => questions.find((one) => one.id === target)?.number;
  const own = maySkip(question)
    ? choicesOf(question).flatMap((choice) => {
        const target = question.skips[`${choice}`];
        const number = target === undefined ? undefined : numberOf(target);
        const name = choiceName(view, question, choice);
        if (target === 'end') return [w.toEnd(name)];
        return number === undefined ? [] : [w.toQuestion(name, number)];
      })
    : [];
  const then = numberOf(question.thenTo);
  if (question.thenTo === 'end') return [...own, w.thenEnd];
  return then === undefined ? own : [...own, w.thenQuestion(then)];
}

function hintOf(view: View, question: Question): string | undefined {
  const w = wordsOf(view).form;
  const own = {
    one: '',
    many: w.manyHint,
    // What the ends mean stands beside them where it was said.
    scale: question.low === '' && question.high === '' ? w.scaleHint : '',
    number: w.numberHint(question.least ?? 0, question.most ?? 0),
    text: w.textHint,
  }[question.kind];
  const parts = [question.note, own].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join(' · ');
}

const fieldTypes = { one: 'choices', many: 'checks', scale: 'choices', number: 'number', text: 'area' } as const;

/** The field of one question; `first` where it is the question of the whole page. */
export function QuestionField(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
  readonly question: Question;
  readonly first?: boolean;
  readonly onPaper?: boolean;
}): VNode {
  const { view, state, form, question } = props;
  const options: FieldOption[] = choicesOf(question).map((choice) => ({
    value: `${choice}`,
    label: choiceName(view, question, choice),
  }));
  const required = question.required && props.onPaper !== true;
  const hint = hintOf(view, question);
  const label = props.first === true ? question.title : `${question.number}. ${question.title}`;
  return (
    <Field
      {...{
        view,
        state,
        form,
        name: `a.${question.number}`,
        type: fieldTypes[question.kind],
        options,
        label,
        required,
      }}
      {...(hint === undefined ? {} : { hint })}
      {...(props.first === true ? { question: true } : {})}
      optional={!required && props.onPaper !== true}
    />
  );
}

/** The address where a resident answers. */
export const answerPath = (view: View, id: string): string => `${meRoot(view)}/questionnaires/${id}`;

/** The address where whoever holds an invitation answers. */
export const invitedPath = (view: View, id: string): string => `${spaceRoot(view)}/questionnaires/${id}/invited`;
