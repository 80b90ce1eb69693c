import { hash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { Books } from './verify-books.ts';
import { Lines } from './verify-lines.ts';
import type { Report } from './verify-report.ts';

const Line = z.object({
  leaf: z.number().optional(),
  gone: z.string().optional(),
  row: z.record(z.string(), z.unknown()).optional(),
  words: z.object({ salt: z.string(), text: z.string() }).optional(),
  waiting: z.record(z.string(), z.unknown()).nullable().optional(),
  balance: z.object({ account: z.string(), shown: z.string() }).optional(),
  end: z.object({ size: z.number() }).optional(),
});
type Line = z.output<typeof Line>;

/**
 * Lays the public ledger beside the log, row by leaf in one pass over both. Where they agree to the byte nothing has to
 * be read apart; only where they differ is the row looked at.
 */
export class RowCheck {
  readonly #report: Report;
  readonly #books: Books;
  readonly #lines: Lines;
  readonly #waiting = new Map<string, number>();
  readonly #balances: { readonly account: string; readonly shown: string }[] = [];
  /** A row that belongs to a later leaf: the one before it has none. */
  #held: Buffer | null = null;
  readonly #expected = Buffer.alloc(64);
  #rows = 0;
  #said: number | null = null;
  #tail = false;

  constructor(folder: string, report: Report, books: Books) {
    this.#report = report;
    this.#books = books;
    this.#lines = new Lines(join(folder, 'ledger.jsonl'));
  }

  /** The next leaf beside its row. */
  leaf(index: number, bundle: Buffer, start: number, end: number): void {
    if (this.#agrees(index, bundle, start, end)) {
      this.#rows += 1;
      this.#take(index, bundle, start, end, true);
      return;
    }
    const line = this.#tail ? null : this.#rowFor(index);
    const isRow = line !== null && isRowOf(line);
    if (!isRow && !this.#tail) this.#readTail(line);
    const body = bundle.toString('utf8', start, end);
    if (!isRow) {
      // A leaf newer than the rows we were given: it counts where it is one that waited.
      const waited = this.#waiting.get(body) ?? 0;
      if (waited > 0) this.#waiting.set(body, waited - 1);
      this.#take(index, bundle, start, end, waited > 0);
      return;
    }
    this.#rows += 1;
    this.#take(index, bundle, start, end, true);
    this.#differs(index, body, line.toString());
  }

  /** Whether the next line is this leaf's row, to the byte; almost all are. */
  #agrees(index: number, bundle: Buffer, start: number, end: number): boolean {
    if (this.#tail || this.#held !== null) return false;
    const length = this.#expected.write(`{"leaf":${index},"row":`, 'latin1');
    return this.#lines.passes(this.#expected, length, bundle, start, end);
  }

  #take(index: number, bundle: Buffer, start: number, end: number, counts: boolean): void {
    if (this.#books.takePlain(bundle, start, end, counts)) return;
    this.#books.take(index, bundle.toString('utf8', start, end), counts);
  }

  /** After the last leaf: what waited and never came, rows too many, and every balance. */
  end(size: number): void {
    let extra = 0;
    while (!this.#tail) {
      const line = this.#next();
      if (line !== null && isRowOf(line)) extra += 1;
      else this.#readTail(line);
    }
    this.#lines.close();
    if (this.#said === null) this.#report.found('ledger_short', { found: this.#rows, size });
    if (extra > 0) this.#report.found('ledger_ahead', { found: this.#rows + extra, size });
    for (const [body, count] of this.#waiting) {
      if (count === 0) continue;
      const { kind = '', id = '' } = Line.shape.row.parse(JSON.parse(body)) ?? {};
      this.#report.found('entry_without_leaf', { kind: String(kind), id: String(id) });
      this.#books.count(body);
    }
    for (const { account, shown } of this.#balances) this.#books.balance(account, shown);
    this.#books.unshown(new Set(this.#balances.map((one) => one.account)));
  }

  /** The next line; rows whose leaves are missing are passed over, which was told, and count for the balances. */
  #rowFor(index: number): Buffer | null {
    for (;;) {
      const line = this.#next();
      if (line === null || !isRowOf(line)) return line;
      const place = Number(line.toString('latin1', rowMark.length, line.indexOf(44)));
      if (!(place < index)) return line;
      const { row } = Line.safeParse(JSON.parse(line.toString())).data ?? {};
      if (row !== undefined) this.#books.count(JSON.stringify(row));
      this.#rows += 1;
    }
  }

  #readTail(first: Buffer | null): void {
    this.#tail = true;
    for (let line = first; line !== null; line = this.#lines.next()) {
      const read = Line.safeParse(JSON.parse(line.toString())).data;
      if (read?.waiting) {
        const body = JSON.stringify(read.waiting);
        this.#waiting.set(body, (this.#waiting.get(body) ?? 0) + 1);
      }
      if (read?.balance !== undefined) this.#balances.push(read.balance);
      if (read?.end !== undefined) this.#said = read.end.size;
    }
  }

  #next(): Buffer | null {
    const held = this.#held;
    this.#held = null;
    return held ?? this.#lines.next();
  }

  /** A row that is not its leaf to the byte, or brings its words along. */
  #differs(index: number, body: string, line: string): void {
    const leaf = Line.shape.row.parse(JSON.parse(body)) ?? {};
    const place = { index, kind: String(leaf['kind']), id: String(leaf['id']) };
    const read = Line.safeParse(JSON.parse(line)).data ?? ({} satisfies Line);
    if (read.leaf !== index) {
      this.#report.found('row_gone', place);
      if ((read.leaf ?? -1) > index) {
        this.#held = Buffer.from(line);
        this.#rows -= 1;
      }
      return;
    }
    if (read.row === undefined) {
      // A published file may be withdrawn; of the books nothing may be missing.
      if (read.gone !== 'document') this.#report.found('row_gone', place);
      return;
    }
    if (JSON.stringify(read.row) !== body) {
      const names = [...new Set([...Object.keys(leaf), ...Object.keys(read.row)])];
      const field = names.find((name) => JSON.stringify(leaf[name]) !== JSON.stringify(read.row?.[name])) ?? '';
      this.#report.found('row_changed', { ...place, field });
      return;
    }
    const { words } = read;
    if (words !== undefined && hash('sha256', `${words.salt}\n${words.text}`, 'hex') !== leaf['text'])
      this.#report.found('words_changed', place);
  }
}

const rowMark = Buffer.from('{"leaf":');
const isRowOf = (line: Buffer): boolean => line.compare(rowMark, 0, rowMark.length, 0, rowMark.length) === 0;
