import type { ComponentChildren, VNode } from 'preact';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/** One point or bar: its label, its exact value, and the value as written. */
export interface ChartPoint {
  readonly label: string;
  readonly value: bigint;
  readonly text: string;
}

/** The same colours always mean the same: pine is money in, lake is money out. */
export type ChartTone = 'in' | 'out' | 'plain';

const height = 1000n;

function largest(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => (b > a ? b : a), 1n);
}

/** The table behind a chart, one tap away: what the picture says, exactly. */
function Numbers(props: {
  readonly view: View;
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}): VNode {
  return (
    <details class="numbers">
      <summary>{uiWords(props.view.lang).chart.table}</summary>
      <table class="plain">
        <caption class="sr">{props.title}</caption>
        <thead>
          <tr>
            {props.head.map((cell, at) => (
              <th key={cell} scope="col" class={at === 0 ? undefined : 'num'}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map(([first = '', ...rest]) => (
            <tr key={first}>
              <th scope="row">{first}</th>
              {rest.map((cell, at) => (
                <td key={`${first}${at}`} class="num">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Labels(props: { readonly labels: readonly string[] }): VNode {
  return (
    <div class="months" aria-hidden="true">
      {props.labels.map((label, at) => (
        <span key={`${at}${label}`}>{label}</span>
      ))}
    </div>
  );
}

/**
 * A line over months, zero-based, titled with what it says. Labels are text beside the picture, so that they keep
 * their size on a phone; coordinates are whole numbers reckoned in bigint, so that no amount becomes a float.
 */
export function LineChart(props: {
  readonly view: View;
  /** The finding, not the subject. */
  readonly title: string;
  readonly points: readonly ChartPoint[];
  readonly tone?: ChartTone;
  /** What stands under the two ends of the line. */
  readonly ends?: readonly [ComponentChildren, ComponentChildren];
  readonly headless?: boolean;
}): VNode {
  const { points, view } = props;
  const t = uiWords(view.lang).chart;
  const max = largest(points.map((point) => point.value));
  const low = points.reduce((a, point) => (point.value < a ? point.value : a), 0n);
  const at = (value: bigint): string => `${((max - value) * (height - 80n)) / (max - low) + 80n}`;
  const line = points
    .map((point, place) => `${place === 0 ? 'M' : 'L'}${place * 100 + 50} ${at(point.value)}`)
    .join('');
  const width = points.length * 100;
  const last = points.at(-1);
  return (
    <figure class={`chart chart-${props.tone ?? 'in'}`}>
      {props.headless !== true && <h3>{props.title}</h3>}
      <svg viewBox={`0 0 ${width} 1000`} preserveAspectRatio="none" role="img" aria-label={props.title}>
        <path class="c-area" d={`${line}L${width - 50} ${at(0n)}L50 ${at(0n)}Z`} />
        <path class="c-line" d={line} />
        {last !== undefined && <path class="c-dot" d={`M${width - 50} ${at(last.value)}h0`} />}
      </svg>
      <Labels labels={points.map((point) => point.label)} />
      {props.ends !== undefined && (
        <p class="ends">
          <span>{props.ends[0]}</span>
          <span>{props.ends[1]}</span>
        </p>
      )}
      <Numbers
        view={view}
        title={props.title}
        head={[t.when, t.amount]}
        rows={points.map((point) => [point.label, point.text])}
      />
    </figure>
  );
}

/** One month of a flow chart: what came in stands on the line, what went out hangs from it. */
export interface FlowMonth {
  readonly label: string;
  readonly in: ChartPoint['value'];
  readonly out: ChartPoint['value'];
  readonly inText: string;
  readonly outText: string;
}

/** Money in and out by month, both from one zero line. */
export function FlowChart(props: {
  readonly view: View;
  readonly title: string;
  readonly months: readonly FlowMonth[];
  readonly inLabel: ComponentChildren;
  readonly outLabel: ComponentChildren;
  /** Column titles of the table behind the chart. */
  readonly head: readonly [string, string];
  readonly headless?: boolean;
}): VNode {
  const { months, view } = props;
  const up = largest(months.map((month) => month.in));
  const down = largest(months.map((month) => month.out));
  const scale = (value: bigint): bigint => (value * (height - 20n)) / (up + down);
  const zero = scale(up) + 10n;
  return (
    <figure class="chart chart-flow">
      {props.headless !== true && <h3>{props.title}</h3>}
      <svg viewBox={`0 0 ${months.length * 100} 1000`} preserveAspectRatio="none" role="img" aria-label={props.title}>
        {months.map((month, at) => (
          <g key={`${at}${month.label}`}>
            <rect
              class="c-in"
              x={at * 100 + 22}
              width="56"
              y={`${zero - scale(month.in)}`}
              height={`${scale(month.in)}`}
            />
            <rect class="c-out" x={at * 100 + 22} width="56" y={`${zero + 8n}`} height={`${scale(month.out)}`} />
          </g>
        ))}
        <path class="c-zero" d={`M0 ${zero + 4n}H${months.length * 100}`} />
      </svg>
      <Labels labels={months.map((month) => month.label)} />
      <p class="ends">
        <span class="in">{props.inLabel}</span>
        <span class="out">{props.outLabel}</span>
      </p>
      <Numbers
        view={view}
        title={props.title}
        head={[uiWords(view.lang).chart.when, ...props.head]}
        rows={months.map((month) => [month.label, month.inText, month.outText])}
      />
    </figure>
  );
}

/**
 * One horizontal bar; `of` draws the room it has, and what goes beyond it carries a mark and a word. Money out beyond
 * its room is a fault and says so in cinnabar; money in beyond what was hoped for is none.
 */
export interface Bar extends ChartPoint {
  readonly of?: bigint;
  readonly ofText?: string;
  /** By how much it went beyond, as written; its presence marks the bar. */
  readonly overText?: string;
  readonly note?: ComponentChildren;
  /** Where one bar of the chart means something else than the others. */
  readonly tone?: ChartTone;
}

function BarLine(props: {
  readonly view: View;
  readonly bar: Bar;
  readonly max: bigint;
  readonly tone: ChartTone;
}): VNode {
  const { bar, max } = props;
  const wide = (value: bigint): string => `${(value * 1000n) / max}`;
  const over = bar.of !== undefined && bar.value > bar.of;
  const inside = over && bar.of !== undefined ? bar.of : bar.value;
  return (
    <li>
      <p>
        <span>
          {bar.label}
          {bar.overText !== undefined && <b class="late"> {uiWords(props.view.lang).chart.over(bar.overText)}</b>}
          {bar.note !== undefined && <small>{bar.note}</small>}
        </span>
        <span class="num">
          {bar.text}
          {bar.ofText !== undefined && <span class="muted"> / {bar.ofText}</span>}
        </span>
      </p>
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        {bar.of !== undefined && <rect class="c-room" width={wide(bar.of)} height="10" />}
        <rect class={`c-${props.tone}`} width={wide(inside)} height="10" />
        {over && (
          <rect
            class={props.tone === 'in' ? 'c-in' : 'c-over'}
            x={wide(inside)}
            width={wide(bar.value - inside)}
            height="10"
          />
        )}
        {over && <path class="c-limit" d={`M${wide(inside)} 0V10`} />}
      </svg>
    </li>
  );
}

/**
 * Horizontal bars from zero, each with its words and its figure on the line above it, so that the list reads the
 * same without the picture. Past `fold` bars the rest waits behind one tap.
 */
export function Bars(props: {
  readonly view: View;
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly tone?: ChartTone;
  readonly fold?: number;
  readonly more?: string;
  readonly headless?: boolean;
}): VNode {
  const { bars, view } = props;
  const max = largest(bars.flatMap((bar) => [bar.value, bar.of ?? 0n]));
  const shown = bars.slice(0, props.fold ?? bars.length);
  const rest = bars.slice(shown.length);
  const draw = (list: readonly Bar[]): VNode => (
    <ul class="bars">
      {list.map((bar) => (
        <BarLine key={bar.label} view={view} bar={bar} max={max} tone={bar.tone ?? props.tone ?? 'out'} />
      ))}
    </ul>
  );
  return (
    <figure class="chart chart-bars">
      {props.headless !== true && <h3>{props.title}</h3>}
      {draw(shown)}
      {rest.length > 0 && (
        <details class="numbers">
          <summary>{props.more ?? uiWords(view.lang).chart.table}</summary>
          {draw(rest)}
        </details>
      )}
    </figure>
  );
}
