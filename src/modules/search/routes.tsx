import { addDays, formatDate } from '#kernel/dates';
import { fail, ok } from '#kernel/result';
import { seatsHeldBy } from '#modules/bodies';
import { listGifts } from '#modules/gifts';
import { matterList } from '#modules/intake';
import { classNames, classOptions } from '#modules/needs';
import { findPersons } from '#modules/people';
import { placeOptions, places } from '#modules/places';
import { oneOf } from '#platform/asked';
import { actorId, moneyRoles, type Scope, today } from '#platform/scope';
import { type Context, list, type Route } from '#platform/web';
import type { ListQuery } from '#ui/list';
import { Money } from '#ui/money';
import { deskRoot, type View } from '#ui/view';
import { type MoreFound, SearchPage } from './pages.tsx';
import { type FoundRow, foundColumns, foundFilters, foundHref } from './pages-parts.tsx';
import { permissions } from './permissions.ts';
import { search } from './queries.ts';
import { type FoundKind, kinds, paths, phases } from './schema.ts';

/** How many persons, words and gifts the desk's page shows before it leads to their lists. */
const shown = 8;
const spans = ['30', '90', '365'] as const;

/** Kinds whose desk this reader may open: there they read what is not public yet. */
function insideOf(view: View): FoundKind[] {
  return kinds.filter((kind) => view.opens?.(`${deskRoot(view)}/${paths[kind]}`) === true);
}

async function estateNames(scope: Scope): Promise<(placeId: string | null) => string> {
  const byId = new Map((await places(scope)).map((place) => [place.id, place]));
  return (placeId) => {
    let place = byId.get(placeId ?? '');
    while (place !== undefined && place.kind !== 'estate') place = byId.get(place.parentId ?? '');
    return place?.name ?? '';
  };
}

async function load({ scope, view }: Context, query: ListQuery, desk: boolean) {
  const { filters, q, sort } = query;
  const inside = desk ? insideOf(view) : [];
  const span = oneOf(spans, filters['since']);
  const findings = await search(scope, {
    ...{ words: q, kind: oneOf(kinds, filters['kind']), phase: oneOf(phases, filters['phase']) },
    ...{ classCode: filters['class'], placeId: filters['estate'], inside },
    from: span === undefined ? undefined : addDays(today(scope), -Number(span)),
    order: sort === null ? 'best' : sort.desc ? 'newest' : 'oldest',
    ...{ size: query.size, skip: (query.page - 1) * query.size },
  });
  const [estate, classes, classList, estates] = await Promise.all([
    estateNames(scope),
    classNames(scope, view.lang),
    classOptions(scope, view.lang),
    placeOptions(scope, ['estate']),
  ]);
  const rows = findings.found.map(
    (one): FoundRow => ({
      ...one,
      ...{ estate: estate(one.placeId), className: classes.get(one.classCode ?? '') ?? '' },
      href: foundHref(view, one, inside),
    }),
  );
  const facts = { counts: findings.kinds, chosen: filters['kind'], classes: classList, estates, desk };
  return { rows, total: findings.total, filters: foundFilters(view, facts) };
}

const first = { filters: {}, sort: null, page: 1, size: shown };
const joined = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' · ');

type Group = Pick<MoreFound, 'things' | 'total'>;

async function people(scope: Scope, root: string, q: string): Promise<Group> {
  const found = await findPersons(scope, q);
  const things = found.slice(0, shown).map((one) => ({
    ...{ id: one.id, href: `${root}/${one.id}`, name: one.name },
    note: one.where,
  }));
  return { things, total: found.length };
}

async function matters(scope: Scope, root: string, q: string): Promise<Group> {
  const { rows, total } = await matterList(scope, { ...first, q });
  const things = rows.map((one) => ({
    ...{ id: one.id, href: `${root}/${one.id}`, name: one.headline },
    note: joined(one.number, one.placeText, formatDate(one.saidAt, scope.lang)),
  }));
  return { things, total };
}

async function gifts(scope: Scope, root: string, q: string): Promise<Group> {
  const { rows, total } = await listGifts(scope, { ...first, q });
  const things = rows.map((one) => ({
    ...{ id: one.id, href: `${root}/${one.id}`, name: one.giver === '' ? one.lookCode : one.giver },
    note: joined(one.giver === '' ? null : one.lookCode, formatDate(one.receivedOn, scope.lang)),
    value: one.goods === null ? <Money fen={one.amount ?? 0n} /> : one.goods.title,
  }));
  return { things, total };
}

const others = [
  { kind: 'people', look: people },
  { kind: 'matters', look: matters },
  { kind: 'gifts', look: gifts },
] as const;

/** Persons, sealed words and gifts: found by their own rooms, for whoever may open their lists. */
async function moreFound({ scope, view }: Context, query: ListQuery): Promise<MoreFound[]> {
  const { q, page, filters } = query;
  if (q === '' || page > 1 || Object.keys(filters).length > 0) return [];
  const groups: MoreFound[] = [];
  for (const { kind, look } of others) {
    const root = `${deskRoot(view)}/${kind}`;
    if (view.opens?.(root) !== true) continue;
    groups.push({ kind, ...(await look(scope, root, q)), all: `${root}?q=${encodeURIComponent(q)}` });
  }
  return groups;
}

/** A money role shows its second factor first: what is found is money's too. */
function secondFactorMissing({ actor }: Scope): boolean {
  return actor !== null && !actor.secondFactor && actor.mandates.some((one) => moneyRoles.includes(one.role));
}

/** Why the desk's search stays closed to this reader, or null: it is open by a role or a seat. */
async function closedTo({ scope }: Context): Promise<string | null> {
  const sits = (scope.actor?.mandates.length ?? 0) > 0 || (await seatsHeldBy(scope, actorId(scope))).length > 0;
  if (!sits) return 'access.not_allowed';
  return secondFactorMissing(scope) ? 'access.second_factor' : null;
}

const filterKeys = ['kind', 'phase', 'class', 'estate', 'since'];
const columns = ({ view }: Context) => foundColumns(view, view.base ?? '');

/** The box of every masthead leads to one of these two. */
export const routes: readonly Route[] = [
  list<FoundRow>('/s/:space/search', {
    permission: permissions.look,
    ...{ name: 'search', columns, filters: filterKeys },
    load: (context, query) => load(context, query, false),
    show: ({ view }, data) => <SearchPage view={view} data={data} more={null} />,
  }),
  list<FoundRow>('/desk/:space/find', {
    permission: permissions.desk,
    ...{ name: 'find', columns, filters: filterKeys },
    load: async (context, query) =>
      (await closedTo(context)) === null ? load(context, query, true) : { rows: [], total: 0, filters: [] },
    show: async (context, data) => {
      const closed = await closedTo(context);
      if (closed !== null) return fail(closed);
      return ok(<SearchPage view={context.view} data={data} more={await moreFound(context, data.query)} />);
    },
  }),
];
