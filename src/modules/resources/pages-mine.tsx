import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, ConfirmForm, Field, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { meRoot, spaceRoot, type View } from '#ui/view';
import { OwnWaits } from './pages-lines.tsx';
import { leftText, Refusal, spanText, wordsOf } from './pages-parts.tsx';
import type { Resource } from './queries.ts';
import type { Booking } from './queries-bookings.ts';
import type { Part, Wait } from './queries-lines.ts';

/** What somebody offers, what others have of it, and what they have of others. */
export interface MinePageProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly resources: readonly Resource[];
  /** Live bookings of one's own resources. */
  readonly out: readonly Booking[];
  readonly bookings: readonly Booking[];
  /** Where one stands in line. */
  readonly waits: readonly Wait[];
}

function mineRoot(view: View): string {
  return meRoot(view);
}

/** What an owner can do with a resource; the desk's page uses the same buttons under its own root. */
export function OwnerActs(props: {
  readonly view: View;
  readonly root: string;
  readonly keyValue: string;
  readonly one: Resource;
}): VNode | null {
  const { view, one, root, keyValue } = props;
  const t = wordsOf(view).acts;
  const to = (deed: string) => `${root}/resources/${one.id}/${deed}`;
  const shared = { view, keyValue };
  if (one.state === 'ended' || one.state === 'refused') return null;
  return (
    <>
      {(one.state === 'open' || one.state === 'paused') && (
        <ConfirmForm {...shared} name="confirm" action={to('confirm')} label={t.confirm} icon="check" />
      )}
      {one.validUntil !== null && (
        <ConfirmForm {...shared} name="extend" action={to('extend')} label={t.extend}>
          <Field
            view={view}
            form={`extend-${one.id.slice(-8)}`}
            name="valid_until"
            label={wordsOf(view).extend.label}
            type="date"
            required
          />
        </ConfirmForm>
      )}
      {one.state === 'open' && <ConfirmForm {...shared} name="pause" action={to('pause')} label={t.pause} />}
      {one.state === 'paused' && <ConfirmForm {...shared} name="resume" action={to('resume')} label={t.resume} />}
      <ConfirmForm
        {...shared}
        name="end"
        action={to('end')}
        label={t.end}
        reason={{ label: t.reason, required: true }}
      />
    </>
  );
}

/** What can be done with one booking, under the root of whoever looks. */
export function BookingActs(props: {
  readonly view: View;
  readonly root: string;
  readonly keyValue: string;
  readonly booking: Booking;
  /** Whether the reader hands out and takes back: the desk, or the owner. */
  readonly gives: boolean;
  /** On a thing's own page its condition can be noted, and what of a kit is missing; in lists one tap is enough. */
  readonly noting?: { readonly parts: readonly Part[] };
}): VNode | null {
  const { view, root, keyValue, booking } = props;
  const w = wordsOf(view);
  const t = w.acts;
  const to = (deed: string) => `${root}/bookings/${booking.id}/${deed}`;
  const shared = { view, keyValue };
  const form = `note-${booking.id.slice(-8)}`;
  return (
    <>
      {props.gives && booking.state === 'reserved' && (
        <ConfirmForm {...shared} name="out" action={to('out')} label={t.handOut} icon="check">
          {props.noting === undefined ? undefined : (
            <Field view={view} form={form} name="condition_out" label={t.conditionOut} maxlength={200} optional />
          )}
        </ConfirmForm>
      )}
      {props.gives && booking.state === 'out' && (
        <ConfirmForm {...shared} name="back" action={to('back')} label={t.back} icon="undo">
          {props.noting === undefined ? undefined : (
            <>
              <Field view={view} form={form} name="condition_in" label={t.conditionIn} maxlength={200} optional />
              {props.noting.parts.map((part) => (
                <Field
                  key={part.id}
                  view={view}
                  form={form}
                  name={`lack-${part.id}`}
                  label={w.kit.lackOf(part.title)}
                  hint={w.kit.full}
                  type="number"
                  optional
                />
              ))}
            </>
          )}
        </ConfirmForm>
      )}
      {booking.state === 'reserved' && (
        <ConfirmForm
          {...shared}
          name="cancel"
          action={to('cancel')}
          label={t.cancel}
          reason={{ label: t.reason, required: true }}
        />
      )}
    </>
  );
}

function due(view: View, booking: Booking): string {
  const w = wordsOf(view);
  if (booking.state !== 'out') return w.bookingStates[booking.state];
  const day = formatDate(new Date(booking.until.getTime() - 60_000), view.lang);
  return booking.late ? w.mine.lateDue(day) : w.mine.due(day);
}

function Bookings(props: MinePageProps & { readonly list: readonly Booking[]; readonly gives: boolean }): VNode {
  const { view } = props;
  return (
    <Lines
      items={props.list.map((one) => ({
        key: one.id,
        what: (
          <>
            <a href={`${spaceRoot(view)}/resources/${one.resourceId}`}>{one.title}</a>
            {props.gives && ` · ${one.who}`}
          </>
        ),
        note: spanText(view, one),
        value: due(view, one),
        acts: (
          <BookingActs view={view} root={mineRoot(view)} keyValue={props.keyValue} booking={one} gives={props.gives} />
        ),
      }))}
    />
  );
}

/** What one offers, each with what can be done with it; a room's hours are kept on a page of their own. */
function OwnResources(props: MinePageProps & { readonly offer: VNode }): VNode {
  const { view } = props;
  const w = wordsOf(view);
  if (props.resources.length === 0)
    return (
      <Empty title={w.mine.noResources} acts={props.offer}>
        {w.mine.noResourcesMore}
      </Empty>
    );
  return (
    <Lines
      items={props.resources.map((one) => ({
        key: one.id,
        what: one.number === null ? one.title : <a href={`${spaceRoot(view)}/resources/${one.id}`}>{one.title}</a>,
        acts: (
          <>
            {one.kind === 'room' && (one.state === 'open' || one.state === 'paused') && (
              <ActLink href={`${mineRoot(view)}/resources/${one.id}/hours`} icon="day">
                {w.acts.hours}
              </ActLink>
            )}
            <OwnerActs view={view} root={mineRoot(view)} keyValue={props.keyValue} one={one} />
          </>
        ),
        note: [w.record.states[one.state], one.stateReason === null ? '' : w.record.why(one.stateReason)]
          .filter((part) => part !== '')
          .join(' · '),
        value: leftText(view, one),
      }))}
    />
  );
}

/** One's own page of resources and bookings. */
export function MinePage(props: MinePageProps): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const t = w.mine;
  const root = spaceRoot(view);
  const offer = (
    <ActLink href={`${root}/help/offer`} icon="plus">
      {w.list.offer}
    </ActLink>
  );
  return (
    <Page view={view} title={t.title} area="me" section="me">
      <PageHead
        title={t.title}
        acts={
          <>
            <ActLink href={`${mineRoot(view)}/matches`}>{t.matches}</ActLink>
            <ActLink href={`${mineRoot(view)}/units`}>{t.units}</ActLink>
            <ActLink href={`${mineRoot(view)}/bookings.ics`} icon="day">
              {w.calendar.mine}
            </ActLink>
          </>
        }
      />
      <Refusal state={props.state} />
      <Block title={t.bookings} id="bookings">
        {props.bookings.length === 0 ? (
          <Empty title={t.noBookings} acts={<ActLink href={`${root}/resources`}>{w.help.resources}</ActLink>}>
            {t.noBookingsMore}
          </Empty>
        ) : (
          <Bookings {...props} list={props.bookings} gives={false} />
        )}
      </Block>
      {props.waits.length > 0 && (
        <Block title={w.line.mine} id="waits">
          <OwnWaits view={view} root={mineRoot(view)} keyValue={props.keyValue} waits={props.waits} />
        </Block>
      )}
      {props.out.length > 0 && (
        <Block title={t.out} id="out">
          <Bookings {...props} list={props.out} gives />
        </Block>
      )}
      <Block title={t.resources} id="resources" aside={offer}>
        <OwnResources {...props} offer={offer} />
      </Block>
    </Page>
  );
}
