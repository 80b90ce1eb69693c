import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Passage } from '#algorithms/text-grams';
import { foldForSearch } from '#kernel/text';
import { decodeText, readSheet, type Sheet } from '#platform/sheet';
import { fill } from '#platform/start-error';
import { en } from './en-texts.ts';
import { columns, zh } from './zh-texts.ts';

type Params = Readonly<Record<string, string | number>>;

/** A sentence about texts in both languages. */
export function textSentence(name: keyof typeof zh, params: Params = {}): string {
  return `${fill(zh[name], params)} ${fill(en[name], params)}`;
}

/** Says on the error channel what stands in the way, so that what is read by a program stays clean. */
export function complain(name: keyof typeof zh, params: Params = {}): void {
  console.error(textSentence(name, params));
}

/** One text of a table. */
export interface TextRow {
  readonly id: string;
  readonly passage: Passage;
  /** Empty where the table names none. */
  readonly label: string;
}

type Column = keyof typeof columns;

function placeOf(sheet: Sheet, column: Column): number {
  const names = columns[column];
  const titles = sheet.header.map((title) => foldForSearch(title).replaceAll(' ', ''));
  // The order of the names decides: a table may hold both a short and a long form of the same.
  const name = names.find((one) => titles.includes(one));
  return name === undefined ? -1 : titles.indexOf(name);
}

/** Reads a table of texts by the names of its columns; null when it can't be, which has been said then. */
export async function readTextTable(path: string, needed: readonly Column[]): Promise<readonly TextRow[] | null> {
  const file = basename(path);
  const sheet = await openSheet(path);
  if (sheet === null) return null;
  for (const column of needed) {
    if (placeOf(sheet, column) >= 0) continue;
    complain('noColumn', { file, column, names: columns[column].join(', ') });
    return null;
  }
  const [id, title, body, label] = (['id', 'title', 'body', 'label'] as const).map((one) => placeOf(sheet, one));
  if (title === -1 && body === -1) {
    complain('noText', { file, names: [...columns.title, ...columns.body].join(', ') });
    return null;
  }
  return sheet.rows.map(({ cells }) => {
    const cell = (at = -1): string => cells[at] ?? '';
    return { id: cell(id).trim(), passage: { title: cell(title), body: cell(body) }, label: cell(label).trim() };
  });
}

async function openSheet(path: string): Promise<Sheet | null> {
  const file = basename(path);
  const bytes = await bytesOf(path);
  if (bytes === null) return null;
  const sheet = await readSheet({ bytes, name: file });
  if (sheet.ok) return sheet.value;
  const why = { 'sheet.kind': 'kind', 'sheet.empty': 'empty' } as const;
  complain(Object.entries(why).find(([code]) => code === sheet.fault.code)?.[1] ?? 'broken', { file });
  return null;
}

async function bytesOf(path: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch {
    complain('unreadable', { file: basename(path) });
    return null;
  }
}

/** The ids of a file: one on each line, or the column `id` of a table. Null when there are none, which has been said. */
export async function readIds(path: string): Promise<readonly string[] | null> {
  const bytes = await bytesOf(path);
  if (bytes === null) return null;
  const sheet = await readSheet({ bytes, name: basename(path) });
  const at = sheet.ok ? placeOf(sheet.value, 'id') : -1;
  const all =
    sheet.ok && at >= 0
      ? sheet.value.rows.map(({ cells }) => cells[at] ?? '')
      : decodeText(bytes)
          .replace(/^\uFEFF/, '')
          .split(/[\r\n,;\t]+/);
  const ids = [...new Set(all.map((id) => id.trim().replace(/^"(.*)"$/, '$1')).filter((id) => id !== ''))];
  if (ids.length > 0) return ids;
  complain('noIds', { file: basename(path) });
  return null;
}
