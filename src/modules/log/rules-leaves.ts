import { hash } from 'node:crypto';
import type { LeafKind } from './schema.ts';

/**
 * The closed list of what the log says of each kind, in this order, and what each field is: an opaque id, a word of
 * ours, a figure, a moment, or a salted commitment to words. Nothing a person typed stands in a leaf. A field joins
 * this list in a review (`docs/decisions/0012`, `docs/LOG.md`), for what is in the log can never be taken out.
 */
export const leafFields: Readonly<Record<LeafKind, Readonly<Record<string, FieldClass>>>> = {
  account: {
    id: 'id',
    class: 'word',
    commodity: 'word',
    normal: 'word',
    guarded: 'flag',
    covered: 'flag',
    at: 'moment',
  },
  authorisation: {
    id: 'id',
    decision: 'id',
    account: 'id',
    amount: 'figure',
    approvals: 'figure',
    purpose: 'thing',
    at: 'moment',
  },
  decision: {
    id: 'id',
    number: 'number',
    template: 'word',
    outcome: 'word',
    subject: 'thing',
    amount: 'figure',
    account: 'id',
    authorisation: 'id',
    steps: 'steps',
    text: 'commitment',
    at: 'moment',
  },
  document: { id: 'id', sha256: 'hash', class: 'word', bytes: 'figure', about: 'thing', at: 'moment' },
  entry: {
    id: 'id',
    deed: 'word',
    subject: 'thing',
    postings: 'postings',
    authorisation: 'id',
    order: 'id',
    reverses: 'id',
    day: 'day',
    at: 'moment',
  },
  key: { id: 'id', vkey: 'key', at: 'moment' },
  outcome: { id: 'id', outcome: 'word', kept: 'day', replacedBy: 'id' },
  parameter: { id: 'id', key: 'word', from: 'day', text: 'commitment', at: 'moment' },
  promise: { id: 'id', matter: 'id', due: 'day', text: 'commitment', at: 'moment' },
  report: {
    id: 'id',
    span: 'word',
    from: 'day',
    version: 'figure',
    published: 'day',
    text: 'commitment',
    at: 'moment',
  },
  rule: { id: 'id', about: 'word', version: 'figure', from: 'day', text: 'commitment', at: 'moment' },
};

/** What may stand in a field, and the shape a value must have to be let in. */
export const fieldShapes = {
  /** An opaque key. */
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /** A word of the code's own: `funds.gift`, `guarded`, `GOODS:<id>`. */
  word: /^[A-Za-z][A-Za-z0-9_.:/-]{0,80}$/,
  figure: /^-?\d{1,19}$/,
  flag: /^(true|false)$/,
  day: /^\d{4}-\d{2}-\d{2}$/,
  moment: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
  /** A number the house gave: 2026-0142. */
  number: /^[A-Z]{0,4}-?\d{4}-\d{1,6}$/,
  /** SHA-256 of salt, newline and words; the words and their salt are kept elsewhere and can be forgotten. */
  commitment: /^[0-9a-f]{64}$/,
  hash: /^[0-9a-f]{64}$/,
  key: /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}$/,
  thing: null,
  postings: null,
  steps: null,
} as const;
export type FieldClass = keyof typeof fieldShapes;

/** A value as it comes from the database; null where there is none. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

const single = (value: Value, shape: RegExp): boolean =>
  (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') && shape.test(String(value));

const isThing = (value: Value): boolean =>
  Array.isArray(value) &&
  value.length === 2 &&
  single(value[0] ?? null, fieldShapes.word) &&
  single(value[1] ?? null, fieldShapes.id);

const isPosting = (value: Value): boolean =>
  Array.isArray(value) &&
  value.length === 3 &&
  single(value[0] ?? null, fieldShapes.id) &&
  single(value[1] ?? null, fieldShapes.word) &&
  single(value[2] ?? null, fieldShapes.figure);

const tallyFields = [
  'seats',
  'recused',
  'eligible',
  'present',
  'quorumNeeded',
  'yes',
  'no',
  'abstain',
  'yesNeeded',
] as const;
const tallyFlags = ['quorumMet', 'passed'] as const;
const isIn = (names: readonly string[], name: string): boolean => names.includes(name);

const isStep = (value: Value): boolean => {
  if (value === null || typeof value !== 'object' || !('kind' in value)) return false;
  const { kind, rule, outcome, tally, ...more } = value;
  const plain = single(kind ?? null, fieldShapes.word) && single(outcome ?? null, fieldShapes.word);
  const counted =
    tally === null ||
    (typeof tally === 'object' &&
      !Array.isArray(tally) &&
      Object.entries(tally).every(([name, one]) =>
        isIn(tallyFlags, name)
          ? single(one, fieldShapes.flag)
          : isIn(tallyFields, name) && single(one, fieldShapes.figure),
      ));
  return Object.keys(more).length === 0 && plain && counted && single(rule ?? null, fieldShapes.id);
};

/** Whether a value may stand in a field of this class. */
export function fits(field: FieldClass, value: Value): boolean {
  if (value === null) return true;
  if (field === 'thing') return isThing(value);
  if (field === 'postings') return Array.isArray(value) && value.every(isPosting);
  if (field === 'steps') return Array.isArray(value) && value.every(isStep);
  return single(value, fieldShapes[field]);
}

/**
 * The bytes of a leaf as text: JSON without spaces, the kind first, then every field of the list in its order. Throws
 * where a value does not fit its field, so that a slip in some room stops the log rather than publish words for ever.
 */
export function leafText(kind: LeafKind, values: Readonly<Record<string, Value>>): string {
  const parts = Object.entries(leafFields[kind]).map(([name, field]) => {
    const value = values[name] ?? null;
    if (!fits(field, value)) throw new Error(`log: ${kind}.${name} may not say this`);
    return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
  });
  return `{"kind":${JSON.stringify(kind)},${parts.join(',')}}`;
}

/** The counts of a step that may be in the log; the names of those who voted may not. */
export function tallyOf(stored: Readonly<Record<string, Value>> | null): Value {
  if (stored === null) return null;
  return Object.fromEntries(
    [...tallyFields, ...tallyFlags].map((name) => [name, stored[name] ?? null]).filter(([, one]) => one !== null),
  );
}

/** What stands in the log for words: SHA-256 of the salt, a newline and the words. Null where the salt is forgotten. */
export function commitment(salt: string | null, words: string): string | null {
  return salt === null ? null : hash('sha256', `${salt}\n${words}`, 'hex');
}
