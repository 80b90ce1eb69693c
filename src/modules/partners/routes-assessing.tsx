import { fail } from '#kernel/result';
import { bodies } from '#modules/bodies';
import { organisation } from '#modules/organisations';
import { today } from '#platform/scope';
import { type Context, form, get, list, type Route, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot } from '#ui/view';
import { assess } from './commands-assessing.ts';
import { AssessedPage } from './pages-assessed.tsx';
import { AssessmentsPage, AssessPage, assessedColumns, assessingWords } from './pages-assessing.tsx';
import { permissions } from './permissions.ts';
import { type AssessedRow, assessed, assessments } from './queries-assessing.ts';
import { assessedKinds, gapsOf, yearsOf } from './rules-assessing.ts';

async function load({ scope, view }: Context, query: ListQuery) {
  const w = assessingWords(view).list;
  const all = (await assessed(scope)).filter((row) => query.filters['state'] !== 'red' || row.gaps.length > 0);
  return {
    rows: all.slice((query.page - 1) * query.size, query.page * query.size),
    total: all.length,
    filters: [{ key: 'state', title: w.state, options: [{ value: 'red', label: w.red }] }],
  };
}

async function showAssess(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key, params } = context;
  const found = await organisation(scope, params['id'] ?? '');
  if (found === null || !assessedKinds.includes(found.kind)) return fail('partners.organisation_unknown');
  const active = await bodies(scope, { state: 'active' });
  return (
    <AssessPage
      {...{ view, state, keyValue: key, organisation: found, year: today(scope).slice(0, 4) }}
      bodies={active.map((one) => ({ value: one.id, label: one.name }))}
    />
  );
}

async function showYears({ scope, view, params }: Context): Promise<Shown> {
  const found = await organisation(scope, params['id'] ?? '');
  if (found === null || !assessedKinds.includes(found.kind)) return fail('partners.organisation_unknown');
  const cards = await assessments(scope, found.id);
  const years = yearsOf(cards, Number.parseInt(today(scope).slice(0, 4), 10));
  const gaps = gapsOf({ ...found, last: cards[0] ?? null }, today(scope), scope.timeZone);
  const bodyNames = new Map((await bodies(scope)).map((one) => [one.id, one.name]));
  return <AssessedPage {...{ view, organisation: found, years, gaps, bodyNames }} />;
}

/** What the community makes of its organisations every year. */
export const assessingRoutes: readonly Route[] = [
  list<AssessedRow>('/s/:space/assessments', {
    permission: permissions.look,
    ...{ name: 'assessments', filters: ['state'], load, cached: true },
    columns: ({ view }) => assessedColumns(view),
    show: ({ view }, data) => <AssessmentsPage view={view} data={data} />,
  }),
  get('/s/:space/assessments/:id', { permission: permissions.look, show: showYears, cached: true }),
  form('/desk/:space/organisations/:id/assess', {
    permission: permissions.assess,
    ...{ name: 'assess', command: assess, show: showAssess },
    input: ({ params }, fields) => ({ ...fields, organisationId: params['id'] }),
    done: ({ view }, { organisationId }) => `${deskRoot(view)}/organisations/${organisationId}?done=assessed`,
  }),
];
