import { isId } from '#kernel/ids';
import { fail, ok } from '#kernel/result';
import { funds, mainFund } from '#modules/funds';
import { today } from '#platform/scope';
import { type Context, get, post, type Route, raw, type Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot, spaceRoot } from '#ui/view';
import { publishReport, showReport } from './commands.ts';
import { ReportPage, ReportPoster, ReportsPage } from './pages.tsx';
import { ReportDeskPage, ReportsDeskPage } from './pages-desk.tsx';
import { TurnoverPage } from './pages-turnover.tsx';
import { permissions } from './permissions.ts';
import { version, versions, versionsOf } from './queries.ts';
import { grantsJson, writeHledger } from './queries-exports.ts';
import { figuresOf } from './queries-figures.ts';
import { turnover } from './queries-turnover.ts';
import { lastPeriods, readPeriod } from './rules.ts';
import type { Version } from './schema.ts';

const monthsBack = 13;

async function found({ scope, params }: Context): Promise<Version | null> {
  const id = params['id'] ?? '';
  return isId(id) ? version(scope, id) : null;
}

async function showPeriod(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key, params } = context;
  const period = readPeriod(params['period'] ?? '');
  // Where there is no fund there is nothing that could be reported.
  if (period === null || period.from > today(scope) || (await mainFund(scope)) === null)
    return fail('reports.not_found');
  const day = today(scope);
  return (
    <ReportDeskPage
      {...{ view, state, period, day, keyValue: key, over: period.until < day }}
      content={await figuresOf(scope, period)}
      versions={await versionsOf(scope, period)}
    />
  );
}

const donePeriod = (word: string) => (context: Context, value: { readonly period: string }) =>
  `${deskRoot(context.view)}/reports/${value.period}?done=${word}`;

/** Sends text piece by piece as it is read from the books, so that long books need no more memory than short ones. */
function streamed(
  type: string,
  name: string,
  write: (send: (text: string) => Promise<void>) => Promise<void>,
): Response {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  // A reader who goes away ends the writing; there is nobody left to be told.
  write((text) => writer.write(encoder.encode(text)))
    .then(() => writer.close())
    .catch((error: unknown) => writer.abort(error).catch(() => undefined));
  return new Response(readable, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  });
}

const exportRoutes: readonly Route[] = [
  // Says only whether anything has changed, so that a page that is looked at can ask often and cheaply.
  raw('GET', '/s/:space/version', {
    permission: permissions.look,
    respond: async ({ scope }) =>
      new Response(scope.platform.versions.of(scope.spaceId).toString(), {
        headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
      }),
  }),
  raw('GET', '/s/:space/ledger.journal', {
    permission: permissions.look,
    respond: async ({ scope, view }) =>
      streamed('text/plain; charset=utf-8', `${view.space?.slug ?? 'linli'}.journal`, (send) =>
        writeHledger(scope, view.space?.name ?? '', send),
      ),
  }),
  raw('GET', '/s/:space/grants.json', {
    permission: permissions.look,
    respond: async ({ scope, view }) => {
      const text = await grantsJson(scope, view.space?.slug ?? '');
      if (text === null) return fail('reports.no_grants');
      return ok(new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8' } }));
    },
  }),
];

/** Reports, what went round, and the books as files. */
export const routes: readonly Route[] = [
  get('/s/:space/reports', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => <ReportsPage view={view} versions={await versions(scope)} />,
  }),
  get('/s/:space/reports/:id', {
    permission: permissions.look,
    cached: true,
    show: async (context) => {
      const one = await found(context);
      if (one === null) return fail('reports.not_found');
      return <ReportPage view={context.view} version={one} all={await versionsOf(context.scope, one.period)} />;
    },
  }),
  get('/s/:space/reports/:id/poster', {
    permission: permissions.look,
    cached: true,
    show: async (context) => {
      const one = await found(context);
      if (one === null) return fail('reports.not_found');
      // The list, where a correction would stand first; and an address short enough to be copied from a board.
      const url = `${context.scope.platform.baseUrl}${spaceRoot(context.view)}/reports`;
      return <ReportPoster view={context.view} version={one} url={url} />;
    },
  }),
  get('/s/:space/turnover', {
    permission: permissions.look,
    cached: true,
    show: async ({ scope, view }) => <TurnoverPage view={view} years={await turnover(scope)} />,
  }),
  get('/desk/:space/reports', {
    permission: permissions.desk,
    show: async ({ scope, view }) => {
      const open = (await funds(scope)).filter((one) => one.accountId !== null);
      const told = await versions(scope);
      const since = open.reduce(
        (day, one) => (one.agreementFrom !== null && one.agreementFrom < day ? one.agreementFrom : day),
        today(scope),
      );
      const periods = open.length === 0 ? [] : lastPeriods(today(scope), monthsBack, since);
      return (
        <ReportsDeskPage
          view={view}
          periods={periods.map((period) => ({
            period,
            last: told.find((one) => one.period.key === period.key) ?? null,
          }))}
        />
      );
    },
  }),
  get('/desk/:space/reports/:period', { permission: permissions.desk, show: (context) => showPeriod(context) }),
  post('/desk/:space/reports/:period/publish', {
    permission: permissions.publish,
    ...{ name: 'publish', command: publishReport, show: showPeriod, done: donePeriod('published') },
    input: ({ params }, body) => ({ ...body, period: params['period'] ?? '' }),
  }),
  post('/desk/:space/reports/:period/show', {
    permission: permissions.show,
    ...{ name: 'show', command: showReport, show: showPeriod, done: donePeriod('shown') },
    input: (_context, body) => ({ ...body, id: body['versionId'] }),
  }),
  ...exportRoutes,
];
