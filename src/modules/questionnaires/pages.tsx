import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, Name, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { spaceRoot, type View } from '#ui/view';
import { answerPath, daysOf, invitedPath, stateWord, whoSentence, wordsOf } from './pages-parts.tsx';
import { type GroupNames, ResponseBlock, ResultsBlock } from './pages-results.tsx';
import type { Response, Results } from './queries-results.ts';
import { isOpen } from './rules.ts';
import type { OnRoll, Questionnaire } from './schema.ts';

/** Everything that was sent out, the last to close first. */
export function QuestionnairesPage(props: { readonly view: View; readonly all: readonly Questionnaire[] }): VNode {
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
              <ActLink href={`${root}/say`}>{w.say}</ActLink>
              <ActLink href={`${root}/topics`}>{w.topics}</ActLink>
            </>
          }
        >
          {w.noneWhy}
        </Empty>
      ) : (
        <Lines
          items={all.map((one) => ({
            key: one.id,
            what: <Name href={`${root}/questionnaires/${one.id}`}>{one.title}</Name>,
            note: daysOf(view, one),
            value: stateWord(view, one),
          }))}
        />
      )}
    </Page>
  );
}

/** A questionnaire as everybody sees it. */
export interface QuestionnaireView {
  readonly view: View;
  readonly of: Questionnaire;
  readonly response: Response;
  /** Null before the end. */
  readonly results: Results | null;
  /** The reader's own line on the roll. */
  readonly own: OnRoll | null;
  readonly placeName: string;
  readonly names: GroupNames;
}

function Next(props: QuestionnaireView): VNode | null {
  const { view, of, own } = props;
  const w = wordsOf(view).page;
  if (own?.answeredOn != null) return <span>{w.answered(formatDate(own.answeredOn, view.lang))}</span>;
  if (!isOpen(of, view.now)) return null;
  const invited = of.audience === 'invited';
  return (
    <a class="act act-main" href={invited ? invitedPath(view, of.id) : answerPath(view, of.id)}>
      {invited ? w.invitedGo : view.who === null ? w.signIn : w.answer}
    </a>
  );
}

/** Why it was taken back or ended early. */
export function Reason(props: { readonly view: View; readonly of: Questionnaire }): VNode | null {
  const { view, of } = props;
  const w = wordsOf(view).page;
  if (of.stateReason === '') return null;
  return (
    <Note tone="wait">
      <p>
        {of.state === 'withdrawn' ? w.withdrawnWhy : w.closedEarly}: {of.stateReason}
      </p>
    </Note>
  );
}

/** A questionnaire in public: what it asks, how many answered, and when it is over what came out. */
export function QuestionnairePage(props: QuestionnaireView): VNode {
  const { view, of, response, results, names } = props;
  const w = wordsOf(view).page;
  const [said, ...more] = of.text.split('\n');
  return (
    <Page view={view} title={of.title} section="decisions">
      <RecordHead
        kind={`${w.kind} ${of.number ?? ''}`}
        title={of.title}
        state={stateWord(view, of)}
        lede={said}
        next={<Next {...props} />}
      />
      <Reason view={view} of={of} />
      <Pair
        side={
          <>
            <Facts
              items={[
                { term: w.when, value: daysOf(view, of) },
                { term: w.who, value: whoSentence(view, of, props.placeName) },
                { term: w.questions, value: w.count(of.questions.length) },
              ]}
            />
            {of.state !== 'withdrawn' && <ResponseBlock {...{ view, of, response, names }} />}
          </>
        }
      >
        {more.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {results !== null && <ResultsBlock {...{ view, results, names }} />}
        {results === null && (
          <Block title={w.questions}>
            <Lines items={of.questions.map((one) => ({ key: one.id, what: `${one.number}. ${one.title}` }))} />
          </Block>
        )}
        <Block title={w.secretTitle}>
          <ul class="read">
            {w.secret.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Block>
      </Pair>
    </Page>
  );
}
