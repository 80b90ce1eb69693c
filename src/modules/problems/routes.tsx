import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { need, needsById } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { allowed } from '#platform/permission';
import type { Body, Context, Route, Shown } from '#platform/web';
import { form, get, post } from '#platform/web';
import type { FormState } from '#ui/form';
import {
  addCause,
  dropCause,
  editProblem,
  endProblem,
  linkNeed,
  markCause,
  openProblem,
  unlinkNeed,
} from './commands.ts';
import { OffPage, ProblemFormPage, ProblemPage, ProblemsPage } from './pages.tsx';
import { permissions } from './permissions.ts';
import { causes, problem, problems } from './queries.ts';

async function showAll({ scope, view }: Context): Promise<Shown> {
  if (!(await parameter(scope, 'problems.on'))) return <OffPage view={view} />;
  const mayWrite = allowed(scope, permissions.keep).ok;
  return <ProblemsPage view={view} problems={await problems(scope)} mayWrite={mayWrite} />;
}

async function showOne(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, params } = context;
  const all = await problems(scope);
  const found = all.find((one) => one.id === params['id']);
  if (found === undefined) return fail('problems.not_found');
  const needs = await needsById(scope, found.needIds);
  return (
    <ProblemPage
      {...{ view, keyValue: context.key, state, problem: found }}
      causes={await causes(scope, [found.id])}
      needs={needs.map((one) => ({ id: one.id, number: one.number ?? '', title: one.title }))}
      open={all.filter((one) => one.state === 'open').length}
      mayWrite={allowed(scope, permissions.keep).ok}
    />
  );
}

async function showNew(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, url } = context;
  if (!(await parameter(scope, 'problems.on'))) return <OffPage view={view} />;
  const typed = state?.values['need'];
  const seen = await need(scope, url.searchParams.get('need') ?? (typeof typed === 'string' ? typed : ''));
  return (
    <ProblemFormPage
      {...{ view, keyValue: context.key, state, problem: null, need: seen }}
      action={`/desk/${context.params['space'] ?? ''}/problems/new${seen === null ? '' : `?need=${seen.id}`}`}
    />
  );
}

async function showEdit(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, params } = context;
  const found = await problem(scope, params['id'] ?? '');
  if (found === null) return fail('problems.not_found');
  return (
    <ProblemFormPage
      {...{ view, keyValue: context.key, state, problem: found, need: null }}
      action={`/desk/${params['space'] ?? ''}/problems/${found.id}/edit`}
    />
  );
}

function withId(context: Context, body: Body): Body {
  const { id = '' } = context.params;
  return { ...body, id: isId(id) ? id : '' };
}

function done(word: string) {
  return (context: Context, value: { readonly id: string }) =>
    `/desk/${context.params['space'] ?? ''}/problems/${value.id}?done=${word}`;
}

const root = '/desk/:space/problems';
const one = `${root}/:id`;
const keep = { permission: permissions.keep, input: withId, show: showOne };

/** Problems behind needs, in the order in which to take them up. */
export const routes: Route[] = [
  get(root, { permission: permissions.read, show: showAll }),
  form(`${root}/new`, {
    permission: permissions.keep,
    ...{ name: 'open', command: openProblem, show: showNew, done: done('opened') },
  }),
  get(one, { permission: permissions.read, show: (context) => showOne(context) }),
  form(`${one}/edit`, {
    permission: permissions.keep,
    ...{ name: 'edit', command: editProblem, input: withId, show: showEdit, done: done('edited') },
  }),
  post(`${one}/causes`, { ...keep, name: 'cause', command: addCause, done: done('cause') }),
  post(`${one}/causes/mark`, { ...keep, name: 'mark-cause', command: markCause, done: done('cause') }),
  post(`${one}/causes/drop`, { ...keep, name: 'drop-cause', command: dropCause, done: done('cause') }),
  post(`${one}/needs`, { ...keep, name: 'link', command: linkNeed, done: done('linked') }),
  post(`${one}/needs/unlink`, { ...keep, name: 'unlink', command: unlinkNeed, done: done('unlinked') }),
  post(`${one}/end`, { ...keep, name: 'end', command: endProblem, done: done('ended') }),
];
