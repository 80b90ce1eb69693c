import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { z } from 'zod';
import { newKey } from '#kernel/ids';
import type { Fault, Result } from '#kernel/result';
import { faults } from '#platform/input';
import { allowed } from '#platform/permission';
import { withKey } from '#platform/scope';
import type { Body, Context, FormRoute, ListRoute, Route, Shown } from '#platform/web';
import type { FormState } from '#ui/form';
import { listTable, readListQuery } from '#ui/list';
import { type BodyProblem, broughtBy, formBytes, readBody, typedBeside, typedValues } from './body.ts';
import { csvFile, xlsxFile } from './export.ts';
import { errorPage, failurePage } from './pages.tsx';
import { securityHeaders } from './security.ts';
import type { Sentences } from './sentences.ts';

/** Rows an export holds at most; more is asked for by narrower filters. */
const exportRows = 100_000;

const pageHeaders: Readonly<Record<string, string>> = {
  ...securityHeaders,
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
};

/** Answers one request to one route: parse, authorise, act, present. */
export async function answer(
  route: Route,
  context: Context,
  request: Request,
  sentences: Sentences,
): Promise<Response> {
  const permitted = allowed(context.scope, route.permission);
  if (!permitted.ok) return refused(context, permitted.fault, sentences, request);
  if (route.kind === 'raw') {
    const made = await route.respond(context, request);
    if (made instanceof Response) return keptByNobody(made);
    return made.ok ? keptByNobody(made.value) : refused(context, made.fault, sentences, request);
  }
  if (route.kind === 'form')
    return request.method === 'POST'
      ? submit(route, context, request, sentences)
      : showForm(route, context, request, sentences);
  return route.kind === 'list'
    ? showList(route, context, request, sentences)
    : page(await route.show(context), 200, context, sentences, request);
}

/** What a room answers as bytes is kept by no browser and no server between, unless the room says how long. */
function keptByNobody(response: Response): Response {
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store');
  return response;
}

/** A page's HTML; a refusal to show becomes the error page with its status. */
function page(shown: Shown, status: number, context: Context, sentences: Sentences, request: Request): Response {
  if (isResult(shown)) return shown.ok ? html(shown.value, status) : refused(context, shown.fault, sentences, request);
  return html(shown, status);
}

function isResult(shown: Shown): shown is Result<VNode> {
  return 'ok' in shown;
}

/** Renders a whole document. */
export function html(node: VNode, status: number): Response {
  return new Response(`<!doctype html>${renderToString(node)}`, { status, headers: pageHeaders });
}

/** The error page for a refusal; a visitor who must sign in first is led there and back again. */
export function refused(context: Context, fault: Fault, sentences: Sentences, request: Request): Response {
  const { view, url } = context;
  if (fault.code === 'access.sign_in' && request.method === 'GET')
    return seeOther(`/sign-in?back=${encodeURIComponent(url.pathname + url.search)}`);
  if (fault.code === 'access.second_factor' && request.method === 'GET')
    return seeOther(`/sign-in/second?back=${encodeURIComponent(url.pathname + url.search)}`);
  return html(
    errorPage(view, sentences.status(fault.code), sentences.say(view.lang, fault)),
    sentences.status(fault.code),
  );
}

/** The page after a failure of ours: what was typed is kept in it and can be sent once more, under the same key. */
export async function failed(
  context: Context,
  code: string,
  sentences: Sentences,
  request: Request,
): Promise<Response> {
  const { view, url } = context;
  const status = sentences.status(code);
  const typed = typedValues(await broughtBy(request));
  return html(failurePage(view, status, sentences.say(view.lang, { code }), url.pathname + url.search, typed), status);
}

function seeOther(location: string): Response {
  const headers = { ...securityHeaders, location: headerSafe(location), 'cache-control': 'no-store' };
  return new Response(null, { status: 303, headers });
}

/** An address as a header may carry it: letters beyond ASCII, which would break the answer, are percent-encoded. */
export function headerSafe(address: string): string {
  return address.replace(/[^\x21-\x7e]+/gu, (part) => encodeURIComponent(part.toWellFormed()));
}

type AnyForm = FormRoute<z.ZodType, unknown>;

async function showForm(route: AnyForm, context: Context, request: Request, sentences: Sentences): Promise<Response> {
  return page(await route.show(context, undefined), 200, context, sentences, request);
}

async function submit(route: AnyForm, context: Context, request: Request, sentences: Sentences): Promise<Response> {
  const body = await readBody(request, route.maxBytes ?? formBytes);
  if (typeof body === 'string') return unread(route, context, body, request, sentences);
  const step = await route.step?.(context, body);
  if (step) {
    const [first] = step.faults;
    const status = first === undefined ? 200 : sentences.status(first.code);
    return again(route, context, { ...body, ...step.values }, step.faults, status, sentences, request);
  }
  const raw = route.input === undefined ? body : route.input(context, body);
  const { input } = route.command.spec;
  const parsed = input.safeParse(raw);
  if (!parsed.success) return again(route, context, body, faults(parsed.error), 422, sentences, request);
  const sent = body['_key'];
  const key = typeof sent === 'string' && /^[\x21-\x7e]{1,64}$/.test(sent) ? sent : null;
  const result = await route.command(withKey(context.scope, key), raw);
  if (result.ok) return withCookies(seeOther(route.done(context, result.value)), route.cookies?.(result.value) ?? []);
  return again(route, context, body, [result.fault], sentences.status(result.fault.code), sentences, request);
}

/** A form with a file too large comes back with what was typed beside it; what can not be read is a page of its own. */
async function unread(
  route: AnyForm,
  context: Context,
  code: BodyProblem,
  request: Request,
  sentences: Sentences,
): Promise<Response> {
  const typed = typedBeside(request);
  if (Object.keys(typed).length === 0) return refused(context, { code }, sentences, request);
  return again(route, context, typed, [{ code }], sentences.status(code), sentences, request);
}

function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

/** The same page again, with the sentences at their fields and everything that was typed. */
async function again(
  route: AnyForm,
  context: Context,
  body: Body,
  problems: readonly Fault[],
  status: number,
  sentences: Sentences,
  request: Request,
): Promise<Response> {
  const errors: Record<string, string> = {};
  for (const fault of problems) errors[fault.field ?? ''] ??= sentences.say(context.view.lang, fault);
  const state: FormState = { form: route.name, values: typedValues(body), errors };
  return page(await route.show(context, state), status, context, sentences, request);
}

async function showList(
  route: ListRoute<unknown>,
  context: Context,
  request: Request,
  sentences: Sentences,
): Promise<Response> {
  const columns = route.columns(context);
  const sortable = columns.filter((column) => column.sortable === true).map((column) => column.key);
  const query = readListQuery(context.url, { filters: route.filters ?? [], sortable });
  const format = context.url.searchParams.get('format');
  const loaded = await route.load(context, query);
  const shown = await route.show(context, { columns, query, filters: [], ...loaded });
  // Whoever may not see the page takes no file of it home: some pages look closer at who asks than their permission.
  const open = !isResult(shown) || shown.ok;
  if (open && (format === 'csv' || format === 'xlsx')) {
    const all = await route.load(context, { ...query, page: 1, size: exportRows });
    const table = listTable(columns, all.rows);
    return file(route.name, format, format === 'csv' ? csvFile(table) : await xlsxFile(route.name, table));
  }
  return page(shown, 200, context, sentences, request);
}

function file(name: string, format: 'csv' | 'xlsx', bytes: string | Uint8Array<ArrayBuffer>): Response {
  const type =
    format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return new Response(bytes, {
    headers: {
      ...securityHeaders,
      'content-type': type,
      'content-disposition': `attachment; filename="${name}.${format}"`,
      'cache-control': 'no-store',
    },
  });
}

/** A fresh key for the forms of a page. */
export const freshKey = newKey;
