import type { VNode } from 'preact';
import { localDate } from '#kernel/dates';
import { ActLink, Field, type FieldOption, Form, Name, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { Act, Refused } from '#ui/refusal';
import { meRoot, spaceRoot, type View } from '#ui/view';
import { BecameLines } from './pages-mine.tsx';
import { type FormView, IdeaLines, RoundFacts, wordsOf } from './pages-parts.tsx';
import type { Became } from './queries-mine.ts';
import { course, placeOf } from './rules.ts';
import type { Idea, Round } from './schema.ts';

/** Every round that was published. */
export function RoundsPage(props: { readonly view: View; readonly all: readonly Round[] }): VNode {
  const { view, all } = props;
  const words = wordsOf(view);
  const w = words.page;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.title} section="decisions">
      <PageHead title={w.title} lede={w.lede} />
      {all.length === 0 ? (
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${root}/say`}>{w.say}</ActLink>
              <ActLink href={`${root}/fund`}>{w.fund}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what: <Name href={`${root}/rounds/${one.id}`}>{one.title}</Name>,
            note: words.states[one.state],
            value: <Money fen={one.budget} />,
          }))}
        />
      )}
    </Page>
  );
}

/** Everything a page of a round shows. */
export interface RoundView {
  readonly of: Round;
  readonly ideas: readonly Idea[];
  readonly fundName: string;
  readonly placeNames: ReadonlyMap<string, string>;
  readonly own: string | null;
}

function Next(props: { readonly view: View; readonly of: Round }): VNode | null {
  const { view, of } = props;
  const w = wordsOf(view).page;
  const own = meRoot(view);
  const root = spaceRoot(view);
  if (of.state === 'ideas' && localDate(view.now) <= of.ideasUntil)
    return (
      <a class="act act-main" href={`${own}/rounds/${of.id}/propose`}>
        {w.propose}
      </a>
    );
  if (of.state === 'voting' && of.pollId !== null)
    return (
      <ActLink href={`${root}/votes/${of.pollId}`} kind="main">
        {w.seeVote}
      </ActLink>
    );
  if (placeOf(of.state) < placeOf('counted')) return null;
  return (
    <ActLink href={`${root}/rounds/${of.id}/result`} kind="main">
      {w.result}
    </ActLink>
  );
}

function Course(props: { readonly view: View; readonly of: Round }): VNode | null {
  const { view, of } = props;
  const words = wordsOf(view);
  const here = placeOf(of.state);
  if (here < 0) return null;
  return (
    <Block title={words.page.course}>
      <ol class="read">
        {course.map((state, at) => (
          <li key={state} {...(at === here ? { 'aria-current': 'step' as const } : {})}>
            {at === here ? <strong>{words.states[state]}</strong> : words.states[state]}{' '}
            <span class="muted">{words.page.steps[state]}</span>
          </li>
        ))}
      </ol>
    </Block>
  );
}

/** A round in public: its money and rule, its ideas, and where it stands. */
export function RoundPage(props: RoundView & FormView & { readonly became: ReadonlyMap<string, Became> }): VNode {
  const { view, of, ideas, own, state, keyValue } = props;
  const words = wordsOf(view);
  const w = words.page;
  const [said, ...more] = of.text.split('\n');
  // What nobody has checked is seen by its proposer alone.
  const shown = ideas.filter((one) => one.state !== 'new' || (own !== null && one.personId === own));
  const chosen = ideas.filter((one) => props.became.has(one.id));
  const path = `${meRoot(view)}/rounds/${of.id}`;
  const mine = (idea: Idea) =>
    own !== null &&
    idea.personId === own &&
    of.state === 'ideas' &&
    idea.state !== 'merged' &&
    idea.state !== 'withdrawn' ? (
      <Act
        {...{ view, keyValue, name: 'withdraw-idea', kind: 'word', action: `${path}/ideas/${idea.id}/withdraw` }}
        label={words.desk.withdrawIdea}
      />
    ) : null;
  return (
    <Page view={view} title={of.title} section="decisions">
      <RecordHead
        kind={`${w.kind} ${of.number ?? ''}`}
        title={of.title}
        state={words.states[of.state]}
        lede={said}
        next={<Next view={view} of={of} />}
      />
      <Refused state={state} />
      {of.state === 'withdrawn' && (
        <Note tone="wait">
          <p>{of.stateReason}</p>
        </Note>
      )}
      <Pair side={<RoundFacts view={view} of={of} fundName={props.fundName} />}>
        {more.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <BecameLines view={view} title={words.became.title} all={chosen} became={props.became} />
        <Block title={w.ideas}>
          {shown.length === 0 ? (
            <p class="muted">{w.ideasNone}</p>
          ) : (
            <IdeaLines view={view} all={shown} placeNames={props.placeNames} own={own} acts={mine} />
          )}
        </Block>
        <Course view={view} of={of} />
      </Pair>
    </Page>
  );
}

/** Bringing an idea: two fields, and a name only where one wishes. */
export function ProposePage(props: FormView & { readonly of: Round; readonly places: readonly FieldOption[] }): VNode {
  const { view, state, keyValue, of } = props;
  const w = wordsOf(view).propose;
  const common = { view, state, form: 'idea' };
  const action = `${meRoot(view)}/rounds/${of.id}/propose`;
  return (
    <Page view={view} title={w.title} area="me" section="decisions">
      <PageHead kind={of.title} title={w.title} lede={w.lede} />
      <Form {...{ view, state, keyValue, name: 'idea', action, submit: w.go }}>
        <Field {...common} name="title" label={w.what} required />
        <Field {...common} name="text" type="area" label={w.why} required />
        {props.places.length > 0 && (
          <Field
            {...{ ...common, name: 'place', type: 'select', label: w.place, options: props.places, optional: true }}
          />
        )}
        <Field {...common} name="named" type="check" label={w.named} />
      </Form>
    </Page>
  );
}
