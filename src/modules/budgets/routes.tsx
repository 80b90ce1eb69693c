import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { funds, openMainFund } from '#modules/funds';
import { allowed } from '#platform/permission';
import { today } from '#platform/scope';
import { type Body, type Context, form, get, post, type Route, type Shown, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { assignUse, editBudget, enactBudget, publishBudget, submitBudget, writeBudget } from './commands.ts';
import { BudgetPage, NoBudgetPage } from './pages.tsx';
import { BudgetDeskPage, BudgetFormPage, BudgetsDeskPage, rowsOf } from './pages-desk.tsx';
import { permissions } from './permissions.ts';
import { budget, budgets, budgetView } from './queries.ts';
import type { Budget } from './schema.ts';

function idIn(context: Context): string {
  const id = context.params['id'] ?? '';
  return isId(id) ? id : '';
}

const isPublic = (one: Budget) => one.state === 'published' || one.state === 'replaced';

async function showBudget(context: Context, found: Budget): Promise<Shown> {
  const { scope, view } = context;
  const others = (await budgets(scope, { fundId: found.fundId })).filter(
    (one) => one.state === 'published' && one.year !== found.year,
  );
  return <BudgetPage view={view} found={await budgetView(scope, found)} years={others} />;
}

/** The main fund's budget of a year: this one, unless the address says which. */
async function showYear(context: Context): Promise<Shown> {
  const { scope, view, url } = context;
  const asked = url.searchParams.get('year') ?? '';
  const year = /^\d{4}$/.test(asked) ? Number(asked) : Number(today(scope).slice(0, 4));
  const main = await openMainFund(scope);
  const all = main === null ? [] : await budgets(scope, { fundId: main.id });
  const found = all.find((one) => one.state === 'published' && one.year === year);
  return found === undefined ? <NoBudgetPage view={view} year={year} /> : showBudget(context, found);
}

async function showOne(context: Context): Promise<Shown> {
  const found = idIn(context) === '' ? null : await budget(context.scope, idIn(context));
  return found === null || !isPublic(found) ? fail('budgets.not_found') : showBudget(context, found);
}

async function showDesk(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const found = idIn(context) === '' ? null : await budget(scope, idIn(context));
  if (found === null) return fail('budgets.not_found');
  return (
    <BudgetDeskPage
      {...{ view, state, keyValue: key }}
      found={await budgetView(scope, found)}
      may={{ write: allowed(scope, permissions.write).ok, publish: allowed(scope, permissions.publish).ok }}
    />
  );
}

async function showForm(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key, url } = context;
  const draft = idIn(context) === '' ? null : await budget(scope, idIn(context));
  if (idIn(context) !== '' && draft === null) return fail('budgets.not_found');
  if (draft !== null && draft.state !== 'draft') return fail('budgets.not_draft');
  const asked = url.searchParams.get('amends') ?? '';
  const amends = isId(asked) ? await budget(scope, asked) : null;
  const open = (await funds(scope)).filter((one) => one.state === 'open' && one.kind !== 'purpose');
  return (
    <BudgetFormPage
      {...{ view, state, keyValue: key, draft, amends }}
      funds={open.map((one) => ({ value: one.id, label: one.name }))}
      year={Number(today(scope).slice(0, 4)) + (today(scope).slice(5, 7) > '09' ? 1 : 0)}
    />
  );
}

/** The rows of the form, each side by itself; a row without name and amount is none. */
function linesOf(fields: Body): unknown[] {
  return (['out', 'in'] as const).flatMap((side) =>
    Array.from({ length: rowsOf[side] }, (_, at) => {
      const part = (name: string) => fields[`${side}.${at}.${name}`];
      return { side, line: part('line'), title: part('title'), amount: part('amount'), note: part('note') };
    }).filter((row) => row.title !== undefined || row.amount !== undefined),
  );
}

const back = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/budgets/${value.id}?done=${word}`;

/** Budgets in public and at the desk. */
export const routes: readonly Route[] = [
  get('/s/:space/budget', { permission: permissions.look, show: showYear, cached: true }),
  get('/s/:space/budgets/:id', { permission: permissions.look, show: showOne, cached: true }),
  get('/desk/:space/budgets', {
    permission: permissions.desk,
    show: async ({ scope, view }) => (
      <BudgetsDeskPage
        view={view}
        all={await budgets(scope)}
        names={new Map((await funds(scope)).map((one) => [one.id, one.name]))}
        mayWrite={allowed(scope, permissions.write).ok}
      />
    ),
  }),
  form('/desk/:space/budgets/new', {
    permission: permissions.write,
    ...{ name: 'budget', command: writeBudget, show: showForm, done: back('written') },
    input: (_context, fields) => ({ ...fields, lines: linesOf(fields) }),
  }),
  form('/desk/:space/budgets/:id/edit', {
    permission: permissions.write,
    ...{ name: 'budget', command: editBudget, show: showForm, done: back('written') },
    input: (context, fields) => ({ ...fields, id: idIn(context), lines: linesOf(fields) }),
  }),
  get('/desk/:space/budgets/:id', { permission: permissions.desk, show: (context) => showDesk(context) }),
  post('/desk/:space/budgets/:id/submit', {
    permission: permissions.write,
    ...{ name: 'submit', command: submitBudget, show: showDesk, input: withId, done: back('submitted') },
  }),
  post('/desk/:space/budgets/:id/enact', {
    permission: permissions.enact,
    ...{ name: 'enact', command: enactBudget, show: showDesk, input: withId, done: back('enacted') },
  }),
  post('/desk/:space/budgets/:id/publish', {
    permission: permissions.publish,
    ...{ name: 'publish', command: publishBudget, show: showDesk, input: withId, done: back('published') },
  }),
  post('/desk/:space/budgets/:id/assign', {
    permission: permissions.write,
    ...{ name: 'assign', command: assignUse, show: showDesk, input: withId, done: back('assigned') },
  }),
];
