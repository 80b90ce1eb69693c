import { classNames } from '#modules/needs';
import { placeNames } from '#modules/places';
import type { Context, Route } from '#platform/web';
import { get } from '#platform/web';
import { ClassesPage, HotPage } from './pages-understand.tsx';
import { permissions } from './permissions.ts';
import { classVersions, hotMatters, liveAccuracy } from './queries-understand.ts';

async function showClasses({ scope, view }: Context) {
  const names = await classNames(scope, view.lang);
  return (
    <ClassesPage view={view} versions={await classVersions(scope)} live={await liveAccuracy(scope)} names={names} />
  );
}

async function showHot({ scope, view }: Context) {
  const hot = await hotMatters(scope);
  const places = await placeNames(
    scope,
    hot.map((one) => one.placeId),
  );
  return <HotPage view={view} hot={hot} places={places} />;
}

/** What was understood of residents' words: how well classes are told, and what many speak of. */
export const understandRoutes: Route[] = [
  get('/desk/:space/matters/classes', { permission: permissions.read, show: showClasses }),
  get('/desk/:space/matters/hot', { permission: permissions.read, show: showHot }),
];
