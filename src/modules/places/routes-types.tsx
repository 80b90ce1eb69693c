import type { VNode } from 'preact';
import { promiseCounts } from '#modules/intake';
import { meetings } from '#modules/meetings';
import { metNeedIds } from '#modules/needs';
import { type Scope, today } from '#platform/scope';
import { type Context, form, post, type Route } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot } from '#ui/view';
import { addIndicator, chooseType, dropType } from './commands-types.ts';
import { DeskTypesPage, type OwnCounts } from './pages-types.tsx';
import { permissions } from './permissions.ts';
import { chosenTypes } from './queries-types.ts';

/** What the records here say of the kinds by themselves: promises kept, needs met, meetings held. */
export async function ownCounts(scope: Scope): Promise<OwnCounts> {
  const { kept, late, overdue, broken } = await promiseCounts(scope);
  const held = await meetings(scope, { states: ['closed'], limit: 1, offset: 0 });
  return {
    kept,
    promises: kept + late + overdue + broken,
    met: (await metNeedIds(scope)).length,
    meetings: held.total,
  };
}

async function showTypes({ scope, view, key }: Context, state?: FormState): Promise<VNode> {
  const [types, own] = [await chosenTypes(scope), await ownCounts(scope)];
  return <DeskTypesPage {...{ view, state, keyValue: key, types, own, today: today(scope) }} />;
}

const done = (word: string) => (context: Context) => `${deskRoot(context.view)}/about/types?done=${word}`;

/** What a community works to be, and how far it is (F180). */
export const typeRoutes: readonly Route[] = [
  form('/desk/:space/about/types', {
    permission: permissions.types,
    ...{ name: 'choose', command: chooseType, show: showTypes, done: done('type_chosen') },
  }),
  post('/desk/:space/about/types/figures', {
    permission: permissions.types,
    ...{ name: 'indicator', command: addIndicator, show: showTypes, done: done('indicator') },
  }),
  post('/desk/:space/about/types/:type/drop', {
    permission: permissions.types,
    input: ({ params }, body) => ({ ...body, type: params['type'] }),
    ...{ name: 'drop', command: dropType, show: showTypes, done: done('type_dropped') },
  }),
];
