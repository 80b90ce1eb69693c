import type { ComponentChildren, VNode } from 'preact';
import { ActLink } from './action.tsx';
import { Icon } from './icon.tsx';
import { filterHref, type ListQuery, pageHref, pagesAround, printSize, sortHref } from './list-query.ts';
import { useOpens } from './opens.ts';
import { hrefWith, type View } from './view.tsx';
import { uiWords } from './words.ts';

export { type ListQuery, readListQuery } from './list-query.ts';

/** One column: how a cell looks, and what it is worth when exported. */
export interface Column<R> {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: R) => ComponentChildren;
  /** For export and for a title on long cells; money as bigint fen stays exact. */
  readonly text: (row: R) => string | number | bigint | null;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  /** Fills what room there is; the matter itself, which carries the row's link. */
  readonly wide?: boolean;
  /** On a phone this cell stands on the second line. */
  readonly secondary?: boolean;
  /** On a phone and on a narrow screen this cell is left out; it is on the record's own page. */
  readonly desktopOnly?: boolean;
  /** In the file of the list alone: on the page another column says it. */
  readonly fileOnly?: boolean;
  /**
   * What stands before a cell on a phone, where it has lost its head: for a figure its title unless told otherwise, for
   * another cell nothing unless told.
   */
  readonly foldTitle?: string;
}

/** One part of the sentence above a list; the option with the value "" is the one that does not filter. */
export interface Filter {
  readonly key: string;
  readonly title: string;
  readonly options: readonly { readonly value: string; readonly label: string; readonly count?: number }[];
}

/** What `List` takes. */
export interface ListProps<R> {
  readonly view: View;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  /** Rows in all, on every page together. */
  readonly total: number;
  /** There are more than were counted: the pages end with those counted, and filters lead to the others. */
  readonly more?: boolean;
  readonly query: ListQuery;
  readonly filters?: readonly Filter[];
  readonly title: string;
  readonly search?: boolean;
  /** Says why there is nothing, and offers two ways on. */
  readonly empty: ComponentChildren;
  /**
   * The row's own page; the widest cell then is its link, so that cell must hold no link of its own. Without the link
   * for a reader who may not open it.
   */
  readonly rowHref?: (row: R) => string;
  readonly rowKey: (row: R) => string;
  /** What can be done with one row, at its end. */
  readonly actions?: (row: R) => ComponentChildren;
  /** What can be done with the whole list, beside its sum: a new one, an import. */
  readonly bar?: ComponentChildren;
  /** Sums under the columns, by column key. */
  readonly sums?: Readonly<Record<string, ComponentChildren>>;
  /** 2 where the list is a part of a page that has its own heading. */
  readonly level?: 1 | 2;
  /** False where the room has no export route for this list. */
  readonly exports?: boolean;
}

/**
 * Folding a table with `display` takes its meaning away in some browsers, so every part says its role itself.
 */
const roles = {
  table: { role: 'table' as const },
  group: { role: 'rowgroup' as const },
  row: { role: 'row' as const },
  head: { role: 'columnheader' as const },
  cell: { role: 'cell' as const },
  search: { role: 'search' as const },
};

function Pick(props: { readonly view: View; readonly filter: Filter; readonly chosen: string }): VNode {
  const { view, filter, chosen } = props;
  const all: Filter['options'][number] = { value: '', label: uiWords(view.lang).list.all(filter.title) };
  const options = filter.options.some((option) => option.value === '') ? filter.options : [all, ...filter.options];
  const label = options.find((option) => option.value === chosen)?.label ?? chosen;
  return (
    <details class="pick" name="pick">
      <summary>
        <span class="sr">{filter.title} </span>
        {label}
        <Icon name="open" />
      </summary>
      <ul>
        {options.map((option) => (
          <li key={option.value}>
            <a
              href={filterHref(view.url, filter.key, option.value)}
              {...(option.value === chosen ? { 'aria-current': 'true' as const } : {})}
            >
              {option.label}
              {option.count !== undefined && <small>{option.count}</small>}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Search<R>(props: ListProps<R>): VNode {
  const { view, query } = props;
  const t = uiWords(view.lang).list;
  const id = `find-${props.title.length}-${props.level ?? 1}`;
  const kept = new URL(view.url, 'http://here.invalid').searchParams;
  return (
    <form
      class="search"
      {...roles.search}
      aria-label={t.searchIn(props.title)}
      method="get"
      action={new URL(view.url, 'http://here.invalid').pathname}
    >
      {[...kept].map(([key, value]) =>
        ['q', 'page', 'format', 'size'].includes(key) ? null : (
          <input key={key} type="hidden" name={key} value={value} />
        ),
      )}
      <label class="sr" for={id}>
        {t.searchIn(props.title)}
      </label>
      <input class="input" id={id} type="search" name="q" value={query.q} />
      <button class="act act-line" type="submit">
        <Icon name="search" />
        {t.search}
      </button>
    </form>
  );
}

function Head<R>(props: ListProps<R>): VNode {
  const { view, query } = props;
  const t = uiWords(view.lang).list;
  const Title = props.level === 2 ? 'h2' : 'h1';
  return (
    <>
      <div class={props.level === 2 ? 'sentence sentence-part' : 'sentence'}>
        <Title>{props.title}</Title>
        {(props.filters ?? []).map((filter) => (
          <Pick key={filter.key} view={view} filter={filter} chosen={query.filters[filter.key] ?? ''} />
        ))}
      </div>
      <div class="list-sum">
        <p>{props.more === true ? t.countMore(props.total) : t.count(props.total)}</p>
        {query.q !== '' && (
          <ActLink href={hrefWith(view.url, { q: '', page: '' })} icon="close">
            {t.clear(query.q)}
          </ActLink>
        )}
        {props.search === true && <Search {...props} />}
        {props.bar !== undefined && <div class="list-bar">{props.bar}</div>}
      </div>
    </>
  );
}

/** What a column's head and sum share with its cells: figures to the right, and gone where its cells are. */
function headClass<R>(column: Column<R>): string | undefined {
  const parts = [column.numeric === true ? 'num' : '', column.desktopOnly === true ? 'desktop' : ''];
  return parts.filter((part) => part !== '').join(' ') || undefined;
}

function HeadCell<R>(props: { readonly list: ListProps<R>; readonly column: Column<R> }): VNode {
  const { column, list } = props;
  const sort = list.query.sort;
  const by = sort?.key === column.key;
  const order = by ? { 'aria-sort': sort?.desc === true ? ('descending' as const) : ('ascending' as const) } : {};
  return (
    <th scope="col" class={headClass(column)} {...roles.head} {...order}>
      {column.sortable === true ? (
        <a
          href={sortHref(list.view.url, list.query, column.key)}
          title={uiWords(list.view.lang).list.sortedBy(column.title)}
        >
          {column.title}
          {by && <Icon name={sort?.desc === true ? 'down' : 'up'} />}
        </a>
      ) : (
        column.title
      )}
    </th>
  );
}

/** The widest column carries the link of its row; the first one does when none is marked. */
function mainKey<R>(columns: readonly Column<R>[]): string | undefined {
  return (columns.find((column) => column.wide === true) ?? columns[0])?.key;
}

function cellClass<R>(column: Column<R>, main: string | undefined, lead: string | undefined): string {
  const parts = [column.key === main ? 'main' : column.key === lead ? 'lead' : 'more'];
  if (column.numeric === true) parts.push('num');
  if (column.desktopOnly === true) parts.push('desktop');
  return parts.join(' ');
}

function Row<R>(props: { readonly list: ListProps<R>; readonly row: R }): VNode {
  const { list, row } = props;
  const main = mainKey(list.columns);
  const lead = list.columns.find((c) => c.key !== main && c.secondary !== true && c.desktopOnly !== true)?.key;
  const own = list.rowHref?.(row);
  const href = useOpens(own) ? own : undefined;
  return (
    <tr {...roles.row} data-row="">
      {list.columns.map((column) => (
        <td
          key={column.key}
          class={cellClass(column, main, lead)}
          {...roles.cell}
          data-title={
            column.key !== main && column.key !== lead && (column.numeric === true || column.foldTitle !== undefined)
              ? (column.foldTitle ?? column.title)
              : undefined
          }
        >
          {column.key === main && href !== undefined ? (
            <a href={href} data-open="">
              {column.cell(row)}
            </a>
          ) : (
            column.cell(row)
          )}
        </td>
      ))}
      {list.actions !== undefined && (
        <td class="acts" {...roles.cell}>
          {list.actions(row)}
        </td>
      )}
    </tr>
  );
}

function Table<R>(list: ListProps<R>): VNode {
  const columns = list.columns.filter((column) => column.fileOnly !== true);
  const props = { ...list, columns };
  const { view, query, rows } = props;
  const t = uiWords(view.lang).list;
  const from = (query.page - 1) * query.size + 1;
  return (
    <table class="list" {...roles.table}>
      <caption class="sr">{t.range(props.title, from, from + rows.length - 1, props.total)}</caption>
      <thead {...roles.group}>
        <tr {...roles.row}>
          {columns.map((column) => (
            <HeadCell key={column.key} list={props} column={column} />
          ))}
          {props.actions !== undefined && (
            <th scope="col" {...roles.head}>
              <span class="sr">{t.actions}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody {...roles.group}>
        {rows.map((row) => (
          <Row key={props.rowKey(row)} list={props} row={row} />
        ))}
      </tbody>
      {props.sums !== undefined && (
        <tfoot {...roles.group}>
          <tr {...roles.row}>
            {columns.map((column, at) => (
              <td key={column.key} class={headClass(column)} {...roles.cell}>
                {props.sums?.[column.key] ?? (at === 0 ? t.sum : undefined)}
              </td>
            ))}
            {props.actions !== undefined && <td {...roles.cell} />}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Pages<R>(props: ListProps<R>): VNode | null {
  const { view, query } = props;
  const t = uiWords(view.lang).list;
  const last = Math.max(1, Math.ceil(props.total / query.size));
  if (last === 1 && query.page === 1) return null;
  return (
    <nav class="pages" aria-label={t.pages}>
      {query.page > 1 && (
        <a href={pageHref(view.url, Math.min(query.page - 1, last))} rel="prev">
          <Icon name="previous" />
          {t.previous}
        </a>
      )}
      {pagesAround(query.page, last).map((page, at) =>
        page === 0 ? (
          <span key={`gap${at}`} aria-hidden="true">
            …
          </span>
        ) : page === query.page ? (
          <span key={page} aria-current="page">
            {page}
          </span>
        ) : (
          <a key={page} href={pageHref(view.url, page)} aria-label={t.page(page)}>
            {page}
          </a>
        ),
      )}
      {query.page < last && (
        <a href={pageHref(view.url, query.page + 1)} rel="next">
          {t.next}
          <Icon name="next" />
        </a>
      )}
    </nav>
  );
}

function Ends<R>(props: ListProps<R>): VNode {
  const { view } = props;
  const t = uiWords(view.lang).list;
  return (
    <div class="list-end">
      <Pages {...props} />
      {props.exports !== false && props.total > 0 && (
        <p class="bar">
          <ActLink href={hrefWith(view.url, { format: 'csv', page: '', size: '' })} icon="download" download>
            {t.csv}
          </ActLink>
          <ActLink href={hrefWith(view.url, { format: 'xlsx', page: '', size: '' })} icon="download" download>
            {t.xlsx}
          </ActLink>
          <ActLink href={`${hrefWith(view.url, { size: `${printSize}`, page: '' })}#print`} icon="print">
            {t.print}
          </ActLink>
        </p>
      )}
    </div>
  );
}

/**
 * A list: its filters are its heading, read as a sentence; a dense table with figures aligned, which folds to two
 * lines a row on a phone; paging, export and print at its end. Filters, order and pages are plain links.
 */
export function List<R>(props: ListProps<R>): VNode {
  return (
    <section class="listing">
      <Head {...props} />
      {props.rows.length === 0 ? <div class="empty">{props.empty}</div> : <Table {...props} />}
      <Ends {...props} />
    </section>
  );
}

/** The header and the exact values of a list, for a CSV or XLSX file. */
export function listTable<R>(
  columns: readonly Column<R>[],
  rows: readonly R[],
): { header: string[]; rows: (string | number | bigint | null)[][] } {
  return {
    header: columns.map((column) => column.title),
    rows: rows.map((row) => columns.map((column) => column.text(row))),
  };
}
