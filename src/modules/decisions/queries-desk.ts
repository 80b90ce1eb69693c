import { actingSeats, type Seat, seatsNamedFor } from '#modules/bodies';
import { organisationNames } from '#modules/organisations';
import { personNames } from '#modules/people';
import type { Scope } from '#platform/scope';
import { actorId, holds, today } from '#platform/scope';
import { isAsked, maySecond } from './commands-course.ts';
import { type CastVoteRow, running, votesOf } from './queries.ts';
import { openStep, tally } from './rules.ts';
import type { Choice, Procedure, Step, Tally } from './schema.ts';

/** Who may look at the desk pages of decisions: holders of these roles, and whoever holds a seat today. */
export async function mayEnterDesk(scope: Scope): Promise<boolean> {
  if (
    holds(scope, 'admin', 'worker', 'grid_worker', 'hub', 'secretary', 'supervisor', 'treasurer', 'finance', 'overseer')
  )
    return true;
  return (await seatsNamedFor(scope, actorId(scope))).length > 0;
}

/** One seat on the sheet of an open vote. */
export interface SeatLine {
  readonly seat: Seat;
  readonly name: string;
  readonly organisation: string | null;
  readonly choice: Choice | null;
  /** Cast by the member's own hand: the secretary does not touch it. */
  readonly own: boolean;
  readonly remark: string;
  readonly recused: boolean;
}

/** What a desk page knows about the open vote and the reader's place in it. */
export interface VoteSheet {
  readonly step: Step;
  readonly lines: readonly SeatLine[];
  readonly counted: Tally;
  /** The reader's own line, when they hold a seat on this body. */
  readonly mine: SeatLine | null;
}

function lastOf(votes: readonly CastVoteRow[], seatId: string): CastVoteRow | undefined {
  return votes.filter((one) => one.seatId === seatId).sort((a, b) => b.turn - a.turn)[0];
}

/** The sheet of an open vote, names inside; null where no vote is open. */
export async function voteSheet(scope: Scope, item: Procedure): Promise<VoteSheet | null> {
  const step = openStep(item);
  if (step?.kind !== 'vote') return null;
  const recused = new Set(item.recusals.map((one) => one.personId));
  const [seats, all] = await Promise.all([actingSeats(scope, step.bodyId, recused), votesOf(scope, step.id)]);
  const votes = all.filter((one) => !recused.has(one.personId));
  const [names, organisations] = await Promise.all([
    personNames(
      scope,
      seats.map((seat) => seat.personId),
    ),
    organisationNames(
      scope,
      seats.map((seat) => seat.organisationId),
    ),
  ]);
  const lines = seats.map((seat) => {
    const last = lastOf(votes, seat.id);
    return {
      seat,
      name: names.get(seat.personId)?.inside ?? '',
      organisation: organisations.get(seat.organisationId ?? '') ?? null,
      choice: last?.choice ?? null,
      own: last !== undefined && last.recordedBy === null,
      remark: last?.remark ?? '',
      recused: recused.has(seat.personId),
    };
  });
  const mine = lines.find((line) => line.seat.personId === actorId(scope)) ?? null;
  return { step, lines, counted: tally(step.rule.voting, seats, votes, recused), mine };
}

/** A deed that waits for the reader. */
export interface Awaited {
  readonly item: Procedure;
  readonly deed: 'vote' | 'answer' | 'hold' | 'close' | 'host' | 'asked' | 'second' | 'residents';
  /** Until when, where there is a day. */
  readonly until: string | null;
}

async function awaitedIn(scope: Scope, item: Procedure): Promise<Awaited | null> {
  const step = openStep(item);
  if (step === null) return null;
  const until = step.closesOn;
  const proposed = step.events.find((one) => one.kind === 'skip_asked');
  if (proposed !== undefined && proposed.personId !== actorId(scope) && (await maySecond(scope, step)))
    return { item, deed: 'second', until };
  if (step.kind === 'check' || step.kind === 'opinion')
    return (await isAsked(scope, step)) ? { item, deed: 'asked', until } : null;
  if (step.kind === 'residents')
    return step.pollId === null && holds(scope, 'secretary') ? { item, deed: 'residents', until } : null;
  if (step.kind === 'vote') {
    const mine = (await voteSheet(scope, item))?.mine ?? null;
    if (mine?.seat.votes === true && !mine.recused && mine.choice === null) return { item, deed: 'vote', until };
    return holds(scope, 'secretary') ? { item, deed: 'hold', until } : null;
  }
  if (step.kind === 'host') return holds(scope, 'finance') ? { item, deed: 'host', until } : null;
  if (!holds(scope, 'secretary', 'worker')) return null;
  const open = item.objections.find((one) => one.answer === null);
  if (open !== undefined) return { item, deed: 'answer', until: open.dueOn };
  return until !== null && today(scope) > until ? { item, deed: 'close', until: null } : null;
}

/** Everything in running procedures that waits for the reader, oldest first. */
export async function awaited(scope: Scope): Promise<Awaited[]> {
  const found: Awaited[] = [];
  for (const item of await running(scope)) {
    const deed = await awaitedIn(scope, item);
    if (deed !== null) found.push(deed);
  }
  return found;
}
