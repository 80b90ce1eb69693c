import type { placeKinds } from './schema.ts';

type PlaceKind = (typeof placeKinds)[number];

/** A place as the tree sees it. */
export interface TreeNode {
  readonly id: string;
  readonly parentId: string | null;
}

/** Whether putting `id` under `parentId` would close a circle. */
export function insideItself(nodes: readonly TreeNode[], id: string, parentId: string | null): boolean {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();
  let at = parentId;
  while (at !== null && !seen.has(at)) {
    if (at === id) return true;
    seen.add(at);
    at = byId.get(at)?.parentId ?? null;
  }
  return false;
}

/** The names from the top of the tree down to a place. */
export function pathOf<N extends TreeNode & { readonly name: string }>(nodes: readonly N[], id: string): string[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const names: string[] = [];
  const seen = new Set<string>();
  for (let node = byId.get(id); node !== undefined && !seen.has(node.id); node = byId.get(node.parentId ?? '')) {
    names.unshift(node.name);
    seen.add(node.id);
  }
  return names;
}

/** The levels of a community below itself: its estates; the net of grids, cells within one, buildings; and single sites. */
export const placeLevels = ['estate', 'net', 'cell', 'building', 'site'] as const;
/** One level. */
export type Level = (typeof placeLevels)[number];

/** The levels a small community does without until it switches them on, each with its parameter. */
export const switchedLevels = { net: 'place.net', cell: 'place.cell', building: 'place.building' } as const;

/** The level of a place: a grid within a grid is a cell. */
export function levelOf(
  place: Pick<TreeNode, 'parentId'> & { readonly kind: PlaceKind },
  all: readonly { readonly id: string; readonly kind: PlaceKind }[],
): Level {
  if (place.kind !== 'grid') return place.kind;
  return all.some((one) => one.id === place.parentId && one.kind === 'grid') ? 'cell' : 'net';
}

/** Only an estate is old or new, and every estate is one of them: what the two need is laid side by side (F005). */
export function refuseType(kind: PlaceKind, estateType: string | undefined): string | null {
  return kind === 'estate' && estateType === undefined ? 'places.estate_type' : null;
}
