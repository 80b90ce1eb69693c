/** An exact fraction in lowest terms with a positive denominator; for shares, quorums and ratios. */
export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : greatestCommonDivisor(b, a % b);
}

/** Makes a fraction; throws on a denominator of 0. */
export function fraction(over: bigint, under = 1n): Fraction {
  if (under === 0n) throw new RangeError('a fraction over 0');
  const divisor = greatestCommonDivisor(over, under) * (under < 0n ? -1n : 1n);
  return { over: over / divisor, under: under / divisor };
}

export function add(a: Fraction, b: Fraction): Fraction {
  return fraction(a.over * b.under + b.over * a.under, a.under * b.under);
}

export function subtract(a: Fraction, b: Fraction): Fraction {
  return add(a, { over: -b.over, under: b.under });
}

export function multiply(a: Fraction, b: Fraction): Fraction {
  return fraction(a.over * b.over, a.under * b.under);
}

/** Throws when dividing by 0. */
export function divide(a: Fraction, b: Fraction): Fraction {
  return fraction(a.over * b.under, a.under * b.over);
}

/** Negative, 0 or positive, as `a` is smaller than, equal to or larger than `b`. */
export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The largest whole number not above the fraction. */
export function floor(a: Fraction): bigint {
  const whole = a.over / a.under;
  return a.over < 0n && a.over % a.under !== 0n ? whole - 1n : whole;
}

/** The smallest whole number not below the fraction: how many votes reach two thirds of eight. */
export function ceiling(a: Fraction): bigint {
  return -floor({ over: -a.over, under: a.under });
}
