import { addDays } from '#kernel/dates';
import { icsText } from '#kernel/ics';
import { fail, ok } from '#kernel/result';
import { oneOf } from '#platform/asked';
import type { Scope } from '#platform/scope';
import { subjectPerson, today } from '#platform/scope';
import { type Context, get, type Route, raw } from '#platform/web';
import { askedMonth, monthEnd } from '#ui/month';
import { deskRoot, spaceRoot } from '#ui/view';
import { CalendarPage } from './pages-calendar.tsx';
import { wordsOf } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { resource } from './queries.ts';
import { type Taken, takenBetween } from './queries-calendar.ts';
import { seenBy } from './queries-circle.ts';
import { publicStates } from './schema.ts';

async function show(context: Context, desk: boolean) {
  const { scope, view, url } = context;
  const month = askedMonth(url, today(scope));
  const kind = oneOf(['loan', 'room'], url.searchParams.get('kind') ?? undefined) ?? null;
  const span = { from: month, end: monthEnd(month) };
  const taken = await takenBetween(scope, span, { audience: desk ? 'desk' : 'public', kind });
  return <CalendarPage view={view} month={month} taken={taken} desk={desk} kind={kind} />;
}

/** A calendar reaches from a month ago to a year ahead: enough for whoever subscribes. */
function icsSpan(scope: Scope) {
  return { from: addDays(today(scope), -31), end: addDays(today(scope), 366) };
}

function icsFile(context: Context, title: string, taken: readonly Taken[], name: (one: Taken) => string, root: string) {
  const { scope } = context;
  const text = icsText({
    title,
    now: scope.now(),
    events: taken.map((one) => ({
      id: one.id,
      from: one.from,
      until: one.until,
      title: name(one),
      url: `${scope.platform.baseUrl}${root}/resources/${one.resourceId}`,
    })),
  });
  return new Response(text, { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
}

/** Calendars of rooms and things: as a month in the page, and as a file that phones subscribe to. */
export const calendarRoutes: Route[] = [
  get('/s/:space/calendar', { permission: permissions.look, show: (context) => show(context, false) }),
  get('/desk/:space/calendar', { permission: permissions.read, show: (context) => show(context, true) }),
  raw('GET', '/s/:space/resources/:id/calendar.ics', {
    permission: permissions.look,
    respond: async (context) => {
      const { scope, view, params } = context;
      const found = await resource(scope, params['id'] ?? '');
      if (found === null || !publicStates.includes(found.state) || !seenBy(scope).includes(found.visible))
        return fail('resources.not_found');
      const taken = await takenBetween(scope, icsSpan(scope), { audience: 'public', resourceId: found.id });
      const word = wordsOf(view).calendar.taken;
      return ok(icsFile(context, found.title, taken, (one) => `${one.title} · ${word}`, spaceRoot(view)));
    },
  }),
  raw('GET', '/me/:space/bookings.ics', {
    permission: permissions.own,
    respond: async (context) => {
      const { scope, view } = context;
      const self = subjectPerson(scope) ?? '';
      const taken = await takenBetween(scope, icsSpan(scope), { audience: 'public', personId: self });
      return ok(icsFile(context, wordsOf(view).mine.title, taken, (one) => one.title, spaceRoot(view)));
    },
  }),
  raw('GET', '/desk/:space/calendar.ics', {
    permission: permissions.read,
    respond: async (context) => {
      const { scope, view } = context;
      const taken = await takenBetween(scope, icsSpan(scope), { audience: 'desk' });
      const title = wordsOf(view).calendar.title;
      return ok(icsFile(context, title, taken, (one) => `${one.title} · ${one.who}`, deskRoot(view)));
    },
  }),
];
