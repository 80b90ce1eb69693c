import { fail } from '#kernel/result';
import { allowed } from '#platform/permission';
import { subjectPerson } from '#platform/scope';
import { type Shown as Answered, type Context, get, idIn, list, post, type Route, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { follow, leaveComment, say, supportComment, takeBack, unfollow } from './commands-comments.ts';
import { ConsultationPage, ConsultationsPage, consultationColumns, hrefOf, type Shown } from './pages.tsx';
import { type CommentRow, CommentsPage, commentColumns } from './pages-comments.tsx';
import { DraftSheet } from './pages-paper.tsx';
import { AnswersPage, AnswersSheet, type Group, type Told } from './pages-said.tsx';
import { permissions } from './permissions.ts';
import { askedText, commentsOn, consultation, extensionsOf, followersOf, supportedBy, textsOf } from './queries.ts';
import { answersIn, reportsOf } from './queries-answers.ts';
import { deskRoutes } from './routes-desk.tsx';
import { commentRows, loadConsultations, publicNames, withComment } from './routes-parts.ts';
import { changes } from './rules-changes.ts';
import type { Answer, Consultation } from './schema.ts';

/** A consultation that everybody may see; a draft is the desk's. */
async function openOne(context: Context): Promise<Consultation | null> {
  const found = await consultation(context.scope, idIn(context));
  return found === null || found.openedAt === null ? null : found;
}

async function shownOf(context: Context, of: Consultation, state: FormState | undefined): Promise<Shown> {
  const { scope, url } = context;
  const self = scope.actor === null ? null : subjectPerson(scope);
  const [texts, comments, extensions, reports, followers] = await Promise.all([
    textsOf(scope, of.id),
    commentsOn(scope, of.id),
    extensionsOf(scope, of.id),
    reportsOf(scope, of.id),
    followersOf(scope, of.id),
  ]);
  const last = reports.at(-1);
  const typed = state?.form === 'say' ? (state.values['section'] ?? 'whole') : url.searchParams.get('section');
  return {
    ...{ of, texts, sections: askedText(texts), comments, extensions, reports, self },
    names: await publicNames(scope, comments),
    answers: last === undefined ? new Map<string, Answer>() : await answersIn(scope, of.id, last.id),
    supported: self === null ? new Set<string>() : await supportedBy(scope, of.id, self),
    following: followers.some((one) => one.personId === self),
    desk: allowed(scope, permissions.desk).ok,
    chosen: typeof typed === 'string' && typed !== '' ? typed : null,
  };
}

async function showOne(context: Context, state?: FormState): Promise<Answered> {
  const of = await openOne(context);
  if (of === null) return fail('consultations.not_found');
  const shown = await shownOf(context, of, state);
  return <ConsultationPage view={context.view} shown={shown} state={state} keyValue={context.key} />;
}

async function told(context: Context): Promise<Told | null> {
  const { scope, view, url } = context;
  const of = await openOne(context);
  if (of === null) return null;
  const reports = await reportsOf(scope, of.id);
  const asked = url.searchParams.get('version');
  const report = asked === null ? reports.at(-1) : reports.find((one) => `${one.version}` === asked);
  if (report === undefined) return null;
  const [answers, comments, texts] = await Promise.all([
    answersIn(scope, of.id, report.id),
    commentsOn(scope, of.id),
    textsOf(scope, of.id),
  ]);
  const groups = new Map<string, Group>();
  for (const comment of comments) {
    const answer = answers.get(comment.id);
    if (answer === undefined) continue;
    const group = groups.get(answer.id);
    groups.set(answer.id, { answer, comments: [...(group?.comments ?? []), comment] });
  }
  const text = texts.find((one) => one.id === report.textId);
  return {
    ...{ of, report, reports, groups: [...groups.values()], sections: text?.sections ?? [] },
    asked: askedText(texts),
    hidden: comments.filter((one) => one.hiddenReason !== null && !one.takenBack && !answers.has(one.id)).length,
    changes: text === undefined ? null : changes(askedText(texts), text.sections),
    url: `${scope.platform.baseUrl}${hrefOf(view, of.id, `/answers?version=${report.version}`)}`,
  };
}

const back = (word: string) => (context: Context) => hrefOf(context.view, idIn(context), `?done=${word}`);
const own = { show: showOne } as const;
const { look, comment, stand } = permissions;

const pages: Route[] = [
  list<Consultation>('/s/:space/consultations', {
    permission: look,
    ...{ name: 'consultations', filters: ['state'], cached: true },
    columns: ({ view }) => consultationColumns(view),
    load: (context, query) => loadConsultations(context, query, true),
    show: ({ view }, data) => <ConsultationsPage view={view} data={data} />,
  }),
  get('/s/:space/consultations/:id', { permission: look, show: (context) => showOne(context) }),
  list<CommentRow>('/s/:space/consultations/:id/comments', {
    permission: look,
    ...{ name: 'comments', filters: ['section', 'outcome'] },
    columns: ({ view }) => commentColumns(view),
    load: async (context, query) => {
      const of = await openOne(context);
      if (of === null) return { rows: [], total: 0 };
      const last = (await reportsOf(context.scope, of.id)).at(-1);
      const answers = last === undefined ? new Map<string, Answer>() : await answersIn(context.scope, of.id, last.id);
      return commentRows(context, query, of.id, answers);
    },
    show: async (context, data) => {
      const of = await openOne(context);
      if (of === null) return fail('consultations.not_found');
      return <CommentsPage view={context.view} of={of} data={data} back={hrefOf(context.view, of.id)} />;
    },
  }),
  get('/s/:space/consultations/:id/answers', {
    permission: look,
    show: async (context) => {
      const found = await told(context);
      if (found === null) return fail('consultations.report_not_found');
      return context.url.searchParams.has('sheet') ? (
        <AnswersSheet view={context.view} told={found} />
      ) : (
        <AnswersPage view={context.view} told={found} />
      );
    },
  }),
  get('/s/:space/consultations/:id/sheet', {
    permission: look,
    show: async (context) => {
      const { scope, view } = context;
      const of = await openOne(context);
      if (of === null) return fail('consultations.not_found');
      const sections = askedText(await textsOf(scope, of.id));
      const url = `${scope.platform.baseUrl}${hrefOf(view, of.id)}`;
      return <DraftSheet view={view} of={of} sections={sections} url={url} />;
    },
  }),
];

const deeds: Route[] = [
  post('/s/:space/consultations/:id/say', {
    permission: comment,
    ...{ name: 'say', command: say, input: withId, ...own },
    done: back('said'),
  }),
  post('/s/:space/consultations/:id/follow', {
    permission: stand,
    ...{ name: 'follow', command: follow, input: withId, ...own },
    done: back('following'),
  }),
  post('/s/:space/consultations/:id/unfollow', {
    permission: stand,
    ...{ name: 'unfollow', command: unfollow, input: withId, ...own },
    done: back('unfollowed'),
  }),
  post('/s/:space/consultations/:id/comments/:comment/support', {
    permission: stand,
    ...{ name: 'support', command: supportComment, input: withComment, ...own },
    done: back('supported'),
  }),
  post('/s/:space/consultations/:id/comments/:comment/leave', {
    permission: stand,
    ...{ name: 'leave', command: leaveComment, input: withComment, ...own },
    done: back('left'),
  }),
  post('/s/:space/consultations/:id/comments/:comment/take-back', {
    permission: stand,
    ...{ name: 'take-back', command: takeBack, input: withComment, ...own },
    done: back('taken_back'),
  }),
];

/** Consultations in public, and the desk that writes, collects, answers and publishes. */
export const routes: Route[] = [...pages, ...deeds, ...deskRoutes];
