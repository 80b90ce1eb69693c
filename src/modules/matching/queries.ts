import { sql } from 'kysely';
import {
  type Before,
  type Eligible,
  type Fitting,
  type LeftOut,
  type Offered,
  type PartName,
  proposeFor,
  proposeTo,
  type Wanted,
  type Weights,
} from '#algorithms/match-score';
import { addDays, type LocalDate, localDate, startOfLocalDay, weekday } from '#kernel/dates';
import { classWords, inClass, type Need, need as needById, openNeeds } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { persons } from '#modules/people';
import { type Place, places } from '#modules/places';
import {
  bookedKinds,
  freePiece,
  openResources,
  type Resource,
  resource as resourceById,
  takenTimes,
} from '#modules/resources';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { periodStart } from './rules.ts';
import { liveStates } from './schema.ts';

/** Everything about the space that the pairing of needs and resources looks at, read once. */
interface Ground {
  readonly today: LocalDate;
  readonly weights: Weights;
  readonly ages: { readonly elder: number; readonly adult: number };
  readonly loanDays: number;
  readonly classPath: (code: string) => string[];
  /** Whether a class is fine enough to be matched by. */
  readonly sorted: (code: string) => boolean;
  readonly placePath: (placeId: string | null) => string[];
  readonly estate: (placeId: string | null) => string | null;
}

async function weightsOf(scope: Scope): Promise<Weights> {
  const of = async (name: PartName) => parameter(scope, `match.${name}`);
  const [fit, urgency, distance] = [await of('fit'), await of('urgency'), await of('distance')];
  const [waiting, fresh, fair] = [await of('waiting'), await of('fresh'), await of('fair')];
  return {
    most: { fit, urgency, distance, waiting, fresh, fair },
    waitingDays: await parameter(scope, 'match.waitingDays'),
    staleDays: await parameter(scope, 'resource.staleDays'),
  };
}

async function groundOf(scope: Scope): Promise<Ground> {
  const words = await classWords(scope, 'zh');
  const parents = new Map(words.map((word) => [word.code, word.parent]));
  const coarse = new Set(words.filter((word) => !word.whole).map((word) => word.code));
  const all = new Map<string, Place>((await places(scope)).map((place) => [place.id, place]));
  const classPath = (code: string): string[] => {
    const path: string[] = [];
    for (let at: string | null = code; at !== null; at = parents.get(at) ?? null) path.unshift(at);
    return path;
  };
  const placePath = (placeId: string | null): string[] => {
    const path: string[] = [];
    for (let at = all.get(placeId ?? ''); at !== undefined; at = all.get(at.parentId ?? '')) path.push(at.id);
    return path;
  };
  return {
    today: today(scope),
    weights: await weightsOf(scope),
    ages: { elder: await parameter(scope, 'age.elder'), adult: await parameter(scope, 'age.adult') },
    loanDays: await parameter(scope, 'loan.days'),
    classPath,
    sorted: (code) => !coarse.has(code),
    placePath,
    estate: (placeId) => placePath(placeId).find((id) => all.get(id)?.kind === 'estate') ?? null,
  };
}

/** How often something reached these persons within the last year; counts help received, never anything given. */
async function servedTimes(scope: Scope, personIds: readonly string[], since: Date): Promise<Map<string, number>> {
  if (personIds.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('proposal')
    .innerJoin('need', (join) =>
      join.onRef('need.space_id', '=', 'proposal.space_id').onRef('need.id', '=', 'proposal.need_id'),
    )
    .select((select) => ['need.person_id', select.fn.countAll<bigint>().as('count')])
    .where('proposal.space_id', '=', scope.spaceId)
    .where('proposal.state', '=', 'confirmed')
    .where('proposal.confirmed_at', '>=', since)
    .where('need.person_id', 'in', [...new Set(personIds)])
    .groupBy('need.person_id')
    .execute();
  return new Map(rows.map((row) => [row.person_id ?? '', Number(row.count)]));
}

/** The groups the one who needs it belongs to, as far as anybody knows. */
function groupsOf(
  need: Need,
  person: { readonly resident: boolean; readonly birthYear: number | null } | undefined,
  ground: Ground,
): Eligible[] {
  const groups: Eligible[] = ['anyone'];
  if (person === undefined || person.resident) groups.push('residents');
  if (need.lowIncome) groups.push('low_income');
  const age = person?.birthYear == null ? null : Number(ground.today.slice(0, 4)) - person.birthYear;
  if (inClass(need.classCode, 'elder_comfort') || (age !== null && age >= ground.ages.elder)) groups.push('elders');
  if (inClass(need.classCode, 'migrant_children') || (age !== null && age < ground.ages.adult)) groups.push('children');
  if (inClass(need.classCode, 'talent')) groups.push('job_seekers');
  return groups;
}

/** The days a need asks for: from now or its first day on, to its last or for the usual days of a loan. */
export function spanOf(need: Pick<Need, 'startsOn' | 'wantedUntil'>, day: LocalDate, loanDays: number) {
  const from = need.startsOn === null || need.startsOn < day ? day : need.startsOn;
  const until = need.wantedUntil === null || need.wantedUntil < from ? addDays(from, loanDays) : need.wantedUntil;
  return { from, until };
}

async function wanted(scope: Scope, needs: readonly Need[], ground: Ground): Promise<Map<string, Wanted>> {
  const ids = needs.flatMap((one) => one.personId ?? []);
  const known = new Map((await persons(scope, ids)).map((one) => [one.id, one]));
  const served = await servedTimes(scope, ids, startOfLocalDay(addDays(ground.today, -365), scope.timeZone));
  return new Map(
    needs.map((one) => [
      one.id,
      {
        id: one.id,
        classPath: ground.classPath(one.classCode),
        sorted: ground.sorted(one.classCode),
        missing: one.quantity - one.metQuantity,
        unit: one.unit,
        divisible: one.divisible,
        groups: groupsOf(one, known.get(one.personId ?? ''), ground),
        places: ground.placePath(one.placeId),
        estate: ground.estate(one.placeId),
        from: one.startsOn,
        until: one.wantedUntil,
        homeVisit: one.homeVisit,
        urgency: one.urgency,
        waitingSince: localDate(one.createdAt, scope.timeZone),
        served: served.get(one.personId ?? '') ?? 0,
        personId: one.personId,
      },
    ]),
  );
}

/** What of each resource is promised: live proposals, and of services what was already done in their period. */
async function promised(scope: Scope, found: readonly Resource[], ground: Ground): Promise<Map<string, bigint>> {
  const ids = found.filter((one) => !bookedKinds.includes(one.kind)).map((one) => one.id);
  if (ids.length === 0) return new Map();
  const rows = await scope.db
    .selectFrom('proposal')
    .select(['resource_id', 'state', 'quantity', 'confirmed_at'])
    .where('space_id', '=', scope.spaceId)
    .where('resource_id', 'in', ids)
    .where('state', 'in', [...liveStates, 'confirmed'])
    .execute();
  const byId = new Map(found.map((one) => [one.id, one]));
  const sums = new Map<string, bigint>();
  for (const row of rows) {
    const one = byId.get(row.resource_id);
    if (one === undefined || !counts(one, row, scope, ground)) continue;
    sums.set(one.id, (sums.get(one.id) ?? 0n) + row.quantity);
  }
  return sums;
}

/** Goods leave the shelf when handed over; a service counts until its period begins anew. */
function counts(
  one: Resource,
  row: { readonly state: string; readonly confirmed_at: Date | null },
  scope: Scope,
  ground: Ground,
): boolean {
  if (one.kind === 'goods') return row.state === 'proposed' || row.state === 'accepted';
  if (row.state !== 'confirmed' || row.confirmed_at === null) return true;
  const since = periodStart(one.per, ground.today, weekday(ground.today), addDays);
  return since === null || localDate(row.confirmed_at, scope.timeZone) >= since;
}

/** What is left of each resource to promise. */
async function leftOf(scope: Scope, found: readonly Resource[], ground: Ground): Promise<Map<string, bigint>> {
  const taken = await promised(scope, found, ground);
  return new Map(
    found.map((one) => {
      const whole = one.kind === 'goods' ? one.left : one.quantity;
      return [one.id, whole - (taken.get(one.id) ?? 0n)];
    }),
  );
}

function earlier(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

interface Shelf {
  readonly left: ReadonlyMap<string, bigint>;
  readonly taken: ReadonlyMap<string, { piece: number; from: Date; until: Date; out: boolean }[]>;
}

async function shelfOf(scope: Scope, found: readonly Resource[], ground: Ground): Promise<Shelf> {
  const things = found.filter((one) => one.kind === 'loan').map((one) => one.id);
  const taken = new Map<string, { piece: number; from: Date; until: Date; out: boolean }[]>();
  for (const time of await takenTimes(scope, things))
    taken.set(time.resourceId, [...(taken.get(time.resourceId) ?? []), time]);
  return { left: await leftOf(scope, found, ground), taken };
}

/** A resource as one need sees it: whether it is free depends on the days asked for. Rooms are free by the hour. */
function offered(scope: Scope, one: Resource, need: Need, ground: Ground, shelf: Shelf): Offered {
  const span = spanOf(need, ground.today, ground.loanDays);
  const from = span.from === ground.today ? scope.now() : startOfLocalDay(span.from, scope.timeZone);
  const until = startOfLocalDay(addDays(span.until, 1), scope.timeZone);
  const free =
    one.kind !== 'loan' ||
    freePiece(Number(one.quantity), shelf.taken.get(one.id) ?? [], from, until, scope.now()) !== null;
  return {
    id: one.id,
    classPath: ground.classPath(one.classCode),
    sorted: ground.sorted(one.classCode),
    left: shelf.left.get(one.id) ?? 0n,
    unit: one.unit,
    paused: one.state !== 'open',
    eligible: one.eligible,
    homeVisits: one.homeVisits,
    vetted: one.vetted,
    reach: one.reach,
    places: ground.placePath(one.placeId),
    estate: ground.estate(one.placeId),
    from: one.availableFrom,
    until: earlier(one.validUntil, one.expiresOn),
    freeThen: free,
    confirmedOn: localDate(one.confirmedAt ?? one.createdAt, scope.timeZone),
    ownerId: one.ownerPersonId,
  };
}

/** What happened before between pairs: a live proposal, or one that was declined. */
async function befores(scope: Scope, about: { readonly needId?: string; readonly resourceId?: string }) {
  let query = scope.db
    .selectFrom('proposal')
    .select(['need_id', 'resource_id', 'state'])
    .where('space_id', '=', scope.spaceId)
    .where('state', 'in', [...liveStates, 'declined']);
  if (about.needId !== undefined) query = query.where('need_id', '=', about.needId);
  if (about.resourceId !== undefined) query = query.where('resource_id', '=', about.resourceId);
  const found = new Map<string, Before>();
  for (const row of await query.execute()) {
    const key = `${row.need_id} ${row.resource_id}`;
    if (row.state !== 'declined') found.set(key, 'proposed');
    else if (!found.has(key)) found.set(key, 'declined');
  }
  return found;
}

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

/** The resources for a need, ranked with reasons, and every other one with the reason it is left out (F015). */
export async function matchesForNeed(scope: Scope, one: Need): Promise<Answer<MatchedResource, Resource>> {
  const ground = await groundOf(scope);
  const found = await openResources(scope, { paused: true });
  return answerFor(scope, one, found, ground);
}

async function answerFor(
  scope: Scope,
  one: Need,
  found: readonly Resource[],
  ground: Ground,
): Promise<Answer<MatchedResource, Resource>> {
  const asked = (await wanted(scope, [one], ground)).get(one.id);
  if (asked === undefined) return { ranked: [], excluded: [] };
  const shelf = await shelfOf(scope, found, ground);
  const before = await befores(scope, { needId: one.id });
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
