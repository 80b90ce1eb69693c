import type { VNode } from 'preact';
import { ActLink, Field, type FieldOption, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { CardSheet } from '#ui/print';
import { Empty, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';

/** A card as it is printed, the code in groups that one can read out. */
export interface PrintedCard {
  readonly code: string;
  readonly url: string;
  readonly label: string;
}

/** Whom to print cards for: a page of people who have none, those without a telephone first. */
export function CardsPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly places: readonly FieldOption[];
  readonly place: string;
  readonly people: readonly FieldOption[];
}): VNode {
  const { view, state, place, people } = props;
  const w = wordsOf(view).cards;
  const here = `${deskRoot(view)}/cards`;
  return (
    <Page view={view} title={w.title} area="desk" section="people">
      <PageHead
        title={w.title}
        lede={w.lede}
        acts={<ActLink href={`${deskRoot(view)}/households`}>{w.back}</ActLink>}
      />
      <Form view={view} name="where" method="get" action={here} submit={w.look} quiet>
        <Field
          view={view}
          form="where"
          name="place"
          label={w.place}
          type="select"
          options={props.places}
          value={place}
          optional
        />
      </Form>
      {people.length === 0 ? (
        <Empty title={w.none} acts={<ActLink href={here}>{w.all}</ActLink>} />
      ) : (
        <Form
          view={view}
          state={state}
          name="cards"
          action={place === '' ? here : `${here}?place=${encodeURIComponent(place)}`}
          submit={w.go}
          keyValue={props.keyValue}
        >
          <Field
            view={view}
            state={state}
            form="cards"
            name="person"
            type="checks"
            label={w.who}
            hint={w.whoHint}
            options={people}
            required
          />
        </Form>
      )}
    </Page>
  );
}

/** The sheet of cards just issued: the only time their codes are seen. */
export function CardsSheetPage(props: { readonly view: View; readonly cards: readonly PrintedCard[] | null }): VNode {
  const { view, cards } = props;
  const words = wordsOf(view);
  const w = words.cards;
  return (
    <Page view={view} title={w.sheetTitle} area="desk" section="people">
      <PageHead
        title={w.sheetTitle}
        lede={cards === null ? undefined : words.desk.sheetHint}
        acts={<ActLink href={`${deskRoot(view)}/cards`}>{w.more}</ActLink>}
      />
      {cards === null ? <Note tone="wait">{words.desk.sheetGone}</Note> : <CardSheet view={view} cards={cards} />}
    </Page>
  );
}
