import { basename } from 'node:path';
import { SimilarTexts } from '#algorithms/similar';
import type { Config } from '#platform/config';
import { readOptions } from './arguments.ts';
import { complain, readIds, readTextTable, type TextRow } from './text-table.ts';

interface Asked {
  readonly corpus: string;
  readonly ids: string;
  readonly top: number;
  readonly json: boolean;
}

const mostAsked = 1000;

function readArguments(args: readonly string[]): Asked | null {
  const option = { type: 'string' } as const;
  const read = readOptions(args, { corpus: option, ids: option, top: option, json: { type: 'boolean' } });
  if (read === null || read.positionals.length > 0) return null;
  const { corpus, ids, top = '10', json = false } = read.values;
  if (corpus === undefined || ids === undefined || !/^[1-9]\d{0,3}$/.test(top)) return null;
  const number = Number(top);
  return number > mostAsked ? null : { corpus, ids, top: number, json };
}

/** Where each id stands; of an id that stands twice the first row counts. */
function placesOf(rows: readonly TextRow[], file: string): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let twice: string | null = null;
  rows.forEach(({ id }, at) => {
    if (!places.has(id)) places.set(id, at);
    else twice ??= id;
  });
  if (twice !== null) complain('twice', { file, id: twice });
  return places;
}

/**
 * `linli similar --corpus A.csv --ids FILE [--top 10] [--json]`: for each id the texts most likely of the same matter,
 * the nearest first, with the share they have in common. 0 when done, 1 when a file can't be read, 2 when some of the
 * ids are not in the table; the others are still answered.
 */
export async function similarCommand(_config: Config, args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    complain('similarUsage');
    return 1;
  }
  const rows = await readTextTable(asked.corpus, ['id']);
  const ids = rows === null ? null : await readIds(asked.ids);
  if (rows === null || ids === null) return 1;
  const file = basename(asked.corpus);
  const places = placesOf(rows, file);
  const unknown = ids.filter((id) => !places.has(id));
  if (unknown.length > 0) complain('unknownIds', { file, ids: unknown.slice(0, 20).join(', ') });
  const texts = new SimilarTexts();
  for (const row of rows) texts.add(row.passage);
  const lines = ids.flatMap((id) => {
    const at = places.get(id);
    const row = rows[at ?? -1];
    return row === undefined || at === undefined
      ? []
      : [lineOf(asked, rows, row, texts.nearest(row.passage, asked.top, at))];
  });
  if (lines.length > 0) console.log(lines.join('\n'));
  return unknown.length > 0 ? 2 : 0;
}

function lineOf(
  asked: Asked,
  rows: readonly TextRow[],
  row: TextRow,
  found: ReturnType<SimilarTexts['nearest']>,
): string {
  const titleOf = (one: TextRow | undefined): string => (one?.passage.title ?? '').trim().slice(0, 60);
  const similar = found.map(({ at, score }) => ({ row: rows[at], score: Number(score.toFixed(4)) }));
  if (asked.json)
    return JSON.stringify({ id: row.id, similar: similar.map(({ row: one, score }) => ({ id: one?.id, score })) });
  return [
    `${row.id}\t${titleOf(row)}`,
    ...similar.map(({ row: one, score }) => `  ${score.toFixed(2)}\t${one?.id}\t${titleOf(one)}`),
  ].join('\n');
}
