import { expect, test } from 'vitest';
import { sourceClasses } from '#modules/gifts';
import { byRing, clocksOf, type Deadlines, looksFiled, nextTelling, refuseOpening, runsLong } from './rules.ts';
import { type Campaign, ways } from './schema.ts';

const rules: Deadlines = {
  ...{ leadDays: 10, emergencyFilingDays: 10, emergencyIntervalDays: 5, longRunMonths: 6, intervalMonths: 3 },
  finalMonths: 3,
};
const host = { qualified: true, name: '江城慈善会' };
const one: Campaign = {
  ...{ id: '', number: '2026-0001', fundId: '', title: '暖冬', purposeText: '', areaText: '' },
  ...{ startsOn: '2026-05-01', endsOn: '2026-06-30', responsibleText: '', waysText: '', bankText: '' },
  ...{
    beneficiariesText: '',
    useText: '',
    costText: '',
    surplusText: '',
    certificateNumber: '证',
    contactText: '电话',
  },
  ...{ queryText: '查询', platformName: '', platformUrl: '', target: null, emergency: false },
  ...{ partnerOrganisationId: null, partnerEvaluatedOn: null, partnerAgreementNumber: '' },
  ...{ filingNumber: 'N', filedOn: '2026-04-20', state: 'planned', openedOn: null, endedOn: null, reason: null },
};
const unfiled = { ...one, filingNumber: null, filedOn: null };

test('F024 a campaign opens only qualified, with its five items, filed in time, and when it begins', () => {
  expect(refuseOpening(one, host, rules, '2026-05-01')).toBeNull();
  expect(refuseOpening(one, { ...host, qualified: false }, rules, '2026-05-01')).toBe('campaigns.not_qualified');
  for (const missing of ['certificateNumber', 'contactText', 'queryText'] as const)
    expect(refuseOpening({ ...one, [missing]: '' }, host, rules, '2026-05-01')).toBe('campaigns.five_missing');
  expect(refuseOpening(unfiled, host, rules, '2026-05-01')).toBe('campaigns.not_filed');
  expect(refuseOpening({ ...one, filedOn: '2026-04-22' }, host, rules, '2026-05-01')).toBe('campaigns.filed_too_late');
  expect(refuseOpening(one, host, rules, '2026-04-30')).toBe('campaigns.not_yet');
  expect(refuseOpening(one, host, rules, '2026-07-01')).toBe('campaigns.over');
  expect(refuseOpening({ ...unfiled, emergency: true }, host, rules, '2026-05-01')).toBeNull();
});

test('F024 the clocks: an emergency is told every five days and filed within ten, a long run every three months', () => {
  const emergency = { ...unfiled, emergency: true, state: 'open' as const, openedOn: '2026-05-01' };
  expect(clocksOf(emergency, null, rules, '2026-05-08')).toEqual([
    { kind: 'tell', dueOn: '2026-05-06', late: true },
    { kind: 'file_late', dueOn: '2026-05-11', late: false },
    { kind: 'end', dueOn: '2026-06-30', late: false },
  ]);
  const long = { ...one, endsOn: '2026-11-30', state: 'open' as const, openedOn: '2026-05-01' };
  expect([runsLong(one, rules), runsLong(long, rules)]).toEqual([false, true]);
  expect(nextTelling(one, '2026-05-01', rules)).toBeNull();
  expect(nextTelling(long, '2026-08-01', rules)).toBe('2026-11-01');
  expect(clocksOf({ ...one, state: 'ended', endedOn: '2026-06-30' }, null, rules, '2026-10-01')).toEqual([
    { kind: 'final', dueOn: '2026-09-30', late: true },
  ]);
  expect(clocksOf(unfiled, null, rules, '2026-04-01')).toEqual([{ kind: 'file', dueOn: '2026-04-21', late: false }]);
});

test('F028 each order of rings shares out every source once, so each adds up to the same', () => {
  const came = sourceClasses.map((source, at) => ({ source, amount: BigInt((at + 1) ** 3) }));
  const all = came.reduce((sum, each) => sum + each.amount, 0n);
  for (const way of ways) {
    const rings = byRing(way, came);
    expect(rings[1] + rings[2] + rings[3]).toBe(all);
    expect(rings[1] > 0n && rings[2] > 0n && rings[3] > 0n).toBe(true);
  }
});

test('F024 a filing number that looks unusual is only hinted at', () => {
  expect(looksFiled('53100000500020358FA26001')).toBe(true);
  expect(looksFiled('江慈备2026-1')).toBe(false);
});
