import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { type Lang, pick, type Words } from '#kernel/words';
import { ActLink, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { BudgetView } from './queries.ts';
import { inTime, sumOf } from './rules.ts';
import type { Budget, BudgetUse } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(lang: Lang): Words<typeof zh> {
  return pick(lang, { zh, en });
}

interface Sums {
  readonly key: string;
  readonly title: string;
  readonly note: string;
  readonly plan: bigint;
  readonly held: bigint;
  readonly spent: bigint;
  readonly left: bigint;
}

/** The lines, what is spent under none, and all together. */
function sumsOf(view: View, found: BudgetView): Sums[] {
  const w = wordsOf(view.lang).page;
  const lines = found.lines.map(
    (one): Sums => ({ ...one, key: String(one.line), plan: one.amount, title: one.title, note: one.note }),
  );
  const loose = found.uses.filter((use) => use.line === null);
  const held = loose.reduce((sum, use) => sum + use.held, 0n);
  const spent = loose.reduce((sum, use) => sum + use.spent, 0n);
  const none = { key: 'none', title: w.noLine, note: '', plan: 0n, held, spent, left: -held - spent };
  const rows = held + spent === 0n ? lines : [...lines, none];
  const sum = (of: (one: Sums) => bigint): bigint => rows.reduce((total, one) => total + of(one), 0n);
  const all = {
    ...{ key: 'all', title: w.all, note: '', plan: sum((one) => one.plan), held: sum((one) => one.held) },
    ...{ spent: sum((one) => one.spent), left: sum((one) => one.left) },
  };
  return [...rows, all];
}

/**
 * Lines of spending: planned, set aside, spent, left, and the sum of each. The name of a line stands above its figures,
 * so that four amounts fit side by side on a phone.
 */
export function OutTable(props: { readonly view: View; readonly found: BudgetView }): VNode {
  const { view, found } = props;
  const w = wordsOf(view.lang).page;
  return (
    <table class="plain many even">
      <thead>
        <tr>
          {[w.plan, w.held, w.spent, w.left].map((head) => (
            <th key={head} scope="col" class="num">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      {sumsOf(view, found).map((one) => (
        <tbody key={one.key}>
          <tr>
            <th scope="rowgroup" colSpan={4}>
              {one.title}
              {one.note !== '' && <span class="muted"> · {one.note}</span>}
              {one.left < 0n && <span class="late"> · {w.over}</span>}
            </th>
          </tr>
          <tr>
            <td class="num">
              <Money fen={one.plan} />
            </td>
            <td class="num">
              <Money fen={one.held} tone="held" />
            </td>
            <td class="num">
              <Money fen={one.spent} tone="out" />
            </td>
            <td class="num">
              <Money fen={one.left} {...(one.left < 0n ? { tone: 'late' as const } : {})} />
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}

/** What is expected to come. */
export function InLines(props: { readonly view: View; readonly budget: Budget }): VNode | null {
  const { view, budget } = props;
  const w = wordsOf(view.lang).page;
  const lines = budget.lines.filter((one) => one.side === 'in');
  if (lines.length === 0) return null;
  return (
    <Block title={w.in}>
      <Lines
        items={[
          ...lines.map((one) => ({
            ...{ key: String(one.line), what: one.title, note: one.note },
            value: <Money fen={one.amount} tone="in" />,
          })),
          { key: 'all', what: <strong>{w.all}</strong>, value: <Money fen={sumOf(budget.lines, 'in')} tone="in" /> },
        ]}
      />
    </Block>
  );
}

function useItem(view: View, found: BudgetView, use: BudgetUse) {
  const w = wordsOf(view.lang).page;
  const line = found.lines.find((one) => one.line === use.line);
  return {
    key: use.authorisationId,
    what: <a href={`${spaceRoot(view)}/decisions/${use.decisionId}`}>{use.title}</a>,
    note: line?.title ?? w.noLine,
    value: <Money fen={use.held + use.spent} tone="out" />,
  };
}

/** Which decisions are spent under which line. */
export function Uses(props: { readonly view: View; readonly found: BudgetView }): VNode {
  const { view, found } = props;
  const w = wordsOf(view.lang).page;
  return (
    <Block title={w.uses}>
      {found.uses.length === 0 ? (
        <p class="muted">{w.usesNone}</p>
      ) : (
        <Lines items={found.uses.map((use) => useItem(view, found, use))} />
      )}
    </Block>
  );
}

/** Whether it was public before its year, in a sentence. */
export function publishedWords(view: View, of: Budget): string {
  const w = wordsOf(view.lang).page;
  if (of.publishedOn === null) return w.notYet;
  const day = formatDate(of.publishedOn, view.lang);
  return of.version > 1 || inTime(of.publishedOn, of.year) ? w.inTime(day) : w.late(day);
}

function Versions(props: { readonly view: View; readonly found: BudgetView }): VNode {
  const { view, found } = props;
  const words = wordsOf(view.lang);
  const w = words.page;
  const shown = found.versions.filter((one) => one.state === 'published' || one.state === 'replaced');
  return (
    <Block title={w.versions}>
      <Lines
        items={shown.map((one) => ({
          key: one.id,
          what: <Name href={`${spaceRoot(view)}/budgets/${one.id}`}>{w.version(one.version)}</Name>,
          note: `${words.states[one.state]} · ${one.reason === '' ? w.first : one.reason}`,
          value: one.publishedOn === null ? '' : formatDate(one.publishedOn, view.lang),
        }))}
      />
    </Block>
  );
}

/** A budget in public. `years` are the other years of the fund that have one. */
export function BudgetPage(props: {
  readonly view: View;
  readonly found: BudgetView;
  readonly years: readonly Budget[];
}): VNode {
  const { view, found, years } = props;
  const { budget, fund } = found;
  const words = wordsOf(view.lang);
  const w = words.page;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.title(budget.year)} section="fund">
      <RecordHead
        kind={fund?.name ?? w.kind}
        title={w.title(budget.year)}
        state={`${words.states[budget.state]} · ${w.version(budget.version)}`}
        lede={budget.version > 1 ? budget.reason : publishedWords(view, budget)}
        next={
          budget.procedureId === null ? undefined : (
            <ActLink href={`${root}/decisions/${budget.procedureId}`}>{w.decision}</ActLink>
          )
        }
      />
      <Block title={w.out}>
        <OutTable view={view} found={found} />
        <p class="muted">{w.rule}</p>
      </Block>
      <Pair
        side={
          <>
            <Versions view={view} found={found} />
            {years.length > 0 && (
              <Facts
                items={years.map((one) => ({
                  term: w.year(one.year),
                  value: <Name href={`${root}/budgets/${one.id}`}>{w.title(one.year)}</Name>,
                }))}
              />
            )}
          </>
        }
      >
        <InLines view={view} budget={budget} />
        <Uses view={view} found={found} />
      </Pair>
    </Page>
  );
}

/** No budget of this year is public. */
export function NoBudgetPage(props: { readonly view: View; readonly year: number }): VNode {
  const { view, year } = props;
  const w = wordsOf(view.lang).page;
  return (
    <Page view={view} title={w.title(year)} section="fund">
      <RecordHead kind={w.kind} title={w.title(year)} />
      <Empty title={w.none} acts={<ActLink href={`${spaceRoot(view)}/ledger`}>{w.ledger}</ActLink>}>
        {w.noneWhy}
      </Empty>
    </Page>
  );
}
