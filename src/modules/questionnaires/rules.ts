import { fail, ok, type Result } from '#kernel/result';
import { normalise } from '#kernel/text';
import type { Answer, Answers, Channel, Question, Questionnaire } from './schema.ts';
import { longestAnswer, scalePoints, type Target } from './schema.ts';

/** The points of a scale, or the options, by their numbers; none for a number or words. */
export function choicesOf(question: Pick<Question, 'kind' | 'options'>): readonly number[] {
  const many = question.kind === 'scale' ? scalePoints : question.options.length;
  return question.kind === 'number' || question.kind === 'text' ? [] : Array.from({ length: many }, (_, at) => at + 1);
}

/** Only one choice leads somewhere: of several chosen, no one could say which. */
export const maySkip = (question: Pick<Question, 'kind'>): boolean =>
  question.kind === 'one' || question.kind === 'scale';

function at(questions: readonly Question[], target: Target): Question | null {
  return target === 'end' ? null : (questions.find((one) => one.id === target) ?? null);
}

/** The question after this one for whoever answered so; null at the end. */
export function nextOf(
  questions: readonly Question[],
  question: Question,
  answer: Answer | undefined,
): Question | null {
  const skip = maySkip(question) && typeof answer === 'number' ? question.skips[`${answer}`] : undefined;
  const target = skip ?? (question.thenTo === '' ? undefined : question.thenTo);
  if (target !== undefined) return at(questions, target);
  return questions.find((one) => one.number === question.number + 1) ?? null;
}

/** The questions that somebody with these answers is asked, in order, up to the first that waits for its answer. */
export function pathOf(questions: readonly Question[], answers: Answers): Question[] {
  const path: Question[] = [];
  for (let now: Question | null = questions[0] ?? null; now !== null; ) {
    path.push(now);
    const next: Question | null = nextOf(questions, now, answers[`${now.number}`]);
    // Forward only; a draft that leads back would never end.
    now = next !== null && next.number > now.number ? next : null;
  }
  return path;
}

/** Everywhere one can go on from a question, whatever one answers. */
function waysOn(questions: readonly Question[], question: Question): (Question | null)[] {
  const some = (maySkip(question) ? choicesOf(question) : []).map((one) => nextOf(questions, question, one));
  const blank = question.required && some.length > 0 ? [] : [nextOf(questions, question, undefined)];
  return [...some, ...blank];
}

/** What keeps a questionnaire from being asked: the code, and the question it is about. */
export interface Flaw {
  readonly code: string;
  readonly number: number;
}

/** Where skips lead back or nowhere, and which questions nobody could ever reach. */
export function flawsOf(questions: readonly Question[]): Flaw[] {
  if (questions.length === 0) return [{ code: 'questionnaires.no_questions', number: 0 }];
  const flaws: Flaw[] = [];
  for (const one of questions) {
    const targets = [...(maySkip(one) ? Object.values(one.skips) : []), ...(one.thenTo === '' ? [] : [one.thenTo])];
    const wrong = targets.some((target) => target !== 'end' && (at(questions, target)?.number ?? 0) <= one.number);
    if (wrong) flaws.push({ code: 'questionnaires.skip_back', number: one.number });
  }
  const reached = new Set<number>();
  const waiting: (Question | null)[] = [questions[0] ?? null];
  for (let now = waiting.pop(); now !== undefined; now = waiting.pop()) {
    if (now === null || reached.has(now.number)) continue;
    reached.add(now.number);
    waiting.push(...waysOn(questions, now));
  }
  for (const one of questions)
    if (!reached.has(one.number)) flaws.push({ code: 'questionnaires.unreachable', number: one.number });
  return flaws;
}

/** The first flaw as a refusal. */
export function flawRefusal(questions: readonly Question[]): Result<null> {
  const [first] = flawsOf(questions);
  return first === undefined ? ok(null) : fail(first.code, { params: { number: first.number } });
}

const whole = (text: string): number | null => {
  const read = /^-?\d{1,6}$/.exec(text.normalize('NFKC').trim());
  return read === null ? null : Number.parseInt(read[0], 10);
};

function readChoice(question: Question, text: string, params: { number: number }): Result<Answer> {
  const chosen = whole(text);
  return chosen !== null && choicesOf(question).includes(chosen)
    ? ok(chosen)
    : fail('questionnaires.no_such_choice', { params });
}

function readMany(question: Question, parts: readonly string[], params: { number: number }): Result<Answer> {
  const chosen = new Set<number>();
  for (const part of parts) {
    const one = whole(part);
    if (one === null || !choicesOf(question).includes(one)) return fail('questionnaires.no_such_choice', { params });
    chosen.add(one);
  }
  return ok([...chosen].toSorted((a, b) => a - b));
}

function readNumber(question: Question, text: string, params: { number: number }): Result<Answer> {
  const read = whole(text);
  if (read === null) return fail('questionnaires.not_whole', { params });
  const [least, most] = [question.least ?? 0, question.most ?? 0];
  return read < least || read > most
    ? fail('questionnaires.out_of_range', { params: { ...params, least, most } })
    : ok(read);
}

/** What was typed or ticked for one question; null where it was left empty. Refuses with the number of the question. */
export function readAnswer(
  question: Question,
  typed: string | readonly string[] | undefined,
  onPaper = false,
): Result<Answer | null> {
  const parts = (typeof typed === 'string' ? [typed] : (typed ?? [])).map(normalise).filter((part) => part !== '');
  const params = { number: question.number };
  const [first] = parts;
  if (first === undefined)
    return question.required && !onPaper ? fail('questionnaires.answer_missing', { params }) : ok(null);
  switch (question.kind) {
    case 'one':
    case 'scale':
      return readChoice(question, first, params);
    case 'many':
      return readMany(question, parts, params);
    case 'number':
      return readNumber(question, first, params);
    case 'text':
      return [...first].length > longestAnswer
        ? fail('questionnaires.too_long', { params: { ...params, most: longestAnswer, have: [...first].length } })
        : ok(first);
  }
}

/**
 * Reads a whole sheet along its path: what stands at a question that was skipped does not count. On paper a question may be
 * left empty whatever it says.
 */
export function readSheet(
  questions: readonly Question[],
  typed: Readonly<Record<string, string | readonly string[]>>,
  onPaper = false,
): Result<Answers> {
  const answers: Record<string, Answer> = {};
  for (let now: Question | null = questions[0] ?? null; now !== null; ) {
    const read = readAnswer(now, typed[`${now.number}`], onPaper);
    if (!read.ok) return fail(read.fault.code, { ...read.fault, field: `a.${now.number}` });
    if (read.value !== null) answers[`${now.number}`] = read.value;
    now = nextOf(questions, now, read.value ?? undefined);
  }
  return Object.keys(answers).length === 0 ? fail('questionnaires.nothing_answered') : ok(answers);
}

/** Whether it can be answered now. */
export function isOpen(of: Pick<Questionnaire, 'state' | 'opensAt' | 'closesAt'>, now: Date): boolean {
  return of.state === 'ready' && of.opensAt <= now && now < of.closesAt;
}

/** By which way an answer comes, from how its session was opened. */
export function channelOf(way: string, helped: boolean, kiosk: boolean): Channel {
  if (helped) return 'assisted';
  if (kiosk) return 'kiosk';
  return way === 'card' ? 'card' : 'web';
}

/** Letters and digits of a number on paper. */
export const paperLength = 6;
/** And of an invitation: 54 bits, as a card has; of two thousand in force nobody guesses one within the limits of an address. */
const codeLength = 12;
const clearLetters = '34679ACDEFGHJKMNPQRTWXY';

/** The code of an invitation from the bytes that its key gives: the same letters as on household cards. */
export function codeFrom(bytes: Uint8Array): string {
  return [...bytes.subarray(0, codeLength)].map((one) => clearLetters.charAt(one % clearLetters.length)).join('');
}

/** A code in groups, for reading aloud. */
export const spacedCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** Whole percent, rounded down; zero of nothing. */
export const percentOf = (part: number, all: number): number => (all === 0 ? 0 : Math.trunc((part * 100) / all));
