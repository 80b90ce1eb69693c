import type { VNode } from 'preact';
import { formatMonth, type LocalDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { Bars } from '#ui/chart';
import { ActLink } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { shopName, wordsOf } from './pages-parts.tsx';
import type { Agreement, Statement, Sums } from './schema.ts';

/** One month of a shop's year; `statement` is null while it is not drawn up. */
export interface ShopMonth extends Sums {
  readonly month: LocalDate;
  readonly statement: Statement | null;
}

/** What a shop's money was spent on. */
export interface Bought {
  readonly id: string;
  readonly what: string;
  readonly amount: bigint;
}

/** A year of one shop. */
export interface ShopYear {
  readonly agreement: Agreement;
  readonly year: string;
  readonly months: readonly ShopMonth[];
  readonly bought: readonly Bought[];
  readonly left: bigint;
}

function total(months: readonly ShopMonth[]) {
  const sum = (of: (one: ShopMonth) => bigint) => months.reduce((all, one) => all + of(one), 0n);
  return {
    uses: sum((one) => one.uses),
    turnover: sum((one) => one.turnover),
    discount: sum((one) => one.discount),
    share: sum((one) => one.statement?.share ?? 0n),
    paid: sum((one) => one.statement?.paid ?? 0n),
  };
}

function Months(props: { readonly view: View; readonly months: readonly ShopMonth[] }): VNode {
  const { view, months } = props;
  const w = wordsOf(view.lang);
  const all = total(months);
  const figures = (one: Sums): string =>
    [
      w.record.usesValue(one.uses.toString()),
      `${w.year.turnover} ¥${formatFen(one.turnover)}`,
      `${w.year.discount} ¥${formatFen(one.discount)}`,
    ].join(' · ');
  return (
    <Lines
      items={[
        ...months.map((one) => ({
          key: one.month,
          what: formatMonth(one.month, view.lang),
          note: `${figures(one)} · ${one.statement === null ? w.year.open : w.statementStates[one.statement.state]}`,
          value: one.statement === null ? '—' : <Money fen={one.statement.share} />,
        })),
        { key: 'all', what: <b>{w.year.total}</b>, note: figures(all), value: <Money fen={all.share} /> },
      ]}
    />
  );
}

/** The yearly page of a shop, with its name as it wishes: what neighbours saved, what it gave, and what that did. */
export function ShopYearPage(props: { readonly view: View; readonly data: ShopYear }): VNode {
  const { view, data } = props;
  const w = wordsOf(view.lang);
  const root = spaceRoot(view);
  const all = total(data.months);
  return (
    <Page view={view} title={w.year.title(data.year)} section="fund">
      <PageHead
        kind={<a href={`${root}/partners/${data.agreement.id}`}>{shopName(view, data.agreement)}</a>}
        title={w.year.title(data.year)}
        lede={w.year.lede(shopName(view, data.agreement))}
      />
      {all.uses === 0n && all.share === 0n ? (
        <p class="muted">{w.year.none}</p>
      ) : (
        <>
          <p class="statement">{w.year.sum(all.uses.toString())}</p>
          <Bars
            view={view}
            tone="plain"
            title={w.year.notSummed}
            bars={[
              { label: w.record.off, value: all.discount, text: formatFen(all.discount) },
              { label: w.record.stated, value: all.share, text: formatFen(all.share) },
              { label: w.record.paid, value: all.paid, text: formatFen(all.paid) },
            ]}
          />
          <Block title={w.year.months}>
            <Months view={view} months={data.months} />
          </Block>
          <Block title={w.year.bought}>
            {data.bought.length === 0 ? (
              <p class="muted">{w.year.boughtNone}</p>
            ) : (
              <Lines
                items={[
                  ...data.bought.map((one) => ({
                    key: one.id,
                    what: <a href={`${root}/payments/${one.id}`}>{one.what}</a>,
                    value: <Money fen={one.amount} tone="out" />,
                  })),
                  ...(data.left > 0n ? [{ key: 'left', what: w.year.left, value: <Money fen={data.left} /> }] : []),
                ]}
              />
            )}
          </Block>
          <p>{w.year.thanks}</p>
        </>
      )}
      <p class="bar">
        <ActLink href={`${root}/partners`}>{w.list.title}</ActLink>
        <ActLink href={`${root}/turnover`}>{w.list.turnover}</ActLink>
      </p>
    </Page>
  );
}
