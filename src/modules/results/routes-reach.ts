import { mayReachAt } from '#modules/grids';
import { matters } from '#modules/intake';
import { needsById } from '#modules/needs';
import type { Scope } from '#platform/scope';
import type { Asked } from './schema.ts';

/** Whose names are for the reader: the office's all; a grid worker's those of their own grid (F181). */
export async function reached(scope: Scope, all: readonly Asked[]): Promise<(asked: Asked) => boolean> {
  const ids = (kind: 'matter' | 'need'): string[] =>
    all.filter((one) => one.subject.kind === kind).map((one) => one.subject.id);
  const found = [...(await matters(scope, ids('matter'))), ...(await needsById(scope, ids('need')))];
  const places = new Map(found.map((one) => [one.id, one.placeId]));
  const open = new Map<string | null, boolean>();
  for (const place of new Set(places.values())) open.set(place, await mayReachAt(scope, place));
  return (asked) => open.get(places.get(asked.subject.id) ?? null) !== false;
}
