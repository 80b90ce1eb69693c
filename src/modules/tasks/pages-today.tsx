import type { VNode } from 'preact';
import { daysBetween, formatDate, type LocalDate, localDate, weekday } from '#kernel/dates';
import { type Awaited, openStep, type Procedure } from '#modules/decisions';
import type { Payment } from '#modules/funds';
import type { Matter } from '#modules/intake';
import type { NeedRow } from '#modules/needs';
import { Day, dayTone } from '#ui/day';
import { ActLink, ConfirmForm } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { SolveHere, type TodayGroup, TodayPage, type TodayPageProps, type TodayRow } from '#ui/today';
import { deskRoot, type View } from '#ui/view';
import { roleWord, wordsOf } from './pages.tsx';
import type { OpenTask } from './queries.ts';
import { countPromises, type PromiseDay } from './queries-today.ts';

/** Everything the desk's first page shows, looked up for this reader. */
export interface TodayView {
  /** Classes of needs that rose this month, with how many came and the mean of the three months before. */
  readonly rises: readonly {
    readonly code: string;
    readonly label: string;
    readonly now: number;
    readonly mean: string;
  }[];
  readonly today: LocalDate;
  /** `said` is the beginning of the words behind a task, where the reader may open them. */
  readonly due: readonly (OpenTask & { readonly path: string; readonly owner: string; readonly said: string })[];
  /** What came in and nobody took; null where the reader may not open words. */
  readonly came: readonly (Matter & { readonly headline: string })[] | null;
  readonly cameTotal: number;
  readonly awaited: readonly Awaited[];
  /** What is being decided and does not wait for the reader; null for whoever neither sits on a body nor oversees. */
  readonly deciding: readonly Procedure[] | null;
  /** The organisation for which the reader is a hub. */
  readonly hubOf: string | null;
  readonly toApprove: readonly Payment[];
  readonly toPay: readonly Payment[];
  readonly drafts: readonly NeedRow[];
  readonly promises: readonly PromiseDay[];
  readonly monday: LocalDate;
  readonly yesterday: LocalDate;
  readonly callBackDays: number;
  readonly mayHandle: boolean;
  readonly mayWrite: boolean;
}

/** Pages of the office that the masthead has no room for, by their folder below the desk's root; those open to the reader are shown. */
const officeLinks = {
  work: [
    'ring',
    'voice-notes',
    'receptions',
    'diary',
    'map/matters',
    'limits',
    'escalations',
    'dispatch',
    'duties',
    'mediations',
    'needs/figures',
    'problems',
    'matches',
    'bookings',
    'lines',
    'calendar',
    'centres',
    'points',
    'surveys',
    'questionnaires',
    'calls',
    'requests',
    'results',
    'changes',
    'invitations',
    'hours',
    'loop',
    'households',
    'cards',
    'organisations',
  ],
  office: [
    'bodies',
    'topics',
    'consultations',
    'raised',
    'meetings',
    'followups',
    'cases',
    'honours',
    'grids',
    'map',
    'places',
    'parameters',
    'about',
    'mandates',
    'outbox',
    'audit',
  ],
} as const;

function dueRow(view: View, data: TodayView, task: TodayView['due'][number]): TodayRow {
  const w = wordsOf(view).today;
  const day = localDate(task.dueAt);
  const late = daysBetween(day, data.today);
  const tone = dayTone(view, day);
  return {
    key: task.id,
    when: late > 0 ? w.late(late) : <Day view={view} date={day} />,
    ...(tone === undefined ? {} : { tone }),
    ...(late > 0 ? { whenNote: <Day view={view} date={day} full /> } : {}),
    what: task.title,
    href: `${deskRoot(view)}${task.path}`,
    ...(task.said === '' ? {} : { note: task.said }),
    whom: task.owner === '' ? roleWord(view, task.ownerRole) || w.nobody : task.owner,
    ...(task.escalated ? { whomNote: w.escalated } : {}),
  };
}

function cameRow(
  view: View,
  data: TodayView,
  matter: NonNullable<TodayView['came']>[number],
  keyValue: string,
): TodayRow {
  const w = wordsOf(view).today;
  const here = `${deskRoot(view)}/matters/${matter.id}`;
  const own = `${keyValue}-${matter.id.slice(-8)}`;
  return {
    key: matter.id,
    when: <Day view={view} date={matter.saidAt} />,
    what: matter.headline,
    href: here,
    note: matter.placeText,
    whom: w.channels[matter.channel],
    whomNote: matter.number,
    ...(data.mayHandle
      ? {
          acts: (
            <>
              <ConfirmForm
                view={view}
                action={`${here}/take`}
                label={w.take}
                kind="word"
                keyValue={`${own}-t`}
                shortcut="a"
              />
              <SolveHere
                view={view}
                action={`${here}/solve`}
                keyValue={`${own}-s`}
                promise={w.callBack(data.callBackDays)}
              />
            </>
          ),
        }
      : {}),
  };
}

function waitingRows(view: View, data: TodayView): TodayRow[] {
  const w = wordsOf(view).today;
  const root = deskRoot(view);
  const until = (day: LocalDate | null): Pick<TodayRow, 'when' | 'tone'> => {
    if (day === null) return { when: '' };
    const tone = dayTone(view, day);
    return { when: <Day view={view} date={day} />, ...(tone === undefined ? {} : { tone }) };
  };
  const paymentRow = (payment: Payment, word: string): TodayRow => ({
    key: payment.id,
    when: <Day view={view} date={payment.at} />,
    what: payment.whatFor,
    href: `${root}/payments/${payment.id}`,
    note: word,
    whom: payment.payeeName,
    whomNote: <Money fen={payment.amount} />,
  });
  return [
    ...data.awaited.map(({ item, deed, until: day }) => ({
      key: item.id,
      ...until(day),
      what: item.title,
      href: `${root}/decisions/${item.id}`,
      note: w.deeds[deed],
      whom: item.number,
      ...(item.amount === null ? {} : { whomNote: <Money fen={item.amount} /> }),
    })),
    ...data.toApprove.map((payment) => paymentRow(payment, w.approve)),
    ...data.toPay.map((payment) => paymentRow(payment, w.pay)),
    ...data.drafts.map((need) => ({
      key: need.id,
      when: <Day view={view} date={need.createdAt} />,
      what: need.title,
      href: `${root}/needs/${need.id}`,
      note: w.draft,
    })),
  ];
}

/** What is on its way through the bodies: its papers are one tap away for whoever will have to speak on it. */
function decidingRows(view: View, data: TodayView): TodayRow[] {
  const w = wordsOf(view).today;
  const waiting = new Set(data.awaited.map(({ item }) => item.id));
  return (data.deciding ?? [])
    .filter((item) => !waiting.has(item.id))
    .map((item) => {
      const step = openStep(item);
      const until = step?.closesOn ?? null;
      return {
        key: item.id,
        when: until === null ? '' : <Day view={view} date={until} />,
        what: item.title,
        href: `${deskRoot(view)}/decisions/${item.id}`,
        ...(step === null ? {} : { note: w.stages[step.kind] }),
        whom: item.number,
        ...(item.amount === null ? {} : { whomNote: <Money fen={item.amount} /> }),
      };
    });
}

function side(view: View, data: TodayView): Pick<TodayPageProps, 'week' | 'yesterday'> {
  const words = wordsOf(view);
  const w = words.today;
  const week = words.weekdays.map((label, at) => ({
    label,
    count: countPromises(data.promises.filter((one) => daysBetween(data.monday, one.dueOn) === at)),
    now: weekday(data.today) === at + 1,
  }));
  // Saturdays and Sundays only where something was promised for them.
  const shown = week.filter((day, at) => at < 5 || day.count > 0 || day.now);
  const due = data.promises.filter((one) => one.dueOn === data.yesterday);
  const kept = countPromises(due.filter((one) => one.state === 'kept'));
  const late = countPromises(due.filter((one) => one.state === 'late'));
  const open = countPromises(due) - kept - late;
  const yesterday: NonNullable<TodayPageProps['yesterday']> =
    due.length === 0
      ? [{ term: w.none, value: w.noneValue }]
      : [
          { term: w.kept, value: `${kept}`, tone: 'in' },
          { term: w.lateKept, value: `${late}`, ...(late > 0 ? { tone: 'late' as const } : {}) },
          { term: w.notYet, value: `${open}`, ...(open > 0 ? { tone: 'late' as const } : {}) },
        ];
  return { week: shown, yesterday };
}

function OfficeLinks(props: {
  readonly view: View;
  readonly title: string;
  readonly links: readonly (typeof officeLinks)['work' | 'office'][number][];
  readonly add?: true;
}): VNode | null {
  const { view } = props;
  const w = wordsOf(view).today;
  const root = deskRoot(view);
  const open = props.links.filter((link) => view.opens?.(`${root}/${link}`) ?? true);
  const adds = props.add === true && (view.opens?.(`${root}/tasks/new`) ?? true);
  return open.length === 0 && !adds ? null : (
    <section>
      <h2>{props.title}</h2>
      <ul class="office">
        {adds && (
          <li>
            <ActLink href={`${root}/tasks/new`}>{w.addTask}</ActLink>
          </li>
        )}
        {open.map((link) => (
          <li key={link}>
            <ActLink href={`${root}/${link}`}>{w.links[link]}</ActLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Classes of needs that came in more often this month than in the three before (F018). */
function Rises(props: { readonly view: View; readonly rises: TodayView['rises'] }): VNode | null {
  const { view, rises } = props;
  const w = wordsOf(view).today;
  return rises.length === 0 ? null : (
    <section>
      <h2>{w.rises}</h2>
      <ul class="office">
        {rises.map((one) => (
          <li key={one.code}>
            <ActLink href={`${deskRoot(view)}/needs?class=${one.code}`}>{one.label}</ActLink>{' '}
            <small>{w.rise(one.now, one.mean)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What a hub looks after: the groups it carries, its own entry, and what was promised. */
function HubLinks(props: { readonly view: View; readonly hub: string | null }): VNode | null {
  const { view, hub } = props;
  const w = wordsOf(view).today;
  const root = deskRoot(view);
  return hub === null ? null : (
    <section>
      <h2>{w.hub}</h2>
      <ul class="office">
        <li>
          <ActLink href={`${root}/organisations?hub=${hub}`}>{w.hubMembers}</ActLink>
        </li>
        <li>
          <ActLink href={`${root}/organisations/${hub}`}>{w.hubOwn}</ActLink>
        </li>
        <li>
          <ActLink href={`${root}/matters?due=promised`}>{w.hubPromises}</ActLink>
        </li>
      </ul>
    </section>
  );
}

/** The desk's first page: what is due, what came in, what waits for the reader. */
export function Today(props: { readonly view: View; readonly data: TodayView; readonly keyValue: string }): VNode {
  const { view, data, keyValue } = props;
  const words = wordsOf(view);
  const w = words.today;
  const root = deskRoot(view);
  const due = data.due.map((task) => dueRow(view, data, task));
  const waiting = waitingRows(view, data);
  const groups: TodayGroup[] = [
    { key: 'due', title: w.due, rows: due, calm: w.dueCalm, more: { href: `${root}/tasks`, label: w.allTasks } },
  ];
  if (data.came !== null)
    groups.push({
      key: 'came',
      title: w.came,
      rows: data.came.map((matter) => cameRow(view, data, matter, keyValue)),
      calm: w.cameCalm,
      more: { href: `${root}/matters`, label: w.allMatters },
    });
  groups.push({ key: 'waits', title: w.waits, rows: waiting, calm: w.waitsCalm });
  if (data.deciding !== null)
    groups.push({
      key: 'deciding',
      title: w.deciding,
      rows: decidingRows(view, data),
      calm: w.decidingCalm,
      more: { href: `${root}/decisions`, label: w.allDecisions },
    });
  const days = data.due.map((task) => daysBetween(localDate(task.dueAt), data.today));
  const date = `${formatDate(data.today, view.lang)} ${words.weekdays[weekday(data.today) - 1] ?? ''}`;
  return (
    <Page view={view} title={w.title} area="desk" section="desk" wide>
      <TodayPage
        view={view}
        counts={{
          late: days.filter((late) => late > 0).length,
          today: days.filter((late) => late === 0).length,
          fresh: data.cameTotal,
          waiting: waiting.length,
        }}
        date={date}
        groups={groups}
        newHref={data.mayWrite ? `${root}/matters/new` : `${root}/tasks/new`}
        {...side(view, data)}
        side={
          <>
            <Rises view={view} rises={data.rises} />
            <HubLinks view={view} hub={data.hubOf} />
            <OfficeLinks view={view} title={w.more} links={officeLinks.work} add />
            <OfficeLinks view={view} title={w.office} links={officeLinks.office} />
          </>
        }
      />
    </Page>
  );
}
