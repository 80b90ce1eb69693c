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
  consultation: {
    id: 'id',
    consultation: 'id',
    number: 'number',
    version: 'figure',
    published: 'day',
    adopted: 'figure',
    partly: 'figure',
    declined: 'figure',
    text: 'commitment',
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
  poll: {
    id: 'id',
    number: 'number',
    ballot: 'word',
    rule: 'word',
    options: 'figure',
    roll: 'figure',
    opens: 'moment',
    closes: 'moment',
    lot: 'hash',
    text: 'commitment',
    at: 'moment',
  },
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
  tally: {
    id: 'id',
    number: 'number',
    ballots: 'figure',
    valid: 'figure',
    contents: 'hash',
    receipts: 'hash',
    at: 'moment',
  },
  unlisted: { id: 'id' },
};

/** Stands where a word does not have the shape of a word of ours; no room may use it for anything else. */
export const unlisted = 'unlisted';

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

const counted = (tally: Value): Value => {
  if (tally === null || typeof tally !== 'object' || Array.isArray(tally)) return null;
  const kept = Object.entries(tally).filter(([name, one]) =>
    isIn(tallyFlags, name) ? single(one, fieldShapes.flag) : isIn(tallyFields, name) && single(one, fieldShapes.figure),
  );
  return Object.fromEntries(kept);
};

const word = (value: Value): Value => (single(value, fieldShapes.word) ? value : unlisted);
const orNull = (value: Value, shape: RegExp): Value => (single(value, shape) ? value : null);

const fittedThing = (value: Value): Value => {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [kind = null, id = null] = value;
  return single(id, fieldShapes.id) ? [word(kind), id] : null;
};

const fittedPosting = (value: Value): Value => {
  const [account = null, commodity = null, amount = null] = Array.isArray(value) ? value : [];
  return [orNull(account, fieldShapes.id), word(commodity), orNull(amount, fieldShapes.figure)];
};

const fittedStep = (value: Value): Value => {
  const step = value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
  // An array has no such names, and an object of the database's has values only.
  const { kind = null, rule = null, outcome = null, tally = null } = step as Readonly<Record<string, Value>>;
  return { kind: word(kind), rule: orNull(rule, fieldShapes.id), outcome: word(outcome), tally: counted(tally) };
};

const each = (value: Value, fit: (one: Value) => Value): Value => (Array.isArray(value) ? value.map(fit) : null);

/**
 * What of a value may stand in a field: all of it where it has the shape, else the reserved word for a word and nothing for
 * anything else. So nothing that a person typed slips in, and no slip in some room ever stops a log.
 */
export function fitted(field: FieldClass, value: Value): Value {
  if (value === null) return null;
  if (field === 'thing') return fittedThing(value);
  if (field === 'postings') return each(value, fittedPosting);
  if (field === 'steps') return each(value, fittedStep);
  if (field === 'word') return word(value);
  return orNull(value, fieldShapes[field]);
}

/** The bytes of a leaf as text: JSON without spaces, the kind first, then every field of the list in its order. */
export function leafText(kind: LeafKind, values: Readonly<Record<string, Value>>): string {
  const parts = Object.entries(leafFields[kind]).map(
    ([name, field]) => `${JSON.stringify(name)}:${JSON.stringify(fitted(field, values[name] ?? null))}`,
  );
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
