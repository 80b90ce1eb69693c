import { isId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { fund, funds } from '#modules/funds';
import { openNeeds } from '#modules/needs';
import { places } from '#modules/places';
import { poll } from '#modules/votes';
import { allowed } from '#platform/permission';
import { subjectPerson } from '#platform/scope';
import { type Body, type Context, form, get, post, type Route, raw, type Shown } from '#platform/web';
import type { FieldOption, FormState } from '#ui/form';
import { deskRoot, spaceRoot } from '#ui/view';
import { editRound, openVoting, publishRound, withdrawRound, writeRound } from './commands.ts';
import { beginAcceptance, countRound, enactRound } from './commands-count.ts';
import { checkIdea, ideaFromNeed, mergeIdea, proposeIdea, withdrawIdea } from './commands-ideas.ts';
import { ProposePage, RoundPage, RoundsPage, type RoundView } from './pages.tsx';
import { IdeaPage, RoundDeskPage, RoundFormPage, RoundsDeskPage } from './pages-desk.tsx';
import { OwnRoundsPage } from './pages-mine.tsx';
import { ResultPage } from './pages-result.tsx';
import { permissions } from './permissions.ts';
import { countOfRound, ideas, round, rounds } from './queries.ts';
import { becameOf, ownRounds } from './queries-mine.ts';
import { settingsOf } from './rules.ts';
import type { Round } from './schema.ts';

const idIn = ({ params }: Context): string => params['id'] ?? '';
const withId = (context: Context, fields: Body) => ({ ...fields, id: idIn(context) });

/** Estates: finer than that nothing of a round is told. */
async function estates({ scope }: Context): Promise<FieldOption[]> {
  return (await places(scope))
    .filter((one) => one.kind === 'estate')
    .map((one) => ({ value: one.id, label: one.name }));
}

async function namesOfPlaces({ scope }: Context): Promise<Map<string, string>> {
  return new Map((await places(scope)).map((one) => [one.id, one.name]));
}

async function published(context: Context): Promise<Round | null> {
  const of = isId(idIn(context)) ? await round(context.scope, idIn(context)) : null;
  return of === null || of.number === null ? null : of;
}

async function viewOf(context: Context, of: Round): Promise<RoundView> {
  const { scope } = context;
  const from = await fund(scope, of.fundId);
  return {
    ...{ of, ideas: await ideas(scope, of.id), fundName: from?.name ?? '' },
    ...{ placeNames: await namesOfPlaces(context), own: subjectPerson(scope) },
  };
}

async function showRound(context: Context, state?: FormState): Promise<Shown> {
  const of = await published(context);
  if (of === null) return fail('budgeting.not_found');
  const shown = await viewOf(context, of);
  const became = await becameOf(context.scope, shown.ideas);
  return <RoundPage {...{ view: context.view, state, keyValue: context.key, became, ...shown }} />;
}

async function showResult(context: Context): Promise<Shown> {
  const of = await published(context);
  if (of === null) return fail('budgeting.not_found');
  const count = await countOfRound(context.scope, of.id);
  if (count === null) return fail('budgeting.not_counted');
  return <ResultPage {...{ view: context.view, count }} {...(await viewOf(context, of))} />;
}

async function showDesk(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const of = await round(scope, idIn(context));
  if (of === null) return fail('budgeting.not_found');
  const may = {
    write: allowed(scope, permissions.write).ok,
    check: allowed(scope, permissions.check).ok,
    lead: allowed(scope, permissions.lead).ok,
  };
  const needs = of.state === 'ideas' ? await openNeeds(scope, {}) : [];
  const options = needs.map((one) => ({ value: one.id, label: `${one.number ?? ''} ${one.title}` }));
  return <RoundDeskPage {...{ view, state, keyValue: key, may, needs: options }} {...(await viewOf(context, of))} />;
}

async function showForm(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key } = context;
  const of = isId(idIn(context)) ? await round(scope, idIn(context)) : null;
  if (idIn(context) !== '' && of === null) return fail('budgeting.not_found');
  if (of !== null && of.state !== 'draft') return fail('budgeting.state');
  const open = (await funds(scope)).filter((one) => one.state === 'open' && one.accountId !== null);
  const options = open.map((one) => ({ value: one.id, label: one.name }));
  return <RoundFormPage {...{ view, state, keyValue: key, of, funds: options, places: await estates(context) }} />;
}

async function showPropose(context: Context, state: FormState | undefined): Promise<Shown> {
  const of = await published(context);
  if (of === null) return fail('budgeting.not_found');
  if (of.state !== 'ideas') return fail('budgeting.ideas_over');
  return <ProposePage {...{ view: context.view, state, keyValue: context.key, of, places: await estates(context) }} />;
}

async function showIdea(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key, params } = context;
  const of = await round(scope, idIn(context));
  if (of === null) return fail('budgeting.not_found');
  const all = await ideas(scope, of.id);
  const idea = all.find((one) => one.id === params['idea']);
  if (idea === undefined) return fail('budgeting.idea_unknown');
  const others = all
    .filter((one) => one.id !== idea.id && (one.state === 'new' || one.state === 'feasible'))
    .map((one) => ({ value: one.id, label: one.title }));
  return <IdeaPage {...{ view, state, keyValue: key, of, idea, others }} />;
}

const withIdea = (context: Context, fields: Body) => ({ ...withId(context, fields), ideaId: context.params['idea'] });
const back = (word: string) => (context: Context) => `${deskRoot(context.view)}/rounds/${idIn(context)}?done=${word}`;
const lead = { show: showDesk, input: withId } as const;

const publicRoutes: readonly Route[] = [
  get('/s/:space/rounds', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => <RoundsPage view={view} all={await rounds(scope)} />,
  }),
  get('/s/:space/rounds/:id', { permission: permissions.look, cached: true, show: (context) => showRound(context) }),
  get('/s/:space/rounds/:id/result', { permission: permissions.look, cached: true, show: showResult }),
  raw('GET', '/s/:space/rounds/:id/count.json', {
    permission: permissions.look,
    respond: async (context) => {
      const of = await published(context);
      const count = of === null ? null : await countOfRound(context.scope, of.id);
      if (of === null || count === null) return fail('budgeting.not_counted');
      const vote = of.pollId === null ? null : await poll(context.scope, of.pollId);
      // The lot breaks ties; its hash stood in the log before the vote.
      const lot = { lot: vote?.lot ?? null, lotHash: vote?.lotHash ?? null };
      const facts = { round: of.number, file: of.fileHash, settings: settingsOf(of), ...lot, count };
      const text = JSON.stringify(facts, null, 1);
      return ok(new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8' } }));
    },
  }),
  get('/me/:space/rounds', {
    permission: permissions.propose,
    show: async ({ scope, view }) => (
      <OwnRoundsPage view={view} all={await ownRounds(scope, subjectPerson(scope) ?? '')} />
    ),
  }),
  form('/me/:space/rounds/:id/propose', {
    permission: permissions.propose,
    ...{ name: 'idea', command: proposeIdea, show: showPropose, input: withId },
    done: (context) => `${spaceRoot(context.view)}/rounds/${idIn(context)}?done=proposed`,
  }),
  post('/me/:space/rounds/:id/ideas/:idea/withdraw', {
    permission: permissions.propose,
    ...{ name: 'withdraw-idea', command: withdrawIdea, show: showRound, input: withIdea },
    done: (context) => `${spaceRoot(context.view)}/rounds/${idIn(context)}?done=enacted`,
  }),
];

const deskRoutes: readonly Route[] = [
  get('/desk/:space/rounds', {
    permission: permissions.desk,
    show: async ({ scope, view }) => (
      <RoundsDeskPage
        view={view}
        all={await rounds(scope, { drafts: true })}
        mayWrite={allowed(scope, permissions.write).ok}
      />
    ),
  }),
  form('/desk/:space/rounds/new', {
    permission: permissions.write,
    ...{ name: 'round', command: writeRound, show: showForm },
    done: ({ view }, { id }) => `${deskRoot(view)}/rounds/${id}?done=written`,
  }),
  form('/desk/:space/rounds/:id/edit', {
    permission: permissions.write,
    ...{ name: 'round', command: editRound, show: showForm, input: withId, done: back('written') },
  }),
  get('/desk/:space/rounds/:id', { permission: permissions.desk, show: (context) => showDesk(context) }),
  post('/desk/:space/rounds/:id/publish', {
    permission: permissions.lead,
    ...lead,
    name: 'publish',
    command: publishRound,
    done: back('published'),
  }),
  post('/desk/:space/rounds/:id/withdraw', {
    permission: permissions.lead,
    ...lead,
    name: 'withdraw',
    command: withdrawRound,
    done: back('withdrawn'),
  }),
  post('/desk/:space/rounds/:id/open-voting', {
    permission: permissions.lead,
    ...lead,
    name: 'open-voting',
    command: openVoting,
    done: back('voting'),
  }),
  post('/desk/:space/rounds/:id/count', {
    permission: permissions.lead,
    ...lead,
    name: 'count',
    command: countRound,
    done: back('counted'),
  }),
  post('/desk/:space/rounds/:id/accept', {
    permission: permissions.lead,
    ...lead,
    name: 'accept',
    command: beginAcceptance,
    done: back('deciding'),
  }),
  post('/desk/:space/rounds/:id/enact', {
    permission: permissions.lead,
    ...lead,
    name: 'enact',
    command: enactRound,
    done: back('enacted'),
  }),
  post('/desk/:space/rounds/:id/need', {
    permission: permissions.check,
    ...{ name: 'need', command: ideaFromNeed, show: showDesk, input: withId, done: back('idea') },
  }),
  form('/desk/:space/rounds/:id/ideas/:idea', {
    permission: permissions.check,
    ...{ name: 'check', command: checkIdea, show: showIdea, input: withIdea, done: back('checked') },
  }),
  post('/desk/:space/rounds/:id/ideas/:idea/merge', {
    permission: permissions.check,
    ...{ name: 'merge', command: mergeIdea, show: showIdea, input: withIdea, done: back('checked') },
  }),
];

/** Budgeting rounds in public, for oneself and at the desk. */
export const routes: readonly Route[] = [...publicRoutes, ...deskRoutes];
