import { allowed } from '#platform/permission';
import type { Context, Route } from '#platform/web';
import { get, post, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { addItem, askWork, decideWork, endItem } from './commands-duties.ts';
import { DeskDutiesPage, DutiesPage } from './pages-duties.tsx';
import { permissions } from './permissions.ts';
import { dutyItems, handedWork } from './queries.ts';

async function showDuties(context: Context, state?: FormState) {
  const { scope, view } = context;
  return (
    <DeskDutiesPage
      view={view}
      keyValue={context.key}
      state={state}
      items={await dutyItems(scope)}
      work={await handedWork(scope)}
      mayDecide={allowed(scope, permissions.decide).ok}
    />
  );
}

const done =
  (word: string) =>
  ({ view }: Context) =>
    `${deskRoot(view)}/duties?done=${word}`;

/** The list of duties and work handed to the community. */
export const dutyRoutes: Route[] = [
  get('/s/:space/duties', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => (
      <DutiesPage view={view} items={await dutyItems(scope)} work={await handedWork(scope)} />
    ),
  }),
  get('/desk/:space/duties', { permission: permissions.duties, show: (context) => showDuties(context) }),
  post('/desk/:space/duties', {
    permission: permissions.decide,
    name: 'ask',
    command: askWork,
    show: showDuties,
    done: done('asked'),
  }),
  ...(['accept', 'refuse'] as const).map((answer) =>
    post(`/desk/:space/duties/:id/${answer}`, {
      permission: permissions.decide,
      name: answer,
      command: decideWork,
      input: (context, body) => ({ ...withId(context, body), answer }),
      show: showDuties,
      done: done('decided'),
    }),
  ),
  post('/desk/:space/duty-items', {
    permission: permissions.decide,
    name: 'item',
    command: addItem,
    show: showDuties,
    done: done('item'),
  }),
  post('/desk/:space/duty-items/:id/end', {
    permission: permissions.decide,
    name: 'end-item',
    command: endItem,
    input: withId,
    show: showDuties,
    done: done('ended'),
  }),
];
