import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Part } from '#algorithms/match-score';
import { isId } from '#kernel/ids';
import { organisationNames } from '#modules/organisations';
import { contactOf, hasConsent, personNames } from '#modules/people';
import { isOwner, mySpeaking, type ResourceKind } from '#modules/resources';
import { escapeLike } from '#platform/asked';
import type { DB } from '#platform/schema.generated';
import { holds, type Scope, subjectPerson } from '#platform/scope';
import type { ListQuery } from '#ui/list';
import type { Standing } from './rules.ts';
import { liveStates, type ProposalState, type Side } from './schema.ts';

/** A proposal as other rooms read it. Who gives and who takes is the office's and the two's own. */
export interface Proposal {
  readonly id: string;
  readonly needId: string;
  readonly needNumber: string | null;
  readonly needTitle: string;
  readonly needUnit: string;
  readonly needPersonId: string | null;
  readonly resourceId: string;
  readonly resourceNumber: string | null;
  readonly resourceTitle: string;
  readonly resourceKind: ResourceKind;
  readonly ownerPersonId: string | null;
  readonly ownerOrganisationId: string | null;
  readonly quantity: bigint;
  /** Less than the quantity where only a part was handed over; null where all was, or nothing yet. */
  readonly received: bigint | null;
  readonly noShow: Side | null;
  readonly parts: readonly Part[];
  readonly score: number;
  readonly state: ProposalState;
  readonly giverAcceptedAt: Date | null;
  readonly giverAcceptedBy: string | null;
  readonly takerAcceptedAt: Date | null;
  readonly takerAcceptedBy: string | null;
  readonly meetsAt: Date | null;
  readonly meetsUntil: Date | null;
  readonly handedOverAt: Date | null;
  readonly handedOverBy: string | null;
  readonly confirmedAt: Date | null;
  readonly confirmedBy: string | null;
  readonly evidence: string;
  readonly acrossDesk: boolean;
  readonly bookingId: string | null;
  readonly entryId: string | null;
  readonly proposedBy: string | null;
  readonly reason: string | null;
  readonly endedBy: string | null;
  readonly at: Date;
  readonly updatedAt: Date;
}

function proposals(scope: Scope) {
  return scope.db
    .selectFrom('proposal')
    .innerJoin('need', (join) =>
      join.onRef('need.space_id', '=', 'proposal.space_id').onRef('need.id', '=', 'proposal.need_id'),
    )
    .innerJoin('resource', (join) =>
      join.onRef('resource.space_id', '=', 'proposal.space_id').onRef('resource.id', '=', 'proposal.resource_id'),
    )
    .where('proposal.space_id', '=', scope.spaceId);
}

function shown(scope: Scope) {
  return proposals(scope)
    .selectAll('proposal')
    .select(['need.number as need_number', 'need.title as need_title', 'need.unit as need_unit'])
    .select(['need.person_id as need_person_id', 'resource.number as resource_number'])
    .select(['resource.title as resource_title', 'resource.kind as resource_kind'])
    .select(['resource.owner_person_id', 'resource.owner_organisation_id']);
}

type Row = Awaited<ReturnType<ReturnType<typeof shown>['executeTakeFirstOrThrow']>>;

function toProposal(row: Row): Proposal {
  return {
    id: row.id,
    needId: row.need_id,
    needNumber: row.need_number,
    needTitle: row.need_title,
    needUnit: row.need_unit,
    needPersonId: row.need_person_id,
    resourceId: row.resource_id,
    resourceNumber: row.resource_number,
    resourceTitle: row.resource_title,
    resourceKind: row.resource_kind,
    ownerPersonId: row.owner_person_id,
    ownerOrganisationId: row.owner_organisation_id,
    quantity: row.quantity,
    received: row.received,
    noShow: row.no_show,
    // Written only by the command that proposes, from the parts of the score.
    parts: row.reasons as unknown as readonly Part[],
    score: row.score,
    state: row.state,
    giverAcceptedAt: row.giver_accepted_at,
    giverAcceptedBy: row.giver_accepted_by,
    takerAcceptedAt: row.taker_accepted_at,
    takerAcceptedBy: row.taker_accepted_by,
    meetsAt: row.meets_at,
    meetsUntil: row.meets_until,
    handedOverAt: row.handed_over_at,
    handedOverBy: row.handed_over_by,
    confirmedAt: row.confirmed_at,
    confirmedBy: row.confirmed_by,
    evidence: row.evidence,
    acrossDesk: row.across_desk,
    bookingId: row.booking_id,
    entryId: row.entry_id,
    proposedBy: row.proposed_by,
    reason: row.reason,
    endedBy: row.ended_by,
    at: row.at,
    updatedAt: row.updated_at,
  };
}

/** A proposal by its id; null when there is none in this space. */
export async function proposal(scope: Scope, id: string): Promise<Proposal | null> {
  if (!isId(id)) return null;
  const row = await shown(scope).where('proposal.id', '=', id).executeTakeFirst();
  return row === undefined ? null : toProposal(row);
}

/** The proposals of a need or of a resource, newest first; the trace and the pages of both follow them. */
export async function proposalsOf(
  scope: Scope,
  about: { readonly needId?: string; readonly resourceId?: string },
): Promise<Proposal[]> {
  let query = shown(scope);
  if (about.needId !== undefined) query = query.where('proposal.need_id', '=', about.needId);
  if (about.resourceId !== undefined) query = query.where('proposal.resource_id', '=', about.resourceId);
  const rows = await query.orderBy('proposal.at', 'desc').orderBy('proposal.id', 'desc').limit(500).execute();
  return rows.map(toProposal);
}

/** What waits for a person, or did: as giver (or for an organisation they speak for) and as taker; live ones first. */
export async function proposalsOfPerson(scope: Scope, personId: string): Promise<Proposal[]> {
  const firms = await mySpeaking(scope, personId);
  const rows = await shown(scope)
    .where((where) =>
      where.or([
        where('need.person_id', '=', personId),
        where('resource.owner_person_id', '=', personId),
        ...(firms.length === 0 ? [] : [where('resource.owner_organisation_id', 'in', firms)]),
      ]),
    )
    .orderBy(sql`proposal.state not in ('proposed', 'accepted', 'handed_over')`)
    .orderBy('proposal.at', 'desc')
    .limit(200)
    .execute();
  return rows.map(toProposal);
}

type Where = ExpressionBuilder<DB, 'proposal' | 'need' | 'resource'>;

function filtered(scope: Scope, where: Where, query: ListQuery) {
  const { filters, q } = query;
  const conditions: Expression<SqlBool>[] = [where('proposal.space_id', '=', scope.spaceId)];
  const state = filters['state'] ?? '';
  if (state === 'live') conditions.push(where('proposal.state', 'in', liveStates));
  else if (state !== '') conditions.push(where(sql`proposal.state`, '=', state));
  if (filters['wait'] === 'giver')
    conditions.push(where('proposal.state', '=', 'proposed'), where('proposal.giver_accepted_at', 'is', null));
  if (filters['wait'] === 'taker')
    conditions.push(where('proposal.state', '=', 'proposed'), where('proposal.taker_accepted_at', 'is', null));
  if (q !== '') {
    const like = `%${escapeLike(q)}%`;
    conditions.push(
      where.or([
        where('need.number', '=', q),
        where('resource.number', '=', q),
        where('need.title', 'like', like),
        where('resource.title', 'like', like),
      ]),
    );
  }
  return where.and(conditions);
}

/** The desk's list of proposals. Filters: state (`live` or one), wait (`giver`, `taker`). */
export async function proposalList(
  scope: Scope,
  query: ListQuery,
): Promise<{ readonly rows: readonly Proposal[]; readonly total: number }> {
  const counted = await proposals(scope)
    .where((where) => filtered(scope, where, query))
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const sort = query.sort?.key === 'state' ? sql`proposal.state` : sql`proposal.at`;
  const rows = await shown(scope)
    .where((where) => filtered(scope, where, query))
    .orderBy(sort, (query.sort?.desc ?? true) ? 'desc' : 'asc')
    .orderBy('proposal.id')
    .limit(query.size)
    .offset((query.page - 1) * query.size)
    .execute();
  return { rows: rows.map(toProposal), total: Number(counted.total) };
}

/** How the one who acts stands to a proposal. */
export async function standing(
  scope: Scope,
  one: Pick<Proposal, 'needPersonId' | 'ownerPersonId' | 'ownerOrganisationId'>,
): Promise<Standing> {
  const self = scope.actor?.way === 'system' ? null : subjectPerson(scope);
  return {
    giver: await isOwner(scope, {
      owner_person_id: one.ownerPersonId,
      owner_organisation_id: one.ownerOrganisationId,
    }),
    taker: self !== null && one.needPersonId === self,
    desk: scope.actor?.way === 'system' || holds(scope, 'worker', 'grid_worker', 'hub', 'admin'),
  };
}

/** Names of the two sides: in full, for the desk and for each other once both agreed. */
export interface SideNames {
  readonly giver: string;
  readonly taker: string;
}

/** The names of both sides of proposals, by proposal; empty where it is the community itself. */
export async function sideNames(
  scope: Scope,
  list: readonly Proposal[],
  audience: 'inside' | 'public',
): Promise<Map<string, SideNames>> {
  const names = await personNames(
    scope,
    list.flatMap((one) => [one.needPersonId ?? [], one.ownerPersonId ?? []].flat()),
  );
  const firms = await organisationNames(
    scope,
    list.map((one) => one.ownerOrganisationId),
  );
  return new Map(
    list.map((one) => [
      one.id,
      {
        giver: firms.get(one.ownerOrganisationId ?? '') ?? names.get(one.ownerPersonId ?? '')?.[audience] ?? '',
        taker: names.get(one.needPersonId ?? '')?.[audience] ?? '',
      },
    ]),
  );
}

/** How the other side is reached. */
export interface OtherSide {
  readonly name: string;
  readonly phone: string | null;
}

/**
 * Name and number of the other side, for the two alone, once both have agreed and until it is over, and only where the
 * other consented (`contact_share`, for this proposal or in general). Null otherwise. Each opening is recorded.
 */
export async function contactFor(scope: Scope, one: Proposal): Promise<OtherSide | null> {
  if (one.state !== 'accepted' && one.state !== 'handed_over') return null;
  if (one.giverAcceptedAt === null || one.takerAcceptedAt === null) return null;
  const who = await standing(scope, one);
  const side: Side | null = who.taker ? 'giver' : who.giver ? 'taker' : null;
  if (side === null) return null;
  const person = side === 'giver' ? (one.ownerPersonId ?? one.giverAcceptedBy) : one.needPersonId;
  if (person === null || !(await hasConsent(scope, person, 'contact_share', { kind: 'proposal', id: one.id })))
    return null;
  const name = (await personNames(scope, [person])).get(person)?.inside;
  const contact = await contactOf(scope, person);
  return name === undefined ? null : { name, phone: contact?.phone ?? null };
}
