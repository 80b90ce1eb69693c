import { formatMinutes } from '#kernel/hours';
import { formatFen } from '#kernel/money';
import { type Lang, pick } from '#kernel/words';
import { en } from './en.ts';
import type { Account } from './schema.ts';
import { zh } from './zh.ts';

/** The words of the ledger in a language. */
export function wordsOf(lang: Lang) {
  return pick(lang, { zh, en });
}

/**
 * What an account is called: its title, or what its path says. Its opaque id is shown to nobody; the thing it counts
 * tells the accounts beside the shelves apart.
 */
export function accountName(lang: Lang, account: Pick<Account, 'path' | 'title'>, thing = ''): string {
  if (account.title !== '') return account.title;
  const { kinds } = wordsOf(lang);
  const [kind] = account.path.split('/');
  const word = (key: string | undefined) => Object.entries(kinds).find(([known]) => known === key)?.[1];
  const name = word(account.path) ?? word(kind) ?? kinds.other;
  return thing === '' ? name : wordsOf(lang).ofThing(name, thing);
}

/** Which of the three kinds of things an account counts. */
export function countsOf(commodity: string): 'money' | 'hours' | 'goods' {
  if (commodity === 'CNY') return 'money';
  return commodity === 'HOURS' ? 'hours' : 'goods';
}

/** An amount as its account counts, for people; minus where it goes down. */
export function amountWords(lang: Lang, commodity: string, amount: bigint): string {
  const size = amount < 0n ? -amount : amount;
  const sign = amount < 0n ? '−' : '';
  const counts = countsOf(commodity);
  if (counts === 'money') return `${sign}${formatFen(size)}`;
  return `${sign}${counts === 'hours' ? formatMinutes(size, lang) : wordsOf(lang).pieces(size.toString())}`;
}

/** An amount for a file: yuan with two decimals, whole minutes, whole pieces. */
export function amountPlain(commodity: string, amount: bigint): string | bigint {
  return countsOf(commodity) === 'money' ? formatFen(amount, { plain: true }) : amount;
}

/** What an entry is called; reversals say so before it. */
export function entryName(lang: Lang, line: { readonly kind: string; readonly memo: string }): string {
  const w = wordsOf(lang).statement;
  const known = Object.entries(w.entries).find(([key]) => key === line.kind)?.[1] ?? w.entry(line.kind);
  return line.memo === '' ? known : `${known} ${line.memo}`;
}
