import type { VNode } from 'preact';
import { formatDateTime } from '#kernel/dates';
import { ActLink, ConfirmForm, Field, type FieldOption, Fold, Form } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot } from '#ui/view';
import { MinutesPart, Promised, type Rights } from './pages-after.tsx';
import { CirculationPart } from './pages-circulation.tsx';
import { OpenItem, OtherItem } from './pages-item.tsx';
import { FormalNote, MeetingFacts, nameOf, wordsOf } from './pages-parts.tsx';
import { here, type Table } from './pages-table.tsx';
import { openItem } from './rules.ts';
import { presenceWays } from './schema.ts';

/** Somebody found who is no member. */
export interface Guest {
  readonly id: string;
  readonly name: string;
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
  const instead = of.allSeats.flatMap((seat) => (seat.substituteId === null ? [] : [seat.substituteId]));
  const holders = of.allSeats.map((seat) => seat.personId);
  const all = [...new Set([...holders, ...members, ...instead, ...others])];
  const people = [
    ...all.map((id) => ({ id, name: nameOf(of, id) })),
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
  props: Table & {
    readonly procedures: readonly FieldOption[];
    readonly topics: readonly FieldOption[];
    readonly organisations: readonly FieldOption[];
  },
): VNode {
  const { view, state, keyValue, procedures, topics, organisations } = props;
  const w = wordsOf(view).desk;
  const common = { view, state, form: 'item' };
  return (
    <Fold
      title={w.addItem}
      state={state?.form === 'item' ? state : undefined}
      fields={['title', 'text', 'papers', 'organisation', 'procedure', '']}
    >
      <Form {...{ view, state, keyValue, name: 'item', action: `${here(props)}/item`, submit: w.add, quiet: true }}>
        <Field {...{ ...common, name: 'title', label: w.itemTitle, required: true }} />
        <Field {...{ ...common, name: 'text', label: w.itemText, type: 'area', rows: 2, optional: true }} />
        <Field
          {...{ ...common, name: 'papers', label: w.itemPapers, hint: w.itemPapersHint, type: 'area', rows: 3 }}
          optional
        />
        {organisations.length > 0 && (
          <Field
            {...{ ...common, name: 'organisation', label: w.itemOrganisation, hint: w.itemOrganisationHint }}
            type="select"
            options={[{ value: '', label: w.noProcedure }, ...organisations]}
          />
        )}
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
      {rights.run && state === 'called' && of.meeting.way === 'sitting' && (
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
      {rights.run && state !== 'preparing' && state !== 'cancelled' && (
        <ActLink href={`${deskRoot(view)}/raised/new?kind=meeting&about=${id}`}>{w.page.raise}</ActLink>
      )}
      {rights.run && ahead && <ActLink href={`${here(props)}/change`}>{w.desk.change}</ActLink>}
      {ahead && of.meeting.way === 'sitting' && <ActLink href={`${here(props)}/sheet`}>{w.page.print}</ActLink>}
      {state === 'called' && of.meeting.way === 'sitting' && of.meeting.startsAt <= view.now && (
        <ActLink href={`${here(props)}/paper`}>{w.paper.enter}</ActLink>
      )}
      {state !== 'preparing' && <ActLink href={`${spaceRoot(view)}/meetings/${id}`}>{w.page.sheet}</ActLink>}
    </>
  );
}

const onPage = ['ask', 'move', 'vote', 'item', 'promise', 'minutes', 'present', 'answers'];

/** A meeting at the desk, on one telephone at the table: what is now comes first. */
export function MeetingDeskPage(
  props: Table & {
    readonly rights: Rights;
    readonly guests: readonly Guest[];
    readonly q: string;
    readonly procedures: readonly FieldOption[];
    readonly topics: readonly FieldOption[];
    readonly organisations: readonly FieldOption[];
    readonly draft: string;
  },
): VNode {
  const { view, of, state, rights } = props;
  const { meeting } = of;
  const words = wordsOf(view);
  const now = openItem(of.items);
  const going = meeting.state === 'called' || meeting.state === 'open';
  const openBefore = rights.run && (meeting.state === 'preparing' || going);
  return (
    <Page
      view={view}
      title={meeting.title}
      area="desk"
      section="decisions"
      scripts={now === null ? ['desk-keys', 'confirm-leave'] : ['desk-keys', 'confirm-leave', 'timer']}
    >
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
        {meeting.way === 'circulation' && meeting.state === 'called' && <CirculationPart {...props} run={rights.run} />}
        {rights.run && meeting.state === 'called' && meeting.way === 'sitting' && <PresenceForm {...props} />}
        {of.items.length === 0 && <Empty title={words.page.noAgenda}>{words.page.noAgendaWhy}</Empty>}
        {(meeting.way === 'circulation' && meeting.state === 'called' ? [] : of.items)
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
        <Promised {...props} />
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
