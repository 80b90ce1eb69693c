import type { VNode } from 'preact';
import { fraction } from '#kernel/fraction';
import { Field, type FieldOption, FieldRow, Fold, Form } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { DeskLinks, dayName, type FormView, kindName, wordsOf } from './pages-parts.tsx';
import type { DeskPosting } from './queries-fees.ts';
import { chartKeys, percentText } from './rules.ts';
import type { Agreement, ChartKey } from './schema.ts';

/** What the page of agreements shows. */
export interface FeesView extends FormView {
  readonly agreements: readonly Agreement[];
  readonly postings: readonly DeskPosting[];
  readonly funds: readonly FieldOption[];
  /** Who reads: what one wrote oneself is confirmed by another. */
  readonly reader: string;
  readonly mayAgree: boolean;
  readonly mayReverse: boolean;
}

function stateOf(view: View, one: Agreement): string {
  const w = wordsOf(view.lang).fees;
  if (one.endedReason !== null) return w.ended(one.endedReason);
  return one.confirmedBy === null ? w.waiting : w.inForce;
}

function Agreements(props: FeesView): VNode {
  const { view, agreements, keyValue } = props;
  const w = wordsOf(view.lang).fees;
  const name = new Map(props.funds.map((one) => [one.value, one.label]));
  if (agreements.length === 0) return <p class="muted">{w.none}</p>;
  return (
    <Lines
      items={agreements.map((one) => {
        const act = `${deskRoot(view)}/fees/${one.id}`;
        const key = `${keyValue}-${one.id.slice(-6)}`;
        const terms = [
          w.share(percentText(fraction(one.over, one.under))),
          one.charges ? w.charges : w.noCharges,
          w.from(dayName(view.lang, one.startsOn), one.endsOn === null ? '' : dayName(view.lang, one.endsOn)),
        ];
        return {
          key: one.id,
          what: `${name.get(one.fundId) ?? ''} · ${one.number}`,
          note: terms.join(' · '),
          value: stateOf(view, one),
          ...(one.endedReason !== null || !props.mayAgree
            ? {}
            : {
                acts: (
                  <>
                    {one.confirmedBy === null && one.writtenBy !== props.reader && (
                      <Act
                        {...{ view, keyValue: key, name: 'confirmAgreement', label: w.confirm }}
                        action={`${act}/confirm`}
                      />
                    )}
                    <Act
                      {...{
                        view,
                        keyValue: key,
                        name: 'endAgreement',
                        label: w.end,
                        action: `${act}/end`,
                        kind: 'word',
                      }}
                      reason={{ label: w.endWhy, required: true }}
                    />
                  </>
                ),
              }),
        };
      })}
    />
  );
}

function Booked(props: FeesView): VNode {
  const { view, postings, keyValue } = props;
  const w = wordsOf(view.lang).fees;
  const name = new Map(props.funds.map((one) => [one.value, one.label]));
  if (postings.length === 0) return <p class="muted">{w.noneBooked}</p>;
  return (
    <Lines
      items={postings.map((one) => ({
        key: one.id,
        what: [kindName(view.lang, `reconciliation.${one.kind}`), name.get(one.fundId ?? '') ?? '']
          .filter((part) => part !== '')
          .join(' · '),
        note: one.reversedReason === null ? dayName(view.lang, one.day) : w.reversed(one.reversedReason),
        value: <Money fen={one.amount} tone={one.kind === 'interest' ? 'in' : 'out'} />,
        ...(one.reversedReason !== null || !props.mayReverse
          ? {}
          : {
              acts: (
                <Act
                  {...{
                    view,
                    keyValue: `${keyValue}-${one.id.slice(-6)}`,
                    name: 'reverse',
                    label: w.reverse,
                    kind: 'word',
                  }}
                  action={`${deskRoot(view)}/fees/${one.id}/reverse`}
                  reason={{ label: w.reverseWhy, required: true }}
                />
              ),
            }),
      }))}
    />
  );
}

/** What the host may take by agreement, and what was taken. */
export function FeesPage(props: FeesView): VNode {
  const { view, state, keyValue } = props;
  const w = wordsOf(view.lang).fees;
  const common = { view, state, form: 'agree' };
  return (
    <Page view={view} title={w.title} area="desk" section="fund">
      <PageHead title={w.title} lede={w.lede} />
      <Refused state={state} except={['agree']} />
      <Agreements {...props} />
      <Block title={w.booked}>
        <Booked {...props} />
      </Block>
      {props.mayAgree && props.funds.length > 0 && (
        <Block title={w.newTitle}>
          <Form {...{ view, state, keyValue, name: 'agree', action: `${deskRoot(view)}/fees`, submit: w.write }}>
            <FieldRow>
              <Field {...{ ...common, name: 'fundId', type: 'select', label: w.fund, options: props.funds }} required />
              <Field {...common} name="number" label={w.number} required />
              <Field {...common} name="percent" label={w.percent} hint={w.percentHint} required short unit="%" />
            </FieldRow>
            <FieldRow>
              <Field {...common} name="startsOn" type="date" label={w.startsOn} required />
              <Field {...common} name="endsOn" type="date" label={w.endsOn} optional />
            </FieldRow>
            <Field {...common} name="charges" type="check" label={w.chargesTick} />
          </Form>
        </Block>
      )}
      <DeskLinks view={view} here="/fees" />
    </Page>
  );
}

/** What the page of the chart shows. */
export interface ChartView extends FormView {
  readonly chart: ReadonlyMap<ChartKey, { readonly code: string; readonly title: string }>;
  readonly mayChange: boolean;
}

/** Another account for one kind of entry, folded until somebody wants it. */
function ChartForm(props: ChartView & { readonly of: ChartKey }): VNode {
  const { view, state, keyValue, chart, of } = props;
  const w = wordsOf(view.lang).chart;
  const form = `chart-${of}`;
  const common = { view, state, form };
  const line = chart.get(of);
  return (
    <Fold title={w.change} state={state} fields={[]} open={state?.form === form}>
      <Form
        {...{ view, state, name: form, action: `${deskRoot(view)}/chart/${of}`, submit: w.save }}
        keyValue={`${keyValue}-${of}`}
        quiet
      >
        <FieldRow>
          <Field {...common} name="code" label={w.code} value={line?.code} required short />
          <Field {...common} name="title" label={w.name} value={line?.title || w.titles[of]} required />
        </FieldRow>
      </Form>
    </Fold>
  );
}

/** To which of the charity's accounts each kind of entry goes. */
export function ChartPage(props: ChartView): VNode {
  const { view, chart } = props;
  const w = wordsOf(view.lang).chart;
  return (
    <Page view={view} title={w.title} area="desk" section="fund">
      <PageHead title={w.title} lede={w.lede} />
      <Lines
        items={chartKeys.map((key) => ({
          key,
          what: w.keys[key],
          value: `${chart.get(key)?.code ?? ''} ${chart.get(key)?.title || w.titles[key]}`,
          ...(props.mayChange ? { acts: <ChartForm {...props} of={key} /> } : {}),
        }))}
      />
      <DeskLinks view={view} here="/chart" />
    </Page>
  );
}
