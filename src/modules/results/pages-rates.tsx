import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import type { ListData } from '#platform/web';
import { ActLink } from '#ui/form';
import type { Column, Filter } from '#ui/list';
import { ListPage } from '#ui/list-page';
import { Empty } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en-rates.ts';
import { percent } from './rules-rates.ts';
import { type Rates, rated, spans } from './schema-rates.ts';
import { zh } from './zh-rates.ts';

const wordsOf = (view: View) => pick(view.lang, { zh, en });

type Share = readonly [key: string, title: string, of: (row: Rates) => readonly [part: number, whole: number]];

/** Columns: the four rates as parts of their denominators, and the counts they are made of, for the file and wide screens. */
export function ratesColumns(view: View, open: boolean): Column<Rates>[] {
  const w = wordsOf(view);
  const unit = (row: Rates): string => (row.unit === '' ? (open ? w.rest : w.elsewhere) : row.unit);
  const shares: readonly Share[] = [
    ['response', w.response, (row) => [row.inTime, row.due]],
    ['kept', w.kept, (row) => [row.kept, row.promised]],
    ['solution', w.solution, (row) => [row.solved, row.asked]],
    ['satisfaction', w.satisfaction, (row) => [row.solved + row.partly, row.asked]],
  ];
  const counts: readonly (readonly [string, string, (row: Rates) => number])[] = [
    ['unanswered', w.unanswered, (row) => row.unanswered],
    ['not', w.not, (row) => row.not],
    ['own', w.own, (row) => row.own],
    ['recorded', w.recorded, (row) => row.recorded],
  ];
  const line = ([part, whole]: readonly [number, number]): string =>
    whole === 0 ? '–' : w.line(part, whole, percent(part, whole));
  return [
    { key: 'unit', title: w.unit, cell: unit, text: unit, wide: true },
    ...shares.map(
      ([key, title, of], at): Column<Rates> => ({
        ...{ key, title, cell: (row) => line(of(row)), text: (row) => line(of(row)), numeric: true },
        ...(at === 2 ? {} : { secondary: true }),
      }),
    ),
    ...counts.map(
      ([key, title, of]): Column<Rates> => ({ key, title, cell: of, text: of, numeric: true, desktopOnly: true }),
    ),
  ];
}

/** The sentence above the list. */
export function ratesFilters(view: View): Filter[] {
  const w = wordsOf(view);
  return [
    { key: 'span', title: w.span, options: spans.map((value) => ({ value, label: w.spans[value] })) },
    { key: 'of', title: w.of, options: rated.map((value) => ({ value, label: w.ofs[value] })) },
  ];
}

/** Response, solution and satisfaction by unit, with the formula they are made by. */
export function RatesPage(props: {
  readonly view: View;
  readonly data: ListData<Rates>;
  /** From how many on a unit is told in public; null at the desk, which sees all. */
  readonly least: number | null;
}): VNode {
  const { view, least } = props;
  const w = wordsOf(view);
  const root = spaceRoot(view);
  const ways = (
    <>
      <ActLink href={`${root}/limits`}>{w.limits}</ActLink>
      <ActLink href={`${root}/promises`}>{w.promises}</ActLink>
      <ActLink href={`${root}/results`}>{w.results}</ActLink>
    </>
  );
  return (
    <ListPage
      view={view}
      {...props.data}
      title={w.title}
      lede={w.lede}
      {...(least === null ? { area: 'desk' as const } : {})}
      section="intake"
      rowKey={(row) => row.unit}
      bar={ways}
      between={
        <>
          <p class="muted">{w.formula}</p>
          {least !== null && <p class="muted">{w.few(least)}</p>}
        </>
      }
      empty={
        <Empty title={w.none} acts={ways}>
          {w.noneWhy}
        </Empty>
      }
    />
  );
}
