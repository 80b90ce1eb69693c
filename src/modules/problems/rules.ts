import type { ProblemState } from './schema.ts';

/** The part of a problem its rank is reckoned from. */
export interface Weighed {
  readonly id: string;
  readonly impact: number;
  readonly urgency: number;
  /** How many voices stand behind the needs that show it. */
  readonly voices: number;
  readonly createdAt: Date;
}

/** What a problem weighs: how far it reaches times how much it presses, from 1 to 25. */
export function weight(one: Pick<Weighed, 'impact' | 'urgency'>): number {
  return one.impact * one.urgency;
}

/**
 * Problems in the order in which to take them up: the heaviest first; of equal ones the one more voices stand behind,
 * then the older. Nothing but these decides, so that anybody can reckon it again.
 */
export function ranked<T extends Weighed>(all: readonly T[]): T[] {
  return [...all].sort(
    (a, b) =>
      weight(b) - weight(a) ||
      b.voices - a.voices ||
      a.createdAt.getTime() - b.createdAt.getTime() ||
      (a.id < b.id ? -1 : 1),
  );
}

/** One cause as it is kept. */
export interface CauseRow {
  readonly id: string;
  readonly parentId: string | null;
}

/** How deep causes go: asking why five times is enough. */
export const deepestCause = 5;

/** How deep a new cause below `parentId` would stand; null when there is no such cause. */
export function depthBelow(causes: readonly CauseRow[], parentId: string | null): number | null {
  const byId = new Map(causes.map((cause) => [cause.id, cause]));
  let depth = 1;
  let at = parentId;
  while (at !== null) {
    const cause = byId.get(at);
    if (cause === undefined || depth > deepestCause + 1) return null;
    at = cause.parentId;
    depth += 1;
  }
  return depth;
}

/** A cause and everything below it. */
export function branch(causes: readonly CauseRow[], id: string): string[] {
  const below = causes.filter((cause) => cause.parentId === id);
  return [id, ...below.flatMap((cause) => branch(causes, cause.id))];
}

/** Whether anything can still be changed. */
export function refusal(state: ProblemState): 'problems.state' | null {
  return state === 'open' ? null : 'problems.state';
}
