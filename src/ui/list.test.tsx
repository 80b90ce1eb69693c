import { render } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { type Column, List, listTable, readListQuery } from './list.tsx';
import { pagesAround } from './list-query.ts';
import { sampleView } from './sample.ts';

interface Need {
  readonly id: string;
  readonly what: string;
  readonly fen: bigint;
}

const columns: readonly Column<Need>[] = [
  { key: 'id', title: '号', cell: (n) => n.id, text: (n) => n.id, secondary: true },
  { key: 'what', title: '什么事', cell: (n) => n.what, text: (n) => n.what, wide: true, sortable: true },
  { key: 'fen', title: '元', cell: (n) => `${n.fen}`, text: (n) => n.fen, numeric: true, secondary: true },
];
const rows: readonly Need[] = [
  { id: '1', what: '<img src=x onerror=alert(1)>', fen: 9_007_199_254_740_993_00n },
  { id: '2', what: '顶楼漏水', fen: 0n },
];
const filters = [
  {
    key: 'state',
    title: '状态',
    options: [
      { value: 'open', label: '进行中', count: 38 },
      { value: 'done', label: '办好了' },
    ],
  },
];

function show(url: string, list: readonly Need[] = rows, total = 120): string {
  const view = sampleView('zh', { url });
  const query = readListQuery(url, { filters: ['state'], sortable: ['what'] });
  return render(
    <List
      view={view}
      columns={columns}
      rows={list}
      total={total}
      query={query}
      filters={filters}
      title="需求"
      search
      empty={<p>没有</p>}
      rowKey={(need) => need.id}
      rowHref={(need) => `/s/design/needs/${need.id}`}
    />,
  );
}

describe('a list', () => {
  it('keeps the roles of its table when it folds', () => {
    const html = show('/s/design/needs?state=open');
    for (const role of ['table', 'rowgroup', 'row', 'columnheader', 'cell']) expect(html).toContain(`role="${role}"`);
    expect(html).toContain('<caption class="sr">需求，第1到2条，共120条</caption>');
  });

  it('reads its filters as a sentence of plain links that go back to the first page', () => {
    const html = show('/s/design/needs?state=open&page=2');
    expect(html).toMatch(/<summary><span class="sr">状态 <\/span>进行中/);
    expect(html).toContain('href="/s/design/needs?state=done"');
    expect(html).toContain('>全部状态</a>');
    expect(html).toMatch(/aria-current="true">进行中<small>38<\/small>/);
  });

  it('writes what people typed as words, never as markup', () => {
    expect(show('/s/design/needs')).not.toContain('<img');
    expect(show('/s/design/needs?q=%22%3E%3Cscript%3E')).not.toContain('<script');
  });

  it('sorts by a link that turns round, and says so to a screen reader', () => {
    const html = show('/s/design/needs?sort=what');
    expect(html).toContain('aria-sort="ascending"');
    expect(html).toContain('href="/s/design/needs?sort=-what"');
  });

  it('pages, exports and prints with the filters kept', () => {
    const html = show('/s/design/needs?state=open&page=2');
    expect(html).toContain('href="/s/design/needs?state=open&amp;page=3"');
    expect(html).toContain('href="/s/design/needs?state=open&amp;format=csv"');
    expect(html).toContain('href="/s/design/needs?state=open&amp;format=xlsx"');
    expect(html).toContain('size=500#print');
  });

  it('says why it is empty', () => {
    expect(show('/s/design/needs', [], 0)).toContain('<div class="empty"><p>没有</p></div>');
  });

  it('exports amounts exactly, past what a float can hold', () => {
    const table = listTable(columns, rows);
    expect(table.header).toEqual(['号', '什么事', '元']);
    expect(table.rows[0]?.[2]).toBe(900719925474099300n);
  });
});

describe('the query of a list', () => {
  const options = { filters: ['state'], sortable: ['what'], sort: { key: 'id', desc: true } };

  it('reads words, filters, order and page', () => {
    expect(readListQuery('/x?q=%20灯 &state=open&sort=-what&page=3', options)).toEqual({
      q: '灯',
      filters: { state: 'open' },
      sort: { key: 'what', desc: true },
      page: 3,
      size: 50,
    });
  });

  it.each(['/x?page=-1', '/x?page=abc', '/x?page=1e999', '/x?page=0', '/x?sort=secret', '/x?other=1', '/x?size=1e9'])(
    'leaves aside what makes no sense: %s',
    (url) => {
      expect(readListQuery(url, options)).toEqual({ q: '', filters: {}, sort: options.sort, page: 1, size: 50 });
    },
  );

  it('shows a gap between pages only where more than one is left out', () => {
    expect(pagesAround(1, 1)).toEqual([1]);
    expect(pagesAround(1, 4)).toEqual([1, 2, 3, 4]);
    expect(pagesAround(10, 20)).toEqual([1, 0, 9, 10, 11, 0, 20]);
  });
});
