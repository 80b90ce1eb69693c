import { fail, ok } from '#kernel/result';
import { allowed } from '#platform/permission';
import { type Context, get, post, type Route, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { setParts, settleLack } from './commands-kits.ts';
import { extendResource } from './commands-validity.ts';
import { handFromLine, joinLine, leaveLine, letBy, notFirst, serveFirst, takeTurn } from './commands-waits.ts';
import { LinesPage } from './pages-lines.tsx';
import { permissions } from './permissions.ts';
import { lines, waitById } from './queries-lines.ts';
import { showOne } from './routes-desk.tsx';
import { show as showMine } from './routes-mine.tsx';
import { borrowers } from './routes-parts.ts';

const root = ({ params }: Context) => `/desk/${params['space'] ?? ''}`;
const backTo = (context: Context, id: string, done: string) => `${root(context)}/resources/${id}?done=${done}`;
const mine = (context: Context, done: string) => `/me/${context.params['space'] ?? ''}/resources?done=${done}`;

async function showLines(context: Context, state: FormState | undefined) {
  const { scope, view, url } = context;
  const first = allowed(scope, permissions.first).ok;
  return ok(
    <LinesPage
      view={view}
      state={state}
      keyValue={context.key}
      waits={await lines(scope)}
      first={first ? await borrowers(scope, url.searchParams.get('who') ?? '') : null}
    />,
  );
}

/** A refused button of a place in a line shows the resource it belongs to. */
async function showWait(context: Context, state: FormState | undefined) {
  const found = await waitById(context.scope, context.params['id'] ?? '');
  return found === null ? fail('resources.wait_not_found') : showOne(context, state, found.resourceId);
}

/** A refused note on a missing part has no page of its own. */
async function showLack(context: Context, state: FormState | undefined) {
  const row = await context.scope.db
    .selectFrom('kit_lack')
    .select('resource_id')
    .where('space_id', '=', context.scope.spaceId)
    .where('id', '=', context.params['id'] ?? '')
    .executeTakeFirst();
  return row === undefined ? fail('resources.lack_not_found') : showOne(context, state, row.resource_id);
}

const desk: Route[] = [
  get('/desk/:space/lines', { permission: permissions.read, show: (context) => showLines(context, undefined) }),
  post('/desk/:space/lines/first', {
    permission: permissions.first,
    name: 'first',
    command: serveFirst,
    show: showLines,
    done: (context) => `${root(context)}/lines?done=first`,
  }),
  post('/desk/:space/lines/not-first', {
    permission: permissions.first,
    name: 'not_first',
    command: notFirst,
    show: showLines,
    done: (context) => `${root(context)}/lines?done=not_first`,
  }),
  post('/desk/:space/resources/:id/join', {
    permission: permissions.lend,
    name: 'join',
    command: joinLine,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.resourceId, 'joined'),
  }),
  post('/desk/:space/resources/:id/parts', {
    permission: permissions.keep,
    name: 'parts',
    command: setParts,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.id, 'parts'),
  }),
  post('/desk/:space/resources/:id/extend', {
    permission: permissions.keep,
    name: 'extend',
    command: extendResource,
    input: withId,
    show: showOne,
    done: (context, value) => backTo(context, value.id, 'extended'),
  }),
  post('/desk/:space/lacks/:id/settle', {
    permission: permissions.keep,
    name: 'settle',
    command: settleLack,
    input: withId,
    show: showLack,
    done: (context, value) => backTo(context, value.id, 'settled'),
  }),
  post('/desk/:space/waits/:id/by', {
    permission: permissions.lend,
    name: 'by',
    command: letBy,
    input: withId,
    show: showWait,
    done: (context, value) => backTo(context, value.resourceId, 'let_by'),
  }),
  post('/desk/:space/waits/:id/leave', {
    permission: permissions.lend,
    name: 'leave',
    command: leaveLine,
    input: withId,
    show: showWait,
    done: (context, value) => backTo(context, value.resourceId, 'gone'),
  }),
  post('/desk/:space/waits/:id/hand', {
    permission: permissions.lend,
    name: 'hand',
    command: handFromLine,
    input: withId,
    show: showWait,
    done: (context, value) => backTo(context, value.resourceId, 'given'),
  }),
];

const own: Route[] = [
  post('/me/:space/resources/:id/extend', {
    permission: permissions.own,
    name: 'extend',
    command: extendResource,
    input: withId,
    show: showMine,
    done: (context) => mine(context, 'extended'),
  }),
  post('/me/:space/waits/:id/take', {
    permission: permissions.own,
    name: 'take',
    command: takeTurn,
    input: withId,
    show: showMine,
    done: (context) => mine(context, 'turn'),
  }),
  post('/me/:space/waits/:id/by', {
    permission: permissions.own,
    name: 'by',
    command: letBy,
    input: withId,
    show: showMine,
    done: (context) => mine(context, 'let_by'),
  }),
  post('/me/:space/waits/:id/leave', {
    permission: permissions.own,
    name: 'leave',
    command: leaveLine,
    input: withId,
    show: showMine,
    done: (context) => mine(context, 'gone'),
  }),
];

/** Standing in line, kits and more days, at the desk and on one's own page. */
export const lineRoutes: Route[] = [...desk, ...own];
