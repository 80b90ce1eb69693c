import { fail } from '#kernel/result';
import { hasPlans } from '#modules/matching';
import { placeOptions } from '#modules/places';
import type { Scope } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { get, list, post, raw, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { noMore, stillNeeded } from './commands-asking.ts';
import { meToo, notMe } from './commands-voices.ts';
import { type ListedNeed, NeedPage, NeedsPage, needColumns, needFilters } from './pages.tsx';
import { permissions } from './permissions.ts';
import { needList } from './queries.ts';
import { classNames, classOptions } from './queries-more.ts';
import { alikeRoutes } from './routes-alike.tsx';
import { classRoutes } from './routes-classes.tsx';
import { deskRoutes } from './routes-desk.tsx';
import { figuresFile, showFigures } from './routes-figures.tsx';
import { listRoutes } from './routes-list.tsx';
import { done, needProps } from './routes-parts.tsx';

async function showNeed(context: Context, state?: FormState) {
  const found = await needProps(context, state, 'public');
  return found === null ? fail('needs.not_found') : <NeedPage {...found.props} />;
}

async function loadNeeds(context: Context, query: ListQuery, audience: 'public' | 'desk') {
  const { scope, view } = context;
  const found = await needList(scope, query, audience);
  const classes = await classNames(scope, view.lang);
  const rows = found.rows.map((row) => ({ ...row, className: classes.get(row.classCode) ?? '' }));
  const filters = needFilters(view, await classOptions(scope, view.lang), await estates(scope), audience === 'desk');
  return { rows, total: found.total, filters };
}

async function estates(scope: Scope) {
  return placeOptions(scope, ['estate']);
}

const filterKeys = ['state', 'class', 'urgency', 'estate', 'flag'];
const open = '/s/:space/needs';
const desk = '/desk/:space/needs';

const publicRoutes: Route[] = [
  list<ListedNeed>(open, {
    permission: permissions.look,
    name: 'needs',
    filters: filterKeys,
    columns: ({ view }) => needColumns(view),
    load: (context, query) => loadNeeds(context, query, 'public'),
    show: async ({ scope, view }, data) => (
      <NeedsPage view={view} data={data} desk={false} plans={await hasPlans(scope)} />
    ),
    cached: true,
  }),
  get(`${open}/figures`, { permission: permissions.look, show: showFigures(false), cached: true }),
  raw('GET', `${open}/figures/file`, { permission: permissions.look, respond: figuresFile(false) }),
  ...alikeRoutes,
  get(`${open}/:id`, { permission: permissions.look, show: (context) => showNeed(context) }),
  post(`${open}/:id/too`, {
    permission: permissions.voice,
    name: 'too',
    command: meToo,
    input: withId,
    show: showNeed,
    done: done('voiced', 's'),
  }),
  post(`${open}/:id/not-me`, {
    permission: permissions.voice,
    name: 'not-me',
    command: notMe,
    input: withId,
    show: showNeed,
    done: done('unvoiced', 's'),
  }),
  post(`${open}/:id/still`, {
    permission: permissions.voice,
    name: 'still',
    command: stillNeeded,
    input: withId,
    show: showNeed,
    done: done('confirmed', 's'),
  }),
  post(`${open}/:id/no-more`, {
    permission: permissions.voice,
    name: 'no-more',
    command: noMore,
    input: withId,
    show: showNeed,
    done: done('no_more', 's'),
  }),
];

/** All routes of the room. */
export const routes: Route[] = [
  ...publicRoutes,
  list<ListedNeed>(desk, {
    permission: permissions.read,
    name: 'needs',
    filters: filterKeys,
    columns: ({ view }) => needColumns(view),
    load: (context, query) => loadNeeds(context, query, 'desk'),
    show: async ({ scope, view }, data) => <NeedsPage view={view} data={data} desk plans={await hasPlans(scope)} />,
  }),
  get(`${desk}/figures`, { permission: permissions.read, show: showFigures(true) }),
  raw('GET', `${desk}/figures/file`, { permission: permissions.read, respond: figuresFile(true) }),
  ...classRoutes,
  ...listRoutes,
  ...deskRoutes,
];
