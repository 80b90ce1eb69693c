import { fail } from '#kernel/result';
import { auditRead } from '#modules/record';
import { today } from '#platform/scope';
import { type BadRow, badRowsCsv, cellsCsv } from '#platform/sheet';
import { type Context, form, get, post, type Route, raw, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { dropStatement, mapStatement, pieceOf, pieceRecords } from './commands-files.ts';
import { nameOutside } from './commands-months.ts';
import { bringTogether, landTogether, leaveToOthers } from './commands-together.ts';
import { FilePage, FilesPage } from './pages-files.tsx';
import { wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { lineContext, outsides, statementFile, statementFiles, tally } from './queries.ts';
import { copiesOf, sharedAccounts, sharesOf } from './queries-together.ts';
import { bookOptions, deskOf, hands, idIn, withId } from './routes-parts.ts';
import { readLine } from './rules-line.ts';
import type { LineDraft, StatementFile } from './schema.ts';

/** The largest statement that comes through a page; a year of a big fund is a tenth of it. */
const largestStatement = 48 * 1024 * 1024;

async function showFiles(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const accounts = [];
  for (const account of await outsides(scope))
    accounts.push({ account, tally: await tally(scope, { outsideId: account.id }) });
  return (
    <FilesPage
      {...{ view, state, keyValue: key, accounts }}
      files={await statementFiles(scope)}
      books={await bookOptions(scope)}
      shared={await sharedAccounts(scope)}
      mayName={hands(scope).accounts}
    />
  );
}

/** The first piece of a waiting file as it reads now, for the eye; the rest reads the same way. */
async function sampleOf(context: Context, file: StatementFile) {
  const lines: LineDraft[] = [];
  const bad: BadRow[] = [];
  if (file.state !== 'waiting') return { lines, bad: file.report };
  const { scope } = context;
  const reading = lineContext(file, scope.timeZone, today(scope));
  for (const record of (await pieceOf(scope, file.id, 0)).slice(file.done)) {
    if (record.foot !== undefined) continue;
    const read = readLine(record, reading);
    if ('code' in read) bad.push(read);
    else lines.push(read);
  }
  return { lines, bad };
}

function sentence(context: Context, bad: BadRow): string {
  const words: Readonly<Record<string, (params: Readonly<Record<string, string | number>>) => string>> = wordsOf(
    context.view.lang,
  ).rows;
  return words[bad.code]?.(bad.params ?? {}) ?? bad.code;
}

async function showFile(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const file = idIn(context) === '' ? null : await statementFile(scope, idIn(context));
  if (file === null) return fail('reconciliation.not_found');
  const { lines, bad } = await sampleOf(context, file);
  const copies = await copiesOf(scope, file);
  const owners = copies.length > 0 && file.state === 'landed' ? await sharesOf(scope, file, copies) : [];
  return (
    <FilePage
      {...{ view, state, keyValue: key, file, sample: lines }}
      together={{ copies, owners, mayLeave: hands(scope).match }}
      bad={bad.map((one) => ({ line: one.line, reason: sentence(context, one) }))}
      tally={await tally(scope, { fileId: file.id })}
    />
  );
}

const page = '/desk/:space/statements/:id';
const toFile =
  (word: string) =>
  (context: Context, value: { readonly id: string }): string =>
    `${deskOf(context)}/statements/${value.id}?done=${word}`;

/** Accounts outside and their statements. */
export const fileRoutes: Route[] = [
  form('/desk/:space/statements', {
    permission: permissions.bring,
    name: 'bring',
    command: bringTogether,
    show: showFiles,
    done: toFile('brought'),
    maxBytes: largestStatement,
  }),
  post('/desk/:space/statements/accounts', {
    permission: permissions.accounts,
    name: 'named',
    command: nameOutside,
    show: showFiles,
    done: (context) => `${deskOf(context)}/statements?done=named`,
  }),
  get(page, { permission: permissions.bring, show: (context) => showFile(context) }),
  post(`${page}/map`, {
    permission: permissions.bring,
    name: 'map',
    command: mapStatement,
    input: withId,
    show: showFile,
    done: toFile('mapped'),
  }),
  post(`${page}/land`, {
    permission: permissions.bring,
    name: 'land',
    command: landTogether,
    input: withId,
    show: showFile,
    done: toFile('landed'),
  }),
  post(`${page}/others`, {
    permission: permissions.match,
    ...{ name: 'leave', command: leaveToOthers, input: withId, show: showFile, done: toFile('left') },
  }),
  post(`${page}/drop`, {
    permission: permissions.bring,
    name: 'drop',
    command: dropStatement,
    input: withId,
    show: showFile,
    done: toFile('dropped'),
  }),
  raw('GET', `${page}/original`, {
    permission: permissions.bring,
    respond: async (context) => {
      const { scope } = context;
      const file = idIn(context) === '' ? null : await statementFile(scope, idIn(context));
      if (file?.state !== 'waiting') return fail('reconciliation.not_found');
      // Payers' names leave with it: who took it is written down.
      await auditRead(scope, { command: 'reconciliation.look', kind: 'bank_statement', id: file.id });
      const pieces = Array.from({ length: Math.ceil(file.total / pieceRecords) }, (_, part) => part);
      const rows = await Promise.all(pieces.map((part) => pieceOf(scope, file.id, part)));
      const cells = rows.flat().map((row) => row.cells);
      return new Response(cellsCsv(cells), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="statement.csv"',
          'cache-control': 'no-store',
        },
      });
    },
  }),
  raw('GET', `${page}/report`, {
    permission: permissions.bring,
    respond: async (context) => {
      const file = idIn(context) === '' ? null : await statementFile(context.scope, idIn(context));
      if (file === null) return fail('reconciliation.not_found');
      const { bad } = await sampleOf(context, file);
      const words = { ...wordsOf(context.view.lang).report, say: (one: BadRow) => sentence(context, one) };
      return new Response(badRowsCsv(bad, words), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="statement-report.csv"',
          'cache-control': 'no-store',
        },
      });
    },
  }),
];
