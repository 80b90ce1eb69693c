import type { VNode } from 'preact';
import { Bars } from '#ui/chart';
import { Day } from '#ui/day';
import { ActLink, type FormState } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { SayForm, wordsOf } from './pages-parts.tsx';
import type { ClosedLoop } from './queries.ts';
import type { CostOfMet } from './queries-cost.ts';
import { type Asked, type Change, type Counts, reasons } from './schema.ts';

/** Saying what came of one thing, as its speaker: by oneself, or with the slip. */
export function SayPage(props: {
  readonly view: View;
  readonly area: 'me' | 'public';
  readonly about: string;
  readonly state: FormState | undefined;
  readonly action: string;
  readonly keyValue: string;
  readonly changeable: boolean;
}): VNode {
  const { view, about, area } = props;
  const w = wordsOf(view).say;
  return (
    <Page view={view} title={w.title} area={area}>
      <PageHead title={w.title} kind={about} lede={w.lede} />
      <SayForm {...props} />
    </Page>
  );
}

/** After saying it with a slip: what happens next. */
export function ThanksPage(props: {
  readonly view: View;
  readonly solved: boolean;
  readonly slip: string | null;
}): VNode {
  const { view } = props;
  const w = wordsOf(view).say;
  return (
    <Page view={view} title={w.thanks}>
      <PageHead
        title={w.thanks}
        lede={props.solved ? w.thanksSolved : w.thanksOpen}
        acts={
          <>
            {props.slip !== null && (
              <ActLink href={props.slip} kind="line">
                {w.toSlip}
              </ActLink>
            )}
            <ActLink href={`${spaceRoot(view)}/needs`}>{w.toNeeds}</ActLink>
          </>
        }
      />
    </Page>
  );
}

function ownHref(view: View, asked: Asked): string {
  return `/me/${view.space?.slug ?? ''}/verdicts/${asked.subject.kind}/${asked.subject.id}`;
}

function OwnLines(props: { readonly view: View; readonly asked: readonly Asked[]; readonly said: boolean }): VNode {
  const { view } = props;
  const w = wordsOf(view);
  return (
    <Lines
      items={props.asked.map((one) => ({
        key: one.subject.id,
        what: (
          <>
            {one.title} <span class="one">{one.number}</span>
          </>
        ),
        note: one.last === null ? undefined : w.verdicts[one.last.verdict],
        value: <a href={ownHref(view, one)}>{props.said ? w.mine.sayAgain : w.mine.answer}</a>,
      }))}
    />
  );
}

/** What a change became, in public words. */
export function ChangeLines(props: { readonly view: View; readonly changes: readonly Change[] }): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const root = `${spaceRoot(view)}/projects`;
  return (
    <ul class="answers">
      {props.changes.map((one) => (
        <li key={one.id}>
          <p class="kind">
            <a href={`${root}/${one.projectId}`}>{one.projectTitle}</a> · {w.changeStates[one.state]}
            {one.toVersion !== null && ` · ${w.change.toVersion(one.toVersion)}`}
          </p>
          {one.summary !== '' && <p>{one.summary}</p>}
          {one.answer !== null && <p class="muted">{w.public.because(one.answer)}</p>}
        </li>
      ))}
    </ul>
  );
}

/** One's own: what waits for a word, what one said, and what became of the changes one proposed (F049, F053). */
export function MinePage(props: {
  readonly view: View;
  readonly asked: readonly Asked[];
  readonly changes: readonly Change[];
}): VNode {
  const { view, asked, changes } = props;
  const w = wordsOf(view);
  const waiting = asked.filter((one) => one.since !== null && one.heard === 0);
  const said = asked.filter((one) => one.last !== null && !waiting.includes(one));
  const none = asked.length === 0 && changes.length === 0;
  return (
    <Page view={view} title={w.mine.title} area="me" section="me">
      <PageHead title={w.mine.title} lede={w.mine.lede} />
      {none && (
        <Empty
          title={w.mine.none}
          acts={
            <>
              <ActLink href={`${spaceRoot(view)}/say`}>{w.mine.say}</ActLink>
              <ActLink href={`/me/${view.space?.slug ?? ''}/voice`}>{w.mine.voice}</ActLink>
            </>
          }
        >
          {w.mine.noneWhy}
        </Empty>
      )}
      {waiting.length > 0 && (
        <Block title={w.mine.waiting}>
          <OwnLines view={view} asked={waiting} said={false} />
        </Block>
      )}
      {said.length > 0 && (
        <Block title={w.mine.said}>
          <OwnLines view={view} asked={said} said />
        </Block>
      )}
      {changes.length > 0 && (
        <Block title={w.mine.changes}>
          <ChangeLines view={view} changes={changes} />
        </Block>
      )}
    </Page>
  );
}

function CountBars(props: { readonly view: View; readonly counts: Counts }): VNode {
  const { view, counts } = props;
  const w = wordsOf(view).public;
  const parts = ['solved', 'partly', 'not', 'unanswered'] as const;
  return (
    <Bars
      view={view}
      tone="plain"
      title={w.counts(counts.asked)}
      bars={parts.map((part) => ({
        label: w[part],
        value: BigInt(counts[part]),
        text: w.outOf(counts[part], counts.asked),
      }))}
    />
  );
}

/** Fewer than this are not told apart, so that nobody is found among them. */
const smallestGroup = 5;

function Reasons(props: { readonly view: View; readonly counted: ReadonlyMap<string, number> }): VNode | null {
  const { view, counted } = props;
  const w = wordsOf(view);
  const sum = [...counted.values()].reduce((all, one) => all + one, 0);
  if (sum === 0) return null;
  return (
    <Block title={w.public.reasonsTitle}>
      {sum < smallestGroup ? (
        <p class="muted">{w.public.reasonsFew}</p>
      ) : (
        <Lines
          items={reasons
            .filter((reason) => counted.has(reason))
            .map((reason) => ({ key: reason, what: w.reasons[reason], value: `${counted.get(reason) ?? 0}` }))}
        />
      )}
    </Block>
  );
}

/** What people say of what was done, with one denominator, and what changed because of it (F049). */
export function ResultsPage(props: {
  readonly view: View;
  readonly counts: Counts;
  readonly reasons: ReadonlyMap<string, number>;
  readonly changes: readonly Change[];
  readonly loops: readonly ClosedLoop[];
  readonly cost: CostOfMet | null;
}): VNode {
  const { view, counts, changes, loops, cost } = props;
  const w = wordsOf(view).public;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.title}>
      <PageHead title={w.title} lede={w.lede} />
      {counts.asked === 0 ? (
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${root}/say`}>{w.say}</ActLink>
              <ActLink href={`${root}/needs`}>{w.needs}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      ) : (
        <>
          <CountBars view={view} counts={counts} />
          <p class="muted">{w.own(counts.own, counts.recorded)}</p>
          <Reasons view={view} counted={props.reasons} />
        </>
      )}
      {cost !== null && (
        <Block title={w.cost}>
          <p>
            <Money fen={cost.paid / BigInt(cost.needs)} /> {w.costOf(cost.needs)}
          </p>
          <p class="muted">
            <a href={`${root}/needs/figures`}>{w.costShare}</a>
          </p>
        </Block>
      )}
      <Block title={w.changesTitle}>
        {changes.length === 0 ? <p class="muted">{w.noChanges}</p> : <ChangeLines view={view} changes={changes} />}
      </Block>
      <Block title={w.loops}>
        {loops.length === 0 ? (
          <p class="muted">{w.noLoops}</p>
        ) : (
          <Lines
            items={loops.map((one) => ({
              key: one.needId,
              what: <a href={`${root}/trace/need/${one.needId}`}>{one.title}</a>,
              value: <Day view={view} date={one.at} />,
            }))}
          />
        )}
      </Block>
    </Page>
  );
}
