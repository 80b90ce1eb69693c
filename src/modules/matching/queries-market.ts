import { type Exclusion, exclusionOf, type Offered, type Part, partsOf, type Wanted } from '#algorithms/match-score';
import type { Market } from '#algorithms/tiered-match';
import { addDays, startOfLocalDay } from '#kernel/dates';
import { type Need, openNeeds } from '#modules/needs';
import { bookedKinds, freePiece, openResources, type Resource } from '#modules/resources';
import type { Scope } from '#platform/scope';
import { befores, type Ground, groundOf, offered, type Shelf, shelfOf, spanOf, wanted } from './queries-ground.ts';
import { liveStates, tiers } from './schema.ts';

/** How many of each side one run looks at: far above any community, below what a page could show. */
const most = 50_000;

/** A pair of the market, by the places of its need and resource, with what speaks for it. */
export interface MarketPair {
  readonly need: number;
  readonly resource: number;
  readonly parts: readonly Part[];
  readonly score: number;
}

/** Everything open in a space at a moment, as the solver takes it and as people know it. */
export interface OpenMarket {
  readonly ground: Ground;
  readonly needs: readonly Need[];
  /** Of each need: which age group it is for, as far as anybody knows. */
  readonly ages: readonly AgeKey[];
  readonly resources: readonly Resource[];
  readonly pairs: readonly MarketPair[];
  /** Per need: why resources of its class were left out, and how many. */
  readonly filters: readonly ReadonlyMap<Exclusion, number>[];
  readonly market: Market;
}

/** The age groups of the public figures. */
export type AgeKey = 'children' | 'adults' | 'elders' | 'any';

function ageOf(need: Need, groups: Wanted['groups']): AgeKey {
  if (need.ageGroup !== 'any') return need.ageGroup;
  if (groups.includes('elders')) return 'elders';
  return groups.includes('children') ? 'children' : 'any';
}

/** How much live proposals will already bring to needs, and what is asked of things to borrow. */
async function pending(scope: Scope) {
  const rows = await scope.db
    .selectFrom('proposal')
    .select(['need_id', 'resource_id', 'quantity', 'state'])
    .where('space_id', '=', scope.spaceId)
    .where('state', 'in', liveStates)
    .execute();
  const needs = new Map<string, bigint>();
  const things = new Map<string, bigint>();
  for (const row of rows) {
    needs.set(row.need_id, (needs.get(row.need_id) ?? 0n) + row.quantity);
    // Once agreed on, a thing has its booking; before that the proposal alone speaks for it.
    if (row.state === 'proposed') things.set(row.resource_id, (things.get(row.resource_id) ?? 0n) + row.quantity);
  }
  return { needs, things };
}

/** Pairs a person looked at in an earlier run and did not want. */
async function refusedPairs(scope: Scope): Promise<Set<string>> {
  const rows = await scope.db
    .selectFrom('match_pair')
    .select(['need_id', 'resource_id'])
    .where('space_id', '=', scope.spaceId)
    .where('state', '=', 'refused')
    .execute();
  return new Set(rows.map((row) => `${row.need_id} ${row.resource_id}`));
}

/** Of a thing to borrow only pieces nobody has or has reserved within a loan from now can be promised to several at once. */
function freePieces(scope: Scope, one: Resource, ground: Ground, shelf: Shelf, asked: bigint): bigint {
  const until = startOfLocalDay(addDays(ground.today, ground.loanDays + 1), scope.timeZone);
  const busy = new Set((shelf.taken.get(one.id) ?? []).filter((each) => each.from < until).map((each) => each.piece));
  return one.quantity - BigInt(busy.size) - asked;
}

/** Resources by every class they lie in, and by their own. */
function byClass(offers: readonly Offered[]) {
  const within = new Map<string, number[]>();
  const exact = new Map<string, number[]>();
  const add = (into: Map<string, number[]>, code: string, at: number) => {
    const list = into.get(code);
    if (list === undefined) into.set(code, [at]);
    else list.push(at);
  };
  offers.forEach((one, at) => {
    for (const code of one.classPath) add(within, code, at);
    add(exact, one.classPath.at(-1) ?? '', at);
  });
  return (path: readonly string[]): number[] => [
    ...(within.get(path.at(-1) ?? '') ?? []),
    ...path.slice(0, -1).flatMap((code) => exact.get(code) ?? []),
  ];
}

interface Sides {
  readonly needs: readonly Need[];
  readonly asked: readonly Wanted[];
  readonly resources: readonly Resource[];
  readonly offers: readonly Offered[];
}

/** What must be asked of each pair besides the sides themselves. */
interface PairGround {
  readonly ground: Ground;
  readonly shelf: Shelf;
  readonly before: Awaited<ReturnType<typeof befores>>;
  readonly refused: ReadonlySet<string>;
}

function isFree(scope: Scope, one: Resource, need: Need, { ground, shelf }: PairGround): boolean {
  if (one.kind !== 'loan') return true;
  const span = spanOf(need, ground.today, ground.loanDays);
  const from = span.from === ground.today ? scope.now() : startOfLocalDay(span.from, scope.timeZone);
  const until = startOfLocalDay(addDays(span.until, 1), scope.timeZone);
  return freePiece(Number(one.quantity), shelf.taken.get(one.id) ?? [], from, until, scope.now()) !== null;
}

/** The pairs that pass every filter; between needs others are let in, so that pages stay quick. */
async function pairsOf(scope: Scope, sides: Sides, more: PairGround) {
  const { needs, asked, resources, offers } = sides;
  const related = byClass(offers);
  const pairs: MarketPair[] = [];
  const filters: Map<Exclusion, number>[] = [];
  for (const [i, want] of asked.entries()) {
    const left = new Map<Exclusion, number>();
    for (const j of related(want.classPath)) {
      const [need, resource, offer] = [needs[i], resources[j], offers[j]];
      if (need === undefined || resource === undefined || offer === undefined) continue;
      const key = `${need.id} ${resource.id}`;
      const before = more.before.get(key) ?? (more.refused.has(key) ? 'refused' : null);
      const seen = { ...offer, freeThen: isFree(scope, resource, need, more) };
      const reason = exclusionOf(want, seen, more.ground.today, before);
      if (reason !== null) {
        left.set(reason, (left.get(reason) ?? 0) + 1);
        continue;
      }
      const parts = partsOf(want, seen, more.ground.today, more.ground.weights);
      pairs.push({ need: i, resource: j, parts, score: parts.reduce((sum, part) => sum + part.points, 0) });
    }
    filters.push(left);
    if (i % 50 === 49) await new Promise((resolve) => setImmediate(resolve));
  }
  return { pairs, filters };
}

function marketOf(sides: Sides, pairs: readonly MarketPair[], served: number): Market {
  const { needs, asked, offers } = sides;
  return {
    tiers: tiers.length,
    wanted: Float64Array.from(asked, (one) => Number(one.missing)),
    tier: Int32Array.from(needs, (one) => tiers.indexOf(one.urgency)),
    whole: Uint8Array.from(asked, (one) => Number(!one.divisible && one.missing > 1n)),
    left: Float64Array.from(offers, (one) => Number(one.left > 0n ? one.left : 0n)),
    need: Int32Array.from(pairs, (one) => one.need),
    resource: Int32Array.from(pairs, (one) => one.resource),
    points: Float64Array.from(pairs, (one) => served + one.score),
  };
}

/**
 * Everything open in this space: what needs still lack beyond what is proposed already, what resources still have, and
 * every pair that passes the filters, with its parts. Rooms are left to people, since their hours must be agreed; needs
 * that became projects too, and second-hand things for which all who want them are still being collected.
 */
export async function openMarket(scope: Scope): Promise<OpenMarket> {
  const ground = await groundOf(scope);
  const bringing = await pending(scope);
  const lacking = (one: Need) => one.quantity - one.metQuantity - (bringing.needs.get(one.id) ?? 0n);
  const open = (await openNeeds(scope, { limit: most })).filter((one) => one.state !== 'project' && lacking(one) > 0n);
  // First come stands first, so that the plain way to share can be told from the same list.
  const needs = open.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  const resources = (await openResources(scope, { paused: true, limit: most })).filter(
    (one) => one.kind !== 'room' && (one.collectsUntil ?? '') < ground.today,
  );
  const known = await wanted(scope, needs, ground);
  const shelf = await shelfOf(scope, resources, ground);
  const asked = needs.flatMap((one) => {
    const want = known.get(one.id);
    return want === undefined ? [] : [{ ...want, missing: lacking(one) }];
  });
  const [first] = needs;
  const offers = resources.map((one) => {
    const left = bookedKinds.includes(one.kind)
      ? freePieces(scope, one, ground, shelf, bringing.things.get(one.id) ?? 0n)
      : (shelf.left.get(one.id) ?? 0n);
    return first === undefined ? null : { ...offered(scope, one, first, ground, shelf), left, freeThen: true };
  });
  const sides: Sides = { needs, asked, resources, offers: offers.filter((one) => one !== null) };
  const more = { ground, shelf, before: await befores(scope, {}), refused: await refusedPairs(scope) };
  const { pairs, filters } = first === undefined ? { pairs: [], filters: [] } : await pairsOf(scope, sides, more);
  const ages = needs.map((one) => ageOf(one, known.get(one.id)?.groups ?? []));
  return { ground, needs, ages, resources, pairs, filters, market: marketOf(sides, pairs, ground.served) };
}
