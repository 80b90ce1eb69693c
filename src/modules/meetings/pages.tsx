import type { VNode } from 'preact';
import { formatDateTime } from '#kernel/dates';
import type { ListData } from '#platform/web';
import { ActLink, ConfirmForm, Field, Form, type FormState, Name, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { meRoot, spaceRoot, type View } from '#ui/view';
import { AnswerForms } from './pages-circulation.tsx';
import { Aside, Followups, FormalNote, MeetingFacts, Minutes, Motions, wordsOf } from './pages-parts.tsx';
import type { MissedMonth, Record } from './queries-record.ts';
import { type Item, type Meeting, type PresenceWay, sides } from './schema.ts';

/** Columns of the list of meetings. */
export function meetingColumns(view: View): Column<Meeting>[] {
  const words = wordsOf(view);
  const w = words.list;
  const body = (one: Meeting) => one.bodyName ?? w.openTo;
  const kind = (one: Meeting) => words.kinds[one.kind];
  const state = (one: Meeting) => words.states[one.state];
  const when = (one: Meeting) => formatDateTime(one.startsAt, view.lang);
  return [
    { key: 'number', title: w.number, cell: (one) => one.number, text: (one) => one.number },
    { key: 'title', title: w.what, cell: (one) => one.title, text: (one) => one.title, wide: true },
    { key: 'when', title: w.when, cell: when, text: when, secondary: true },
    { key: 'kind', title: w.kind, cell: kind, text: kind, desktopOnly: true },
    { key: 'body', title: w.body, cell: body, text: body, desktopOnly: true },
    { key: 'state', title: w.state, cell: state, text: state, secondary: true },
  ];
}

/** Months in which a joint meeting was missed, in red (F086). */
export function Missed(props: { readonly view: View; readonly missed: readonly MissedMonth[] }): VNode | null {
  const w = wordsOf(props.view).list;
  if (props.missed.length === 0) return null;
  return (
    <Note tone="wrong">
      <p>
        <b>{w.missedTitle}</b>
      </p>
      {props.missed.map((one) => (
        <p key={`${one.bodyName}${one.month}`}>{w.missed(one.bodyName, one.month)}</p>
      ))}
    </Note>
  );
}

/** The public list of meetings. */
export function MeetingsPage(props: {
  readonly view: View;
  readonly data: ListData<Meeting>;
  readonly missed: readonly MissedMonth[];
}): VNode {
  const { view, data, missed } = props;
  const w = wordsOf(view).list;
  const root = spaceRoot(view);
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.lede}
      section="decisions"
      search
      between={<Missed view={view} missed={missed} />}
      rowKey={(one) => one.id}
      rowHref={(one) => `${root}/meetings/${one.id}`}
      empty={
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${root}/bodies`}>{w.bodies}</ActLink>
              <ActLink href={`${root}/rules`}>{w.rules}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** One item of the agenda as the public sees it. */
export function ItemBlock(props: { readonly view: View; readonly of: Record; readonly item: Item }): VNode {
  const { view, of, item } = props;
  const words = wordsOf(view);
  const w = words.page;
  const spoke = of.turns.filter((one) => one.itemId === item.id && one.beganAt !== null).length;
  return (
    <Block title={`${item.ordinal}. ${item.title}`} aside={words.itemStates[item.state]} id={`item-${item.ordinal}`}>
      {item.text !== '' && item.text.split('\n').map((line) => <p key={line}>{line}</p>)}
      {item.outcome !== null && (
        <p>
          <b>{w.outcome}</b> {item.outcome}
        </p>
      )}
      {spoke > 0 && <p class="muted">{w.spoke(spoke)}</p>}
      <Aside view={view} of={of} item={item} />
      <Motions view={view} of={of} item={item} />
      {item.topicId !== null && (
        <p>
          <Name href={`${spaceRoot(view)}/topics/${item.topicId}`}>{w.topic}</Name>
        </p>
      )}
      {item.procedureId !== null && (
        <p>
          <Name href={`${spaceRoot(view)}/decisions/${item.procedureId}`}>{w.procedure}</Name>
        </p>
      )}
    </Block>
  );
}

/** A meeting in public: what was on the agenda, what came of it, who came, and what was promised. */
export function MeetingPage(props: {
  readonly view: View;
  readonly of: Record;
  readonly state: FormState | undefined;
  readonly takes: boolean;
}): VNode {
  const { view, of, takes } = props;
  const { meeting } = of;
  const words = wordsOf(view);
  const w = words.page;
  const root = spaceRoot(view);
  const ahead = meeting.state === 'called' || meeting.state === 'open';
  const mine = `${meRoot(view)}/meetings/${meeting.id}`;
  return (
    <Page view={view} title={meeting.title} section="decisions">
      <RecordHead
        kind={w.kind(words.kinds[meeting.kind], meeting.number)}
        title={meeting.title}
        state={words.states[meeting.state]}
        lede={meeting.text === '' ? undefined : meeting.text}
        next={
          <>
            {ahead && takes && (
              <ActLink href={mine} kind="main">
                {words.desk.mine}
              </ActLink>
            )}
            {ahead && <ActLink href={`${root}/meetings/${meeting.id}/calendar`}>{w.calendar}</ActLink>}
            <ActLink href={`${root}/meetings`}>{w.back}</ActLink>
          </>
        }
      />
      <Refused state={props.state} />
      <FormalNote view={view} of={of} />
      <Pair side={<MeetingFacts view={view} of={of} />}>
        {of.items.length === 0 ? (
          <Empty title={w.noAgenda}>{w.noAgendaWhy}</Empty>
        ) : (
          of.items.map((item) => <ItemBlock key={item.id} view={view} of={of} item={item} />)
        )}
        {meeting.endedAt !== null && (
          <Block title={w.followups} id="followups">
            {of.followups.length === 0 ? <p>{w.noFollowups}</p> : <Followups view={view} of={of} all={of.followups} />}
          </Block>
        )}
        {meeting.endedAt !== null && <Minutes view={view} of={of} />}
      </Pair>
    </Page>
  );
}

/** Saying by one's own telephone that one is there, takes part from elsewhere, or cannot come. */
function Coming(props: {
  readonly view: View;
  readonly action: string;
  readonly way: PresenceWay | null;
  readonly keyValue: string;
}): VNode {
  const { view, action, way, keyValue } = props;
  const w = wordsOf(view).desk;
  return (
    <Block title={w.mine}>
      {(['here', 'remote', 'excused'] as const)
        .filter((one) => one !== way)
        .map((one) => (
          <Act
            key={one}
            {...{ view, action, keyValue: `${keyValue}${one}`, name: 'here', label: w[one] }}
            kind={one === 'here' ? 'main' : 'line'}
            hidden={{ way: one }}
          />
        ))}
    </Block>
  );
}

/** An item as a member sees it: its papers, unless they stand aside; and saying so. */
function MyItem(props: {
  readonly view: View;
  readonly of: Record;
  readonly item: Item;
  readonly self: string;
  readonly action: string;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, of, item, self, action, keyValue } = props;
  const words = wordsOf(view);
  const aside = of.recusals.some((one) => one.itemId === item.id && one.personId === self);
  const seated = of.allSeats.some((one) => one.personId === self || one.substituteId === self);
  const live = item.state !== 'done' && item.state !== 'put_off' && of.meeting.state !== 'ended';
  return (
    <>
      <p>
        {item.ordinal}. {item.title} · {words.itemStates[item.state]}
      </p>
      {aside && <p class="muted">{words.aside.noPapers}</p>}
      {!aside && item.papers !== '' && item.papers.split('\n').map((line) => <p key={line}>{line}</p>)}
      {!aside && seated && live && (
        <ConfirmForm
          {...{ view, action, name: 'aside', label: words.aside.say, kind: 'word' }}
          keyValue={`${keyValue}a${item.ordinal}`}
          hidden={{ itemId: item.id }}
          reason={{ name: 'detail', label: words.aside.why, required: true }}
        />
      )}
    </>
  );
}

/** A member's own part: coming or not, and asking to speak; for one telephone in one hand. */
export function MyMeetingPage(props: {
  readonly view: View;
  readonly of: Record;
  readonly self: string;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, of, self, state, keyValue } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const { meeting } = of;
  const here = `${meRoot(view)}/meetings/${meeting.id}`;
  const way = of.presence.find((one) => one.personId === self)?.way ?? null;
  const debated = of.items.find((one) => one.state === 'debate') ?? null;
  const waits = of.turns.some((one) => one.personId === self && one.itemId === debated?.id && one.beganAt === null);
  const open = meeting.state === 'called' || meeting.state === 'open';
  return (
    <Page view={view} title={meeting.title} area="me" section="me">
      <RecordHead
        kind={words.kinds[meeting.kind]}
        title={meeting.title}
        state={way === null ? words.states[meeting.state] : words.presence[way]}
        next={<ActLink href={`${spaceRoot(view)}/meetings/${meeting.id}`}>{words.page.agenda}</ActLink>}
      />
      <Refused state={state} except={['ask']} />
      <Pair side={<MeetingFacts view={view} of={of} inside />}>
        {meeting.way === 'circulation' && meeting.state === 'called' && (
          <AnswerForms {...{ view, of, self, state, keyValue }} action={`${here}/answer`} />
        )}
        {open && meeting.way === 'sitting' && (
          <Coming view={view} action={`${here}/here`} way={way} keyValue={keyValue} />
        )}
        {debated !== null && (way === 'here' || way === 'remote') && (
          <Block title={`${debated.ordinal}. ${debated.title}`}>
            {waits ? (
              <p>{w.myTurn}</p>
            ) : (
              <Form {...{ view, state, keyValue, name: 'ask', action: `${here}/ask`, submit: w.askTurn }} fill>
                <input type="hidden" name="itemId" value={debated.id} />
                <Field
                  {...{ view, state, form: 'ask', name: 'side', label: w.side, type: 'choices', required: true }}
                  options={sides.map((value) => ({ value, label: words.sides[value] }))}
                />
              </Form>
            )}
          </Block>
        )}
        {meeting.way === 'sitting' && (
          <Block title={words.page.agenda}>
            {of.items.map((item) => (
              <MyItem key={item.id} {...{ view, of, item, self, state, keyValue }} action={`${here}/aside`} />
            ))}
          </Block>
        )}
        {of.followups.some((one) => one.ownerId === self && one.state === 'open') && (
          <Block title={words.page.followups}>
            <Followups view={view} of={of} all={of.followups.filter((one) => one.ownerId === self)} />
          </Block>
        )}
      </Pair>
    </Page>
  );
}
