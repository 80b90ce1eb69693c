import type { z } from 'zod';
import type { Result } from '#kernel/result';
import type { FormState } from '#ui/form';
import type { Command } from './command.ts';
import type { Permission } from './permission.ts';
import { type BadRow, badRowsCsv, cellsCsv, csvFile, type ReportWords } from './sheet.ts';
import { type Context, get, post, type Route, raw, type Shown } from './web.ts';

/** What a room says of the lists that it takes in as spreadsheets. */
export interface SheetPages<M extends z.ZodType, L extends z.ZodType, T> {
  readonly permission: Permission;
  /** The part of the address that holds a list's key. */
  readonly key: 'id' | 'list';
  /** The field of its commands that does. */
  readonly field: 'id' | 'list';
  /** What the files that go out are called, without ending. */
  readonly name: string;
  readonly map: Command<M, T>;
  readonly land: Command<L, T>;
  readonly show: (context: Context, state?: FormState) => Promise<Shown>;
  /** The address of a list, with the notice to show there. */
  readonly done: (context: Context, value: T, notice: string) => string;
  /** The rows of the empty table: its heads and some examples. */
  readonly template: (context: Context) => Promise<Result<readonly (readonly string[])[]>>;
  /** The cells that keep rows out, and the words of the report on them. */
  readonly report: (
    context: Context,
  ) => Promise<Result<{ readonly bad: readonly BadRow[]; readonly words: ReportWords }>>;
}

/**
 * The pages of lists under the address of their kind, but for the one where a file is chosen: the empty table, one list,
 * what its columns mean, letting it in, and the report on what stays out.
 */
export function sheetRoutes<M extends z.ZodType, L extends z.ZodType, T>(
  base: string,
  pages: SheetPages<M, L, T>,
): readonly Route[] {
  const { permission, key, name, show } = pages;
  const one = `${base}/:${key}`;
  const input = ({ params }: Context, body: object) => ({ ...body, [pages.field]: params[key] });
  const done = (notice: string) => (context: Context, value: T) => pages.done(context, value, notice);
  return [
    // Before the key of a list, or the word would be taken for one.
    raw('GET', `${base}/template`, {
      permission,
      respond: async (context) => {
        const rows = await pages.template(context);
        return rows.ok ? csvFile(name, cellsCsv(rows.value)) : rows;
      },
    }),
    get(one, { permission, show: (context) => show(context) }),
    post(`${one}/map`, { permission, name: 'map', command: pages.map, input, show, done: done('list_mapped') }),
    post(`${one}/land`, { permission, name: 'land', command: pages.land, input, show, done: done('list_landed') }),
    raw('GET', `${one}/report`, {
      permission,
      respond: async (context) => {
        const found = await pages.report(context);
        return found.ok ? csvFile(`${name}-report`, badRowsCsv(found.value.bad, found.value.words)) : found;
      },
    }),
  ];
}
