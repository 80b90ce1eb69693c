import type { VNode } from 'preact';
import type { ListData } from '#platform/web';
import { Field, FieldRow, Form, Name } from '#ui/form';
import { List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Lines } from '#ui/record';
import { deskRoot } from '#ui/view';
import { DeskLinks, type FormView, wordsOf } from './pages-parts.tsx';
import type { Elsewhere, Hosted } from './queries-hosted.ts';

/** What the page of hosted funds shows. */
export interface HostedView extends FormView {
  readonly data: ListData<Hosted>;
  readonly elsewhere: readonly Elsewhere[];
  readonly mayLetRead: boolean;
}

function LetRead(props: HostedView): VNode {
  const { view, state, keyValue } = props;
  const w = wordsOf(view.lang).hosted;
  const common = { view, state, form: 'letRead' };
  return (
    <Block title={w.letTitle}>
      <Form
        {...{ view, state, keyValue, name: 'letRead', action: `${deskRoot(view)}/hosted/let`, submit: w.letButton }}
        quiet
      >
        <FieldRow>
          <Field {...common} name="slug" label={w.slug} hint={w.letHint} required />
          <Field {...common} name="startsOn" type="date" label={w.startsOn} required />
          <Field {...common} name="endsOn" type="date" label={w.endsOn} optional />
        </FieldRow>
      </Form>
    </Block>
  );
}

/** Lines of one statement that several spaces share: those that are not a space's own, and whether another took them. */
function Others(props: HostedView): VNode | null {
  const { view, elsewhere } = props;
  const w = wordsOf(view.lang).hosted;
  if (elsewhere.length === 0) return null;
  return (
    <Block title={w.elsewhere}>
      <p>{w.elsewhereHow}</p>
      <Lines
        items={elsewhere.map((one) => ({
          key: one.space.id,
          what: one.own ? (
            <Name href={`${deskRoot(view)}/reconcile?state=not_ours`}>{one.space.name}</Name>
          ) : (
            one.space.name
          ),
          note: w.elsewhereNote(one.lines, one.found),
          value: <Money fen={one.amount} sign />,
        }))}
      />
    </Block>
  );
}

/** All funds the host charity holds, in this space and in those it may read, on one page. */
export function HostedPage(props: HostedView): VNode {
  const { view, data } = props;
  const w = wordsOf(view.lang).hosted;
  const sum = (of: (row: Hosted) => bigint): VNode => (
    <Money fen={data.rows.reduce((total, row) => total + of(row), 0n)} />
  );
  return (
    <Page view={view} title={w.title} area="desk" section="fund" wide>
      <p class="lede">{w.lede}</p>
      <List
        view={view}
        title={w.title}
        {...data}
        rowKey={(row) => row.fund.id}
        rowHref={(row) => `/desk/${encodeURIComponent(row.space.slug)}/${row.own ? `funds/${row.fund.id}` : 'hosted'}`}
        empty={<Empty title={w.none}>{w.noneWhy}</Empty>}
        sums={{
          balance: sum((row) => row.fund.standing.balance),
          held: sum((row) => row.fund.standing.held),
          in: sum((row) => row.in),
          out: sum((row) => row.out),
        }}
      />
      {data.rows.some((row) => !row.openHere) && <p class="muted">{w.openOnce}</p>}
      {data.rows.some((row) => !row.own) && <p class="muted">{w.otherSpace}</p>}
      <Others {...props} />
      {props.mayLetRead && <LetRead {...props} />}
      <DeskLinks view={view} here="/hosted" />
    </Page>
  );
}
