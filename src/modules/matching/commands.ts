import { addDays, type LocalDate, localDate, startOfLocalDay } from '#kernel/dates';
import { newId } from '#kernel/ids';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { markNeed, type Need } from '#modules/needs';
import { parameter } from '#modules/parameters';
import { recordConsent } from '#modules/people';
import { audit, because } from '#modules/record';
import { bookingConflicts, type Resource, reserveFor } from '#modules/resources';
import { command } from '#platform/command';
import type { Inside } from '#platform/scope';
import { subjectPerson, today } from '#platform/scope';
import { actor, change, closeDues, due, dueKinds, proposalFor, tellPerson } from './commands-loading.ts';
import { permissions } from './permissions.ts';
import { judgePair, type MatchedResource } from './queries.ts';
import { spanOf } from './queries-ground.ts';
import { type Proposal, proposal } from './queries-proposals.ts';
import { quantityFor, quantityRefusal, sideOf } from './rules.ts';
import { Accept, Propose, type Side } from './schema.ts';

/** Constraints a proposal can meet, by what they mean. */
export const matchingConflicts = { ...bookingConflicts, proposal_live: 'matching.excluded' } as const;

/** A pair that passed every filter, with the quantity that is to go. */
export interface Pair {
  readonly need: Need;
  readonly resource: Resource;
  readonly fit: MatchedResource;
  readonly quantity: bigint;
}

const waiting: readonly Need['state'][] = ['open', 'matched', 'project', 'part_met'];

/** What other agreed proposals will already bring to a need. */
async function agreedQuantity(scope: Inside, needId: string): Promise<bigint> {
  const rows = await scope.db
    .selectFrom('proposal')
    .select('quantity')
    .where('space_id', '=', scope.spaceId)
    .where('need_id', '=', needId)
    .where('state', 'in', ['accepted', 'handed_over'])
    .execute();
  return rows.reduce((sum, row) => sum + row.quantity, 0n);
}

/**
 * Judges a pair about to be proposed. The need's and the resource's rows are locked, so two desks promise nothing
 * twice. Refusals: `matching.need_unknown`, `resource_unknown`, `need_closed`, `excluded` (with the filter's reason),
 * `too_much`, `whole`.
 */
export async function pairFor(
  scope: Inside,
  asked: { readonly need: string; readonly resource: string; readonly quantity?: bigint | undefined },
): Promise<Result<Pair>> {
  for (const [table, id] of [['need', asked.need] as const, ['resource', asked.resource] as const])
    await scope.db
      .selectFrom(table)
      .select('id')
      .where('space_id', '=', scope.spaceId)
      .where('id', '=', id)
      .forUpdate()
      .execute();
  const { need, resource, fit, out } = await judgePair(scope, asked.need, asked.resource);
  if (need === null) return fail('matching.need_unknown');
  if (resource === null || resource.number === null) return fail('matching.resource_unknown');
  if (!waiting.includes(need.state)) return fail('matching.need_closed', { params: { state: need.state } });
  if (fit === null) return fail('matching.excluded', { params: { reason: out ?? 'class' } });
  const missing = need.quantity - need.metQuantity - (await agreedQuantity(scope, need.id));
  if (missing <= 0n) return fail('matching.need_closed', { params: { state: 'matched' } });
  const left = fit.most < missing ? fit.most : missing;
  const quantity = quantityFor(asked.quantity, left, missing);
  const wrong = quantityRefusal(quantity, {
    left: fit.most,
    missing,
    divisible: need.divisible || need.unit !== resource.unit,
  });
  if (wrong !== null) return fail(wrong, { field: 'quantity', params: { left: left.toString(), unit: need.unit } });
  return ok({ need, resource, fit, quantity });
}

/** Writes a proposal with its reasons and causes. */
export async function writeProposal(
  scope: Inside,
  pair: Pair,
  more: { readonly meetsAt?: Date | null; readonly meetsUntil?: Date | null; readonly acrossDesk?: boolean } = {},
): Promise<Proposal> {
  const id = newId(scope.now());
  await scope.db
    .insertInto('proposal')
    .values({
      space_id: scope.spaceId,
      id,
      need_id: pair.need.id,
      resource_id: pair.resource.id,
      quantity: pair.quantity,
      reasons: JSON.stringify(pair.fit.parts),
      score: pair.fit.score,
      proposed_by: actor(scope),
      meets_at: more.meetsAt ?? null,
      meets_until: more.meetsUntil ?? null,
      across_desk: more.acrossDesk ?? false,
      at: scope.now(),
      updated_at: scope.now(),
    })
    .execute();
  await because(scope, { kind: 'need', id: pair.need.id }, { kind: 'proposal', id });
  await because(scope, { kind: 'resource', id: pair.resource.id }, { kind: 'proposal', id });
  await audit(scope, { kind: 'proposal', id, detail: { step: 'proposed', score: pair.fit.score } });
  const made = await proposal(scope, id);
  if (made === null) throw new Error('a proposal just written can not be read');
  return made;
}

/** When two meet, as typed: a day, perhaps hours. Refusal: `matching.times`. */
export function meeting(
  scope: Inside,
  input: {
    readonly meets_on?: LocalDate | undefined;
    readonly meets_from?: string | undefined;
    readonly meets_until?: string | undefined;
  },
): Result<{ meetsAt: Date | null; meetsUntil: Date | null }> {
  const { meets_on: day, meets_from: from, meets_until: until } = input;
  if (day === undefined) return ok({ meetsAt: null, meetsUntil: null });
  const at = (time: string) => {
    const [hours = '0', minutes = '0'] = time.split(':');
    return new Date(startOfLocalDay(day, scope.timeZone).getTime() + (Number(hours) * 60 + Number(minutes)) * 60_000);
  };
  if (day < today(scope) || (from !== undefined && until !== undefined && until <= from))
    return fail('matching.times', { field: 'meets_on' });
  return ok({
    meetsAt: from === undefined ? startOfLocalDay(day, scope.timeZone) : at(from),
    meetsUntil: from === undefined || until === undefined ? null : at(until),
  });
}

/**
 * Proposes a resource for a need. What the community itself gives or needs counts as agreed by the desk; everybody
 * else is asked. Refusals: those of `pairFor`, and `matching.times`.
 */
export const propose = command({
  name: 'matching.propose',
  permission: permissions.propose,
  input: Propose,
  conflicts: matchingConflicts,
  run: async (scope, input): Promise<Result<{ id: string; needId: string }>> => {
    const when = meeting(scope, input);
    if (!when.ok) return when;
    const pair = await pairFor(scope, input);
    if (!pair.ok) return pair;
    const made = await askBoth(scope, pair.value, when.value);
    return made.ok ? ok({ id: made.value.id, needId: pair.value.need.id }) : made;
  },
});

/** Writes a proposal and asks who has to be asked; what the community itself gives or needs is agreed at once. */
export async function askBoth(
  scope: Inside,
  pair: Pair,
  when: { readonly meetsAt?: Date | null; readonly meetsUntil?: Date | null },
): Promise<Result<{ id: string }>> {
  const { need, resource } = pair;
  const made = await writeProposal(scope, pair, when);
  const dueOn = addDays(today(scope), await parameter(scope, 'proposal.answerDays'));
  const shared = resource.ownerPersonId === null && resource.ownerOrganisationId === null;
  const about = { kind: 'proposal', id: made.id } as const;
  for (const side of ['giver', 'taker'] as const) {
    const own = side === 'giver' ? shared : need.personId === null;
    const personId = side === 'giver' ? (resource.ownerPersonId ?? resource.createdBy) : need.personId;
    if (own) {
      await agree(scope, made.id, side);
      continue;
    }
    await due(scope, made, dueKinds[side], { personId, dueOn, rule: 'proposal.answerDays' });
    await tellPerson(scope, personId, about, (w) =>
      side === 'giver' ? w.told.askGiver(resource.title, need.title) : w.told.askTaker(resource.title),
    );
  }
  const settled = await settleAgreement(scope, made.id);
  return settled.ok ? ok({ id: made.id }) : settled;
}

/** Notes that one side agreed. */
export async function agree(scope: Inside, id: string, side: Side): Promise<void> {
  const by = actor(scope);
  await change(
    scope,
    id,
    `accepted_${side}`,
    side === 'giver'
      ? { giver_accepted_at: scope.now(), giver_accepted_by: by }
      : { taker_accepted_at: scope.now(), taker_accepted_by: by },
  );
  await closeDues(scope, id, 'done', [dueKinds[side]]);
}

/** Once both agreed: a thing is kept for the days, a room for its hours, the need is matched, both are told. */
async function settleAgreement(scope: Inside, id: string): Promise<Result<null>> {
  const one = await proposal(scope, id);
  if (one === null || one.giverAcceptedAt === null || one.takerAcceptedAt === null) return ok(null);
  const booked = await bookFor(scope, one);
  if (!booked.ok) return booked;
  await change(scope, id, 'accepted', {
    state: 'accepted',
    ...(booked.value === null ? {} : { booking_id: booked.value }),
  });
  const { need } = await judgePair(scope, one.needId, one.resourceId);
  if (need?.state === 'open' || need?.state === 'part_met') await markNeed(scope, one.needId, 'matched');
  const dueOn =
    one.meetsAt === null
      ? addDays(today(scope), await parameter(scope, 'proposal.handOverDays'))
      : localDate(one.meetsAt, scope.timeZone);
  await due(scope, one, dueKinds.handOver, { personId: one.ownerPersonId, dueOn, rule: 'proposal.handOverDays' });
  for (const personId of [one.ownerPersonId ?? one.giverAcceptedBy, one.needPersonId])
    await tellPerson(scope, personId, { kind: 'proposal', id }, (w) => w.told.agreed(one.resourceTitle));
  return ok(null);
}

/** Keeps the thing or room that was agreed on; null where nothing needs keeping. */
export async function bookFor(scope: Inside, one: Proposal): Promise<Result<string | null>> {
  const room = one.resourceKind === 'room';
  if (one.resourceKind !== 'loan' && !(room && one.meetsAt !== null && one.meetsUntil !== null)) return ok(null);
  const personId = one.needPersonId ?? one.takerAcceptedBy ?? actor(scope);
  if (personId === null) return ok(null);
  const during =
    room && one.meetsAt !== null && one.meetsUntil !== null
      ? { from: one.meetsAt, until: one.meetsUntil }
      : await wholeSpan(scope, one.needId, one.resourceId);
  const booked = await reserveFor(scope, { resourceId: one.resourceId, personId, needId: one.needId, during });
  return booked.ok ? ok(booked.value.bookingId) : booked;
}

async function wholeSpan(scope: Inside, needId: string, resourceId: string) {
  const { need } = await judgePair(scope, needId, resourceId);
  const day = today(scope);
  const span = spanOf(need ?? { startsOn: null, wantedUntil: null }, day, await parameter(scope, 'loan.days'));
  return {
    from: span.from === day ? scope.now() : startOfLocalDay(span.from, scope.timeZone),
    until: startOfLocalDay(addDays(span.until, 1), scope.timeZone),
  };
}

/**
 * One side agrees: the giver (or who speaks for the organisation), the taker, a helper acting for them, or the desk
 * for a side, saying how it knows. With `share_contact` the other side sees one's number once both agreed. Refusals:
 * `matching.not_found`, `not_yours`, `state`, `side_missing`, `evidence_missing`, `already_accepted`,
 * `resources.taken` (somebody was faster).
 */
export const accept = command({
  name: 'matching.accept',
  permission: permissions.own,
  input: Accept,
  conflicts: matchingConflicts,
  run: async (scope, input): Promise<Result<{ id: string }>> => {
    const loaded = await proposalFor(scope, input.id, 'accept');
    if (!loaded.ok) return loaded;
    const { one, who } = loaded.value;
    const side = sideOf(who, input.side, input.said);
    if ('code' in side) return fail(side.code, { field: side.code === 'matching.evidence_missing' ? 'said' : 'side' });
    const before = side.side === 'giver' ? one.giverAcceptedAt : one.takerAcceptedAt;
    if (before !== null) return fail('matching.already_accepted');
    await agree(scope, one.id, side.side);
    if (input.said !== '') await change(scope, one.id, 'said', { evidence: input.said });
    const self = subjectPerson(scope);
    const own = side.side === 'giver' ? who.giver : who.taker;
    if (input.share_contact && own && self !== null) {
      const consented = await recordConsent(scope, {
        personId: self,
        purpose: 'contact_share',
        given: true,
        aboutKind: 'proposal',
        aboutId: one.id,
      });
      if (!consented.ok) return consented;
    }
    const settled = await settleAgreement(scope, one.id);
    return settled.ok ? ok({ id: one.id }) : settled;
  },
});
