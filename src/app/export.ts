import { writeCsv } from 'hucre/csv';
import { writeXlsx } from 'hucre/xlsx';

type Cell = string | number | bigint | null;
/** A table about to leave as a file. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/**
 * A spreadsheet program runs text that begins so as a formula, some also with the wide signs of Chinese keyboards or
 * after blanks; a leading apostrophe keeps it text.
 */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

function safe(cell: Cell): string | number | null {
  if (typeof cell === 'bigint') return cell.toString();
  if (typeof cell === 'string' && formula.test(cell) && !/^[+-]?[\d,]+(\.\d+)?$/.test(cell)) return `'${cell}`;
  return cell;
}

/** CSV with a byte-order mark, so that spreadsheet programs read the Chinese as such. */
export function csvFile(table: Table): string {
  const rows = [table.header, ...table.rows].map((row) => row.map((cell) => safe(cell) ?? ''));
  return `\uFEFF${writeCsv(rows)}`;
}

/** The same as XLSX. */
export async function xlsxFile(name: string, table: Table): Promise<Uint8Array<ArrayBuffer>> {
  const rows = [[...table.header], ...table.rows.map((row) => row.map(safe))];
  return new Uint8Array(await writeXlsx({ sheets: [{ name: name.slice(0, 31), rows }] }));
}
