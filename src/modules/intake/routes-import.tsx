import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import type { BadRow } from '#platform/sheet';
import type { Context, Route } from '#platform/web';
import { form, get, post, raw, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { landSheet, mapSheet, mostSheetRows, readingContext, uploadSheet, waitingSheet } from './commands-import.ts';
import { ImportedPage, MapPage, UploadPage } from './pages-import.tsx';
import { permissions } from './permissions.ts';
import { importRuns } from './queries-record.ts';
import { readRows } from './rules-import.ts';
import { reportCsv } from './rules-report.ts';

/** The largest list that is taken. */
const largestSheet = 12 * 1024 * 1024;

async function showUpload(context: Context, state?: FormState) {
  const runs = await importRuns(context.scope);
  return <UploadPage view={context.view} keyValue={context.key} state={state} runs={runs} mostRows={mostSheetRows} />;
}

async function runOf(context: Context) {
  const { id = '' } = context.params;
  return isId(id) ? ((await importRuns(context.scope, id))[0] ?? null) : null;
}

async function showImport(context: Context, state?: FormState) {
  const { scope, view } = context;
  const run = await runOf(context);
  if (run === null) return fail('intake.import_not_found');
  const sheet = run.state === 'open' ? await waitingSheet(scope, run.id) : null;
  if (sheet === null) return <ImportedPage view={view} run={run} />;
  const { good, bad } = readRows(sheet, run.mapping, await readingContext(scope));
  return <MapPage view={view} keyValue={context.key} state={state} run={run} sheet={sheet} good={good} bad={bad} />;
}

/** The rows that can't come in: of a waiting list as it is mapped now, of a landed one as it was. */
async function badRows(context: Context): Promise<readonly BadRow[] | null> {
  const run = await runOf(context);
  if (run === null) return null;
  const sheet = run.state === 'open' ? await waitingSheet(context.scope, run.id) : null;
  return sheet === null ? run.report : readRows(sheet, run.mapping, await readingContext(context.scope)).bad;
}

function done(word?: string) {
  return (context: Context, value: { readonly id: string }) =>
    `/desk/${context.params['space'] ?? ''}/import/${value.id}${word === undefined ? '' : `?done=${word}`}`;
}

const page = '/desk/:space/import/:id';

/** Bringing a worker's own list in. */
export const importRoutes: Route[] = [
  form('/desk/:space/import', {
    permission: permissions.import,
    name: 'upload',
    command: uploadSheet,
    show: showUpload,
    done: done(),
    maxBytes: largestSheet,
  }),
  get(page, { permission: permissions.import, show: (context) => showImport(context) }),
  post(`${page}/map`, {
    permission: permissions.import,
    name: 'map',
    command: mapSheet,
    input: withId,
    show: showImport,
    done: done('mapped'),
  }),
  post(`${page}/land`, {
    permission: permissions.import,
    name: 'land',
    command: landSheet,
    input: withId,
    show: showImport,
    done: done('landed'),
  }),
  raw('GET', `${page}/report`, {
    permission: permissions.import,
    respond: async (context) => {
      const bad = await badRows(context);
      if (bad === null) return fail('intake.import_not_found');
      return new Response(reportCsv(bad, context.view.lang), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="import-report.csv"',
          'cache-control': 'no-store',
        },
      });
    },
  }),
];
