import { type Selectable, sql } from 'kysely';
import { placeOptions, places } from '#modules/places';
import type { SheetLists } from '#modules/record';
import type { RollListTable } from '#platform/schema.generated';
import { type Scope, today } from '#platform/scope';
import { foldWord, type Sheet } from '#platform/sheet';
import { residentsChecked } from './queries-residence.ts';
import { type Known, type ListContext, type ReadList, readRollList } from './rules-lists.ts';
import type { ListKind, RollList } from './schema-lists.ts';

/** The lists of owners and residents. */
export const rollLists: SheetLists<Selectable<RollListTable>, RollList> = {
  ...{ table: 'roll_list', sealedAs: 'roll' },
  refusals: { unknown: 'votes.list_not_found', done: 'votes.list_done', column: 'votes.column_missing' },
  read: (list, row) => ({ ...list, kind: row.kind, pollId: row.poll_id }),
};

/** Everybody registered who is called by one of some names, with the places they live in and what is known of them. */
async function knownPeople(scope: Scope, pollId: string | null): Promise<(Known & { placeId: string | null })[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    birth_year: number | null;
    place_id: string | null;
    checked: boolean;
    on_roll: boolean;
  }>`
    select p.id, p.name, p.birth_year, p.place_id, coalesce(c.way, 'neighbours') <> 'neighbours' as checked,
      v.person_id is not null as on_roll
    from person p left join (${residentsChecked}) c on c.space_id = p.space_id and c.person_id = p.id
      left join poll_voter v on v.space_id = p.space_id and v.poll_id = ${pollId} and v.person_id = p.id
    where p.space_id = ${scope.spaceId} and p.erased_at is null and not p.former_resident`.execute(scope.db);
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, birthYear: row.birth_year, placeId: row.place_id, placeIds: [] },
    ...{ checked: row.checked, onRoll: row.on_roll },
  }));
}

async function listContext(scope: Scope, pollId: string | null): Promise<ListContext> {
  const [all, people] = [await places(scope), await knownPeople(scope, pollId)];
  const parents = new Map(all.map((one) => [one.id, one.parentId]));
  const upwards = (id: string | null): string[] => (id === null ? [] : [id, ...upwards(parents.get(id) ?? null)]);
  const known = people.map((one): Known => ({ ...one, placeIds: upwards(one.placeId) }));
  // A bare name stands for a place where only one is called so; the whole way to it always does.
  const alone = [...Map.groupBy(all, (one) => foldWord(one.name)).values()].flatMap((same) =>
    same.length === 1 ? same.map((one) => ({ label: one.name, value: one.id })) : [],
  );
  return {
    places: new Map([...alone, ...(await placeOptions(scope))].map((one) => [foldWord(one.label), one.value])),
    byName: Map.groupBy(known, (one) => foldWord(one.name)),
    year: Number.parseInt(today(scope).slice(0, 4), 10),
  };
}

/** What would land of a waiting list as it is mapped now. */
export async function previewList(
  scope: Scope,
  list: Pick<RollList, 'kind' | 'pollId' | 'mapping'>,
  sheet: Sheet,
): Promise<ReadList> {
  const kind: ListKind = list.kind;
  return readRollList(kind, sheet, list.mapping, await listContext(scope, list.pollId));
}
