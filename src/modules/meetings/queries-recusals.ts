import { type Ground, procedure } from '#modules/decisions';
import type { Scope } from '#platform/scope';
import { itemsOf } from './queries.ts';

/** Somebody who has no part in an item, and why. */
export interface ItemRecusal {
  readonly itemId: string;
  readonly personId: string;
  readonly ground: Ground;
  readonly detail: string;
}

/** Who has no part in which item of a meeting: said or found here, and those of the decision an item carries. */
export async function recusalsAt(scope: Scope, meetingId: string): Promise<ItemRecusal[]> {
  const [rows, items] = await Promise.all([
    scope.db
      .selectFrom('meeting_recusal as r')
      .innerJoin('meeting_item as i', (on) => on.onRef('i.space_id', '=', 'r.space_id').onRef('i.id', '=', 'r.item_id'))
      .select(['r.item_id as itemId', 'r.person_id as personId', 'r.ground', 'r.detail'])
      .where('r.space_id', '=', scope.spaceId)
      .where('i.meeting_id', '=', meetingId)
      .orderBy('r.at')
      .execute(),
    itemsOf(scope, meetingId),
  ]);
  const carried = await Promise.all(
    items.map(async (item) =>
      item.procedureId === null ? [] : asideOf(item.id, (await procedure(scope, item.procedureId))?.recusals ?? []),
    ),
  );
  const all: ItemRecusal[] = [...rows];
  for (const one of carried.flat())
    if (!all.some((known) => known.itemId === one.itemId && known.personId === one.personId)) all.push(one);
  return all;
}

function asideOf(itemId: string, recusals: readonly Omit<ItemRecusal, 'itemId'>[]): ItemRecusal[] {
  return recusals.map(({ personId, ground, detail }) => ({ itemId, personId, ground, detail }));
}

/** The people who have no part in one item. */
export async function asideOn(scope: Scope, meetingId: string, itemId: string): Promise<ReadonlySet<string>> {
  const all = await recusalsAt(scope, meetingId);
  return new Set(all.filter((one) => one.itemId === itemId).map((one) => one.personId));
}
