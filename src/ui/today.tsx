import type { ComponentChildren, VNode } from 'preact';
import { ActLink } from './action.tsx';
import { Icon } from './icon.tsx';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/** One matter of the day: when, what, who, and what can be done about it, in that order. */
export interface TodayRow {
  readonly key: string;
  readonly when: ComponentChildren;
  readonly tone?: 'late' | 'soon';
  readonly whenNote?: ComponentChildren;
  readonly what: string;
  readonly href: string;
  readonly note?: ComponentChildren;
  readonly whom?: ComponentChildren;
  readonly whomNote?: ComponentChildren;
  /** Links and one-button forms; `SolveHere` opens inside the row. */
  readonly acts?: ComponentChildren;
}

/** One group of the day under its rule; empty, it says so calmly. */
export interface TodayGroup {
  readonly key: string;
  readonly title: string;
  readonly note?: ComponentChildren;
  readonly rows: readonly TodayRow[];
  readonly calm: ComponentChildren;
  readonly more?: { readonly href: string; readonly label: string };
}

/** What the desk opens on. */
export interface TodayPageProps {
  readonly view: View;
  /** Counts the heading is made of: the heading is the state of the day. */
  readonly counts: { readonly late: number; readonly today: number; readonly fresh: number; readonly waiting: number };
  /** Today's date with its weekday, in words. */
  readonly date: string;
  readonly groups: readonly TodayGroup[];
  /** Where a new matter is written down. */
  readonly newHref: string;
  /** Promises due on each working day of this week. */
  readonly week?: readonly { readonly label: string; readonly count: number; readonly now?: boolean }[];
  /** Whether yesterday's promises were kept. */
  readonly yesterday?: readonly { readonly term: string; readonly value: string; readonly tone?: 'in' | 'late' }[];
  readonly side?: ComponentChildren;
}

function Row(props: { readonly row: TodayRow }): VNode {
  const { row } = props;
  return (
    <li class="row" data-row="">
      <p class="row-when">
        <b class={row.tone}>{row.when}</b>
        {row.whenNote !== undefined && <small>{row.whenNote}</small>}
      </p>
      <p class="row-what">
        <a href={row.href} data-open="">
          {row.what}
        </a>
        {row.note !== undefined && <small>{row.note}</small>}
      </p>
      <p class="row-whom">
        {row.whom}
        {row.whomNote !== undefined && <small>{row.whomNote}</small>}
      </p>
      {row.acts !== undefined && <div class="row-acts">{row.acts}</div>}
    </li>
  );
}

function Group(props: { readonly group: TodayGroup }): VNode {
  const { group } = props;
  return (
    <section class="group" aria-labelledby={`group-${group.key}`}>
      <h2 id={`group-${group.key}`}>
        {group.title}
        {group.note !== undefined && <small>{group.note}</small>}
      </h2>
      {group.rows.length === 0 ? (
        <p class="calm">{group.calm}</p>
      ) : (
        <ol>
          {group.rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </ol>
      )}
      {group.more !== undefined && <ActLink href={group.more.href}>{group.more.label}</ActLink>}
    </section>
  );
}

function Keys(props: { readonly view: View }): VNode {
  const t = uiWords(props.view.lang).today;
  return (
    <section class="keys">
      <h2>{t.keys}</h2>
      <dl>
        {t.keyList.map((entry) => (
          <div key={entry.what}>
            <dt>{entry.what}</dt>
            <dd>
              {entry.keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <button class="act act-word" type="button" hidden data-keys-switch data-on={t.keysOff} data-off={t.keysOn}>
        {t.keysOff}
      </button>
    </section>
  );
}

function WeekBars(props: { readonly view: View; readonly week: NonNullable<TodayPageProps['week']> }): VNode {
  const most = props.week.reduce((a, day) => (day.count > a ? day.count : a), 1);
  return (
    <section>
      <h2>{uiWords(props.view.lang).today.week}</h2>
      <ul>
        {props.week.map((day) => (
          <li key={day.label}>
            {day.label}
            <svg viewBox="0 0 88 10" aria-hidden="true">
              <rect
                class={day.now === true ? 'now' : undefined}
                width={Math.floor((day.count * 88) / most)}
                height="10"
              />
            </svg>
            <b>{day.count === 0 ? '\u2014' : day.count}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

/**
 * The desk's first page: what is due, what came in, what waits for me, as dense rows; the heading is the state of
 * the day. Everything can be reached by keyboard, and everything works without.
 */
export function TodayPage(props: TodayPageProps): VNode {
  const { view, counts } = props;
  const t = uiWords(view.lang).today;
  return (
    <div class="today-page">
      <div class="today-head">
        <div>
          <h1>{t.state(counts.late, counts.today)}</h1>
          <p>{t.sub(props.date, counts.fresh, counts.waiting)}</p>
        </div>
        <ActLink href={props.newHref} kind="line" icon="plus" shortcut="n">
          {t.write}
        </ActLink>
      </div>
      <div class="today-cols">
        <div>
          {props.groups.map((group) => (
            <Group key={group.key} group={group} />
          ))}
        </div>
        <aside class="today-side">
          {props.week !== undefined && <WeekBars view={view} week={props.week} />}
          {props.yesterday !== undefined && (
            <section>
              <h2>{t.yesterday}</h2>
              <dl>
                {props.yesterday.map((line) => (
                  <div key={line.term}>
                    <dt>{line.term}</dt>
                    <dd class={line.tone}>{line.value}</dd>
                  </div>
                ))}
              </dl>
            </section>
          )}
          {props.side}
          <Keys view={view} />
        </aside>
      </div>
    </div>
  );
}

/**
 * Solved on the spot, inside the row: one sentence, how long it took, one key. It says that somebody will ask in a
 * few days whether it truly is.
 */
export function SolveHere(props: {
  readonly view: View;
  readonly action: string;
  readonly keyValue?: string;
  readonly hidden?: Readonly<Record<string, string>>;
  /** When the caller will ask again, in words. */
  readonly promise: ComponentChildren;
  readonly open?: boolean;
}): VNode {
  const t = uiWords(props.view.lang).today;
  const id = `solve-${props.action}`.replace(/[^\w-]+/g, '-');
  return (
    <details class="solve" open={props.open === true}>
      <summary class="act act-word" data-key="s">
        <Icon name="check" />
        <span>{t.solve}</span>
        <span class="key" aria-hidden="true">
          S
        </span>
      </summary>
      <form class="quick" method="post" action={props.action}>
        {Object.entries(props.hidden ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {props.keyValue !== undefined && <input type="hidden" name="_key" value={props.keyValue} />}
        <div>
          <label for={`${id}-how`}>{t.how}</label>
          <input class="input" id={`${id}-how`} name="how" required />
        </div>
        <div>
          <label for={`${id}-minutes`}>{t.took}</label>
          <select class="input" id={`${id}-minutes`} name="minutes">
            {t.lengths.map((length) => (
              <option key={length.minutes} value={length.minutes}>
                {length.label}
              </option>
            ))}
          </select>
        </div>
        <button class="act act-main" type="submit">
          {t.close}
        </button>
        <small>{props.promise}</small>
      </form>
    </details>
  );
}
