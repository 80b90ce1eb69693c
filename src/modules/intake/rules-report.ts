import { type Lang, pick } from '#kernel/words';
import { en } from './en.ts';
import type { BadRow } from './schema.ts';
import { zh } from './zh.ts';

/** The rows that did not come in as CSV, with a byte order mark so that Excel reads it: line, reason, code. */
export function reportCsv(bad: readonly BadRow[], lang: Lang): string {
  const words = pick(lang, { zh, en });
  const reasons: Readonly<Record<string, string>> = words.rows;
  const lines = bad.map((row) => `${row.line},${quoted(reasons[row.code] ?? row.code)},${row.code}`);
  const { line, reason, code } = words.report;
  return `\uFEFF${[[line, reason, code].map(quoted).join(','), ...lines].join('\r\n')}\r\n`;
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
