import type { Selectable } from 'kysely';
import { unseal } from '#modules/record';
import type { PlaceImportTable } from '#platform/schema.generated';
import { type Scope, today } from '#platform/scope';
import type { BadRow, ColumnMap, Sheet } from '#platform/sheet';
import { en } from './en.ts';
import { places } from './queries.ts';
import { levelsOn } from './queries-levels.ts';
import { placeLevels } from './rules.ts';
import { foldWord, type PlaceContext, type PlaceRow, readPlaces } from './rules-lists.ts';
import { estateTypes } from './schema.ts';
import type { ListField } from './schema-lists.ts';
import { levelWords, zh } from './zh.ts';

/** A list of places that is being brought in, or has been. */
export interface PlaceList {
  readonly id: string;
  readonly state: 'open' | 'done';
  readonly fileName: string;
  readonly rows: number;
  readonly mapping: ColumnMap<ListField>;
  readonly landed: number;
  readonly changed: number;
  /** Here already, and the list says the same. */
  readonly skipped: number;
  readonly report: readonly BadRow[];
  readonly at: Date;
}

/** What a waiting list is sealed under. */
export const listKind = 'places';

function toList(row: Selectable<PlaceImportTable>): PlaceList {
  return {
    id: row.id,
    state: row.state,
    fileName: row.file_name,
    rows: row.rows,
    // Mapping and report are written only by the commands of these lists, in this shape.
    mapping: row.mapping as PlaceList['mapping'],
    landed: row.landed,
    changed: row.changed,
    skipped: row.skipped,
    // Likewise.
    report: row.report as unknown as PlaceList['report'],
    at: row.at,
  };
}

function listRows(scope: Scope) {
  return scope.db.selectFrom('place_import').selectAll().where('space_id', '=', scope.spaceId);
}

/** The lists so far, newest first. */
export async function placeLists(scope: Scope): Promise<PlaceList[]> {
  return (await listRows(scope).orderBy('at', 'desc').limit(50).execute()).map(toList);
}

/** One list, or null. */
export async function placeListById(scope: Scope, id: string): Promise<PlaceList | null> {
  const row = await listRows(scope).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : toList(row);
}

/** Opens a list that waits; null when it has landed. */
export async function waitingPlaces(scope: Scope, id: string): Promise<Sheet | null> {
  const text = (await unseal(scope, { kind: 'import', ids: [id] }, listKind)).get(id);
  // What is sealed here was written by the upload, from a Sheet.
  return text === undefined ? null : (JSON.parse(text) as Sheet);
}

function wordsFor<T extends string>(
  keys: readonly T[],
  ...sources: readonly Readonly<Record<T, string | readonly string[]>>[]
) {
  return new Map(
    keys.flatMap((key) => [key, ...sources.flatMap((of) => of[key])].map((word) => [foldWord(word), key])),
  );
}

async function listContext(scope: Scope): Promise<PlaceContext> {
  return {
    today: today(scope),
    zone: scope.timeZone,
    places: await places(scope),
    levels: await levelsOn(scope),
    kinds: wordsFor(placeLevels, zh.levels, en.levels, levelWords.kinds),
    types: wordsFor(estateTypes, zh.estateTypes, en.estateTypes, levelWords.types),
  };
}

/** What would land of a waiting list as it is mapped now: new places, those put right, those that say the same. */
export async function previewPlaces(
  scope: Scope,
  list: Pick<PlaceList, 'mapping'>,
  sheet: Sheet,
): Promise<{ readonly good: readonly PlaceRow[]; readonly bad: readonly BadRow[] }> {
  return readPlaces(sheet, list.mapping, await listContext(scope));
}
