/** How a value is checked and shown. */
export type ParameterKind = 'days' | 'months' | 'count' | 'fraction' | 'fen' | 'percent' | 'switch';

interface Default {
  readonly kind: ParameterKind;
  readonly value: number | string | boolean;
  /** The law, rule or practice the default comes from; `design` where the choice is ours. */
  readonly source: string;
  readonly from: string;
}

const law = 'Charity Law (2023)';
const order81 = 'MCA Order 81';
const design = 'design';

/**
 * Every threshold, ratio and deadline with its published default, its source and the day it holds from. A space
 * overrides a value by a dated row, never by a constant in code. Fractions are text ("2/3") and stay exact.
 */
export const defaults = {
  'fundraising.filingLeadDays': { kind: 'days', value: 10, source: 'MCA Order 74 art. 11', from: '2024-09-05' },
  'fundraising.emergencyFilingDays': { kind: 'days', value: 10, source: `${law} art. 73`, from: '2024-09-05' },
  'disclosure.emergencyIntervalDays': { kind: 'days', value: 5, source: `${law} art. 72`, from: '2024-09-05' },
  'disclosure.longRunMonths': { kind: 'months', value: 6, source: `${law} art. 79`, from: '2024-09-05' },
  'disclosure.intervalMonths': { kind: 'months', value: 3, source: `${law} art. 79`, from: '2024-09-05' },
  'disclosure.finalMonths': { kind: 'months', value: 3, source: `${law} art. 79`, from: '2024-09-05' },
  'disclosure.surplusMonths': { kind: 'months', value: 3, source: order81, from: '2026-01-01' },
  'disclosure.majorAndRelatedDays': { kind: 'days', value: 30, source: `${order81} art. 14`, from: '2026-01-01' },
  'donor.queryReplyDays': {
    kind: 'days',
    value: 10,
    source: 'Shanghai Charity Regulations art. 53',
    from: '2021-11-01',
  },
  'donor.unreachableNoticeDays': {
    kind: 'days',
    value: 60,
    source: 'Guangzhou art. 24, Zhejiang art. 18',
    from: '2021-09-01',
  },
  'repurpose.filingDays': { kind: 'days', value: 10, source: 'Guangzhou art. 24', from: '2021-09-01' },
  'mutualAid.publishDays': { kind: 'days', value: 30, source: 'Guangzhou art. 27', from: '2021-09-01' },
  'pledge.remindDays': { kind: 'days', value: 7, source: design, from: '2026-01-01' },
  'receipt.pendingDays': { kind: 'days', value: 15, source: design, from: '2026-01-01' },
  'reconciliation.days': { kind: 'days', value: 3, source: design, from: '2026-01-01' },
  'reconciliation.feeCap': { kind: 'fraction', value: '1/20', source: design, from: '2026-01-01' },
  'fund.adminCap': { kind: 'fraction', value: '1/20', source: `${design}; never above 1/10`, from: '2026-01-01' },
  'committee.min': { kind: 'count', value: 5, source: 'Hunan community fund guide (2025)', from: '2025-01-01' },
  'committee.odd': { kind: 'switch', value: true, source: 'Hunan community fund guide (2025)', from: '2025-01-01' },
  'committee.supervisors': { kind: 'count', value: 1, source: 'Hunan community fund guide (2025)', from: '2025-01-01' },
  'vote.quorum': { kind: 'fraction', value: '2/3', source: 'Foundation Regulations art. 21', from: '2004-06-01' },
  'vote.ordinary': { kind: 'fraction', value: '1/2', source: 'Foundation Regulations art. 21', from: '2004-06-01' },
  'vote.special': { kind: 'fraction', value: '2/3', source: 'Foundation Regulations art. 21', from: '2004-06-01' },
  'vote.days': { kind: 'days', value: 14, source: design, from: '2026-01-01' },
  'grant.largeShare': { kind: 'fraction', value: '3/10', source: design, from: '2026-01-01' },
  'host.answerDays': { kind: 'days', value: 7, source: design, from: '2026-01-01' },
  'body.min': { kind: 'count', value: 3, source: 'Shaanxi rules on supervision committees', from: '2017-01-01' },
  'payment.approvals': { kind: 'count', value: 2, source: design, from: '2026-01-01' },
  'payment.largeFrom': { kind: 'fen', value: '2000000', source: design, from: '2026-01-01' },
  'payment.approvalsLarge': { kind: 'count', value: 3, source: design, from: '2026-01-01' },
  'payment.hugeFrom': { kind: 'fen', value: '10000000', source: design, from: '2026-01-01' },
  'payment.approvalsHuge': { kind: 'count', value: 4, source: design, from: '2026-01-01' },
  'payment.quotesFrom': { kind: 'fen', value: '500000', source: design, from: '2026-01-01' },
  'payment.quotes': { kind: 'count', value: 3, source: 'practice', from: '2026-01-01' },
  'fund.planDays': { kind: 'days', value: 30, source: design, from: '2026-01-01' },
  'fund.dependentShare': { kind: 'fraction', value: '4/5', source: design, from: '2026-01-01' },
  'fund.reserveMonths': { kind: 'months', value: 6, source: design, from: '2026-01-01' },
  'budget.publishDays': { kind: 'days', value: 15, source: design, from: '2026-01-01' },
  'works.quotes': { kind: 'count', value: 3, source: 'practice', from: '2026-01-01' },
  'works.ownersTakePart': { kind: 'fraction', value: '2/3', source: 'Civil Code art. 278', from: '2021-01-01' },
  'works.ownersAgree': { kind: 'fraction', value: '3/4', source: 'Civil Code art. 278', from: '2021-01-01' },
  'publication.days': {
    kind: 'days',
    value: 7,
    source: 'practice of four discussions, two disclosures',
    from: '2026-01-01',
  },
  'publication.answerDays': {
    kind: 'days',
    value: 3,
    source: 'practice of four discussions, two disclosures',
    from: '2026-01-01',
  },
  'publication.smallCell': { kind: 'count', value: 5, source: design, from: '2026-01-01' },
  'meeting.agendaDays': { kind: 'days', value: 3, source: 'practice', from: '2026-01-01' },
  'meeting.formalMinutes': { kind: 'count', value: 3, source: design, from: '2026-01-01' },
  'consultation.leastDays': { kind: 'days', value: 7, source: design, from: '2026-01-01' },
  'consultation.remindDays': { kind: 'days', value: 3, source: design, from: '2026-01-01' },
  'consultation.answerDays': { kind: 'days', value: 15, source: design, from: '2026-01-01' },
  'topic.raisedDays': { kind: 'days', value: 15, source: design, from: '2026-01-01' },
  'topic.support': { kind: 'count', value: 10, source: design, from: '2026-01-01' },
  'topic.agendaDays': { kind: 'days', value: 30, source: design, from: '2026-01-01' },
  'topic.residentShare': { kind: 'fraction', value: '1/2', source: design, from: '2026-01-01' },
  'supervision.answerDays': {
    kind: 'days',
    value: 3,
    source: 'practice of four discussions, two disclosures',
    from: '2026-01-01',
  },
  'supervision.silenceDays': { kind: 'days', value: 7, source: design, from: '2026-01-01' },
  'supervision.caseDays': { kind: 'days', value: 7, source: design, from: '2026-01-01' },
  'supervision.waits': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
  'speech.seconds': { kind: 'count', value: 120, source: 'community form of the rules of order', from: '2026-01-01' },
  'dormancy.watchMonths': { kind: 'months', value: 6, source: design, from: '2026-01-01' },
  'dormancy.dormantMonths': { kind: 'months', value: 12, source: 'Foundation Regulations art. 41', from: '2004-06-01' },
  'dormancy.zombieMonths': { kind: 'months', value: 24, source: `${law} art. 17`, from: '2024-09-05' },
  'participation.estate': { kind: 'percent', value: 15, source: design, from: '2026-01-01' },
  'participation.young': { kind: 'percent', value: 15, source: design, from: '2026-01-01' },
  'participation.duty': { kind: 'percent', value: 50, source: design, from: '2026-01-01' },
  'participation.deciding': { kind: 'percent', value: 20, source: design, from: '2026-01-01' },
  'promise.usualDays': { kind: 'days', value: 7, source: '12345 practice', from: '2021-01-01' },
  'promise.petitionDays': { kind: 'days', value: 60, source: design, from: '2026-01-01' },
  'promise.voiceDays': { kind: 'days', value: 30, source: design, from: '2026-01-01' },
  'promise.callBackDays': { kind: 'days', value: 3, source: design, from: '2026-01-01' },
  'promise.streetDays': { kind: 'days', value: 3, source: design, from: '2026-01-01' },
  'log.witnesses': { kind: 'count', value: 1, source: design, from: '2026-01-01' },
  'log.freshDays': { kind: 'days', value: 2, source: design, from: '2026-01-01' },
  'place.net': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
  'place.cell': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
  'place.building': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
  'problems.on': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
  'need.staleDays': { kind: 'days', value: 60, source: design, from: '2026-01-01' },
  'resource.staleDays': { kind: 'days', value: 90, source: design, from: '2026-01-01' },
  'loan.days': { kind: 'days', value: 30, source: design, from: '2026-01-01' },
  'loan.remindDays': { kind: 'days', value: 2, source: design, from: '2026-01-01' },
  'loan.holdDays': { kind: 'days', value: 3, source: design, from: '2026-01-01' },
  'market.collectDays': { kind: 'days', value: 3, source: design, from: '2026-01-01' },
  'resource.endingDays': { kind: 'days', value: 14, source: design, from: '2026-01-01' },
  'request.answerDays': { kind: 'days', value: 7, source: design, from: '2026-01-01' },
  'resource.idleDays': { kind: 'days', value: 90, source: design, from: '2026-01-01' },
  'age.elder': { kind: 'count', value: 60, source: 'Law on the Protection of the Elderly art. 2', from: '2018-12-29' },
  'age.adult': { kind: 'count', value: 18, source: 'Law on the Protection of Minors art. 2', from: '2021-06-01' },
  'match.fit': { kind: 'count', value: 30, source: design, from: '2026-01-01' },
  'match.urgency': { kind: 'count', value: 20, source: design, from: '2026-01-01' },
  'match.distance': { kind: 'count', value: 20, source: design, from: '2026-01-01' },
  'match.waiting': { kind: 'count', value: 10, source: design, from: '2026-01-01' },
  'match.fresh': { kind: 'count', value: 10, source: design, from: '2026-01-01' },
  'match.fair': { kind: 'count', value: 10, source: design, from: '2026-01-01' },
  'match.served': { kind: 'count', value: 100, source: design, from: '2026-01-01' },
  'match.batch': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
  'match.waitingDays': { kind: 'days', value: 60, source: design, from: '2026-01-01' },
  'proposal.handOverDays': { kind: 'days', value: 7, source: design, from: '2026-01-01' },
  'proposal.remindDays': { kind: 'days', value: 2, source: design, from: '2026-01-01' },
  'proposal.answerDays': { kind: 'days', value: 3, source: design, from: '2026-01-01' },
  'progress.reportDays': { kind: 'days', value: 30, source: design, from: '2026-01-01' },
  'results.askAgainDays': { kind: 'days', value: 28, source: design, from: '2026-01-01' },
  'activity.ceiling': { kind: 'fen', value: '50000', source: design, from: '2026-01-01' },
  'committee.resident': { kind: 'switch', value: true, source: design, from: '2026-01-01' },
  'committee.donor': { kind: 'switch', value: true, source: design, from: '2026-01-01' },
  'committee.charity': { kind: 'switch', value: true, source: design, from: '2026-01-01' },
  'committee.community': { kind: 'switch', value: true, source: design, from: '2026-01-01' },
  'committee.street': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
  'committee.organisation': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
  'committee.socialWork': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
  'committee.volunteer': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
  'committee.enterprise': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
  'committee.property': { kind: 'switch', value: false, source: design, from: '2026-01-01' },
} as const satisfies Readonly<Record<string, Default>>;

/** Names of all parameters. */
export type ParameterKey = keyof typeof defaults;

/** The type of a parameter's value: days and counts are numbers, fractions and fen exact text, switches booleans. */
export type ParameterValue<K extends ParameterKey> = (typeof defaults)[K]['kind'] extends 'fraction' | 'fen'
  ? string
  : (typeof defaults)[K]['kind'] extends 'switch'
    ? boolean
    : number;
