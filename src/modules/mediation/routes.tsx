import { fail } from '#kernel/result';
import { matter, openMatter } from '#modules/intake';
import { findPersons, personNames } from '#modules/people';
import { holdersOf } from '#modules/tasks';
import { today } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { form, get, list, post, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { agree, endMediation, holdSession, lookAfter, openMediation, trust } from './commands.ts';
import {
  type ListedMediation,
  MediationPage,
  MediationsPage,
  mediationColumns,
  mediationFilters,
  OpenPage,
} from './pages.tsx';
import { permissions } from './permissions.ts';
import { mayOpen, mediation, mediationList, opened } from './queries.ts';

async function showOpen(context: Context, state?: FormState) {
  const { scope, view, url } = context;
  const find = url.searchParams.get('who') ?? '';
  const id = url.searchParams.get('matter') ?? '';
  const about = id === '' ? null : await openMatter(scope, id);
  const found = (await findPersons(scope, find)).map((one) => ({
    value: one.id,
    label: one.name,
    ...(one.placeName === null ? {} : { hint: one.placeName }),
  }));
  const held = await Promise.all(
    (['worker', 'grid_worker', 'admin', 'secretary', 'hub'] as const).map((role) =>
      holdersOf(scope, role, today(scope)),
    ),
  );
  const staff = [...new Set(held.flat())].filter((person) => !found.some((one) => one.value === person));
  const names = await personNames(scope, staff);
  return (
    <OpenPage
      view={view}
      keyValue={context.key}
      state={state}
      matter={about === null ? null : { id, number: about.number }}
      find={find}
      people={found}
      mediators={[...found, ...staff.map((person) => ({ value: person, label: names.get(person)?.inside ?? '' }))]}
    />
  );
}

async function showOne(context: Context, state?: FormState) {
  const { scope, view, params } = context;
  const found = await mediation(scope, params['id'] ?? '');
  if (found === null) return fail('mediation.not_found');
  const names = await personNames(scope, [found.mediatorId]);
  return (
    <MediationPage
      view={view}
      keyValue={context.key}
      state={state}
      mediation={found}
      opened={mayOpen(scope, found) ? await opened(scope, found.id) : null}
      mediator={names.get(found.mediatorId)?.inside ?? ''}
      matterNumber={found.matterId === null ? null : ((await matter(scope, found.matterId))?.number ?? null)}
    />
  );
}

const done =
  (word: string) =>
  ({ view }: Context, { id }: { readonly id: string }) =>
    `${deskRoot(view)}/mediations/${id}?done=${word}`;
const common = { input: withId, show: showOne };

/** All routes of mediation. */
export const routes: Route[] = [
  list<ListedMediation>('/desk/:space/mediations', {
    permission: permissions.read,
    name: 'mediations',
    filters: ['state', 'kind'],
    columns: ({ view }) => mediationColumns(view),
    load: async ({ scope, view }, query) => {
      const found = await mediationList(scope, query);
      const names = await personNames(
        scope,
        found.rows.map((row) => row.mediatorId),
      );
      const rows = found.rows.map((row) => ({ ...row, mediator: names.get(row.mediatorId)?.inside ?? '' }));
      return { rows, total: found.total, filters: mediationFilters(view) };
    },
    show: ({ view }, data) => <MediationsPage view={view} data={data} />,
  }),
  form('/desk/:space/mediations/new', {
    permission: permissions.keep,
    name: 'mediation',
    command: openMediation,
    show: showOpen,
    done: done('opened'),
  }),
  get('/desk/:space/mediations/:id', { permission: permissions.read, show: (context) => showOne(context) }),
  post('/desk/:space/mediations/:id/trust', {
    permission: permissions.keep,
    ...common,
    name: 'trust',
    command: trust,
    done: done('trusted'),
  }),
  post('/desk/:space/mediations/:id/session', {
    permission: permissions.keep,
    ...common,
    name: 'session',
    command: holdSession,
    done: done('held'),
  }),
  post('/desk/:space/mediations/:id/agree', {
    permission: permissions.keep,
    ...common,
    name: 'agree',
    command: agree,
    done: done('agreed'),
  }),
  post('/desk/:space/mediations/:id/end', {
    permission: permissions.keep,
    ...common,
    name: 'end',
    command: endMediation,
    done: done('ended'),
  }),
  post('/desk/:space/mediations/:id/look', {
    permission: permissions.keep,
    ...common,
    name: 'look',
    command: lookAfter,
    done: done('looked'),
  }),
];
