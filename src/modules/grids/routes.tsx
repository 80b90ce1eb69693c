import { fail } from '#kernel/result';
import { needGroups, otherGroups, publicGroups } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { placePoints } from '#modules/places';
import type { Context, Route } from '#platform/web';
import { get } from '#platform/web';
import { GridPage, GridsPage } from './pages.tsx';
import { NeedsByEstatePage } from './pages-counts.tsx';
import { ElementsPage, NearPage } from './pages-near.tsx';
import { permissions } from './permissions.ts';
import { entries, shapes } from './queries.ts';
import { gridRows, placeBodies } from './routes-parts.ts';
import { startOf, within } from './rules.ts';

/** A quarter of an hour, as the policy counts it (F089). */
const circle = 15;

async function showGrid({ scope, view, params }: Context) {
  const rows = await gridRows(scope);
  const row = rows.find((one) => one.id === params['id']);
  if (row === undefined) return fail('grids.place_unknown');
  const all = await shapes(scope);
  const inside = rows.filter((one) => one.parentId === row.id);
  const drawn = (one: (typeof rows)[number]) => all.some((shape) => shape.placeId === one.id);
  const around = inside.some(drawn) ? [row, ...inside] : rows.filter((one) => one.level === row.level);
  const from = startOf(row.id, await placePoints(scope), all);
  return (
    <GridPage
      {...{ view, row, around, shapes: all, within: inside, tiles: scope.platform.tiles }}
      bodies={await placeBodies(scope, view.lang, row.id)}
      near={from === null ? null : within(await entries(scope), from, circle)}
    />
  );
}

async function showNear({ scope, view, url }: Context) {
  const [points, all] = [await placePoints(scope), await shapes(scope)];
  const starts = (await gridRows(scope)).flatMap((row) => {
    const at = startOf(row.id, points, all);
    return at === null ? [] : [{ value: row.id, label: row.name, at }];
  });
  const wanted = url.searchParams.get('from') ?? '';
  const from = starts.find((one) => one.value === wanted) ?? starts[0];
  const near = from === undefined ? null : within(await entries(scope), from.at, circle);
  return <NearPage {...{ view, near, places: starts, from: from?.value ?? '' }} />;
}

/** Needs by estate as everybody may see them: groups under the small cell stand together. */
async function showNeeds({ scope, view }: Context) {
  const least = await parameter(scope, 'publication.smallCell');
  const rows = (await gridRows(scope)).filter((row) => row.level === 'estate');
  const groups = publicGroups(await needGroups(scope, 'estate'), least);
  const told = new Map(groups.map((group) => [group.key, { count: group.count, more: group.met }]));
  const counts = new Map(rows.map((row) => [row.id, told.get(row.id) ?? null]));
  const others = groups.filter((group) => group.key === otherGroups || group.key === '');
  const rest = others.reduce((sum, one) => ({ count: sum.count + one.count, more: sum.more + one.met }), {
    count: 0,
    more: 0,
  });
  const { tiles } = scope.platform;
  return <NeedsByEstatePage {...{ view, rows, counts, rest, least, tiles, shapes: await shapes(scope) }} />;
}

/** The net of grids, what is near on foot, and the map of the five elements, for everybody. */
export const routes: Route[] = [
  get('/s/:space/grids', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => (
      <GridsPage view={view} rows={await gridRows(scope)} shapes={await shapes(scope)} tiles={scope.platform.tiles} />
    ),
  }),
  get('/s/:space/grids/:id', { permission: permissions.look, cached: true, show: showGrid }),
  get('/s/:space/near', { permission: permissions.look, cached: true, show: showNear }),
  get('/s/:space/map', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => (
      <ElementsPage
        view={view}
        entries={await entries(scope)}
        rows={(await gridRows(scope)).filter((row) => row.level === 'net')}
        shapes={await shapes(scope)}
        tiles={scope.platform.tiles}
      />
    ),
  }),
  get('/s/:space/map/needs', { permission: permissions.look, cached: true, show: showNeeds }),
];
