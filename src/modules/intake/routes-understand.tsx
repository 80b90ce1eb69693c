import { classNames } from '#modules/needs';
import { placeNames } from '#modules/places';
import type { Context, Route } from '#platform/web';
import { get, list } from '#platform/web';
import { HotPage, type HotRow, hotFileColumns, placeOf } from './pages-hot.tsx';
import { ClassesPage } from './pages-understand.tsx';
import { permissions } from './permissions.ts';
import { classVersions, hotMatters, liveAccuracy } from './queries-understand.ts';

async function showClasses({ scope, view }: Context) {
  const names = await classNames(scope, view.lang);
  return (
    <ClassesPage view={view} versions={await classVersions(scope)} live={await liveAccuracy(scope)} names={names} />
  );
}

async function hotOf({ scope }: Context) {
  const hot = await hotMatters(scope);
  const places = await placeNames(
    scope,
    hot.map((one) => one.placeId),
  );
  return { hot, places };
}

/** What was understood of residents' words: how well classes are told, and what many speak of. */
export const understandRoutes: Route[] = [
  get('/desk/:space/matters/classes', { permission: permissions.read, show: showClasses }),
  list<HotRow>('/desk/:space/matters/hot', {
    permission: permissions.read,
    name: 'hot',
    columns: ({ view }) => hotFileColumns(view),
    load: async (context) => {
      // The page looks for itself; rows are for the file.
      if (!context.url.searchParams.has('format')) return { rows: [], total: 0 };
      const { hot, places } = await hotOf(context);
      return { rows: hot.map((one) => ({ ...one, place: placeOf(one, places) })), total: hot.length };
    },
    show: async (context) => <HotPage view={context.view} {...(await hotOf(context))} />,
  }),
];
