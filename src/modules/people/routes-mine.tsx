import type { VNode } from 'preact';
import { fail, ok, type Result } from '#kernel/result';
import { invitationsFor } from '#modules/activities';
import { bodies, seatsHeldBy, seatsNamedFor } from '#modules/bodies';
import { awaited } from '#modules/decisions';
import { questionnairesWaiting } from '#modules/questionnaires';
import { auditRead } from '#modules/record';
import { pollsWaiting } from '#modules/votes';
import type { Scope } from '#platform/scope';
import { actorId, holds } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { form, get, post, raw } from '#platform/web';
import type { FormState } from '#ui/form';
import { showAs } from './commands.ts';
import { recordConsent } from './commands-consents.ts';
import { erasePerson } from './commands-erasure.ts';
import { endHelper } from './commands-helpers.ts';
import { actFor, stopActing } from './commands-self.ts';
import { nameHelperWho } from './commands-who.ts';
import { ActForPage, type Mine, MinePage } from './pages-mine.tsx';
import { mayConsent, mayErase, mayNameHelper, mayOwn } from './permissions.ts';
import { findPersons, ownPerson, person, personNames } from './queries.ts';
import { cardsOf, consentsOf, helpedBy, helpersOf, mandates } from './queries-lists.ts';
import { personalData } from './queries-own.ts';

const slugOf = (context: Context): string => context.params['space'] ?? '';
const mine = (context: Context, done: string): string => `/me/${slugOf(context)}${done === '' ? '' : `?done=${done}`}`;

async function actingName(context: Context): Promise<string | null> {
  const other = context.scope.actor?.onBehalfOf?.personId;
  if (other === undefined) return null;
  return (await personNames(context.scope, [other])).get(other)?.inside ?? null;
}

/** What waits for the reader and where they sit; for another one acts as helper: votes and questionnaires alone, of the other. */
async function ownPart(scope: Scope, personId: string): Promise<Pick<Mine, 'seats' | 'seated' | 'waits'>> {
  const asked = {
    votes: await pollsWaiting(scope, personId),
    questionnaires: await questionnairesWaiting(scope, personId),
  };
  if (personId !== actorId(scope))
    return { seats: [], seated: false, waits: { decisions: [], invitations: 0, ...asked } };
  const [held, namedFor, all, decisions, invited] = await Promise.all([
    seatsHeldBy(scope, personId),
    seatsNamedFor(scope, personId),
    bodies(scope),
    awaited(scope),
    invitationsFor(scope, personId),
  ]);
  const named = new Map(all.map((body) => [body.id, body]));
  const seats = held.flatMap((seat) => {
    const body = named.get(seat.bodyId);
    return body === undefined ? [] : [{ seat, body }];
  });
  return {
    seats,
    seated: namedFor.length > 0,
    waits: { decisions, invitations: invited.filter((one) => one.state === 'sent').length, ...asked },
  };
}

async function minePage(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view } = context;
  const own = await person(scope, ownPerson(scope));
  if (own === null) return fail('people.not_found');
  return ok(
    <MinePage
      view={view}
      slug={slugOf(context)}
      keyValue={context.key}
      state={state}
      person={own}
      mandates={await mandates(scope, own.id)}
      {...(await ownPart(scope, own.id))}
      consents={await consentsOf(scope, own.id)}
      helpers={await helpersOf(scope, own.id)}
      helping={await helpedBy(scope, own.id)}
      cards={await cardsOf(scope, own.id)}
      actingFor={await actingName(context)}
    />,
  );
}

async function actForPage(context: Context, state?: FormState): Promise<VNode> {
  const { scope, view } = context;
  const wanted = context.url.searchParams.get('q')?.trim().slice(0, 60) ?? '';
  const as = holds(scope, 'admin', 'worker', 'grid_worker') ? 'worker' : holds(scope, 'hub') ? 'hub' : null;
  return (
    <ActForPage
      view={view}
      slug={slugOf(context)}
      helped={await helpedBy(scope, scope.actor?.personId ?? '')}
      as={as}
      wanted={wanted}
      found={as === null ? [] : await findPersons(scope, wanted)}
      actingFor={await actingName(context)}
      state={state}
    />
  );
}

const withClient = (context: Context, body: object) => ({ ...body, client: context.client });

/** Consent about one thing is asked for where that thing is; here it is general, whatever a form says. */
const inGeneral = (_context: Context, body: object) => ({ ...body, aboutKind: undefined, aboutId: undefined });

/** One's own pages in one space. */
export const mineRoutes: Route[] = [
  get('/me/:space', { permission: mayOwn, show: (context) => minePage(context) }),
  post('/me/:space/consents', {
    permission: mayConsent,
    name: 'consent',
    command: recordConsent,
    input: inGeneral,
    show: minePage,
    done: (context) => mine(context, 'consent'),
  }),
  post('/me/:space/helpers', {
    permission: mayNameHelper,
    name: 'helper',
    command: nameHelperWho,
    show: minePage,
    done: (context) => mine(context, 'helper'),
  }),
  post('/me/:space/helpers/end', {
    permission: mayNameHelper,
    name: 'helper-end',
    command: endHelper,
    show: minePage,
    done: (context) => mine(context, 'helper_ended'),
  }),
  post('/me/:space/shown-as', {
    permission: mayOwn,
    name: 'shown',
    command: showAs,
    show: minePage,
    done: (context) => mine(context, 'shown_as'),
  }),
  post('/me/:space/erase', {
    permission: mayErase,
    name: 'erase',
    command: erasePerson,
    show: minePage,
    done: () => '/sign-in?done=erased',
  }),
  raw('GET', '/me/:space/data.json', {
    permission: mayOwn,
    respond: async ({ scope }) => {
      if (scope.actor?.onBehalfOf != null) return fail('people.acting');
      const data = await personalData(scope, ownPerson(scope));
      if (data === null) return fail('people.not_found');
      await auditRead(scope, { kind: 'person', id: ownPerson(scope), command: 'people.take_data' });
      return new Response(JSON.stringify(data, null, 2), {
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': 'attachment; filename="linli-my-data.json"',
          'cache-control': 'no-store',
        },
      });
    },
  }),
  form('/me/:space/act-for', {
    permission: mayOwn,
    name: 'act-for',
    command: actFor,
    input: withClient,
    show: actForPage,
    done: (context) => mine(context, 'acting'),
  }),
  post('/me/:space/stop-acting', {
    permission: mayOwn,
    name: 'stop-acting',
    command: stopActing,
    input: withClient,
    show: minePage,
    done: (context) => mine(context, 'stopped'),
  }),
];
