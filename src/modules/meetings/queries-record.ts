import { type Body, bodies, type Seat } from '#modules/bodies';
import { parameter } from '#modules/parameters';
import { personNames } from '#modules/people';
import type { Scope } from '#platform/scope';
import { today } from '#platform/scope';
import { circle, followups, itemsOf, meeting, monthly, motionsOf, openBefore, presenceOf, turnsOf } from './queries.ts';
import { answersAt } from './queries-circulation.ts';
import { type ItemRecusal, recusalsAt } from './queries-recusals.ts';
import { type FormalGround, formalGrounds, isMissed } from './rules.ts';
import type { Answer } from './rules-circulation.ts';
import { sitting } from './rules-seats.ts';
import type { Followup, Item, Meeting, Motion, Presence, Turn } from './schema.ts';

/** Everything a meeting's page shows; names are for the audience it was asked for. */
export interface Record {
  readonly meeting: Meeting;
  readonly body: Body | null;
  /** Seats as they are sat on: a substitute in the place of who is away. */
  readonly seats: readonly Seat[];
  /** The same seats under their holders' names. */
  readonly allSeats: readonly Seat[];
  readonly recusals: readonly ItemRecusal[];
  /** Answers in writing, earlier ones too. */
  readonly answers: readonly Answer[];
  readonly items: readonly Item[];
  readonly presence: readonly Presence[];
  readonly turns: readonly Turn[];
  readonly motions: readonly Motion[];
  readonly followups: readonly Followup[];
  readonly before: readonly Followup[];
  readonly names: ReadonlyMap<string, string>;
  readonly formal: readonly FormalGround[];
  /** Minutes for each item below which it was a formality. */
  readonly formalMinutes: number;
  readonly today: string;
}

/** One meeting whole, or null. In public nobody's name stands but as they allow it. */
export async function record(scope: Scope, id: string, audience: 'public' | 'inside'): Promise<Record | null> {
  const of = await meeting(scope, id);
  if (of === null) return null;
  const [around, items, presence, turns, motions, promised, before, formalMinutes, recusals, answers] =
    await Promise.all([
      circle(scope, of),
      itemsOf(scope, id),
      presenceOf(scope, id),
      turnsOf(scope, id),
      motionsOf(scope, id),
      followups(scope, id),
      openBefore(scope, of),
      parameter(scope, 'meeting.formalMinutes'),
      recusalsAt(scope, id),
      answersAt(scope, id),
    ]);
  const allSeats = around?.seats ?? [];
  const seats = sitting(allSeats, presence, new Set());
  const names = await personNames(scope, [
    ...allSeats.flatMap((one) => [one.personId, one.substituteId ?? '']),
    ...recusals.map((one) => one.personId),
    ...presence.map((one) => one.personId),
    ...turns.map((one) => one.personId),
    ...motions.flatMap((one) => [one.moverId, one.secondId ?? '']),
    ...[...promised, ...before].map((one) => one.ownerId),
    of.minutesBy ?? '',
    of.approvedBy ?? '',
  ]);
  return {
    ...{ meeting: of, body: around?.body ?? null, seats, items, presence, turns, motions, before },
    ...{ allSeats, recusals, answers },
    ...{ followups: promised, formalMinutes, today: today(scope) },
    names: new Map([...names].map(([person, name]) => [person, name[audience]])),
    // What goes round in writing is debated on paper: how long and how loud says nothing of it.
    formal: of.way === 'circulation' ? [] : formalGrounds(of, items, motions, turns, formalMinutes),
  };
}

/** A month in which a body should have met and did not. */
export interface MissedMonth {
  readonly bodyName: string;
  readonly month: string;
}

/** Every joint meeting that was missed, the latest first (F086). */
export async function missedMonths(scope: Scope): Promise<MissedMonth[]> {
  const all = await bodies(scope, { kind: 'joint_conference' });
  const found = await Promise.all(
    all.map(async (body) =>
      (await monthly(scope, body.id))
        .filter((one) => isMissed(one, today(scope)))
        .map((one) => ({ bodyName: body.name, month: one.month ?? '' })),
    ),
  );
  return found.flat().sort((a, b) => b.month.localeCompare(a.month));
}
