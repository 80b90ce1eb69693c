import type { VNode } from 'preact';
import { formatDate, formatMonth } from '#kernel/dates';
import { formatMinutes } from '#kernel/hours';
import { formatFen } from '#kernel/money';
import type { SeatKind } from '#modules/bodies';
import type { BudgetView } from '#modules/budgets';
import { type OpenBooks, type PublicLine, sourceName } from '#modules/gifts';
import { Bars, LineChart } from '#ui/chart';
import { Day } from '#ui/day';
import { FiveItems } from '#ui/five';
import { ActLink } from '#ui/form';
import { type Heard, HeardBlock } from '#ui/heard';
import { BigFigure, Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair } from '#ui/record';
import type { View } from '#ui/view';
import { agreementWords, Change, lineHref, lineWords, publicRoot, wordsOf } from './pages-parts.tsx';
import { FurtherBlock, PlanBlock } from './pages-plan.tsx';
import type { Fund } from './schema.ts';

/** A member of the committee as everyone sees them. */
export interface PublicSeat {
  readonly id: string;
  readonly kind: SeatKind;
  readonly name: string;
}

/** Everything the page of open books shows. */
export interface FundView {
  readonly view: View;
  readonly fund: Fund;
  readonly parent: Fund | null;
  readonly hostName: string;
  readonly books: OpenBooks;
  /** The budget of this year in force, beside what was spent. */
  readonly plan: BudgetView | null;
  readonly small: readonly Fund[];
  readonly lines: readonly PublicLine[];
  /** What supervisors said of it. */
  readonly heard: Heard;
  readonly committee: { readonly name: string; readonly id: string; readonly seats: readonly PublicSeat[] } | null;
}

/** The year in one line: grown, shrunk or level. */
function Months(props: { readonly view: View; readonly books: OpenBooks }): VNode {
  const { view, books } = props;
  const w = wordsOf(view.lang).fund;
  const [first, last] = [books.months[0]?.balance ?? 0n, books.months.at(-1)?.balance ?? 0n];
  const moved = books.months.some((month) => month.in > 0n || month.out > 0n);
  const title = !moved ? w.monthsNew : last > first ? w.monthsRising : last < first ? w.monthsFalling : w.monthsFlat;
  return (
    <LineChart
      view={view}
      title={title}
      points={books.months.map((month) => ({
        label: month.month.slice(5, 7).replace(/^0/, ''),
        value: month.balance,
        text: formatFen(month.balance),
      }))}
      ends={[
        formatMonth(books.months[0]?.month ?? books.since, view.lang),
        formatMonth(books.months.at(-1)?.month ?? books.since, view.lang),
      ]}
    />
  );
}

function Sources(props: { readonly view: View; readonly books: OpenBooks }): VNode {
  const { view, books } = props;
  const w = wordsOf(view.lang);
  const [top] = books.sources;
  if (top === undefined) return <p class="muted">{w.fund.fromNone}</p>;
  const all = books.sources.reduce((sum, one) => sum + one.amount, 0n);
  const percent = (top.amount * 100n) / (all === 0n ? 1n : all);
  // More than half from one side is a dependency that neighbours should see (F029).
  const title =
    percent > 50n && books.sources.length > 1
      ? w.fund.fromDependent(sourceName(view.lang, top.source), percent.toString())
      : w.fund.fromTop(sourceName(view.lang, top.source));
  return (
    <Bars
      view={view}
      tone="in"
      title={title}
      bars={books.sources.map((one) => ({
        label: sourceName(view.lang, one.source),
        value: one.amount,
        text: formatFen(one.amount),
        note: w.fund.times(one.gifts),
      }))}
    />
  );
}

function Uses(props: { readonly view: View; readonly books: OpenBooks }): VNode {
  const { view, books } = props;
  const w = wordsOf(view.lang).fund;
  const [top] = books.uses;
  if (top === undefined) return <p class="muted">{w.toNone}</p>;
  return (
    <Bars
      view={view}
      tone="out"
      title={w.toTop(top.title)}
      fold={6}
      bars={books.uses.map((one) => ({ label: one.title, value: one.amount, text: formatFen(one.amount) }))}
    />
  );
}

function Beside(props: { readonly view: View; readonly books: OpenBooks }): VNode {
  const { view, books } = props;
  const w = wordsOf(view.lang).fund;
  return (
    <Block title={w.beside}>
      <Lines
        items={[
          {
            key: 'goods',
            what: <a href={`${publicRoot(view)}/resources`}>{w.goods}</a>,
            value: w.goodsValue(books.goodsGifts),
          },
          {
            key: 'hours',
            what: <a href={`${publicRoot(view)}/activities`}>{w.hours}</a>,
            value: formatMinutes(books.minutes, view.lang),
          },
        ]}
      />
      <p class="muted">{w.besideNote}</p>
    </Block>
  );
}

function SmallFunds(props: { readonly view: View; readonly small: readonly Fund[] }): VNode {
  const { view, small } = props;
  const w = wordsOf(view.lang);
  return (
    <Block title={w.fund.small}>
      {small.length === 0 ? (
        <p class="muted">{w.fund.smallNone}</p>
      ) : (
        <Lines
          items={small.map((one) => ({
            key: one.id,
            what: <a href={`${publicRoot(view)}/funds/${one.id}`}>{one.name}</a>,
            note: `${w.fundKinds[one.kind]} · ${one.state === 'open' ? one.purpose : w.fundStates[one.state]}`,
            value: <Money fen={one.standing.balance} />,
          }))}
        />
      )}
    </Block>
  );
}

/** The last lines of the ledger, each leading to its trace. */
export function LastLines(props: {
  readonly view: View;
  readonly lines: readonly PublicLine[];
  readonly more: string;
}): VNode {
  const { view, lines } = props;
  const w = wordsOf(view.lang);
  return (
    <Block title={w.fund.last} aside={<ActLink href={props.more}>{w.fund.allLines}</ActLink>}>
      {lines.length === 0 ? (
        <p class="muted">{w.line.emptyTitle}</p>
      ) : (
        <Lines
          items={lines.map((one) => ({
            key: `${one.line.entryId}${one.line.accountId}`,
            what: <a href={lineHref(view, one)}>{lineWords(view.lang, one)}</a>,
            note: (
              <>
                <Day view={view} date={one.line.day} />
                {one.line.factDay !== null && ` · ${w.line.happened(formatDate(one.line.factDay, view.lang))}`}
                {one.line.reversedBy !== null && ` · ${w.line.reversed}`}
                {one.line.reason !== null && ` · ${w.line.because(one.line.reason)}`}
              </>
            ),
            value: <Change fen={one.line.change} />,
          }))}
        />
      )}
    </Block>
  );
}

function Who(props: FundView): VNode {
  const { view, fund, committee } = props;
  const w = wordsOf(view.lang).fund;
  const root = publicRoot(view);
  const items = [
    ...(props.parent === null ? [] : [{ term: w.parent, value: <a href={`${root}/fund`}>{props.parent.name}</a> }]),
    { term: w.host, value: props.hostName },
    { term: w.agreement, value: agreementWords(view, fund) },
    ...(fund.ceiling === null ? [] : [{ term: w.ceiling, value: <Money fen={fund.ceiling} /> }]),
    { term: w.purpose, value: fund.purpose },
    ...(fund.rulesText === '' ? [] : [{ term: w.rules, value: fund.rulesText }]),
  ];
  return (
    <>
      <Block title={w.who} id="who">
        <Facts items={items} />
      </Block>
      <Committee view={view} committee={committee} />
    </>
  );
}

function Committee(props: Pick<FundView, 'view' | 'committee'>): VNode {
  const { view, committee } = props;
  const w = wordsOf(view.lang).fund;
  const root = publicRoot(view);
  return (
    <Block title={w.committee}>
      {committee !== null && (
        <p>
          <a href={`${root}/bodies/${committee.id}`}>{committee.name}</a>
        </p>
      )}
      {committee === null || committee.seats.length === 0 ? (
        <p class="muted">{w.committeeNone}</p>
      ) : (
        <Lines
          items={committee.seats.map((seat) => ({
            key: seat.id,
            what: seat.name,
            value: w.seatKinds[seat.kind],
          }))}
        />
      )}
    </Block>
  );
}

/** What one can do from here; a fund that has ended says how instead. */
function Ways(props: Pick<FundView, 'view' | 'fund'>): VNode {
  const { view, fund } = props;
  const w = wordsOf(view.lang).fund;
  const root = publicRoot(view);
  const lines = fund.kind === 'main' ? `${root}/ledger` : `${root}/ledger?fund=${fund.id}`;
  return (
    <>
      {fund.state === 'closed' && <p class="statement">{fund.closedWords}</p>}
      {fund.state === 'ending' && <p class="statement">{w.ending}</p>}
      <p class="bar">
        {fund.state === 'open' && (
          <ActLink href={`${root}/give`} kind="line" icon="give">
            {w.give}
          </ActLink>
        )}
        <ActLink href={lines}>{w.everyLine}</ActLink>
      </p>
    </>
  );
}

/** The open books of a fund: one figure, then where it came from and where it went, then who looks after it. */
export function FundPage(props: FundView): VNode {
  const { view, fund, books } = props;
  const w = wordsOf(view.lang);
  const main = fund.kind === 'main';
  const root = publicRoot(view);
  const more = main ? `${root}/ledger` : `${root}/ledger?fund=${fund.id}`;
  return (
    <Page view={view} title={main ? w.fund.title : fund.name} section="fund" scripts={['live']}>
      <PageHead
        kind={main ? w.fund.kind : w.fundKinds[fund.kind]}
        title={fund.name}
        lede={main ? w.fund.lede(props.hostName) : fund.purpose}
      />
      <div data-live="figure" data-live-from={`${root}/version`}>
        <BigFigure fen={books.balance} label={w.fund.figure} />
        {books.held > 0n && (
          <p class="muted">{w.fund.heldLine(formatFen(books.held), formatFen(books.balance - books.held))}</p>
        )}
      </div>
      <p class="sr" role="status" data-live-say={w.fund.newLines} />
      <Ways view={view} fund={fund} />
      <Months view={view} books={books} />
      {main && (
        <p class="bar">
          <ActLink href={`${root}/fund/months`}>{w.fund.closedMonths}</ActLink>
          <ActLink href={`${root}/reports`}>{w.fund.reports}</ActLink>
        </p>
      )}
      <Pair
        side={
          <>
            <Who {...props} />
            <Beside view={view} books={books} />
            {main && <FurtherBlock view={view} />}
          </>
        }
      >
        <Block
          title={w.fund.from}
          {...(main ? { aside: <ActLink href={`${root}/campaigns`}>{w.fund.campaigns}</ActLink> } : {})}
        >
          <Sources view={view} books={books} />
        </Block>
        <Block title={w.fund.to}>
          <Uses view={view} books={books} />
        </Block>
        {props.plan !== null && <PlanBlock view={view} plan={props.plan} />}
        {main && <SmallFunds view={view} small={props.small} />}
        <div data-live="lines">
          <LastLines view={view} lines={props.lines} more={more} />
        </div>
        <HeardBlock view={view} heard={props.heard} />
        <FiveItems view={view} fund={fund} hostName={props.hostName} />
      </Pair>
    </Page>
  );
}

/** No fund is set up or open: says why and what can be done all the same. */
export function NoFundPage(props: { readonly view: View; readonly section?: 'fund' }): VNode {
  const { view } = props;
  const w = wordsOf(view.lang);
  const root = publicRoot(view);
  return (
    <Page view={view} title={w.fund.title} section="fund">
      <PageHead kind={w.fund.kind} title={w.fund.title} />
      <Empty
        title={w.fund.none}
        acts={
          <>
            <ActLink href={`${root}/say`} kind="line">
              {w.give.say}
            </ActLink>
            <ActLink href={`${root}/resources`}>{w.give.help}</ActLink>
          </>
        }
      >
        {w.fund.noneWhy}
      </Empty>
    </Page>
  );
}
