import type { Lang } from '#kernel/words';
import { uiWords } from './words.ts';

/** The digits of a public number one by one, as one says them on the telephone. */
export function spokenDigits(number: string, lang: Lang): string {
  const t = uiWords(lang).spoken;
  const words = [...number].flatMap((c) => (/\d/.test(c) ? [t.digits[c.charCodeAt(0) - 48] ?? c] : []));
  return words.join(t.join);
}

/** Four digits of a Chinese numeral: a zero is said once between digits, never at the end. */
function fourDigits(value: number, digits: readonly string[], units: readonly string[]): string {
  let said = '';
  let gap = false;
  for (let power = 3; power >= 0; power--) {
    const digit = Math.floor(value / 10 ** power) % 10;
    if (digit === 0) {
      gap = said !== '';
      continue;
    }
    said += `${gap ? (digits[0] ?? '') : ''}${digits[digit] ?? ''}${units[power] ?? ''}`;
    gap = false;
  }
  return said;
}

function chinese(value: bigint, lang: Lang): string {
  const t = uiWords(lang).spoken;
  if (value === 0n) return t.digits[0] ?? '';
  const groups: number[] = [];
  for (let rest = value; rest > 0n; rest /= 10_000n) groups.push(Number.parseInt((rest % 10_000n).toString(), 10));
  let said = '';
  for (let at = groups.length - 1; at >= 0; at--) {
    const group = groups[at] ?? 0;
    if (group === 0) continue;
    const before = said !== '' && (group < 1000 || groups[at + 1] === 0) ? (t.digits[0] ?? '') : '';
    said += `${before}${fourDigits(group, t.digits, t.units)}${t.groups[at] ?? ''}`;
  }
  // Ten to nineteen are said without the leading one.
  return said.startsWith(t.oneTen) ? said.slice(t.oneTen.length - 1) : said;
}

function belowThousand(
  value: number,
  words: { readonly small: readonly string[]; readonly tens: readonly string[] },
): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const parts = hundreds > 0 ? [`${words.small[hundreds] ?? ''} hundred`] : [];
  const tens = words.tens[Math.floor(rest / 10)] ?? '';
  if (rest >= 20) parts.push(rest % 10 === 0 ? tens : `${tens}-${words.small[rest % 10] ?? ''}`);
  else if (rest > 0 || hundreds === 0) parts.push(words.small[rest] ?? '');
  return parts.join(' and ');
}

function english(value: bigint, lang: Lang): string {
  const t = uiWords(lang).spoken;
  if (value === 0n) return t.small[0] ?? '';
  const parts: string[] = [];
  let rest = value;
  for (let at = 0; rest > 0n; at++, rest /= 1000n) {
    const group = Number.parseInt((rest % 1000n).toString(), 10);
    if (group > 0) parts.unshift(`${belowThousand(group, t)} ${t.groups[at] ?? ''}`.trim());
  }
  return parts.join(' ');
}

/** A sum in whole yuan as one would say it, for posters and receipts; fen are said only when there are any. */
export function spokenYuan(fen: bigint, lang: Lang): string {
  const t = uiWords(lang).spoken;
  const size = fen < 0n ? -fen : fen;
  const say = lang === 'zh' ? chinese : english;
  const cents = size % 100n;
  return t.yuan(say(size / 100n, lang), cents === 0n ? '' : cents.toString().padStart(2, '0'));
}
