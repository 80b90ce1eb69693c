import type { ListQuery } from '#ui/list';

/** Orders and cuts a short list that fits in memory. */
export function paged<R>(
  rows: readonly R[],
  query: ListQuery,
  keys: Readonly<Record<string, (row: R) => string>>,
): R[] {
  const by = query.sort === null ? undefined : keys[query.sort.key];
  const turn = query.sort?.desc === true ? -1 : 1;
  const ordered = by === undefined ? [...rows] : [...rows].sort((a, b) => turn * by(a).localeCompare(by(b)));
  return ordered.slice((query.page - 1) * query.size, query.page * query.size);
}
