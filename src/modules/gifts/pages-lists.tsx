import type { ComponentChildren, VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { BadRow, Sheet } from '#platform/sheet';
import { Day } from '#ui/day';
import { ActLink, Field, FieldRow, Form, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { Act } from '#ui/refusal';
import { BadRows, ColumnFields, SampleRows } from '#ui/sheet';
import type { View } from '#ui/view';
import { type Choices, FundField } from './pages-forms.tsx';
import { deskRoot, type FormView, wordsOf } from './pages-parts.tsx';
import type { GiftList } from './queries-lists-in.ts';
import type { NumberRow, OrderRow } from './rules-lists.ts';
import { numberFields, orderFields } from './schema.ts';

/** Where the lists of a kind live. */
export function listRoot(view: View, kind: GiftList['kind']): string {
  return `${deskRoot(view)}/${kind === 'platform' ? 'orders' : 'receipts/numbers'}`;
}

/** Choosing a file, and the lists so far. */
export function UploadPage(
  props: FormView & {
    readonly kind: GiftList['kind'];
    readonly lists: readonly GiftList[];
    readonly mostRows: number;
    readonly choices: Choices;
  },
): VNode {
  const { view, state, keyValue, kind, lists } = props;
  const words = wordsOf(view.lang);
  const w = words.list;
  const common = { view, state, form: 'upload' };
  const title = kind === 'platform' ? w.ordersTitle : w.numbersTitle;
  return (
    <Page view={view} title={title} area="desk" section="fund">
      <PageHead title={title} lede={kind === 'platform' ? w.ordersLede : w.numbersLede} />
      <Form
        {...{ view, state, keyValue, name: 'upload', action: listRoot(view, kind), submit: words.form.upload }}
        upload
      >
        {kind === 'platform' && (
          <FieldRow>
            <FundField {...props} form="upload" />
            <Field {...common} name="platform" label={words.form.platform} hint={words.form.platformHint} required />
          </FieldRow>
        )}
        <Field
          {...{ ...common, name: 'file', type: 'file', accept: '.xlsx,.csv,.txt', required: true }}
          label={words.form.file}
          hint={words.form.fileHint(props.mostRows)}
        />
      </Form>
      <Block title={w.runs}>
        {lists.length === 0 ? (
          <p class="muted">{w.noRuns}</p>
        ) : (
          <Lines
            items={lists.map((one) => ({
              key: one.id,
              what: <Name href={`${listRoot(view, kind)}/${one.id}`}>{one.fileName}</Name>,
              note: (
                <>
                  <Day view={view} date={one.at} />
                  {one.platform !== '' && ` · ${one.platform}`}
                  {one.state !== 'open' && ` · ${outcome(view, one)}`}
                </>
              ),
              value: one.state === 'open' ? w.open : undefined,
            }))}
          />
        )}
      </Block>
    </Page>
  );
}

/** What became of a list that has landed, in one sentence. */
function outcome(view: View, one: GiftList): string {
  const w = wordsOf(view.lang).list;
  return one.kind === 'platform'
    ? w.done(one.landed, one.skipped, one.report.length)
    : w.doneNumbers(one.landed, one.report.length);
}

function reasons(view: View, bad: readonly BadRow[]): { readonly line: number; readonly reason: string }[] {
  const words: Readonly<Record<string, string>> = wordsOf(view.lang).list.rows;
  return bad.map((row) => ({ line: row.line, reason: words[row.code] ?? row.code }));
}

/** How many rows of a preview a screen shows. */
const shownRows = 6;

interface MapProps extends FormView {
  readonly list: GiftList;
  readonly sheet: Sheet;
  readonly bad: readonly BadRow[];
}

function Mapping(
  props: MapProps & {
    readonly fields: readonly { readonly name: string; readonly label: string; readonly optional: boolean }[];
    readonly good: number;
    readonly land: string;
    readonly children: ComponentChildren;
  },
): VNode {
  const { view, state, list, sheet, keyValue } = props;
  const w = wordsOf(view.lang).list;
  const here = `${listRoot(view, list.kind)}/${list.id}`;
  return (
    <Page view={view} title={list.fileName} area="desk" section="fund" wide>
      <PageHead title={list.fileName} lede={w.mapLede} />
      <Block title={w.mapTitle}>
        <Form
          {...{ view, state, name: 'map', action: `${here}/map`, submit: w.map, quiet: true }}
          keyValue={`${keyValue}-m`}
        >
          <ColumnFields
            {...{ view, state, form: 'map', header: sheet.header, mapping: list.mapping, fields: props.fields }}
          />
        </Form>
      </Block>
      {props.children}
      {props.bad.length > 0 && <p class="statement late">{w.bad(props.bad.length)}</p>}
      {props.good > 0 && (
        <Act view={view} action={`${here}/land`} name="land" label={props.land} kind="main" keyValue={keyValue} />
      )}
      <BadRows view={view} bad={reasons(view, props.bad)} href={`${here}/report`} />
    </Page>
  );
}

/** What the columns of an export mean, what would be booked, and which rows can't come in. */
export function OrdersPage(
  props: MapProps & {
    readonly good: readonly OrderRow[];
    readonly fresh: readonly OrderRow[];
    readonly known: number;
    readonly feeLines: bigint;
  },
): VNode {
  const { view, good, fresh } = props;
  const w = wordsOf(view.lang).list;
  const sum = (of: (row: OrderRow) => bigint): string => formatFen(fresh.reduce((all, row) => all + of(row), 0n));
  return (
    <Mapping
      {...props}
      fields={orderFields.map((name) => ({
        ...{ name, label: w.orderFields[name] },
        optional: name !== 'order' && name !== 'day' && name !== 'amount',
      }))}
      good={good.length}
      land={w.land(fresh.length)}
    >
      <SampleRows
        title={w.preview}
        heads={[
          { title: w.orderFields.order },
          { title: w.orderFields.day },
          { title: w.orderFields.giver },
          { title: w.orderFields.amount, numeric: true },
          { title: w.orderFields.fee, numeric: true },
        ]}
        rows={good.slice(0, shownRows).map((row) => ({
          key: row.order,
          cells: [row.order, formatDate(row.day, view.lang), row.giver, formatFen(row.amount), formatFen(row.fee)],
        }))}
      />
      <p class="statement">
        {w.good(fresh.length)}{' '}
        {w.sum(
          sum((row) => row.amount),
          sum((row) => row.fee),
        )}
      </p>
      {props.known > 0 && <p class="muted">{w.known(props.known)}</p>}
      {props.feeLines > 0n && <p class="muted">{w.feeLine(formatFen(props.feeLines))}</p>}
    </Mapping>
  );
}

/** What the columns of the numbers mean, which would be noted, and which rows fit nothing. */
export function NumbersPage(props: MapProps & { readonly good: readonly NumberRow[] }): VNode {
  const { view, good } = props;
  const w = wordsOf(view.lang).list;
  return (
    <Mapping
      {...props}
      fields={numberFields.map((name) => ({ name, label: w.numberFields[name], optional: name === 'amount' }))}
      good={good.length}
      land={w.landNumbers(good.length)}
    >
      <SampleRows
        title={w.preview}
        heads={[{ title: w.numberFields.code }, { title: w.numberFields.number }]}
        rows={good.slice(0, shownRows).map((row) => ({ key: row.code, cells: [row.code, row.number] }))}
      />
      <p class="statement">{w.goodNumbers(good.length)}</p>
    </Mapping>
  );
}

/** A list that has landed: what came of it. */
export function LandedPage(props: { readonly view: View; readonly list: GiftList }): VNode {
  const { view, list } = props;
  const w = wordsOf(view.lang).list;
  return (
    <Page view={view} title={list.fileName} area="desk" section="fund">
      <PageHead
        title={w.doneTitle(list.fileName)}
        lede={outcome(view, list)}
        acts={
          <ActLink href={`${deskRoot(view)}/gifts`} kind="main" icon="go">
            {w.toGifts}
          </ActLink>
        }
      />
      <BadRows view={view} bad={reasons(view, list.report)} href={`${listRoot(view, list.kind)}/${list.id}/report`} />
    </Page>
  );
}
