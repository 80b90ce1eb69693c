import type { VNode } from 'preact';
import { formatMinutes } from '#kernel/hours';
import { formatFen, formatShort } from '#kernel/money';
import type { View } from './view.tsx';

/** What an amount means: money in (pine), money out (lake), money held (ochre), or overdue (cinnabar). */
export type MoneyTone = 'in' | 'out' | 'held' | 'late' | 'muted';

/** An exact amount of fen in yuan, tabular and unbreakable. `sign` writes a plus before what comes in. */
export function Money(props: { readonly fen: bigint; readonly sign?: boolean; readonly tone?: MoneyTone }): VNode {
  const text = formatFen(props.fen, { sign: props.sign === true });
  return <span class={props.tone === undefined ? 'amount' : `amount ${props.tone}`}>{text}</span>;
}

/** An exact amount in yuan that shows fen only when there are any: for posters and bars, where .00 is noise. */
export function wholeYuan(fen: bigint): string {
  return formatFen(fen).replace(/\.00$/, '');
}

/** The one large figure of a page: the sign and the decimals stand back, the yuan stand out. */
export function BigFigure(props: { readonly fen: bigint; readonly label?: string }): VNode {
  const [yuan = '0', decimals = '00'] = formatFen(props.fen).split('.');
  return (
    <p class={yuan.length > 9 ? 'figure figure-long' : 'figure'}>
      {props.label !== undefined && <span class="sr">{props.label} </span>}
      <small>¥</small>
      {yuan}
      <small>.{decimals}</small>
    </p>
  );
}

/** A large sum short enough to be read at a glance; the exact amount is its title. */
export function ShortMoney(props: { readonly fen: bigint; readonly view: View }): VNode {
  return (
    <span class="amount" title={formatFen(props.fen)}>
      {formatShort(props.fen, props.view.lang)}
    </span>
  );
}

/** A length of time kept as whole minutes, in words. */
export function Hours(props: { readonly minutes: bigint; readonly view: View }): VNode {
  return <span class="amount">{formatMinutes(props.minutes, props.view.lang)}</span>;
}
