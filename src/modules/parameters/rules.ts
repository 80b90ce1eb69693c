import { compare, type Fraction, fraction } from '#kernel/fraction';
import { parseFen } from '#kernel/money';
import { groupDigits } from '#kernel/numbers';
import type { Result } from '#kernel/result';
import { fail, ok } from '#kernel/result';
import { defaults, type ParameterKey, type ParameterKind } from './rules-defaults.ts';

/** A value as it is stored: whole numbers, exact text for fractions and fen, booleans for switches. */
export type StoredValue = number | string | boolean;

/** Whether a text names a parameter. */
export function isParameterKey(text: string): text is ParameterKey {
  return Object.hasOwn(defaults, text);
}

/** The groups parameters are listed in, by the first part of their name. */
export const groups = ['disclosure', 'money', 'deciding', 'helping', 'matching', 'standing'] as const;
export type ParameterGroup = (typeof groups)[number];

const groupOfPrefix: Readonly<Record<string, ParameterGroup>> = {
  fundraising: 'disclosure',
  disclosure: 'disclosure',
  donor: 'disclosure',
  repurpose: 'disclosure',
  mutualAid: 'disclosure',
  publication: 'deciding',
  log: 'disclosure',
  receipt: 'money',
  fund: 'money',
  payment: 'money',
  budget: 'money',
  works: 'money',
  host: 'money',
  activity: 'money',
  committee: 'deciding',
  body: 'deciding',
  vote: 'deciding',
  meeting: 'deciding',
  speech: 'deciding',
  topic: 'deciding',
  consultation: 'deciding',
  supervision: 'deciding',
  match: 'matching',
  proposal: 'matching',
  grant: 'deciding',
  pledge: 'money',
  reconciliation: 'money',
  progress: 'money',
  participation: 'standing',
  place: 'standing',
  dormancy: 'standing',
  age: 'standing',
  promise: 'helping',
  need: 'helping',
  problems: 'helping',
  results: 'helping',
  request: 'helping',
  resource: 'helping',
  loan: 'helping',
  market: 'helping',
};

/** Whether it was said where a parameter is listed; one that nobody thought of stands with those of helping. */
export function isGrouped(key: ParameterKey): boolean {
  return Object.hasOwn(groupOfPrefix, key.slice(0, key.indexOf('.')));
}

/** The group a parameter is listed in. */
export function groupOf(key: ParameterKey): ParameterGroup {
  return groupOfPrefix[key.slice(0, key.indexOf('.'))] ?? 'helping';
}

/** Bounds that no space may pass: law, or what the books themselves insist on. */
const least: Partial<Record<ParameterKey, number>> = {
  'payment.approvals': 2,
  'payment.approvalsLarge': 2,
  'payment.approvalsHuge': 2,
  'publication.smallCell': 5,
  'committee.min': 3,
  'body.min': 3,
  'committee.supervisors': 1,
};
const mostFraction: Partial<Record<ParameterKey, Fraction>> = { 'fund.adminCap': fraction(1n, 10n) };
const mostWhole: Readonly<Record<'days' | 'months' | 'count' | 'percent', number>> = {
  days: 3650,
  months: 120,
  count: 1_000_000,
  percent: 100,
};

function wholeNumber(key: ParameterKey, kind: keyof typeof mostWhole, typed: string): Result<StoredValue> {
  const tidy = typed.normalize('NFKC').replace(/[\s,]/g, '');
  if (!/^\d{1,9}$/.test(tidy)) return fail('parameters.not_whole', { field: 'value' });
  const value = Number(tidy);
  const min = least[key] ?? 0;
  const max = mostWhole[kind];
  if (value < min) return fail('parameters.too_small', { field: 'value', params: { min } });
  if (value > max) return fail('parameters.too_large', { field: 'value', params: { max: groupDigits(BigInt(max)) } });
  return ok(value);
}

function exactFraction(key: ParameterKey, typed: string): Result<StoredValue> {
  const [, over = '0', under = '0'] = /^(\d{1,6})\s*\/\s*(\d{1,6})$/.exec(typed.normalize('NFKC').trim()) ?? [];
  if (BigInt(under) === 0n || BigInt(over) === 0n) return fail('parameters.not_a_fraction', { field: 'value' });
  const value = fraction(BigInt(over), BigInt(under));
  const max = mostFraction[key] ?? fraction(1n);
  if (compare(value, max) > 0)
    return fail('parameters.too_large', {
      field: 'value',
      params: { max: max.under === 1n ? '1' : `${max.over}/${max.under}` },
    });
  return ok(`${value.over}/${value.under}`);
}

const yes = ['yes', 'true', '1'];
const no = ['no', 'false', '0'];

/**
 * Reads a value as typed into the kind its key has, exactly. Refuses: `parameters.not_whole`,
 * `parameters.not_a_fraction`, `parameters.not_a_switch`, `parameters.too_small` (min), `parameters.too_large` (max),
 * and the money codes for an amount.
 */
export function readValue(key: ParameterKey, typed: string): Result<StoredValue> {
  const { kind } = defaults[key];
  if (kind === 'fraction') return exactFraction(key, typed);
  if (kind === 'fen') {
    const read = parseFen(typed);
    return read.ok ? ok(read.value.toString()) : { ok: false, fault: { ...read.fault, field: 'value' } };
  }
  if (kind === 'switch') {
    const word = typed.trim().toLowerCase();
    return yes.includes(word) || no.includes(word)
      ? ok(yes.includes(word))
      : fail('parameters.not_a_switch', { field: 'value' });
  }
  return wholeNumber(key, kind, typed);
}

/** A stored value as it would be typed. */
export function typedValue(kind: ParameterKind, value: StoredValue): string {
  if (kind === 'switch') return value === true ? 'yes' : 'no';
  if (kind !== 'fen') return `${value}`;
  const fen = BigInt(value);
  return `${fen / 100n}.${(fen % 100n).toString().padStart(2, '0')}`;
}
