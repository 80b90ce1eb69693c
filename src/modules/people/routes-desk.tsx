import type { VNode } from 'preact';
import { fail, ok, type Result } from '#kernel/result';
import { pick } from '#kernel/words';
import { placeNames, placeOptions, places } from '#modules/places';
import { allowed } from '#platform/permission';
import type { Context, Route } from '#platform/web';
import { form, get, idIn, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import {
  addHousehold,
  correctHousehold,
  correctPerson,
  keepSensitive,
  openSensitive,
  registerPerson,
} from './commands.ts';
import { openAccount, resetSecond } from './commands-accounts.ts';
import { issueCard, openSheet, revokeCard } from './commands-cards.ts';
import { recordConsent } from './commands-consents.ts';
import { erasePerson } from './commands-erasure.ts';
import { endHelper } from './commands-helpers.ts';
import { endMandate } from './commands-mandates.ts';
import { nameHelperWho } from './commands-who.ts';
import { en } from './en.ts';
import { FactsPage, HouseholdsPage, householdColumns, PeoplePage, peopleColumns } from './pages-desk.tsx';
import { HouseholdPage } from './pages-household.tsx';
import { CardSheetPage } from './pages-mandates.tsx';
import { PersonPage } from './pages-person.tsx';
import * as may from './permissions.ts';
import { contactOf, household, person, personNames, sensitiveOf } from './queries.ts';
import {
  cardsOf,
  consentsOf,
  helpersOf,
  householdOptions,
  listHouseholds,
  listPersons,
  mandates,
} from './queries-lists.ts';
import { accountState } from './queries-own.ts';
import { printedCard } from './routes-cards.tsx';
import { zh } from './zh.ts';

function wordsOf(context: Context) {
  return pick(context.view.lang, { zh, en }).desk;
}

const slugOf = (context: Context): string => context.params['space'] ?? '';
const record = (context: Context, done: string): string =>
  `/desk/${slugOf(context)}/people/${idIn(context)}?done=${done}`;
/** Whoever registers without opening records, as a hub does, is led to the next person rather than to a refusal. */
const nextOne = (context: Context, done: string): string => `/desk/${slugOf(context)}/people/new?done=${done}`;
const withPerson = (context: Context, body: object) => ({ ...body, personId: idIn(context) });

async function placeFilter(context: Context) {
  const all = await places(context.scope);
  return {
    key: 'place',
    title: wordsOf(context).where,
    options: all.map((place) => ({ value: place.name, label: place.name })),
  };
}

async function options(context: Context) {
  return { places: await placeOptions(context.scope), households: await householdOptions(context.scope) };
}

async function newPage(context: Context, state?: FormState): Promise<VNode> {
  return (
    <FactsPage
      view={context.view}
      state={state}
      options={await options(context)}
      person={null}
      phone={null}
      keyValue={context.key}
    />
  );
}

/** The form starts with what is kept, the number too, so that saving it again loses nothing; that read is recorded. */
async function factsPage(context: Context, state?: FormState): Promise<Result<VNode>> {
  const found = await person(context.scope, idIn(context));
  if (found === null || found.spaceId !== context.scope.spaceId) return fail('people.not_found');
  if (found.erasedAt !== null) return fail('people.erased');
  const contact = await contactOf(context.scope, found.id);
  return ok(
    <FactsPage
      view={context.view}
      state={state}
      options={await options(context)}
      person={found}
      phone={contact?.phone ?? null}
      keyValue={context.key}
    />,
  );
}

async function personPage(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view } = context;
  const found = await person(scope, idIn(context));
  if (found === null || found.spaceId !== scope.spaceId) return fail('people.not_found');
  const permitted = (permission: (typeof may)[keyof typeof may]): boolean => allowed(scope, permission).ok;
  const can = {
    correct: permitted(may.mayCorrect),
    sensitive: permitted(may.maySeal),
    cards: permitted(may.mayIssueCard),
    admin: permitted(may.mayGrant),
    consent: permitted(may.mayCorrect),
  };
  const asked = context.url.searchParams.get('contact') === '1' && can.correct;
  const lives = found.householdId === null ? null : await household(scope, found.householdId);
  return ok(
    <PersonPage
      view={view}
      slug={slugOf(context)}
      keyValue={context.key}
      state={state}
      person={found}
      placeName={(await placeNames(scope, [found.placeId])).get(found.placeId ?? '') ?? null}
      household={lives}
      mandates={await mandates(scope, found.id)}
      consents={await consentsOf(scope, found.id)}
      cards={await cardsOf(scope, found.id)}
      helpers={await helpersOf(scope, found.id)}
      phone={asked ? ((await contactOf(scope, found.id))?.phone ?? null) : null}
      sensitive={can.sensitive ? await sensitiveOf(scope, found.id) : null}
      account={await accountState(scope, found.id)}
      can={can}
    />,
  );
}

async function sheetPage(context: Context): Promise<Result<VNode>> {
  const { scope, view, url } = context;
  const card = url.searchParams.get('card') ?? '';
  const code = openSheet(scope, card, url.searchParams.get('sheet') ?? '');
  const name = (await personNames(scope, [idIn(context)])).get(idIn(context));
  if (name === undefined) return fail('people.not_found');
  const back = `/desk/${slugOf(context)}/people/${idIn(context)}`;
  return ok(
    <CardSheetPage view={view} back={back} card={code === null ? null : printedCard(context, code, name.public)} />,
  );
}

async function householdPage(context: Context, state?: FormState): Promise<Result<VNode>> {
  const found = await household(context.scope, idIn(context));
  if (found === null) return fail('people.household_not_found');
  return ok(
    <HouseholdPage
      view={context.view}
      state={state}
      household={found}
      places={await placeOptions(context.scope)}
      keyValue={context.key}
    />,
  );
}

async function newHouseholdPage(context: Context, state?: FormState): Promise<VNode> {
  return (
    <HouseholdPage
      view={context.view}
      state={state}
      household={null}
      places={await placeOptions(context.scope)}
      keyValue={context.key}
    />
  );
}

const lists: Route[] = [
  list('/desk/:space/people', {
    permission: may.mayRead,
    name: 'people',
    columns: peopleColumns,
    filters: ['place', 'kind'],
    load: async (context, query) => {
      const w = wordsOf(context);
      const kinds = Object.entries(w.kinds).map(([value, label]) => ({ value, label }));
      const filters = [await placeFilter(context), { key: 'kind', title: w.kind, options: kinds }];
      return { ...(await listPersons(context.scope, query)), filters };
    },
    show: ({ view, scope }, data) => (
      <PeoplePage view={view} data={data} admin={allowed(scope, may.mayReadMandates).ok} />
    ),
  }),
  list('/desk/:space/households', {
    permission: may.mayRead,
    name: 'households',
    columns: householdColumns,
    filters: ['place'],
    load: async (context, query) => ({
      ...(await listHouseholds(context.scope, query)),
      filters: [await placeFilter(context)],
    }),
    show: ({ view }, data) => <HouseholdsPage view={view} data={data} />,
  }),
];

const households: Route[] = [
  form('/desk/:space/households/new', {
    permission: may.mayRegister,
    name: 'household',
    command: addHousehold,
    show: newHouseholdPage,
    done: (context, { id }) =>
      allowed(context.scope, may.mayCorrect).ok
        ? `/desk/${slugOf(context)}/households/${id}?done=household`
        : nextOne(context, 'household'),
  }),
  form('/desk/:space/households/:id', {
    permission: may.mayCorrect,
    name: 'household',
    command: correctHousehold,
    input: (context, body) => ({ ...body, householdId: idIn(context) }),
    show: householdPage,
    done: (context) => `/desk/${slugOf(context)}/households/${idIn(context)}?done=household`,
  }),
];

const records: Route[] = [
  form('/desk/:space/people/new', {
    permission: may.mayRegister,
    name: 'facts',
    command: registerPerson,
    show: newPage,
    done: (context, { id }) =>
      allowed(context.scope, may.mayRead).ok
        ? `/desk/${slugOf(context)}/people/${id}?done=registered`
        : nextOne(context, 'registered'),
  }),
  get('/desk/:space/people/:id', { permission: may.mayRead, show: (context) => personPage(context) }),
  form('/desk/:space/people/:id/facts', {
    permission: may.mayCorrect,
    name: 'facts',
    command: correctPerson,
    input: withPerson,
    show: factsPage,
    done: (context) => record(context, 'corrected'),
  }),
  post('/desk/:space/people/:id/open', {
    permission: may.mayOpen,
    name: 'open',
    command: openSensitive,
    input: withPerson,
    show: personPage,
    done: (context) => record(context, 'opened'),
  }),
  post('/desk/:space/people/:id/sensitive', {
    permission: may.maySeal,
    name: 'keep',
    command: keepSensitive,
    input: withPerson,
    show: personPage,
    done: (context) => record(context, 'kept'),
  }),
  post('/desk/:space/people/:id/consents', {
    permission: may.mayCorrect,
    name: 'consent',
    command: recordConsent,
    // Consent about one thing is asked for where that thing is; here it is general.
    input: (context, body) => ({ ...withPerson(context, body), aboutKind: undefined, aboutId: undefined }),
    show: personPage,
    done: (context) => record(context, 'consent'),
  }),
  post('/desk/:space/people/:id/mandates/end', {
    permission: may.mayGrant,
    name: 'mandate-end',
    command: endMandate,
    show: personPage,
    done: (context) => record(context, 'ended'),
  }),
  post('/desk/:space/people/:id/erase', {
    permission: may.mayEraseAtDesk,
    name: 'erase',
    command: erasePerson,
    input: withPerson,
    show: personPage,
    done: (context) => record(context, 'erased'),
  }),
];

const waysIn: Route[] = [
  form('/desk/:space/people/:id/card', {
    permission: may.mayIssueCard,
    name: 'issue',
    command: issueCard,
    input: withPerson,
    show: (context, state) => (state === undefined ? sheetPage(context) : personPage(context, state)),
    done: (context, card) =>
      `/desk/${slugOf(context)}/people/${idIn(context)}/card?card=${card.id}&sheet=${card.sheet}`,
  }),
  post('/desk/:space/people/:id/card/revoke', {
    permission: may.mayIssueCard,
    name: 'revoke',
    command: revokeCard,
    show: personPage,
    done: (context) => record(context, 'revoked'),
  }),
  post('/desk/:space/people/:id/helpers', {
    permission: may.mayCorrect,
    name: 'helper',
    command: nameHelperWho,
    input: withPerson,
    show: personPage,
    done: (context) => record(context, 'helper'),
  }),
  post('/desk/:space/people/:id/helpers/end', {
    permission: may.mayCorrect,
    name: 'helper-end',
    command: endHelper,
    show: personPage,
    done: (context) => record(context, 'helper_ended'),
  }),
  post('/desk/:space/people/:id/account', {
    permission: may.mayOpenAccount,
    name: 'account',
    command: openAccount,
    input: withPerson,
    show: personPage,
    done: (context) => record(context, 'account'),
  }),
  post('/desk/:space/people/:id/second', {
    permission: may.mayOpenAccount,
    name: 'second',
    command: resetSecond,
    input: withPerson,
    show: personPage,
    done: (context) => record(context, 'second_reset'),
  }),
];

/** People and households at the desk. */
export const deskRoutes: Route[] = [...lists, ...households, ...records, ...waysIn];
