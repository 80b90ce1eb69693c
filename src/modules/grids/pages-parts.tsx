import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { groupDigits } from '#kernel/numbers';
import { pick } from '#kernel/words';
import { Lines } from '#ui/record';
import type { View } from '#ui/view';
import { en } from './en.ts';
import { type Level, unfilled } from './rules.ts';
import type { ChargeRole } from './schema.ts';
import { zh } from './zh.ts';

/** The room's words in the reader's language. */
export const wordsOf = (view: View) => pick(view.lang, { zh, en });

/** An estate, a net, a cell or a building with its roles. */
export interface GridRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly level: Level;
  /** The name of the place above, for those that lie in one. */
  readonly inside: string;
  readonly residents: number | null;
  readonly households: number | null;
  readonly asOf: string | null;
  readonly source: string;
  /** Roles that somebody has to fill, and those that somebody does. */
  readonly needed: readonly ChargeRole[];
  readonly filled: readonly ChargeRole[];
}

/** Which roles are filled, in words; the unfilled ones say so. */
export function rolesText(view: View, row: Pick<GridRow, 'needed' | 'filled'>): string {
  const w = wordsOf(view);
  const missing = unfilled(row.needed, row.filled).map((role) => w.roles[role]);
  const there = [...new Set(row.filled)].map((role) => w.roles[role]);
  const text = [
    there.length === 0 ? '' : w.grids.filled(there.join(w.grids.and)),
    missing.length === 0 ? w.grids.allFilled : w.grids.missing(missing.join(w.grids.and)),
  ]
    .filter((part) => part !== '')
    .join(w.grids.stop);
  // Either part may come first.
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** How many live there, as far as somebody said so. */
export function peopleText(view: View, row: GridRow): string {
  const t = wordsOf(view).grids;
  return [
    row.households === null ? '' : t.households(groupDigits(BigInt(row.households))),
    row.residents === null ? '' : t.residents(groupDigits(BigInt(row.residents))),
    row.asOf === null || row.source === '' ? '' : t.asOf(formatDate(row.asOf, view.lang), row.source),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** Estates, nets, cells and buildings as lines. */
export function GridLines(props: {
  readonly view: View;
  readonly root: string;
  readonly rows: readonly GridRow[];
  /** Where a heading says the level already. */
  readonly plain?: boolean;
}): VNode {
  const { view } = props;
  const w = wordsOf(view);
  return (
    <Lines
      items={props.rows.map((row) => ({
        key: row.id,
        what: <a href={`${props.root}/grids/${row.id}`}>{row.name}</a>,
        note: [row.inside, peopleText(view, row), rolesText(view, row)].filter((part) => part !== '').join(' · '),
        ...(props.plain === true ? {} : { value: w.levels[row.level] }),
      }))}
    />
  );
}
