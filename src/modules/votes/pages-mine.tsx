import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Name } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { meRoot, spaceRoot, type View } from '#ui/view';
import { daysOf, stateWord, wordsOf } from './pages-parts.tsx';
import { lastDay } from './queries.ts';
import type { OwnPoll } from './queries-mine.ts';
import { isOpen, passed } from './rules.ts';

/** What came of a vote, in a word: its state, or whether it was passed. */
function cameOf(view: View, { of }: OwnPoll): string {
  const w = wordsOf(view).page;
  const result = of.result === null ? null : passed(of.result);
  return result === null ? stateWord(view, of) : result ? w.passed : w.failed;
}

/** Votes that wait for one's ballot, and those in which one voted with what came of them. Nothing says what one chose. */
export function OwnVotesPage(props: { readonly view: View; readonly all: readonly OwnPoll[] }): VNode {
  const { view, all } = props;
  const words = wordsOf(view);
  const w = words.mine;
  const root = spaceRoot(view);
  const own = `${meRoot(view)}/votes`;
  const waiting = all.filter((one) => one.channel === null && isOpen(one.of, view.now));
  const rest = all.filter((one) => !waiting.includes(one));
  const said = (one: OwnPoll): string =>
    one.channel === null || one.votedOn === null
      ? w.notVoted
      : words.page.voted(formatDate(one.votedOn, view.lang), words.channels[one.channel]);
  return (
    <Page view={view} title={w.title} area="me" section="me">
      <PageHead title={w.title} lede={w.lede} />
      {all.length === 0 && (
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${root}/votes`}>{w.all}</ActLink>
              <ActLink href={`${root}/topics`}>{w.topics}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      )}
      {waiting.length > 0 && (
        <Block title={w.waiting} voice>
          <Lines
            items={waiting.map((one) => ({
              key: one.of.id,
              what: <Name href={`${own}/${one.of.id}`}>{one.of.title}</Name>,
              note: one.onPaper ? words.cast.paperOutWhy : w.until(lastDay(view, one.of)),
            }))}
          />
        </Block>
      )}
      {rest.length > 0 && (
        <Block title={w.before}>
          <Lines
            items={rest.map((one) => ({
              key: one.of.id,
              what: <Name href={`${root}/votes/${one.of.id}`}>{one.of.title}</Name>,
              note: one.of.state === 'ready' && view.now < one.of.opensAt ? daysOf(view, one.of) : said(one),
              value: cameOf(view, one),
              ...(one.channel !== null && one.of.state === 'counted'
                ? { acts: <ActLink href={`${root}/votes/${one.of.id}/receipts`}>{words.page.receipts}</ActLink> }
                : {}),
            }))}
          />
        </Block>
      )}
    </Page>
  );
}
