import { inChargeOf } from '#modules/grids';
import { places } from '#modules/places';
import { holdersOf } from '#modules/tasks';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { ruleFor } from './rules.ts';
import type { DutyItem, HandedWork, Handover, Referral, RouteRule, Share } from './schema.ts';

/** The rules in force, the oldest first. */
export async function routeRules(scope: Scope): Promise<RouteRule[]> {
  const rows = await scope.db
    .selectFrom('route_rule')
    .select(['id', 'class_code', 'place_id', 'duty', 'note'])
    .where('space_id', '=', scope.spaceId)
    .where('ended_at', 'is', null)
    .orderBy('at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    classCode: row.class_code,
    placeId: row.place_id,
    duty: row.duty,
    note: row.note,
  }));
}

/** Whose duty a matter is by the rules: the rule, and the persons who fill that duty, the nearest first. */
export async function dutyOf(
  scope: Scope,
  matter: { readonly classCode: string | null; readonly placeId: string | null },
): Promise<{ readonly rule: RouteRule; readonly persons: readonly string[] } | null> {
  const byId = new Map((await places(scope)).map((place) => [place.id, place]));
  const path: string[] = [];
  for (let at = matter.placeId; at !== null && !path.includes(at); at = byId.get(at)?.parentId ?? null) path.push(at);
  const rule = ruleFor(await routeRules(scope), matter.classCode, path);
  if (rule === null) return null;
  const { duty } = rule;
  const persons =
    duty === 'cadre' || duty === 'head' || duty === 'member'
      ? await inChargeOf(scope, path, [duty])
      : await holdersOf(scope, duty, today(scope));
  return { rule, persons };
}

function handoverQuery(scope: Scope) {
  return scope.db.selectFrom('handover').selectAll().where('space_id', '=', scope.spaceId).orderBy('at', 'desc');
}

function toHandover(row: Awaited<ReturnType<ReturnType<typeof handoverQuery>['execute']>>[number]): Handover {
  return {
    id: row.id,
    matterId: row.matter_id,
    fromId: row.from_person_id,
    toId: row.to_person_id,
    reason: row.reason,
    state: row.state,
    answer: row.answer_text,
    at: row.at,
  };
}

/** How a matter went from hand to hand, the latest first. */
export async function handoversOf(scope: Scope, matterId: string): Promise<Handover[]> {
  return (await handoverQuery(scope).where('matter_id', '=', matterId).execute()).map(toHandover);
}

/** Offers that wait for an answer. */
export async function waitingOffers(scope: Scope): Promise<Handover[]> {
  return (await handoverQuery(scope).where('state', '=', 'offered').limit(200).execute()).map(toHandover);
}

/** Who works on a matter; or on which matters these organisations work. */
export async function shares(
  scope: Scope,
  of: { readonly matterId: string } | { readonly organisationIds: readonly string[] },
): Promise<Share[]> {
  if ('organisationIds' in of && of.organisationIds.length === 0) return [];
  let query = scope.db.selectFrom('matter_share').selectAll().where('space_id', '=', scope.spaceId).orderBy('at');
  query =
    'matterId' in of
      ? query.where('matter_id', '=', of.matterId)
      : query.where('organisation_id', 'in', [...of.organisationIds]);
  return (await query.execute()).map((row) => ({
    matterId: row.matter_id,
    organisationId: row.organisation_id,
    task: row.task_text,
    endedOn: row.ended_on,
    result: row.result_text,
    at: row.at,
  }));
}

/** Through which doors a matter went; of all matters those that are out. */
export async function referrals(scope: Scope, matterId?: string): Promise<Referral[]> {
  let query = scope.db.selectFrom('referral').selectAll().where('space_id', '=', scope.spaceId).orderBy('due_on');
  query = matterId === undefined ? query.where('state', '=', 'out') : query.where('matter_id', '=', matterId);
  return (await query.limit(200).execute()).map((row) => ({
    id: row.id,
    matterId: row.matter_id,
    door: row.door,
    office: row.office_text,
    reference: row.reference_text,
    reason: row.reason,
    sentOn: row.sent_on,
    dueOn: row.due_on,
    state: row.state,
    result: row.result_text,
    backOn: row.back_on,
  }));
}

/** The list of duties, by kind and title. */
export async function dutyItems(scope: Scope): Promise<DutyItem[]> {
  return scope.db
    .selectFrom('duty_item')
    .select(['id', 'kind', 'title', 'source'])
    .where('space_id', '=', scope.spaceId)
    .where('ended_at', 'is', null)
    .orderBy('kind')
    .orderBy('title')
    .execute();
}

/** Work that was to be handed to the community, the latest first. */
export async function handedWork(scope: Scope): Promise<HandedWork[]> {
  const rows = await scope.db
    .selectFrom('handed_work')
    .selectAll()
    .where('space_id', '=', scope.spaceId)
    .orderBy('at', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    department: row.department_text,
    title: row.title,
    text: row.text,
    funds: row.funds_text,
    state: row.state,
    itemId: row.duty_item_id,
    answer: row.answer_text,
    askedOn: row.asked_on,
    answeredOn: row.answered_on,
  }));
}
