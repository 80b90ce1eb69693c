import { formatDate, type LocalDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { type Lang, pick, type Words } from '#kernel/words';
import type { View } from '#ui/view';
import { en } from './en.ts';
import { isRunning } from './rules.ts';
import type { Agreement } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(lang: Lang): Words<typeof zh> {
  return pick(lang, { zh, en });
}

/** A shop as everyone may read it. */
export function shopName(view: View, one: Agreement): string {
  return one.publicShop === '' ? wordsOf(view.lang).nameless : one.publicShop;
}

/** What neighbours get. */
export function discountWords(view: View, one: Agreement): string {
  const w = wordsOf(view.lang).terms;
  return one.discountPercent === null
    ? w.off(formatFen(one.discountOff ?? 0n, { plain: true }))
    : w.percent(one.discountPercent);
}

/** What the fund gets. */
export function shareWords(view: View, one: Agreement): string {
  const w = wordsOf(view.lang).terms;
  if (one.shareKind === 'use') return w.use(formatFen(one.sharePerUse ?? 0n, { plain: true }));
  const { over, under } = one.shareRate ?? { over: 0n, under: 1n };
  // A rate has two decimals at most, so a ten-thousandth of it is whole, and reads like fen.
  return w.turnover(formatFen((over * 10_000n) / under, { plain: true }).replace(/\.?0+$/, ''));
}

/** Where an agreement stands today, in words. */
export function stateWords(view: View, one: Agreement, day: LocalDate): string {
  const w = wordsOf(view.lang).terms;
  if (one.endedOn !== null && one.endedOn <= day)
    return w.ended(formatDate(one.endedOn, view.lang), one.endedReason ?? '');
  if (isRunning(one, day)) return w.running;
  return one.startsOn > day ? w.soon : w.over;
}

/** From when until when. */
export function spanWords(view: View, one: Agreement): string {
  return wordsOf(view.lang).terms.span(formatDate(one.startsOn, view.lang), formatDate(one.endsOn, view.lang));
}
