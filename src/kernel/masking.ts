import { compoundSurnames, organisationEndings } from './zh.ts';

/**
 * Who will read a masked value: anyone at all, or members of the office without the right to the full value.
 * The outcome depends on nothing else, here and for ever, so that pieces published in different places can't be
 * joined to more than one of them says.
 */
export type Audience = 'public' | 'inside';

const han = /^[\p{Script=Han}]+$/u;

/** How many characters of a Chinese name are the surname: two for those known as compound, else one. */
export function surnameLength(name: string): number {
  const letters = [...name];
  return letters.length >= 3 && compoundSurnames.includes(letters.slice(0, 2).join('')) ? 2 : 1;
}

function maskHanName(letters: readonly string[], audience: Audience): string {
  const surname = letters.slice(0, surnameLength(letters.join(''))).join('');
  const given = letters.length - [...surname].length;
  const last = letters.at(-1) ?? '';
  const long = letters.length >= 4 || [...surname].length === 2;
  if (given <= 1) return audience === 'public' && long ? `${surname}**` : `${surname}*`;
  // Longer names always get the same number of stars, so that the stars don't tell the length.
  return long && audience === 'public' ? `${surname}**` : `${surname}*${last}`;
}

/**
 * A person's name as strangers may see it: the surname, and of a name of three characters the last. For names in
 * other scripts the first letters of the first and last word. An empty name gives one star.
 */
export function maskName(name: string, audience: Audience): string {
  const tidy = name
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
  const joined = tidy.replace(/[\s\u00B7\u2022\u30FB\uFF0E]/g, '');
  if (han.test(joined)) {
    const letters = [...joined];
    return letters.length === 1 ? '*' : maskHanName(letters, audience);
  }
  const words = tidy.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const ends = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  const stars = ends.map((word) => `${[...(word ?? '')][0]?.toLocaleUpperCase('en') ?? ''}**`);
  return words.length === 0 ? '*' : stars.join(' ');
}

/**
 * The name of a minor or of someone who is helped: the public sees only a code that leads nowhere, the office the
 * surname. `code` is the public number of the case or need.
 */
export function maskProtectedName(name: string, audience: Audience, code: string): string {
  if (audience === 'public') return code;
  const letters = [...name.normalize('NFKC').replace(/\s/g, '')];
  if (!han.test(letters.join(''))) return letters.length === 0 ? '*' : `${letters[0]}*`;
  return letters.length === 1 ? '*' : `${letters.slice(0, surnameLength(letters.join(''))).join('')}*`;
}

function digitsOf(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^0-9Xx]/g, '')
    .toUpperCase();
}

/** A telephone number for the office: `138****8000`. The public never sees any of it and gets an empty text. */
export function maskPhone(phone: string, audience: Audience): string {
  if (audience === 'public') return '';
  const digits = digitsOf(phone).replace(/^(?:00)?86(?=1\d{10}$)/, '');
  return digits.length >= 10 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : `****${digits.slice(-2)}`;
}

/** An identity number for the office: its first and last character. The public gets an empty text. */
export function maskIdNumber(number: string, audience: Audience): string {
  if (audience === 'public') return '';
  const digits = digitsOf(number);
  return digits.length < 15 ? '*'.repeat(18) : `${digits[0]}${'*'.repeat(digits.length - 2)}${digits.at(-1)}`;
}

/** A bank card for the office: its last four digits. The public gets an empty text. */
export function maskCard(card: string, audience: Audience): string {
  if (audience === 'public') return '';
  const digits = digitsOf(card);
  return digits.length < 12 ? '****' : `**** ${digits.slice(-4)}`;
}

/**
 * An organisation that gave on condition of not being named: the first two characters and what it ends in, the same
 * for everyone. Organisations that act under their name are in a public register and are not masked at all.
 */
export function maskOrganisation(name: string): string {
  const tidy = name.normalize('NFKC').trim();
  const letters = [...tidy];
  const ending = organisationEndings.find((end) => tidy.endsWith(end) && letters.length >= [...end].length + 4) ?? '';
  return letters.length < 4 ? `${letters[0] ?? ''}**` : `${letters.slice(0, 2).join('')}**${ending}`;
}
