import { fail, ok, type Result } from '#kernel/result';

/**
 * Checks a published plan of a community's matching, from its file alone. It shares no line with the solver: it adds
 * up in big integers and believes nothing. Whoever doubts it can do the same with a pocket calculator.
 *
 * Let u be the price of a need and v that of a resource, each one number per tier, compared like words in a dictionary.
 * Where no price is below nothing, and no pair that can be counts more than u + v, a plan is worth at most Σ wanted·u + Σ left·v.
 * A plan that is worth just that can't be bettered. A pair can't be where the need takes all or nothing and the resource has
 * less than all.
 */
export interface Verdict {
  readonly needs: number;
  readonly resources: number;
  readonly pairs: number;
  /** What the plan is worth, and what no plan can pass, by tier. */
  readonly worth: readonly bigint[];
  readonly bound: readonly bigint[];
  /** Nobody got more than they want, nothing gave more than it has, and who takes all or nothing did. */
  readonly lawful: boolean;
  /** No price is below nothing, and no pair that can be counts more than its prices. */
  readonly fair: boolean;
  /** Worth and bound agree wherever parts may be given. */
  readonly tight: boolean;
  /** Corners in which all-or-nothing needs leave a gap that prices can't close. */
  readonly open: number;
}

/** The whole plan is proven, proven but for what all-or-nothing leaves open, or not what it says. */
export type Standing = 'proven' | 'bounded' | 'broken';

/** How a verdict reads in one word. */
export function standingOf({ lawful, fair, tight, open }: Verdict): Standing {
  if (!lawful || !fair || !tight) return 'broken';
  return open === 0 ? 'proven' : 'bounded';
}

interface Node {
  readonly size: bigint;
  readonly price: readonly bigint[];
  readonly tier: number;
  readonly whole: boolean;
  carried: bigint;
  givers: number;
}

interface Pair {
  readonly need: string;
  readonly resource: string;
  readonly points: bigint;
  readonly given: bigint;
}

interface Plan {
  readonly tiers: number;
  readonly needs: ReadonlyMap<string, Node>;
  readonly resources: ReadonlyMap<string, Node>;
  readonly pairs: readonly Pair[];
  readonly corners: readonly ReadonlySet<string>[];
  readonly said: readonly bigint[];
}

/** Thrown and caught here alone: names the place that can't be read. */
class Unreadable extends Error {}

const unreadable = (where: string): never => {
  throw new Unreadable(where);
};

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown, where: string): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : unreadable(where);
}

function listOf(value: unknown, where: string): readonly unknown[] {
  return Array.isArray(value) ? value : unreadable(where);
}

function wholeOf(value: unknown, where: string): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return typeof value === 'string' && /^-?\d{1,30}$/.test(value) ? BigInt(value) : unreadable(where);
}

const textOf = (value: unknown, where: string): string => (typeof value === 'string' ? value : unreadable(where));

function nodesOf(value: unknown, name: 'needs' | 'resources', tiers: number): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  listOf(value, name).forEach((one, at) => {
    const where = `${name}[${at}]`;
    const fields = fieldsOf(one, where);
    const price = listOf(fields['price'], `${where}.price`).map((each) => wholeOf(each, `${where}.price`));
    const tier = name === 'needs' ? Number(wholeOf(fields['tier'], `${where}.tier`)) : 0;
    const size = wholeOf(fields[name === 'needs' ? 'wanted' : 'left'], where);
    if (price.length !== tiers || tier < 0 || tier >= tiers || size < 0n) unreadable(where);
    const id = textOf(fields['id'], `${where}.id`);
    if (found.has(id)) unreadable(`${where}.id`);
    found.set(id, { size, price, tier, whole: fields['whole'] === true, carried: 0n, givers: 0 });
  });
  return found;
}

function planOf(file: Fields): Plan {
  if (file['format'] !== 'linli-match-1') unreadable('format');
  const tiers = listOf(file['tiers'], 'tiers').length;
  const needs = nodesOf(file['needs'], 'needs', tiers);
  const resources = nodesOf(file['resources'], 'resources', tiers);
  const pairs = listOf(file['pairs'], 'pairs').map((one, at): Pair => {
    const where = `pairs[${at}]`;
    const [need, resource, points, given] = listOf(one, where);
    const pair = { need: textOf(need, where), resource: textOf(resource, where) };
    if (!needs.has(pair.need) || !resources.has(pair.resource)) unreadable(where);
    return { ...pair, points: wholeOf(points, where), given: wholeOf(given, where) };
  });
  const corners = listOf(file['corners'], 'corners').map((one, at) => {
    const ids = listOf(fieldsOf(one, `corners[${at}]`)['members'], `corners[${at}]`);
    return new Set(ids.map((id) => textOf(id, `corners[${at}]`)));
  });
  const said = listOf(file['worth'], 'worth').map((one) => wholeOf(one, 'worth'));
  return { tiers, needs, resources, pairs, corners, said };
}

/** Which of two prices comes first, tier by tier: below zero, zero, above zero. */
function compare(a: readonly bigint[], b: readonly bigint[]): number {
  for (let tier = 0; tier < a.length; tier++) {
    const gap = (a[tier] ?? 0n) - (b[tier] ?? 0n);
    if (gap !== 0n) return gap < 0n ? -1 : 1;
  }
  return 0;
}

const nothing = (tiers: number): bigint[] => Array.from({ length: tiers }, () => 0n);

function isLawful(plan: Plan): boolean {
  for (const pair of plan.pairs) {
    if (pair.given < 0n) return false;
    if (pair.given === 0n) continue;
    for (const node of [plan.needs.get(pair.need), plan.resources.get(pair.resource)]) {
      if (node === undefined) return false;
      node.carried += pair.given;
      node.givers += 1;
    }
  }
  const nodes = [...plan.needs.values(), ...plan.resources.values()];
  return nodes.every(
    (node) =>
      node.carried <= node.size &&
      (!node.whole || node.carried === 0n || (node.carried === node.size && node.givers === 1)),
  );
}

/** Whether any lawful plan could use a pair. */
function canBe(plan: Plan, pair: Pair): boolean {
  const need = plan.needs.get(pair.need);
  return need?.whole !== true || need.size <= (plan.resources.get(pair.resource)?.size ?? 0n);
}

function arePricesFair(plan: Plan): boolean {
  const { tiers } = plan;
  const zero = nothing(tiers);
  for (const node of [...plan.needs.values(), ...plan.resources.values()])
    if (compare(node.price, zero) < 0) return false;
  return plan.pairs.every((pair) => {
    const need = plan.needs.get(pair.need);
    const resource = plan.resources.get(pair.resource);
    if (need === undefined || resource === undefined) return false;
    if (!canBe(plan, pair)) return true;
    const price = need.price.map((one, tier) => one + (resource.price[tier] ?? 0n));
    const counts = nothing(tiers);
    counts[need.tier] = pair.points;
    return compare(price, counts) >= 0;
  });
}

/** Worth and bound of the part of the plan whose members pass. */
function sums(plan: Plan, belongs: (id: string) => boolean): { worth: bigint[]; bound: bigint[] } {
  const worth = nothing(plan.tiers);
  const bound = nothing(plan.tiers);
  for (const pair of plan.pairs) {
    const tier = plan.needs.get(pair.need)?.tier ?? 0;
    if (belongs(pair.need)) worth[tier] = (worth[tier] ?? 0n) + pair.given * pair.points;
  }
  for (const [id, node] of [...plan.needs, ...plan.resources])
    if (belongs(id))
      node.price.forEach((one, tier) => {
        bound[tier] = (bound[tier] ?? 0n) + one * node.size;
      });
  return { worth, bound };
}

/** A corner stands alone when no pair that can be leads out of it. */
function standsAlone(plan: Plan, corner: ReadonlySet<string>): boolean {
  return plan.pairs.every((pair) => corner.has(pair.need) === corner.has(pair.resource) || !canBe(plan, pair));
}

function judge(plan: Plan): Verdict {
  const lawful = isLawful(plan);
  const fair = arePricesFair(plan);
  const apart = new Set(plan.corners.flatMap((corner) => [...corner]));
  const whole = sums(plan, () => true);
  const plain = sums(plan, (id) => !apart.has(id));
  const open = plan.corners.filter((corner) => {
    const own = sums(plan, (id) => corner.has(id));
    return compare(own.bound, own.worth) !== 0;
  });
  const isWholeReason = (corner: ReadonlySet<string>) => [...corner].some((id) => plan.needs.get(id)?.whole === true);
  const tight =
    compare(plain.worth, plain.bound) === 0 &&
    plan.corners.every((corner) => standsAlone(plan, corner) && isWholeReason(corner)) &&
    compare(plan.said, whole.worth) === 0;
  return {
    ...{ needs: plan.needs.size, resources: plan.resources.size, pairs: plan.pairs.length },
    ...{ ...whole, lawful, fair, tight, open: open.length },
  };
}

/** Reads and checks a plan. Errors: `plan.json`; `plan.shape`, naming the place that can't be read. */
export function checkPlan(text: string): Result<Verdict> {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    return fail('plan.json', { params: { why: error instanceof Error ? error.message : '' } });
  }
  try {
    return ok(judge(planOf(fieldsOf(file, '{…}'))));
  } catch (error) {
    if (error instanceof Unreadable) return fail('plan.shape', { params: { where: error.message } });
    throw error;
  }
}
