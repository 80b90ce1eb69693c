/**
 * Most leaves by far are entries of two lines that no decision had to allow and that take nothing back. They are read here
 * byte by byte in one pass, without making text or objects of them; whatever is not exactly so is for the careful reader.
 */
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const parts = {
  id: ascii('{"kind":"entry","id":"'),
  deed: ascii('","deed":"'),
  subject: ascii('","subject":["'),
  of: ascii('","'),
  postings: ascii('"],"postings":[["'),
  second: ascii('"],["'),
  plain: ascii('"]],"authorisation":null,"order":null,"reverses":null,"day":"'),
  at: ascii('","at":"'),
  end: ascii('"}'),
} as const;

const [hexOrDash, wordByte, dayByte] = [1, 2, 4];
const classes = new Uint8Array(256);
for (const [mask, letters] of [
  [hexOrDash, '0123456789abcdef-'],
  [wordByte, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:/-'],
  [dayByte, '0123456789-TZ:.'],
] as const)
  for (const byte of ascii(letters)) classes[byte] = (classes[byte] ?? 0) | mask;

const [idBytes, dayBytes, momentBytes] = [36, 10, 24];
const [minus, zero, nine, quote] = [45, 48, 57, 34];
/** Digits that each half of an amount takes; longer ones are for the careful reader. */
const halfDigits = 7;

/**
 * A sum in two halves of seven digits. Each half is a whole number that stays exact for as many entries as a log can have,
 * so that no big number has to be made for every line; `total` puts them together.
 */
export class Sum {
  #high = 0;
  #low = 0;
  #rest = 0n;

  /** Adds what was read last, or takes it away. */
  addHalves(high: number, low: number): void {
    this.#high += high;
    this.#low += low;
  }

  add(amount: bigint): void {
    this.#rest += amount;
  }

  get total(): bigint {
    return this.#rest + BigInt(this.#high) * 10_000_000n + BigInt(this.#low);
  }
}

/** Reads one plain entry after another; what it read is in its fields until the next. */
export class PlainEntry {
  /** Where the two accounts stand, and what their bytes come to. */
  firstAt = 0;
  firstMark = 0;
  secondAt = 0;
  secondMark = 0;
  /** Size of the amount in two halves, and whether the first line is the one with the minus. */
  high = 0;
  low = 0;
  firstIsMinus = false;
  #at = 0;
  #mark = 0;

  /** Whether the bytes are a plain entry whose two lines are one amount of one commodity in opposite directions. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.#at = start;
    if (!this.#part(bytes, parts.id) || !this.#id(bytes)) return false;
    if (!this.#part(bytes, parts.deed) || !this.#word(bytes)) return false;
    if (!this.#part(bytes, parts.subject) || !this.#word(bytes)) return false;
    if (!this.#part(bytes, parts.of) || !this.#id(bytes)) return false;
    if (!this.#part(bytes, parts.postings) || !this.#lines(bytes)) return false;
    if (!this.#part(bytes, parts.plain) || !this.#run(bytes, dayByte, dayBytes)) return false;
    if (!this.#part(bytes, parts.at) || !this.#run(bytes, dayByte, momentBytes)) return false;
    return this.#part(bytes, parts.end) && this.#at === end;
  }

  #lines(bytes: Uint8Array): boolean {
    this.firstAt = this.#at;
    if (!this.#id(bytes) || !this.#part(bytes, parts.of)) return false;
    this.firstMark = this.#mark;
    const commodity = this.#at;
    if (!this.#word(bytes)) return false;
    const length = this.#at - commodity;
    if (!this.#part(bytes, parts.of)) return false;
    this.firstIsMinus = bytes[this.#at] === minus;
    const digits = this.#at + (this.firstIsMinus ? 1 : 0);
    if (!this.#amount(bytes, digits)) return false;
    const count = this.#at - digits;
    if (!this.#part(bytes, parts.second)) return false;
    this.secondAt = this.#at;
    if (!this.#id(bytes) || !this.#part(bytes, parts.of)) return false;
    this.secondMark = this.#mark;
    if (!this.#again(bytes, commodity, length) || !this.#part(bytes, parts.of)) return false;
    if (!this.firstIsMinus && bytes[this.#at++] !== minus) return false;
    return this.#again(bytes, digits, count);
  }

  #part(bytes: Uint8Array, part: Uint8Array): boolean {
    const at = this.#at;
    for (let n = 0; n < part.length; n += 1) if (bytes[at + n] !== part[n]) return false;
    this.#at = at + part.length;
    return true;
  }

  /** The same bytes as stood somewhere before. */
  #again(bytes: Uint8Array, from: number, length: number): boolean {
    for (let n = 0; n < length; n += 1) if (bytes[this.#at + n] !== bytes[from + n]) return false;
    this.#at += length;
    return true;
  }

  #run(bytes: Uint8Array, mask: number, length: number): boolean {
    const until = this.#at + length;
    for (let at = this.#at; at < until; at += 1) if (((classes[bytes[at] ?? 0] ?? 0) & mask) === 0) return false;
    this.#at = until;
    return true;
  }

  #id(bytes: Uint8Array): boolean {
    const until = this.#at + idBytes;
    let mark = 0;
    for (let at = this.#at; at < until; at += 1) {
      const byte = bytes[at] ?? 0;
      if (((classes[byte] ?? 0) & hexOrDash) === 0) return false;
      mark = (Math.imul(mark, 31) + byte) | 0;
    }
    this.#mark = mark;
    this.#at = until;
    return true;
  }

  #word(bytes: Uint8Array): boolean {
    const from = this.#at;
    for (;;) {
      const byte = bytes[this.#at] ?? quote;
      if (byte === quote) return this.#at > from;
      if (((classes[byte] ?? 0) & wordByte) === 0) return false;
      this.#at += 1;
    }
  }

  #amount(bytes: Uint8Array, from: number): boolean {
    let at = from;
    while ((bytes[at] ?? 0) >= zero && (bytes[at] ?? 0) <= nine) at += 1;
    const count = at - from;
    if (count === 0 || count > 2 * halfDigits) return false;
    this.high = digitsOf(bytes, from, at - halfDigits);
    this.low = digitsOf(bytes, Math.max(from, at - halfDigits), at);
    this.#at = at;
    return true;
  }
}

function digitsOf(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + (bytes[at] ?? zero) - zero;
  return value;
}

/** What the bytes of an id come to, as `PlainEntry` marks it. */
export function markOf(id: string): number {
  let mark = 0;
  for (let at = 0; at < id.length; at += 1) mark = (Math.imul(mark, 31) + id.charCodeAt(at)) | 0;
  return mark;
}

/** Whether an id stands at a place. */
export function standsAt(bytes: Uint8Array, at: number, id: Uint8Array): boolean {
  for (let n = 0; n < idBytes; n += 1) if (bytes[at + n] !== id[n]) return false;
  return true;
}
