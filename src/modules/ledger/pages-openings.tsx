import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Field, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, type View } from '#ui/view';
import { accountName, amountWords, wordsOf } from './pages-parts.tsx';
import type { Opening } from './queries-openings.ts';

/** What the page of opening balances shows. */
export interface OpeningsView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly openings: readonly Opening[];
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly names: ReadonlyMap<string, string>;
  /** What the two sides still differ by, in fen; zero when the old books are brought over whole. */
  readonly difference: bigint;
  readonly readerId: string;
}

function Some(props: OpeningsView & { readonly of: Opening['state']; readonly title: string }): VNode | null {
  const { view, names } = props;
  const w = wordsOf(view.lang).opening;
  const items = props.openings.filter((one) => one.state === props.of);
  const here = `${deskRoot(view)}/openings`;
  const button = { view, keyValue: props.keyValue } as const;
  if (items.length === 0) return null;
  return (
    <Block title={props.title}>
      <Lines
        items={items.map((one) => ({
          key: one.id,
          what: accountName(view.lang, one.account),
          note: (
            <>
              {one.note} · {w.by(names.get(one.proposedBy) ?? '', formatDate(one.day, view.lang))}
              {one.state === 'proposed' && (
                <span class="bar">
                  {one.proposedBy !== props.readerId && (
                    <Act {...button} name="confirm" action={`${here}/${one.id}/confirm`} label={w.confirm} />
                  )}
                  <Act
                    {...props}
                    name="withdraw"
                    action={`${here}/${one.id}/withdraw`}
                    label={w.withdraw}
                    kind="word"
                  />
                </span>
              )}
            </>
          ),
          value: amountWords(view.lang, one.account.commodity, one.amount),
        }))}
      />
    </Block>
  );
}

/** Opening balances: those waiting, the form, and those that are booked. */
export function OpeningsPage(props: OpeningsView): VNode {
  const { view, state } = props;
  const w = wordsOf(view.lang).opening;
  const common = { view, state, form: 'opening' } as const;
  return (
    <Page view={view} title={w.title} area="desk" section="fund">
      <PageHead title={w.title} lede={w.lede} />
      <Refused state={state} except={['opening']} />
      {props.difference !== 0n && (
        <p class="statement held">{w.difference(amountWords(view.lang, 'CNY', props.difference))}</p>
      )}
      <Some {...props} of="proposed" title={w.waiting} />
      <Some {...props} of="booked" title={w.done} />
      <Some {...props} of="withdrawn" title={w.withdrawn} />
      {props.openings.length === 0 && (
        <Empty
          title={w.none}
          acts={<ActLink href={`${deskRoot(view)}/accounts`}>{wordsOf(view.lang).statement.all}</ActLink>}
        />
      )}
      <Form
        view={view}
        state={state}
        name="opening"
        action={`${deskRoot(view)}/openings`}
        submit={w.submit}
        keyValue={props.keyValue}
      >
        <Field {...common} name="account" type="select" label={w.account} options={props.choices} required />
        <Field {...common} name="amount" label={w.amount} hint={w.amountHint} short required />
        <Field {...common} name="day" type="date" label={w.day} short required />
        <Field {...common} name="note" label={w.note} maxlength={200} required />
      </Form>
    </Page>
  );
}
