import { formatDate } from '#kernel/dates';
import { fail, ok } from '#kernel/result';
import { activities } from '#modules/activities';
import { procedureRows } from '#modules/decisions';
import { listPayments } from '#modules/funds';
import { listGifts } from '#modules/gifts';
import { matterList } from '#modules/intake';
import { needList } from '#modules/needs';
import { register } from '#modules/organisations';
import { findPersons } from '#modules/people';
import { projectList } from '#modules/projects';
import { resourceList } from '#modules/resources';
import { moneyRoles, type Scope } from '#platform/scope';
import { type Context, get, type Route } from '#platform/web';
import { Money } from '#ui/money';
import { deskRoot, spaceRoot } from '#ui/view';
import { FindPage, type FoundGroup, type FoundKind, type FoundThing } from './pages-find.tsx';
import { permissions } from './permissions.ts';
import { opensDesk } from './routes.tsx';

/** How many of each kind the page shows before it leads to the list. */
const shown = 8;
/** A longer word finds nothing and only costs. */
const longestWord = 60;

interface Looking extends Context {
  readonly q: string;
  /** Root of the list: the desk's where the reader may open it, else the public one. */
  readonly root: string;
  /** Whether that root is the desk's. */
  readonly inside: boolean;
}

type Found = { readonly things: readonly FoundThing[]; readonly total: number };

const first = { filters: {}, sort: null, page: 1, size: shown };
const joined = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join(' · ');

async function people({ scope, root, q }: Looking): Promise<Found> {
  const found = await findPersons(scope, q);
  const things = found.slice(0, shown).map((one) => ({
    ...{ id: one.id, href: `${root}/${one.id}`, name: one.name },
    note: joined(one.placeName, one.householdName),
  }));
  return { things, total: found.length };
}

async function matters({ scope, view, root, q }: Looking): Promise<Found> {
  const { rows, total } = await matterList(scope, { ...first, q });
  const things = rows.map((one) => ({
    ...{ id: one.id, href: `${root}/${one.id}`, name: one.headline },
    note: joined(one.number, one.placeText, formatDate(one.saidAt, view.lang)),
  }));
  return { things, total };
}

async function needs({ scope, root, q, inside }: Looking): Promise<Found> {
  const { rows, total } = await needList(scope, { ...first, q }, inside ? 'desk' : 'public');
  return { things: rows.map((one) => titled(root, one)), total };
}

async function resources({ scope, root, q, inside }: Looking): Promise<Found> {
  const { rows, total } = await resourceList(scope, { ...first, q }, inside ? 'desk' : 'public');
  return { things: rows.map((one) => ({ ...titled(root, one), note: joined(one.number, one.owner) })), total };
}

async function projects({ scope, root, q, inside }: Looking): Promise<Found> {
  const { rows, total } = await projectList(scope, { ...first, q }, inside ? 'desk' : 'public');
  const things = rows.map((one) => ({
    ...titled(root, one),
    note: joined(one.number, one.provider),
    value: <Money fen={one.budget} />,
  }));
  return { things, total };
}

async function decisions({ scope, root, q }: Looking): Promise<Found> {
  const { rows, total } = await procedureRows(scope, { q, page: 1, size: shown });
  const things = rows.map((one) => ({
    ...titled(root, one),
    ...(one.amount === null ? {} : { value: <Money fen={one.amount} /> }),
  }));
  return { things, total };
}

async function payments({ scope, root, q }: Looking): Promise<Found> {
  const { rows, total } = await listPayments(scope, { ...first, q });
  const things = rows.map((one) => ({
    ...{ id: one.id, href: `${root}/${one.id}`, name: one.whatFor },
    note: joined(one.number, one.payeeName),
    value: <Money fen={one.amount} />,
  }));
  return { things, total };
}

async function gifts({ scope, view, root, q }: Looking): Promise<Found> {
  const { rows, total } = await listGifts(scope, { ...first, q });
  const things = rows.map((one) => ({
    ...{ id: one.id, href: `${root}/${one.id}`, name: one.giver === '' ? one.lookCode : one.giver },
    note: joined(one.giver === '' ? null : one.lookCode, formatDate(one.receivedOn, view.lang)),
    value: one.goods === null ? <Money fen={one.amount ?? 0n} /> : one.goods.title,
  }));
  return { things, total };
}

async function led({ scope, view, root, q }: Looking): Promise<Found> {
  const found = await activities(scope, { q });
  const things = found.slice(0, shown).map((one) => ({
    ...titled(root, one),
    note: joined(one.number, formatDate(one.startsAt, view.lang)),
  }));
  return { things, total: found.length };
}

async function organisations({ scope, root, q, inside }: Looking): Promise<Found> {
  const { rows, total } = await register(scope, { ...first, q }, inside);
  const things = rows.map((one) => ({
    ...{ id: one.id, href: `${root}/${one.id}`, name: one.name, note: joined(one.hubName, one.placeName) },
  }));
  return { things, total };
}

function titled(root: string, one: { readonly id: string; readonly title: string; readonly number: string | null }) {
  return { id: one.id, href: `${root}/${one.id}`, name: one.title, note: one.number ?? '' };
}

/** What is looked through, in the order of the masthead; `open` where a public list stands in for the desk's. */
const kinds: readonly {
  readonly kind: FoundKind;
  readonly look: (asked: Looking) => Promise<Found>;
  readonly open?: true;
}[] = [
  { kind: 'people', look: people },
  { kind: 'matters', look: matters },
  { kind: 'needs', look: needs, open: true },
  { kind: 'resources', look: resources, open: true },
  { kind: 'projects', look: projects, open: true },
  { kind: 'decisions', look: decisions },
  { kind: 'payments', look: payments },
  { kind: 'gifts', look: gifts },
  { kind: 'activities', look: led, open: true },
  { kind: 'organisations', look: organisations, open: true },
];

/** Looks through every list this reader may open; whoever reads one list at the desk finds in it here too. */
async function find(context: Context, q: string): Promise<FoundGroup[]> {
  const { view } = context;
  const groups: FoundGroup[] = [];
  for (const { kind, look, open } of kinds) {
    const inside = view.opens?.(`${deskRoot(view)}/${kind}`) === true;
    if (!inside && open !== true) continue;
    const root = `${inside ? deskRoot(view) : spaceRoot(view)}/${kind}`;
    const found = await look({ ...context, q, root, inside });
    groups.push({ kind, ...found, all: `${root}?q=${encodeURIComponent(q)}` });
  }
  return groups;
}

/** A money role shows its second factor first: what is found is money's too. */
function secondFactorMissing(scope: Scope): boolean {
  const { actor } = scope;
  return actor !== null && !actor.secondFactor && actor.mandates.some((one) => moneyRoles.includes(one.role));
}

/** The search box in the desk's masthead. */
export const findRoutes: Route[] = [
  get('/desk/:space/find', {
    permission: permissions.today,
    show: async (context) => {
      const { scope, url, view } = context;
      if (!(await opensDesk(scope))) return fail('access.not_allowed');
      if (secondFactorMissing(scope)) return fail('access.second_factor');
      const q = (url.searchParams.get('q') ?? '').normalize('NFKC').trim().slice(0, longestWord);
      return ok(<FindPage view={view} q={q} groups={q === '' ? [] : await find(context, q)} />);
    },
  }),
];
