import { findPersonalData } from '#kernel/privacy';
import type { PointState } from './schema.ts';

/** Whether a point may pass from one state to another; a closed one stays closed. */
export function stateRefusal(from: PointState, to: PointState): 'exchange.state' | null {
  return from === 'closed' || from === to ? 'exchange.state' : null;
}

/** Numbers in a public line: the giver's telephone has no place in a log everybody reads. */
export function namesSomebody(words: readonly string[]): string | null {
  const hit = words.flatMap(findPersonalData).find((one) => one.kind !== 'name' && one.kind !== 'address');
  return hit?.text ?? null;
}
