import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import type { OnAgenda } from '#modules/meetings';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, ConfirmForm, Field, Form, type FormState, Name, Note } from '#ui/form';
import type { Column } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Proposers } from './rules.ts';
import { type Argument, outcomes, type Topic, topicKinds } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** Columns of the list of topics. */
export function topicColumns(view: View): Column<Topic>[] {
  const words = wordsOf(view);
  const w = words.list;
  const kind = (one: Topic) => words.kinds[one.kind];
  const state = (one: Topic) => (one.outcome === null ? words.states[one.state] : words.outcomes[one.outcome]);
  const support = (one: Topic) => w.supportOf(one.supporters, one.needed);
  const when = (one: Topic) => formatDate(one.createdAt, view.lang);
  return [
    { key: 'number', title: w.number, cell: (one) => one.number, text: (one) => one.number, desktopOnly: true },
    { key: 'title', title: w.what, cell: (one) => one.title, text: (one) => one.title, wide: true },
    { key: 'state', title: w.state, cell: state, text: state, secondary: true },
    { key: 'support', title: w.support, cell: support, text: (one) => one.supporters, numeric: true },
    { key: 'kind', title: w.kind, cell: kind, text: kind, desktopOnly: true },
    { key: 'when', title: w.when, cell: when, text: when, desktopOnly: true },
  ];
}

/** Who puts topics forward, in red where residents are too few (F058). */
export function ProposersNote(props: { readonly view: View; readonly who: Proposers }): VNode | null {
  const w = wordsOf(props.view).list;
  const { who } = props;
  if (who.all === 0) return null;
  return (
    <Note tone={who.low ? 'wrong' : 'plain'}>
      <p>
        {w.share(who.residents, who.all)} {who.low && w.low}
      </p>
    </Note>
  );
}

/** The list of topics, in public and at the desk. */
export function TopicsPage(props: {
  readonly view: View;
  readonly data: ListData<Topic>;
  readonly who: Proposers;
  readonly area?: 'desk';
}): VNode {
  const { view, data, who, area } = props;
  const w = wordsOf(view).list;
  const root = spaceRoot(view);
  const here = area === undefined ? root : deskRoot(view);
  const propose = (
    <ActLink href={`${root}/topics/new`} kind="line" icon="plus">
      {w.propose}
    </ActLink>
  );
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={area === undefined ? w.lede : w.deskLede}
      {...(area === undefined ? {} : { area })}
      section="decisions"
      search
      bar={
        <>
          {propose}
          <ActLink href={`${here}/raised`}>{wordsOf(view).raised.list.title}</ActLink>
        </>
      }
      between={<ProposersNote view={view} who={who} />}
      rowKey={(one) => one.id}
      rowHref={(one) => `${here}/topics/${one.id}`}
      empty={
        <Empty
          title={w.none}
          acts={
            <>
              {propose}
              <ActLink href={`${root}/meetings`}>{w.meetings}</ActLink>
              <ActLink href={`${root}/raised`}>{wordsOf(view).raised.list.title}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      }
    />
  );
}

/** Putting a topic forward. */
export function ProposePage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, state, keyValue } = props;
  const words = wordsOf(view);
  const w = words.form;
  const common = { view, state, form: 'topic' };
  return (
    <Page view={view} title={w.title} section="decisions">
      <RecordHead kind={words.list.title} title={w.title} lede={w.lede} />
      <Form {...{ view, state, keyValue, name: 'topic', action: `${spaceRoot(view)}/topics/new`, submit: w.submit }}>
        <Field {...{ ...common, name: 'title', label: w.what, hint: w.whatHint, required: true }} />
        <Field {...{ ...common, name: 'text', label: w.why, type: 'area', rows: 4, required: true }} />
        <Field
          {...{ ...common, name: 'kind', label: w.kind, type: 'choices', required: true, value: 'daily' }}
          options={topicKinds.map((value) => ({ value, label: words.kinds[value] }))}
        />
        {state !== undefined && <Field {...{ ...common, name: 'looked', label: w.looked, type: 'check' }} />}
      </Form>
    </Page>
  );
}

/** A topic with what is said on both sides. */
export interface Shown {
  readonly topic: Topic;
  readonly proposer: string;
  readonly said: readonly Argument[];
  readonly names: ReadonlyMap<string, string>;
  /** Null: the reader is nobody here. */
  readonly behind: boolean | null;
  readonly own: boolean;
  /** The meetings that deal or dealt with it. */
  readonly agendas: readonly OnAgenda[];
}

/** The meetings on whose agenda it stands, each with what came of it there. */
function Agendas(props: { readonly view: View; readonly shown: Shown; readonly root: string }): VNode | null {
  const { view, shown, root } = props;
  if (shown.agendas.length === 0) return null;
  return (
    <Block title={wordsOf(view).page.agendas}>
      <Lines
        items={shown.agendas.map((one) => ({
          key: `${one.id} ${one.ordinal}`,
          what: <Name href={`${root}/meetings/${one.id}#item-${one.ordinal}`}>{one.title}</Name>,
          note: one.outcome ?? undefined,
          value: <Day view={view} date={one.startsAt} />,
        }))}
      />
    </Block>
  );
}

function Side(props: {
  readonly view: View;
  readonly shown: Shown;
  readonly side: Argument['side'];
  readonly hide?: (one: Argument) => VNode;
}): VNode {
  const { view, shown, side, hide } = props;
  const w = wordsOf(view).page;
  const all = shown.said.filter((one) => one.side === side);
  return (
    <Block title={w[side]} aside={all.length === 0 ? undefined : `${all.length}`}>
      {all.length === 0 && <p class="muted">{w.none}</p>}
      {all.map((one) => (
        <div key={one.id} id={`a-${one.id}`}>
          {one.hiddenReason === null ? (
            <p>
              {one.text} <span class="muted">{shown.names.get(one.personId)}</span>
            </p>
          ) : (
            <p class="muted">{w.hidden(one.hiddenReason)}</p>
          )}
          {one.hiddenReason === null && hide?.(one)}
        </div>
      ))}
    </Block>
  );
}

function TopicFacts(props: { readonly view: View; readonly shown: Shown }): VNode {
  const { view, shown } = props;
  const words = wordsOf(view);
  const w = words.page;
  const { topic } = shown;
  return (
    <Facts
      items={[
        { term: w.proposer, value: topic.byOffice ? w.office : shown.proposer },
        { term: w.since, value: formatDate(topic.createdAt, view.lang) },
        { term: words.list.kind, value: words.kinds[topic.kind] },
        ...(topic.reachedAt === null
          ? []
          : [{ term: words.list.state, value: w.reachedOn(formatDate(topic.reachedAt, view.lang)) }]),
        ...(topic.stateReason === null ? [] : [{ term: w.why, value: topic.stateReason }]),
      ]}
    />
  );
}

function Answer(props: { readonly view: View; readonly topic: Topic }): VNode {
  const { view, topic } = props;
  const words = wordsOf(view);
  const w = words.page;
  return (
    <Block title={topic.outcome === null ? w.answer : `${w.answer}: ${words.outcomes[topic.outcome]}`} voice>
      {topic.answer === '' ? (
        <p class="muted">
          {w.noAnswer} {w.noAnswerWhy(topic.needed)}
        </p>
      ) : (
        topic.answer.split('\n').map((line) => <p key={line}>{line}</p>)
      )}
    </Block>
  );
}

/** What a resident can do: stand behind it, or say why and why not. */
function Voice(props: {
  readonly view: View;
  readonly shown: Shown;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode | null {
  const { view, shown, state, keyValue } = props;
  const w = wordsOf(view).page;
  const common = { view, state, form: 'argue' };
  const here = `${spaceRoot(view)}/topics/${shown.topic.id}`;
  if (shown.behind === null) return <p class="muted">{w.signIn}</p>;
  return (
    <Block title={w.say}>
      <Form {...{ view, state, keyValue, name: 'argue', action: `${here}/argue`, submit: w.send, quiet: true }}>
        <Field
          {...{ ...common, name: 'side', label: w.side, type: 'choices', required: true }}
          options={(['for', 'against'] as const).map((value) => ({ value, label: w.sides[value] }))}
        />
        <Field {...{ ...common, name: 'text', label: w.text, type: 'area', rows: 3, required: true }} />
        {state?.form === 'argue' && <Field {...{ ...common, name: 'looked', label: w.looked, type: 'check' }} />}
      </Form>
    </Block>
  );
}

function Stand(props: { readonly view: View; readonly shown: Shown; readonly keyValue: string }): VNode | null {
  const { view, shown, keyValue } = props;
  const w = wordsOf(view).page;
  const here = `${spaceRoot(view)}/topics/${shown.topic.id}`;
  if (shown.behind === null) return null;
  if (!shown.behind)
    return <Act {...{ view, keyValue, name: 'support', label: w.stand, kind: 'main' }} action={`${here}/support`} />;
  return (
    <>
      <span>{w.behind}</span>
      {!shown.own && (
        <Act
          {...{ view, keyValue: `${keyValue}l`, name: 'leave', label: w.leave, kind: 'word' }}
          action={`${here}/leave`}
        />
      )}
    </>
  );
}

/** A topic in public: for and against in two columns, support, and its answer. */
export function TopicPage(props: {
  readonly view: View;
  readonly shown: Shown;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, shown, state, keyValue } = props;
  const words = wordsOf(view);
  const { topic } = shown;
  const live = topic.state !== 'answered' && topic.state !== 'withdrawn';
  return (
    <Page view={view} title={topic.title} section="decisions">
      <RecordHead
        kind={words.page.kind(topic.number)}
        title={topic.title}
        state={words.states[topic.state]}
        lede={topic.text}
        next={
          <>
            {live && <Stand view={view} shown={shown} keyValue={keyValue} />}
            <ActLink href={`${spaceRoot(view)}/topics`}>{words.page.back}</ActLink>
          </>
        }
      />
      <Refused state={state} except={['argue']} />
      <p>
        <b>{words.page.supportOf(topic.supporters, topic.needed)}</b>
      </p>
      {!live && topic.state === 'answered' && <Answer view={view} topic={topic} />}
      <Pair even side={<Side view={view} shown={shown} side="against" />}>
        <Side view={view} shown={shown} side="for" />
      </Pair>
      <Pair side={<TopicFacts view={view} shown={shown} />}>
        <Agendas view={view} shown={shown} root={spaceRoot(view)} />
        {live && <Voice view={view} shown={shown} state={state} keyValue={keyValue} />}
        {live && <Answer view={view} topic={topic} />}
        {live && shown.own && (
          <ConfirmForm
            {...{ view, keyValue: `${keyValue}w`, name: 'withdraw', label: words.page.withdraw, kind: 'word' }}
            action={`${spaceRoot(view)}/topics/${topic.id}/withdraw`}
            reason={{ required: true, label: words.page.why }}
          />
        )}
      </Pair>
    </Page>
  );
}

/** A topic at the desk: its answer, and arguments that must not stand there. */
export function TopicDeskPage(props: {
  readonly view: View;
  readonly shown: Shown;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly handle: boolean;
}): VNode {
  const { view, shown, state, keyValue, handle } = props;
  const words = wordsOf(view);
  const w = words.desk;
  const { topic } = shown;
  const here = `${deskRoot(view)}/topics/${topic.id}`;
  const live = topic.state !== 'answered' && topic.state !== 'withdrawn';
  const common = { view, state, form: 'answer' };
  const hide = (one: Argument) => (
    <ConfirmForm
      {...{ view, keyValue: `${keyValue}${one.id.slice(-6)}`, name: 'hide', label: w.hide, kind: 'word' }}
      action={`${here}/hide`}
      hidden={{ argumentId: one.id }}
      reason={{ required: true, label: w.hideWhy }}
    />
  );
  return (
    <Page view={view} title={topic.title} area="desk" section="decisions">
      <RecordHead
        kind={words.page.kind(topic.number)}
        title={topic.title}
        state={`${words.states[topic.state]} · ${words.page.supportOf(topic.supporters, topic.needed)}`}
        lede={topic.text}
        next={
          <>
            {live && handle && <ActLink href={`${deskRoot(view)}/meetings`}>{w.agenda}</ActLink>}
            {handle && (
              <ActLink href={`${deskRoot(view)}/raised/new?kind=topic&about=${topic.id}`}>
                {words.raised.desk.raise}
              </ActLink>
            )}
            <ActLink href={`${spaceRoot(view)}/topics/${topic.id}`}>{w.public}</ActLink>
          </>
        }
      />
      <Refused state={state} except={['answer']} />
      <Pair side={<TopicFacts view={view} shown={shown} />}>
        <Agendas view={view} shown={shown} root={deskRoot(view)} />
        {live && handle ? (
          <Block title={w.answer}>
            <p class="muted">{w.agendaHint}</p>
            <Form {...{ view, state, keyValue, name: 'answer', action: `${here}/answer`, submit: w.send, quiet: true }}>
              <Field
                {...{ ...common, name: 'outcome', label: w.outcome, type: 'choices', required: true }}
                options={outcomes.map((value) => ({ value, label: words.outcomes[value] }))}
              />
              <Field {...{ ...common, name: 'answer', label: w.text, type: 'area', rows: 4, required: true }} />
            </Form>
          </Block>
        ) : (
          <Answer view={view} topic={topic} />
        )}
        <Side view={view} shown={shown} side="for" {...(handle ? { hide } : {})} />
        <Side view={view} shown={shown} side="against" {...(handle ? { hide } : {})} />
      </Pair>
    </Page>
  );
}
