import type { VNode } from 'preact';
import { formatMinutes } from '#kernel/hours';
import { formatFen } from '#kernel/money';
import { Bars } from '#ui/chart';
import { ActLink } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { TurnoverYear } from './queries-turnover.ts';

function Year(props: { readonly view: View; readonly year: TurnoverYear }): VNode {
  const { view, year } = props;
  const w = wordsOf(view.lang).turnover;
  return (
    <Block title={w.year(year.year)}>
      <div class="beside">
        <Bars
          view={view}
          title={w.money}
          bars={[
            { label: w.in, value: year.moneyIn, text: `¥${formatFen(year.moneyIn)}`, tone: 'in' },
            { label: w.out, value: year.moneyOut, text: `¥${formatFen(year.moneyOut)}`, tone: 'out' },
          ]}
        />
        <figure class="chart">
          <h3>{w.goods}</h3>
          {year.goods.length === 0 ? (
            <p class="muted">{w.goodsNone}</p>
          ) : (
            <Lines
              items={year.goods.map((one) => ({
                key: one.unit,
                what: `${w.goodsIn} ${one.in} ${one.unit}`,
                value: `${w.goodsOut} ${one.out} ${one.unit}`,
              }))}
            />
          )}
        </figure>
        <figure class="chart">
          <h3>{w.hours}</h3>
          <Lines items={[{ key: 'hours', what: w.hoursGiven, value: formatMinutes(year.minutes, view.lang) }]} />
          {year.discounts.uses > 0n && (
            <Lines
              items={[
                {
                  key: 'discounts',
                  what: <a href={`${spaceRoot(view)}/partners`}>{w.discounts}</a>,
                  note: w.discountsLine(year.discounts.uses.toString()),
                  value: `¥${formatFen(year.discounts.fen)}`,
                },
              ]}
            />
          )}
        </figure>
      </div>
    </Block>
  );
}

/** What went round, year by year: money, goods and time side by side, never added (F166). */
export function TurnoverPage(props: { readonly view: View; readonly years: readonly TurnoverYear[] }): VNode {
  const { view } = props;
  const w = wordsOf(view.lang);
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.turnover.title} section="fund">
      <PageHead
        title={w.turnover.title}
        lede={w.turnover.lede}
        acts={
          <>
            <ActLink href={`${root}/ledger`}>{w.list.ledger}</ActLink>
            <ActLink href={`${root}/reports`}>{w.list.title}</ActLink>
          </>
        }
      />
      {props.years.map((year) => (
        <Year key={year.year} view={view} year={year} />
      ))}
    </Page>
  );
}
