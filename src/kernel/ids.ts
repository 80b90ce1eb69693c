import { randomBytes, randomFillSync, randomInt } from 'node:crypto';
import { v7, validate, version } from 'uuid';

let lastMoment = Number.NaN;
let sequence = 0;

const bytesPerKey = 16;
/** Random bytes for many keys at once: asking the system for each costs more than the key. */
const pool = new Uint8Array(256 * bytesPerKey);
let used = pool.length;

function randomPart(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytesPerKey;
  return pool.subarray(used - bytesPerKey, used);
}

/**
 * A new key of a row: a UUIDv7, so that rows made later sort later, also within one moment of a clock that stands
 * still. `now` comes from the scope's clock.
 */
export function newId(now?: Date): string {
  if (now === undefined) return v7();
  const msecs = now.getTime();
  sequence = msecs === lastMoment ? sequence + 1 : randomInt(2 ** 30);
  lastMoment = msecs;
  return v7({ msecs, seq: sequence, random: randomPart() });
}

/** Whether a text from outside, such as a part of an address, is one of our row keys. */
export function isId(text: string): boolean {
  return validate(text) && version(text) === 7;
}

/** A new idempotency key for a form: unguessable, so that nobody can claim another's. */
export function newKey(): string {
  return randomBytes(18).toString('base64url');
}

/** Without 0 O 1 I L 2 Z 5 S 8 B U V: what is left is told apart on paper, by old eyes, and over the phone. */
const clearLetters = '34679ACDEFGHJKMNPQRTWXY';

/** A random code for household cards and slips, in letters and digits that cannot be mistaken for one another. */
export function shortCode(length: number): string {
  return Array.from({ length }, () => clearLetters.charAt(randomInt(clearLetters.length))).join('');
}

/** The code a person meant when typing one from paper: full-width, small letters, spaces and dashes forgiven. */
export function readShortCode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
}
