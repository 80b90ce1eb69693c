import type { VNode } from 'preact';
import { addDays, daysBetween, formatDate, formatMonth, type LocalDate, localDate, localTime } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { Activity } from '#modules/activities';
import type { Procedure } from '#modules/decisions';
import type { Fund } from '#modules/funds';
import type { Promised } from '#modules/intake';
import type { ClosedLoop } from '#modules/results';
import { countPromises, type PromiseDay } from '#modules/tasks';
import { Day } from '#ui/day';
import { ActLink } from '#ui/form';
import { FrontPage, type FrontPageProps, type WeekItem } from '#ui/front';
import { ShortMoney } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Lines } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { figureName, wordsOf } from './pages.tsx';
import type { Figure, SpaceFacts } from './queries.ts';

/** Everything a front page shows, looked up through the doors of the rooms it comes from. */
export interface FrontView {
  readonly today: LocalDate;
  readonly space: SpaceFacts;
  readonly activities: readonly Activity[];
  readonly publications: readonly { readonly item: Procedure; readonly until: LocalDate }[];
  readonly promises: readonly PromiseDay[];
  readonly overdue: readonly Promised[];
  readonly story: (ClosedLoop & { readonly photoId: string | null }) | null;
  readonly fund: {
    readonly fund: Fund;
    readonly balance: bigint;
    readonly held: bigint;
    readonly months: readonly { readonly month: LocalDate; readonly balance: bigint }[];
  } | null;
  readonly figures: readonly Figure[];
}

/** How far "these days" look ahead, and how many lines they hold. */
export const daysShown = 7;
const mostLines = 6;
const mostFigures = 4;

/** Sentence marks after which the greeting begins a new line; within a line the page breaks by itself. */
const sentenceEnd = /(?<=[\u3002\uff01\uff1f.!?])\s*/u;

function hello(space: SpaceFacts): readonly string[] {
  const lines = space.sentence.split(sentenceEnd).filter((line) => line !== '');
  return lines.length === 0 ? [space.name] : lines;
}

function weekItems(view: View, data: FrontView): WeekItem[] {
  const w = wordsOf(view).front;
  const root = spaceRoot(view);
  const activities = data.activities.map((activity) => ({
    day: localDate(activity.startsAt),
    item: {
      key: activity.id,
      when: <Day view={view} date={activity.startsAt} />,
      title: activity.title,
      href: `${root}/activities/${activity.id}`,
      state: w.open,
      tone: 'good' as const,
      note: w.at(localTime(activity.startsAt), activity.placeText),
    },
  }));
  const publications = data.publications.map(({ item, until }) => ({
    day: until,
    item: {
      key: item.id,
      when: <Day view={view} date={until} />,
      title: item.title,
      href: `${root}/decisions/${item.id}`,
      state: w.publication,
      tone: 'wait' as const,
      note: w.publicationNote,
    },
  }));
  const ahead = data.promises.filter(
    (one) => one.state === 'open' && one.dueOn >= data.today && one.dueOn <= addDays(data.today, daysShown),
  );
  const days = [...new Set(ahead.map((one) => one.dueOn))];
  const promises = days.map((day) => ({
    day,
    item: {
      key: day,
      when: <Day view={view} date={day} />,
      title: w.promisesDue(countPromises(ahead.filter((one) => one.dueOn === day))),
      href: `${root}/promises?stand=open`,
    },
  }));
  return [...activities, ...publications, ...promises]
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .slice(0, mostLines)
    .map(({ item }) => item);
}

function storyPart(view: View, data: FrontView): NonNullable<FrontPageProps['story']> | null {
  const w = wordsOf(view).front;
  const { story } = data;
  if (story === null) return null;
  const root = spaceRoot(view);
  return {
    title: story.title,
    text: story.summary,
    href: `${root}/trace/need/${story.needId}`,
    link: w.storyLink,
    ...(story.photoId === null
      ? {}
      : {
          picture: <img src={`${root}/files/${story.photoId}?size=small`} alt={story.title} loading="lazy" />,
          caption: w.photo,
        }),
  };
}

function fundPart(view: View, data: FrontView): NonNullable<FrontPageProps['fund']> | null {
  const w = wordsOf(view).front;
  if (data.fund === null) return null;
  const { fund, balance, held, months } = data.fund;
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return null;
  const change = last.balance - first.balance;
  const finding = change === 0n ? w.same : change > 0n ? w.grew(formatFen(change)) : w.shrank(formatFen(-change));
  const end = (month: { readonly month: LocalDate; readonly balance: bigint }): VNode => (
    <>
      {formatMonth(month.month, view.lang)}{' '}
      <b>
        <ShortMoney view={view} fen={month.balance} />
      </b>
    </>
  );
  return {
    title: w.fund(fund.name),
    fen: balance,
    ...(held > 0n ? { note: w.held(formatFen(held)) } : {}),
    finding,
    months: months.map((month) => ({
      label: `${Number(month.month.slice(5, 7))}`,
      value: month.balance,
      text: formatFen(month.balance),
    })),
    ends: [end(first), end(last)],
    href: `${spaceRoot(view)}/fund`,
  };
}

function promisesPart(view: View, data: FrontView): NonNullable<FrontPageProps['promises']> | null {
  const w = wordsOf(view).front;
  const month = data.promises.filter((one) => one.dueOn.slice(0, 7) === data.today.slice(0, 7));
  if (month.length === 0 && data.overdue.length === 0) return null;
  const kept = countPromises(month.filter((one) => one.state === 'kept'));
  const open = countPromises(month.filter((one) => one.state === 'open' && one.dueOn >= data.today));
  return {
    kept,
    open,
    late: countPromises(month) - kept - open,
    owed: data.overdue.map((one) => ({
      key: one.id,
      mark: w.late(daysBetween(one.dueOn, data.today)),
      tone: 'late' as const,
      text: w.owed(one.number, formatDate(one.dueOn, view.lang)),
    })),
    href: `${spaceRoot(view)}/promises`,
  };
}

function frontProps(view: View, data: FrontView): FrontPageProps {
  const w = wordsOf(view).front;
  const { counterHours } = data.space;
  return {
    view,
    hello: hello(data.space),
    ...(counterHours === null ? {} : { duty: w.counter(counterHours) }),
    week: weekItems(view, data),
    weekMore: data.activities.length === 0 ? null : { href: `${spaceRoot(view)}/activities`, label: w.allActivities },
    story: storyPart(view, data),
    fund: fundPart(view, data),
    promises: promisesPart(view, data),
  };
}

/** The front page of a space, with its first figures below (F001). */
export function SpaceFrontPage(props: { readonly view: View; readonly data: FrontView }): VNode {
  const { view, data } = props;
  const w = wordsOf(view).front;
  const title = w.about(data.space.name);
  return (
    <Page view={view} title={data.space.name} section="front" wide>
      <FrontPage {...frontProps(view, data)} />
      <Block title={title}>
        {data.figures.length > 0 && (
          <Lines
            items={data.figures.slice(0, mostFigures).map((figure) => ({
              key: figure.id,
              what: figureName(view, figure),
              note: wordsOf(view).about.figureNote(formatDate(figure.asOf, view.lang), figure.source),
              value: figure.value,
            }))}
          />
        )}
        <ActLink href={`${spaceRoot(view)}/about`}>{w.aboutMore}</ActLink>
      </Block>
    </Page>
  );
}

/** The wall screen's own cut: nothing to press, a QR code instead; it looks again every five minutes. */
export function WallPage(props: { readonly view: View; readonly data: FrontView; readonly baseUrl: string }): VNode {
  const { view, data, baseUrl } = props;
  return (
    <Page view={view} title={wordsOf(view).front.wallTitle} bare wide refresh={300}>
      <FrontPage {...frontProps(view, data)} wall={{ url: `${baseUrl}${spaceRoot(view)}/say` }} />
    </Page>
  );
}
