import type { Before, Eligible, Offered, Wanted, Weights } from '#algorithms/match-score';
import { addDays, type LocalDate, localDate, startOfLocalDay, weekday } from '#kernel/dates';
import { classWords, inClass, type Need, sealedGroups } from '#modules/needs';
import { parameters } from '#modules/parameters';
import { persons, withdrawnConsents } from '#modules/people';
import { type Place, places } from '#modules/places';
import { bookedKinds, freePiece, keptPieces, type Resource, takenTimes } from '#modules/resources';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { periodStart } from './rules.ts';
import { liveStates } from './schema.ts';

/** Everything about the space that the pairing of needs and resources looks at, read once. */
export interface Ground {
  readonly today: LocalDate;
  readonly weights: Weights;
  /** Points every unit counts in a plan, beside those of its pair. */
  readonly served: number;
  readonly ages: { readonly elder: number; readonly adult: number };
  readonly loanDays: number;
  readonly timeZone: string;
  readonly classPath: (code: string) => string[];
  /** Whether a class is fine enough to be matched by. */
  readonly sorted: (code: string) => boolean;
  /** Classes that lie within this one or around it, itself too. */
  readonly related: (code: string) => string[];
  /** Every place of the estate this one lies in. */
  readonly estatePlaces: (placeId: string | null) => string[];
  readonly placePath: (placeId: string | null) => string[];
  readonly estate: (placeId: string | null) => string | null;
}

const weighed = [
  'match.fit',
  'match.urgency',
  'match.distance',
  'match.waiting',
  'match.fresh',
  'match.fair',
  'match.waitingDays',
  'match.served',
  'resource.staleDays',
  'age.elder',
  'age.adult',
  'loan.days',
] as const;

/** Reads the ground of a space. */
export async function groundOf(scope: Scope): Promise<Ground> {
  const [words, known, set] = await Promise.all([
    classWords(scope, 'zh'),
    places(scope),
    parameters(scope, [...weighed]),
  ]);
  const parents = new Map(words.map((word) => [word.code, word.parent]));
  const coarse = new Set(words.filter((word) => !word.whole).map((word) => word.code));
  const all = new Map<string, Place>(known.map((place) => [place.id, place]));
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
  const estate = (placeId: string | null) => placePath(placeId).find((id) => all.get(id)?.kind === 'estate') ?? null;
  return {
    today: today(scope),
    weights: {
      most: {
        ...{ fit: set['match.fit'], urgency: set['match.urgency'], distance: set['match.distance'] },
        ...{ waiting: set['match.waiting'], fresh: set['match.fresh'], fair: set['match.fair'] },
      },
      waitingDays: set['match.waitingDays'],
      staleDays: set['resource.staleDays'],
    },
    served: set['match.served'],
    ages: { elder: set['age.elder'], adult: set['age.adult'] },
    loanDays: set['loan.days'],
    timeZone: scope.timeZone,
    classPath,
    sorted: (code) => !coarse.has(code),
    related: (code) => {
      const above = classPath(code);
      return [
        ...above,
        ...words.map((word) => word.code).filter((one) => one !== code && classPath(one).includes(code)),
      ];
    },
    estatePlaces: (placeId) => {
      const own = estate(placeId);
      return own === null ? [] : [...all.keys()].filter((id) => placePath(id).includes(own));
    },
    placePath,
    estate,
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
export function groupsOf(
  need: Need,
  person: { readonly resident: boolean; readonly birthYear: number | null } | undefined,
  ground: Ground,
  sealed: readonly Eligible[] = [],
): Eligible[] {
  const groups: Eligible[] = ['anyone'];
  if (person === undefined || person.resident) groups.push('residents');
  if (need.lowIncome) groups.push('low_income');
  const age = person?.birthYear == null ? null : Number(ground.today.slice(0, 4)) - person.birthYear;
  const isElder = inClass(need.classCode, 'elder_comfort') || (age !== null && age >= ground.ages.elder);
  const isChild = inClass(need.classCode, 'migrant_children') || (age !== null && age < ground.ages.adult);
  if (isElder || need.ageGroup === 'elders') groups.push('elders');
  if (isChild || need.ageGroup === 'children') groups.push('children');
  if (inClass(need.classCode, 'talent')) groups.push('job_seekers');
  return [...new Set([...groups, ...sealed])];
}

/** The days a need asks for: from now or its first day on, to its last or for the usual days of a loan. */
export function spanOf(need: Pick<Need, 'startsOn' | 'wantedUntil'>, day: LocalDate, loanDays: number) {
  const from = need.startsOn === null || need.startsOn < day ? day : need.startsOn;
  const until = need.wantedUntil === null || need.wantedUntil < from ? addDays(from, loanDays) : need.wantedUntil;
  return { from, until };
}

/** Needs as matching looks at them, by their ids. */
export async function wanted(scope: Scope, needs: readonly Need[], ground: Ground): Promise<Map<string, Wanted>> {
  const ids = needs.flatMap((one) => one.personId ?? []);
  const known = new Map((await persons(scope, ids)).map((one) => [one.id, one]));
  const shy = await withdrawnConsents(scope, ids, 'contact_share');
  const groups = await sealedGroups(scope, needs);
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
        groups: groupsOf(one, known.get(one.personId ?? ''), ground, groups.get(one.id)),
        places: ground.placePath(one.placeId),
        estate: ground.estate(one.placeId),
        from: one.startsOn,
        until: one.wantedUntil,
        homeVisit: one.homeVisit,
        urgency: one.urgency,
        waitingSince: localDate(one.createdAt, scope.timeZone),
        served: served.get(one.personId ?? '') ?? 0,
        personId: one.personId,
        reachable: !shy.has(one.personId ?? ''),
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
  const goods = found.filter((one) => one.kind === 'goods').map((one) => one.id);
  const kept = await keptPieces(scope, goods);
  return new Map(
    found.map((one) => {
      const whole = one.kind === 'goods' ? one.left - (kept.get(one.id) ?? 0n) : one.quantity;
      return [one.id, whole - (taken.get(one.id) ?? 0n)];
    }),
  );
}

function earlier(a: LocalDate | null, b: LocalDate | null): LocalDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** What of some resources is left, and when things are taken. */
export interface Shelf {
  readonly left: ReadonlyMap<string, bigint>;
  readonly taken: ReadonlyMap<string, { piece: number; from: Date; until: Date; out: boolean }[]>;
  /** Owners who took back their consent to be reached. */
  readonly shy: ReadonlySet<string>;
}

/** Reads what of these resources is left. */
export async function shelfOf(scope: Scope, found: readonly Resource[], ground: Ground): Promise<Shelf> {
  const things = found.filter((one) => one.kind === 'loan').map((one) => one.id);
  const taken = new Map<string, { piece: number; from: Date; until: Date; out: boolean }[]>();
  for (const time of await takenTimes(scope, things))
    taken.set(time.resourceId, [...(taken.get(time.resourceId) ?? []), time]);
  const visiting = found.flatMap((one) => (one.homeVisits ? (one.ownerPersonId ?? []) : []));
  const shy = await withdrawnConsents(scope, visiting, 'contact_share');
  return { left: await leftOf(scope, found, ground), taken, shy };
}

/** A resource as one need sees it: whether it is free depends on the days asked for. Rooms are free by the hour. */
export function offered(scope: Scope, one: Resource, need: Need, ground: Ground, shelf: Shelf): Offered {
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
    ...(one.visible === 'residents' ? { circle: 'residents' as const } : {}),
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
    reachable: !shelf.shy.has(one.ownerPersonId ?? ''),
  };
}

/** What happened before between pairs: a live proposal, or one that was declined. */
export async function befores(scope: Scope, about: { readonly needId?: string; readonly resourceId?: string }) {
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
