import type { Selectable } from 'kysely';
import { places } from '#modules/places';
import type { SheetList, SheetLists } from '#modules/record';
import type { NeedImportTable } from '#platform/schema.generated';
import { type Scope, today } from '#platform/scope';
import { type BadRow, type ColumnMap, foldWord, type Sheet } from '#platform/sheet';
import { en } from './en.ts';
import { classWords } from './queries-more.ts';
import { type ListContext, type ListRow, placeWords, readList } from './rules-list.ts';
import { type AgeGroup, ageGroups, type ListField, type Urgency, urgencies } from './schema.ts';
import { listWords, zh } from './zh.ts';

/** A list of needs that is being brought in, or has been. */
export interface NeedList extends SheetList {
  readonly mapping: ColumnMap<ListField>;
  /** Of the landed ones, those public at once. */
  readonly opened: number;
}

/** The lists of needs. */
export const needLists: SheetLists<Selectable<NeedImportTable>, NeedList> = {
  ...{ table: 'need_import', sealedAs: 'needs' },
  refusals: { unknown: 'needs.list_not_found', done: 'needs.list_done', column: 'needs.column_missing' },
  read: (list, row) => ({ ...list, opened: row.opened }),
};

function words<T extends string>(keys: readonly T[], ...sources: readonly Readonly<Record<T, string>>[]) {
  return new Map(keys.flatMap((key) => [key, ...sources.map((of) => of[key])].map((word) => [foldWord(word), key])));
}

/** What reading a list needs to know of the space. */
async function listContext(scope: Scope): Promise<ListContext> {
  const [inZh, inEn] = [await classWords(scope, 'zh'), await classWords(scope, 'en')];
  const fine = (one: (typeof inZh)[number]) => one.whole && !one.retired;
  const parents = new Map([...inZh, ...inEn].map((one) => [one.code, one]));
  const classes = new Map<string, string>();
  for (const one of [...inZh, ...inEn].filter(fine)) {
    const family = parents.get(one.parent ?? '')?.label ?? '';
    for (const word of [one.code, one.label, `${family}·${one.label}`, `${family} · ${one.label}`])
      classes.set(foldWord(word), one.code);
  }
  return {
    today: today(scope),
    zone: scope.timeZone,
    classes,
    ...placeWords(await places(scope)),
    urgencies: words<Urgency>(urgencies, zh.urgencies, en.urgencies),
    ageGroups: words<AgeGroup>(ageGroups, zh.ageGroups, en.ageGroups),
    yes: new Set(listWords.yes.map(foldWord)),
    no: new Set(listWords.no.map(foldWord)),
  };
}

/** What would land of a waiting list as it is mapped now, and how many of its rows are here already. */
export async function previewNeeds(
  scope: Scope,
  list: Pick<NeedList, 'mapping'>,
  sheet: Sheet,
): Promise<{
  readonly good: readonly ListRow[];
  readonly fresh: readonly ListRow[];
  readonly bad: readonly BadRow[];
}> {
  const read = readList(sheet, list.mapping, await listContext(scope));
  const origins = read.good.map((row) => row.origin);
  const here =
    origins.length === 0
      ? []
      : await scope.db
          .selectFrom('need')
          .select('origin')
          .where('space_id', '=', scope.spaceId)
          .where('origin', 'in', origins)
          .execute();
  const known = new Set(here.map((row) => row.origin));
  return { ...read, fresh: read.good.filter((row) => !known.has(row.origin)) };
}
