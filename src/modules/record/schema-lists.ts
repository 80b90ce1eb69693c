import type { BadRow, ColumnMap } from '#platform/sheet';

/** A row as the tables of lists hold it; a table may have more columns of its own. */
export interface ListColumns {
  readonly id: string;
  readonly state: 'open' | 'done';
  readonly file_name: string;
  readonly rows: number;
  readonly mapping: unknown;
  readonly landed: number;
  readonly skipped: number;
  readonly report: unknown;
  readonly at: Date;
}

/** A list that is being brought in, or has been. */
export interface SheetList {
  readonly id: string;
  readonly state: 'open' | 'done';
  readonly fileName: string;
  readonly rows: number;
  readonly mapping: ColumnMap<string>;
  readonly landed: number;
  /** Here already, from an earlier list or otherwise. */
  readonly skipped: number;
  readonly report: readonly BadRow[];
  readonly at: Date;
}

/** Where spreadsheet lists wait, sealed, while somebody says what their columns mean, until they land, once. */
export interface ListTable {
  /** A table with the columns of `ListColumns` and its own. */
  readonly table: 'gift_import' | 'need_import' | 'place_import' | 'roll_list';
  /** The word under which the waiting ones are sealed. */
  readonly sealedAs: string;
  /** The room's codes: no such list, landed already, a needed column without its field. */
  readonly refusals: { readonly unknown: string; readonly done: string; readonly column: string };
}

/** One kind of such lists, with what it has besides what all have. */
export interface SheetLists<Row extends ListColumns, L extends SheetList> extends ListTable {
  readonly read: (list: SheetList, row: Row) => L;
}
