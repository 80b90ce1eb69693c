import { fail } from '#kernel/result';
import { organisationNames, organisationOptions } from '#modules/organisations';
import { findPersons, personNames } from '#modules/people';
import type { Scope } from '#platform/scope';
import { actorId } from '#platform/scope';
import { type Context, type Body as Fields, get, post, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { declareInterest, endInterest, interestDetails } from './commands-interests.ts';
import { endAbsence, nameSubstitute, tellAbsence } from './commands-seats.ts';
import { MySeatsPage, type SeatCard, SeatDeskPage } from './pages-seats.tsx';
import { permissions } from './permissions.ts';
import { bodies } from './queries.ts';
import { interestsOf } from './queries-interests.ts';
import { seat, seatsNamedFor } from './queries-seats.ts';
import type { Seat } from './schema.ts';
import type { Interest } from './schema-interests.ts';

const slugOf = (context: Context): string => encodeURIComponent(context.view.space?.slug ?? '');
const mine = (context: Context): string => `/me/${slugOf(context)}/seats`;

async function cardsOf(scope: Scope, seats: readonly Seat[]): Promise<SeatCard[]> {
  const [all, names] = await Promise.all([
    bodies(scope),
    personNames(
      scope,
      seats.flatMap((one) => [one.personId, one.substituteId ?? '']),
    ),
  ]);
  return seats.flatMap((one) => {
    const of = all.find((each) => each.id === one.bodyId);
    if (of === undefined) return [];
    const substitute = one.substituteId === null ? null : (names.get(one.substituteId)?.inside ?? '');
    const holder = names.get(one.personId)?.inside ?? '';
    return [{ seat: one, body: of, holder, substitute, own: one.personId === actorId(scope) }];
  });
}

const namedIn = (scope: Scope, interests: readonly Interest[]) =>
  organisationNames(
    scope,
    interests.map((one) => one.organisationId),
  );

async function showMine(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const [seats, interests] = await Promise.all([
    seatsNamedFor(scope, actorId(scope)),
    interestsOf(scope, actorId(scope)),
  ]);
  const [cards, organisations, named] = await Promise.all([
    cardsOf(scope, seats),
    organisationOptions(scope),
    namedIn(scope, interests),
  ]);
  return (
    <MySeatsPage {...{ view, state, keyValue: key, root: mine(context), cards, interests, organisations, named }} />
  );
}

const seatRoot = ({ view, params }: Context): string =>
  `${deskRoot(view)}/bodies/${params['id'] ?? ''}/seats/${params['seat'] ?? ''}`;

async function showSeat(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key, params, url } = context;
  const of = await seat(scope, params['seat'] ?? '');
  if (of === null || of.bodyId !== params['id']) return fail('bodies.seat_not_found');
  const text = (url.searchParams.get('q') ?? '').slice(0, 80);
  const [[card], found, interests, organisations] = await Promise.all([
    cardsOf(scope, [of]),
    findPersons(scope, text),
    interestsOf(scope, of.personId),
    organisationOptions(scope),
  ]);
  if (card === undefined) return fail('bodies.seat_not_found');
  const details = url.searchParams.get('details') === 'open' ? await interestDetails(scope, of.personId) : null;
  const options = found.map((one) => ({ value: one.id, label: one.name }));
  return (
    <SeatDeskPage
      {...{ view, state, keyValue: key, root: seatRoot(context), card, text, found: options, interests }}
      {...{ organisations, named: await namedIn(scope, interests), details }}
    />
  );
}

/** A button that clears sends no name; the form always does. */
const substituteInput = (_context: Context, { seatId, personId, name, clear }: Fields): unknown =>
  clear === 'yes' ? { seatId } : { seatId, personId, name: name ?? '' };

const atSeat = (context: Context, fields: Fields): unknown => ({ ...fields, seatId: context.params['seat'] });
const done = (word: string) => (context: Context) => `${mine(context)}?done=${word}`;
const doneAt = (word: string) => (context: Context) => `${seatRoot(context)}?done=${word}`;
const own = { show: showMine } as const;
const kept = { permission: permissions.seat, show: showSeat } as const;
const seatPath = '/desk/:space/bodies/:id/seats/:seat';

/** One's own seats, and a seat at the desk. */
export const seatRoutes: readonly Route[] = [
  get('/me/:space/seats', { permission: permissions.member, show: (context) => showMine(context) }),
  post('/me/:space/seats/substitute', {
    permission: permissions.member,
    ...{ ...own, name: 'substitute', command: nameSubstitute, input: substituteInput, done: done('substituted') },
  }),
  post('/me/:space/seats/away', {
    permission: permissions.member,
    ...{ ...own, name: 'away', command: tellAbsence, done: done('away') },
  }),
  post('/me/:space/seats/back', {
    permission: permissions.member,
    ...{ ...own, name: 'back', command: endAbsence, done: done('back') },
  }),
  post('/me/:space/seats/interests', {
    permission: permissions.member,
    ...{ ...own, name: 'declare', command: declareInterest, done: done('declared') },
  }),
  post('/me/:space/seats/interests/:interest/end', {
    permission: permissions.member,
    ...{ ...own, name: 'end-interest', command: endInterest, done: done('undeclared') },
    input: ({ params }) => ({ interestId: params['interest'] }),
  }),
  get(seatPath, { permission: permissions.seat, show: (context) => showSeat(context) }),
  post(`${seatPath}/substitute`, {
    ...{ ...kept, name: 'substitute', command: nameSubstitute, done: doneAt('substituted') },
    input: (context, fields) => substituteInput(context, { ...fields, seatId: context.params['seat'] }),
  }),
  post(`${seatPath}/away`, { ...kept, name: 'away', command: tellAbsence, input: atSeat, done: doneAt('away') }),
  post(`${seatPath}/back`, { ...kept, name: 'back', command: endAbsence, input: atSeat, done: doneAt('back') }),
  post(`${seatPath}/interests`, {
    ...{ ...kept, name: 'declare', command: declareInterest, done: doneAt('declared') },
    input: ({ params }, fields) => ({ ...fields, seatId: params['seat'] }),
  }),
  post(`${seatPath}/interests/:interest/end`, {
    ...{ ...kept, name: 'end-interest', command: endInterest, done: doneAt('undeclared') },
    input: ({ params }) => ({ interestId: params['interest'] }),
  }),
];
