import type { VNode } from 'preact';
import { formatDateTime } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, Button, ConfirmForm, Name } from '#ui/form';
import { type Column, type Filter, List } from '#ui/list';
import { Page } from '#ui/page';
import { Qr } from '#ui/print';
import { Block, Empty, Lines, PageHead, RecordHead } from '#ui/record';
import { Seal } from '#ui/seal';
import { deskRoot, type View } from '#ui/view';
import { DeskWaits } from './pages-lines.tsx';
import { BookingActs } from './pages-mine.tsx';
import { type Borrower, leftText, spanEnds, spanText, wordsOf } from './pages-parts.tsx';
import type { Resource, ResourceRow } from './queries.ts';
import type { Booking } from './queries-bookings.ts';
import type { Part, Wait } from './queries-lines.ts';
import { bookingStates } from './schema.ts';

/** Choose who, tap, lent: a search by plain GET, then one button a person. What is not lent now is only searched for. */
export function LendBox(props: {
  readonly view: View;
  readonly here: string;
  readonly keyValue: string;
  readonly one: Resource;
  readonly borrower: Borrower;
}): VNode {
  const { view, one, borrower } = props;
  const t = wordsOf(view).acts;
  const action = `${deskRoot(view)}/resources/${one.id}/lend`;
  const now = one.kind === 'loan' && !one.keptByOwner;
  return (
    <>
      <p>
        <label for="who">{t.who}</label>
      </p>
      <form class="search" method="get" action={props.here}>
        <input class="input" id="who" type="search" name="who" value={borrower.query} />
        <Button icon="search">{t.find}</Button>
      </form>
      {borrower.query !== '' && borrower.found.length === 0 && (
        <p>
          {t.nobody(borrower.query)} <Name href={`${deskRoot(view)}/people/new`}>{t.register}</Name>
        </p>
      )}
      {now && (
        <Lines
          items={borrower.found.map((person) => ({
            key: person.id,
            what: person.name,
            note: person.note,
            acts: (
              <ConfirmForm
                view={view}
                name="lend"
                action={action}
                label={t.lendTo(person.name)}
                kind="main"
                keyValue={`${props.keyValue}${person.id.slice(-8)}`}
                hidden={{ person: person.id }}
              />
            ),
          }))}
        />
      )}
    </>
  );
}

/** How a room or a thing of the market is told on the page its label opens. */
function LabelNote(props: { readonly view: View; readonly row: ResourceRow; readonly calm: boolean }): VNode | null {
  const { view, row } = props;
  const t = wordsOf(view).labels;
  if (row.kind === 'room')
    return (
      <p>
        {props.calm ? t.roomFree : t.roomTaken}{' '}
        <ActLink href={`${deskRoot(view)}/resources/${row.id}#lend`}>{t.roomKeep}</ActLink>
      </p>
    );
  return row.kind === 'goods' && props.calm ? <p>{t.lineNone}</p> : null;
}

/** What a scanned label opens: take it back if it is out, else choose who and lend; hand it to whom it is kept for. */
export function LendPage(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly row: ResourceRow;
  readonly bookings: readonly Booking[];
  readonly borrower: Borrower;
  readonly parts: readonly Part[];
  /** Who waits for it; whom it is kept for is handed it here. */
  readonly line: readonly Wait[];
}): VNode {
  const { view, row } = props;
  const w = wordsOf(view);
  const root = deskRoot(view);
  const live = props.bookings.filter((one) => one.state === 'out' || one.state === 'reserved');
  return (
    <Page view={view} title={row.title} area="desk" section="resources">
      <RecordHead
        kind={[w.kinds[row.kind], row.number ?? ''].join(' · ')}
        title={row.title}
        state={leftText(view, row)}
        next={<ActLink href={`${root}/resources/${row.id}`}>{w.record.facts}</ActLink>}
      />
      <Lines
        items={live.map((one) => ({
          key: one.id,
          what: one.who,
          acts: (
            <BookingActs
              view={view}
              root={root}
              keyValue={props.keyValue}
              booking={one}
              gives
              noting={{ parts: props.parts }}
            />
          ),
          note: spanText(view, one),
          value: one.late ? w.desk.late : w.bookingStates[one.state],
        }))}
      />
      {props.line.length > 0 && (
        <Block title={row.kind === 'goods' ? w.labels.lineTitle : w.line.title} id="line">
          <DeskWaits view={view} keyValue={props.keyValue} waits={props.line} />
        </Block>
      )}
      <LabelNote view={view} row={row} calm={live.length === 0 && props.line.length === 0} />
      {row.kind === 'loan' && row.left > 0n && row.state === 'open' && !row.keptByOwner && (
        <Block title={w.acts.lendTitle} voice>
          <LendBox
            view={view}
            here={`${root}/lend/${row.labelCode}`}
            keyValue={props.keyValue}
            one={row}
            borrower={props.borrower}
          />
        </Block>
      )}
    </Page>
  );
}

/** Columns of the calendar. */
export function bookingColumns(view: View): Column<Booking>[] {
  const w = wordsOf(view);
  const t = w.columns;
  const state = (row: Booking) => (row.late ? w.desk.late : w.bookingStates[row.state]);
  return [
    {
      key: 'from',
      title: t.from,
      cell: (row) => spanEnds(view, row).from,
      text: (row) => formatDateTime(row.from, view.lang),
      sortable: true,
    },
    { key: 'title', title: t.resource, cell: (row) => row.title, text: (row) => row.title, wide: true },
    {
      key: 'until',
      title: t.until,
      cell: (row) => spanEnds(view, row).until,
      foldTitle: t.until,
      text: (row) => formatDateTime(row.until, view.lang),
      sortable: true,
      secondary: true,
    },
    { key: 'who', title: t.who, cell: (row) => row.who, text: (row) => row.who, secondary: true },
    {
      key: 'kind',
      title: t.kind,
      cell: (row) => w.kinds[row.kind],
      text: (row) => w.kinds[row.kind],
      desktopOnly: true,
    },
    { key: 'state', title: t.state, cell: state, text: state, secondary: true },
  ];
}

/** The parts of the sentence above the calendar. */
export function bookingFilters(view: View): Filter[] {
  const w = wordsOf(view);
  return [
    {
      key: 'state',
      title: w.filters.booking,
      options: [
        { value: '', label: w.filters.booking },
        { value: 'late', label: w.filters.late },
        ...bookingStates.map((state) => ({ value: state, label: w.bookingStates[state] })),
        { value: 'all', label: w.filters.all },
      ],
    },
    {
      key: 'kind',
      title: w.filters.kind,
      options: [
        { value: '', label: w.filters.kind },
        { value: 'loan', label: w.kinds.loan },
        { value: 'room', label: w.kinds.room },
      ],
    },
  ];
}

/** The calendar of things and rooms, as a list. */
export function BookingsPage(props: {
  readonly view: View;
  readonly data: ListData<Booking>;
  readonly keyValue: string;
}): VNode {
  const { view, data } = props;
  const t = wordsOf(view).desk;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.calendarTitle} area="desk" section="resources" wide>
      <List
        view={view}
        {...data}
        title={t.calendarTitle}
        search
        rowKey={(row) => row.id}
        rowHref={(row) => `${root}/resources/${row.resourceId}`}
        actions={(row) => (
          <BookingActs view={view} root={root} keyValue={`${props.keyValue}${row.id.slice(-8)}`} booking={row} gives />
        )}
        empty={
          <Empty title={t.calendarEmptyTitle} acts={<ActLink href={`${root}/resources`}>{t.toList}</ActLink>}>
            {t.calendarEmpty}
          </Empty>
        }
      />
    </Page>
  );
}

/** Labels to stick on things, with the code that opens lending; the office prints them on one sheet. */
export function LabelsPage(props: {
  readonly view: View;
  readonly base: string;
  readonly rows: readonly Resource[];
}): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const t = w.labels;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.title} area="desk" section="resources">
      <PageHead title={t.title} lede={t.lede} />
      {props.rows.length === 0 ? (
        <Empty title={t.none} acts={<ActLink href={`${root}/resources`}>{w.desk.toList}</ActLink>} />
      ) : (
        <p>{t.print}</p>
      )}
      {labelGroups.map((kind) => (
        <LabelSheet key={kind} {...props} kind={kind} rows={props.rows.filter((row) => row.kind === kind)} />
      ))}
    </Page>
  );
}

/** Things, rooms and what the market keeps for somebody, each on a sheet of its own. */
const labelGroups = ['loan', 'room', 'goods'] as const;

function LabelSheet(props: {
  readonly view: View;
  readonly base: string;
  readonly kind: (typeof labelGroups)[number];
  readonly rows: readonly Resource[];
}): VNode | null {
  const { view, kind } = props;
  const t = wordsOf(view).labels;
  const root = deskRoot(view);
  if (props.rows.length === 0) return null;
  // Whoever finds it knows where it belongs.
  const { name = '', address = '', phone = '' } = view.space ?? {};
  const where = [name, address, phone].filter((part) => part !== null && part !== '').join(' · ');
  return (
    <Block title={t.groups[kind]} id={kind}>
      <div class="cards">
        {props.rows.map((row) => (
          <article key={row.id} class="card">
            <header>
              {view.space !== null && <Seal text={view.space.short} />}
              <b>{row.title}</b>
            </header>
            <Qr text={`${props.base}${root}/lend/${row.labelCode}`} label={t.qr(row.title)} />
            <div>
              <p class="card-code">{row.labelCode}</p>
              <p>{row.number ?? ''}</p>
              <p>{t.uses[kind]}</p>
            </div>
            <footer>{where}</footer>
          </article>
        ))}
      </div>
    </Block>
  );
}
