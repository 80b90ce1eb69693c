import { hrefWith } from './view.tsx';

/** What a list's address asks for: words to find, filters, order and page. */
export interface ListQuery {
  readonly q: string;
  /** Chosen value of each filter; a filter that is not chosen is absent. */
  readonly filters: Readonly<Record<string, string>>;
  readonly sort: { readonly key: string; readonly desc: boolean } | null;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

/** What a list allows in its address; anything else in it is ignored. */
export interface ListOptions {
  /** Keys of the filters, as in the address. `q`, `sort`, `page`, `size` and `format` are taken. */
  readonly filters?: readonly string[];
  /** Keys of the columns that may be sorted by. */
  readonly sortable?: readonly string[];
  readonly sort?: { readonly key: string; readonly desc: boolean };
  readonly size?: number;
}

/** Rows on one page unless a list says otherwise. */
export const pageSize = 50;
/** Rows on the one long page that is made for printing. */
export const printSize = 500;
const longestWords = 200;
const lastPage = 100_000;

function wholePage(text: string | null): number {
  const page = Number.parseInt(text ?? '', 10);
  return Number.isSafeInteger(page) && page >= 1 ? Math.min(page, lastPage) : 1;
}

/**
 * Reads a list's query from its address, forgivingly: an unknown order, an impossible page or a filter nobody
 * offered is left aside, never an error.
 */
export function readListQuery(url: URL | string, options: ListOptions = {}): ListQuery {
  const search = (typeof url === 'string' ? new URL(url, 'http://here.invalid') : url).searchParams;
  const filters: Record<string, string> = {};
  for (const key of options.filters ?? []) {
    const value = search.get(key)?.trim() ?? '';
    if (value !== '') filters[key] = value.slice(0, longestWords);
  }
  const asked = search.get('sort') ?? '';
  const key = asked.replace(/^-/, '');
  const sortable = options.sortable?.includes(key) === true;
  const size = options.size ?? pageSize;
  return {
    q: (search.get('q') ?? '').trim().slice(0, longestWords),
    filters,
    sort: sortable ? { key, desc: asked.startsWith('-') } : (options.sort ?? null),
    page: wholePage(search.get('page')),
    size: search.get('size') === `${printSize}` ? printSize : size,
  };
}

/** The same list with one filter set or taken away, back on its first page. */
export function filterHref(url: string, key: string, value: string): string {
  return hrefWith(url, { [key]: value, page: '', format: '' });
}

/** The same list in another order; the same column twice turns it round. */
export function sortHref(url: string, query: ListQuery, key: string): string {
  const turn = query.sort?.key === key && !query.sort.desc;
  return hrefWith(url, { sort: turn ? `-${key}` : key, page: '', format: '' });
}

/** Another page of the same list. */
export function pageHref(url: string, page: number): string {
  return hrefWith(url, { page: page === 1 ? '' : `${page}`, format: '' });
}

/** Pages worth a link: the first, the last, and those around the present one; 0 stands for a gap. */
export function pagesAround(page: number, last: number): readonly number[] {
  const wanted = [1, page - 1, page, page + 1, last].filter((n) => n >= 1 && n <= last);
  const pages = [...new Set(wanted)].sort((a, b) => a - b);
  return pages.flatMap((n, at) => {
    const before = pages[at - 1];
    if (before === undefined || n - before === 1) return [n];
    // A gap of one page is that page.
    return n - before === 2 ? [n - 1, n] : [0, n];
  });
}
