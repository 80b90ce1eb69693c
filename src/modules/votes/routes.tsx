import { formatDate } from '#kernel/dates';
import { isId, readShortCode, shortCode } from '#kernel/ids';
import { fail, ok, type Result } from '#kernel/result';
import { personNames } from '#modules/people';
import { placeNames } from '#modules/places';
import type { Scope } from '#platform/scope';
import { subjectPerson } from '#platform/scope';
import { type Body, type Context, type FormStep, form, get, type Route, raw, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { meRoot } from '#ui/view';
import { castBallot, receiptLength } from './commands-cast.ts';
import { mayLook } from './commands-close.ts';
import { PollPage, ReceiptsPage, VotesPage } from './pages.tsx';
import { CastPage, NoBallotPage } from './pages-cast.tsx';
import { OwnVotesPage } from './pages-mine.tsx';
import { wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { ballotFile, isClockMoved, poll, polls, receiptsOf, turnout, voter } from './queries.ts';
import { ownPolls } from './queries-mine.ts';
import { deskRoutes } from './routes-desk.tsx';
import { ballotText, isOpen, readBallot, receiptHash } from './rules.ts';
import type { Mark, Poll } from './schema.ts';

async function announced(scope: Scope, id: string): Promise<Poll | null> {
  const of = isId(id) ? await poll(scope, id) : null;
  return of === null || of.number === null ? null : of;
}

async function showPoll({ scope, view, params }: Context): Promise<Shown> {
  const of = await announced(scope, params['id'] ?? '');
  if (of === null) return fail('votes.not_found');
  const own = await voter(scope, of.id, subjectPerson(scope) ?? '');
  const placeName = of.placeId === null ? '' : ((await placeNames(scope, [of.placeId])).get(of.placeId) ?? '');
  const shown = { turnout: await turnout(scope, of.id), moved: await isClockMoved(scope) };
  return <PollPage {...{ view, of, own, placeName, ...shown }} />;
}

async function showReceipts({ scope, view, params, url }: Context): Promise<Shown> {
  const of = await announced(scope, params['id'] ?? '');
  if (of === null) return fail('votes.not_found');
  const code = (url.searchParams.get('code') ?? '').slice(0, 40);
  const all = await receiptsOf(scope, of.id);
  const wanted = receiptHash(of.id, readShortCode(code));
  const found = code.trim() === '' ? null : all.some((one) => one.hash === wanted);
  return <ReceiptsPage {...{ view, of, code, found, count: all.length }} />;
}

/** A file of a vote that has been counted; asked for before the end it is refused, and that is recorded. */
async function fileOf(
  { scope, params }: Context,
  make: (of: Poll) => Promise<string>,
): Promise<Response | Result<Response>> {
  const of = await announced(scope, params['id'] ?? '');
  if (of === null) return fail('votes.not_found');
  const may = await mayLook(scope, of);
  if (!may.ok) return may;
  if (of.state !== 'counted') return fail('votes.not_counted');
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' };
  return ok(new Response(await make(of), { headers }));
}

/** What somebody chose on the form, in one line. */
function typedBallot(of: Poll, body: Body): string {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  if (typeof body['ballot'] === 'string') return body['ballot'];
  if (of.kind !== 'points' && of.kind !== 'ranks') {
    const chosen = body['o'];
    return Array.isArray(chosen) ? chosen.map(text).join(' ') : text(chosen);
  }
  const given = of.options
    .map((one) => [one.number, text(body[`o.${one.number}`]).normalize('NFKC').trim()] as const)
    .filter(([, value]) => value !== '' && value !== '0');
  if (of.kind === 'points') return given.map(([number, value]) => `${number}:${value}`).join(' ');
  const placed = given.toSorted(([, a], [, b]) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return placed.map(([number]) => `${number}`).join(' ');
}

/** Choosing, then looking once more with the receipt in sight, then casting; nothing is kept on the server between. */
async function nextStep({ scope, params }: Context, body: Body): Promise<FormStep | null> {
  const of = await announced(scope, params['id'] ?? '');
  if (of === null || body['step'] === 'cast') return null;
  const ballot = typedBallot(of, body);
  const receipt = typeof body['receipt'] === 'string' ? body['receipt'] : '';
  if (body['step'] === 'edit') return { values: { ballot, receipt, step: 'choose' }, faults: [] };
  const read = readBallot(of, ballot);
  if (!read.ok) return { values: { ballot, receipt, step: 'choose' }, faults: [read.fault] };
  if (read.value.length === 0)
    return { values: { ballot, receipt, step: 'choose' }, faults: [{ code: 'votes.nothing_chosen', field: 'o' }] };
  return { values: { ballot: ballotText(of.kind, read.value), receipt, step: 'review' }, faults: [] };
}

/** The marks in a line, leniently: what breaks a rule is shown as it was chosen. */
function marksIn(of: Poll, text: string): readonly Mark[] {
  const free = { ...of, most: null, points: null, budget: null };
  const read = readBallot(free, text);
  return read.ok ? read.value : [];
}

async function refusalPage(context: Context, of: Poll, forced: boolean): Promise<Shown | null> {
  const { scope, view, url } = context;
  const w = wordsOf(view);
  const own = await voter(scope, of.id, subjectPerson(scope) ?? '');
  const no = (why: Parameters<typeof NoBallotPage>[0]['why'], said: string) => (
    <NoBallotPage {...{ view, of, why, said }} />
  );
  if (own?.channel != null && own.votedOn !== null) {
    if (url.searchParams.get('done') === 'cast') return no('done', w.cast.doneLede);
    return no('alreadyTitle', w.page.voted(formatDate(own.votedOn, view.lang), w.channels[own.channel]));
  }
  if (forced) return null;
  if (!isOpen(of, scope.now()))
    return no('notNow', w.errors[scope.now() < of.opensAt ? 'votes.not_yet' : 'votes.over']);
  if (own === null || own.struckReason !== '') return no('notOnRoll', w.cast.notOnRollWhy);
  return own.paperOut === null ? null : no('paperOut', w.cast.paperOutWhy);
}

async function showBallot(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, params, url } = context;
  const of = await announced(scope, params['id'] ?? '');
  if (of === null) return fail('votes.not_found');
  const refused = await refusalPage(context, of, false);
  if (refused !== null) return refused;
  const value = (name: string): string => {
    const found = state?.values[name];
    return typeof found === 'string' ? found : '';
  };
  const other = scope.actor?.onBehalfOf?.personId ?? null;
  const helped = other === null ? null : ((await personNames(scope, [other])).get(other)?.inside ?? '');
  const text = value('ballot') === '' ? typedBallot(of, state?.values ?? {}) : value('ballot');
  const receipt = value('receipt') === '' ? shortCode(receiptLength) : value('receipt');
  const kiosk = url.searchParams.get('kiosk') === 'yes' || value('kiosk') === 'yes';
  const step = value('step') === 'review' || value('step') === 'cast' ? 'review' : 'choose';
  // Choosing again begins from what was chosen, not from the fields of a form that asked otherwise.
  const kept = value('step') === 'choose' && state !== undefined ? { ...state, values: fieldsOf(of, text) } : state;
  return <CastPage {...{ view, of, state: kept, marks: marksIn(of, text), receipt, step, kiosk, helped }} />;
}

function fieldsOf(of: Poll, text: string): Record<string, string | string[]> {
  const marks = marksIn(of, text);
  if (of.kind === 'points' || of.kind === 'ranks')
    return Object.fromEntries(marks.map(([number, value]) => [`o.${number}`, `${value}`]));
  return { o: marks.map(([number]) => `${number}`) };
}

/** Votes in public and one's own ballot. */
const publicRoutes: readonly Route[] = [
  get('/s/:space/votes', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => <VotesPage view={view} all={await polls(scope, { announced: true })} />,
  }),
  get('/s/:space/votes/:id', { permission: permissions.look, show: showPoll, cached: true }),
  get('/s/:space/votes/:id/receipts', { permission: permissions.look, show: showReceipts }),
  raw('GET', '/s/:space/votes/:id/receipts.txt', {
    permission: permissions.look,
    respond: (context) =>
      fileOf(context, async (of) => {
        const all = await receiptsOf(context.scope, of.id);
        return all.flatMap((one) => Array.from({ length: one.times }, () => `${one.hash}\n`)).join('');
      }),
  }),
  raw('GET', '/s/:space/votes/:id/ballots.pb', {
    permission: permissions.look,
    respond: (context) => fileOf(context, (of) => ballotFile(context.scope, of)),
  }),
  get('/me/:space/votes', {
    permission: permissions.cast,
    show: async ({ scope, view }) => (
      <OwnVotesPage view={view} all={await ownPolls(scope, subjectPerson(scope) ?? '')} />
    ),
  }),
  form('/me/:space/votes/:id', {
    permission: permissions.cast,
    ...{ name: 'ballot', command: castBallot, show: showBallot, step: nextStep },
    input: ({ params }, fields) => ({ ...fields, id: params['id'] }),
    done: ({ view, params }) => `${meRoot(view)}/votes/${params['id'] ?? ''}?done=cast`,
  }),
];

/** Everything of this room. */
export const routes: readonly Route[] = [...publicRoutes, ...deskRoutes];
