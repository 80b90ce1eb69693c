import { parameter } from '#modules/parameters';
import type { Scope } from '#platform/scope';
import { places } from './queries.ts';
import { type Level, levelOf, placeLevels, switchedLevels } from './rules.ts';

/** The levels a community works with: estates and sites always, others once switched on, or where there is one already. */
export async function levelsOn(scope: Scope): Promise<ReadonlySet<Level>> {
  const all = await places(scope);
  const used = new Set(all.map((place) => levelOf(place, all)));
  const on = new Set<Level>();
  for (const level of placeLevels) {
    const isSwitched = level === 'net' || level === 'cell' || level === 'building';
    if (!isSwitched || used.has(level) || (await parameter(scope, switchedLevels[level]))) on.add(level);
  }
  return on;
}
