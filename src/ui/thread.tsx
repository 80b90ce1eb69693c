import type { ComponentChildren, VNode } from 'preact';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/** One step of a thread: what happened, when, and what money it moved. */
export interface ThreadStep {
  /** One character that tells the kind of step in black and white. */
  readonly mark: string;
  readonly tone: 'plain' | 'decided' | 'paid' | 'hold' | 'gain';
  /** Already formatted; null when it has none. */
  readonly date: ComponentChildren | null;
  readonly title: ComponentChildren;
  readonly body?: ComponentChildren;
  readonly amount?: ComponentChildren;
  /** The money line runs beside this step: from where it was held to where it is spent. */
  readonly carries?: boolean;
  /** Not yet: after the rule that says today, the thread is dashed. */
  readonly future?: boolean;
  /** Streams that flow in at this step. */
  readonly branch?: readonly { readonly label: ComponentChildren; readonly amount: ComponentChildren }[];
}

function stepClass(step: ThreadStep, before: ThreadStep | undefined, last: boolean): string {
  const parts: string[] = [];
  if (step.carries === true) parts.push('carries');
  else if (before?.carries === true) parts.push('half');
  if (step.branch !== undefined) parts.push('inflow');
  if (step.future === true) parts.push('future');
  if (last) parts.push('last');
  return parts.join(' ');
}

function Branch(props: { readonly branch: NonNullable<ThreadStep['branch']> }): VNode {
  return (
    <>
      <ul class="branch">
        {props.branch.map((stream, at) => (
          <li key={`stream${at}`}>
            <span>{stream.label}</span>
            <span class="num in">{stream.amount}</span>
          </li>
        ))}
      </ul>
      <svg class="join" viewBox="0 0 30 48" preserveAspectRatio="none" aria-hidden="true">
        <path d="M30 0C30 34 0 10 0 48" />
      </svg>
    </>
  );
}

const amountTone = { plain: '', decided: '', paid: ' out', hold: ' held', gain: ' in' } as const;

function Step(props: {
  readonly view: View;
  readonly step: ThreadStep;
  readonly before: ThreadStep | undefined;
  readonly last: boolean;
  readonly level: 2 | 3;
}): VNode {
  const { step, before, last } = props;
  const Title = props.level === 2 ? 'h2' : 'h3';
  const turns = step.future === true && before?.future !== true && before !== undefined;
  return (
    <>
      {turns && (
        <li class="today">
          <span>{uiWords(props.view.lang).thread.today}</span>
        </li>
      )}
      <li class={stepClass(step, before, last)}>
        <span class={`node ${step.tone}`} aria-hidden="true">
          {step.mark}
        </span>
        {step.date === null ? <span class="when" /> : <span class="when">{step.date}</span>}
        <span class={`num${amountTone[step.tone]}`}>{step.amount}</span>
        <div class="what">
          <Title>{step.title}</Title>
          {step.body !== undefined && <div class="body">{step.body}</div>}
          {step.branch !== undefined && <Branch branch={step.branch} />}
        </div>
      </li>
    </>
  );
}

/**
 * What caused what, as a vertical thread: a mark and a date at each step, amounts on the right like a ledger,
 * gifts flowing in from the side, and a dashed end for what is still waited for. `wide` gives dates and amounts
 * columns of their own where there is room; it is so by itself when any step moves money.
 */
export function Thread(props: {
  readonly view: View;
  readonly steps: readonly ThreadStep[];
  readonly wide?: boolean;
  readonly level?: 2 | 3;
}): VNode {
  const { steps } = props;
  const money = steps.some((step) => step.amount !== undefined || step.branch !== undefined);
  return (
    <ol
      class={(props.wide ?? money) ? 'thread thread-wide' : 'thread'}
      aria-label={uiWords(props.view.lang).thread.label}
    >
      {steps.map((step, at) => (
        <Step
          key={`step${at}`}
          view={props.view}
          step={step}
          before={steps[at - 1]}
          last={at === steps.length - 1}
          level={props.level ?? 3}
        />
      ))}
    </ol>
  );
}

/** The close of a trace under a double rule: granted, paid, given back, left. */
export function Sums(props: {
  readonly rows: readonly {
    readonly term: ComponentChildren;
    readonly value: ComponentChildren;
    readonly tone?: 'in' | 'out' | 'held';
  }[];
}): VNode {
  return (
    <dl class="sums">
      {props.rows.map((row, at) => (
        <div key={`sum${at}`}>
          <dt>{row.term}</dt>
          <dd class={row.tone === undefined ? 'num' : `num ${row.tone}`}>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
