import type { VNode } from 'preact';
import { formatDate, formatMonth } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, Field, FieldRow, Form } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Page } from '#ui/page';
import { Empty, Facts, PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { accountName, amountPlain, amountWords, countsOf, entryName, wordsOf } from './pages-parts.tsx';
import type { Account, AccountStatement, Standing, StatementLine, TrialBalance, TrialLine } from './schema.ts';

/** An account with where it stands. */
export interface AccountRow {
  readonly account: Account;
  readonly standing: Standing;
  /** What the account counts, where its own name does not say so. */
  readonly thing: string;
}

/** The columns of the list of accounts. */
export function accountColumns(view: View): Column<AccountRow>[] {
  const w = wordsOf(view.lang);
  return [
    {
      ...{ key: 'account', title: w.accounts.account, wide: true },
      cell: ({ account, thing }) => accountName(view.lang, account, thing),
      text: ({ account, thing }) => accountName(view.lang, account, thing),
    },
    {
      ...{ key: 'counts', title: w.accounts.counts, secondary: true },
      cell: ({ account }) => w.commodities[countsOf(account.commodity)],
      text: ({ account }) => account.commodity,
    },
    {
      ...{ key: 'balance', title: w.accounts.balance, numeric: true },
      cell: ({ account, standing }) => amountWords(view.lang, account.commodity, standing.balance),
      text: ({ account, standing }) => amountPlain(account.commodity, standing.balance),
    },
    {
      ...{ key: 'held', title: w.accounts.held, numeric: true, desktopOnly: true },
      cell: ({ account, standing }) =>
        standing.held === 0n ? '' : amountWords(view.lang, account.commodity, standing.held),
      text: ({ account, standing }) => amountPlain(account.commodity, standing.held),
    },
  ];
}

/** Every account of the space. */
export function AccountsPage(props: {
  readonly view: View;
  readonly data: ListData<AccountRow>;
  readonly month: string;
}): VNode {
  const { view, data } = props;
  const w = wordsOf(view.lang).accounts;
  const desk = deskRoot(view);
  return (
    <Page view={view} title={w.title} area="desk" section="fund" wide>
      <PageHead title={w.title} lede={w.lede} />
      <p class="bar">
        <ActLink href={`${desk}/trial/${props.month}`} kind="line">
          {w.trial}
        </ActLink>
        <ActLink href={`${desk}/openings`}>{w.openings}</ActLink>
      </p>
      <List
        {...data}
        view={view}
        title={w.title}
        rowKey={({ account }) => account.id}
        rowHref={({ account }) => `${desk}/accounts/${account.id}`}
        empty={
          <Empty title={w.empty} acts={<ActLink href={`${desk}/funds`}>{w.funds}</ActLink>}>
            {w.emptyWhy}
          </Empty>
        }
      />
    </Page>
  );
}

/** A row of a statement: a line, or what was there before the first and after the last. */
export interface StatementRow {
  readonly commodity: string;
  readonly line: StatementLine | null;
  readonly end: 'opening' | 'closing' | null;
  readonly day: string;
  readonly running: bigint | null;
}

/** The columns of a statement. */
export function statementColumns(view: View): Column<StatementRow>[] {
  const w = wordsOf(view.lang).statement;
  const what = ({ line, end }: StatementRow): string => {
    if (line === null) return end === null ? '' : w[end];
    return `${line.reverses === null ? '' : `${w.reverses} `}${entryName(view.lang, line)}`;
  };
  const side = ({ line }: StatementRow, way: 'in' | 'out'): bigint | null => {
    const change = line?.change ?? 0n;
    return change === 0n || change > 0n !== (way === 'in') ? null : change < 0n ? -change : change;
  };
  const figure = (key: 'in' | 'out' | 'running', read: (row: StatementRow) => bigint | null): Column<StatementRow> => ({
    ...{ key, title: w[key], numeric: true },
    cell: (row) => {
      const amount = read(row);
      return amount === null ? '' : amountWords(view.lang, row.commodity, amount);
    },
    text: (row) => {
      const amount = read(row);
      return amount === null ? '' : amountPlain(row.commodity, amount);
    },
  });
  return [
    { ...{ key: 'day', title: w.day }, cell: (row) => formatDate(row.day, view.lang), text: (row) => row.day },
    {
      ...{ key: 'what', title: w.what, wide: true },
      cell: (row) => (
        <>
          {what(row)}
          {row.line?.factDay != null && <small> {w.happened(formatDate(row.line.factDay, view.lang))}</small>}
          {row.line?.reversedBy != null && <small> {w.reversed}</small>}
        </>
      ),
      text: (row) => `${what(row)}${row.line?.factDay == null ? '' : ` (${w.happened(row.line.factDay)})`}`,
    },
    figure('in', (row) => side(row, 'in')),
    figure('out', (row) => side(row, 'out')),
    figure('running', (row) => row.running),
  ];
}

/** Any account over any period. */
export function StatementPage(props: {
  readonly view: View;
  readonly data: ListData<StatementRow>;
  readonly found: AccountStatement;
}): VNode {
  const { view, data, found } = props;
  const w = wordsOf(view.lang).statement;
  const { account } = found;
  const name = accountName(view.lang, account);
  const shown = (amount: bigint) => amountWords(view.lang, account.commodity, amount);
  const here = `${deskRoot(view)}/accounts/${account.id}`;
  const field = { view, form: 'period', type: 'date', short: true } as const;
  return (
    <Page view={view} title={name} area="desk" section="fund" wide>
      <PageHead title={name} kind={wordsOf(view.lang).accounts.account} />
      <Form view={view} name="period" action={here} method="get" submit={w.look} quiet>
        <FieldRow>
          <Field {...field} name="from" label={w.from} value={found.from} />
          <Field {...field} name="until" label={w.until} value={found.until} />
        </FieldRow>
      </Form>
      <Facts
        items={[
          { term: w.opening, value: shown(found.opening) },
          { term: w.income, value: shown(found.in) },
          { term: w.outgo, value: shown(found.out) },
          { term: w.closing, value: shown(found.closing) },
        ]}
      />
      <List
        {...data}
        view={view}
        title={`${formatDate(found.from, view.lang)} – ${formatDate(found.until, view.lang)}`}
        rowKey={(row) => row.line?.entryId ?? row.end ?? ''}
        empty={
          <Empty title={w.empty} acts={<ActLink href={`${deskRoot(view)}/accounts`}>{w.all}</ActLink>}>
            {w.emptyWhy}
          </Empty>
        }
      />
    </Page>
  );
}

/** A line of the trial balance with the thing it counts; empty for money and hours. */
export interface NamedTrialLine extends TrialLine {
  readonly thing: string;
}

/** The columns of a trial balance: debit positive, as books are read; accounts of goods say which. */
export function trialColumns(view: View): Column<NamedTrialLine>[] {
  const w = wordsOf(view.lang);
  const figure = (key: 'opening' | 'debit' | 'credit' | 'closing'): Column<NamedTrialLine> => ({
    ...{ key, title: w.trial[key], numeric: true, desktopOnly: key === 'opening' },
    cell: (line) => (line[key] === 0n ? '' : amountWords(view.lang, line.account.commodity, line[key])),
    text: (line) => amountPlain(line.account.commodity, line[key]),
  });
  return [
    {
      ...{ key: 'account', title: w.accounts.account, wide: true },
      cell: (line) => accountName(view.lang, line.account, line.thing),
      text: (line) => accountName(view.lang, line.account, line.thing),
    },
    {
      ...{ key: 'counts', title: w.accounts.counts, desktopOnly: true },
      cell: (line) => w.commodities[countsOf(line.account.commodity)],
      text: (line) => line.account.commodity,
    },
    ...(['opening', 'debit', 'credit', 'closing'] as const).map(figure),
  ];
}

/** The trial balance of a month, sealed or as it stands. */
export function TrialPage(props: {
  readonly view: View;
  readonly data: ListData<NamedTrialLine>;
  readonly trial: TrialBalance;
}): VNode {
  const { view, data, trial } = props;
  const w = wordsOf(view.lang).trial;
  const desk = deskRoot(view);
  const title = w.title(formatMonth(trial.month, view.lang));
  const { closed } = trial;
  return (
    <Page view={view} title={title} area="desk" section="fund" wide>
      <PageHead title={title} lede={closed === null ? w.open : w.sealed(formatDate(closed.closedAt, view.lang))} />
      {closed !== null && (
        <>
          <Facts items={[{ term: w.seal, value: <code>{closed.seal}</code> }]} />
          <p class="muted">{w.how}</p>
          <p class="bar">
            <ActLink href={`${desk}/trial/${trial.month.slice(0, 7)}/text`} icon="download">
              {w.text}
            </ActLink>
          </p>
        </>
      )}
      <List
        {...data}
        view={view}
        title={title}
        rowKey={(line) => line.account.id}
        rowHref={(line) => `${desk}/accounts/${line.account.id}`}
        empty={
          <Empty title={w.empty} acts={<ActLink href={`${desk}/accounts`}>{w.accounts}</ActLink>}>
            {w.emptyWhy}
          </Empty>
        }
      />
    </Page>
  );
}
