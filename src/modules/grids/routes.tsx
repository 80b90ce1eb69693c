import { fail } from '#kernel/result';
import type { Context, Route } from '#platform/web';
import { get } from '#platform/web';
import { ElementsPage, GridPage, GridsPage } from './pages.tsx';
import { permissions } from './permissions.ts';
import { entries, shapes } from './queries.ts';
import { gridRows, placeBodies, rowsWithin } from './routes-parts.ts';
import { middleOf, within } from './rules.ts';

/** A quarter of an hour, as the policy counts it (F089). */
const circle = 15;

async function showGrid({ scope, view, params }: Context) {
  const rows = await gridRows(scope);
  const row = rows.find((one) => one.id === params['id']);
  if (row === undefined) return fail('grids.place_unknown');
  const all = await shapes(scope);
  const shape = all.find((one) => one.placeId === row.id);
  return (
    <GridPage
      view={view}
      row={row}
      within={await rowsWithin(scope, rows, row.id)}
      bodies={await placeBodies(scope, view.lang, row.id)}
      shapes={all.filter((one) => one.placeId !== null)}
      near={shape === undefined ? null : within(await entries(scope), middleOf(shape.outline), circle)}
    />
  );
}

/** The net of grids and the map of the five elements, for everybody. */
export const routes: Route[] = [
  get('/s/:space/grids', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => (
      <GridsPage
        view={view}
        rows={await gridRows(scope)}
        shapes={(await shapes(scope)).filter((shape) => shape.placeId !== null)}
        entries={[]}
      />
    ),
  }),
  get('/s/:space/grids/:id', { permission: permissions.look, cached: true, show: showGrid }),
  get('/s/:space/map', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => {
      const all = await entries(scope);
      const drawn = (await shapes(scope)).filter((shape) => shape.placeId !== null);
      const near = drawn.map((shape) => ({ name: shape.name, near: within(all, middleOf(shape.outline), circle) }));
      return <ElementsPage view={view} entries={all} shapes={drawn} near={near} />;
    },
  }),
];
