import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import { type OwnConsultation, ownConsultationWords } from '#modules/consultations';
import type { Need } from '#modules/needs';
import type { OwnQuestionnaire } from '#modules/questionnaires';
import { type TopicBehind, topicStateName } from '#modules/topics';
import type { OwnPoll } from '#modules/votes';
import { Day } from '#ui/day';
import { ActLink, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { ChangedLink } from './pages-thread.tsx';
import type { OwnWords } from './queries-record.ts';
import { refusal } from './rules.ts';
import { zh } from './zh.ts';

/** One of my matters, with the need that came of it when it is public. */
export interface OwnMatter {
  readonly matter: OwnWords;
  readonly need: Need | null;
}

/** What one said, and what became of each (F053). */
export function VoicePage(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly own: readonly OwnMatter[];
  /** Needs with one's "mine too", and their states in words. */
  readonly needs: readonly { readonly need: Need; readonly state: string }[];
  /** Topics one stands behind, and votes on whose rolls one stands. */
  readonly topics: readonly TopicBehind[];
  readonly votes: readonly OwnPoll[];
  /** Titles of what changed because of one's words. */
  readonly changed: ReadonlyMap<string, string>;
  /** Questionnaires one answered: that one did, and where their results are. */
  readonly answered: readonly OwnQuestionnaire[];
  /** Consultations one spoke in. */
  readonly drafts: readonly OwnConsultation[];
  readonly state: FormState | undefined;
}): VNode {
  const { view } = props;
  const w = pick(view.lang, { zh, en });
  const root = spaceRoot(view);
  const lists = [props.drafts, props.own, props.needs, props.topics, props.votes, props.answered];
  const nothing = lists.every((all) => all.length === 0);
  return (
    <Page view={view} title={w.voice.title} area="me" section="me">
      <PageHead title={w.voice.title} lede={w.voice.lede} />
      <Refused state={props.state} />
      {nothing && (
        <Empty
          title={w.voice.empty}
          acts={
            <>
              <ActLink href={`${root}/say`} icon="say">
                {w.say.title}
              </ActLink>
              <ActLink href={`${root}/needs`} icon="search">
                {w.voice.needs}
              </ActLink>
            </>
          }
        >
          {w.voice.emptyWhy}
        </Empty>
      )}
      {props.own.map((one) => (
        <Own key={one.matter.id} view={view} keyValue={props.keyValue} own={one} changed={props.changed} />
      ))}
      {props.needs.length > 0 && (
        <Block title={w.voice.needs}>
          <Lines
            items={props.needs.map(({ need, state }) => ({
              key: need.id,
              what: <a href={`${root}/needs/${need.id}`}>{need.title}</a>,
              note: need.number,
              value: state,
            }))}
          />
        </Block>
      )}
      <Taken {...props} />
      <Answered view={view} answered={props.answered} />
      <Drafts view={view} drafts={props.drafts} />
    </Page>
  );
}

/** What one answered stands nowhere beside one's name; that one did, and where the results are, stands here. */
function Answered(props: { readonly view: View; readonly answered: readonly OwnQuestionnaire[] }): VNode | null {
  const { view, answered } = props;
  const w = pick(view.lang, { zh, en }).voice;
  return answered.length === 0 ? null : (
    <Block title={w.questionnaires}>
      <Lines
        items={answered.map(({ of, answeredOn }) => ({
          key: of.id,
          what: <a href={`${spaceRoot(view)}/questionnaires/${of.id}`}>{of.title}</a>,
          ...(of.state === 'closed' ? { note: w.hasResults } : {}),
          value: answeredOn === null ? '' : w.answeredOn(formatDate(answeredOn, view.lang)),
        }))}
      />
    </Block>
  );
}

/** Where one's voice counted together with others', and what came of it. What one chose in a vote is known to nobody. */
function Taken(props: {
  readonly view: View;
  readonly topics: readonly TopicBehind[];
  readonly votes: readonly OwnPoll[];
}): VNode {
  const { view, topics, votes } = props;
  const w = pick(view.lang, { zh, en }).voice;
  const root = spaceRoot(view);
  return (
    <>
      {topics.length > 0 && (
        <Block title={w.topics}>
          <Lines
            items={topics.map((topic) => ({
              key: topic.id,
              what: <a href={`${root}/topics/${topic.id}`}>{topic.title}</a>,
              note: topic.answer === '' ? (topic.own ? w.ownTopic : w.behindTopic) : w.answered(topic.answer),
              value: topicStateName(view.lang, topic.state),
            }))}
          />
        </Block>
      )}
      {votes.length > 0 && (
        <Block title={w.votes}>
          <Lines
            items={votes.map(({ of, votedOn }) => ({
              key: of.id,
              what: <a href={`${root}/votes/${of.id}`}>{of.title}</a>,
              value: votedOn === null ? w.notVoted : w.votedOn(formatDate(votedOn, view.lang)),
            }))}
          />
        </Block>
      )}
    </>
  );
}

/** Drafts one spoke on, and what came of each comment. */
function Drafts(props: { readonly view: View; readonly drafts: readonly OwnConsultation[] }): VNode | null {
  const { view, drafts } = props;
  if (drafts.length === 0) return null;
  return (
    <Block title={pick(view.lang, { zh, en }).voice.drafts}>
      <Lines
        items={drafts.map((one) => {
          const { note, state } = ownConsultationWords(view.lang, one);
          const href = `${spaceRoot(view)}/consultations/${one.id}`;
          return { key: one.id, what: <a href={href}>{one.title}</a>, note, value: state };
        })}
      />
    </Block>
  );
}

function Own(props: {
  readonly view: View;
  readonly keyValue: string;
  readonly own: OwnMatter;
  readonly changed: ReadonlyMap<string, string>;
}): VNode {
  const { view, keyValue } = props;
  const { matter, need } = props.own;
  const w = pick(view.lang, { zh, en });
  const root = spaceRoot(view);
  const slip = `${root}/slip?number=${encodeURIComponent(matter.number)}&code=${matter.slipCode}`;
  return (
    <Block title={matter.headline === '' ? matter.number : matter.headline} aside={w.states[matter.state]}>
      <Lines
        items={[
          { key: 'number', what: <a href={slip}>{matter.number}</a>, value: <Day view={view} date={matter.saidAt} /> },
          ...matter.promises.map((promise) => ({
            key: promise.id,
            what: <Day view={view} date={promise.dueOn} />,
            note: promise.text,
            value:
              promise.days > 0 ? `${w.stands[promise.stand]} · ${w.daysLate(promise.days)}` : w.stands[promise.stand],
          })),
          ...(need === null
            ? []
            : [{ key: need.id, what: <a href={`${root}/needs/${need.id}`}>{need.title}</a>, value: need.number }]),
        ]}
      />
      {matter.stood !== null && <p>{w.voice.answered(w.stances[matter.stood.stance])}</p>}
      <ChangedLink view={view} of={matter.stood?.changed ?? null} titles={props.changed} />
      <OwnActs view={view} keyValue={keyValue} matter={matter} />
    </Block>
  );
}

/** What one can still do with one's own words. */
function OwnActs(props: { readonly view: View; readonly keyValue: string; readonly matter: OwnWords }): VNode {
  const { view, keyValue, matter } = props;
  const w = pick(view.lang, { zh, en });
  const root = spaceRoot(view);
  const act = `/me/${view.space?.slug ?? ''}/voice/${matter.id}`;
  const shared = { view, keyValue, kind: 'word' as const };
  return (
    <div class="bar">
      {refusal('reopen', matter.state) === null && (
        <Act
          {...shared}
          action={`${act}/reopen`}
          name="reopen"
          label={w.voice.reopen}
          reason={{ label: w.voice.why, required: true }}
        />
      )}
      {matter.state === 'joined' && matter.joinedToId === null && (
        <Act
          {...shared}
          action={`${root}/slip/part`}
          name="part"
          label={w.slip.part}
          icon="undo"
          hidden={{ number: matter.number, code: matter.slipCode }}
        />
      )}
      {refusal('withdraw', matter.state) === null && (
        <Act
          {...shared}
          action={`${act}/withdraw`}
          name="withdraw"
          label={w.voice.withdraw}
          reason={{ label: w.voice.why, required: true }}
        />
      )}
      <Act
        {...shared}
        action={`${act}/words`}
        name="words"
        label={matter.publishWords ? w.voice.disallow : w.voice.allow}
        hidden={matter.publishWords ? {} : { allow: 'yes' }}
      />
    </div>
  );
}
