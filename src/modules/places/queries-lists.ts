import type { Selectable } from 'kysely';
import type { SheetList, SheetLists } from '#modules/record';
import type { PlaceImportTable } from '#platform/schema.generated';
import { type Scope, today } from '#platform/scope';
import { type BadRow, type ColumnMap, foldWord, type Sheet } from '#platform/sheet';
import { en } from './en.ts';
import { places } from './queries.ts';
import { levelsOn } from './queries-levels.ts';
import { placeLevels } from './rules.ts';
import { type PlaceContext, type PlaceRow, readPlaces } from './rules-lists.ts';
import { estateTypes } from './schema.ts';
import type { ListField } from './schema-lists.ts';
import { levelWords, zh } from './zh.ts';

/** A list of places that is being brought in, or has been. */
export interface PlaceList extends SheetList {
  readonly mapping: ColumnMap<ListField>;
  /** Those that were here and got new facts. */
  readonly changed: number;
}

/** The lists of places. */
export const placeLists: SheetLists<Selectable<PlaceImportTable>, PlaceList> = {
  ...{ table: 'place_import', sealedAs: 'places' },
  refusals: { unknown: 'places.list_not_found', done: 'places.list_done', column: 'places.column_missing' },
  read: (list, row) => ({ ...list, changed: row.changed }),
};

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
