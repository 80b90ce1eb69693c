import type { LocalDate } from '#kernel/dates';
import { ceiling, type Fraction, floor, fraction, multiply } from '#kernel/fraction';
import type { Fault } from '#kernel/result';
import type { BodyKind, VotingRule } from '#modules/bodies';
import type { CountedSeat, CountedVote, Ground, Mark, Objection, Procedure, Step, Tally, Template } from './schema.ts';

/** A step before it has a body and a rule: who takes it. Publication and the host follow the vote before them. */
export type StepPlan =
  | { readonly kind: 'vote'; readonly body: BodyKind }
  | { readonly kind: 'publication' }
  | { readonly kind: 'host' };

/** The steps of each template, in the order in which they open. */
export const templates: Readonly<Record<Template, readonly StepPlan[]>> = {
  grant: [{ kind: 'vote', body: 'committee' }, { kind: 'publication' }, { kind: 'host' }],
  admission: [{ kind: 'vote', body: 'two_committees' }, { kind: 'vote', body: 'council' }, { kind: 'publication' }],
  micro: [{ kind: 'vote', body: 'committee' }, { kind: 'host' }],
  change: [{ kind: 'vote', body: 'committee' }, { kind: 'publication' }],
  surplus: [{ kind: 'vote', body: 'committee' }, { kind: 'host' }],
  // Residents have voted already: what is left is to hear objections, and the host's answer.
  round: [{ kind: 'publication' }, { kind: 'host' }],
};

/**
 * Whose rule binds a template that has none of its own in force: what a body may grant, it may decide the rest of by the
 * same rule. Null: without a rule of its own there is no procedure.
 */
export function ruleInstead(template: Template): 'grant' | null {
  return template === 'surplus' || template === 'round' ? 'grant' : null;
}

/** How many of `base` votes carry under a share: at least one, whatever the share. */
export function votesNeeded(share: Fraction, way: VotingRule['way'], base: number): number {
  const exact = multiply(share, fraction(BigInt(base)));
  const needed = way === 'more_than' ? floor(exact) + 1n : ceiling(exact);
  return Math.max(1, Number(needed));
}

/**
 * Counts a vote under a rule. A recused holder's seat leaves quorum, denominator and count, whatever was cast on it;
 * of several votes of one seat the last turn stands; the order in which votes arrive changes nothing.
 */
export function tally(
  rule: VotingRule,
  seats: readonly CountedSeat[],
  votes: readonly CountedVote[],
  recused: ReadonlySet<string>,
): Tally {
  const last = new Map<string, CountedVote>();
  for (const vote of votes) {
    const known = last.get(vote.seatId);
    if (known === undefined || vote.turn > known.turn) last.set(vote.seatId, vote);
  }
  const marks = seats
    .filter((seat) => seat.votes)
    .map((seat) => {
      const mark: Mark = recused.has(seat.personId) ? 'recused' : (last.get(seat.id)?.choice ?? 'absent');
      return { seatId: seat.id, kind: seat.kind, mark };
    });
  const count = (mark: Mark) => marks.filter((one) => one.mark === mark).length;
  const [yes, no, abstain, out] = [count('yes'), count('no'), count('abstain'), count('recused')];
  const eligible = marks.length - out;
  const present = yes + no + abstain;
  const quorumNeeded = Math.max(1, Number(ceiling(multiply(rule.quorum, fraction(BigInt(eligible))))));
  const base = rule.of === 'present' ? present : eligible;
  const yesNeeded = votesNeeded(rule.share, rule.way, base);
  const quorumMet = present >= quorumNeeded;
  return {
    ...{ seats: marks.length, recused: out, eligible, present, quorumNeeded, quorumMet },
    ...{ yes, no, abstain, base, yesNeeded, passed: quorumMet && yes >= yesNeeded, marks },
  };
}

/** What is known of a member when interests are compared. */
export interface Ties {
  readonly personId: string;
  /** Organisations the person belongs to or speaks for, the one they sit for among them. */
  readonly organisationIds: readonly string[];
  /** Who lives in the same household, and whether they speak for the organisation that would be paid. */
  readonly household: readonly { readonly personId: string; readonly speaksForPayee: boolean }[];
}

/** Who would be paid. */
export interface Payee {
  readonly personId: string | null;
  readonly organisationId: string | null;
}

/** Why a member may have no part in paying this payee, or null (rules §3.8). */
export function interest(member: Ties, payee: Payee): Ground | null {
  if (payee.personId !== null && member.personId === payee.personId) return 'same_person';
  if (payee.organisationId !== null && member.organisationIds.includes(payee.organisationId)) return 'organisation';
  const atHome = member.household.some((one) => one.speaksForPayee || one.personId === payee.personId);
  return atHome ? 'household' : null;
}

/** The open step of a procedure, or null when it has ended. */
export function openStep(procedure: Procedure): Step | null {
  return procedure.steps.find((step) => step.state === 'open') ?? null;
}

/** Why a step may not be acted on now, or null: steps open one after another (F085). */
export function stepRefusal(procedure: Procedure, step: Step | null): Fault | null {
  if (procedure.state !== 'running') return { code: 'decisions.not_running' };
  if (step === null) return { code: 'decisions.step_not_found' };
  if (step.state === 'waiting') {
    const before = openStep(procedure);
    return { code: 'decisions.step_not_yet', params: { before: before?.bodyName ?? '', step: before?.kind ?? '' } };
  }
  return step.state === 'open' ? null : { code: 'decisions.step_closed' };
}

/** Why a seat may not vote on an item, or null. */
export function voterRefusal(seat: CountedSeat | null, recused: ReadonlySet<string>): Fault | null {
  if (seat === null) return { code: 'decisions.no_seat' };
  if (!seat.votes) return { code: 'decisions.seat_without_vote' };
  return recused.has(seat.personId) ? { code: 'decisions.recused' } : null;
}

/** Why a vote may not be closed, or null: below quorum it stays open. */
export function closeVoteRefusal(counted: Tally): Fault | null {
  if (counted.quorumMet) return null;
  const { present, quorumNeeded, eligible } = counted;
  return { code: 'decisions.below_quorum', params: { present, needed: quorumNeeded, eligible } };
}

/** Why a publication may not be closed, or null: every objection answered, and its last day over. */
export function closePublicationRefusal(step: Step, objections: readonly Objection[], today: LocalDate): Fault | null {
  const unanswered = objections.filter((one) => one.answer === null).length;
  if (unanswered > 0) return { code: 'decisions.objection_open', params: { count: unanswered } };
  if (step.closesOn !== null && today <= step.closesOn)
    return { code: 'decisions.publication_running', params: { until: step.closesOn } };
  return null;
}
