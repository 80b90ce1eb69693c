import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { funds, openMainFund } from '#modules/funds';
import { isPublic, projectList, projectsById } from '#modules/projects';
import { allowed } from '#platform/permission';
import { type Scope, today } from '#platform/scope';
import { type Context, form, get, post, type Route, type Shown, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot, spaceRoot } from '#ui/view';
import { endAction, planAction } from './commands-gap.ts';
import { addTrust, addTrustReport, linkTrust } from './commands-trusts.ts';
import { TrustPage, TrustsPage, type TrustView } from './pages.tsx';
import { FiguresDeskPage, FiguresPage, type QuietFund } from './pages-figures.tsx';
import { TrustDeskPage, TrustFormPage } from './pages-trusts.tsx';
import { permissions } from './permissions.ts';
import { trust, trustProjects, trustReports, trusts, watches } from './queries.ts';
import { figuresOf, topGiver } from './queries-figures.ts';

async function quietFunds(scope: Scope): Promise<QuietFund[]> {
  const all = await funds(scope);
  return (await watches(scope)).flatMap((row) => {
    const one = all.find((each) => each.id === row.fundId && each.state === 'open');
    return one === undefined || row.state === 'active' ? [] : [{ fund: one, state: row.state, since: row.since }];
  });
}

async function showFigures({ scope, view }: Context): Promise<Shown> {
  const main = await openMainFund(scope);
  return <FiguresPage view={view} found={main === null ? null : await figuresOf(scope, main)} />;
}

async function showDeskFigures(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const main = await openMainFund(scope);
  const found = main === null ? null : await figuresOf(scope, main);
  return (
    <FiguresDeskPage
      {...{ view, state, keyValue: key, main, found }}
      top={main === null || found === null ? null : await topGiver(scope, main, found.since)}
      quiet={await quietFunds(scope)}
      mayPlan={allowed(scope, permissions.plan).ok}
    />
  );
}

async function trustView(scope: Scope, id: string): Promise<TrustView | null> {
  const found = isId(id) ? await trust(scope, id) : null;
  if (found === null) return null;
  const linked = await projectsById(scope, await trustProjects(scope, id));
  return {
    trust: found,
    reports: await trustReports(scope, id),
    projects: linked.filter((one) => isPublic(one)).map((one) => ({ id: one.id, title: one.title })),
  };
}

async function showTrust({ scope, view, params }: Context): Promise<Shown> {
  const found = await trustView(scope, params['id'] ?? '');
  return found === null ? fail('stewardship.trust_not_found') : <TrustPage view={view} found={found} />;
}

async function showDeskTrust(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key, params } = context;
  const found = await trustView(scope, params['id'] ?? '');
  if (found === null) return fail('stewardship.trust_not_found');
  const query = { q: '', filters: {}, sort: null, page: 1, size: 100 };
  const { rows } = await projectList(scope, query, 'public');
  return (
    <TrustDeskPage
      {...{ view, state, keyValue: key, found }}
      projects={rows.map((one) => ({ value: one.id, label: one.title }))}
      year={Number(today(scope).slice(0, 4)) - 1}
      mayWrite={allowed(scope, permissions.trust).ok}
    />
  );
}

const trustDone = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/trusts/${value.id}?done=${word}`;
const figuresDone = (word: string) => (context: Context) => `${deskRoot(context.view)}/figures?done=${word}`;
/** A report of many pages. */
const withReport = 9 * 1024 * 1024;

/** How the fund stands, and charitable trusts. */
export const figureRoutes: readonly Route[] = [
  get('/s/:space/figures', { permission: permissions.look, show: showFigures, cached: true }),
  get('/desk/:space/figures', { permission: permissions.desk, show: (context) => showDeskFigures(context) }),
  post('/desk/:space/figures/actions', {
    permission: permissions.plan,
    ...{ name: 'action', command: planAction, show: showDeskFigures, done: figuresDone('action_added') },
  }),
  post('/desk/:space/figures/end', {
    permission: permissions.plan,
    ...{ name: 'end', command: endAction, show: showDeskFigures, done: figuresDone('action_ended') },
  }),
  get('/s/:space/trusts', {
    permission: permissions.look,
    show: async ({ scope, view }) => (
      <TrustsPage view={view} all={await trusts(scope)} root={spaceRoot(view)} mayAdd={false} />
    ),
    cached: true,
  }),
  get('/s/:space/trusts/:id', { permission: permissions.look, show: showTrust, cached: true }),
  get('/desk/:space/trusts', {
    permission: permissions.desk,
    show: async ({ scope, view }) => (
      <TrustsPage
        view={view}
        all={await trusts(scope)}
        root={deskRoot(view)}
        area="desk"
        mayAdd={allowed(scope, permissions.trust).ok}
      />
    ),
  }),
  form('/desk/:space/trusts/new', {
    permission: permissions.trust,
    ...{ name: 'trust', command: addTrust, done: trustDone('trust_added') },
    show: ({ view, key }, state) => <TrustFormPage {...{ view, state, keyValue: key }} />,
  }),
  get('/desk/:space/trusts/:id', { permission: permissions.desk, show: (context) => showDeskTrust(context) }),
  post('/desk/:space/trusts/:id/report', {
    permission: permissions.trust,
    ...{ name: 'report', command: addTrustReport, show: showDeskTrust, input: withId, maxBytes: withReport },
    done: trustDone('report_added'),
  }),
  post('/desk/:space/trusts/:id/project', {
    permission: permissions.trust,
    ...{ name: 'link', command: linkTrust, show: showDeskTrust, input: withId, done: trustDone('linked') },
  }),
];
