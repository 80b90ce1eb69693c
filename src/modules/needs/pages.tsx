import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { ActLink, type FieldOption, type FormState, Note } from '#ui/form';
import { type Column, type Filter, List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { Thread } from '#ui/thread';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { amountText, type LinkStep, needThread, statement, timesText } from './pages-parts.tsx';
import type { NeedRow } from './queries.ts';
import type { NeedEvent } from './queries-more.ts';
import { isLive } from './rules.ts';
import { needStates, urgencies } from './schema.ts';
import { zh } from './zh.ts';

/** A row with the word of its class. */
export interface ListedNeed extends NeedRow {
  readonly className: string;
}

function waits(need: ListedNeed): boolean {
  return need.state !== 'met' && need.state !== 'withdrawn' && need.state !== 'merged';
}

/** Columns of both lists: number, class, urgency, state, age in days, estate (F008). */
export function needColumns(view: View): Column<ListedNeed>[] {
  const w = pick(view.lang, { zh, en });
  const t = w.list;
  return [
    {
      key: 'number',
      title: t.number,
      cell: (row) => row.number ?? w.states.draft,
      text: (row) => row.number ?? '',
      sortable: true,
    },
    { key: 'need', title: t.need, cell: (row) => row.title, text: (row) => row.title, wide: true },
    {
      key: 'class',
      title: t.class,
      cell: (row) => row.className,
      text: (row) => row.className,
      sortable: true,
      desktopOnly: true,
    },
    {
      key: 'urgency',
      title: t.urgency,
      cell: (row) => <span class={row.urgency === 'urgent' ? 'late' : undefined}>{w.urgencies[row.urgency]}</span>,
      text: (row) => w.urgencies[row.urgency],
      sortable: true,
      secondary: true,
    },
    {
      key: 'state',
      title: t.state,
      cell: (row) => w.states[row.state],
      text: (row) => w.states[row.state],
      sortable: true,
      secondary: true,
    },
    {
      key: 'quantity',
      title: t.quantity,
      cell: (row) => amountText(view, row.quantity, row.unit),
      text: (row) => amountText(view, row.quantity, row.unit),
      desktopOnly: true,
    },
    {
      key: 'voices',
      title: t.voices,
      cell: (row) => row.voices,
      text: (row) => row.voices,
      numeric: true,
      desktopOnly: true,
    },
    {
      key: 'age',
      title: t.age,
      // Whoever waits no longer is not told how long.
      cell: (row) => (waits(row) ? w.days(row.age) : ''),
      text: (row) => row.age,
      foldTitle: t.waited,
      numeric: true,
      sortable: true,
      secondary: true,
    },
    { key: 'estate', title: t.estate, cell: (row) => row.estate, text: (row) => row.estate, desktopOnly: true },
  ];
}

/** The parts of the sentence above a list of needs. */
export function needFilters(
  view: View,
  classes: readonly FieldOption[],
  estates: readonly FieldOption[],
  desk: boolean,
): Filter[] {
  const w = pick(view.lang, { zh, en });
  const t = w.list;
  const states = needStates.filter((state) => desk || state !== 'draft');
  return [
    {
      key: 'state',
      title: t.stateFilter,
      options: [{ value: 'live', label: t.live }, ...states.map((state) => ({ value: state, label: w.states[state] }))],
    },
    { key: 'class', title: t.classFilter, options: classes },
    {
      key: 'urgency',
      title: t.urgencyFilter,
      options: urgencies.map((one) => ({ value: one, label: w.urgencies[one] })),
    },
    { key: 'estate', title: t.estateFilter, options: estates },
    {
      key: 'flag',
      title: t.flagFilter,
      options: [
        { value: '', label: t.anyProperty },
        { value: 'property', label: t.property },
      ],
    },
  ];
}

/** The list of needs, public or at the desk. */
export function NeedsPage(props: {
  readonly view: View;
  readonly data: ListData<ListedNeed>;
  readonly desk: boolean;
  /** Whether this space matches everything at once. */
  readonly plans: boolean;
}): VNode {
  const { view, data, desk } = props;
  const t = pick(view.lang, { zh, en }).list;
  const root = desk ? deskRoot(view) : spaceRoot(view);
  const acts = desk ? (
    <>
      <ActLink href={`${root}/needs/new`} icon="plus" shortcut="n">
        {t.write}
      </ActLink>
      <ActLink href={`${root}/matters?state=open`} icon="say">
        {t.fromMatters}
      </ActLink>
      <ActLink href={`${root}/needs/lists`} icon="plus">
        {t.fromList}
      </ActLink>
      <ActLink href={`${root}/needs/figures`}>{t.figuresDesk}</ActLink>
      <ActLink href={`${root}/needs/classes`}>{t.classes}</ActLink>
      {props.plans && <ActLink href={`${root}/plans`}>{t.plans}</ActLink>}
    </>
  ) : (
    <>
      <ActLink href={`${root}/say`} icon="say">
        {t.say}
      </ActLink>
      <ActLink href={`${root}/resources`} icon="give">
        {t.resources}
      </ActLink>
      <ActLink href={`${root}/needs/figures`}>{t.figures}</ActLink>
      {props.plans && <ActLink href={`${root}/plans`}>{t.plans}</ActLink>}
    </>
  );
  return (
    <Page view={view} title={t.title} section="needs" area={desk ? 'desk' : 'public'} wide>
      <List
        view={view}
        {...data}
        title={t.title}
        search
        rowKey={(row) => row.id}
        rowHref={(row) => `${root}/needs/${row.id}`}
        bar={acts}
        empty={
          <Empty title={t.emptyTitle} acts={acts}>
            {t.emptyWhy}
          </Empty>
        }
      />
    </Page>
  );
}

/** What the public page of a need is given. */
export interface NeedProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly need: NeedRow;
  readonly className: string;
  readonly events: readonly NeedEvent[];
  readonly links: readonly LinkStep[];
  readonly names: ReadonlyMap<string, string>;
  /** Whether the reader said "mine too". */
  readonly mine: boolean;
  /** Whether the need is the reader's own: it is for them, or they stand behind it. */
  readonly own: boolean;
  /** Whether nobody has said for long that it still stands. */
  readonly stale: boolean;
  readonly merged: { readonly id: string; readonly number: string | null } | null;
  readonly visits: readonly { readonly number: string; readonly at: Date }[];
}

/** What only the office needs to see in a thread. */
const quiet = ['edited', 'voice_left', 'parted', 'confirmed'];

/** A need for everybody: what is missing, how far it is, the one next step, and what happened. */
export function NeedPage(props: NeedProps): VNode {
  const { view, need } = props;
  const t = pick(view.lang, { zh, en }).record;
  return (
    <Page view={view} title={need.title} section="needs">
      <RecordHead
        kind={t.kind(need.number ?? '')}
        title={need.title}
        state={statement(view, need)}
        lede={need.summary}
        next={<Next {...props} />}
      />
      <Refused state={props.state} />
      <OwnWord {...props} />
      <Pair side={<Side {...props} />}>
        {need.crux !== '' && (
          <Block title={t.cruxTitle}>
            <p>{need.crux}</p>
            {props.visits.map((visit) => (
              <p key={visit.number} class="muted">
                {t.visits} {visit.number} · <Day view={view} date={visit.at} />
              </p>
            ))}
          </Block>
        )}
        <Block title={t.story}>
          <Thread view={view} steps={needThread(view, props.events, props.links, props.names, quiet)} />
        </Block>
        <p class="muted">{t.noPrice}</p>
      </Pair>
    </Page>
  );
}

/** What the one who needs it is asked: still, or no more. Asked loudly only when nobody has said so for long. */
function OwnWord(props: NeedProps): VNode | null {
  const { view, need } = props;
  const t = pick(view.lang, { zh, en }).record;
  if (!props.own || !isLive(need.state)) return null;
  const act = `${spaceRoot(view)}/needs/${need.id}`;
  const shared = { view, keyValue: props.keyValue };
  return (
    <Note tone={props.stale ? 'wait' : 'plain'}>
      <p>{props.stale ? t.ownStale : t.own}</p>
      <div class="bar">
        {props.stale && <Act {...shared} action={`${act}/still`} name="still" label={t.still} icon="check" />}
        <Act {...shared} action={`${act}/no-more`} name="no-more" label={t.noMore} kind="word" icon="undo" />
      </div>
    </Note>
  );
}

function Next(props: NeedProps): VNode | null {
  const { view, need } = props;
  const t = pick(view.lang, { zh, en }).record;
  const root = spaceRoot(view);
  if (props.merged !== null)
    return (
      <ActLink href={`${root}/needs/${props.merged.id}`} kind="main" icon="go">
        {`${t.mergedInto} ${props.merged.number ?? ''}`}
      </ActLink>
    );
  if (!isLive(need.state)) return null;
  const act = `${root}/needs/${need.id}`;
  return (
    <>
      <ActLink href={`${root}/help/offer?need=${need.id}`} kind="main" icon="help">
        {t.help}
      </ActLink>
      {view.who === null ? (
        <ActLink href={`/sign-in?back=${encodeURIComponent(act)}`}>{t.signIn}</ActLink>
      ) : props.mine ? (
        <Act
          view={view}
          action={`${act}/not-me`}
          name="not-me"
          label={t.notMe}
          kind="word"
          keyValue={props.keyValue}
          icon="undo"
        />
      ) : (
        <Act view={view} action={`${act}/too`} name="too" label={t.meToo} keyValue={props.keyValue} icon="join" />
      )}
      <ActLink href={`${root}/say`} icon="say">
        {t.tell}
      </ActLink>
    </>
  );
}

function Side(props: NeedProps): VNode {
  const { view, need } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.record;
  const items = [
    { term: t.class, value: props.className },
    {
      term: t.urgency,
      value:
        need.urgencyReason === '' ? w.urgencies[need.urgency] : `${w.urgencies[need.urgency]} · ${need.urgencyReason}`,
    },
    { term: t.quantity, value: amountText(view, need.quantity, need.unit) },
    ...(need.metQuantity > 0n ? [{ term: t.met, value: amountText(view, need.metQuantity, need.unit) }] : []),
    ...(need.estate === '' ? [] : [{ term: t.estate, value: need.estate }]),
    ...(need.groupText === '' ? [] : [{ term: t.group, value: need.groupText }]),
    ...(need.ageGroup === 'any' ? [] : [{ term: t.age_group, value: w.ageGroups[need.ageGroup] }]),
    ...(timesText(view, need) === '' ? [] : [{ term: t.times, value: timesText(view, need) }]),
    ...(need.wantedUntil === null ? [] : [{ term: t.until, value: <Day view={view} date={need.wantedUntil} /> }]),
    { term: t.age, value: w.days(need.age) },
  ];
  return (
    <>
      <Block title={t.voices(need.voices)} voice>
        <Facts items={items} />
      </Block>
      {need.flagged && <Note tone="wait">{t.flagged}</Note>}
    </>
  );
}
