import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import { Day } from '#ui/day';
import type { ThreadStep } from '#ui/thread';
import type { View } from '#ui/view';
import { en } from './en.ts';
import type { Step } from './queries-record.ts';
import type { StepKind } from './schema.ts';
import { zh } from './zh.ts';

const tones: Readonly<Partial<Record<StepKind, ThreadStep['tone']>>> = {
  promised: 'hold',
  postponed: 'hold',
  kept: 'gain',
  solved: 'gain',
  met: 'gain',
  need: 'decided',
};

/** A matter's steps as a thread; names are already as the reader may see them. */
export function threadOf(view: View, steps: readonly Step[], names: ReadonlyMap<string, string>): ThreadStep[] {
  const w = pick(view.lang, { zh, en });
  return steps.map((step) => ({
    mark: w.marks[step.kind],
    tone: tones[step.kind] ?? 'plain',
    date: <Day view={view} date={step.at} />,
    title: stepTitle(view, step),
    body: <StepBody step={step} who={names.get(step.personId ?? '') ?? ''} />,
  }));
}

function stepTitle(view: View, step: Step): string {
  const w = pick(view.lang, { zh, en });
  const title = w.steps[step.kind];
  const channels: Readonly<Record<string, string>> = w.channels;
  const ways: Readonly<Record<string, string>> = w.onTheSpot;
  if (step.kind === 'said') return `${title} · ${channels[step.outcome ?? ''] ?? ''}`;
  if (step.kind === 'solved') return `${title} · ${ways[step.outcome ?? ''] ?? ''}`;
  if (step.kind === 'promised' || step.kind === 'postponed') return `${title} · ${formatDate(step.text, view.lang)}`;
  if (step.kind === 'answered' && step.outcome !== null) return `${title} · ${w.dayUnknown}`;
  return step.text !== '' && step.kind === 'joined' ? `${title} · ${step.text}` : title;
}

function StepBody(props: { readonly step: Step; readonly who: string }): VNode {
  const { step, who } = props;
  return (
    <>
      {step.words !== '' && <p>{step.words}</p>}
      {who !== '' && <p class="muted">{who}</p>}
    </>
  );
}
