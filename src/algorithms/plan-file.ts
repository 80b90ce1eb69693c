import { type Market, type Prices, worthOf } from './tiered-match.ts';
import type { Corner } from './whole-needs.ts';

/**
 * A plan as everybody may download it, with what proves it: quantities, tiers, points and prices under names that the
 * caller makes up for this file alone. Members stand in the order of those names, so that nothing shows in the order.
 * Format `linli-match-1`; `checkPlan` reads it.
 */
export function planFile(
  market: Market,
  plan: { readonly flow: Float64Array; readonly prices: Prices; readonly corners: readonly Corner[] },
  nameOf: (kind: 'n' | 'r', index: number) => string,
  head: Readonly<Record<string, unknown>>,
): string {
  const { wanted, tier, whole, left, need, resource, points } = market;
  const needName = Array.from(wanted, (_, i) => nameOf('n', i));
  const resourceName = Array.from(left, (_, j) => nameOf('r', j));
  const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1);
  const priceOf = (of: readonly Float64Array[], at: number) => of.map((one) => one[at] ?? 0);
  const needs = needName
    .map((id, i) => ({
      ...{ id, wanted: wanted[i] ?? 0, tier: tier[i] ?? 0 },
      ...(whole[i] === 1 ? { whole: true } : {}),
      price: priceOf(plan.prices.needs, i),
    }))
    .sort(byId);
  const resources = resourceName
    .map((id, j) => ({ id, left: left[j] ?? 0, price: priceOf(plan.prices.resources, j) }))
    .sort(byId);
  const pairs = Array.from(need, (i, e) => ({
    id: `${needName[i]} ${resourceName[resource[e] ?? 0]}`,
    row: [needName[i] ?? '', resourceName[resource[e] ?? 0] ?? '', points[e] ?? 0, plan.flow[e] ?? 0],
  }))
    .sort(byId)
    .map(({ row }) => row);
  const corners = plan.corners.map((corner) => ({
    solved: corner.solved,
    members: [...corner.needs.map((i) => needName[i]), ...corner.resources.map((j) => resourceName[j])].sort(),
  }));
  const worth = worthOf(market, plan.flow).map(String);
  const tiers = head['tiers'] ?? Array.from({ length: market.tiers }, (_, at) => String(at));
  return JSON.stringify({ format: 'linli-match-1', ...head, tiers, worth, corners, needs, resources, pairs });
}
