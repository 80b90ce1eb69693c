import type { ComponentChildren, VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { Day } from '#ui/day';
import { ActLink, Field, Form, Name, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { DeskLinks, dayName, type FormView, monthName, wordsOf } from './pages-parts.tsx';
import type { Compare, MonthView } from './queries-months.ts';

/** One month in the list of months. */
export interface MonthRow {
  readonly month: string;
  readonly closed: boolean;
  readonly next: boolean;
  readonly open: number | null;
}

function monthState(view: View, row: MonthRow): string {
  const w = wordsOf(view.lang).months;
  if (!row.closed) return row.next ? w.next : w.open;
  return row.open === null || row.open === 0 ? `${w.closed} · ${w.clean}` : `${w.closed} · ${w.openItems(row.open)}`;
}

/** Every month of the books, the latest first. */
export function MonthsPage(props: { readonly view: View; readonly rows: readonly MonthRow[] }): VNode {
  const { view, rows } = props;
  const w = wordsOf(view.lang).months;
  const desk = deskRoot(view);
  return (
    <Page view={view} title={w.title} area="desk" section="fund">
      <PageHead title={w.title} lede={w.lede} />
      {rows.length === 0 ? (
        <Empty title={w.none} acts={<ActLink href={`${desk}/money`}>{wordsOf(view.lang).hosted.title}</ActLink>}>
          {w.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={rows.map((row) => ({
            key: row.month,
            what: <Name href={`${desk}/months/${row.month.slice(0, 7)}`}>{monthName(view.lang, row.month)}</Name>,
            value: monthState(view, row),
          }))}
        />
      )}
      <DeskLinks view={view} here="/months" />
    </Page>
  );
}

/** A fee that a fund owes its host for the month by agreement. */
export interface DueFee {
  readonly fundId: string;
  readonly fund: string;
  readonly base: bigint;
  readonly amount: bigint;
  readonly share: string;
  readonly booked: boolean;
}

/** What the closing page of a month shows. */
export interface ClosingProps extends FormView {
  readonly month: MonthView;
  readonly fees: readonly DueFee[];
  readonly mayClose: boolean;
}

interface Missing {
  readonly key: string;
  readonly word: string;
  readonly href: string;
}

/** What is missing before a month is clean, each with the place where it is seen to. */
export function missing(view: View, month: MonthView, fees: readonly DueFee[]): Missing[] {
  const w = wordsOf(view.lang).months.items;
  const desk = deskRoot(view);
  const of = month.month.slice(0, 7);
  const found: Missing[] = [];
  const sum = (count: (one: Compare) => number): number => month.compared.reduce((total, one) => total + count(one), 0);
  for (const state of ['there', 'differs', 'proposed'] as const) {
    const count = sum((one) => one[state]);
    if (count > 0)
      found.push({ key: state, word: w[state](count), href: `${desk}/reconcile?state=${state}&month=${of}` });
  }
  const here = sum((one) => one.here.filter((each) => each.link === null).length);
  if (here > 0) found.push({ key: 'here', word: w.here(here), href: `${desk}/reconcile/here?month=${of}` });
  if (month.uncovered.length > 0)
    found.push({ key: 'uncovered', word: w.uncovered(month.uncovered.join(' · ')), href: `${desk}/statements` });
  const owed = fees.filter((one) => !one.booked && one.amount > 0n).map((one) => one.fund);
  if (owed.length > 0) found.push({ key: 'fees', word: w.fees(owed.join(' · ')), href: `${desk}/months/${of}#fees` });
  if (month.counting > 0)
    found.push({ key: 'counting', word: w.counting(month.counting), href: `${desk}/gifts?state=counting` });
  if (month.unpaid > 0)
    found.push({ key: 'unpaid', word: w.unpaid(month.unpaid), href: `${desk}/payments?state=approved` });
  for (const { id, number, amount, settleBy } of month.advances) {
    const due = settleBy === null ? '' : dayName(view.lang, settleBy);
    found.push({ key: id, word: w.advance(number, formatFen(amount), due), href: `${desk}/payments/${id}` });
  }
  if (month.receipts > 0)
    found.push({ key: 'receipts', word: w.receipts(month.receipts), href: `${desk}/gifts?receipt=pending` });
  return found;
}

/** How many differences would be shown to everybody: what is not matched and what nobody explained. */
function openCount(month: MonthView): number {
  return month.compared.reduce(
    (sum, one) => sum + one.there + one.differs + one.proposed + one.here.filter((each) => each.link === null).length,
    0,
  );
}

function gapNote(view: View, one: Compare): ComponentChildren {
  const w = wordsOf(view.lang).months;
  if (one.statement === null) return w.noBalance;
  const gap = one.statement - one.books;
  if (gap === 0n) return w.agree;
  const transit = one.here.filter((each) => each.link !== null).reduce((sum, each) => sum + each.amount, 0n);
  return gap === one.othersMoney - transit ? w.explained : `${w.gap} ${formatFen(gap, { sign: true })}`;
}

function Balances(props: { readonly view: View; readonly month: MonthView }): VNode | null {
  const { view, month } = props;
  const w = wordsOf(view.lang).months;
  const banks = month.compared.filter((one) => one.account.side === 'bank');
  if (banks.length === 0) return null;
  return (
    <Block title={w.balance}>
      {banks.map((one) => (
        <Facts
          key={one.account.id}
          items={[
            { term: one.account.title, value: gapNote(view, one) },
            { term: w.books, value: <Money fen={one.books} /> },
            {
              term:
                one.statementDay === null
                  ? w.statement
                  : `${w.statement} ${w.statementOn(dayName(view.lang, one.statementDay))}`,
              value: one.statement === null ? '—' : <Money fen={one.statement} />,
            },
          ]}
        />
      ))}
    </Block>
  );
}

function Fees(props: ClosingProps): VNode | null {
  const { view, fees, keyValue, month } = props;
  const w = wordsOf(view.lang).months;
  if (fees.length === 0) return null;
  const here = `${deskRoot(view)}/months/${month.month.slice(0, 7)}`;
  return (
    <Block title={w.feeDue} id="fees">
      <Lines
        items={fees.map((one) => ({
          key: one.fundId,
          what: one.fund,
          note: w.feeLine(formatFen(one.base), one.share),
          value: <Money fen={one.amount} tone="out" />,
          ...(one.booked || one.amount === 0n || !props.mayClose || month.closed !== null
            ? one.booked
              ? { acts: w.feeBooked }
              : {}
            : {
                acts: (
                  <Act
                    {...{
                      view,
                      keyValue: `${keyValue}-${one.fundId.slice(-6)}`,
                      name: 'bookFee',
                      action: `${here}/fee`,
                    }}
                    label={w.feeButton(one.fund)}
                    hidden={{ fundId: one.fundId }}
                  />
                ),
              }),
        }))}
      />
    </Block>
  );
}

function CloseForm(props: ClosingProps): VNode {
  const { view, state, keyValue, month } = props;
  const w = wordsOf(view.lang).months;
  const of = month.month.slice(0, 7);
  if (!month.ended) return <Note tone="wait">{w.notEnded}</Note>;
  if (!month.next) return <Note tone="wait">{w.notNext}</Note>;
  const count = openCount(month);
  const common = { view, state, form: 'close' };
  const noBalance = month.compared.some((one) => one.account.side === 'bank' && one.statement === null);
  return (
    <Form
      {...{ view, state, keyValue, name: 'close', action: `${deskRoot(view)}/months/${of}/close`, submit: w.close }}
    >
      {(noBalance || month.compared.length === 0) && (
        <Field {...common} name="statementBalance" type="money" label={w.typed} hint={w.typedHint} optional />
      )}
      {(count > 0 || state?.errors['showOpen'] !== undefined) && (
        <Field {...common} name="showOpen" type="check" label={w.showOpen(count)} />
      )}
      <Field {...common} name="note" label={w.note} optional />
    </Form>
  );
}

function Closed(props: ClosingProps): VNode | null {
  const { view, month } = props;
  const w = wordsOf(view.lang).months;
  if (month.closed === null) return null;
  const { seal, at, open } = month.closed;
  return (
    <>
      <Facts
        items={[
          { term: w.closed, value: <Day view={view} date={at} /> },
          { term: w.seal, value: <code>{seal.slice(0, 16)}</code> },
          { term: wordsOf(view.lang).public.differences, value: open.length === 0 ? w.clean : `${open.length}` },
        ]}
      />
      <ActLink href={`${spaceRoot(view)}/fund/months/${month.month.slice(0, 7)}`} icon="go">
        {w.public}
      </ActLink>
    </>
  );
}

/** The closing of a month: what is missing, each with its place; the balances side by side; and one button. */
export function ClosingPage(props: ClosingProps): VNode {
  const { view, month, fees } = props;
  const w = wordsOf(view.lang).months;
  const name = monthName(view.lang, month.month);
  const desk = deskRoot(view);
  const lacking = missing(view, month, fees);
  const transit = month.compared.reduce((sum, one) => sum + one.here.filter((each) => each.link !== null).length, 0);
  const closed = month.closed !== null;
  return (
    <Page view={view} title={closed ? w.closedTitle(name) : w.closeTitle(name)} area="desk" section="fund">
      <RecordHead kind={w.title} title={closed ? w.closedTitle(name) : w.closeTitle(name)} />
      <Refused state={props.state} except={['close']} />
      <Pair side={<Balances view={view} month={month} />}>
        <Closed {...props} />
        {!closed && (
          <Block title={w.checklist} voice>
            {lacking.length === 0 ? (
              <p class="statement">{w.nothing}</p>
            ) : (
              <Lines
                items={lacking.map((one) => ({
                  key: one.key,
                  what: <Name href={one.href}>{one.word}</Name>,
                  value: w.toFix,
                }))}
              />
            )}
            {transit > 0 && <p class="muted">{w.transit(transit)}</p>}
          </Block>
        )}
        <Fees {...props} />
        {!closed && props.mayClose && <CloseForm {...props} />}
        <p class="bar">
          <ActLink href={`${desk}/months/${month.month.slice(0, 7)}/vouchers`}>{w.vouchers}</ActLink>
          <ActLink href={`${desk}/months/${month.month.slice(0, 7)}/balances`}>{w.balances}</ActLink>
        </p>
      </Pair>
      <DeskLinks view={view} here="-" />
    </Page>
  );
}
