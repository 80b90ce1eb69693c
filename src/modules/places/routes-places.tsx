import type { VNode } from 'preact';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import type { Body, Context, FormStep, Route } from '#platform/web';
import { form, list, post } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot } from '#ui/view';
import { addPlace, editPlace, retirePlace } from './commands.ts';
import { wordsOf } from './pages.tsx';
import { AskPlacePage, type PlaceStep, placeSteps } from './pages-ask.tsx';
import { PlaceFormPage, PlacesPage, placeColumns, type TreeRow } from './pages-desk.tsx';
import { permissions } from './permissions.ts';
import { places } from './queries.ts';
import { levelsOn } from './queries-levels.ts';
import { levelOf, pathOf, placeLevels, refuseType } from './rules.ts';
import { NewPlace } from './schema.ts';

/** The tree walked from the top, each place with the names above it. */
async function tree(scope: Scope): Promise<TreeRow[]> {
  const all = await places(scope);
  const rows = all.map((place) => ({ ...place, path: pathOf(all, place.id) }));
  return rows.sort((a, b) => a.path.join('\u0000').localeCompare(b.path.join('\u0000')));
}

async function loadTree({ scope, view }: Context, query: ListQuery) {
  const w = wordsOf(view);
  const { kind } = query.filters;
  const all = await places(scope);
  const find = query.q.toLowerCase();
  const rows = (await tree(scope)).filter(
    (row) =>
      (kind === undefined || row.kind === kind || levelOf(row, all) === kind) &&
      row.path.join(' ').toLowerCase().includes(find),
  );
  const options = placeLevels.map((value) => ({ value, label: w.levels[value] }));
  return {
    rows: rows.slice((query.page - 1) * query.size, query.page * query.size),
    total: rows.length,
    filters: [{ key: 'kind', title: w.places.kind, options }],
  };
}

async function parentOptions(scope: Scope, except = ''): Promise<{ value: string; label: string }[]> {
  return (await tree(scope))
    .filter((row) => row.id !== except)
    .map((row) => ({ value: row.id, label: row.path.join(' / ') }));
}

function typed(from: Readonly<Record<string, unknown>> | undefined, name: string): string {
  const value = from?.[name];
  return typeof value === 'string' ? value : '';
}

function isStep(value: string): value is PlaceStep {
  return placeSteps.some((step) => step === value);
}

/** What the level that was chosen is in the tree. */
function withKind(body: Body): Body {
  const level = typed(body, 'level');
  return level === 'net' || level === 'cell'
    ? { ...body, kind: 'grid' }
    : level === ''
      ? body
      : { ...body, kind: level };
}

/** Which question comes next; a form sent whole, without a step, is taken at once. */
function nextQuestion(_context: Context, body: Body): FormStep | null {
  const to = (step: PlaceStep, fault?: { code: string; field: string }): FormStep => ({
    values: { step },
    faults: fault === undefined ? [] : [fault],
  });
  const back = typed(body, 'back');
  if (isStep(back)) return to(back);
  const step = typed(body, 'step');
  if (!isStep(step)) return null;
  const level = typed(body, 'level');
  if (!placeLevels.some((one) => one === level)) return to('kind', { code: 'input.choose', field: 'level' });
  if (step === 'kind') return to('name');
  const name = NewPlace.shape.name.safeParse(body['name']);
  if (!name.success) return to('name', { code: name.error.issues[0]?.message ?? 'input.required', field: 'name' });
  if (level === 'cell' && typed(body, 'parentId') === '')
    return to('name', { code: 'input.choose', field: 'parentId' });
  if (step === 'name') return to('facts');
  const untyped = level === 'estate' ? refuseType('estate', typed(body, 'estateType') || undefined) : null;
  return untyped === null ? null : to('facts', { code: untyped, field: 'estateType' });
}

async function showAsk(context: Context, state?: FormState): Promise<VNode> {
  const { scope, view, key } = context;
  const on = await levelsOn(scope);
  const all = await tree(scope);
  const asked = typed(state?.values, 'step');
  const level = typed(state?.values, 'level');
  // A cell lies in a grid, a building in an estate, a grid or a cell; a site anywhere; an estate or a grid in an estate.
  const fits = (row: TreeRow): boolean => {
    const above = levelOf(row, all);
    if (level === 'cell') return above === 'net';
    return level === 'site' || (above !== 'building' && above !== 'site');
  };
  const parents = all.filter(fits).map((row) => ({ value: row.id, label: row.path.join(' / ') }));
  const step = isStep(asked) ? asked : 'kind';
  return <AskPlacePage {...{ view, state, keyValue: key, step, level, parents }} levels={[...on]} />;
}

async function showPlace(context: Context, state?: FormState): Promise<Result<VNode>> {
  const { scope, view, key, params } = context;
  const place = (await places(scope)).find((one) => one.id === params['id']);
  if (place === undefined) return fail('places.not_found');
  const parents = await parentOptions(scope, place.id);
  return ok(<PlaceFormPage view={view} state={state} keyValue={key} parents={parents} place={place} />);
}

/** The tree of places: the list, one place at a time, and putting them right. */
export const placeRoutes: Route[] = [
  list<TreeRow>('/desk/:space/places', {
    permission: permissions.desk,
    name: 'places',
    columns: placeColumns,
    filters: ['kind'],
    load: loadTree,
    show: ({ scope, view }, data) => <PlacesPage view={view} data={data} mayAdd={allowed(scope, permissions.add).ok} />,
  }),
  form('/desk/:space/places/new', {
    permission: permissions.add,
    name: 'place',
    command: addPlace,
    step: nextQuestion,
    input: (_context, body) => withKind(body),
    show: showAsk,
    done: ({ view }) => `${deskRoot(view)}/places?done=added`,
  }),
  form('/desk/:space/places/:id', {
    permission: permissions.add,
    name: 'place-edit',
    command: editPlace,
    input: ({ params }, body) => ({ ...body, placeId: params['id'] }),
    show: showPlace,
    done: ({ view }) => `${deskRoot(view)}/places?done=saved`,
  }),
  post('/desk/:space/places/:id/retire', {
    permission: permissions.add,
    name: 'retire',
    command: retirePlace,
    input: ({ params }, body) => ({ ...body, placeId: params['id'] }),
    show: showPlace,
    done: ({ view }) => `${deskRoot(view)}/places?done=retired`,
  }),
];
