import type { VNode } from 'preact';
import { formatDateTime } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, ConfirmForm, Field, type FieldOption, FieldRow, Fold, Form, Name } from '#ui/form';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { Missed } from './pages.tsx';
import { here, OpenItem, OtherItem, presentOptions, type Table } from './pages-item.tsx';
import { Followups, FormalNote, MeetingFacts, nameOf, wordsOf } from './pages-parts.tsx';
import type { MissedMonth } from './queries-record.ts';
import { openItem } from './rules.ts';
import { type Followup, type Meeting, presenceWays } from './schema.ts';

/** What the reader may do with this meeting. */
export interface Rights {
  readonly run: boolean;
  readonly approve: boolean;
  readonly self: string;
}

/** Somebody found who is no member. */
export interface Guest {
  readonly id: string;
  readonly name: string;
}

/** Meetings at the desk, those being prepared too. */
export function MeetingsDeskPage(props: {
  readonly view: View;
  readonly data: ListData<Meeting>;
  readonly missed: readonly MissedMonth[];
  readonly run: boolean;
}): VNode {
  const { view, data, missed, run } = props;
  const w = wordsOf(view).list;
  const desk = deskRoot(view);
  const acts = (
    <>
      {run && (
        <ActLink href={`${desk}/meetings/new`} kind="line" icon="plus">
          {w.new}
        </ActLink>
      )}
      <ActLink href={`${desk}/followups`}>{w.followups}</ActLink>
    </>
  );
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.deskLede}
      area="desk"
      section="decisions"
      search
      between={<Missed view={view} missed={missed} />}
      bar={acts}
      rowKey={(one) => one.id}
      rowHref={(one) => `${desk}/meetings/${one.id}`}
      empty={
        <Empty title={w.none} acts={acts}>
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** Everything that was promised at any meeting and is still open. */
export function FollowupsPage(props: {
  readonly view: View;
  readonly rows: readonly { readonly one: Followup; readonly owner: string; readonly meeting: string }[];
  readonly today: string;
}): VNode {
  const { view, rows, today } = props;
  const words = wordsOf(view);
  const w = words.followups;
  const desk = deskRoot(view);
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead title={w.title} lede={w.lede} />
      {rows.length === 0 ? (
        <Empty title={w.none} acts={<ActLink href={`${desk}/meetings`}>{words.page.back}</ActLink>}>
          {w.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={rows.map(({ one, owner, meeting }) => ({
            key: one.id,
            what: <Name href={`${desk}/meetings/${one.meetingId}#followups`}>{one.title}</Name>,
            note: `${owner} · ${meeting} · ${one.dueOn < today ? words.page.overdue(one.dueOn) : words.page.due(one.dueOn)}`,
          }))}
        />
      )}
    </Page>
  );
}

/** Members in the order of their seats, then guests who came. */
function PresenceForm(props: Table & { readonly guests: readonly Guest[]; readonly q: string }): VNode {
  const { view, of, state, keyValue, guests, q } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const known = new Map(of.presence.map((one) => [one.personId, one.way]));
  const members = of.seats.map((seat) => seat.personId);
  const others = of.presence.map((one) => one.personId).filter((one) => !members.includes(one));
  const open = of.meeting.bodyId === null || of.meeting.kind === 'symposium' || of.meeting.kind === 'reception';
  const people = [
    ...[...members, ...others].map((id) => ({ id, name: nameOf(of, id) })),
    ...guests.filter((one) => !members.includes(one.id) && !others.includes(one.id)),
  ];
  return (
    <Block title={w.present} id="present">
      <p>{w.presentLede}</p>
      {open && (
        <Form
          {...{
            view,
            state: undefined,
            name: 'find',
            action: `${here(props)}#present`,
            submit: w.findGo,
            method: 'get',
            quiet: true,
          }}
        >
          <Field {...{ view, form: 'find', name: 'q', label: w.find, hint: w.findHint, value: q }} />
        </Form>
      )}
      {people.length === 0 ? (
        <p>{w.nobody}</p>
      ) : (
        <Form
          {...{
            view,
            state,
            keyValue,
            name: 'present',
            action: `${here(props)}/present`,
            submit: w.presentSave,
            quiet: true,
          }}
        >
          {people.map((one) => (
            <Field
              key={one.id}
              {...{ view, state, form: 'present', name: `way-${one.id}`, label: one.name, type: 'select' }}
              value={known.get(one.id) ?? ''}
              options={[
                { value: '', label: '–' },
                ...presenceWays.map((value) => ({ value, label: words.presence[value] })),
              ]}
            />
          ))}
        </Form>
      )}
    </Block>
  );
}

/** One more item for the agenda; perhaps with a decision that is voted on here. */
function ItemForm(
  props: Table & { readonly procedures: readonly FieldOption[]; readonly topics: readonly FieldOption[] },
): VNode {
  const { view, state, keyValue, procedures, topics } = props;
  const w = wordsOf(view).desk;
  const common = { view, state, form: 'item' };
  return (
    <Fold
      title={w.addItem}
      state={state?.form === 'item' ? state : undefined}
      fields={['title', 'text', 'procedure', '']}
    >
      <Form {...{ view, state, keyValue, name: 'item', action: `${here(props)}/item`, submit: w.add, quiet: true }}>
        <Field {...{ ...common, name: 'title', label: w.itemTitle, required: true }} />
        <Field {...{ ...common, name: 'text', label: w.itemText, type: 'area', rows: 2, optional: true }} />
        {topics.length > 0 && (
          <Field
            {...{ ...common, name: 'topic', label: w.itemTopic, type: 'select' }}
            options={[{ value: '', label: w.noProcedure }, ...topics]}
          />
        )}
        {procedures.length > 0 && (
          <Field
            {...{ ...common, name: 'procedure', label: w.itemProcedure, type: 'select' }}
            options={[{ value: '', label: w.noProcedure }, ...procedures]}
          />
        )}
      </Form>
    </Fold>
  );
}

/** Writing down who does what until when. */
function PromiseForm(props: Table): VNode {
  const { view, of, state, keyValue } = props;
  const w = wordsOf(view).desk;
  const common = { view, state, form: 'promise' };
  return (
    <Fold
      title={w.promise}
      state={state?.form === 'promise' ? state : undefined}
      fields={['title', 'owner', 'dueOn', '']}
    >
      <Form
        {...{
          view,
          state,
          keyValue,
          name: 'promise',
          action: `${here(props)}/promise`,
          submit: w.promiseSave,
          quiet: true,
        }}
        hidden={{ itemId: openItem(of.items)?.id ?? '' }}
      >
        <Field {...{ ...common, name: 'title', label: w.promiseTitle, required: true }} />
        <FieldRow>
          <Field
            {...{ ...common, name: 'owner', label: w.owner, type: 'select', required: true }}
            options={presentOptions(props)}
          />
          <Field {...{ ...common, name: 'dueOn', label: w.due, type: 'date', required: true, short: true }} />
        </FieldRow>
      </Form>
    </Fold>
  );
}

function ReportForm(props: Table & { readonly one: Followup }): VNode {
  const { view, one, keyValue } = props;
  const w = wordsOf(view).desk;
  return (
    <ConfirmForm
      {...{ view, keyValue: `${keyValue}${one.id.slice(-6)}`, name: 'report', label: w.reportSave, kind: 'word' }}
      action={`${here(props)}/report`}
      hidden={{ followupId: one.id }}
      reason={{ name: 'report', label: w.report, required: true }}
    >
      <Field {...{ view, form: `report-${one.id}`, name: 'dropped', label: w.dropped, type: 'check' }} />
    </ConfirmForm>
  );
}

/** Minutes after the meeting: a draft from what happened, saved, then approved by another. */
function MinutesPart(props: Table & { readonly rights: Rights; readonly draft: string }): VNode {
  const { view, of, state, keyValue, rights, draft } = props;
  const w = wordsOf(view).desk;
  const { meeting } = of;
  const written = meeting.minutes !== '';
  return (
    <Block title={w.minutes} id="minutes">
      {rights.run && (
        <>
          <p>{w.minutesLede}</p>
          <Form
            {...{
              view,
              state,
              keyValue,
              name: 'minutes',
              action: `${here(props)}/minutes`,
              submit: w.minutesSave,
              quiet: true,
            }}
          >
            <Field
              {...{
                view,
                state,
                form: 'minutes',
                name: 'minutes',
                label: w.minutesText,
                type: 'area',
                rows: 16,
                required: true,
              }}
              value={written ? meeting.minutes : draft}
            />
          </Form>
        </>
      )}
      {!rights.run && written && meeting.minutes.split('\n').map((line, at) => <p key={`${at}`}>{line}</p>)}
      {written && rights.approve && meeting.minutesBy !== rights.self && (
        <>
          <p>{w.approveLede}</p>
          <Act
            {...{ view, keyValue: `${keyValue}a`, name: 'approve', label: w.approve }}
            action={`${here(props)}/approve`}
            kind="main"
          />
        </>
      )}
      {written && meeting.minutesBy === rights.self && <p class="muted">{w.approveWait}</p>}
    </Block>
  );
}

/** What comes next in the life of a meeting. */
function NextSteps(props: Table & { readonly rights: Rights }): VNode {
  const { view, of, keyValue, rights } = props;
  const w = wordsOf(view);
  const { state, id } = of.meeting;
  const ahead = state === 'preparing' || state === 'called';
  const done = of.items.every((one) => one.state === 'done' || one.state === 'put_off');
  return (
    <>
      {rights.run && state === 'preparing' && of.items.length > 0 && (
        <ConfirmForm
          {...{ view, keyValue, name: 'call', label: w.desk.call, kind: 'main' }}
          action={`${here(props)}/call`}
          reason={{ name: 'lateReason', label: w.desk.lateReason, hint: w.desk.lateHint }}
        />
      )}
      {rights.run && state === 'called' && (
        <Act
          {...{ view, keyValue: `${keyValue}o`, name: 'open', label: w.desk.open }}
          action={`${here(props)}/open`}
          kind="main"
        />
      )}
      {rights.run && state === 'open' && done && (
        <Act
          {...{ view, keyValue: `${keyValue}e`, name: 'end', label: w.desk.end }}
          action={`${here(props)}/end`}
          kind="main"
        />
      )}
      {rights.run && ahead && <ActLink href={`${here(props)}/change`}>{w.desk.change}</ActLink>}
      {ahead && <ActLink href={`${here(props)}/sheet`}>{w.page.print}</ActLink>}
      {state !== 'preparing' && <ActLink href={`${spaceRoot(view)}/meetings/${id}`}>{w.page.sheet}</ActLink>}
    </>
  );
}

const onPage = ['ask', 'move', 'vote', 'item', 'promise', 'minutes', 'present'];

/** A meeting at the desk, on one telephone at the table: what is now comes first. */
export function MeetingDeskPage(
  props: Table & {
    readonly rights: Rights;
    readonly guests: readonly Guest[];
    readonly q: string;
    readonly procedures: readonly FieldOption[];
    readonly topics: readonly FieldOption[];
    readonly draft: string;
  },
): VNode {
  const { view, of, state, rights } = props;
  const { meeting } = of;
  const words = wordsOf(view);
  const now = openItem(of.items);
  const going = meeting.state === 'called' || meeting.state === 'open';
  const openBefore = rights.run && (meeting.state === 'preparing' || going);
  const act = rights.run ? (one: Followup) => one.state === 'open' && <ReportForm {...props} one={one} /> : undefined;
  return (
    <Page view={view} title={meeting.title} area="desk" section="decisions">
      <RecordHead
        kind={words.page.kind(words.kinds[meeting.kind], meeting.number)}
        title={meeting.title}
        state={words.states[meeting.state]}
        lede={formatDateTime(meeting.startsAt, view.lang)}
        next={<NextSteps {...props} />}
      />
      <Refused state={state} except={onPage} />
      <FormalNote view={view} of={of} />
      <Pair side={<MeetingFacts view={view} of={of} inside />}>
        {now !== null && rights.run && <OpenItem {...props} item={now} />}
        {rights.run && meeting.state === 'called' && <PresenceForm {...props} />}
        {of.items.length === 0 && <Empty title={words.page.noAgenda}>{words.page.noAgendaWhy}</Empty>}
        {of.items
          .filter((item) => !rights.run || item.id !== now?.id)
          .map((item) =>
            rights.run ? (
              <OtherItem key={item.id} {...props} item={item} busy={now !== null} />
            ) : (
              <OtherItem
                key={item.id}
                {...props}
                of={{ ...of, meeting: { ...meeting, state: 'closed' } }}
                item={item}
                busy
              />
            ),
          )}
        {openBefore && <ItemForm {...props} />}
        {rights.run && meeting.state === 'open' && <PresenceForm {...props} />}
        {meeting.state === 'ended' && <MinutesPart {...props} />}
        <Block title={words.page.followups} id="followups">
          {of.followups.length === 0 ? (
            <p>{words.page.noFollowups}</p>
          ) : (
            <Followups view={view} of={of} all={of.followups} {...(act === undefined ? {} : { act })} />
          )}
          {rights.run && (meeting.state === 'open' || meeting.state === 'ended') && <PromiseForm {...props} />}
        </Block>
        {of.before.length > 0 && (
          <Block title={words.page.before}>
            <Followups view={view} of={of} all={of.before} />
          </Block>
        )}
        {rights.run && (meeting.state === 'preparing' || meeting.state === 'called') && (
          <ConfirmForm
            {...{ view, keyValue: `${props.keyValue}x`, name: 'cancel', label: words.desk.cancel, kind: 'word' }}
            action={`${here(props)}/cancel`}
            reason={{ required: true }}
          />
        )}
      </Pair>
    </Page>
  );
}
