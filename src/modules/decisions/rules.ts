import type { LocalDate } from '#kernel/dates';
import { ceiling, compare, type Fraction, floor, fraction, multiply } from '#kernel/fraction';
import type { Fault } from '#kernel/result';
import type { RuleKind, VotingRule } from '#modules/bodies';
import type { CountedSeat, CountedVote, Ground, Mark, Objection, Procedure, Step, Tally, Template } from './schema.ts';

/**
 * Whose rule binds a template, the first of these that is in force: what a body may grant, it may decide the rest of by the
 * same rule. Without any there is no procedure.
 */
export function rulesFor(template: Template): readonly RuleKind[] {
  if (template === 'surplus' || template === 'purpose') return ['surplus', 'grant'];
  // A round has its own rule, by which residents voted; what follows is bound as a grant is.
  if (template === 'round') return ['grant'];
  return template === 'four_two' || template === 'membership' ? ['change'] : [template];
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
  // Abstentions that stand aside count for the quorum, and then are no part of what the share is taken of.
  const here = rule.abstention === 'aside' ? yes + no : present;
  const base = rule.of === 'present' ? here : eligible;
  const yesNeeded = votesNeeded(rule.share, rule.way, base);
  const quorumMet = present >= quorumNeeded;
  const carried = quorumMet && yes >= yesNeeded;
  // Only under a simple majority is as many for as against a tie; above it, the share was simply not reached.
  const simple = compare(rule.share, fraction(1n, 2n)) === 0;
  const tied = quorumMet && !carried && simple && yes === no && yes > 0 && base === yes + no;
  const chair = marks.find((one) => one.kind === 'chair')?.mark;
  return {
    ...{ seats: marks.length, recused: out, eligible, present, quorumNeeded, quorumMet },
    ...{ yes, no, abstain, base, yesNeeded, marks },
    tie: tied ? rule.tie : null,
    passed: carried || (tied && rule.tie === 'chair' && chair === 'yes'),
  };
}

/** What is known of a member when interests are compared. */
export interface Ties {
  readonly personId: string;
  /** Organisations the person belongs to or speaks for, the one they sit for among them. */
  readonly organisationIds: readonly string[];
  /** Who lives in the same household, and whether they speak for the organisation that would be paid. */
  readonly household: readonly { readonly personId: string; readonly speaksForPayee: boolean }[];
  /** Organisations and relatives the person declared an interest in for their term. */
  readonly declared?: { readonly organisationIds: readonly string[]; readonly relativeIds: readonly string[] };
  /** Who employs the person, as declared. */
  readonly employerIds?: readonly string[];
}

/** Who would be paid. */
export interface Payee {
  readonly personId: string | null;
  readonly organisationId: string | null;
  /** Who employs the person who would be paid, as they declared. */
  readonly employerIds?: readonly string[];
}

/** Why a member may have no part in paying this payee, or null (rules §3.8). */
export function interest(member: Ties, payee: Payee): Ground | null {
  if (payee.personId !== null && member.personId === payee.personId) return 'same_person';
  if (payee.organisationId !== null && member.organisationIds.includes(payee.organisationId)) return 'organisation';
  const { declared = { organisationIds: [], relativeIds: [] }, employerIds = [] } = member;
  if (payee.organisationId !== null && employerIds.includes(payee.organisationId)) return 'employer';
  if (employerIds.some((one) => payee.employerIds?.includes(one))) return 'employer';
  if (payee.organisationId !== null && declared.organisationIds.includes(payee.organisationId)) return 'register';
  if (payee.personId !== null && declared.relativeIds.includes(payee.personId)) return 'register';
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
