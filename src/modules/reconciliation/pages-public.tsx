import type { VNode } from 'preact';
import { ActLink, Name } from '#ui/form';
import { BigFigure, Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, RecordHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { dayName, monthName, wordsOf } from './pages-parts.tsx';
import type { ClosingView, PublicMonth } from './queries-months.ts';

/** The closed months for everybody, with how much of each did not agree. */
export function PublicMonthsPage(props: { readonly view: View; readonly closings: readonly ClosingView[] }): VNode {
  const { view, closings } = props;
  const w = wordsOf(view.lang).public;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.title} area="public" section="fund">
      <PageHead title={w.title} lede={w.lede} />
      {closings.length === 0 ? (
        <Empty title={w.none} acts={<ActLink href={`${root}/fund`}>{w.toFund}</ActLink>}>
          {w.noneWhy}
        </Empty>
      ) : (
        <>
          <Lines
            items={closings.map((one) => ({
              key: one.month,
              what: (
                <Name href={`${root}/fund/months/${one.month.slice(0, 7)}`}>{monthName(view.lang, one.month)}</Name>
              ),
              value: one.open.length === 0 ? w.clean : w.open(one.open.length),
            }))}
          />
          <ActLink href={`${root}/fund`}>{w.toFund}</ActLink>
        </>
      )}
    </Page>
  );
}

/** One closed month for everybody: its figures, what did not agree and what became of that, its seal. */
export function PublicMonthPage(props: {
  readonly view: View;
  readonly month: PublicMonth;
  readonly settled: ReadonlySet<string>;
}): VNode {
  const { view, month, settled } = props;
  const w = wordsOf(view.lang).public;
  const { closing } = month;
  const items = [...closing.open].sort((a, b) => (a.day < b.day ? -1 : 1));
  return (
    <Page view={view} title={w.month(monthName(view.lang, closing.month))} area="public" section="fund">
      <RecordHead kind={w.title} title={w.month(monthName(view.lang, closing.month))} lede={w.monthLede} />
      <BigFigure fen={month.balance} label={w.end} />
      <Facts
        items={[
          { term: w.in, value: <Money fen={month.in} tone="in" /> },
          { term: w.out, value: <Money fen={month.out} tone="out" /> },
          { term: w.books, value: <Money fen={closing.bankBooks} /> },
          ...(closing.bankStatement === null ? [] : [{ term: w.bank, value: <Money fen={closing.bankStatement} /> }]),
        ]}
      />
      <Block title={w.differences}>
        {items.length === 0 ? (
          <p>{w.noDifferences}</p>
        ) : (
          <Lines
            items={items.map((one) => ({
              key: `${one.what}${one.id}`,
              what: w.what[one.what],
              note: `${dayName(view.lang, one.day)} · ${settled.has(one.id) ? w.settled : w.openStill}`,
              value: <Money fen={BigInt(one.amount)} sign />,
            }))}
          />
        )}
      </Block>
      {closing.note !== '' && (
        <Block title={w.note}>
          <p>{closing.note}</p>
        </Block>
      )}
      <Block title={w.seal}>
        <p>
          <code class="wrap">{closing.seal}</code>
        </p>
        <p class="muted">{w.sealNote}</p>
      </Block>
      <ActLink href={`${spaceRoot(view)}/fund/months`}>{w.title}</ActLink>
    </Page>
  );
}
