import type { VNode } from 'preact';
import type { LocalDate } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import type { Opening as Hours } from '#modules/centres';
import type { ListData } from '#platform/web';
import { Day } from '#ui/day';
import { FiveLine, type WhoCollects } from '#ui/five';
import { ActLink, Field, Form, type FormState } from '#ui/form';
import { List } from '#ui/list';
import { Page } from '#ui/page';
import { Block, Empty, Lines, NextStep, PageHead, Pair, RecordHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { OneCalendar, RoomHours } from './pages-calendar.tsx';
import { LineBox, PartLines, type PublicLine } from './pages-lines.tsx';
import { type Lookup, leftText, ResourceFacts, type Used, usedFacts, wordsOf } from './pages-parts.tsx';
import type { ResourceRow } from './queries.ts';
import type { Taken } from './queries-calendar.ts';
import type { Part } from './queries-lines.ts';
import { bookedKinds } from './schema.ts';

/** What somebody can bring. */
export const bringings = ['time', 'goods', 'money', 'room'] as const;
export type Bringing = (typeof bringings)[number];

/** One concrete thing to do. */
export interface Opening {
  readonly href: string;
  readonly title: string;
  readonly number: string;
  readonly rest: bigint;
  readonly unit: string;
  readonly days: number;
}

function Openings(props: { readonly view: View; readonly openings: readonly Opening[] }): VNode {
  const t = wordsOf(props.view).help;
  const root = spaceRoot(props.view);
  if (props.openings.length === 0)
    return (
      <Empty
        title={t.none}
        acts={
          <>
            <ActLink href={`${root}/help/offer`} icon="plus">
              {t.offer}
            </ActLink>
            <ActLink href={`${root}/needs`}>{t.needs}</ActLink>
          </>
        }
      >
        {t.noneMore}
      </Empty>
    );
  return (
    <Lines
      items={props.openings.map((one) => ({
        key: one.href,
        what: <a href={one.href}>{one.title}</a>,
        note: [one.number, t.waiting(one.days)].filter((part) => part !== '').join(' · '),
        value: t.wanted(groupDigits(one.rest), one.unit),
      }))}
    />
  );
}

function MoneyWays(props: { readonly view: View }): VNode {
  const t = wordsOf(props.view).help;
  const root = spaceRoot(props.view);
  const ways = [
    { href: `${root}/give`, words: t.money.fund },
    { href: `${root}/projects`, words: t.money.projects },
    { href: `${root}/decisions`, words: t.money.decisions },
  ];
  return (
    <Lines
      items={ways.map((way) => ({
        key: way.href,
        what: <a href={way.href}>{way.words.title}</a>,
        note: way.words.note,
      }))}
    />
  );
}

/** The guide for whoever wants to help: what they have, and three things to do right now (F016). */
export function HelpPage(props: {
  readonly view: View;
  readonly chosen: Bringing | null;
  readonly openings: readonly Opening[];
  /** Who collects money, where money is what somebody has (Charity Law art. 25). */
  readonly who: { readonly fund: WhoCollects; readonly hostName: string } | null;
}): VNode {
  const { view, chosen, who } = props;
  const t = wordsOf(view).help;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.title} section="resources">
      <PageHead title={t.title} lede={t.lede} />
      <Lines
        items={bringings.map((one) => ({
          key: one,
          what: (
            <a href={`${root}/help?with=${one}#now`} {...(one === chosen ? { 'aria-current': 'true' as const } : {})}>
              {t.choices[one]}
            </a>
          ),
          note: t.hints[one],
        }))}
      />
      {chosen !== null && (
        <Block title={t.now[chosen]} id="now" voice>
          {chosen === 'money' ? <MoneyWays view={view} /> : <Openings view={view} openings={props.openings} />}
          {who !== null && <FiveLine view={view} fund={who.fund} hostName={who.hostName} />}
        </Block>
      )}
      <NextStep>
        <ActLink href={`${root}/help/offer`} kind="main" icon="give">
          {t.offer}
        </ActLink>
        <ActLink href={`${root}/resources`}>{t.resources}</ActLink>
      </NextStep>
    </Page>
  );
}

/** The public list of what is there (F011). */
export function ResourcesPage(props: { readonly view: View; readonly data: ListData<ResourceRow> }): VNode {
  const { view, data } = props;
  const t = wordsOf(view).list;
  const root = spaceRoot(view);
  const acts = (
    <>
      <ActLink href={`${root}/help/offer`} icon="plus">
        {t.offer}
      </ActLink>
      <ActLink href={`${root}/help`}>{t.guide}</ActLink>
      <ActLink href={`${root}/calendar`} icon="day">
        {t.month}
      </ActLink>
      <ActLink href={`${root}/centres`}>{t.centres}</ActLink>
      <ActLink href={`${root}/market`}>{t.market}</ActLink>
      <ActLink href={`${root}/points`}>{t.points}</ActLink>
      <ActLink href={`${root}/firms`}>{t.firms}</ActLink>
      <ActLink href={`${root}/jobs`}>{t.jobs}</ActLink>
    </>
  );
  return (
    <Page view={view} title={t.title} section="resources" wide>
      <List
        view={view}
        {...data}
        title={t.title}
        search
        rowKey={(row) => row.id}
        rowHref={(row) => `${root}/resources/${row.id}`}
        bar={acts}
        empty={
          <Empty title={t.emptyTitle} acts={acts}>
            {t.empty}
          </Empty>
        }
      />
    </Page>
  );
}

/** A need a resource helped, as everybody may see it. */
export interface HelpedNeed {
  readonly href: string;
  readonly number: string;
  readonly title: string;
}

/** A public project that was advised on, and what was done with the advice. */
export interface AdvisedProject {
  readonly key: string;
  readonly href: string;
  readonly title: string;
  readonly day: LocalDate;
  readonly outcome: 'followed' | 'partly' | 'not' | null;
}

/** The page of a resource as everybody sees it. */
export interface ResourcePageProps {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly row: ResourceRow;
  readonly lookup: Lookup;
  readonly month: LocalDate;
  readonly taken: readonly Taken[];
  readonly opening: Hours;
  readonly parts: readonly Part[];
  /** Null where there is no line to stand in. */
  readonly line: PublicLine | null;
  readonly used: Used;
  readonly helped: readonly HelpedNeed[];
  /** The projects on which its owner advised through it (F130). */
  readonly advised: readonly AdvisedProject[];
}

/** Fields of a reservation: days for a thing, hours of a day for a room. */
export function ReserveFields(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
  readonly room: boolean;
}): VNode {
  const { view, state, form } = props;
  const t = wordsOf(view).record;
  const shared = { view, state, form };
  if (props.room)
    return (
      <>
        <Field {...shared} name="from" label={t.day} type="date" required />
        <Field {...shared} name="from_time" label={t.fromTime} hint={t.timeHint} short required />
        <Field {...shared} name="until_time" label={t.untilTime} hint={t.timeHint} short required />
      </>
    );
  return (
    <>
      <Field {...shared} name="from" label={t.fromDay} type="date" required />
      <Field {...shared} name="until" label={t.untilDay} hint={t.untilHint} type="date" optional />
    </>
  );
}

function Reserve(props: ResourcePageProps): VNode {
  const { view, row } = props;
  const t = wordsOf(view).record;
  const action = `${spaceRoot(view)}/resources/${row.id}/reserve`;
  if (view.who === null)
    return (
      <ActLink
        href={`/sign-in?back=${encodeURIComponent(view.url)}`}
        kind={props.line === null ? 'main' : 'line'}
        icon="key"
      >
        {t.signIn}
      </ActLink>
    );
  return (
    <Form
      view={view}
      state={props.state}
      name="reserve"
      action={action}
      submit={t.reserve}
      keyValue={`${props.keyValue}-keep`}
      quiet={props.line !== null}
      aside={t.reserveHint}
    >
      <ReserveFields view={view} state={props.state} form="reserve" room={row.kind === 'room'} />
    </Form>
  );
}

/** The needs it helped (F014). */
function Helped(props: ResourcePageProps): VNode {
  const t = wordsOf(props.view).record;
  if (props.helped.length === 0) return <p>{t.noNeeds}</p>;
  return (
    <Lines
      items={props.helped.map((one) => ({
        key: one.href,
        what: <a href={one.href}>{one.title}</a>,
        note: t.need(one.number),
      }))}
    />
  );
}

/** The advice that came through an offer of knowledge. */
function Advised(props: ResourcePageProps): VNode | null {
  const { view, advised } = props;
  const t = wordsOf(view).record;
  if (advised.length === 0) return null;
  return (
    <Block title={t.advised} id="advice">
      <Lines
        items={advised.map((one) => ({
          key: one.key,
          what: <a href={one.href}>{one.title}</a>,
          note: one.outcome === null ? t.adviceOpen : t.adviceOutcomes[one.outcome],
          value: <Day view={view} date={one.day} />,
        }))}
      />
    </Block>
  );
}

/** What stands beside: its facts, the hours of a room, the parts of a kit. */
function Side(props: ResourcePageProps): VNode {
  const { view, row } = props;
  const t = wordsOf(view).record;
  return (
    <>
      <Block title={t.facts}>
        <ResourceFacts view={view} row={row} lookup={props.lookup} more={usedFacts(view, props.used, row.quantity)} />
      </Block>
      {row.kind === 'room' && (
        <Block title={t.hours} id="open">
          <RoomHours view={view} opening={props.opening} />
        </Block>
      )}
      {props.parts.length > 0 && (
        <Block title={t.parts} id="parts">
          <PartLines view={view} parts={props.parts} />
        </Block>
      )}
    </>
  );
}

/** A resource in public: what it is, for whom, when it is free, and which needs it helped (F014). */
export function ResourcePage(props: ResourcePageProps): VNode {
  const { view, row } = props;
  const w = wordsOf(view);
  const t = w.record;
  const root = spaceRoot(view);
  const booked = bookedKinds.includes(row.kind);
  return (
    <Page view={view} title={row.title} section="resources">
      <RecordHead
        kind={[w.kinds[row.kind], t.kind(row.number ?? '')].join(' · ')}
        title={row.title}
        state={row.state === 'open' ? leftText(view, row) : t.states[row.state]}
        lede={row.description === '' ? undefined : row.description}
        next={
          row.state === 'open' && !booked && props.line === null ? (
            <ActLink href={`${root}/say`} kind="main" icon="say">
              {t.want}
            </ActLink>
          ) : undefined
        }
      />
      <Pair side={<Side {...props} />}>
        {props.line !== null && (
          <Block title={row.secondhand ? w.line.wantTitle : w.line.title} id="line" voice>
            <LineBox view={view} state={props.state} keyValue={props.keyValue} row={row} line={props.line} />
          </Block>
        )}
        {booked && row.state === 'open' && (
          <Block title={t.reserveTitle} id="reserve">
            <Reserve {...props} />
          </Block>
        )}
        {booked && (
          <Block
            title={t.calendar}
            id="calendar"
            aside={
              <ActLink href={`${root}/resources/${row.id}/calendar.ics`} icon="day">
                {t.ics}
              </ActLink>
            }
          >
            <OneCalendar
              view={view}
              month={props.month}
              taken={props.taken}
              opening={props.opening}
              room={row.kind === 'room'}
              pieces={row.quantity}
              root={root}
              named={false}
            />
          </Block>
        )}
        <Advised {...props} />
        <Block title={t.needs} id="needs">
          <Helped {...props} />
        </Block>
      </Pair>
    </Page>
  );
}
