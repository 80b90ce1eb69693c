import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { seatOf } from '#modules/bodies';
import { procedure } from '#modules/decisions';
import { type Fund, fund, funds, moneyHand } from '#modules/funds';
import { approvalsOf } from '#modules/ledger';
import { parameter } from '#modules/parameters';
import { allowed } from '#platform/permission';
import { actorId, type Scope } from '#platform/scope';
import { type Context, form, get, post, type Route, type Shown, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot, spaceRoot } from '#ui/view';
import { approveMove, carryMove, enactMove } from './commands-course.ts';
import {
  answerMoveObjection,
  objectToMove,
  proposeMove,
  putToVote,
  recordAnswer,
  stopMove,
  windUp,
} from './commands-moves.ts';
import { MovePage, MovesPage } from './pages.tsx';
import { EndFormPage, MoveDeskPage, MoveFormPage, MovesDeskPage } from './pages-desk.tsx';
import type { MoveView } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { answersOf, move, moves, objectionsOf } from './queries.ts';
import { figureRoutes } from './routes-figures.tsx';
import { giverRoutes } from './routes-giver.tsx';
import type { Move } from './schema.ts';

function idIn(context: Context): string {
  const id = context.params['id'] ?? '';
  return isId(id) ? id : '';
}

async function viewOf(scope: Scope, of: Move): Promise<MoveView> {
  return {
    move: of,
    from: await fund(scope, of.fundId),
    to: of.toFundId === null ? null : await fund(scope, of.toFundId),
    decision: of.procedureId === null ? null : await procedure(scope, of.procedureId),
    answers: await answersOf(scope, of),
    objections: await objectionsOf(scope, of.id),
    approvals: (await approvalsOf(scope, [of.id])).length,
  };
}

async function fundNames(scope: Scope): Promise<Map<string, string>> {
  return new Map((await funds(scope)).map((one) => [one.id, one.name]));
}

async function showPublic(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const found = idIn(context) === '' ? null : await move(scope, idIn(context));
  if (found === null) return fail('stewardship.not_found');
  return (
    <MovePage
      {...{ view, state, keyValue: key, found: await viewOf(scope, found) }}
      signedIn={allowed(scope, permissions.object).ok}
    />
  );
}

/** Open to the desk and to members of the fund's committee, who approve. */
async function showDesk(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const known = idIn(context) === '' ? null : await move(scope, idIn(context));
  if (known === null) return fail('stewardship.not_found');
  const found = await viewOf(scope, known);
  const body = found.from?.committeeBodyId ?? null;
  const seat = body !== null && (await seatOf(scope, body, actorId(scope)))?.votes === true;
  if (!seat && !allowed(scope, permissions.desk).ok) return fail('stewardship.not_allowed');
  const given = (await approvalsOf(scope, [known.id])).some((one) => one.personId === actorId(scope));
  const own = known.createdBy === actorId(scope);
  const money = allowed(scope, moneyHand).ok;
  return (
    <MoveDeskPage
      {...{ view, state, keyValue: key, found }}
      may={{
        propose: allowed(scope, permissions.propose).ok,
        ask: allowed(scope, permissions.ask).ok,
        answer: allowed(scope, permissions.answer).ok,
        judge: (seat || money) && !given && !own,
        carry: allowed(scope, permissions.carry).ok && !own,
      }}
    />
  );
}

const option = (one: Fund) => ({ value: one.id, label: one.name });

async function openFunds(scope: Scope): Promise<Fund[]> {
  return (await funds(scope)).filter((one) => one.state === 'open');
}

async function showMoveForm(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key } = context;
  const open = await openFunds(scope);
  // What was given for one purpose comes first; other money has a purpose too, though a wider one.
  const from = [...open].sort((a, b) => Number(b.kind === 'purpose') - Number(a.kind === 'purpose'));
  const days = await parameter(scope, 'donor.unreachableNoticeDays');
  return <MoveFormPage {...{ view, state, keyValue: key, days }} from={from.map(option)} to={open.map(option)} />;
}

async function showEndForm(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key } = context;
  const open = await openFunds(scope);
  const inner = [...open].sort((a, b) => Number(a.kind === 'main') - Number(b.kind === 'main'));
  return <EndFormPage {...{ view, state, keyValue: key }} from={inner.map(option)} to={open.map(option)} />;
}

const back = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/moves/${value.id}?done=${word}`;
const deed = { show: showDesk, input: withId } as const;
/** A photograph or PDF and the words beside it. */
const withPaper = 9 * 1024 * 1024;

const publicRoutes: readonly Route[] = [
  get('/s/:space/moves', {
    permission: permissions.look,
    show: async ({ scope, view }) => <MovesPage view={view} all={await moves(scope)} names={await fundNames(scope)} />,
    cached: true,
  }),
  get('/s/:space/moves/:id', { permission: permissions.look, show: (context) => showPublic(context) }),
  post('/s/:space/moves/:id/object', {
    permission: permissions.object,
    ...{ name: 'object', command: objectToMove, show: showPublic, input: withId },
    done: (context, value) => `${spaceRoot(context.view)}/moves/${value.id}?done=objected`,
  }),
];

const deskRoutes: readonly Route[] = [
  get('/desk/:space/moves', {
    permission: permissions.desk,
    show: async ({ scope, view }) => (
      <MovesDeskPage
        view={view}
        all={await moves(scope)}
        names={await fundNames(scope)}
        mayPropose={allowed(scope, permissions.propose).ok}
      />
    ),
  }),
  form('/desk/:space/moves/new', {
    permission: permissions.propose,
    ...{ name: 'move', command: proposeMove, show: showMoveForm, done: back('asked') },
  }),
  form('/desk/:space/moves/end', {
    permission: permissions.propose,
    ...{ name: 'end', command: windUp, show: showEndForm, done: back('ending') },
  }),
  get('/desk/:space/moves/:id', { permission: permissions.member, show: (context) => showDesk(context) }),
  post('/desk/:space/moves/:id/vote', {
    permission: permissions.propose,
    ...{ ...deed, name: 'vote', command: putToVote, done: back('voting') },
  }),
  post('/desk/:space/moves/:id/stop', {
    permission: permissions.propose,
    ...{ ...deed, name: 'stop', command: stopMove, done: back('stopped') },
  }),
  post('/desk/:space/moves/:id/answer', {
    permission: permissions.ask,
    ...{ ...deed, name: 'answer', command: recordAnswer, done: back('answered'), maxBytes: withPaper },
  }),
  post('/desk/:space/moves/:id/objection', {
    permission: permissions.answer,
    ...{ ...deed, name: 'objection', command: answerMoveObjection, done: back('answered') },
  }),
  post('/desk/:space/moves/:id/enact', {
    permission: permissions.enact,
    ...{ ...deed, name: 'enact', command: enactMove, done: back('enacted') },
  }),
  post('/desk/:space/moves/:id/approve', {
    permission: permissions.member,
    ...{ ...deed, name: 'approve', command: approveMove, done: back('approved') },
  }),
  post('/desk/:space/moves/:id/carry', {
    permission: permissions.carry,
    ...{ ...deed, name: 'carry', command: carryMove, done: back('carried') },
  }),
];

/** The life of funds in public and at the desk. */
export const routes: readonly Route[] = [...publicRoutes, ...giverRoutes, ...deskRoutes, ...figureRoutes];
