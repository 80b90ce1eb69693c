import { type Selectable, sql } from 'kysely';
import { isId } from '#kernel/ids';
import { placeOptions, places } from '#modules/places';
import { unseal } from '#modules/record';
import type { DB } from '#platform/schema.generated';
import { type Scope, today } from '#platform/scope';
import type { Sheet } from '#platform/sheet';
import { residentsChecked } from './queries-residence.ts';
import { foldName, type Known, type ListContext, type ReadList, readRollList } from './rules-lists.ts';
import type { ListKind, RollList } from './schema-lists.ts';

/** What a waiting list is sealed under. */
export const listSeal = 'roll';

function toList(row: Selectable<DB['roll_list']>): RollList {
  return {
    ...{ id: row.id, kind: row.kind, pollId: row.poll_id, state: row.state, fileName: row.file_name, rows: row.rows },
    // Mapping and report are written only by the commands of these lists, in these shapes.
    mapping: row.mapping as RollList['mapping'],
    // Likewise.
    report: row.report as unknown as RollList['report'],
    ...{ landed: row.landed, skipped: row.skipped, at: row.at },
  };
}

function listRows(scope: Scope) {
  return scope.db.selectFrom('roll_list').selectAll().where('space_id', '=', scope.spaceId);
}

/** The lists of one vote, or of residents where it is null; newest first. */
export async function rollLists(scope: Scope, pollId: string | null): Promise<RollList[]> {
  const rows = listRows(scope).where('poll_id', pollId === null ? 'is' : '=', pollId);
  return (await rows.orderBy('at', 'desc').limit(50).execute()).map(toList);
}

/** One list, or null. */
export async function rollList(scope: Scope, id: string): Promise<RollList | null> {
  if (!isId(id)) return null;
  const row = await listRows(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toList(row);
}

/** Opens a list that waits; null when it has landed. */
export async function waitingSheet(scope: Scope, id: string): Promise<Sheet | null> {
  const text = (await unseal(scope, { kind: 'import', ids: [id] }, listSeal)).get(id);
  // What is sealed here was written by the upload, from a Sheet.
  return text === undefined ? null : (JSON.parse(text) as Sheet);
}

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
  const alone = [...Map.groupBy(all, (one) => foldName(one.name)).values()].flatMap((same) =>
    same.length === 1 ? same.map((one) => ({ label: one.name, value: one.id })) : [],
  );
  return {
    places: new Map([...alone, ...(await placeOptions(scope))].map((one) => [foldName(one.label), one.value])),
    byName: Map.groupBy(known, (one) => foldName(one.name)),
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
