import { type Market, type Prices, solveTiers, worthOf } from './tiered-match.ts';

/**
 * Needs that take all or nothing can't be proven by prices. Where the plan in parts gives one of them a part, its
 * corner of the market (all it is connected with) is solved anew by a solver for whole numbers; everything else stays.
 */

/** Values that a solver found for a program, and whether it says that there are none better. */
export interface WholeValues {
  readonly values: ReadonlyMap<string, number>;
  readonly best: boolean;
}

/** Solves a program in the CPLEX LP format; null where it found nothing within its time. */
export type WholeSolver = (program: string) => Promise<WholeValues | null>;

/** A corner of the market that was solved in whole. */
export interface Corner {
  readonly needs: readonly number[];
  readonly resources: readonly number[];
  /** What its plan is worth, and what no plan can pass: the prices of the plan in parts. By tier. */
  readonly worth: readonly bigint[];
  readonly bound: readonly bigint[];
  /** Whether the solver for whole numbers said that its plan is the best. */
  readonly solved: boolean;
}

/** A plan in which nobody who takes all or nothing got a part. */
export interface WholePlan {
  readonly flow: Float64Array;
  readonly corners: readonly Corner[];
}

/** The corner each node belongs to: needs first, then resources. */
function cornersOf(market: Market): Int32Array {
  const needs = market.wanted.length;
  const parent = new Int32Array(needs + market.left.length).map((_, at) => at);
  const rootOf = (from: number): number => {
    let at = from;
    while (parent[at] !== at) {
      const up = parent[parent[at] ?? 0] ?? 0;
      parent[at] = up;
      at = up;
    }
    return at;
  };
  market.need.forEach((i, e) => {
    parent[rootOf(i)] = rootOf(needs + (market.resource[e] ?? 0));
  });
  return parent.map((_, at) => rootOf(at));
}

/** Needs that take all or nothing and were given a part, or from several. */
function torn(market: Market, flow: Float64Array): Set<number> {
  const found = new Set<number>();
  flow.forEach((amount, e) => {
    const i = market.need[e] ?? 0;
    if (amount > 0 && market.whole[i] === 1 && amount !== market.wanted[i]) found.add(i);
  });
  return found;
}

/** Pairs of a corner, in the market's own numbers. */
interface Part {
  readonly market: Market;
  readonly needs: readonly number[];
  readonly resources: readonly number[];
  readonly pairs: readonly number[];
}

function partOf(market: Market, corner: Int32Array, name: number): Part {
  const count = market.wanted.length;
  const needs: number[] = [];
  const resources: number[] = [];
  corner.forEach((one, node) => {
    if (one !== name) return;
    if (node < count) needs.push(node);
    else resources.push(node - count);
  });
  const pairs: number[] = [];
  market.need.forEach((i, e) => {
    if (corner[i] === name) pairs.push(e);
  });
  const needAt = new Map(needs.map((i, at) => [i, at]));
  const resourceAt = new Map(resources.map((j, at) => [j, at]));
  const own: Market = {
    tiers: market.tiers,
    wanted: Float64Array.from(needs, (i) => market.wanted[i] ?? 0),
    tier: Int32Array.from(needs, (i) => market.tier[i] ?? 0),
    whole: Uint8Array.from(needs, (i) => market.whole[i] ?? 0),
    left: Float64Array.from(resources, (j) => market.left[j] ?? 0),
    need: Int32Array.from(pairs, (e) => needAt.get(market.need[e] ?? 0) ?? 0),
    resource: Int32Array.from(pairs, (e) => resourceAt.get(market.resource[e] ?? 0) ?? 0),
    points: Float64Array.from(pairs, (e) => market.points[e] ?? 0),
  };
  return { market: own, needs, resources, pairs };
}

const sumOf = (terms: readonly string[]) => (terms.length === 0 ? '0 x0' : terms.join(' + '));

/** What one pair carries in the program: a part of what is wanted, or all of it times yes or no. */
function termsOf(market: Market) {
  const isWhole = (e: number) => market.whole[market.need[e] ?? 0] === 1;
  const size = (e: number) => (isWhole(e) ? (market.wanted[market.need[e] ?? 0] ?? 0) : 1);
  return { isWhole, term: (e: number, times: number) => `${size(e) * times} x${e}` };
}

/** The program of one tier; what the tiers before it reached may not be lost. */
function programOf(market: Market, tier: number, reached: readonly bigint[]): string {
  const { isWhole, term } = termsOf(market);
  const all = [...market.need.keys()];
  const worth = (of: number) =>
    sumOf(all.flatMap((e) => (market.tier[market.need[e] ?? 0] === of ? [term(e, market.points[e] ?? 0)] : [])));
  const rows = [
    ...[...market.wanted].map((most, i) => ({ most, of: all.filter((e) => market.need[e] === i) })),
    ...[...market.left].map((most, j) => ({ most, of: all.filter((e) => market.resource[e] === j) })),
  ].flatMap(({ most, of }, at) => (of.length === 0 ? [] : [` r${at}: ${sumOf(of.map((e) => term(e, 1)))} <= ${most}`]));
  // Worth is a whole number, so half a point less is the same demand and no rounding can refuse it.
  const kept = reached.map((value, of) => ` t${of}: ${worth(of)} >= ${value - 1n}.5`);
  const whole = all.filter(isWhole).map((e) => `x${e}`);
  const bounds = all.filter((e) => !isWhole(e)).map((e) => ` 0 <= x${e} <= ${market.wanted[market.need[e] ?? 0]}`);
  return [
    `Maximize\n obj: ${worth(tier)}`,
    `Subject To\n${[...rows, ...kept].join('\n')}`,
    ...(bounds.length === 0 ? [] : [`Bounds\n${bounds.join('\n')}`]),
    ...(whole.length === 0 ? [] : [`Binary\n ${whole.join(' ')}`]),
    'End\n',
  ].join('\n');
}

/** The plan once it is settled which all-or-nothing pairs go: the rest is solved in parts, exactly. */
function completed(market: Market, chosen: ReadonlySet<number>): Float64Array {
  const left = market.left.slice();
  const wanted = market.wanted.map((one, i) => (market.whole[i] === 1 ? 0 : one));
  for (const e of chosen) {
    const j = market.resource[e] ?? 0;
    left[j] = (left[j] ?? 0) - (market.wanted[market.need[e] ?? 0] ?? 0);
  }
  if (left.some((one) => one < 0)) return new Float64Array(market.need.length);
  const { flow } = solveTiers({ ...market, left, wanted });
  for (const e of chosen) flow[e] = market.wanted[market.need[e] ?? 0] ?? 0;
  return flow;
}

/**
 * Where no solver answers: whole needs keep what the plan in parts gave them in whole, and take what else is whole, the
 * most telling pair first.
 */
function taken(market: Market, parts: Float64Array): Set<number> {
  const left = market.left.slice();
  const served = new Set<number>();
  const chosen = new Set<number>();
  const isKept = (e: number) => Number(parts[e] === market.wanted[market.need[e] ?? 0]);
  const order = [...market.need.keys()].sort(
    (a, b) =>
      isKept(b) - isKept(a) ||
      (market.tier[market.need[a] ?? 0] ?? 0) - (market.tier[market.need[b] ?? 0] ?? 0) ||
      (market.points[b] ?? 0) - (market.points[a] ?? 0) ||
      a - b,
  );
  for (const e of order) {
    const i = market.need[e] ?? 0;
    const j = market.resource[e] ?? 0;
    const size = market.wanted[i] ?? 0;
    if (market.whole[i] !== 1 || served.has(i) || (left[j] ?? 0) < size) continue;
    left[j] = (left[j] ?? 0) - size;
    served.add(i);
    chosen.add(e);
  }
  return chosen;
}

/** Whether a plan is worth more than another, the first tier that differs deciding. */
function isBetter(a: readonly bigint[], b: readonly bigint[]): boolean {
  const tier = a.findIndex((one, at) => one !== b[at]);
  return tier >= 0 && (a[tier] ?? 0n) > (b[tier] ?? 0n);
}

async function solveCorner(
  market: Market,
  parts: Float64Array,
  solver: WholeSolver,
): Promise<{ flow: Float64Array; solved: boolean }> {
  const reached: bigint[] = [];
  let flow = completed(market, taken(market, parts));
  let solved = true;
  for (let tier = 0; tier < market.tiers; tier++) {
    const found = await solver(programOf(market, tier, reached));
    if (found === null) return { flow, solved: false };
    const chosen = [...market.need.keys()].filter(
      (e) => market.whole[market.need[e] ?? 0] === 1 && (found.values.get(`x${e}`) ?? 0) > 0.5,
    );
    const plan = completed(market, new Set(chosen));
    // A solver out of time may know less than we do already.
    if (found.best || isBetter(worthOf(market, plan), worthOf(market, flow))) flow = plan;
    solved &&= found.best;
    reached.push(worthOf(market, flow)[tier] ?? 0n);
  }
  return { flow, solved };
}

function boundOf(market: Market, prices: Prices, needs: readonly number[], resources: readonly number[]): bigint[] {
  return prices.needs.map((ofNeeds, tier) => {
    const ofResources = prices.resources[tier];
    const value = (one: number | undefined, size: number | undefined) => BigInt(one ?? 0) * BigInt(size ?? 0);
    return (
      needs.reduce((sum, i) => sum + value(ofNeeds[i], market.wanted[i]), 0n) +
      resources.reduce((sum, j) => sum + value(ofResources?.[j], market.left[j]), 0n)
    );
  });
}

/** Makes the plan in parts lawful for those who take all or nothing. */
export async function solveWhole(
  market: Market,
  parts: { readonly flow: Float64Array; readonly prices: Prices },
  solver: WholeSolver,
): Promise<WholePlan> {
  const corner = cornersOf(market);
  const flow = parts.flow.slice();
  const corners: Corner[] = [];
  const names = new Set([...torn(market, flow)].map((i) => corner[i] ?? 0));
  for (const name of names) {
    const part = partOf(market, corner, name);
    const given = Float64Array.from(part.pairs, (e) => parts.flow[e] ?? 0);
    const found = await solveCorner(part.market, given, solver);
    part.pairs.forEach((e, at) => {
      flow[e] = found.flow[at] ?? 0;
    });
    const worth = worthOf(part.market, found.flow);
    const bound = boundOf(market, parts.prices, part.needs, part.resources);
    const { needs, resources } = part;
    corners.push({ needs, resources, worth, bound, solved: found.solved });
  }
  return { flow, corners };
}
