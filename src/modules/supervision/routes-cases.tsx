import { fail } from '#kernel/result';
import { parameter } from '#modules/parameters';
import { personNames } from '#modules/people';
import { oneOf } from '#platform/asked';
import { allowed } from '#platform/permission';
import { actorId, type Scope } from '#platform/scope';
import { type Context, form, get, idIn, list, post, type Route, type Shown, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import type { ListQuery } from '#ui/list';
import { deskRoot } from '#ui/view';
import { askCase, endCase, grantCase, openCase, refuseCase } from './commands-cases.ts';
import { wordsOf } from './pages.tsx';
import { AskCasePage, CasePage, type CaseRow, CasesPage, CaseWordsPage, caseColumns } from './pages-cases.tsx';
import { permissions } from './permissions.ts';
import { caseRequest, caseRequests, isOpenNow, openingsOf, watches } from './queries-cases.ts';
import { type CaseRequest, caseStates } from './schema-cases.ts';

async function rowsOf(scope: Scope, all: readonly CaseRequest[]): Promise<CaseRow[]> {
  const names = await personNames(
    scope,
    all.flatMap((one) => [one.personId, one.decidedBy ?? '']),
  );
  return all.map((one) => ({
    one,
    asker: names.get(one.personId)?.inside ?? '',
    decider: names.get(one.decidedBy ?? '')?.inside ?? '',
  }));
}

/** Those who decide see every request, those who watch their own; nobody else comes in. */
async function whose(scope: Scope): Promise<'all' | 'own' | null> {
  if (allowed(scope, permissions.decide).ok) return 'all';
  return (await watches(scope)) ? 'own' : null;
}

async function load({ scope, view }: Context, query: ListQuery) {
  const words = wordsOf(view);
  const part = await whose(scope);
  const state = oneOf(caseStates, query.filters['state']);
  const all =
    part === null
      ? []
      : await caseRequests(scope, {
          ...(part === 'own' ? { personId: actorId(scope) } : {}),
          ...(state === undefined ? {} : { state }),
        });
  const page = all.slice((query.page - 1) * query.size, query.page * query.size);
  const options = caseStates.map((value) => ({ value, label: words.caseStates[value] }));
  return {
    rows: await rowsOf(scope, page),
    total: all.length,
    filters: [{ key: 'state', title: words.cases.state, options }],
  };
}

async function showOne(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const one = await caseRequest(scope, idIn(context));
  const part = await whose(scope);
  // A refused form of somebody without a place here is answered as if there were nothing.
  if (part === null && state === undefined) return fail('access.not_allowed');
  if (one === null || part === null) return fail('supervision.case_not_found');
  if (part === 'own' && one.personId !== actorId(scope)) return fail('supervision.not_your_case');
  const [row] = await rowsOf(scope, [one]);
  if (row === undefined) return fail('supervision.case_not_found');
  const own = one.personId === actorId(scope);
  const decides = allowed(scope, permissions.decide).ok;
  return (
    <CasePage
      {...{ view, row, state, keyValue: key, openings: await openingsOf(scope, one.id) }}
      most={await parameter(scope, 'supervision.caseDays')}
      rights={{
        decide: decides && !own && one.state === 'asked',
        open: own && isOpenNow(scope, one),
        end: (own || decides) && one.state === 'granted',
      }}
    />
  );
}

async function showWords(context: Context): Promise<Shown> {
  const opened = await openCase(context.scope, { id: idIn(context) });
  if (!opened.ok) return opened;
  const one = await caseRequest(context.scope, opened.value.id);
  return one === null ? (
    fail('supervision.case_not_found')
  ) : (
    <CaseWordsPage view={context.view} one={one} text={opened.value.words} />
  );
}

const back = (word: string) => (context: Context) => `${deskRoot(context.view)}/cases/${idIn(context)}?done=${word}`;
const path = (word: string) => `/desk/:space/cases/:id/${word}`;

/** Sensitive files, case by case: asked for with a reason, granted for some days, each opening written down. */
export const caseRoutes: readonly Route[] = [
  list<CaseRow>('/desk/:space/cases', {
    permission: permissions.give,
    ...{ name: 'cases', filters: ['state'], load },
    columns: ({ view }) => caseColumns(view),
    show: async ({ scope, view }, data) =>
      (await whose(scope)) === null ? (
        fail('access.not_allowed')
      ) : (
        <CasesPage view={view} data={data} watches={await watches(scope)} />
      ),
  }),
  form('/desk/:space/cases/new', {
    permission: permissions.give,
    ...{ name: 'case', command: askCase },
    show: async ({ scope, view, key }, state) => (
      <AskCasePage {...{ view, state, keyValue: key, watches: await watches(scope) }} />
    ),
    done: ({ view }, { id }) => `${deskRoot(view)}/cases/${id}?done=case_asked`,
  }),
  get('/desk/:space/cases/:id', { permission: permissions.give, show: (context) => showOne(context) }),
  get(path('words'), { permission: permissions.give, show: showWords }),
  post(path('grant'), {
    permission: permissions.decide,
    ...{ name: 'grant', command: grantCase, input: withId, show: showOne, done: back('granted') },
  }),
  post(path('refuse'), {
    permission: permissions.decide,
    ...{ name: 'refuse', command: refuseCase, input: withId, show: showOne, done: back('refused') },
  }),
  post(path('end'), {
    permission: permissions.give,
    ...{ name: 'end-case', command: endCase, input: withId, show: showOne, done: back('case_ended') },
  }),
];
