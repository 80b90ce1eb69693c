import type { Lang } from '#kernel/words';
import type { Scope } from '#platform/scope';

/** A class as the page of the classes lists it. */
export interface ListedClass {
  readonly code: string;
  readonly parent: string | null;
  readonly zh: string;
  readonly en: string;
  readonly label: string;
  /** Whether the space added it. */
  readonly own: boolean;
  readonly retired: boolean;
  /** Needs and resources that stand directly under it. */
  readonly uses: number;
}

/** All classes the space may use, in their order, with how often each is used. */
export async function classList(scope: Scope, lang: Lang): Promise<ListedClass[]> {
  const rows = await scope.db
    .selectFrom('classification')
    .select((select) => [
      'code',
      'parent',
      'zh',
      'en',
      'space_id',
      'retired_at',
      select
        .selectFrom('need')
        .select((of) => of.fn.countAll<bigint>().as('count'))
        .where('need.space_id', '=', scope.spaceId)
        .whereRef('need.class_code', '=', 'classification.code')
        .as('needs'),
      select
        .selectFrom('resource')
        .select((of) => of.fn.countAll<bigint>().as('count'))
        .where('resource.space_id', '=', scope.spaceId)
        .whereRef('resource.class_code', '=', 'classification.code')
        .as('resources'),
    ])
    .where((where) => where.or([where('space_id', 'is', null), where('space_id', '=', scope.spaceId)]))
    .orderBy('sort')
    .orderBy('code')
    .execute();
  return rows.map(({ zh, en, ...row }) => ({
    code: row.code,
    parent: row.parent,
    zh,
    en,
    label: lang === 'zh' ? zh : en,
    own: row.space_id !== null,
    retired: row.retired_at !== null,
    uses: Number(row.needs ?? 0n) + Number(row.resources ?? 0n),
  }));
}
