import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import type { ListData } from '#platform/web';
import { ActLink, Field, type FieldOption, FieldRow, Form } from '#ui/form';
import { List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot } from '#ui/view';
import { DeskLinks, dayName, type FormView, wordsOf } from './pages-parts.tsx';
import type { Line, Outside } from './schema.ts';
import { marks } from './zh.ts';

/** The sources a gift from a line can have; the names of the room of gifts. */
export const lineSources = [
  'resident',
  'merchant',
  'firm',
  'online',
  'former_resident',
  'fair',
  'government',
  'foundation',
  'other',
] as const;

/** What the list of lines shows beside its rows. */
export interface LinesView extends FormView {
  readonly data: ListData<Line>;
  readonly accounts: readonly { readonly account: Outside; readonly proposed: number; readonly here: number }[];
  readonly funds: readonly FieldOption[];
  readonly mayMake: boolean;
  readonly mayMatch: boolean;
}

function Bar(props: LinesView): VNode {
  const { view, keyValue, accounts } = props;
  const w = wordsOf(view.lang).lines;
  const desk = deskRoot(view);
  const several = accounts.length > 1;
  return (
    <>
      {props.mayMatch &&
        accounts.map(({ account, proposed }) => (
          <span key={account.id} class="bar">
            {proposed > 0 && (
              <Act
                {...{ view, keyValue: `${keyValue}-${account.id.slice(-4)}`, name: 'confirmAll', kind: 'main' }}
                action={`${desk}/reconcile/confirm`}
                label={several ? `${account.title}: ${w.confirmAll(proposed)}` : w.confirmAll(proposed)}
                hidden={{ outsideId: account.id }}
              />
            )}
            <Act
              {...{ view, keyValue: `${keyValue}-${account.id.slice(-4)}`, name: 'again', kind: 'word' }}
              action={`${desk}/reconcile/again`}
              label={several ? `${account.title}: ${w.again}` : w.again}
              hidden={{ outsideId: account.id }}
            />
          </span>
        ))}
      <ActLink href={`${desk}/reconcile/here`}>{w.here(accounts.reduce((sum, one) => sum + one.here, 0))}</ActLink>
      <ActLink href={`${desk}/statements`} icon="plus">
        {w.toFiles}
      </ActLink>
    </>
  );
}

/** The fields a gift made from lines needs, for many lines and for one. */
export function GiftFields(
  props: Pick<FormView, 'view' | 'state'> & { readonly form: string; readonly funds: readonly FieldOption[] },
): VNode {
  const { view, state, form, funds } = props;
  const w = wordsOf(view.lang).lines;
  const common = { view, state, form };
  return (
    <>
      <FieldRow>
        <Field
          {...{ ...common, name: 'fundId', type: 'select', label: w.fund, required: true, options: funds }}
          value={funds[0]?.value}
        />
        <Field
          {...{ ...common, name: 'nature', type: 'select', label: w.nature, required: true }}
          options={(['gift', 'sponsorship'] as const).map((value) => ({ value, label: w.natures[value] }))}
        />
        <Field
          {...{ ...common, name: 'sourceClass', type: 'select', label: w.source, required: true }}
          options={lineSources.map((value) => ({ value, label: w.sources[value] }))}
        />
      </FieldRow>
      <Field {...common} name="named" type="check" label={w.named} />
    </>
  );
}

function isInterest(line: Pick<Line, 'memo'>): boolean {
  return marks.interest.some((word) => line.memo.toLowerCase().includes(word));
}

function Bulk(props: LinesView): VNode | null {
  const { view, state, keyValue, data } = props;
  const w = wordsOf(view.lang).lines;
  const open = data.rows.filter((row) => row.state === 'there' && row.amount > 0n);
  if (!props.mayMake || open.length === 0 || props.funds.length === 0) return null;
  return (
    <Block title={w.bulkTitle} id="gifts">
      <p>{w.bulkLede}</p>
      <Form
        {...{ view, state, name: 'gifts', action: `${deskRoot(view)}/reconcile/gifts`, submit: w.make }}
        keyValue={keyValue}
        quiet
      >
        <GiftFields {...{ view, state, form: 'gifts', funds: props.funds }} />
        <Field
          {...{ view, state, form: 'gifts', name: 'ids', type: 'checks', label: w.tick }}
          // The filter has chosen already; what does not belong is unticked, and interest is no gift to begin with.
          value={open.filter((row) => !isInterest(row)).map((row) => row.id)}
          options={open.map((row) => ({
            value: row.id,
            label: `${dayName(view.lang, row.day)} · ${formatFen(row.amount)} · ${row.payer === '' ? row.memo : row.payer}`,
          }))}
        />
      </Form>
    </Block>
  );
}

/** All lines: confirmed at one blow where they agree, made gifts of in bulk where nobody had booked them. */
export function LinesPage(props: LinesView): VNode {
  const { view, data } = props;
  const w = wordsOf(view.lang).lines;
  const desk = deskRoot(view);
  return (
    <Page view={view} title={w.title} area="desk" section="fund" wide>
      <p class="lede">{w.lede}</p>
      <Refused state={props.state} except={['gifts']} />
      <List
        view={view}
        title={w.title}
        {...data}
        search
        rowKey={(row) => row.id}
        rowHref={(row) => `${desk}/reconcile/lines/${row.id}`}
        bar={<Bar {...props} />}
        empty={
          <Empty title={w.none} acts={<ActLink href={`${desk}/statements`}>{w.toFiles}</ActLink>}>
            {w.noneWhy}
          </Empty>
        }
        sums={{ amount: <Money fen={data.rows.reduce((sum, row) => sum + row.amount, 0n)} sign /> }}
      />
      <Bulk {...props} />
      <DeskLinks view={view} here="/reconcile" />
    </Page>
  );
}
