import { fail, ok } from '#kernel/result';
import { classNames } from '#modules/needs';
import { personNames } from '#modules/people';
import { allowed } from '#platform/permission';
import type { Context, Route } from '#platform/web';
import { get, list, post, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { sayWord } from './commands-escalations.ts';
import {
  EscalationPage,
  EscalationsPage,
  escalationColumns,
  escalationFilters,
  type ListedEscalation,
} from './pages-escalations.tsx';
import { permissions } from './permissions.ts';
import { escalation, escalationList } from './queries-escalations.ts';
import type { Escalation } from './schema-escalations.ts';

async function listed({ scope, view }: Context, rows: readonly Escalation[]): Promise<ListedEscalation[]> {
  const handlers = rows.map((row) => row.handlerId).filter((id) => id !== null);
  const [names, classes] = [await personNames(scope, handlers), await classNames(scope, view.lang)];
  return rows.map((row) => ({
    ...row,
    handler: names.get(row.handlerId ?? '')?.inside ?? '',
    className: classes.get(row.classCode ?? '') ?? '',
  }));
}

async function showOne(context: Context, state?: FormState) {
  const { scope, view, params } = context;
  const found = await escalation(scope, params['id'] ?? '');
  if (found === null) return fail('intake.escalation_unknown');
  const [row] = await listed(context, [found]);
  if (row === undefined) return fail('intake.escalation_unknown');
  const [mayRead, maySay] = [allowed(scope, permissions.read).ok, allowed(scope, permissions.oversee).ok];
  return ok(<EscalationPage {...{ view, state, row, mayRead, maySay }} keyValue={context.key} />);
}

/** What went up because it was late, for the office and for whoever oversees it from the street. */
export const escalationRoutes: Route[] = [
  list<ListedEscalation>('/desk/:space/escalations', {
    permission: permissions.raised,
    name: 'escalations',
    filters: ['state', 'level'],
    columns: ({ view }) => escalationColumns(view),
    load: async (context, query) => {
      const found = await escalationList(context.scope, query);
      return { rows: await listed(context, found.rows), total: found.total, filters: escalationFilters(context.view) };
    },
    show: ({ view }, data) => <EscalationsPage view={view} data={data} />,
  }),
  get('/desk/:space/escalations/:id', { permission: permissions.raised, show: (context) => showOne(context) }),
  post('/desk/:space/escalations/:id/word', {
    permission: permissions.oversee,
    name: 'word',
    command: sayWord,
    input: withId,
    show: showOne,
    done: ({ view }, { id }) => `${deskRoot(view)}/escalations/${id}?done=worded`,
  }),
];
