import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import type { BudgetView } from '#modules/budgets';
import { Bars } from '#ui/chart';
import { ActLink } from '#ui/form';
import { Block, Lines } from '#ui/record';
import type { View } from '#ui/view';
import { publicRoot, wordsOf } from './pages-parts.tsx';

/** The year's plan beside what became of it, line by line; what was spent under no line stands among them. */
export function PlanBlock(props: { readonly view: View; readonly plan: BudgetView }): VNode {
  const { view, plan } = props;
  const w = wordsOf(view.lang).fund;
  const loose = plan.uses.filter((use) => use.line === null).reduce((sum, use) => sum + use.spent, 0n);
  const planned = plan.lines.reduce((sum, one) => sum + one.amount, 0n);
  const spent = plan.lines.reduce((sum, one) => sum + one.spent, loose);
  const over = plan.lines.filter((one) => one.spent > one.amount);
  return (
    <Block
      title={w.plan}
      id="plan"
      aside={<ActLink href={`${publicRoot(view)}/budgets/${plan.budget.id}`}>{w.budget}</ActLink>}
    >
      <Bars
        view={view}
        tone="out"
        title={w.planLine(formatFen(planned), formatFen(spent), over.length)}
        bars={[
          ...plan.lines.map((one) => ({
            ...{ label: one.title, value: one.spent, text: formatFen(one.spent) },
            ...{ of: one.amount, ofText: formatFen(one.amount) },
            ...(one.spent > one.amount ? { overText: formatFen(one.spent - one.amount) } : {}),
          })),
          ...(loose === 0n ? [] : [{ label: w.planNone, value: loose, text: formatFen(loose) }]),
        ]}
      />
    </Block>
  );
}

/** What else there is to be read about the money, each with what it answers. */
export function FurtherBlock(props: { readonly view: View }): VNode {
  const { view } = props;
  const w = wordsOf(view.lang).fund;
  const root = publicRoot(view);
  const items = [
    ['figures', w.figures, w.figuresNote],
    ['moves', w.moves, w.movesNote],
    ['trusts', w.trusts, w.trustsNote],
    ['partners', w.partners, w.partnersNote],
    ['turnover', w.turnover, w.turnoverNote],
  ] as const;
  return (
    <Block title={w.further}>
      <Lines
        items={items.map(([path, what, note]) => ({ key: path, what: <a href={`${root}/${path}`}>{what}</a>, note }))}
      />
    </Block>
  );
}
