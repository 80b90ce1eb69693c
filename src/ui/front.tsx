import type { ComponentChildren, VNode } from 'preact';
import { ActLink } from './action.tsx';
import { type ChartPoint, LineChart } from './chart.tsx';
import { Icon, type IconName } from './icon.tsx';
import { PromiseMarks } from './marks.tsx';
import { BigFigure } from './money.tsx';
import { Qr } from './qr.tsx';
import { Phrases } from './record.tsx';
import { Seal } from './seal.tsx';
import { spaceRoot, type View } from './view.tsx';
import { uiWords } from './words.ts';
import { zh } from './zh.ts';

/** One line of "this week": a day, a matter, and its state in words. */
export interface WeekItem {
  readonly key: string;
  readonly when: ComponentChildren;
  readonly title: string;
  readonly href: string;
  /** The state in one or two words; its tone says the same in colour. */
  readonly state?: string;
  readonly tone?: 'good' | 'wait' | 'late';
  readonly note?: string;
}

/** A promise that was kept late or is still open, named under the marks. */
export interface OwedPromise {
  readonly key: string;
  readonly mark: string;
  readonly tone: 'wait' | 'late';
  readonly text: ComponentChildren;
}

/** What a space's front page shows; a part that is null leaves no gap. */
export interface FrontPageProps {
  readonly view: View;
  /** The space's own sentence, one phrase a line. */
  readonly hello: readonly string[];
  /** Where the three doors lead, where it is not `say`, `help` and `fund` under the space. */
  readonly doors?: { readonly say?: string; readonly help?: string; readonly money?: string };
  /** Who is at the counter today, until when; for those who do not come online. */
  readonly duty?: ComponentChildren;
  readonly week: readonly WeekItem[];
  readonly weekMore?: { readonly href: string; readonly label: string } | null;
  readonly story?: {
    readonly title: string;
    readonly text: ComponentChildren;
    readonly href: string;
    readonly link: string;
    readonly picture?: ComponentChildren;
    readonly caption?: ComponentChildren;
  } | null;
  readonly fund?: {
    readonly title: string;
    readonly fen: bigint;
    readonly note?: ComponentChildren;
    readonly finding: string;
    readonly months: readonly ChartPoint[];
    readonly ends: readonly [ComponentChildren, ComponentChildren];
    readonly href: string;
  } | null;
  readonly promises?: {
    readonly kept: number;
    readonly late: number;
    readonly open: number;
    readonly owed: readonly OwedPromise[];
    readonly href: string;
  } | null;
  /** The wall screen's own cut: everything on one screen, nothing to press, a QR code instead. */
  readonly wall?: { readonly url: string };
}

const stateTone = { good: 'in', wait: 'held', late: 'late' } as const;

function Door(props: {
  readonly href: string;
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly first?: boolean;
}): VNode {
  return (
    <a class={props.first === true ? 'first' : undefined} href={props.href}>
      <Icon name={props.icon} large />
      <span class="door">
        <b class="door-name">{props.title}</b>
        <span>{props.text}</span>
      </span>
      <Icon name="go" />
    </a>
  );
}

function Ring(props: {
  readonly view: View;
  readonly duty: ComponentChildren;
  /** Whether to lead to the page that answers by a slip's number; not on a wall. */
  readonly slip: boolean;
}): VNode | null {
  const phone = props.view.space?.phone ?? null;
  const t = uiWords(props.view.lang).front;
  if (phone === null && props.duty === undefined) return null;
  return (
    <div class="ring">
      <p>{t.offline}</p>
      {phone !== null && <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>}
      <p>
        {t.ring}
        {props.duty}
      </p>
      {props.slip && (
        <p>
          <a href={`${spaceRoot(props.view)}/slip`}>{t.slip}</a>
        </p>
      )}
    </div>
  );
}

function Hello(props: FrontPageProps): VNode {
  const { view, wall } = props;
  const t = uiWords(view.lang).front;
  const root = spaceRoot(view);
  return (
    <div class="hello">
      <h1>
        {wall !== undefined && (
          <span class="wall-brand">
            <Seal text={view.space?.short ?? zh.sealText} />
            {view.space?.name ?? uiWords(view.lang).brand}
          </span>
        )}
        {props.hello.map((line) => (
          <span key={line} class="line">
            <Phrases text={line} />
          </span>
        ))}
      </h1>
      {wall === undefined ? (
        <nav class="doors" aria-label={t.doors}>
          <Door first href={props.doors?.say ?? `${root}/say`} icon="say" title={t.say} text={t.sayText} />
          <Door href={props.doors?.help ?? `${root}/help`} icon="give" title={t.help} text={t.helpText} />
          <Door href={props.doors?.money ?? `${root}/fund`} icon="money" title={t.money} text={t.moneyText} />
        </nav>
      ) : (
        <div class="wall-qr">
          <Qr text={wall.url} label={t.wallQr} />
          <p>
            <b>{t.say}</b>
            {t.wallScan}
          </p>
        </div>
      )}
      <Ring view={view} duty={props.duty} slip={wall === undefined} />
    </div>
  );
}

function Week(props: FrontPageProps): VNode {
  const t = uiWords(props.view.lang).front;
  return (
    <section class="block week">
      <h2>{t.week}</h2>
      {props.week.length === 0 ? (
        <p class="muted">{t.weekEmpty}</p>
      ) : (
        <ol>
          {props.week.map((item) => (
            <li key={item.key}>
              <span class="week-day">{item.when}</span>
              <p>
                <a href={item.href}>{item.title}</a>
                {(item.state !== undefined || item.note !== undefined) && (
                  <small>
                    {item.state !== undefined && <b class={item.tone && stateTone[item.tone]}>{item.state}</b>}
                    {item.state !== undefined && item.note !== undefined && ' · '}
                    {item.note}
                  </small>
                )}
              </p>
            </li>
          ))}
        </ol>
      )}
      {props.weekMore !== undefined && props.weekMore !== null && (
        <ActLink href={props.weekMore.href}>{props.weekMore.label}</ActLink>
      )}
    </section>
  );
}

function Story(props: { readonly view: View; readonly story: NonNullable<FrontPageProps['story']> }): VNode {
  const { story } = props;
  return (
    <section class="block story">
      <h2>{uiWords(props.view.lang).front.story}</h2>
      {story.picture !== undefined && (
        <figure>
          {story.picture}
          {story.caption !== undefined && <figcaption>{story.caption}</figcaption>}
        </figure>
      )}
      <h3>
        <Phrases text={story.title} />
      </h3>
      <p>{story.text}</p>
      <ActLink href={story.href}>{story.link}</ActLink>
    </section>
  );
}

function Fund(props: { readonly view: View; readonly fund: NonNullable<FrontPageProps['fund']> }): VNode {
  const { fund, view } = props;
  return (
    <section class="block">
      <h2>{fund.title}</h2>
      <BigFigure fen={fund.fen} />
      {fund.note !== undefined && <p class="muted">{fund.note}</p>}
      {fund.months.length > 1 && (
        <LineChart view={view} title={fund.finding} points={fund.months} tone="in" ends={fund.ends} />
      )}
      <ActLink href={fund.href}>{uiWords(view.lang).front.openBooks}</ActLink>
    </section>
  );
}

function Promises(props: { readonly view: View; readonly promises: NonNullable<FrontPageProps['promises']> }): VNode {
  const { promises, view } = props;
  const t = uiWords(view.lang).front;
  const { kept, late, open } = promises;
  return (
    <section class="block promises">
      <h2>{t.promises}</h2>
      <p class="kept">
        <span class="line">{t.promised(kept + late + open)}</span>
        <span class="line">
          {t.onTime} <em>{t.keptCount(kept)}</em>
        </span>
      </p>
      <div>
        <PromiseMarks view={view} kept={kept} late={late} open={open} />
        <ActLink href={promises.href}>{t.allPromises}</ActLink>
      </div>
      {promises.owed.length > 0 && (
        <ul class="owed">
          {promises.owed.map((item) => (
            <li key={item.key}>
              <b class={stateTone[item.tone]}>{item.mark}</b>
              {item.text}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/**
 * A space's front page: its sentence, three doors, who to ring, this week, one story, the fund as one large figure
 * with its line of twelve months, and the promises kept. What a space does not have leaves no gap.
 */
export function FrontPage(props: FrontPageProps): VNode {
  const { view } = props;
  return (
    <div class={props.wall === undefined ? 'front' : 'front wall'}>
      <Hello {...props} />
      <div class="board">
        <Week {...props} />
        {props.story !== undefined && props.story !== null && <Story view={view} story={props.story} />}
        {props.fund !== undefined && props.fund !== null && <Fund view={view} fund={props.fund} />}
        {props.promises !== undefined && props.promises !== null && <Promises view={view} promises={props.promises} />}
      </div>
    </div>
  );
}
