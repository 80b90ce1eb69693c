import type { z } from 'zod';
import { fail, ok } from '#kernel/result';
import { need as needById } from '#modules/needs';
import { personNames } from '#modules/people';
import { decorate, resource as resourceById, resourcesOf } from '#modules/resources';
import type { Command } from '#platform/command';
import type { Scope } from '#platform/scope';
import { subjectPerson } from '#platform/scope';
import { type Context, get, list, post, type Route, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { accept, propose } from './commands.ts';
import { confirm, decline, failMatch, handAcross, handOver, withdraw } from './commands-delivery.ts';
import { noShow, rate, reschedule } from './commands-life.ts';
import { NeedMatchesPage, ResourceMatchesPage } from './pages.tsx';
import { MatchesPage, MatchPage, MyMatchesPage, matchColumns, matchFilters } from './pages-record.tsx';
import { permissions } from './permissions.ts';
import { firstNeeds, matchesForNeed, matchesForResource } from './queries.ts';
import {
  contactFor,
  type Proposal,
  proposal,
  proposalList,
  proposalsOf,
  proposalsOfPerson,
  sideNames,
  standing,
} from './queries-proposals.ts';
import { ratedResources, ratingsOf } from './queries-ratings.ts';

async function liveOf(scope: Scope, found: readonly Proposal[]) {
  const live = found.filter((one) => ['proposed', 'accepted', 'handed_over'].includes(one.state));
  return Promise.all(live.map(async (one) => ({ one, who: await standing(scope, one) })));
}

async function showNeed(context: Context, state: FormState | undefined) {
  const { scope, view } = context;
  const need = await needById(scope, context.params['id'] ?? '');
  if (need === null || need.number === null) return fail('matching.need_unknown');
  const answer = await matchesForNeed(scope, need);
  const rows = await decorate(
    scope,
    answer.ranked.map((fit) => fit.resource),
    'desk',
  );
  return ok(
    <NeedMatchesPage
      view={view}
      state={state}
      keyValue={context.key}
      need={need}
      answer={answer}
      owners={new Map(rows.map((row) => [row.id, row.owner]))}
      rated={
        await ratedResources(
          scope,
          rows.map((row) => row.id),
        )
      }
      current={await liveOf(scope, await proposalsOf(scope, { needId: need.id }))}
    />,
  );
}

async function showResource(context: Context, state: FormState | undefined) {
  const { scope, view } = context;
  const resource = await resourceById(scope, context.params['id'] ?? '');
  if (resource === null || resource.number === null) return fail('matching.resource_unknown');
  return ok(
    <ResourceMatchesPage
      view={view}
      state={state}
      keyValue={context.key}
      resource={resource}
      answer={await matchesForResource(scope, resource)}
      current={await liveOf(scope, await proposalsOf(scope, { resourceId: resource.id }))}
    />,
  );
}

async function showOne(context: Context, state: FormState | undefined) {
  const { scope, view } = context;
  const one = await proposal(scope, context.params['id'] ?? '');
  if (one === null) return fail('matching.not_found');
  const hands = [
    one.proposedBy,
    one.giverAcceptedBy,
    one.takerAcceptedBy,
    one.handedOverBy,
    one.confirmedBy,
    one.endedBy,
  ];
  const names = await personNames(
    scope,
    hands.filter((id) => id !== null),
  );
  return ok(
    <MatchPage
      view={view}
      state={state}
      keyValue={context.key}
      one={one}
      who={await standing(scope, one)}
      sides={(await sideNames(scope, [one], 'inside')).get(one.id) ?? { giver: '', taker: '' }}
      actors={new Map([...names].map(([id, name]) => [id, name.inside]))}
      rating={(await ratingsOf(scope, [one.id])).get(one.id) ?? null}
    />,
  );
}

/** How many of one's own things are looked at, so that a page stays quick. */
const ownThings = 5;

/** Needs that one's own things fit, each once. */
async function ownFits(scope: Scope, personId: string) {
  const things = (await resourcesOf(scope, { personId })).filter(
    (one) => one.state === 'open' || one.state === 'offered',
  );
  const found = new Map<string, { id: string; title: string; thing: string }>();
  for (const thing of things.slice(0, ownThings))
    for (const fit of await firstNeeds(scope, { ...thing, state: 'open' }))
      if (!found.has(fit.id)) found.set(fit.id, { ...fit, thing: thing.title });
  return [...found.values()];
}

async function showMine(context: Context, state: FormState | undefined) {
  const { scope, view } = context;
  const found = await proposalsOfPerson(scope, subjectPerson(scope) ?? '');
  const rated = await ratingsOf(
    scope,
    found.map((one) => one.id),
  );
  const matches = [];
  for (const one of found)
    matches.push({
      one,
      who: await standing(scope, one),
      contact: await contactFor(scope, one),
      rated: rated.has(one.id),
    });
  return ok(
    <MyMatchesPage
      {...{ view, state, matches }}
      keyValue={context.key}
      fits={await ownFits(scope, subjectPerson(scope) ?? '')}
    />,
  );
}

const record = (context: Context, id: string, done: string) =>
  `/desk/${context.params['space'] ?? ''}/matches/${id}?done=${done}`;
const mine = (context: Context, done: string) => `/me/${context.params['space'] ?? ''}/matches?done=${done}`;

const desk: Route[] = [
  list('/desk/:space/matches', {
    permission: permissions.read,
    name: 'matches',
    filters: ['state', 'wait'],
    columns: (context) => matchColumns(context.view),
    load: async ({ scope, view }, query) => ({ ...(await proposalList(scope, query)), filters: matchFilters(view) }),
    show: (context, data) => <MatchesPage view={context.view} data={data} />,
  }),
  get('/desk/:space/matches/:id', { permission: permissions.read, show: (context) => showOne(context, undefined) }),
  get('/desk/:space/needs/:id/matches', {
    permission: permissions.read,
    show: (context) => showNeed(context, undefined),
  }),
  get('/desk/:space/resources/:id/matches', {
    permission: permissions.read,
    show: (context) => showResource(context, undefined),
  }),
];

const pairing: Route[] = [
  post('/desk/:space/needs/:id/matches/propose', {
    permission: permissions.propose,
    name: 'propose',
    command: propose,
    show: showNeed,
    done: (context, value) => record(context, value.id, 'proposed'),
  }),
  post('/desk/:space/needs/:id/matches/across', {
    permission: permissions.propose,
    name: 'across',
    command: handAcross,
    show: showNeed,
    done: (context, value) => record(context, value.id, 'across'),
  }),
  post('/desk/:space/resources/:id/matches/propose', {
    permission: permissions.propose,
    name: 'propose',
    command: propose,
    show: showResource,
    done: (context, value) => record(context, value.id, 'proposed'),
  }),
  post('/desk/:space/resources/:id/matches/across', {
    permission: permissions.propose,
    name: 'across',
    command: handAcross,
    show: showResource,
    done: (context, value) => record(context, value.id, 'across'),
  }),
];

/** Every deed of a proposal's life, at the desk and on one's own page alike: its address and what is said after it. */
const deskDeeds: Route[] = [];
const own: Route[] = [
  get('/me/:space/matches', { permission: permissions.own, show: (context) => showMine(context, undefined) }),
];

function deed<S extends z.ZodType>(name: string, command: Command<S, { id: string }>, done: string): void {
  deskDeeds.push(
    post(`/desk/:space/matches/:id/${name}`, {
      ...{ permission: permissions.propose, name, command, input: withId, show: showOne },
      done: (context, value) => record(context, value.id, done),
    }),
  );
  own.push(
    post(`/me/:space/matches/:id/${name}`, {
      ...{ permission: permissions.own, name, command, input: withId, show: showMine },
      done: (context) => mine(context, done),
    }),
  );
}

deed('accept', accept, 'accepted');
deed('move', reschedule, 'moved');
deed('hand', handOver, 'handed');
deed('confirm', confirm, 'confirmed');
deed('decline', decline, 'declined');
deed('withdraw', withdraw, 'withdrawn');
deed('noshow', noShow, 'no_show');
deed('fail', failMatch, 'failed');
deed('rate', rate, 'rated');

export const routes: Route[] = [...desk, ...pairing, ...deskDeeds, ...own];
