import { fail } from '#kernel/result';
import { parameter } from '#modules/parameters';
import { findPersons } from '#modules/people';
import { allowed } from '#platform/permission';
import { today } from '#platform/scope';
import {
  type Shown as Answered,
  type Body,
  type Context,
  form,
  get,
  idIn,
  list,
  post,
  type Route,
  withId,
} from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot, type View } from '#ui/view';
import {
  correctConsultation,
  extendConsultation,
  openConsultation,
  withdrawConsultation,
  writeConsultation,
  writeText,
} from './commands.ts';
import { answerComments, publish } from './commands-answers.ts';
import { hideComment, writeDown } from './commands-comments.ts';
import { type CommentRow, CommentsPage, commentColumns } from './pages-comments.tsx';
import { DeskListPage, DeskPage, deskColumns, deskHref } from './pages-desk.tsx';
import {
  AnswerPage,
  CorrectPage,
  NewPage,
  PublishPage,
  spareSections,
  TextPage,
  WriteDownPage,
} from './pages-forms.tsx';
import { permissions } from './permissions.ts';
import { askedText, commentsOn, consultation, textsOf } from './queries.ts';
import { answersNow, reportsOf } from './queries-answers.ts';
import { commentRows, loadConsultations, publicNames, withComment } from './routes-parts.ts';
import { owesAnswer } from './rules.ts';
import { changes } from './rules-changes.ts';
import { type Consultation, mostSections, sources } from './schema.ts';

const { desk, handle } = permissions;
const least = ({ scope }: Context) => parameter(scope, 'consultation.leastDays');

/** Shows a page of one consultation, or says that it is not there. */
const ofOne =
  (show: (context: Context, of: Consultation, state: FormState | undefined) => Promise<Answered>) =>
  async (context: Context, state?: FormState): Promise<Answered> => {
    const of = await consultation(context.scope, idIn(context));
    return of === null ? fail('consultations.not_found') : show(context, of, state);
  };

const showDesk = ofOne(async ({ scope, view, key }, of, state) => {
  const [texts, comments, answers] = await Promise.all([
    textsOf(scope, of.id),
    commentsOn(scope, of.id),
    answersNow(scope, of.id),
  ]);
  const shown = {
    ...{ of, comments, answers, asked: askedText(texts), sections: texts.at(-1)?.sections ?? [] },
    names: await publicNames(scope, comments),
    ...{ handle: allowed(scope, handle).ok, writeDown: allowed(scope, permissions.writeDown).ok },
  };
  return <DeskPage view={view} shown={shown} state={state} keyValue={key} />;
});

const showText = ofOne(async ({ scope, view, key }, of, state) => {
  const sections = (await textsOf(scope, of.id)).at(-1)?.sections ?? [];
  return <TextPage {...{ view, of, sections, state }} keyValue={key} />;
});

const showWriteDown = ofOne(async ({ scope, view, key, url }, of, state) => {
  const text = (url.searchParams.get('q') ?? '').slice(0, 80);
  const found = (await findPersons(scope, text)).map((one) => ({
    ...{ value: one.id, label: one.name },
    hint: one.where,
  }));
  const sections = askedText(await textsOf(scope, of.id));
  return <WriteDownPage {...{ view, of, sections, text, found, state }} keyValue={key} today={today(scope)} />;
});

const showAnswer = ofOne(async ({ scope, view, key, url }, of, state) => {
  const [texts, comments, answers] = await Promise.all([
    textsOf(scope, of.id),
    commentsOn(scope, of.id),
    answersNow(scope, of.id),
  ]);
  const newest = texts.at(-1);
  const on = {
    ...{ of, comments, answers, asked: askedText(texts), names: await publicNames(scope, comments) },
    sections: newest === undefined || newest.version === 1 ? [] : newest.sections,
    ...{ only: url.searchParams.get('section') ?? '', all: url.searchParams.has('all') },
  };
  return <AnswerPage view={view} on={on} state={state} keyValue={key} />;
});

const showPublish = ofOne(async ({ scope, view, key }, of, state) => {
  const [texts, comments, answers, reports] = await Promise.all([
    textsOf(scope, of.id),
    commentsOn(scope, of.id),
    answersNow(scope, of.id),
    reportsOf(scope, of.id),
  ]);
  const left = comments.filter((one) => owesAnswer(one) && !answers.has(one.id)).length;
  const newest = texts.at(-1);
  const changed =
    newest === undefined || newest.version === 1
      ? null
      : changes(askedText(texts), newest.sections).filter((one) => one.kind !== 'same').length;
  return <PublishPage {...{ view, of, left, changed, state }} keyValue={key} again={reports.length > 0} />;
});

/** The sections that a form sent, by their places; what names none is none. */
function sectionsIn(body: Body): { key?: string; heading: string; text: string }[] {
  const text = (name: string) => {
    const value = body[name];
    return typeof value === 'string' ? value : '';
  };
  return Array.from({ length: mostSections + spareSections }, (_, at) => ({
    ...(text(`sections.${at}.key`) === '' ? {} : { key: text(`sections.${at}.key`) }),
    heading: text(`sections.${at}.heading`),
    text: text(`sections.${at}.text`),
  }));
}

const back = (word: string) => (context: Context) => deskHref(context.view, idIn(context), `?done=${word}`);
const root = (view: View) => `${deskRoot(view)}/consultations`;
const office = { input: withId, show: showDesk } as const;

const pages: Route[] = [
  list<Consultation>('/desk/:space/consultations', {
    permission: desk,
    ...{ name: 'consultations', filters: ['state'] },
    columns: ({ view, scope }) => deskColumns(view, today(scope)),
    load: (context, query) => loadConsultations(context, query, false),
    show: ({ view, scope }, data) => <DeskListPage view={view} data={data} handle={allowed(scope, handle).ok} />,
  }),
  form('/desk/:space/consultations/new', {
    permission: handle,
    ...{ name: 'consultation', command: writeConsultation },
    show: async (context, state) => {
      const { view, key, url } = context;
      const asked = (name: string) => {
        const typed = state?.values[name];
        return typeof typed === 'string' ? typed : (url.searchParams.get(name) ?? '');
      };
      const kind = sources.find((one) => one === asked('kind'));
      const aboutId = asked(state === undefined ? 'about' : 'about_id');
      const from = kind === undefined || aboutId === '' ? null : { kind, about_id: aboutId };
      return <NewPage {...{ view, state, from }} keyValue={key} least={await least(context)} />;
    },
    done: ({ view }, { id }) => `${root(view)}/${id}?done=written`,
  }),
  get('/desk/:space/consultations/:id', { permission: desk, show: (context) => showDesk(context) }),
  list<CommentRow>('/desk/:space/consultations/:id/comments', {
    permission: desk,
    ...{ name: 'comments', filters: ['section', 'outcome'] },
    columns: ({ view }) => commentColumns(view),
    load: async (context, query) => {
      const id = idIn(context);
      return commentRows(context, query, id, await answersNow(context.scope, id));
    },
    show: async (context, data) => {
      const { view } = context;
      const of = await consultation(context.scope, idIn(context));
      if (of === null) return fail('consultations.not_found');
      return <CommentsPage view={view} of={of} data={data} back={deskHref(view, of.id)} area="desk" />;
    },
  }),
  form('/desk/:space/consultations/:id/correct', {
    permission: handle,
    ...{ name: 'correct', command: correctConsultation, input: withId },
    show: ofOne(async (context, of, state) => (
      <CorrectPage {...{ view: context.view, of, state }} keyValue={context.key} least={await least(context)} />
    )),
    done: back('corrected'),
  }),
  form('/desk/:space/consultations/:id/text', {
    permission: handle,
    ...{ name: 'text', command: writeText, show: showText },
    input: (context, body) => ({ ...withId(context, body), sections: sectionsIn(body) }),
    done: back('text'),
  }),
  form('/desk/:space/consultations/:id/write-down', {
    permission: permissions.writeDown,
    ...{ name: 'write_down', command: writeDown, input: withId },
    show: showWriteDown,
    done: (context) => deskHref(context.view, idIn(context), '/write-down?done=written_down'),
  }),
  form('/desk/:space/consultations/:id/answer', {
    permission: handle,
    ...{ name: 'answer', command: answerComments, input: withId, show: showAnswer },
    done: (context) => deskHref(context.view, idIn(context), '/answer?done=answered'),
  }),
  form('/desk/:space/consultations/:id/publish', {
    permission: handle,
    ...{ name: 'publish', command: publish, input: withId, show: showPublish },
    done: back('published'),
  }),
];

/** The desk of consultations. */
export const deskRoutes: Route[] = [
  ...pages,
  post('/desk/:space/consultations/:id/open', {
    permission: handle,
    ...{ ...office, name: 'open', command: openConsultation },
    done: back('opened'),
  }),
  post('/desk/:space/consultations/:id/extend', {
    permission: handle,
    ...{ ...office, name: 'extend', command: extendConsultation },
    done: back('extended'),
  }),
  post('/desk/:space/consultations/:id/withdraw', {
    permission: handle,
    ...{ ...office, name: 'withdraw', command: withdrawConsultation },
    done: back('withdrawn'),
  }),
  post('/desk/:space/consultations/:id/comments/:comment/hide', {
    permission: handle,
    ...{ ...office, name: 'hide', command: hideComment, input: withComment },
    done: back('hidden'),
  }),
];
