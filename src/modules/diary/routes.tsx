import { formatMonth } from '#kernel/dates';
import { fail } from '#kernel/result';
import { pick } from '#kernel/words';
import { largestSay, matterHeadlines, matters, stateWords } from '#modules/intake';
import { personNames, personOptions } from '#modules/people';
import { placeNames, placeOptions } from '#modules/places';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import type { Context, Route } from '#platform/web';
import { form, get, list, raw } from '#platform/web';
import type { FormState } from '#ui/form';
import { deskRoot, spaceRoot } from '#ui/view';
import { keepVisit } from './commands.ts';
import { en } from './en.ts';
import { DiaryPage, type ListedVisit, VisitPage, visitColumns, visitFilters } from './pages.tsx';
import { WritePage } from './pages-write.tsx';
import { permissions } from './permissions.ts';
import { mayOpen, visit, visitItems, visitList, visitMonths } from './queries.ts';
import type { Visit } from './schema.ts';
import { zh } from './zh.ts';

async function withNames(scope: Scope, rows: readonly Visit[]): Promise<ListedVisit[]> {
  const names = await personNames(
    scope,
    rows.map((row) => row.workerId),
  );
  const places = await placeNames(
    scope,
    rows.map((row) => row.placeId),
  );
  return rows.map((row) => ({
    ...row,
    worker: names.get(row.workerId)?.inside ?? '',
    place: mayOpen(scope, row)
      ? [places.get(row.placeId ?? '') ?? '', row.placeText].filter((part) => part !== '').join(' · ')
      : '',
  }));
}

async function showWrite(context: Context, state?: FormState) {
  const { scope, view, url } = context;
  const find = url.searchParams.get('who') ?? '';
  const found = await personOptions(scope, find);
  return (
    <WritePage
      view={view}
      keyValue={context.key}
      state={state}
      find={find}
      found={found}
      places={await placeOptions(scope)}
    />
  );
}

async function showVisit(context: Context) {
  const { scope, view, params } = context;
  const found = await visit(scope, params['id'] ?? '');
  if (found === null) return fail('diary.not_found');
  const open = mayOpen(scope, found);
  const items = await visitItems(scope, found.id);
  const ids = items.map((item) => item.matterId);
  const known = new Map((await matters(scope, ids)).map((one) => [one.id, one]));
  const headlines = open ? await matterHeadlines(scope, ids) : new Map<string, string>();
  const [named] = await withNames(scope, [found]);
  const person =
    found.personId === null || !open ? undefined : (await personNames(scope, [found.personId])).get(found.personId);
  const states = stateWords(view.lang);
  return (
    <VisitPage
      view={view}
      visit={found}
      open={open}
      items={items.map((item) => {
        const matter = known.get(item.matterId);
        return {
          ...item,
          number: matter?.number ?? '',
          state: matter === undefined ? '' : states[matter.state],
          headline: headlines.get(item.matterId) ?? '',
        };
      })}
      place={named?.place ?? ''}
      worker={named?.worker ?? ''}
      person={person?.inside ?? null}
    />
  );
}

/** A door with a lamp beside it, drawn with two paths: what stands on the home screen of a phone. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><path fill="#b3261e" d="M0 0h64v64H0z"/><path fill="#fff" d="M18 54V12h22v42h-4V16H22v38zM31 34h3v4h-3zM45 22h7v10h-7z"/></svg>';

const install: Route[] = [
  raw('GET', '/s/:space/diary.webmanifest', {
    permission: permissions.install,
    respond: ({ view }) => {
      const { app } = pick(view.lang, { zh, en });
      const root = `${deskRoot(view)}/diary/`;
      const manifest = {
        ...{ name: `${app.name} · ${view.space?.name ?? ''}`, short_name: app.short, lang: view.lang },
        ...{ start_url: `${root}new`, scope: root, display: 'standalone', background_color: '#ffffff' },
        icons: [{ src: `${spaceRoot(view)}/diary.svg`, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
      };
      const headers = { 'content-type': 'application/manifest+json; charset=utf-8' };
      return Promise.resolve(new Response(JSON.stringify(manifest), { headers }));
    },
  }),
  raw('GET', '/s/:space/diary.svg', {
    permission: permissions.install,
    respond: () => Promise.resolve(new Response(icon, { headers: { 'content-type': 'image/svg+xml' } })),
  }),
];

/** All routes of the diary. */
export const routes: Route[] = [
  ...install,
  list<ListedVisit>('/desk/:space/diary', {
    permission: permissions.read,
    name: 'diary',
    filters: ['whose', 'month'],
    columns: ({ view }) => visitColumns(view),
    load: async ({ scope, view }, query) => {
      const found = await visitList(scope, query);
      const months = await visitMonths(scope);
      const options = months.map((month) => ({ value: month, label: formatMonth(`${month}-01`, view.lang) }));
      return { rows: await withNames(scope, found.rows), total: found.total, filters: visitFilters(view, options) };
    },
    show: ({ scope, view }, data) => (
      <DiaryPage view={view} data={data} mayWrite={allowed(scope, permissions.keep).ok} />
    ),
  }),
  form('/desk/:space/diary/new', {
    permission: permissions.keep,
    name: 'visit',
    command: keepVisit,
    show: showWrite,
    done: ({ view }, kept) => `${deskRoot(view)}/diary/${kept.id}?done=kept`,
    maxBytes: largestSay,
  }),
  get('/desk/:space/diary/:id', { permission: permissions.read, show: showVisit }),
];
