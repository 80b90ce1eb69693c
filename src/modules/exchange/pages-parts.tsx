import { formatDate } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import { pick } from '#kernel/words';
import type { Opening } from '#modules/centres';
import type { Column, Filter } from '#ui/list';
import type { View } from '#ui/view';
import { en } from './en.ts';
import type { IntakeRow } from './queries.ts';
import type { Point } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View) {
  return pick(view.lang, { zh, en });
}

/** A point with what its pages look up. */
export interface PointView {
  readonly one: Point;
  readonly opening: Opening;
  readonly place: string;
  readonly keeper: string;
}

/** Columns of the intake log; only the desk's names who brought it. */
export function intakeColumns(view: View, classes: ReadonlyMap<string, string>): Column<IntakeRow>[] {
  const w = wordsOf(view);
  const t = w.desk.columns;
  const amount = (row: IntakeRow) => w.point.amount(groupDigits(row.quantity), row.unit);
  const outcome = (row: IntakeRow) => (row.refusedReason === null ? w.desk.taken : w.point.sentBack(row.refusedReason));
  const day = (row: IntakeRow) => formatDate(row.day, view.lang);
  return [
    { key: 'day', title: t.day, cell: day, text: day },
    { key: 'what', title: t.what, cell: (row) => row.title, text: (row) => row.title, wide: true },
    { key: 'quantity', title: t.quantity, cell: amount, text: amount, secondary: true },
    {
      key: 'class',
      title: t.class,
      cell: (row) => classes.get(row.classCode) ?? '',
      text: (row) => classes.get(row.classCode) ?? '',
      desktopOnly: true,
    },
    {
      key: 'condition',
      title: t.condition,
      cell: (row) => row.conditionText,
      text: (row) => row.conditionText,
      desktopOnly: true,
    },
    { key: 'giver', title: t.giver, cell: (row) => row.giver, text: (row) => row.giver, secondary: true },
    { key: 'outcome', title: t.outcome, cell: outcome, text: outcome, secondary: true },
  ];
}

/** The sentence above the log. */
export function intakeFilters(view: View): Filter[] {
  const t = wordsOf(view).desk;
  return [
    {
      key: 'state',
      title: t.columns.outcome,
      options: [
        { value: '', label: t.filter },
        { value: 'taken', label: t.taken },
        { value: 'refused', label: t.sentBack },
      ],
    },
  ];
}
