import type { ProposalState, Side } from './schema.ts';

/** What can be done with a proposal. */
export type Deed =
  | 'accept'
  | 'reschedule'
  | 'hand_over'
  | 'confirm'
  | 'decline'
  | 'withdraw'
  | 'no_show'
  | 'fail'
  | 'rate';

const from: Readonly<Record<Deed, readonly ProposalState[]>> = {
  accept: ['proposed'],
  reschedule: ['proposed', 'accepted'],
  hand_over: ['accepted'],
  confirm: ['handed_over'],
  decline: ['proposed'],
  withdraw: ['proposed', 'accepted'],
  no_show: ['accepted'],
  fail: ['accepted', 'handed_over'],
  rate: ['confirmed'],
};

/** Whether a deed fits where the proposal stands; the code of the refusal otherwise. */
export function refusal(deed: Deed, state: ProposalState): 'matching.state' | null {
  return from[deed].includes(state) ? null : 'matching.state';
}

/** The deeds that fit a state. */
export function deedsOf(state: ProposalState): Deed[] {
  const all: Deed[] = [
    'accept',
    'reschedule',
    'hand_over',
    'confirm',
    'decline',
    'withdraw',
    'no_show',
    'fail',
    'rate',
  ];
  return all.filter((deed) => from[deed].includes(state));
}

/** Who acts, seen from a proposal. */
export interface Standing {
  readonly giver: boolean;
  readonly taker: boolean;
  readonly desk: boolean;
}

/** Whether who acts may do this deed at all. */
export function standingRefusal(deed: Deed, who: Standing): 'matching.not_yours' | null {
  const allowed: Readonly<Record<Deed, boolean>> = {
    accept: who.giver || who.taker || who.desk,
    reschedule: who.giver || who.taker || who.desk,
    hand_over: who.giver || who.desk,
    confirm: who.taker || who.desk,
    decline: who.giver || who.taker || who.desk,
    withdraw: who.giver || who.taker || who.desk,
    no_show: who.giver || who.taker || who.desk,
    fail: who.giver || who.taker || who.desk,
    // The giver does not rate themselves; what the desk writes down, the taker said.
    rate: who.taker || (who.desk && !who.giver),
  };
  return allowed[deed] ? null : 'matching.not_yours';
}

/**
 * For which side somebody agrees: their own; the desk names the side and how it knows. Whoever is both giver and taker
 * (a representative in need) names the side too.
 */
export function sideOf(
  who: Standing,
  asked: Side | undefined,
  said: string,
):
  | { readonly side: Side }
  | { readonly code: 'matching.side_missing' | 'matching.evidence_missing' | 'matching.not_yours' } {
  const own: Side[] = [...(who.giver ? ['giver' as const] : []), ...(who.taker ? ['taker' as const] : [])];
  const [only, second] = own;
  if (asked !== undefined && own.includes(asked)) return { side: asked };
  if (asked === undefined && only !== undefined && second === undefined) return { side: only };
  if (!who.desk) return { code: asked === undefined ? 'matching.side_missing' : 'matching.not_yours' };
  if (asked === undefined) return { code: 'matching.side_missing' };
  return said === '' ? { code: 'matching.evidence_missing' } : { side: asked };
}

/** How much a proposal is for: what was asked, or as much as is there and missing. */
export function quantityFor(asked: bigint | undefined, left: bigint, missing: bigint): bigint {
  if (asked !== undefined) return asked;
  return left < missing ? left : missing;
}

/** Whether a quantity fits the need and the resource. */
export function quantityRefusal(
  quantity: bigint,
  pair: { readonly left: bigint; readonly missing: bigint; readonly divisible: boolean },
): 'matching.too_much' | 'matching.whole' | null {
  if (quantity > pair.left || quantity > pair.missing) return 'matching.too_much';
  return !pair.divisible && quantity < pair.missing ? 'matching.whole' : null;
}

/** The day a service that comes again began to count: the first of its week or month, ever for what is there once. */
export function periodStart(
  per: 'once' | 'week' | 'month',
  today: string,
  weekday: number,
  addDays: (day: string, n: number) => string,
): string | null {
  if (per === 'once') return null;
  return per === 'month' ? `${today.slice(0, 7)}-01` : addDays(today, 1 - weekday);
}
