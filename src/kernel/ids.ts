import { randomBytes, randomInt } from 'node:crypto';
import { v7, validate, version } from 'uuid';

let lastMoment = Number.NaN;
let sequence = 0;

/**
 * A new key of a row: a UUIDv7, so that rows made later sort later, also within one moment of a clock that stands
 * still. `now` comes from the scope's clock.
 */
export function newId(now?: Date): string {
  if (now === undefined) return v7();
  const msecs = now.getTime();
  sequence = msecs === lastMoment ? sequence + 1 : randomInt(2 ** 30);
  lastMoment = msecs;
  return v7({ msecs, seq: sequence });
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
