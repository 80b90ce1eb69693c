import type { VNode } from 'preact';
import type { z } from 'zod';
import type { Fault, Result } from '#kernel/result';
import type { FormState } from '#ui/form';
import type { Column, Filter, ListQuery } from '#ui/list';
import type { View } from '#ui/view';
import type { Command } from './command.ts';
import type { Permission } from './permission.ts';
import type { Scope } from './scope.ts';

/**
 * What a room's routes are made of. Every route names its permission; `app/` turns these records into handlers,
 * so there is one way to parse, authorise, act and present, and one list of all routes for the access table.
 *
 * Paths: `/s/:space/…` public pages and residents' deeds, `/me/:space/…` one's own, `/desk/:space/…` the desk.
 */
export interface Context {
  readonly scope: Scope;
  readonly view: View;
  /** Parts of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly url: URL;
  /** A fresh idempotency key for a form on this page. */
  readonly key: string;
  readonly client: Client;
}

/** What a request says of whoever sent it; only signing in looks at it. */
export interface Client {
  readonly cookie: string;
  /** What the browser calls itself. */
  readonly agent: string;
  /** The address it came from. */
  readonly address: string;
}

/** A page, or the refusal to show one (not found, not allowed for this record). */
export type Shown = VNode | Result<VNode>;

/** A page that only shows. */
export interface GetRoute {
  readonly kind: 'get';
  readonly path: string;
  readonly permission: Permission;
  readonly show: (context: Context) => Promise<Shown> | Shown;
  /** True where an anonymous visitor's bytes may be kept until the space changes. */
  readonly cached?: boolean;
}

/** A filterable, sortable, paged and exportable list. */
export interface ListRoute<R> {
  readonly kind: 'list';
  readonly path: string;
  readonly permission: Permission;
  /** File name of exports, without ending. */
  readonly name: string;
  readonly columns: (context: Context) => readonly Column<R>[];
  readonly filters?: readonly string[];
  readonly load: (
    context: Context,
    query: ListQuery,
  ) => Promise<{
    readonly rows: readonly R[];
    readonly total: number;
    readonly more?: boolean;
    readonly filters?: readonly Filter[];
  }>;
  readonly show: (context: Context, data: ListData<R>) => Promise<Shown> | Shown;
  readonly cached?: boolean;
}

/** What a list page is given to show. */
export interface ListData<R> {
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly total: number;
  /** There are more than were counted. */
  readonly more?: boolean;
  readonly query: ListQuery;
  readonly filters: readonly Filter[];
}

/** What came in with a form: text fields, repeated fields as arrays, files as bytes. */
export type Body = Readonly<Record<string, unknown>>;

/** The key of the row that the address names; empty where it names none, which no row has. */
export function idIn({ params }: Pick<Context, 'params'>): string {
  return params['id'] ?? '';
}

/** What a form sent, about the row that its address names; whatever the form itself says of an id does not count. */
export function withId(context: Pick<Context, 'params'>, body: Body): Body {
  return { ...body, id: idIn(context) };
}

/** Where a form of several questions stands: values put over what was typed, and what needs another look. */
export interface FormStep {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly Fault[];
}

/**
 * A form. GET shows it empty (unless `postOnly`); POST runs the command: on refusal the same page comes back with
 * the sentence and everything typed (422, or the refusal's status), on success 303 to `done`.
 */
export interface FormRoute<S extends z.ZodType, T> {
  readonly kind: 'form';
  readonly path: string;
  readonly permission: Permission;
  /** Name of the form on its page; `state.form` says which form a refusal belongs to. */
  readonly name: string;
  /** No GET of its own: a button or form on another page, which `show` renders again on refusal. */
  readonly postOnly?: boolean;
  readonly command: Command<S, T>;
  /**
   * For a form asked one question at a time: looks at what was typed so far and answers the state to ask the next
   * question with, or null once everything is there and the command may run. Nothing is kept on the server between.
   */
  readonly step?: (context: Context, body: Body) => Promise<FormStep | null> | FormStep | null;
  /** Builds the command's input from path and body; the body itself when absent. */
  readonly input?: (context: Context, body: Body) => unknown;
  readonly show: (context: Context, state: FormState | undefined) => Promise<Shown> | Shown;
  /** Where to go afterwards; with `?done=word` the next page shows that notice. */
  readonly done: (context: Context, value: T) => string;
  /** Cookies that go with the way on: signing in and out. */
  readonly cookies?: (value: T) => readonly string[];
  /** Largest body in bytes when files come with it (default 256 KiB without files). */
  readonly maxBytes?: number;
}

/** Bytes that are no page: a file, a calendar, an image. */
export interface RawRoute {
  readonly kind: 'raw';
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly permission: Permission;
  readonly respond: (context: Context, request: Request) => Promise<Response | Result<Response>>;
}

/** Any route, its types erased to what the dispatcher needs. */
export type Route = GetRoute | ListRoute<unknown> | FormRoute<z.ZodType, unknown> | RawRoute;

/** A page route. */
export function get(path: string, spec: Omit<GetRoute, 'kind' | 'path'>): Route {
  return { kind: 'get', path, ...spec };
}

/** A list route. */
export function list<R>(path: string, spec: Omit<ListRoute<R>, 'kind' | 'path'>): Route {
  // The row type is known only to this spec's own functions, which receive back exactly what they loaded.
  return { kind: 'list', path, ...spec } as unknown as Route;
}

/** A form route. */
export function form<S extends z.ZodType, T>(path: string, spec: Omit<FormRoute<S, T>, 'kind' | 'path'>): Route {
  // Input and value types are known only to this spec's own functions.
  return { kind: 'form', path, ...spec } as unknown as Route;
}

/** A form without a page of its own. */
export function post<S extends z.ZodType, T>(
  path: string,
  spec: Omit<FormRoute<S, T>, 'kind' | 'path' | 'postOnly'>,
): Route {
  return form(path, { ...spec, postOnly: true });
}

/** A route that answers with bytes. */
export function raw(method: 'GET' | 'POST', path: string, spec: Omit<RawRoute, 'kind' | 'path' | 'method'>): Route {
  return { kind: 'raw', method, path, ...spec };
}

/** A sentence, fixed or made from a refusal's values. */
export type ErrorWords = Readonly<
  Record<string, string | ((params: Readonly<Record<string, string | number>>) => string)>
>;

/** Work done beside requests: on a rhythm, for each space. */
export interface Job {
  /** `room.deed`. */
  readonly name: string;
  /** Cron expression in the server's time zone. */
  readonly cron: string;
  /** Runs once per space; must be idempotent. */
  readonly run: (scope: Scope) => Promise<void>;
}

/** A room as `app/` sees it: its second door. */
export interface Room {
  readonly name: string;
  readonly routes: readonly Route[];
  /** HTTP status by error code, in order of precedence. */
  readonly errors: Readonly<Record<string, number>>;
  /** Sentences by error code, and notices by word, in both languages. */
  readonly sentences: { readonly zh: ErrorWords; readonly en: ErrorWords };
  readonly notices?: { readonly zh: Readonly<Record<string, string>>; readonly en: Readonly<Record<string, string>> };
  readonly jobs?: readonly Job[];
}
