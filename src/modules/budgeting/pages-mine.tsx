import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { ideaWord, wordsOf } from './pages-parts.tsx';
import type { Became, OwnRound } from './queries-mine.ts';
import type { Idea } from './schema.ts';

/** What a project last said of itself, with its day. */
function lastSaid(view: View, { last }: Became): string {
  const w = wordsOf(view).became;
  return last === null ? w.noReport : `${w.last(formatDate(last.on, view.lang), last.percent)} · ${last.text}`;
}

/** One idea as a line: what became of it, and what its project last said. */
function line(view: View, idea: Idea, became: ReadonlyMap<string, Became>, mark: string) {
  const words = wordsOf(view);
  const found = became.get(idea.id);
  const href = `${spaceRoot(view)}/projects/${found?.project.id ?? ''}`;
  const said = found !== undefined && found.stage !== 'deciding' && found.stage !== 'declined';
  return {
    key: idea.id,
    what: found === undefined ? <strong>{idea.title}</strong> : <Name href={href}>{idea.title}</Name>,
    note: (
      <>
        <b>{found === undefined ? ideaWord(view, idea) : words.stages[found.stage]}</b>
        {mark === '' ? '' : ` · ${mark}`}
        {said && ` · ${lastSaid(view, found)}`}
        {idea.state === 'infeasible' && ` · ${idea.reason}`}
      </>
    ),
    ...(idea.cost === null ? {} : { value: <Money fen={idea.cost} /> }),
  };
}

/** Ideas with what became of each; nothing where there are none. */
export function BecameLines(props: {
  readonly view: View;
  readonly title: string;
  readonly all: readonly Idea[];
  readonly became: ReadonlyMap<string, Became>;
}): VNode | null {
  const { view, all, became } = props;
  if (all.length === 0) return null;
  return (
    <Block title={props.title}>
      <Lines items={all.map((idea) => line(view, idea, became, ''))} />
    </Block>
  );
}

/** The rounds one had a part in: one's ideas, what the neighbours chose, and what became of it. */
export function OwnRoundsPage(props: { readonly view: View; readonly all: readonly OwnRound[] }): VNode {
  const { view, all } = props;
  const words = wordsOf(view);
  const w = words.mine;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.title} area="me" section="me">
      <PageHead title={w.title} lede={w.lede} />
      {all.length === 0 && (
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${root}/rounds`}>{w.rounds}</ActLink>
              <ActLink href={`${root}/say`}>{words.page.say}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      )}
      {all.map(({ of, own, won, voted, became }) => (
        <Block key={of.id} title={of.title}>
          <p class="muted">
            {words.states[of.state]}
            {voted && ` · ${w.voted}`}
          </p>
          <Lines
            items={[
              ...own.map((idea) => line(view, idea, became, w.own)),
              ...won.filter((one) => !own.includes(one)).map((idea) => line(view, idea, became, w.won)),
            ]}
          />
          <p class="bar">
            <ActLink href={`${root}/rounds/${of.id}`}>{w.see}</ActLink>
          </p>
        </Block>
      ))}
    </Page>
  );
}
