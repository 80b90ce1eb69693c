import { compare, type Fraction } from '#kernel/fraction';
import type { Fault } from '#kernel/result';
import { type BodyKind, readFraction } from '#modules/bodies';
import type { Competence, PlanCode, PlanStep } from './schema-plan.ts';

function step(key: string, kind: PlanStep['kind'], more: Partial<PlanStep> = {}): PlanStep {
  return {
    ...{ key, kind, body: null, asks: null, text: '', days: null, answerDays: null, quorum: null, share: null },
    ...{ way: null, tie: null, yes: 'next', no: 'fail', lapses: false, escalate: 'supervisor' },
    ...more,
  };
}
const vote = (key: string, body: BodyKind, more: Partial<PlanStep> = {}) => step(key, 'vote', { body, ...more });
const special = { share: '2/3', way: 'at_least' } as const;

/**
 * The steps that the house brings along, in the order in which they open (rules.md sections 3 and 4): three amounts of a
 * grant, the admission of a service, the four discussions with two disclosures, and the changes of rules, members, purpose.
 */
export const defaultPlans: Readonly<Record<PlanCode, readonly PlanStep[]>> = {
  grant_small: [
    step('chair', 'check', { asks: 'chair', days: 7 }),
    step('treasurer', 'check', { asks: 'treasurer', days: 7 }),
    step('host', 'host'),
  ],
  grant: [vote('committee', 'committee'), step('public', 'publication'), step('host', 'host')],
  grant_large: [
    vote('committee', 'committee', special),
    step('residents', 'residents', { days: 60 }),
    step('public', 'publication'),
    step('host', 'host'),
  ],
  micro: [vote('committee', 'committee'), step('host', 'host')],
  admission: [vote('two', 'two_committees'), vote('council', 'council'), step('public', 'publication')],
  four_two: [
    vote('branch', 'party_branch'),
    vote('two', 'two_committees'),
    vote('members', 'party_members'),
    vote('residents', 'residents'),
    step('resolved', 'publication'),
    step('carried', 'check', { asks: 'supervisor', days: 90, no: 'residents' }),
    step('result', 'publication'),
  ],
  change: [vote('committee', 'committee'), step('public', 'publication')],
  membership: [
    step('heard', 'opinion', { body: 'supervisory', days: 7, lapses: true, no: 'next' }),
    vote('committee', 'committee', special),
    step('public', 'publication'),
  ],
  purpose: [vote('committee', 'committee', special), step('public', 'publication'), step('host', 'host')],
  surplus: [vote('committee', 'committee'), step('host', 'host')],
  // Residents have voted already: what is left is to hear objections, and the host's answer.
  round: [step('public', 'publication'), step('host', 'host')],
};

/** Those under which money leaves a fund: the charity at which it is held answers for it and has the last word. */
const ofMoney: readonly PlanCode[] = ['grant_small', 'grant', 'grant_large', 'micro', 'purpose', 'surplus', 'round'];

/** What the law or the house asks of steps at least, from the numbers of the space. */
export interface Least {
  readonly quorum: Fraction;
  readonly publicationDays: number;
  readonly answerDays: number;
}

const decides = (one: PlanStep): boolean => one.kind === 'vote' || one.kind === 'residents';

/**
 * Why steps may not stand as they are, in order: none at all, nobody decides, the host charity does not come last where
 * money leaves, both bodies of an admission are not there in their order (F085), residents do not decide the four
 * discussions (Organic Law of residents' committees art. 10), a share that lets a tie carry.
 */
export function planFault(code: PlanCode, steps: readonly PlanStep[]): Fault | null {
  if (steps.length === 0) return { code: 'decisions.plan_empty' };
  const checks = steps.filter((one) => one.kind === 'check').length;
  if (code !== 'round' && !steps.some(decides) && checks < 2) return { code: 'decisions.plan_undecided' };
  if (ofMoney.includes(code) && steps.at(-1)?.kind !== 'host') return { code: 'decisions.plan_needs_host' };
  const of = (body: BodyKind) => steps.findIndex((one) => one.kind === 'vote' && one.body === body);
  if (code === 'admission' && !(of('two_committees') >= 0 && of('two_committees') < of('council')))
    return { code: 'decisions.plan_needs_both' };
  if (code === 'four_two' && of('residents') < 0) return { code: 'decisions.plan_needs_residents' };
  const half = readFraction('1/2');
  const low = steps.some((one) => {
    const share = one.share === null ? null : readFraction(one.share);
    if (share === null || half === null) return false;
    const size = compare(share, half);
    return size < 0 || (size === 0 && one.way === 'at_least');
  });
  return low ? { code: 'decisions.plan_minority' } : null;
}

/** What stands below what law or practice sets, by step: allowed, and said aloud. */
export function planWarnings(
  code: PlanCode,
  steps: readonly PlanStep[],
  least: Least,
): readonly { readonly key: string; readonly warning: 'quorum' | 'days' | 'answer' | 'disclosures' }[] {
  const found = steps.flatMap((one) => {
    const quorum = one.quorum === null ? null : readFraction(one.quorum);
    return [
      ...(quorum !== null && compare(quorum, least.quorum) < 0 ? [{ key: one.key, warning: 'quorum' as const }] : []),
      ...(one.kind === 'publication' && one.days !== null && one.days < least.publicationDays
        ? [{ key: one.key, warning: 'days' as const }]
        : []),
      ...(one.kind === 'publication' && one.answerDays !== null && one.answerDays > least.answerDays
        ? [{ key: one.key, warning: 'answer' as const }]
        : []),
    ];
  });
  const published = steps.filter((one) => one.kind === 'publication').length;
  return code === 'four_two' && published < 2 ? [...found, { key: '', warning: 'disclosures' as const }] : found;
}

/**
 * Whether a step may be left out with a public reason. What the law asks for may not: the host's answer, a vote of
 * residents, both votes of an admission, the only vote, the only publication, and checks where nothing else decides.
 */
export function maySkip(
  template: string,
  steps: readonly { readonly kind: PlanStep['kind']; readonly bodyKind: BodyKind }[],
  at: { readonly kind: PlanStep['kind']; readonly bodyKind: BodyKind },
): boolean {
  const many = (kind: PlanStep['kind']) => steps.filter((one) => one.kind === kind).length;
  if (at.kind === 'host' || at.kind === 'residents') return false;
  if (at.kind === 'vote') return template !== 'admission' && at.bodyKind !== 'residents' && many('vote') > 1;
  if (at.kind === 'publication') return many('publication') > 1;
  return at.kind === 'opinion' || many('vote') > 0;
}

/** A key that no step has. */
export function freshKey(steps: readonly PlanStep[]): string {
  for (let at = steps.length + 1; ; at += 1) if (!steps.some((one) => one.key === `s${at}`)) return `s${at}`;
}

/** Steps with one moved up or down by a place. */
export function moved(steps: readonly PlanStep[], key: string, way: 'up' | 'down'): PlanStep[] {
  const from = steps.findIndex((one) => one.key === key);
  const to = way === 'up' ? from - 1 : from + 1;
  const [one, other] = [steps[from], steps[to]];
  if (one === undefined || other === undefined) return [...steps];
  return steps.map((step, at) => (at === from ? other : at === to ? one : step));
}

/** Steps without one; whoever went on to it goes on to the next, or ends. */
export function without(steps: readonly PlanStep[], key: string): PlanStep[] {
  return steps
    .filter((one) => one.key !== key)
    .map((one) => ({
      ...one,
      yes: one.yes === key ? 'next' : one.yes,
      no: one.no === key ? 'fail' : one.no,
    }));
}

/**
 * The steps that a sum goes through by a line of the list: the first tier that reaches it, the last one where it takes more
 * of the fund than `share` of what is there. Null where the line names no tiers.
 */
export function tierOf(
  line: Pick<Competence, 'tiers'>,
  amount: bigint,
  fund: { readonly available: bigint; readonly share: Fraction } | null,
): PlanCode | null {
  const last = line.tiers.at(-1);
  if (last === undefined) return null;
  if (fund !== null && amount * fund.share.under > fund.available * fund.share.over) return last.plan;
  return line.tiers.find((one) => one.upTo === null || amount <= BigInt(one.upTo))?.plan ?? last.plan;
}
