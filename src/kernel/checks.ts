import { isRealDate, type LocalDate } from './dates.ts';
import { fail, ok, type Result } from './result.ts';
import { personMarks } from './zh.ts';

/** Text as typed, reduced to the letters and digits of a number: full-width forms, blanks and dashes are forgiven. */
function compact(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}\u2212.()]/gu, '')
    .toUpperCase();
}

function weighted(digits: readonly number[], weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * (digits[place] ?? 0), 0);
}

const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function idCheckLetter(first17: string): string {
  return '10X98765432'.charAt(weighted([...first17].map(Number), idWeights) % 11);
}

/** What a resident identity number says: its 18 characters, and the birth date and sex written into it. */
export interface ResidentId {
  readonly number: string;
  readonly birth: LocalDate;
  readonly sex: 'female' | 'male';
  /** The county-level region that issued it, GB/T 2260. */
  readonly region: string;
}

/**
 * Reads a resident identity number after GB 11643-1999, the old form of 15 digits included, and refuses by code:
 * `id.empty`, `id.length` (with `digits`), `id.characters`, `id.date` (no such day, or after `today`),
 * `id.check_digit`.
 */
export function readResidentId(text: string, today?: LocalDate): Result<ResidentId> {
  const typed = compact(text);
  if (typed === '') return fail('id.empty');
  if (typed.length !== 15 && typed.length !== 18) return fail('id.length', { params: { digits: typed.length } });
  if (!/^(?:\d{15}|\d{17}[\dX])$/.test(typed)) return fail('id.characters');
  const first17 = typed.length === 15 ? `${typed.slice(0, 6)}19${typed.slice(6)}` : typed.slice(0, 17);
  const number = typed.length === 15 ? first17 + idCheckLetter(first17) : typed;
  const birth = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isRealDate(birth) || birth < '1850' || (today !== undefined && birth > today)) return fail('id.date');
  if (number.charAt(17) !== idCheckLetter(first17)) return fail('id.check_digit');
  const sex = Number(number.charAt(16)) % 2 === 0 ? 'female' : 'male';
  return ok({ number, birth, sex, region: number.slice(0, 6) });
}

const creditLetters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** A unified social credit code, and what is odd about it where something is. */
export interface CreditCode {
  readonly code: string;
  /**
   * Set when the check character is wrong. Codes of the first pilots are so and valid all the same: warn, and let
   * the office go on. The sentence is that of `credit.check_digit`.
   */
  readonly warning?: 'credit.check_digit';
}

/**
 * Reads a unified social credit code after GB 32100-2015; refuses by code: `credit.empty`, `credit.length` (with
 * `digits`), `credit.characters`. A wrong check character only warns.
 */
export function readCreditCode(text: string): Result<CreditCode> {
  const code = compact(text);
  if (code === '') return fail('credit.empty');
  if (code.length !== 18) return fail('credit.length', { params: { digits: code.length } });
  const digits = [...code].map((letter) => creditLetters.indexOf(letter));
  if (digits.includes(-1)) return fail('credit.characters');
  const check = creditLetters.charAt((31 - (weighted(digits, creditWeights) % 31)) % 31);
  return ok(check === code.charAt(17) ? { code } : { code, warning: 'credit.check_digit' });
}

/**
 * Reads an organisation code of nine characters after GB 11714, which also stands at places 9 to 17 of a credit
 * code; refuses by `organisation_code.invalid`.
 */
export function readOrganisationCode(text: string): Result<string> {
  const code = compact(text);
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(code)) return fail('organisation_code.invalid');
  const digits = [...code].map((letter) => Number.parseInt(letter, 36));
  const check = 11 - (weighted(digits, [3, 7, 9, 10, 5, 8, 4, 2]) % 11);
  const letter = check === 10 ? 'X' : check === 11 ? '0' : String(check);
  return letter === code.charAt(8) ? ok(code) : fail('organisation_code.invalid');
}

/** Whether the digits of a card number add up after Luhn. Corporate accounts and passbooks don't follow it. */
export function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return /^\d+$/.test(digits) && sum % 10 === 0;
}

/**
 * Reads the number of a bank card (not of a corporate account); refuses by code: `card.empty`, `card.characters`,
 * `card.length` (with `digits`), `card.check_digit`.
 */
export function readCard(text: string): Result<string> {
  const card = compact(text);
  if (card === '') return fail('card.empty');
  if (!/^\d+$/.test(card)) return fail('card.characters');
  if (card.length < 16 || card.length > 19) return fail('card.length', { params: { digits: card.length } });
  return luhn(card) ? ok(card) : fail('card.check_digit');
}

/** Digits as they are written in Chinese, the spoken one of telephone numbers among them. */
const chineseDigits: ReadonlyMap<string, string> = new Map(
  [...personMarks.digits].map((sign, at) => [sign, '001234567891'.charAt(at)]),
);

/**
 * Reads a mobile number of the mainland as people write it (full-width, Chinese digits, blanks, dashes, +86) and returns its 11
 * digits; refuses by code: `phone.empty`, `phone.characters`, `phone.length` and `phone.not_mobile`, both with
 * `digits`, how many were found, so that the sentence can say whether one is missing or one too many.
 */
export function normalisePhone(text: string): Result<string> {
  const digitsOnly = [...compact(text)].map((sign) => chineseDigits.get(sign) ?? sign).join('');
  const typed = digitsOnly.replace(/^\+/, '00');
  if (typed === '') return fail('phone.empty');
  if (!/^\d+$/.test(typed)) return fail('phone.characters');
  const digits = typed.replace(/^(?:0086|86(?=\d{11}$))/, '');
  if (digits.length !== 11) return fail('phone.length', { params: { digits: digits.length } });
  return /^1[3-9]/.test(digits) ? ok(digits) : fail('phone.not_mobile', { params: { digits: digits.length } });
}
