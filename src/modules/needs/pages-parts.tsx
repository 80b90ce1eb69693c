import { pick } from '#kernel/words';
import { Day } from '#ui/day';

import type { ThreadStep } from '#ui/thread';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { NeedRow } from './queries.ts';
import type { NeedEvent } from './queries-more.ts';
import { zh } from './zh.ts';

/** How much is needed, with its unit. */
export function amountText(view: View, quantity: bigint, unit: string): string {
  return pick(view.lang, { zh, en }).amount(quantity.toString(), unit);
}

/** On which days and at which times it can be met; empty where any will do. */
export function timesText(view: View, need: Pick<NeedRow, 'weekdays' | 'dayParts'>): string {
  const w = pick(view.lang, { zh, en });
  const days: Readonly<Record<string, string>> = w.weekdays;
  const times: Readonly<Record<string, string>> = w.dayParts;
  return [need.weekdays.map((day) => days[day] ?? ''), need.dayParts.map((part) => times[part] ?? '')]
    .filter((words) => words.length > 0)
    .map((words) => words.join(w.listJoin))
    .join(' · ');
}

/** Where a need stands, in a sentence. */
export function statement(view: View, need: NeedRow): string {
  const w = pick(view.lang, { zh, en }).statements;
  const rest = amountText(view, need.quantity > need.metQuantity ? need.quantity - need.metQuantity : 0n, need.unit);
  if (need.state === 'open') return w.open(rest);
  if (need.state === 'part_met') return w.part_met(amountText(view, need.metQuantity, need.unit), rest);
  return w[need.state];
}

/** Something a need came from or led to, as a thread shows it. */
export interface LinkStep {
  readonly kind: string;
  readonly at: Date;
  /** Already safe for the reader; the kind's word when empty. */
  readonly title: string;
  readonly href: string | null;
}

const publicPaths: Readonly<Record<string, string>> = {
  need: 'needs',
  resource: 'resources',
  project: 'projects',
  activity: 'activities',
};

/** The public address of a thing a need is linked to; null where it has none. */
export function publicHref(view: View, kind: string, id: string): string | null {
  const path = publicPaths[kind];
  return path === undefined ? null : `${spaceRoot(view)}/${path}/${id}`;
}

function keyIn<T extends object>(words: T, key: string): keyof T | null {
  // Own keys only: a step named like a method of objects must not be found.
  return Object.hasOwn(words, key) ? (key as keyof T) : null;
}

/** Events and links of a need as one thread, by time. `quiet` steps are the office's own and not shown in public. */
export function needThread(
  view: View,
  events: readonly NeedEvent[],
  links: readonly LinkStep[],
  names: ReadonlyMap<string, string>,
  quiet: readonly string[],
): ThreadStep[] {
  const w = pick(view.lang, { zh, en });
  const steps: { readonly at: Date; readonly step: ThreadStep }[] = [];
  // Every joining is an event already, so of the words behind a need only the first stand here, before all else.
  const said = links.filter((link) => link.kind === 'matter').sort((a, b) => a.at.getTime() - b.at.getTime());
  const led = links.filter((link) => link.kind !== 'matter');
  for (const event of events) {
    const key = keyIn(w.steps, event.step);
    if (key === null || quiet.includes(event.step)) continue;
    const who = names.get(event.personId ?? '') ?? '';
    steps.push({
      at: event.at,
      step: {
        mark: w.marks[key],
        tone: key === 'met' || key === 'part_met' ? 'gain' : key === 'checked' ? 'decided' : 'plain',
        date: <Day view={view} date={event.at} />,
        title: w.steps[key],
        ...(who === '' ? {} : { body: who }),
      },
    });
  }
  for (const link of [...led, ...said.slice(0, 1)]) {
    const key = keyIn(w.links, link.kind);
    if (key === null) continue;
    const title = link.title === '' ? w.links[key] : link.title;
    const place = link.kind === 'matter' ? 'unshift' : 'push';
    steps[place]({
      at: link.at,
      step: {
        mark: w.linkMarks[key],
        tone: 'plain',
        date: <Day view={view} date={link.at} />,
        title: link.href === null ? title : <a href={link.href}>{title}</a>,
        ...(link.title === '' ? {} : { body: w.links[key] }),
      },
    });
  }
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime()).map((one) => one.step);
}
