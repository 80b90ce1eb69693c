import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Field, Form, Name, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { meRoot, spaceRoot, type View } from '#ui/view';
import { ballotSentence, daysOf, OptionLines, ruleSentence, stateWord, whoSentence, wordsOf } from './pages-parts.tsx';
import { ResultBlock, TurnoutBlock } from './pages-result.tsx';
import type { Turnout } from './queries.ts';
import { isOpen } from './rules.ts';
import type { Poll, Voter } from './schema.ts';

/** Everything that was announced, the last to close first. */
export function VotesPage(props: { readonly view: View; readonly all: readonly Poll[] }): VNode {
  const { view, all } = props;
  const w = wordsOf(view).page;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={w.title} section="decisions">
      <PageHead title={w.title} lede={w.lede} />
      {all.length === 0 ? (
        <Empty
          title={w.none}
          acts={
            <>
              <ActLink href={`${root}/decisions`}>{w.decisions}</ActLink>
              <ActLink href={`${root}/say`}>{w.say}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what: <Name href={`${root}/votes/${one.id}`}>{one.title}</Name>,
            note: daysOf(view, one),
            value: stateWord(view, one),
          }))}
        />
      )}
    </Page>
  );
}

/** A vote as everybody sees it. */
export interface PollView {
  readonly of: Poll;
  readonly turnout: Turnout;
  /** The reader's own line on the roll. */
  readonly own: Voter | null;
  readonly placeName: string;
  /** Whether the clock of this database can be moved: nothing here binds anybody then. */
  readonly moved: boolean;
}

function Next(props: { readonly view: View } & Pick<PollView, 'of' | 'own'>): VNode | null {
  const { view, of, own } = props;
  const words = wordsOf(view);
  if (own?.channel != null && own.votedOn !== null)
    return <span>{words.page.voted(formatDate(own.votedOn, view.lang), words.channels[own.channel])}</span>;
  if (!isOpen(of, view.now)) return null;
  const href = `${meRoot(view)}/votes/${of.id}`;
  // A visitor is led to sign in by the page itself, and back.
  return (
    <a class="act act-main" href={href}>
      {view.who === null ? words.page.signIn : words.page.vote}
    </a>
  );
}

function Secrecy(props: { readonly view: View; readonly of: Poll }): VNode {
  const { view, of } = props;
  const w = wordsOf(view);
  return (
    <Block title={w.page.secretTitle}>
      <ul class="read">
        {w.page.secret.map((one) => (
          <li key={one}>{one}</li>
        ))}
        {of.electorate === 'owners' && <li>{w.cast.ownersNote}</li>}
      </ul>
    </Block>
  );
}

function Lot(props: { readonly view: View; readonly of: Poll }): VNode | null {
  const { view, of } = props;
  const w = wordsOf(view).page;
  if (of.lotHash === null || of.kind === 'yes_no') return null;
  return (
    <Block title={w.lotTitle}>
      <p>{w.lotBefore}</p>
      <p>{w.lotHash}</p>
      <pre class="raw">{of.lotHash}</pre>
      {of.lot !== null && (
        <>
          <p>{w.lot}</p>
          <pre class="raw">{of.lot}</pre>
        </>
      )}
    </Block>
  );
}

function Recount(props: { readonly view: View; readonly of: Poll }): VNode | null {
  const { view, of } = props;
  const w = wordsOf(view).page;
  if (of.state !== 'counted') return null;
  const here = `${spaceRoot(view)}/votes/${of.id}`;
  return (
    <Block title={w.recount}>
      <p>{w.recountLede}</p>
      <p class="bar">
        <ActLink href={`${here}/ballots.pb`} icon="download" download>
          {w.ballots}
        </ActLink>
        <ActLink href={`${here}/receipts`}>{w.receipts}</ActLink>
        <ActLink href={`${spaceRoot(view)}/proof/tally/${of.id}`}>{w.proof}</ActLink>
      </p>
      <p>{w.ballotsHash}</p>
      <pre class="raw">{of.ballotsHash}</pre>
      <p>{w.receiptsHash}</p>
      <pre class="raw">{of.receiptsHash}</pre>
    </Block>
  );
}

/** A vote in public: its question, its rule, who voted, and when it is over what came out. */
export function PollPage(props: PollView & { readonly view: View }): VNode {
  const { view, of, turnout } = props;
  const w = wordsOf(view).page;
  const [said, ...more] = of.text.split('\n');
  const facts = [
    { term: w.when, value: daysOf(view, of) },
    { term: w.who, value: whoSentence(view, of, props.placeName) },
    { term: w.roll, value: w.persons(turnout.of) },
    { term: w.ballot, value: ballotSentence(view, of) },
    { term: w.rule, value: ruleSentence(view, of) },
  ];
  return (
    <Page view={view} title={of.title} section="decisions">
      <RecordHead
        kind={`${w.kind} ${of.number ?? ''}`}
        title={of.title}
        state={stateWord(view, of)}
        lede={said}
        next={<Next {...props} />}
      />
      {of.state === 'withdrawn' && (
        <Note tone="wait">
          <p>
            {w.withdrawnWhy}: {of.stateReason}
          </p>
        </Note>
      )}
      {props.moved && (
        <Note tone="wait">
          <p>{w.movedClock}</p>
        </Note>
      )}
      <ResultBlock view={view} of={of} />
      <Pair
        side={
          <>
            <Facts items={facts} />
            {of.subject?.kind === 'round' && (
              <p>
                <ActLink href={`${spaceRoot(view)}/rounds/${of.subject.id}`}>{w.round}</ActLink>
              </p>
            )}
            <TurnoutBlock view={view} of={of} turnout={turnout} />
          </>
        }
      >
        {more.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {(of.kind !== 'yes_no' || of.result === null) && (
          <Block title={w.options}>
            <OptionLines view={view} of={of} />
          </Block>
        )}
        <Recount view={view} of={of} />
        <Secrecy view={view} of={of} />
        <Lot view={view} of={of} />
      </Pair>
    </Page>
  );
}

/** Looks up a receipt, and gives all of them away as hashes. */
export function ReceiptsPage(props: {
  readonly view: View;
  readonly of: Poll;
  readonly code: string;
  /** Null where nothing was asked. */
  readonly found: boolean | null;
  readonly count: number;
}): VNode {
  const { view, of, found } = props;
  const w = wordsOf(view).receipts;
  const here = `${spaceRoot(view)}/votes/${of.id}`;
  return (
    <Page view={view} title={w.title} section="decisions">
      <PageHead kind={<Name href={here}>{of.title}</Name>} title={w.title} lede={w.lede} />
      {of.state !== 'counted' && of.state !== 'closed' ? (
        <Note tone="wait">
          <p>{w.early}</p>
        </Note>
      ) : (
        <>
          {found !== null && (
            <div role="status">
              <Note tone={found ? 'good' : 'wrong'}>
                <p>{found ? w.found : w.missing}</p>
              </Note>
            </div>
          )}
          <Form view={view} name="receipt" method="get" action={`${here}/receipts`} submit={w.find} quiet>
            <Field view={view} form="receipt" name="code" label={w.code} value={props.code} autocomplete="off" short />
          </Form>
          <p class="muted">{w.paper}</p>
          <p>{w.all(props.count)}</p>
          <p class="bar">
            <ActLink href={`${here}/receipts.txt`} icon="download" download>
              {w.list}
            </ActLink>
          </p>
        </>
      )}
    </Page>
  );
}
