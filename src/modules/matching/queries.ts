import { sql } from 'kysely';
import { type Fitting, type LeftOut, proposeFor, proposeTo } from '#algorithms/match-score';
import { type Need, need as needById, openNeeds } from '#modules/needs';
import { type Resource, resource as resourceById, resourcesById } from '#modules/resources';
import type { Scope } from '#platform/scope';
import { candidates } from './queries-candidates.ts';
import { befores, type Ground, groundOf, offered, shelfOf, spanOf, wanted } from './queries-ground.ts';

/** A resource that fits a need, with its reasons; `most` is how much of it could go. */
export interface MatchedResource extends Fitting {
  readonly resource: Resource;
  readonly most: bigint;
}

/** A need that fits a resource, the same way round. */
export interface MatchedNeed extends Fitting {
  readonly need: Need;
  readonly most: bigint;
}

/** Both sides of an answer with the things themselves. */
export interface Answer<Fit, Thing> {
  readonly ranked: readonly Fit[];
  readonly excluded: readonly (LeftOut & { readonly thing: Thing })[];
}

function most(left: bigint, missing: bigint): bigint {
  return left < missing ? left : missing;
}

/**
 * The resources for a need, ranked with reasons, and others with the reason each is left out (F015). Where very much is
 * open, the most telling hundreds are ranked, and of the others those nearest in kind are named.
 */
export async function matchesForNeed(scope: Scope, one: Need): Promise<Answer<MatchedResource, Resource>> {
  const ground = await groundOf(scope);
  const asked = (await wanted(scope, [one], ground)).get(one.id);
  if (asked === undefined) return { ranked: [], excluded: [] };
  return answerFor(scope, one, await resourcesById(scope, await candidates(scope, asked, ground)), ground);
}

async function answerFor(
  scope: Scope,
  one: Need,
  found: readonly Resource[],
  ground: Ground,
): Promise<Answer<MatchedResource, Resource>> {
  const asked = (await wanted(scope, [one], ground)).get(one.id);
  if (asked === undefined) return { ranked: [], excluded: [] };
  const [shelf, before] = await Promise.all([shelfOf(scope, found, ground), befores(scope, { needId: one.id })]);
  const byId = new Map(found.map((each) => [each.id, each]));
  const { ranked, excluded } = proposeFor(
    asked,
    found.map((each) => ({
      offer: offered(scope, each, one, ground, shelf),
      before: before.get(`${one.id} ${each.id}`) ?? null,
    })),
    ground.today,
    ground.weights,
  );
  return {
    ranked: ranked.flatMap((fit) => {
      const resource = byId.get(fit.id);
      return resource === undefined
        ? []
        : [{ ...fit, resource, most: most(shelf.left.get(fit.id) ?? 0n, asked.missing) }];
    }),
    excluded: excluded.flatMap((left) => {
      const thing = byId.get(left.id);
      return thing === undefined ? [] : [{ ...left, thing }];
    }),
  };
}

/** The needs for a resource, ranked with reasons, and every other one with the reason it is left out. */
export async function matchesForResource(scope: Scope, one: Resource): Promise<Answer<MatchedNeed, Need>> {
  const ground = await groundOf(scope);
  const needs = (await openNeeds(scope, { limit: 2000 })).filter((each) => each.quantity > each.metQuantity);
  const asked = await wanted(scope, needs, ground);
  const shelf = await shelfOf(scope, [one], ground);
  const before = await befores(scope, { resourceId: one.id });
  const byId = new Map(needs.map((each) => [each.id, each]));
  const { ranked, excluded } = proposeTo(
    needs.flatMap((each) => {
      const need = asked.get(each.id);
      const offer = offered(scope, one, each, ground, shelf);
      return need === undefined ? [] : [{ need, offer, before: before.get(`${each.id} ${one.id}`) ?? null }];
    }),
    ground.today,
    ground.weights,
  );
  const left = shelf.left.get(one.id) ?? 0n;
  return {
    ranked: ranked.flatMap((fit) => {
      const need = byId.get(fit.id);
      return need === undefined ? [] : [{ ...fit, need, most: most(left, need.quantity - need.metQuantity) }];
    }),
    excluded: excluded.flatMap((out) => {
      const thing = byId.get(out.id);
      return thing === undefined ? [] : [{ ...out, thing }];
    }),
  };
}

/** Something that fits at first sight, for pages of other rooms. */
export interface FirstFit {
  readonly id: string;
  readonly title: string;
}

/** The resources that fit a need best, at once when it is written or opened (F015). */
export async function firstResources(scope: Scope, one: Need, most = 3): Promise<FirstFit[]> {
  const { ranked } = await matchesForNeed(scope, one);
  return ranked.slice(0, most).map(({ resource }) => ({ id: resource.id, title: resource.title }));
}

/** The needs a resource fits best, at once when it is offered or opened (F015): public words alone. */
export async function firstNeeds(scope: Scope, one: Resource, most = 3): Promise<FirstFit[]> {
  const { ranked } = await matchesForResource(scope, one);
  return ranked.slice(0, most).map(({ need }) => ({ id: need.id, title: need.title }));
}

/** One pair judged, for a proposal about to be made; null when need or resource is unknown. */
export async function judgePair(scope: Scope, needId: string, resourceId: string) {
  const one = await needById(scope, needId);
  const thing = await resourceById(scope, resourceId);
  if (one === null || thing === null) return { need: one, resource: thing, fit: null, out: null };
  const ground = await groundOf(scope);
  const answer = await answerFor(scope, one, [thing], ground);
  return {
    need: one,
    resource: thing,
    fit: answer.ranked[0] ?? null,
    out: answer.excluded[0]?.reason ?? null,
    span: spanOf(one, ground.today, ground.loanDays),
  };
}

/** How many proposals of a need are agreed on and not ended, besides one. */
export async function otherAgreed(scope: Scope, needId: string, besides: string): Promise<number> {
  const row = await scope.db
    .selectFrom('proposal')
    .select((select) => select.fn.countAll<bigint>().as('count'))
    .where('space_id', '=', scope.spaceId)
    .where('need_id', '=', needId)
    .where('id', '<>', besides)
    .where(sql<boolean>`state in ('accepted', 'handed_over')`)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
