import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { pick, type Words } from '#kernel/words';
import type { FormState } from '#ui/form';
import { Money } from '#ui/money';
import { Facts, Lines } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { Idea, Round } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: Pick<View, 'lang'>): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** What every page with forms is given. */
export interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

/** Where an idea stands, in a word. */
export function ideaWord(view: View, idea: Idea): string {
  const words = wordsOf(view);
  return idea.outcome === null ? words.ideaStates[idea.state] : words.outcomes[idea.outcome];
}

/** Money, days, ballot and rule of a round, as published. */
export function RoundFacts(props: { readonly view: View; readonly of: Round; readonly fundName: string }): VNode {
  const { view, of } = props;
  const words = wordsOf(view);
  const w = words.page;
  const grows = of.rule === 'equal-shares' && (of.completion === 'add1' || of.completion === 'add1u');
  return (
    <Facts
      items={[
        { term: w.money, value: <Money fen={of.budget} /> },
        ...(of.largest === null ? [] : [{ term: w.largest, value: <Money fen={of.largest} /> }]),
        { term: w.from, value: props.fundName },
        {
          term: w.days,
          value: (
            <>
              {w.ideasUntil(formatDate(of.ideasUntil, view.lang))}
              <br />
              {w.voteDays(formatDate(of.opensOn, view.lang), formatDate(of.closesOn, view.lang))}
            </>
          ),
        },
        { term: w.ballot, value: words.ballots[of.ballot] },
        {
          term: w.rule,
          value: (
            <>
              {words.rules[of.rule]}
              {of.rule === 'equal-shares' && (
                <>
                  <br />
                  {w.ruleMore(words.utilities[of.utility], words.completions[of.completion])}
                </>
              )}
              {grows && (
                <>
                  <br />
                  {w.increment(formatFen(BigInt(of.increment)), of.stop === 'cut' ? '' : words.stops[of.stop])}
                </>
              )}
              <br />
              {w.ties}
            </>
          ),
        },
      ]}
    />
  );
}

/** A list of ideas with what each costs and where it stands. */
export function IdeaLines(props: {
  readonly view: View;
  readonly all: readonly Idea[];
  readonly placeNames: ReadonlyMap<string, string>;
  readonly own: string | null;
  /** Where an idea leads: its check at the desk. */
  readonly href?: (idea: Idea) => string | null;
  readonly acts?: (idea: Idea) => VNode | null;
}): VNode {
  const { view, all, own } = props;
  const words = wordsOf(view);
  const w = words.page;
  const note = (idea: Idea): string[] => {
    const into = all.find((one) => one.id === idea.mergedIntoId);
    return [
      ideaWord(view, idea),
      idea.placeId === null ? '' : (props.placeNames.get(idea.placeId) ?? ''),
      idea.publicName === '' ? '' : w.by(idea.publicName),
      own !== null && idea.personId === own ? w.own : '',
      idea.needId === null ? '' : w.fromNeed,
      into === undefined ? '' : w.merged(into.title),
      idea.state === 'infeasible' ? `${w.reason}: ${idea.reason}` : '',
    ].filter((part) => part !== '');
  };
  return (
    <Lines
      items={all.map((idea) => {
        const href = props.href?.(idea) ?? null;
        const acts = props.acts?.(idea) ?? null;
        const name = idea.listed === null ? idea.title : `${idea.listed} ${idea.title}`;
        return {
          key: idea.id,
          what: href === null ? <strong>{name}</strong> : <a href={href}>{name}</a>,
          note: (
            <>
              {idea.state !== 'new' && <span>{idea.text} </span>}
              <span>{note(idea).join(' · ')}</span>
              {idea.projectId !== null && (
                <>
                  {' '}
                  <a href={`${spaceRoot(view)}/projects/${idea.projectId}`}>{w.project}</a>
                </>
              )}
            </>
          ),
          ...(idea.cost === null ? {} : { value: <Money fen={idea.cost} /> }),
          ...(acts === null ? {} : { acts }),
        };
      })}
    />
  );
}
