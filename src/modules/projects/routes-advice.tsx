import { fail, ok } from '#kernel/result';
import { organisationNames, organisationOptions } from '#modules/organisations';
import { findPersons } from '#modules/people';
import { openResources } from '#modules/resources';
import type { Context, Route } from '#platform/web';
import { form, list } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { fileAdvice } from './commands-advice.ts';
import { type AdviceChoices, AdviceFormPage, AdviceListPage, adviceColumns } from './pages-advice.tsx';
import { wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { project } from './queries.ts';
import { type Advice, adviceList } from './queries-advice.ts';
import { adviceOutcomes, largestReport } from './schema.ts';

async function choicesFor({ scope, url }: Context): Promise<AdviceChoices> {
  const q = url.searchParams.get('q') ?? '';
  const [offers, organisations, people] = await Promise.all([
    openResources(scope, { kinds: ['knowledge', 'technology', 'network'], limit: 200 }),
    organisationOptions(scope),
    findPersons(scope, q),
  ]);
  const owners = await organisationNames(
    scope,
    offers.map((one) => one.ownerOrganisationId),
  );
  return {
    offers: offers.map((one) => ({
      value: one.id,
      label: [one.title, owners.get(one.ownerOrganisationId ?? '')].filter((part) => part !== undefined).join(' · '),
    })),
    organisations,
    people: people.map((one) => ({
      value: one.id,
      label: [one.name, one.placeName].filter((part) => part !== null).join(' · '),
    })),
    q,
  };
}

async function showForm(context: Context, state: FormState | undefined) {
  const known = await project(context.scope, context.params['id'] ?? '');
  if (known === null) return fail('projects.not_found');
  const { view, key } = context;
  return ok(<AdviceFormPage {...{ view, state, project: known }} keyValue={key} choices={await choicesFor(context)} />);
}

/** What experts advised: filed at the desk, and all of it in one public list. */
export const adviceRoutes: Route[] = [
  list<Advice>('/s/:space/advice', {
    permission: permissions.look,
    name: 'advice',
    columns: ({ view }) => adviceColumns(view),
    filters: ['outcome'],
    load: async ({ scope, view }, query) => {
      const w = wordsOf(view).advice;
      const options: { value: string; label: string }[] = adviceOutcomes.map((value) => ({
        value,
        label: w.outcomes[value],
      }));
      const filters = [{ key: 'outcome', title: w.filter, options: [...options, { value: 'open', label: w.open }] }];
      return { ...(await adviceList(scope, query)), filters };
    },
    show: ({ view }, data) => <AdviceListPage view={view} data={data} />,
    cached: true,
  }),
  form('/desk/:space/projects/:id/advice', {
    permission: permissions.draft,
    name: 'advice',
    command: fileAdvice,
    input: ({ params }, fields) => ({ ...fields, id: params['id'] ?? '' }),
    show: showForm,
    done: ({ view, params }) => `${deskRoot(view)}/projects/${params['id'] ?? ''}?done=advised#advice`,
    maxBytes: largestReport,
  }),
];
