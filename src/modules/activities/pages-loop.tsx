import type { VNode } from 'preact';
import { Bars } from '#ui/chart';
import { ActLink, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, PageHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { LoopFigures } from './queries-loop.ts';
import type { Branch } from './rules.ts';

/** How many are named under one neighbour; the rest is a number. */
const mostNamed = 40;

/** What the page of the second loop shows. */
export interface LoopView {
  readonly view: View;
  readonly area: 'public' | 'desk';
  readonly figures: LoopFigures;
  /** Fewer served than this and no figure is shown in public. */
  readonly smallest: number;
  readonly tree: readonly Branch[];
  /** Names that may be shown to this reader; whoever is absent is a neighbour. */
  readonly names: ReadonlyMap<string, string>;
}

function Node(props: LoopView & { readonly branch: Branch }): VNode {
  const { view, branch, names } = props;
  const words = wordsOf(view);
  return (
    <li>
      <b>{names.get(branch.personId) ?? words.record.neighbour}</b>{' '}
      <small>
        {[
          ...(branch.how === null ? [] : [words.how[branch.how]]),
          ...(branch.total === 0 ? [] : [words.loop.brought(branch.total)]),
        ].join(' · ')}
      </small>
      {branch.brought.length > 0 && <Tree {...props} branches={branch.brought} />}
    </li>
  );
}

function Tree(props: LoopView & { readonly branches: readonly Branch[] }): VNode {
  const { branches, names } = props;
  // Whoever brought nobody and shows no name is counted, not listed.
  const told = branches.filter((one) => one.total > 0 || names.has(one.personId)).slice(0, mostNamed);
  const others = branches.length - told.length;
  return (
    <ul class="tree">
      {told.map((branch) => (
        <Node key={branch.personId} {...props} branch={branch} />
      ))}
      {others > 0 && <li class="muted">{wordsOf(props.view).loop.others(others)}</li>}
    </ul>
  );
}

function Share(props: LoopView): VNode {
  const { view, figures, area } = props;
  const w = wordsOf(view).loop;
  if (figures.served === 0) return <p class="muted">{w.none}</p>;
  if (area === 'public' && figures.served < props.smallest) return <Note tone="wait">{w.few}</Note>;
  const percent = (BigInt(figures.either) * 200n + BigInt(figures.served)) / (BigInt(figures.served) * 2n);
  const bar = (label: string, count: number) => ({
    label,
    value: BigInt(count),
    text: w.people(count),
    of: BigInt(figures.served),
  });
  return (
    <>
      <p class="figure">{w.percent(percent.toString())}</p>
      <p class="statement">{w.share(figures.either, figures.served)}</p>
      <Bars
        view={view}
        title={w.share(figures.either, figures.served)}
        headless
        tone="in"
        bars={[bar(w.helped, figures.helped), bar(w.led, figures.led), bar(w.gave, figures.gave)]}
      />
    </>
  );
}

/** The second loop: how many of those who were served came back to serve, and who brought whom. */
export function LoopPage(props: LoopView): VNode {
  const { view, area } = props;
  const words = wordsOf(view);
  const w = words.loop;
  return (
    <Page view={view} title={w.title} area={area} section="activities">
      <PageHead title={w.title} lede={w.lede} />
      <Share {...props} />
      <details class="numbers">
        <summary>{w.how}</summary>
        <p>{w.howText}</p>
      </details>
      <Block title={w.tree} id="tree">
        <p class="muted">{w.treeLede}</p>
        {props.tree.length === 0 ? (
          <Empty
            title={w.treeEmpty}
            acts={<ActLink href={`${spaceRoot(view)}/activities`}>{words.list.title}</ActLink>}
          >
            {w.treeEmptyWhy}
          </Empty>
        ) : (
          <Tree {...props} branches={props.tree} />
        )}
      </Block>
    </Page>
  );
}
