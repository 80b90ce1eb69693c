import type { VNode } from 'preact';
import { fail } from '#kernel/result';
import { seatsHeldBy } from '#modules/bodies';
import { actorFor, setUp } from '#modules/people';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import { makeScope, today } from '#platform/scope';
import type { Context, ListData, Route } from '#platform/web';
import { form, get, list, post, raw } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot } from '#ui/view';
import { addFigure, editSpace } from './commands.ts';
import { DesksPage, HomePage, SetUpPage, wordsOf } from './pages.tsx';
import { DeskAboutPage, type FigureRow, figureColumns } from './pages-about.tsx';
import { AboutPage } from './pages-profile.tsx';
import { permissions } from './permissions.ts';
import {
  figures,
  membershipsOf,
  noSpaceYet,
  ownSpace,
  places,
  publicSpaces,
  type SpaceLine,
  spacesById,
} from './queries.ts';
import { chosenTypes } from './queries-types.ts';
import { placeRoutes } from './routes-places.tsx';
import { ownCounts } from './routes-types.tsx';

/** The spaces in which a mandate or a seat opens the desk to this account. */
async function desksOf(scope: Scope): Promise<SpaceLine[]> {
  const accountId = scope.actor?.accountId ?? null;
  if (accountId === null) return [];
  const { platform } = scope;
  const open: string[] = [];
  for (const { spaceId, personId } of await membershipsOf(scope, accountId)) {
    const actor = await actorFor(platform, spaceId, personId, { accountId });
    const there = makeScope({ platform, spaceId, actor });
    if (actor.mandates.length > 0 || (await seatsHeldBy(there, personId)).length > 0) open.push(spaceId);
  }
  return spacesById(scope, open);
}

async function homePage({ scope, view }: Context): Promise<VNode> {
  const spaces = await publicSpaces(scope);
  const first = spaces.length === 0 && (await noSpaceYet(scope.platform));
  return <HomePage view={view} spaces={spaces} first={first} />;
}

const wholeRoutes: Route[] = [
  get('/', { permission: permissions.look, show: homePage, cached: true }),
  form('/setup', {
    permission: permissions.setUp,
    name: 'set-up',
    command: setUp,
    show: async ({ scope, view, key }, state) =>
      (await noSpaceYet(scope.platform)) ? (
        <SetUpPage view={view} state={state} keyValue={key} />
      ) : (
        fail('places.set_up_done')
      ),
    done: (_context, { slug }) => `/sign-in?back=${encodeURIComponent(`/desk/${slug}`)}`,
  }),
  raw('GET', '/desk', {
    permission: permissions.desks,
    respond: async ({ scope }) => {
      const desks = await desksOf(scope);
      const [only] = desks;
      const location = desks.length === 1 && only !== undefined ? `/desk/${only.slug}` : '/desks';
      return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
    },
  }),
  get('/desks', {
    permission: permissions.desks,
    show: async ({ scope, view }) => <DesksPage view={view} spaces={await desksOf(scope)} />,
  }),
];

async function loadFigures({ scope, view }: Context, query: ListQuery) {
  const latest = new Set((await figures(scope)).map((one) => one.id));
  const { state } = query.filters;
  const rows = (await figures(scope, true))
    .map((one) => ({ ...one, latest: latest.has(one.id) }))
    .filter((row) => state === undefined || row.latest === (state === 'latest'));
  const w = wordsOf(view).deskAbout;
  const options = (['latest', 'earlier'] as const).map((value) => ({ value, label: w[value] }));
  return {
    rows: rows.slice((query.page - 1) * query.size, query.page * query.size),
    total: rows.length,
    filters: [{ key: 'state', title: w.state, options }],
  };
}

async function deskAbout(context: Context, data: ListData<FigureRow>, state?: FormState): Promise<VNode> {
  const { scope, view, key } = context;
  const space = await ownSpace(scope);
  return <DeskAboutPage view={view} state={state} keyValue={key} data={data} space={space} today={today(scope)} />;
}

/** The page after a refusal: the list as it stands without any filter. */
async function againAbout(context: Context, state?: FormState): Promise<VNode> {
  const query: ListQuery = { q: '', filters: {}, sort: null, page: 1, size: 50 };
  const data = { columns: figureColumns(context), query, ...(await loadFigures(context, query)) };
  return deskAbout(context, data, state);
}

const aboutRoutes: Route[] = [
  get('/s/:space/about', {
    permission: permissions.look,
    show: async ({ scope, view }) => (
      <AboutPage
        view={view}
        figures={await figures(scope)}
        places={await places(scope)}
        types={await chosenTypes(scope)}
        own={await ownCounts(scope)}
        mayEdit={allowed(scope, permissions.profile).ok}
      />
    ),
    cached: true,
  }),
  list<FigureRow>('/desk/:space/about', {
    permission: permissions.profile,
    name: 'profile',
    columns: figureColumns,
    filters: ['state'],
    load: loadFigures,
    show: (context, data) => deskAbout(context, data),
  }),
  post('/desk/:space/about/figures', {
    permission: permissions.profile,
    name: 'figure',
    command: addFigure,
    show: againAbout,
    done: ({ view }) => `${deskRoot(view)}/about?done=figure`,
  }),
  post('/desk/:space/about/space', {
    permission: permissions.profile,
    name: 'space',
    command: editSpace,
    show: againAbout,
    done: ({ view }) => `${deskRoot(view)}/about?done=saved`,
  }),
];

/** The home of all spaces, the set-up page, the choice of desks, the profile and the tree of places. */
export const routes: Route[] = [...wholeRoutes, ...placeRoutes, ...aboutRoutes];
