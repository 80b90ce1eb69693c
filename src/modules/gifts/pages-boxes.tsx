import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, type FieldOption, FieldRow, Form, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { type Choices, FundField, Sheet } from './pages-forms.tsx';
import { deskRoot, type FormView, publicRoot, wordsOf } from './pages-parts.tsx';
import { Problem } from './pages-records.tsx';
import type { BoxTakings } from './queries-boxes.ts';
import { boxKinds, type Gift } from './schema.ts';

/** Setting out a box or a stall. */
export function BoxFormPage(
  props: FormView & { readonly choices: Choices; readonly activities: readonly FieldOption[] },
): VNode {
  const { view, state, keyValue } = props;
  const words = wordsOf(view.lang);
  const w = words.form;
  const common = { view, state, form: 'box' };
  return (
    <Sheet view={view} title={w.boxTitle}>
      <Form {...{ view, state, keyValue, name: 'box', action: `${deskRoot(view)}/boxes/new`, submit: w.saveBox }}>
        <Field
          {...{ ...common, name: 'kind', type: 'choices', label: w.boxKind, required: true, value: 'box' }}
          options={boxKinds.map((value) => ({ value, label: words.boxKinds[value] }))}
        />
        <FieldRow>
          <Field {...common} name="number" label={w.boxNumber} required short />
          <Field {...common} name="placeText" label={w.boxPlace} required />
        </FieldRow>
        <FundField {...props} form="box" />
        <FieldRow>
          {props.activities.length > 0 && (
            <Field
              {...{ ...common, name: 'activityId', type: 'select', label: w.boxActivity }}
              options={props.activities}
              optional
            />
          )}
          <Field {...common} name="setOutOn" type="date" label={w.setOutOn} hint={w.receivedHint} optional />
        </FieldRow>
      </Form>
    </Sheet>
  );
}

/** A box or stall with everything that came out of it. */
export interface BoxView extends FormView {
  readonly box: BoxTakings;
  readonly fundName: string;
  readonly openings: readonly (Gift & { readonly first: string; readonly second: string })[];
}

function Openings(props: BoxView): VNode {
  const { view, openings } = props;
  const w = wordsOf(view.lang);
  return (
    <Block title={w.box.openings}>
      {openings.length === 0 ? (
        <p class="muted">{w.box.openingsNone}</p>
      ) : (
        <Lines
          items={openings.map((one) => ({
            key: one.id,
            what: <Name href={`${deskRoot(view)}/gifts/${one.id}`}>{formatDate(one.receivedOn, view.lang)}</Name>,
            note: one.state === 'counting' ? w.box.counting : w.desk.countedBy(one.first, one.second),
            // A first count stays unseen until the second one is made.
            value: one.state === 'counting' ? '—' : <Money fen={one.amount ?? 0n} tone="in" />,
          }))}
        />
      )}
    </Block>
  );
}

/** A box or stall at the desk: where it stands, what it brought, and opening it. */
export function BoxPage(props: BoxView): VNode {
  const { view, state, keyValue, box } = props;
  const w = wordsOf(view.lang);
  const path = `${deskRoot(view)}/boxes/${box.id}`;
  const common = { view, state, form: 'open' };
  const title = `${w.boxKinds[box.kind]} ${box.number}`;
  const facts = [
    { term: w.form.boxPlace, value: box.placeText },
    { term: w.gift.facts.to, value: props.fundName },
    { term: w.box.since, value: <Day view={view} date={box.setOutOn} /> },
    ...(box.takenInOn === null ? [] : [{ term: w.box.in, value: <Day view={view} date={box.takenInOn} /> }]),
    ...(box.activityId === null
      ? []
      : [
          {
            term: w.box.activity,
            value: <Name href={`${publicRoot(view)}/activities/${box.activityId}`}>{w.box.activity}</Name>,
          },
        ]),
  ];
  return (
    <Page view={view} title={title} area="desk" section="fund">
      <RecordHead
        kind={<ActLink href={`${deskRoot(view)}/boxes`}>{w.box.kind}</ActLink>}
        title={title}
        state={box.state === 'out' ? w.box.out : w.box.in}
        lede={<Money fen={box.brought} tone="in" />}
      />
      <Pair side={<Facts items={facts} />}>
        <Problem {...props} names={['in']} />
        {box.state === 'out' && (
          <Block title={w.box.open}>
            <p class="muted">{w.box.openNote}</p>
            <Form {...{ view, state, keyValue, name: 'open', action: `${path}/open`, submit: w.desk.act.open }}>
              <FieldRow>
                <Field {...common} name="amount" type="money" label={w.form.cashAmount} required />
                <Field
                  {...common}
                  name="receivedOn"
                  type="date"
                  label={w.form.receivedOn}
                  hint={w.form.receivedHint}
                  optional
                />
              </FieldRow>
            </Form>
          </Block>
        )}
        <Openings {...props} />
        {box.state === 'out' && (
          <ConfirmForm
            {...{ view, keyValue, name: 'in', kind: 'word', action: `${path}/in`, label: w.desk.act.takeIn }}
          />
        )}
      </Pair>
    </Page>
  );
}
