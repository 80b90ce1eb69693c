import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import type { Campaign, CampaignWords, Clock, Way } from './schema.ts';

/** The deadlines as they are in force in a space (rules with their sources: room `parameters`). */
export interface Deadlines {
  readonly leadDays: number;
  readonly emergencyFilingDays: number;
  readonly emergencyIntervalDays: number;
  readonly longRunMonths: number;
  readonly intervalMonths: number;
  readonly finalMonths: number;
}

/** A refusal with the field it is about. */
export interface FieldRefusal {
  readonly code: string;
  readonly field: string;
}

/** What is wrong with what a plan says, or null. */
export function refuseWords(plan: CampaignWords): FieldRefusal | null {
  if (plan.endsOn < plan.startsOn) return { code: 'campaigns.ends_before', field: 'endsOn' };
  if (plan.platformUrl !== '' && plan.platformName === '')
    return { code: 'campaigns.platform_missing', field: 'platformName' };
  const partner = plan.partnerOrganisationId !== undefined;
  if (partner && (plan.partnerEvaluatedOn === undefined || plan.partnerAgreementNumber === ''))
    return { code: 'campaigns.partner_unready', field: 'partnerOrganisationId' };
  return null;
}

/**
 * What keeps a campaign from opening today, or null: the charity may collect in public (art. 22), the five items are
 * there (art. 25), it was filed in time (Order 74 art. 11) unless it answers an emergency (art. 73), and it has begun.
 */
export function refuseOpening(
  one: Campaign,
  host: { readonly qualified: boolean; readonly name: string },
  deadlines: Deadlines,
  today: LocalDate,
): string | null {
  if (one.state !== 'planned') return 'campaigns.not_planned';
  if (!host.qualified) return 'campaigns.not_qualified';
  if ([host.name, one.certificateNumber, one.contactText, one.queryText].some((item) => item === ''))
    return 'campaigns.five_missing';
  if (one.endsOn < today) return 'campaigns.over';
  if (!one.emergency) {
    if (one.filedOn === null) return 'campaigns.not_filed';
    if (addDays(one.filedOn, deadlines.leadDays) > one.startsOn) return 'campaigns.filed_too_late';
  }
  return one.startsOn > today ? 'campaigns.not_yet' : null;
}

/** Whether a campaign runs so long that it is told of while it runs (art. 79). */
export function runsLong(one: Pick<Campaign, 'startsOn' | 'endsOn'>, deadlines: Deadlines): boolean {
  return addMonths(one.startsOn, deadlines.longRunMonths) < one.endsOn;
}

/** When an open campaign is to be told of next after a day, or null where nothing asks for it. */
export function nextTelling(one: Campaign, after: LocalDate, deadlines: Deadlines): LocalDate | null {
  if (one.emergency) return addDays(after, deadlines.emergencyIntervalDays);
  return runsLong(one, deadlines) ? addMonths(after, deadlines.intervalMonths) : null;
}

/** The dates that are still to be met, the nearest first; `lastTold` is the day of the last telling. */
export function clocksOf(one: Campaign, lastTold: LocalDate | null, deadlines: Deadlines, today: LocalDate): Clock[] {
  const due: { kind: Clock['kind']; dueOn: LocalDate }[] = [];
  if (one.state === 'planned' && one.filedOn === null && !one.emergency)
    due.push({ kind: 'file', dueOn: addDays(one.startsOn, -deadlines.leadDays) });
  if (one.state === 'open' && one.filedOn === null)
    due.push({ kind: 'file_late', dueOn: addDays(one.openedOn ?? one.startsOn, deadlines.emergencyFilingDays) });
  if (one.state === 'open') {
    const told = nextTelling(one, lastTold ?? one.openedOn ?? one.startsOn, deadlines);
    if (told !== null) due.push({ kind: 'tell', dueOn: told });
    due.push({ kind: 'end', dueOn: one.endsOn });
  }
  if (one.state === 'ended')
    due.push({ kind: 'final', dueOn: addMonths(one.endedOn ?? one.endsOn, deadlines.finalMonths) });
  return due.map((each) => ({ ...each, late: each.dueOn < today })).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}

/** How filing numbers on the national platform usually look; only a hint, never a bar. */
export function looksFiled(number: string): boolean {
  return /^[0-9A-HJ-NPQRTUWXY]{18}[A-Z]\d{5}$/.test(number);
}

type Source =
  | 'resident'
  | 'merchant'
  | 'fair'
  | 'firm'
  | 'online'
  | 'former_resident'
  | 'government'
  | 'foundation'
  | 'other';

/**
 * Which ring of each order a source of income stands in (F028): how near, how much inside the community, how high up.
 * Every source stands in exactly one ring of each order, so the rings of an order add up to what came.
 */
const places: Readonly<Record<Way, Readonly<Record<Source, 1 | 2 | 3>>>> = {
  near_far: {
    ...{ resident: 1, fair: 1, merchant: 2, firm: 2, government: 2 },
    ...{ former_resident: 3, online: 3, foundation: 3, other: 3 },
  },
  inside_outside: {
    ...{ resident: 1, fair: 1, former_resident: 1, merchant: 2, firm: 2 },
    ...{ government: 3, online: 3, foundation: 3, other: 3 },
  },
  bottom_top: {
    ...{ resident: 1, fair: 1, former_resident: 1, online: 1, merchant: 2, firm: 2, other: 2 },
    ...{ foundation: 3, government: 3 },
  },
};

/** What came by ring of one order. */
export function byRing(
  way: Way,
  sources: readonly { readonly source: Source; readonly amount: bigint }[],
): Record<1 | 2 | 3, bigint> {
  const sums = { 1: 0n, 2: 0n, 3: 0n };
  for (const { source, amount } of sources) sums[places[way][source]] += amount;
  return sums;
}
