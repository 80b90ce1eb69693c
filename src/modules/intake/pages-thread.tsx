import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import { Day } from '#ui/day';
import type { ThreadStep } from '#ui/thread';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Step } from './queries-record.ts';
import type { ChangedKind, StepKind } from './schema.ts';
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
export function threadOf(
  view: View,
  steps: readonly Step[],
  names: ReadonlyMap<string, string>,
  /** Titles of what changed because of it, by `kind:id`. */
  changed: ReadonlyMap<string, string>,
): ThreadStep[] {
  const w = pick(view.lang, { zh, en });
  return steps.map((step) => ({
    mark: w.marks[step.kind],
    tone: tones[step.kind] ?? 'plain',
    date: <Day view={view} date={step.at} />,
    title: stepTitle(view, step),
    body: <StepBody view={view} step={step} who={names.get(step.personId ?? '') ?? ''} changed={changed} />,
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
  if (step.kind === 'escalated')
    return `${title} · ${w.promises.ups[step.outcome === 'street' ? 'street' : 'community']}`;
  if (step.stance !== null) return `${title} · ${w.stances[step.stance]}`;
  if (step.kind === 'answered' && step.outcome !== null) return `${title} · ${w.dayUnknown}`;
  return step.text !== '' && step.kind === 'joined' ? `${title} · ${step.text}` : title;
}

function StepBody(props: {
  readonly view: View;
  readonly step: Step;
  readonly who: string;
  readonly changed: ReadonlyMap<string, string>;
}): VNode {
  const { step, who } = props;
  return (
    <>
      {step.words !== '' && <p>{step.words}</p>}
      <ChangedLink view={props.view} of={step.changed} titles={props.changed} />
      {who !== '' && <p class="muted">{who}</p>}
    </>
  );
}

/** Where what changed stands in public. */
const roots: Readonly<Record<ChangedKind, string>> = {
  ...{ need: 'needs', project: 'projects', topic: 'topics', activity: 'activities' },
};

/** A link to what changed because of what somebody said (F049). */
export function ChangedLink(props: {
  readonly view: View;
  readonly of: Step['changed'];
  readonly titles: ReadonlyMap<string, string>;
}): VNode | null {
  const { view, of } = props;
  const title = of === null ? undefined : props.titles.get(`${of.kind}:${of.id}`);
  if (of === null || title === undefined) return null;
  return (
    <p>
      {pick(view.lang, { zh, en }).changed} <a href={`${spaceRoot(view)}/${roots[of.kind]}/${of.id}`}>{title}</a>
    </p>
  );
}
