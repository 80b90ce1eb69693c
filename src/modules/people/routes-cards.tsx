import type { VNode } from 'preact';
import { placeOptions } from '#modules/places';
import type { Context, Route } from '#platform/web';
import { form } from '#platform/web';
import type { FormState } from '#ui/form';
import { issueCards, openCardsSheet } from './commands-cards.ts';
import { CardsPage, CardsSheetPage, type PrintedCard } from './pages-cards.tsx';
import { wordsOf } from './pages-parts.tsx';
import { mayIssueCard } from './permissions.ts';
import { personNames } from './queries.ts';
import { withoutCard } from './queries-cards.ts';

/** A code as it is printed and what its square leads to; whose it is says only the name shown in public. */
export function printedCard(context: Context, code: string, label: string): PrintedCard {
  const address = `${context.scope.platform.baseUrl}/sign-in/card?c=${code}`;
  return { code: code.match(/.{1,4}/g)?.join('-') ?? '', url: address, label };
}

async function sheetPage(context: Context, sealed: string): Promise<VNode> {
  const issued = openCardsSheet(context.scope, sealed);
  if (issued === null) return <CardsSheetPage view={context.view} cards={null} />;
  const names = await personNames(
    context.scope,
    issued.map((one) => one.personId),
  );
  const cards = issued.map((one) => printedCard(context, one.code, names.get(one.personId)?.public ?? ''));
  return <CardsSheetPage view={context.view} cards={cards} />;
}

async function cardsPage(context: Context, state?: FormState): Promise<VNode> {
  const { scope, view, url, key } = context;
  const sealed = url.searchParams.get('sheet');
  if (sealed !== null && state === undefined) return sheetPage(context, sealed);
  const w = wordsOf(view).cards;
  const place = url.searchParams.get('place') ?? '';
  const people = await withoutCard(scope, place);
  return (
    <CardsPage
      view={view}
      state={state}
      keyValue={key}
      places={await placeOptions(scope)}
      place={place}
      people={people.map((one) => ({
        value: one.id,
        label: one.name,
        hint: [one.placeName, one.householdName, one.hasPhone ? '' : w.noPhone]
          .filter((part) => part !== '')
          .join(' · '),
      }))}
    />
  );
}

/** Cards for a whole stairwell at once, ten to an A4 sheet. */
export const cardRoutes: Route[] = [
  form('/desk/:space/cards', {
    permission: mayIssueCard,
    name: 'cards',
    command: issueCards,
    show: cardsPage,
    done: ({ params }, { sheet }) => `/desk/${params['space'] ?? ''}/cards?sheet=${sheet}`,
  }),
];
