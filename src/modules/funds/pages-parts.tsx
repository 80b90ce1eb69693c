import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { type Lang, pick, type Words } from '#kernel/words';
import { giftLine, type PublicLine } from '#modules/gifts';
import { Money } from '#ui/money';
import type { View } from '#ui/view';
import { en } from './en.ts';
import type { Fund, Payment } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(lang: Lang): Words<typeof zh> {
  return pick(lang, { zh, en });
}

/** Root of the space's public pages. */
export function publicRoot(view: View): string {
  return `/s/${encodeURIComponent(view.space?.slug ?? '')}`;
}

/** Root of the space's desk. */
export function deskRoot(view: View): string {
  return `/desk/${encodeURIComponent(view.space?.slug ?? '')}`;
}

/** What a line of the ledger is, in words, without any private one. */
export function lineWords(lang: Lang, one: PublicLine): string {
  const w = wordsOf(lang);
  const what = plainLine(lang, one);
  return one.line.reverses === null ? what : w.line.reversal(what);
}

function plainLine(lang: Lang, { gift, payment, line }: PublicLine): string {
  const w = wordsOf(lang);
  if (payment !== null && line.change > 0n && line.reverses === null)
    return w.line.back(payment.publicPayee, payment.whatFor);
  if (payment !== null) return w.line.payment(payment.publicPayee, payment.whatFor);
  if (line.subject.kind === 'move') return w.line.move;
  if (gift !== null) return giftLine(lang, gift);
  return Object.entries(w.line.kinds).find(([kind]) => kind === line.kind)?.[1] ?? w.line.other;
}

/** Where a line of the ledger leads: the gift's trace or the payment. */
export function lineHref(view: View, one: PublicLine): string {
  if (one.line.subject.kind === 'move') return `${publicRoot(view)}/moves/${one.line.subject.id}`;
  if (one.payment !== null) return `${publicRoot(view)}/payments/${one.payment.id}`;
  return one.gift === null ? `${publicRoot(view)}/ledger` : `${publicRoot(view)}/gifts/${one.gift.id}`;
}

/** An amount with its direction: what came in with a plus in pine, what went out with a minus in lake. */
export function Change(props: { readonly fen: bigint }): VNode {
  return <Money fen={props.fen} sign tone={props.fen < 0n ? 'out' : 'in'} />;
}

/** The agreement in one line. */
export function agreementWords(view: View, fund: Fund): string {
  const { agreementNumber, agreementFrom, agreementUntil } = fund;
  if (agreementNumber === null || agreementFrom === null) return '—';
  const until = agreementUntil === null ? '' : formatDate(agreementUntil, view.lang);
  return wordsOf(view.lang).fund.agreementLine(agreementNumber, formatDate(agreementFrom, view.lang), until);
}

/** State of a payment as one word with its colour. */
export function PaymentMark(props: { readonly view: View; readonly payment: Payment }): VNode {
  const { state } = props.payment;
  const tone = state === 'paid' ? 'in' : state === 'asked' || state === 'approved' ? 'held' : 'muted';
  return <span class={tone}>{wordsOf(props.view.lang).paymentStates[state]}</span>;
}
