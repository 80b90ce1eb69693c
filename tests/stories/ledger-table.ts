import { sql } from 'kysely';
import { formatMinutes } from '#kernel/hours';
import { formatFen } from '#kernel/money';
import type { Scope } from '#platform/scope';

interface TableRow {
  readonly entry_id: string;
  readonly day: string;
  readonly kind: string;
  readonly memo: string;
  readonly reversal: boolean;
  readonly title: string;
  readonly path: string;
  readonly commodity: string;
  readonly amount: bigint;
}

/** How many columns of a terminal a text takes: a Chinese character is two wide. */
function width(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (/[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60]/u.test(letter) ? 2 : 1),
    0,
  );
}

function left(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(columns - width(text), 0));
}

function right(text: string, columns: number): string {
  return ' '.repeat(Math.max(columns - width(text), 0)) + text;
}

function shown(row: TableRow): string {
  const size = row.amount < 0n ? -row.amount : row.amount;
  if (row.commodity === 'CNY') return formatFen(size);
  return row.commodity === 'HOURS' ? formatMinutes(size, 'zh') : `${size} 件`;
}

/** What each kind of entry is called by a treasurer. */
const kinds: Readonly<Record<string, string>> = {
  'gifts.bank': '捐赠（转账）',
  'gifts.cash': '捐赠（现金）',
  'gifts.share': '捐赠（承诺的分成）',
  'gifts.platform': '捐赠（指定平台）',
  'gifts.takings': '捐赠（箱子和摊位）',
  'funds.deposit': '现金存银行',
  'funds.payment': '付款',
  'reconciliation.host_fee': '慈善组织的管理费',
  'reconciliation.charge': '银行手续费',
  'reconciliation.interest': '利息',
  'funds.rest': '预支没花完，退回',
  'funds.returned': '收款方退回',
  'funds.clawed_back': '追回',
  'stewardship.move': '改用途、结束后转出',
  'ledger.hours': '街坊出的时间',
  'resources.received': '收到物品',
  'resources.issued': '发出物品',
  'resources.returned': '退回物品',
  'resources.counted': '盘点',
};

const places: Readonly<Record<string, string>> = {
  bank: '银行存款',
  cash: '现金箱',
  hours: '时间',
  received: '收到的物品',
  given: '发出的物品',
  returned: '退回的物品',
  difference: '盘点差额',
};

/** Opaque ids are cut, so that the eye sees which account it is; the title says whose. */
function account(row: TableRow): string {
  if (row.title !== '') return row.title;
  const [first = '', ...rest] = row.path.split('/');
  const id = rest.join('/').replace(/^[0-9a-f-]{30,}$/, (whole) => whole.slice(-4));
  return `${places[first] ?? first} ${id}`;
}

/**
 * The whole ledger of a space as a journal that a treasurer can read: day, what, account, debit, credit; a line under
 * each entry, and at the end every account with its balance, per commodity, adding up to zero.
 */
export async function ledgerTable(scope: Scope): Promise<string> {
  const { rows } = await sql<TableRow>`
    select e.id as entry_id, e.day, e.kind, e.memo, e.reverses_id is not null as reversal, a.title, a.path, p.commodity, p.amount
    from ledger_entry e
    join ledger_posting p on p.space_id = e.space_id and p.entry_id = e.id
    join ledger_account a on a.space_id = p.space_id and a.id = p.account_id
    where e.space_id = ${scope.spaceId} order by e.id, p.line`.execute(scope.db);
  const lines = [
    `${left('日期', 12)}${left('事由', 34)}${left('账户', 26)}${right('借', 16)}${right('贷', 16)}`,
    '═'.repeat(104),
  ];
  let last = '';
  for (const row of rows) {
    const first = row.entry_id !== last;
    if (first && last !== '') lines.push('─'.repeat(104));
    last = row.entry_id;
    const what = `${row.reversal ? '冲回 ' : ''}${kinds[row.kind] ?? row.kind}${row.memo === '' ? '' : ` ${row.memo}`}`;
    lines.push(
      left(first ? row.day : '', 12) +
        left(first ? what : '', 34) +
        left(account(row), 26) +
        right(row.amount > 0n ? shown(row) : '', 16) +
        right(row.amount < 0n ? shown(row) : '', 16),
    );
  }
  return [...lines, '═'.repeat(104), ...closing(rows)].join('\n');
}

function closing(rows: readonly TableRow[]): string[] {
  const sums = new Map<string, TableRow>();
  for (const row of rows) {
    const key = `${row.commodity} ${row.path}`;
    sums.set(key, { ...row, amount: row.amount + (sums.get(key)?.amount ?? 0n) });
  }
  const accounts = [...sums.values()].sort((a, b) => (`${a.commodity}${a.path}` < `${b.commodity}${b.path}` ? -1 : 1));
  return accounts.map(
    (row) =>
      left('', 12) +
      left('余额', 34) +
      left(account(row), 26) +
      right(row.amount >= 0n ? shown(row) : '', 16) +
      right(row.amount < 0n ? shown(row) : '', 16),
  );
}

/** Prints the ledger of a space. */
export async function printLedger(scope: Scope): Promise<void> {
  console.log(`\n${await ledgerTable(scope)}\n`);
}
