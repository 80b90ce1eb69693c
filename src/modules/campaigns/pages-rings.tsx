import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { Bars } from '#ui/chart';
import { ActLink, Field, FieldRow, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { YearPlan } from './queries.ts';
import type { Way } from './schema.ts';

function Order(props: { readonly view: View; readonly order: YearPlan['orders'][number] }): VNode {
  const { view, order } = props;
  const w = wordsOf(view.lang).rings;
  return (
    <>
      <Bars
        view={view}
        tone="in"
        title={w.ways[order.way]}
        headless
        bars={order.rings.map((ring) => ({
          label: `${ring.ring}. ${w.names[order.way][ring.ring - 1] ?? ''}`,
          value: ring.result,
          text: `¥${formatFen(ring.result)}`,
          ...(ring.target === null ? { note: w.noTarget } : { of: ring.target, ofText: `¥${formatFen(ring.target)}` }),
        }))}
      />
      {order.note !== '' && <p class="muted">{order.note}</p>}
    </>
  );
}

/** Whom the year asks, in the three orders, with target and result per ring (F028); at the desk the targets are set here. */
export function RingsPage(props: {
  readonly view: View;
  readonly plan: YearPlan;
  readonly area: 'public' | 'desk';
  readonly keyValue?: string;
  readonly state?: FormState | undefined;
}): VNode {
  const { view, plan, area, state } = props;
  const w = wordsOf(view.lang).rings;
  const root = area === 'desk' ? deskRoot(view) : spaceRoot(view);
  const year = plan.year.toString();
  return (
    <Page view={view} title={w.title(year)} area={area} section="fund">
      <PageHead
        kind={<a href={`${root}/campaigns`}>{wordsOf(view.lang).list.title}</a>}
        title={w.title(year)}
        lede={w.lede}
      />
      {plan.orders.map((order) => (
        <Block key={order.way} title={w.ways[order.way]}>
          <Order view={view} order={order} />
          {area === 'desk' && <TargetForm {...{ view, state, year, order, keyValue: props.keyValue ?? '' }} />}
        </Block>
      ))}
      <p class="muted">{w.same}</p>
      <p class="bar">
        <ActLink href={`${root}/fundraising?year=${plan.year - 1}`}>{w.earlier}</ActLink>
        <ActLink href={`${root}/fundraising?year=${plan.year + 1}`}>{w.later}</ActLink>
      </p>
    </Page>
  );
}

function TargetForm(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly year: string;
  readonly order: YearPlan['orders'][number];
  readonly keyValue: string;
}): VNode {
  const { view, year, order, keyValue } = props;
  const w = wordsOf(view.lang).rings;
  const form = `targets-${order.way}`;
  // Three forms of one kind stand on the page: what was typed comes back only to the one that was sent.
  const sent: Way | string | undefined = firstOf(props.state?.values['way']);
  const state = sent === order.way && props.state !== undefined ? { ...props.state, form } : undefined;
  return (
    <details class="confirm" open={state !== undefined}>
      <summary class="act act-word">{w.targets}</summary>
      <Form
        {...{ view, state, keyValue, name: form, submit: w.save }}
        action={`${deskRoot(view)}/fundraising`}
        hidden={{ way: order.way, year }}
        quiet
      >
        <FieldRow>
          {order.rings.map((ring) => (
            <Field
              key={ring.ring}
              {...{ view, state, form, name: `ring${ring.ring}`, type: 'money' as const }}
              label={w.ring(w.names[order.way][ring.ring - 1] ?? '')}
              value={ring.target === null ? '' : formatFen(ring.target, { plain: true })}
              optional
            />
          ))}
        </FieldRow>
        <Field {...{ view, state, form, name: 'note', label: w.note, hint: w.kept, value: order.note }} optional />
      </Form>
    </details>
  );
}

function firstOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' || value === undefined ? value : value[0];
}
