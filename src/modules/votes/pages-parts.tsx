import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { pick, type Words } from '#kernel/words';
import { Money } from '#ui/money';
import { Lines } from '#ui/record';
import type { View } from '#ui/view';
import { en } from './en.ts';
import { lastDay } from './queries.ts';
import type { Option, Poll } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: Pick<View, 'lang'>): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** Where a vote stands, as its days say it. */
export function stateWord(view: View, of: Poll): string {
  const w = wordsOf(view).states;
  if (of.state !== 'ready') return w[of.state];
  return view.now < of.opensAt ? w.waiting : view.now < of.closesAt ? w.open : w.over;
}

/** The name of an option; the three answers of a question are said in the reader's language. */
export function optionName(view: View, of: Pick<Poll, 'kind'>, option: Pick<Option, 'number' | 'title'>): string {
  const { yes, no, abstain } = wordsOf(view).answers;
  return of.kind === 'yes_no' ? ([yes, no, abstain][option.number - 1] ?? option.title) : option.title;
}

/** First and last day of voting. */
export function daysOf(view: View, of: Poll): string {
  return wordsOf(view).page.days(formatDate(of.opensAt, view.lang), lastDay(view, of));
}

/** The rule of a vote in one sentence. */
export function ruleSentence(view: View, of: Poll): string {
  const words = wordsOf(view);
  const { quorums, shares } = words.desk;
  if (of.rule === 'most') return words.page.most(of.seats);
  if (of.rule !== 'majority') return words.rules[of.rule];
  const share = Object.entries(shares).find(([value]) => value === of.share)?.[1] ?? of.share;
  const least = Object.entries(quorums).find(([value]) => value === of.quorum)?.[1] ?? of.quorum;
  const quorum = of.quorum === '0' ? '0' : least;
  return words.page.majority(share, quorum);
}

/** What the ballot looks like, with its limits. */
export function ballotSentence(view: View, of: Poll): string {
  const words = wordsOf(view);
  const parts = [words.kinds[of.kind]];
  if (of.points !== null) parts.push(words.page.points(of.points));
  if (of.most !== null && of.kind !== 'choose' && of.kind !== 'yes_no') parts.push(words.page.upTo(of.most));
  if (of.budget !== null) parts.push(words.page.money(formatFen(of.budget)));
  return parts.join(view.lang === 'zh' ? '，' : ', ');
}

/** Who may vote, in a sentence. */
export function whoSentence(view: View, of: Poll, place: string): string {
  const words = wordsOf(view);
  const day = formatDate(of.cutOff, view.lang);
  if (of.electorate === 'owners') return words.page.whoOwners(day);
  return words.page.whoAge(of.electorate === 'place' ? place : words.electorates.residents, of.minAge, day);
}

/** What stands on the ballot, with its costs where it has any. */
export function OptionLines(props: { readonly view: View; readonly of: Poll }): VNode {
  const { view, of } = props;
  const w = wordsOf(view).cast;
  return (
    <Lines
      items={of.options.map((one) => ({
        key: String(one.number),
        what: optionName(view, of, one),
        note: [of.kind === 'yes_no' ? '' : w.place(one.number), one.note].filter((part) => part !== '').join(' · '),
        ...(one.cost === null ? {} : { value: <Money fen={one.cost} /> }),
      }))}
    />
  );
}
