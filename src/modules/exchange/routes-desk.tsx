import { fail, ok } from '#kernel/result';
import { classChoices, classNames } from '#modules/needs';
import { organisationOptions } from '#modules/organisations';
import { findPersons, personNames } from '#modules/people';
import { placeOptions } from '#modules/places';
import type { Scope } from '#platform/scope';
import { type Context, form, get, list, post, type Route, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { editPoint, openPoint, setPointState, takeIn } from './commands.ts';
import { DeskPointPage, DeskPointsPage, LogPage, NewPointPage } from './pages-desk.tsx';
import { intakeColumns, intakeFilters } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { donationPoint, donationPoints, type IntakeRow, intakeList } from './queries.ts';
import { pointViews } from './routes-parts.ts';

const root = ({ params }: Context) => `/desk/${params['space'] ?? ''}`;

const options = async (scope: Scope) => ({
  places: await placeOptions(scope, ['estate', 'building', 'site']),
  organisations: await organisationOptions(scope),
});

async function giverOf({ scope, url }: Context) {
  const query = (url.searchParams.get('q') ?? '').trim().slice(0, 100);
  const found = query === '' ? [] : await findPersons(scope, query);
  const id = url.searchParams.get('person') ?? '';
  const name = id === '' ? undefined : (await personNames(scope, [id])).get(id)?.inside;
  return {
    query,
    person: name === undefined ? null : { id, name },
    found: found.map((one) => ({
      id: one.id,
      name: one.name,
      note: one.where,
    })),
  };
}

async function showPoint(context: Context, state: FormState | undefined) {
  const { scope, view, params } = context;
  const found = await donationPoint(scope, params['id'] ?? '');
  const [point] = found === null ? [] : await pointViews(scope, [found]);
  if (point === undefined) return fail('exchange.not_found');
  return ok(
    <DeskPointPage
      view={view}
      state={state}
      keyValue={context.key}
      point={point}
      classes={(await classChoices(scope, view.lang)).filter((one) => one.value.startsWith('material'))}
      {...(await options(scope))}
      {...(await giverOf(context))}
    />,
  );
}

const classWords = new WeakMap<Context, ReadonlyMap<string, string>>();

/** The desk's pages of donation points; fixed words of an address come before ids. */
export const deskRoutes: Route[] = [
  get('/desk/:space/points', {
    permission: permissions.read,
    show: async ({ scope, view }) => <DeskPointsPage view={view} all={await donationPoints(scope, true)} />,
  }),
  form('/desk/:space/points/new', {
    permission: permissions.found,
    name: 'point',
    command: openPoint,
    show: async ({ scope, view, key }, state) => (
      <NewPointPage view={view} state={state} keyValue={key} {...(await options(scope))} />
    ),
    done: (context, value) => `${root(context)}/points/${value.id}?done=opened`,
  }),
  get('/desk/:space/points/:id', { permission: permissions.read, show: (context) => showPoint(context, undefined) }),
  list<IntakeRow>('/desk/:space/points/:id/log', {
    permission: permissions.read,
    name: 'intake',
    filters: ['state'],
    columns: (context) => intakeColumns(context.view, classWords.get(context) ?? new Map()),
    load: async (context, query) => {
      const { scope, view, params } = context;
      classWords.set(context, await classNames(scope, view.lang));
      return { ...(await intakeList(scope, params['id'] ?? '', query)), filters: intakeFilters(view) };
    },
    show: async ({ scope, view, params }, data) => {
      const found = await donationPoint(scope, params['id'] ?? '');
      const [point] = found === null ? [] : await pointViews(scope, [found]);
      return point === undefined ? fail('exchange.not_found') : ok(<LogPage view={view} point={point} data={data} />);
    },
  }),
  post('/desk/:space/points/:id/take', {
    permission: permissions.keep,
    name: 'take',
    command: takeIn,
    input: withId,
    show: showPoint,
    done: (context, value) => `${root(context)}/points/${value.id}?done=${value.taken ? 'taken' : 'sent_back'}`,
  }),
  post('/desk/:space/points/:id/edit', {
    permission: permissions.keep,
    name: 'edit',
    command: editPoint,
    input: withId,
    show: showPoint,
    done: (context, value) => `${root(context)}/points/${value.id}?done=edited`,
  }),
  post('/desk/:space/points/:id/state', {
    permission: permissions.keep,
    name: 'state',
    command: setPointState,
    input: withId,
    show: showPoint,
    done: (context, value) => `${root(context)}/points/${value.id}?done=state`,
  }),
];
