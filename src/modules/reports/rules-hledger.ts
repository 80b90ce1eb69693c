import { formatFen } from '#kernel/money';
import type { JournalAccount, JournalEntry } from '#modules/ledger';

/** An account's name in the journal: its opaque path, with what hledger reads as a separator. */
export function accountName(path: string): string {
  return path.replace(/[^\w.:/-]+/g, '_').replaceAll('/', ':');
}

/** A text that stays a comment on its line. */
function comment(text: string): string {
  return text.replace(/[\r\n;]+/g, ' ').trim();
}

/** The sign of a commodity; hours are kept as whole minutes, goods as pieces of one thing each. */
function symbol(commodity: string): string {
  if (commodity === 'CNY') return 'CNY';
  return commodity === 'HOURS' ? 'min' : `"${commodity}"`;
}

function amount(commodity: string, units: bigint): string {
  return `${commodity === 'CNY' ? formatFen(units, { plain: true }) : units.toString()} ${symbol(commodity)}`;
}

/** What stands at the head of the journal: whose it is, its commodities and accounts, titles as comments only. */
export function journalHead(title: string, lines: readonly string[], accounts: readonly JournalAccount[]): string {
  const commodities = [...new Set(['CNY', ...accounts.map((one) => one.commodity)])];
  const names = new Map<string, string>();
  for (const one of accounts) {
    const name = accountName(one.path);
    names.set(name, names.get(name) || comment(one.title));
  }
  return [
    ...[title, ...lines].map((line) => `; ${comment(line)}`),
    '',
    ...commodities.map((one) => `commodity ${one === 'CNY' ? '1000.00' : '1000.'} ${symbol(one)}`),
    '',
    ...[...names].map(([name, words]) => `account ${name}${words === '' ? '' : `  ; ${words}`}`),
    '',
    '',
  ].join('\n');
}

/** Entries as transactions: the public number as the code, what was done as the description, never a name. */
export function journalEntries(entries: readonly JournalEntry[]): string {
  return entries
    .map((entry) => {
      const code = entry.memo === '' ? '' : ` (${comment(entry.memo).replace(/[()]/g, '')})`;
      const note = entry.reverses === null ? entry.id : `${entry.id}, reverses ${entry.reverses}`;
      const lines = entry.lines.map((line) => `    ${accountName(line.path)}  ${amount(line.commodity, line.amount)}`);
      return [`${entry.day} *${code} ${entry.kind}  ; ${note}`, ...lines, ''].join('\n');
    })
    .join('\n');
}

/** The last transaction moves nothing and asserts what every account comes to, so that a checker proves the sums. */
export function journalEnd(day: string, accounts: readonly JournalAccount[]): string {
  if (accounts.length === 0) return '';
  const lines = accounts.map(
    (one) => `    ${accountName(one.path)}  ${amount(one.commodity, 0n)} = ${amount(one.commodity, one.balance)}`,
  );
  return `\n${day} * balances\n${lines.join('\n')}\n`;
}
