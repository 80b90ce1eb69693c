import { isId, shortCode } from '#kernel/ids';
import { fail } from '#kernel/result';
import { parameter } from '#modules/parameters';
import { findPersons } from '#modules/people';
import { placeOptions } from '#modules/places';
import { auditRead } from '#modules/record';
import { allowed } from '#platform/permission';
import { type Body, type Context, form, get, idIn, list, post, type Route, type Shown, withId } from '#platform/web';
import type { FieldOption, FormState } from '#ui/form';
import { deskRoot, spaceRoot } from '#ui/view';
import {
  closeQuestionnaire,
  editQuestionnaire,
  openQuestionnaire,
  withdrawQuestionnaire,
  writeQuestionnaire,
} from './commands.ts';
import { enterPaper } from './commands-answers.ts';
import { invitationCodes, issueCodes } from './commands-codes.ts';
import { editQuestion, moveQuestion, removeQuestion, writeQuestion } from './commands-questions.ts';
import { addToRoll } from './commands-roll.ts';
import { keepText, releaseText, textToMatter } from './commands-texts.ts';
import { QuestionnaireDeskPage, QuestionnaireFormPage, QuestionnairesDeskPage } from './pages-desk.tsx';
import { CodesPage, EnterPaperPage, mostSheets, PrintSheetsPage } from './pages-paper.tsx';
import { answerText, invitedPath, wordsOf } from './pages-parts.tsx';
import { PreviewPage, QuestionFormPage } from './pages-questions.tsx';
import { type AnswerRow, AnswersPage, answerColumns, RollPage, rollColumns } from './pages-roll.tsx';
import { TextsPage } from './pages-texts.tsx';
import { permissions } from './permissions.ts';
import { questionnaire, questionnaires, type RollRow, rollRows } from './queries.ts';
import { responseOf, results, sheetsOf, textsWaiting, writtenTexts } from './queries-results.ts';
import { typedAnswers } from './routes-answer.tsx';
import { namesOf, placeOf } from './routes-parts.ts';
import { flawsOf, paperLength } from './rules.ts';
import type { Questionnaire } from './schema.ts';

const root = '/desk/:space/questionnaires';
const one = `${root}/:id`;

const deskOf = (context: Context, rest = ''): string =>
  `${deskRoot(context.view)}/questionnaires/${idIn(context)}${rest}`;
const done = (word: string) => (context: Context) => deskOf(context, `?done=${word}`);

async function peopleFor({ scope, url }: Context): Promise<{ find: string; people: FieldOption[] }> {
  const find = (url.searchParams.get('find') ?? '').slice(0, 80);
  const people = find.trim() === '' ? [] : await findPersons(scope, find);
  return { find, people: people.map((one) => ({ value: one.id, label: [one.name, one.placeName ?? ''].join(' ') })) };
}

async function showOne(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const of = await questionnaire(scope, idIn(context));
  if (of === null) return fail('questionnaires.not_found');
  const response = await responseOf(scope, of);
  const told = of.state === 'closed' ? await results(scope, of) : null;
  const older = of.copiedFromId === null ? null : await questionnaire(scope, of.copiedFromId);
  return (
    <QuestionnaireDeskPage
      {...{ view, state, keyValue: key, of, response, results: told, flaws: flawsOf(of.questions) }}
      may={{ write: allowed(scope, permissions.write).ok }}
      placeName={await placeOf(scope, of)}
      names={await namesOf(scope, response, told)}
      texts={await textsWaiting(scope, of.id)}
      copiedFrom={older?.title ?? null}
    />
  );
}

async function showHead(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key, url } = context;
  const of = isId(idIn(context)) ? await questionnaire(scope, idIn(context)) : null;
  if (idIn(context) !== '' && of === null) return fail('questionnaires.not_found');
  if (of !== null && of.state !== 'draft') return fail('questionnaires.not_draft');
  const older = of === null ? await questionnaires(scope) : [];
  const from = older.find((one) => one.id === url.searchParams.get('from')) ?? null;
  const places = await placeOptions(scope, ['estate', 'building', 'grid']);
  return <QuestionnaireFormPage {...{ view, state, keyValue: key, of, older, from, places }} />;
}

async function showQuestion(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key, params } = context;
  const of = await questionnaire(scope, idIn(context));
  if (of === null) return fail('questionnaires.not_found');
  if (of.state !== 'draft') return fail('questionnaires.not_draft');
  const question = of.questions.find((one) => one.id === params['question']) ?? null;
  if (question === null && params['question'] !== undefined) return fail('questionnaires.question_unknown');
  return <QuestionFormPage {...{ view, state, keyValue: key, of, question }} />;
}

/** The skips of a question, from its fields `to.1`, `to.2` …. */
function typedQuestion(context: Context, body: Body) {
  const skips = Object.fromEntries(
    Object.entries(body).flatMap(([name, value]): [string, unknown][] => {
      const choice = /^to\.(\d{1,2})$/.exec(name)?.[1];
      return choice === undefined ? [] : [[choice, value]];
    }),
  );
  return { ...withId(context, body), questionId: context.params['question'] ?? '', skips };
}

async function shownOne(context: Context, page: (of: Questionnaire) => Promise<Shown> | Shown): Promise<Shown> {
  const of = await questionnaire(context.scope, idIn(context));
  return of === null ? fail('questionnaires.not_found') : page(of);
}

async function showPaper(context: Context, state: FormState | undefined): Promise<Shown> {
  const { view, key } = context;
  const found = await peopleFor(context);
  return shownOne(context, (of) =>
    of.state === 'ready'
      ? EnterPaperPage({ view, of, state, keyValue: key, ...found })
      : fail('questionnaires.not_open'),
  );
}

const typedPaper = (context: Context, body: Body) => ({ ...withId(context, body), answers: typedAnswers(body) });

async function showCodes(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key } = context;
  return shownOne(context, async (of) => {
    if (of.audience !== 'invited') return fail('questionnaires.for_roll');
    await auditRead(scope, { kind: 'questionnaire', id: of.id, command: 'questionnaires.read_codes' });
    const used = (await responseOf(scope, of)).answered;
    const url = `${scope.platform.baseUrl}${invitedPath(view, of.id)}`;
    const listUrl = `${scope.platform.baseUrl}${spaceRoot(view)}/questionnaires`;
    const codes = invitationCodes(scope, of.id, 0, of.codes);
    return <CodesPage {...{ view, of, state, keyValue: key, codes, used, url }} list={listUrl} />;
  });
}

async function showTexts(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  return shownOne(context, async (of) => {
    if (of.state !== 'closed') return fail('questionnaires.not_closed');
    await auditRead(scope, { kind: 'questionnaire', id: of.id, command: 'questionnaires.read_texts' });
    return <TextsPage {...{ view, of, state, keyValue: key, all: await writtenTexts(scope, of.id) }} />;
  });
}

async function rollView(context: Context) {
  const { view, key } = context;
  return { view, keyValue: key, ...(await peopleFor(context)) };
}

/** The roll again after somebody could not be added to it. */
async function rollAgain(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view } = context;
  return shownOne(context, async (of) => {
    const found = await rollRows(scope, of.id, { text: '', only: undefined, limit: 50, offset: 0 });
    const query = { page: 1, size: 50, q: '', sort: null, filters: {} };
    const data = { ...found, query, filters: [], columns: rollColumns(view) };
    return <RollPage {...(await rollView(context))} {...{ of, data, state }} />;
  });
}

const rollList = list<RollRow>(`${one}/roll`, {
  permission: permissions.desk,
  name: 'questionnaire-roll',
  filters: ['only'],
  columns: ({ view }) => rollColumns(view),
  load: async ({ scope, view, params }, query) => {
    const w = wordsOf(view).roll;
    const asked = {
      text: query.q,
      only: query.filters['only'],
      limit: query.size,
      offset: (query.page - 1) * query.size,
    };
    const options = Object.entries(w.filters).map(([value, label]) => ({ value, label }));
    return {
      ...(await rollRows(scope, idIn({ params }), asked)),
      filters: [{ key: 'only', title: w.filter, options }],
    };
  },
  show: async (context, data) =>
    shownOne(context, async (of) =>
      of.number === null || of.audience === 'invited' ? (
        fail('questionnaires.not_found')
      ) : (
        <RollPage {...(await rollView(context))} {...{ of, data, state: undefined }} />
      ),
    ),
});

/** Every answer of every sheet; none where so few answered that anybody would know whose they are. */
async function answerRows(context: Context): Promise<AnswerRow[]> {
  const { scope, view } = context;
  const of = await questionnaire(scope, idIn(context));
  if (of === null) return [];
  const sheets = await sheetsOf(scope, of.id);
  if (sheets.length < (await parameter(scope, 'publication.smallCell'))) return [];
  return sheets.flatMap(({ answers }, at) =>
    of.questions.flatMap((question) => {
      const answer = answers[`${question.number}`];
      const common = { sheet: at + 1, number: question.number, question: question.title };
      return answer === undefined ? [] : [{ ...common, answer: answerText(view, question, answer) }];
    }),
  );
}

const answersList = list<AnswerRow>(`${one}/answers`, {
  permission: permissions.export,
  name: 'questionnaire-answers',
  filters: ['question'],
  columns: ({ view }) => answerColumns(view),
  load: async (context, query) => {
    const w = wordsOf(context.view);
    const all = await answerRows(context);
    const wanted = query.filters['question'];
    const rows = all.filter((row) => wanted === undefined || wanted === '' || `${row.number}` === wanted);
    const numbers = [...new Set(all.map((row) => row.number))].toSorted((a, b) => a - b);
    const options = numbers.map((number) => ({ value: `${number}`, label: w.results.number(number) }));
    const from = (query.page - 1) * query.size;
    return {
      ...{ rows: rows.slice(from, from + query.size), total: rows.length },
      filters: [{ key: 'question', title: w.answers.filter, options }],
    };
  },
  show: async (context, data) =>
    shownOne(context, async (of) => {
      const { scope, view } = context;
      if (of.state !== 'closed') return fail('questionnaires.not_closed');
      await auditRead(scope, { kind: 'questionnaire', id: of.id, command: 'questionnaires.read_answers' });
      const least = await parameter(scope, 'publication.smallCell');
      const few = (await responseOf(scope, of)).answered < least ? wordsOf(view).answers.few(least) : null;
      return <AnswersPage {...{ view, of, data, few }} />;
    }),
});

const questionRoutes: Route[] = [
  form(`${one}/questions`, {
    permission: permissions.write,
    ...{ name: 'question', command: writeQuestion, show: showQuestion, input: withId, done: done('question') },
  }),
  form(`${one}/questions/:question`, {
    permission: permissions.write,
    ...{ name: 'question', command: editQuestion, show: showQuestion, input: typedQuestion, done: done('question') },
  }),
  post(`${one}/move`, {
    permission: permissions.write,
    ...{ name: 'move', command: moveQuestion, show: showOne, input: withId, done: done('moved') },
  }),
  post(`${one}/remove`, {
    permission: permissions.write,
    ...{ name: 'remove', command: removeQuestion, show: showOne, input: withId, done: done('removed') },
  }),
  get(`${one}/preview`, {
    permission: permissions.desk,
    show: (context) => shownOne(context, (of) => <PreviewPage view={context.view} of={of} />),
  }),
];

const paperRoutes: Route[] = [
  form(`${one}/paper`, {
    permission: permissions.paper,
    ...{ name: 'paper', command: enterPaper, show: showPaper, input: typedPaper },
    done: (context) => deskOf(context, '/paper?done=entered'),
  }),
  get(`${one}/print`, {
    permission: permissions.desk,
    show: (context) =>
      shownOne(context, (of) => {
        const asked = Number.parseInt(context.url.searchParams.get('sheets') ?? '', 10);
        const length = Math.min(Math.max(Number.isNaN(asked) ? 1 : asked, 1), mostSheets);
        const numbers = Array.from({ length }, () => shortCode(paperLength));
        return <PrintSheetsPage view={context.view} of={of} numbers={numbers} />;
      }),
  }),
  form(`${one}/codes`, {
    permission: permissions.write,
    ...{ name: 'codes', command: issueCodes, show: showCodes, input: withId },
    done: (context) => deskOf(context, '/codes?done=codes'),
  }),
  rollList,
  post(`${one}/add`, {
    permission: permissions.paper,
    ...{ name: 'add', command: addToRoll, show: rollAgain, input: withId },
    done: (context) => deskOf(context, '/roll?done=roll'),
  }),
];

const textRoutes: Route[] = [
  get(`${one}/texts`, { permission: permissions.texts, show: (context) => showTexts(context) }),
  post(`${one}/release`, {
    permission: permissions.texts,
    ...{ name: 'release', command: releaseText, show: showTexts, input: withId },
    done: (context) => deskOf(context, '/texts?done=released'),
  }),
  post(`${one}/keep`, {
    permission: permissions.texts,
    ...{ name: 'keep', command: keepText, show: showTexts, input: withId },
    done: (context) => deskOf(context, '/texts?done=kept'),
  }),
  post(`${one}/matter`, {
    permission: permissions.texts,
    ...{ name: 'matter', command: textToMatter, show: showTexts, input: withId },
    done: (context) => deskOf(context, '/texts?done=matter'),
  }),
];

/** Questionnaires at the desk. */
export const deskRoutes: readonly Route[] = [
  get(root, {
    permission: permissions.desk,
    show: async ({ scope, view }) => <QuestionnairesDeskPage view={view} all={await questionnaires(scope)} />,
  }),
  form(`${root}/new`, {
    permission: permissions.write,
    ...{ name: 'head', command: writeQuestionnaire, show: showHead },
    done: ({ view }, { id }) => `${deskRoot(view)}/questionnaires/${id}?done=written`,
  }),
  get(one, { permission: permissions.desk, show: (context) => showOne(context) }),
  form(`${one}/edit`, {
    permission: permissions.write,
    ...{ name: 'head', command: editQuestionnaire, show: showHead, input: withId, done: done('written') },
  }),
  post(`${one}/open`, {
    permission: permissions.write,
    ...{ name: 'open', command: openQuestionnaire, show: showOne, input: withId, done: done('opened') },
  }),
  post(`${one}/close`, {
    permission: permissions.write,
    ...{ name: 'close', command: closeQuestionnaire, show: showOne, input: withId, done: done('closed') },
  }),
  post(`${one}/withdraw`, {
    permission: permissions.write,
    ...{ name: 'withdraw', command: withdrawQuestionnaire, show: showOne, input: withId, done: done('withdrawn') },
  }),
  ...questionRoutes,
  ...paperRoutes,
  answersList,
  ...textRoutes,
];
