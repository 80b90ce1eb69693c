import type { VNode } from 'preact';
import { formatMinutes } from '#kernel/hours';
import type { BoxTakings } from '#modules/gifts';
import type { KeptFile } from '#modules/record';
import type { ListData } from '#platform/web';
import { ActLink, ConfirmForm, type FormState, Note } from '#ui/form';
import { ListPage } from '#ui/list-page';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Qr } from '#ui/qr';
import { Block, Empty, Facts, Pair, RecordHead } from '#ui/record';
import { meRoot, spaceRoot, type View } from '#ui/view';
import {
  type ActivityRow,
  MoneyBlock,
  type MoneyOf,
  Paragraphs,
  Photos,
  Refusal,
  seatsText,
  TakingsBlock,
  whenText,
  wordsOf,
} from './pages-parts.tsx';
import { isFull } from './rules.ts';
import type { Part, Signup } from './schema.ts';

/** The public list: what is still to come, or what was held. */
export function ActivitiesPage(props: { readonly view: View; readonly data: ListData<ActivityRow> }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).list;
  const root = spaceRoot(view);
  return (
    <ListPage
      view={view}
      {...data}
      title={w.title}
      lede={w.lede}
      section="activities"
      search
      rowKey={(row) => row.activity.id}
      rowHref={(row) => `${root}/activities/${row.activity.id}`}
      bar={
        <>
          <ActLink href={`${meRoot(view)}/activities/new`} kind="line" icon="plus">
            {w.open}
          </ActLink>
          <ActLink href={`${root}/loop`} icon="people">
            {w.loop}
          </ActLink>
        </>
      }
      empty={
        <Empty
          title={w.empty}
          acts={
            <>
              <ActLink href={`${meRoot(view)}/activities/new`}>{w.open}</ActLink>
              <ActLink href={`${root}/needs`}>{w.seeNeeds}</ActLink>
            </>
          }
        >
          {w.emptyWhy}
        </Empty>
      }
    />
  );
}

/** Everything an activity's public page shows. */
export interface ActivityView {
  readonly view: View;
  readonly row: ActivityRow;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly money: MoneyOf | null;
  readonly takings: readonly BoxTakings[];
  readonly fundName: string | null;
  readonly photos: readonly KeptFile[];
  readonly hours: bigint;
  /** The reader's own sign-up, when there is one. */
  readonly own: Signup | null;
  readonly leads: boolean;
  /** The sign-up of the neighbour whose link was followed. */
  readonly by: string;
  /** What it all began with: the need behind the invitation, or the project. */
  readonly trace: { readonly kind: string; readonly id: string } | null;
  /** The full address of this page. */
  readonly address: string;
}

function SignUpButton(
  props: ActivityView & { readonly part: Part; readonly label: string; readonly main?: boolean },
): VNode {
  const { view, row, part } = props;
  return (
    <ConfirmForm
      view={view}
      name="join"
      action={`${spaceRoot(view)}/activities/${row.activity.id}/join`}
      keyValue={props.keyValue}
      hidden={{ part, ...(props.by === '' ? {} : { by: props.by }) }}
      kind={props.main === true ? 'main' : 'line'}
      icon={part === 'help' ? 'help' : 'join'}
      label={props.label}
    />
  );
}

function Joined(props: ActivityView & { readonly own: Signup }): VNode {
  const { view, own, row } = props;
  const w = wordsOf(view).record;
  const other: Part = own.part === 'join' ? 'help' : 'join';
  const address = `${props.address}?by=${own.id}`;
  return (
    <>
      <Block title={own.part === 'join' ? w.youJoin : w.youHelp} id="join">
        <div class="next">
          <SignUpButton {...props} part={other} label={other === 'help' ? w.toHelp : w.toJoin} />
          <ConfirmForm
            view={view}
            name="leave"
            action={`${spaceRoot(view)}/activities/${row.activity.id}/leave`}
            keyValue={props.keyValue}
            label={w.leave}
            icon="undo"
            kind="word"
          />
        </div>
      </Block>
      <Block title={w.share}>
        <p>{w.shareHint}</p>
        <p>
          <a href={address}>{address}</a>
        </p>
        <Qr text={address} label={w.share} />
      </Block>
    </>
  );
}

function SignUpBlock(props: ActivityView): VNode | null {
  const { view, own, row } = props;
  const { activity } = row;
  const w = wordsOf(view).record;
  if (activity.state !== 'open' || props.leads) return null;
  if (activity.endsAt <= view.now) return <p class="muted">{w.over}</p>;
  if (own !== null && own.state === 'in') return <Joined {...props} own={own} />;
  const full = isFull(activity.capacity, activity.joining);
  const back = `${spaceRoot(view)}/activities/${activity.id}${props.by === '' ? '' : `?by=${props.by}`}`;
  return (
    <Block title={w.joinTitle} id="join">
      {full && <Note tone="wait">{w.full}</Note>}
      {view.who === null ? (
        <div class="next">
          <ActLink href={`/sign-in?back=${encodeURIComponent(back)}`} kind="main" icon="key">
            {w.signIn}
          </ActLink>
        </div>
      ) : (
        <div class="next">
          {!full && <SignUpButton {...props} part="join" label={w.join} main />}
          <SignUpButton {...props} part="help" label={w.help} main={full} />
        </div>
      )}
      <p class="muted">
        {w.helpHint} {w.seen}
      </p>
      {view.who === null && <p class="muted">{w.phone}</p>}
    </Block>
  );
}

function ActivityFacts(props: ActivityView): VNode {
  const { view, row } = props;
  const { activity } = row;
  const w = wordsOf(view).record;
  const root = spaceRoot(view);
  const items = [
    { term: w.when, value: whenText(view, activity) },
    { term: w.place, value: row.place },
    { term: w.leader, value: row.leader },
    { term: w.seats, value: seatsText(view, activity) },
    ...(activity.series === '' ? [] : [{ term: w.series, value: activity.series }]),
    ...(activity.insurancePolicy === null ? [] : [{ term: w.insurance, value: w.insured(activity.insurancePolicy) }]),
    ...(activity.budget === null ? [] : [{ term: w.budget, value: <Money fen={activity.budget} /> }]),
    ...(props.fundName === null
      ? []
      : [{ term: w.fund, value: <a href={`${root}/funds/${activity.fundId ?? ''}`}>{props.fundName}</a> }]),
    ...(activity.procedureId === null
      ? []
      : [{ term: w.decision, value: <a href={`${root}/decisions/${activity.procedureId}`}>{w.seeDecision}</a> }]),
    ...(activity.projectId === null
      ? []
      : [{ term: w.project, value: <a href={`${root}/projects/${activity.projectId}`}>{w.seeProject}</a> }]),
    ...(props.hours === 0n ? [] : [{ term: w.hours, value: formatMinutes(props.hours, view.lang) }]),
  ];
  return <Facts items={items} />;
}

/** The leader's way to the page where it is managed, and everybody's to the whole story; nothing where there is neither. */
function nextOf(props: ActivityView): VNode | undefined {
  const { view, row, trace } = props;
  const w = wordsOf(view).record;
  if (!props.leads && trace === null) return undefined;
  return (
    <>
      {props.leads && (
        <ActLink href={`${meRoot(view)}/activities/${row.activity.id}`} kind="line" icon="edit">
          {w.manage}
        </ActLink>
      )}
      {trace !== null && (
        <ActLink href={`${spaceRoot(view)}/trace/${trace.kind}/${trace.id}`} icon="link">
          {w.trace}
        </ActLink>
      )}
    </>
  );
}

/** An activity in public: what, when, where, who leads, what to take care of, what it cost and what came of it. */
export function ActivityPage(props: ActivityView): VNode {
  const { view, row } = props;
  const { activity } = row;
  const words = wordsOf(view);
  const w = words.record;
  const done = activity.state === 'held' || activity.state === 'settled';
  return (
    <Page view={view} title={activity.title} section="activities">
      <RecordHead
        kind={w.kind(activity.number)}
        title={activity.title}
        state={done ? `${words.states[activity.state]} · ${w.came(activity.came)}` : words.states[activity.state]}
        lede={whenText(view, activity)}
        next={nextOf(props)}
      />
      <Refusal state={props.state} />
      <Pair side={<ActivityFacts {...props} />}>
        {activity.state === 'cancelled' && <Note tone="wait">{w.cancelled(activity.stateReason ?? '')}</Note>}
        {done && activity.resultText !== '' && (
          <Block title={w.result}>
            <Paragraphs text={activity.resultText} />
          </Block>
        )}
        <Photos view={view} title={activity.title} files={props.photos} />
        <Block title={w.about}>
          <Paragraphs text={activity.text} />
          {activity.budgetText !== '' && <Paragraphs text={activity.budgetText} />}
        </Block>
        <Block title={w.risk}>
          {activity.hazardous && <Note tone="wait">{w.hazardous}</Note>}
          <Paragraphs text={activity.risk} />
        </Block>
        <SignUpBlock {...props} />
        <TakingsBlock view={view} takings={props.takings} />
        <MoneyBlock view={view} money={props.money} />
      </Pair>
    </Page>
  );
}
