import type { VNode } from 'preact';
import type { LocalDate } from '#kernel/dates';
import type { Opening } from '#modules/centres';
import type { ListData } from '#platform/web';
import { ActLink, ConfirmForm, Field, Form, type FormState, Name } from '#ui/form';
import { List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Lines, Pair, RecordHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { type HelpedNeed, ReserveFields } from './pages.tsx';
import { OneCalendar, RoomHours } from './pages-calendar.tsx';
import { LendBox } from './pages-lending.tsx';
import { DeskWaits, KitBox } from './pages-lines.tsx';
import { BookingActs, OwnerActs } from './pages-mine.tsx';
import {
  type Borrower,
  type Lookup,
  leftText,
  Refusal,
  ResourceFacts,
  spanText,
  type Used,
  usedFacts,
  wordsOf,
} from './pages-parts.tsx';
import type { ResourceRow } from './queries.ts';
import type { Booking } from './queries-bookings.ts';
import type { Taken } from './queries-calendar.ts';
import type { Lack, Part, Wait } from './queries-lines.ts';
import { bookedKinds } from './schema.ts';

/** The desk's list: what waits to be looked at first. */
export function DeskResourcesPage(props: { readonly view: View; readonly data: ListData<ResourceRow> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view);
  const t = w.list;
  const root = deskRoot(view);
  return (
    <Page view={view} title={t.deskTitle} area="desk" section="resources" wide>
      <List
        view={view}
        {...data}
        title={t.deskTitle}
        search
        rowKey={(row) => row.id}
        rowHref={(row) => `${root}/resources/${row.id}`}
        bar={
          <>
            <ActLink href={`${root}/resources/new`} icon="plus" shortcut="n">
              {t.fresh}
            </ActLink>
            <ActLink href={`${root}/bookings`} icon="day">
              {t.calendar}
            </ActLink>
            <ActLink href={`${root}/calendar`} icon="day">
              {w.acts.month}
            </ActLink>
            <ActLink href={`${root}/lines`}>{w.acts.lines}</ActLink>
            <ActLink href={`${root}/centres`}>{w.acts.centres}</ActLink>
            <ActLink href={`${root}/matches`} icon="help">
              {t.matches}
            </ActLink>
            <ActLink href={`${root}/resources/labels`} icon="print">
              {t.labels}
            </ActLink>
          </>
        }
        empty={
          <Empty
            title={w.desk.emptyTitle}
            acts={
              <>
                <ActLink href={`${root}/resources`}>{t.clear}</ActLink>
                <ActLink href={`${root}/resources/new`} icon="plus">
                  {t.fresh}
                </ActLink>
              </>
            }
          >
            {w.desk.empty}
          </Empty>
        }
      />
    </Page>
  );
}

/** Everything the desk's page of one resource shows. */
export interface DeskResourcePageProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly row: ResourceRow;
  readonly lookup: Lookup;
  readonly by: string;
  readonly bookings: readonly Booking[];
  readonly used: Used;
  readonly borrower: Borrower;
  readonly helped: readonly HelpedNeed[];
  readonly more: DeskMore;
  /** The needs it fits best, at once. */
  readonly fits: readonly { readonly id: string; readonly title: string }[];
}

/** What belongs to lent things and rooms: lines, kits, hours, the month. */
export interface DeskMore {
  readonly line: readonly Wait[];
  readonly parts: readonly Part[];
  readonly lacks: readonly Lack[];
  readonly opening: Opening;
  readonly month: LocalDate;
  readonly taken: readonly Taken[];
}

function Decide(props: DeskResourcePageProps): VNode {
  const { view, row, keyValue } = props;
  const t = wordsOf(view).acts;
  const to = (deed: string) => `${deskRoot(view)}/resources/${row.id}/${deed}`;
  return (
    <>
      <Form view={view} state={props.state} name="open" action={to('open')} submit={t.open} keyValue={keyValue}>
        {row.homeVisits && (
          <Field view={view} state={props.state} form="open" name="vetted" label={t.vetted} type="check" />
        )}
      </Form>
      <ConfirmForm
        view={view}
        name="refuse"
        action={to('refuse')}
        label={t.refuse}
        keyValue={keyValue}
        reason={{ label: t.reason, required: true }}
      />
    </>
  );
}

function Bookings(props: DeskResourcePageProps): VNode {
  const { view } = props;
  const w = wordsOf(view);
  if (props.bookings.length === 0) return <Empty title={w.desk.noBookings}>{w.desk.noBookingsMore}</Empty>;
  return (
    <Lines
      items={props.bookings.map((one) => ({
        key: one.id,
        what: <Name href={`${deskRoot(view)}/people/${one.personId}`}>{one.who}</Name>,
        acts: (
          <BookingActs
            view={view}
            root={deskRoot(view)}
            keyValue={props.keyValue}
            booking={one}
            gives
            noting={{ parts: props.more.parts }}
          />
        ),
        note: spanText(view, one),
        value: one.late ? w.desk.late : w.bookingStates[one.state],
      }))}
    />
  );
}

/** Finding who takes it comes first; then one tap lends it now, or a form keeps it for later. */
function Lending(props: DeskResourcePageProps): VNode {
  const { view, row } = props;
  const w = wordsOf(view);
  const here = `${deskRoot(view)}/resources/${row.id}`;
  const { found } = props.borrower;
  return (
    <Block title={row.kind === 'loan' && !row.keptByOwner ? w.acts.lendTitle : w.acts.reserveFor} id="lend" voice>
      <LendBox view={view} here={here} keyValue={props.keyValue} one={row} borrower={props.borrower} />
      {found.length > 0 && (
        <Form
          view={view}
          state={props.state}
          name="reserve"
          action={`${here}/reserve?who=${encodeURIComponent(props.borrower.query)}`}
          submit={w.record.reserve}
          keyValue={props.keyValue}
          quiet
        >
          <Field
            view={view}
            state={props.state}
            form="reserve"
            name="person"
            label={w.acts.reserveFor}
            type="choices"
            options={found.map((one) => ({ value: one.id, label: one.name, hint: one.note }))}
          />
          <ReserveFields view={view} state={props.state} form="reserve" room={row.kind === 'room'} />
        </Form>
      )}
    </Block>
  );
}

function SideActs(props: DeskResourcePageProps): VNode {
  const { view, row, keyValue } = props;
  const t = wordsOf(view).acts;
  const live = row.state === 'open' || row.state === 'paused';
  return (
    <div class="bar">
      <OwnerActs view={view} root={deskRoot(view)} keyValue={keyValue} one={row} />
      {row.kind === 'goods' && live && (
        <ConfirmForm
          view={view}
          name="count"
          action={`${deskRoot(view)}/resources/${row.id}/count`}
          label={t.count}
          keyValue={keyValue}
          reason={{ label: t.reason, required: true }}
        >
          <Field view={view} form="count" name="counted" label={t.counted} type="number" required />
        </ConfirmForm>
      )}
    </div>
  );
}

/** Hours of a room, and the parts of a kit. */
function SideBlocks(props: DeskResourcePageProps): VNode {
  const { view, row, more } = props;
  const w = wordsOf(view);
  return (
    <>
      {row.kind === 'room' && (
        <Block
          title={w.record.hours}
          aside={<ActLink href={`${deskRoot(view)}/opening/resource/${row.id}`}>{w.acts.hours}</ActLink>}
        >
          <RoomHours view={view} opening={more.opening} />
        </Block>
      )}
      {row.kind === 'loan' && row.state !== 'ended' && row.state !== 'refused' && (
        <Block title={w.kit.title} id="kit">
          <KitBox {...props} parts={more.parts} lacks={more.lacks} />
        </Block>
      )}
    </>
  );
}

/** The needs it was brought together with. */
function Helped(props: DeskResourcePageProps): VNode {
  if (props.helped.length === 0) return <p>{wordsOf(props.view).record.noNeeds}</p>;
  return (
    <Lines
      items={props.helped.map((one) => ({
        key: one.href,
        what: <a href={one.href}>{one.title}</a>,
        note: one.number,
      }))}
    />
  );
}

/** What is done with it: deciding, lending, who has it, who waits, and the month. */
function Work(props: DeskResourcePageProps): VNode {
  const { view, row } = props;
  const w = wordsOf(view);
  const booked = bookedKinds.includes(row.kind);
  return (
    <>
      {row.state === 'offered' && <Decide {...props} />}
      {booked && row.state === 'open' && <Lending {...props} />}
      {booked && (
        <Block title={w.desk.bookings} id="bookings">
          <Bookings {...props} />
        </Block>
      )}
      {(row.secondhand || props.more.line.length > 0) && (
        <Block title={w.line.title} id="line">
          {props.more.line.length === 0 ? (
            <p>{w.line.noLine}</p>
          ) : (
            <DeskWaits view={view} keyValue={props.keyValue} waits={props.more.line} />
          )}
        </Block>
      )}
      {booked && (
        <Block title={w.acts.month} id="month">
          <OneCalendar
            view={view}
            {...props.more}
            room={row.kind === 'room'}
            pieces={row.quantity}
            root={deskRoot(view)}
            named
          />
        </Block>
      )}
      {props.fits.length > 0 && (
        <Block title={w.desk.fits} id="fits">
          <Lines
            items={props.fits.map((one) => ({
              key: one.id,
              what: <a href={`${deskRoot(view)}/needs/${one.id}`}>{one.title}</a>,
            }))}
          />
        </Block>
      )}
    </>
  );
}

/** The desk's page of one resource: the next step first, then who has it, then what can be done with it. */
export function DeskResourcePage(props: DeskResourcePageProps): VNode {
  const { view, row } = props;
  const w = wordsOf(view);
  const t = w.record;
  const root = deskRoot(view);
  const more = [
    { term: w.acts.labelCode, value: row.labelCode },
    ...(row.keptByOwner ? [{ term: t.kept, value: row.owner }] : []),
    ...(props.by === '' ? [] : [{ term: w.desk.history, value: props.by }]),
    ...usedFacts(view, props.used, row.quantity),
  ];
  return (
    <Page view={view} title={row.title} area="desk" section="resources">
      <RecordHead
        kind={[w.kinds[row.kind], row.number === null ? t.kindNew : t.kind(row.number)].join(' · ')}
        title={row.title}
        state={row.state === 'open' ? leftText(view, row) : t.states[row.state]}
        lede={row.stateReason === null ? row.description : t.why(row.stateReason)}
        next={
          row.state === 'open' ? (
            <ActLink href={`${root}/resources/${row.id}/matches`} icon="help">
              {w.acts.matches}
            </ActLink>
          ) : undefined
        }
      />
      <Refusal state={props.state?.form === 'reserve' || props.state?.form === 'open' ? undefined : props.state} />
      <Pair
        side={
          <>
            <Block title={t.facts}>
              <ResourceFacts view={view} row={row} lookup={props.lookup} more={more} />
            </Block>
            <SideActs {...props} />
            <SideBlocks {...props} />
          </>
        }
      >
        <Work {...props} />
        <Block title={t.needs} id="needs">
          <Helped {...props} />
        </Block>
      </Pair>
    </Page>
  );
}
