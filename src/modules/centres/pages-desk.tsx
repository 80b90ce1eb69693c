import type { VNode } from 'preact';
import { formatDate, type LocalDate } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, type FieldOption, Fold, Form, type FormState } from '#ui/form';
import { Hours, weekDays } from '#ui/hours';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { VisitTable, wordsOf } from './pages.tsx';
import { hasHours, type Opening, spansTyped } from './rules.ts';
import { type Centre, dayFields, type OpenThing, type Purpose, purposes, type Visits } from './schema.ts';

/** The desk's list of centres. */
export function DeskCentresPage(props: { readonly view: View; readonly all: readonly Centre[] }): VNode {
  const { view, all } = props;
  const t = wordsOf(view).list;
  const root = deskRoot(view);
  const fresh = (
    <ActLink href={`${root}/centres/new`} icon="plus">
      {t.fresh}
    </ActLink>
  );
  return (
    <Page view={view} title={t.title} area="desk" section="resources">
      <PageHead title={t.title} lede={t.deskLede} acts={fresh} />
      {all.length === 0 ? (
        <Empty title={t.emptyTitle} acts={fresh}>
          {t.deskEmpty}
        </Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what: <a href={`${root}/centres/${one.id}`}>{one.title}</a>,
            note: one.addressText,
          }))}
        />
      )}
    </Page>
  );
}

function FactFields(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
  readonly one?: Centre;
}): VNode {
  const { view, state, form, one } = props;
  const t = wordsOf(view).desk;
  const shared = { view, state, form };
  return (
    <>
      <Field {...shared} name="title" label={t.title} value={one?.title} maxlength={40} required />
      <Field
        {...shared}
        name="about_text"
        label={t.about}
        value={one?.aboutText}
        type="area"
        maxlength={600}
        optional
      />
      <Field {...shared} name="address_text" label={t.address} value={one?.addressText} maxlength={120} optional />
      <Field {...shared} name="phone" label={t.phone} value={one?.phone} type="tel" maxlength={20} optional />
    </>
  );
}

/** The form that makes a place a centre. */
export function NewCentrePage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly places: readonly FieldOption[];
}): VNode {
  const { view, state } = props;
  const t = wordsOf(view).desk;
  return (
    <Page view={view} title={t.newTitle} area="desk" section="resources">
      <PageHead title={t.newTitle} lede={t.newLede} />
      <Form
        view={view}
        state={state}
        name="centre"
        action={`${deskRoot(view)}/centres/new`}
        submit={t.open}
        keyValue={props.keyValue}
      >
        <Field
          {...{ view, state, form: 'centre' }}
          name="place"
          label={t.place}
          hint={t.placeHint}
          type="select"
          options={props.places}
          required
        />
        <FactFields view={view} state={state} form="centre" />
      </Form>
    </Page>
  );
}

/** Everything the desk's page of a centre shows. */
export interface DeskCentreProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly one: Centre;
  readonly opening: Opening;
  readonly last: readonly Visits[];
  readonly sums: readonly { readonly month: LocalDate; readonly purpose: Purpose; readonly people: bigint }[];
}

function LastVisits(props: DeskCentreProps): VNode {
  const { view, last } = props;
  const w = wordsOf(view);
  if (last.length === 0) return <p>{w.desk.none}</p>;
  return (
    <Lines
      items={last.map((visits) => ({
        key: visits.id,
        what: w.purposes[visits.purpose],
        note:
          visits.droppedReason === null ? <Day view={view} date={visits.day} /> : w.desk.dropped(visits.droppedReason),
        value:
          visits.droppedReason === null ? w.page.people(groupDigits(BigInt(visits.people))) : <s>{visits.people}</s>,
        ...(visits.droppedReason === null
          ? {
              acts: (
                <ConfirmForm
                  view={view}
                  name="drop"
                  action={`${deskRoot(view)}/visits/${visits.id}/drop`}
                  label={w.desk.drop}
                  kind="word"
                  keyValue={`${props.keyValue}${visits.id.slice(-8)}`}
                  reason={{ label: w.desk.reason, required: true }}
                />
              ),
            }
          : {}),
      }))}
    />
  );
}

/** The desk's page of a centre: counting who comes is the first thing on it. */
export function DeskCentrePage(props: DeskCentreProps): VNode {
  const { view, state, one, keyValue } = props;
  const w = wordsOf(view);
  const t = w.desk;
  const here = `${deskRoot(view)}/centres/${one.id}`;
  const shared = { view, state, form: 'count' };
  return (
    <Page view={view} title={one.title} area="desk" section="resources">
      <RecordHead
        kind={w.page.kind}
        title={one.title}
        next={<ActLink href={`${spaceRoot(view)}/centres/${one.id}`}>{w.page.public}</ActLink>}
      />
      <Pair
        side={
          <>
            <Block
              title={w.page.hours}
              aside={<ActLink href={`${deskRoot(view)}/opening/centre/${one.id}`}>{t.hours}</ActLink>}
            >
              {hasHours(props.opening) ? <Hours view={view} {...props.opening} /> : <p>{w.page.noHours}</p>}
            </Block>
            <Block title={w.page.visits}>
              <VisitTable view={view} sums={props.sums} />
            </Block>
          </>
        }
      >
        <Block title={t.count} id="count" voice>
          <Form view={view} state={state} name="count" action={`${here}/count`} submit={t.submit} keyValue={keyValue}>
            <Field
              {...shared}
              name="purpose"
              label={t.purpose}
              type="choices"
              options={purposes.map((one) => ({ value: one, label: w.purposes[one] }))}
              required
            />
            <Field {...shared} name="people" label={t.people} type="number" required />
            <Field {...shared} name="day" label={t.day} hint={t.dayHint} type="date" optional />
          </Form>
        </Block>
        <Block title={t.last} id="last">
          <LastVisits {...props} />
        </Block>
        <Fold title={t.edit} state={state} fields={['title', 'about_text', 'address_text', 'phone']}>
          <Form
            view={view}
            state={state}
            name="edit"
            action={`${here}/edit`}
            submit={t.save}
            keyValue={`${keyValue}-edit`}
            quiet
          >
            <FactFields view={view} state={state} form="edit" one={one} />
          </Form>
        </Fold>
      </Pair>
    </Page>
  );
}

/** Everything the page of hours shows. */
interface OpeningProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly thing: OpenThing & { readonly title: string; readonly back: string };
  readonly opening: Opening;
  /** Where the forms go: the desk's page, or that of a room's own owner. */
  readonly here: string;
  readonly area: 'desk' | 'me';
}

function OtherDay(props: OpeningProps): VNode {
  const { view, state, keyValue, here } = props;
  const t = wordsOf(view).opening;
  return (
    <Block title={t.other} id="other">
      <Form
        view={view}
        state={state}
        name="exception"
        action={`${here}/exception`}
        submit={t.add}
        keyValue={`${keyValue}-exception`}
        quiet
      >
        <Field {...{ view, state, form: 'exception' }} name="day" label={t.day} type="date" required />
        <Field {...{ view, state, form: 'exception' }} name="hours" label={t.hours} hint={t.hoursHint} short optional />
        <Field
          {...{ view, state, form: 'exception' }}
          name="note"
          label={t.note}
          hint={t.noteHint}
          maxlength={60}
          optional
        />
      </Form>
    </Block>
  );
}

/** Where hours are written: the usual week, and days that differ. */
export function OpeningPage(props: OpeningProps): VNode {
  const { view, state, thing, opening, keyValue, here, area } = props;
  const t = wordsOf(view).opening;
  const days = weekDays(view);
  return (
    <Page view={view} title={t.of(thing.title)} area={area} section={area === 'me' ? 'me' : 'resources'}>
      <PageHead title={t.of(thing.title)} lede={t.lede} acts={<ActLink href={thing.back}>{t.back}</ActLink>} />
      <Pair
        side={
          <Block title={t.now}>
            {hasHours(opening) ? <Hours view={view} {...opening} /> : <p>{t.none}</p>}
            {opening.exceptions.map((one) => (
              <ConfirmForm
                key={one.day}
                view={view}
                name="drop"
                action={`${here}/drop`}
                label={t.dropOf(formatDate(one.day, view.lang))}
                kind="word"
                keyValue={`${keyValue}${one.day}`}
                hidden={{ day: one.day }}
              />
            ))}
          </Block>
        }
      >
        <Block title={t.week} id="week">
          <Form view={view} state={state} name="week" action={here} submit={t.save} keyValue={keyValue}>
            {dayFields.map((field, at) => (
              <Field
                key={field}
                {...{ view, state, form: 'week' }}
                name={field}
                label={days[at] ?? ''}
                value={spansTyped(opening.week[at] ?? [])}
                maxlength={120}
              />
            ))}
          </Form>
        </Block>
        <OtherDay {...props} />
      </Pair>
    </Page>
  );
}
