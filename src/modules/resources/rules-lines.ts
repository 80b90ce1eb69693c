import type { WaitState } from './schema.ts';

/** What can be done with a place in a line. */
export type WaitDeed = 'take' | 'let_by' | 'leave';

const from: Readonly<Record<WaitDeed, readonly WaitState[]>> = {
  take: ['offered'],
  let_by: ['offered'],
  leave: ['waiting', 'offered'],
};

/** Whether a deed fits where the place stands; the code of the refusal otherwise. */
export function waitRefusal(deed: WaitDeed, state: WaitState): 'resources.wait_state' | null {
  return from[deed].includes(state) ? null : 'resources.wait_state';
}

/** One who waits, as the order looks at them. */
export interface Waiting {
  readonly id: string;
  readonly at: Date;
  /** Stood in line while wishes were collected, and belongs to a household that is served first. */
  readonly first: boolean;
}

/**
 * Who is next: households served first that asked in the days of collecting, then whoever came first. Whoever just let
 * it go by (`skip`) keeps the place and is passed over this once.
 */
export function nextInLine(line: readonly Waiting[], skip: string | null = null): Waiting | null {
  const order = line
    .filter((one) => one.id !== skip)
    .sort((one, other) => {
      if (one.first !== other.first) return one.first ? -1 : 1;
      if (one.at.getTime() !== other.at.getTime()) return one.at < other.at ? -1 : 1;
      return one.id < other.id ? -1 : 1;
    });
  return order[0] ?? null;
}

/** Letting an offer go by is good once: the second time the place is given up. */
export function afterLettingBy(letBy: boolean): WaitState {
  return letBy ? 'left' : 'waiting';
}
