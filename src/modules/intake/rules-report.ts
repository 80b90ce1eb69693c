import { type Lang, pick } from '#kernel/words';
import { type BadRow, badRowsCsv } from '#platform/sheet';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The rows that did not come in as CSV, with the sentence of each reason. */
export function reportCsv(bad: readonly BadRow[], lang: Lang): string {
  const words = pick(lang, { zh, en });
  const reasons: Readonly<Record<string, string>> = words.rows;
  return badRowsCsv(bad, { ...words.report, say: (row) => reasons[row.code] ?? row.code });
}
