import type { VNode } from 'preact';
import { ActLink, Button, ConfirmForm, Field, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Empty, Lines, PageHead } from '#ui/record';
import { Refused } from '#ui/refusal';
import { Steps } from '#ui/say';
import { spaceRoot, type View } from '#ui/view';
import { answerText, QuestionField, wordsOf } from './pages-parts.tsx';
import type { Answers, Question, Questionnaire } from './schema.ts';

/** Name of the form that asks the questions. */
export const sheetForm = 'sheet';

/** A sheet that is being answered. */
export interface SheetView {
  readonly view: View;
  readonly of: Questionnaire;
  readonly state: FormState | undefined;
  readonly action: string;
  /** The question that is asked now; null when everything was, and it is looked at once more. */
  readonly at: Question | null;
  /** The questions that lead here, in order. */
  readonly path: readonly Question[];
  readonly answers: Answers;
  /** What goes along with every step: the answers so far, and what says who answers. */
  readonly carried: Readonly<Record<string, string>>;
  /** The name of the person who is helped. */
  readonly helped: string | null;
  readonly kiosk: boolean;
}

function Notes(props: SheetView): VNode {
  const { view, helped, kiosk } = props;
  const w = wordsOf(view).form;
  return (
    <>
      {helped !== null && (
        <Note tone="wait">
          <p>{w.helped(helped)}</p>
        </Note>
      )}
      {kiosk && (
        <Note tone="wait">
          <p>{w.kiosk}</p>
        </Note>
      )}
    </>
  );
}

function Ask(props: SheetView & { readonly at: Question }): VNode {
  const { view, of, state, at, path } = props;
  const w = wordsOf(view).form;
  const before = path[path.findIndex((one) => one.number === at.number) - 1];
  return (
    <Steps view={view} n={at.number} of={of.questions.length} about={of.title}>
      <Notes {...props} />
      <Form
        {...{ view, state, name: sheetForm, action: props.action, submit: w.next, fill: true }}
        hidden={{ ...props.carried, at: `${at.number}`, step: 'next' }}
        aside={
          before === undefined ? undefined : (
            <Button kind="word" name="back" value={`${before.number}`} icon="previous">
              {w.back}
            </Button>
          )
        }
      >
        <QuestionField {...{ view, state, form: sheetForm, question: at, first: true }} />
      </Form>
      <p class="muted">{w.kept}</p>
    </Steps>
  );
}

function Review(props: SheetView): VNode {
  const { view, of, path, answers, carried } = props;
  const w = wordsOf(view).form;
  return (
    <>
      <PageHead kind={of.title} title={w.reviewTitle} lede={w.reviewLede} />
      <Notes {...props} />
      <Refused state={Object.keys(props.state?.errors ?? {}).length === 0 ? undefined : props.state} />
      <Lines
        items={path.map((question) => {
          const answer = answers[`${question.number}`];
          return {
            key: question.id,
            what: `${question.number}. ${question.title}`,
            note: answer === undefined ? w.empty : answerText(view, question, answer),
            acts: (
              <ConfirmForm
                {...{ view, name: sheetForm, kind: 'word', action: props.action, label: w.change }}
                hidden={{ ...carried, at: 'review', step: 'edit', back: `${question.number}` }}
              />
            ),
          };
        })}
      />
      <Form
        {...{ view, name: sheetForm, action: props.action, submit: w.send, fill: true }}
        hidden={{ ...carried, at: 'review', step: 'send' }}
      />
    </>
  );
}

/** One question a page, forward and back, then everything once more, then sent. Works without any script. */
export function SheetPage(props: SheetView): VNode {
  const { view, of, at } = props;
  return (
    <Page view={view} title={`${wordsOf(view).form.about} · ${of.title}`} area="me" section="decisions">
      {at === null ? <Review {...props} /> : <Ask {...props} at={at} />}
    </Page>
  );
}

/** Why this person can't answer here now, and what to do; or that it is done. */
export function NoSheetPage(props: {
  readonly view: View;
  readonly of: Questionnaire;
  readonly why: 'doneTitle' | 'already' | 'notOnRoll' | 'notNow' | 'invitedOnly';
  readonly said: string;
}): VNode {
  const { view, of } = props;
  const w = wordsOf(view).form;
  return (
    <Page view={view} title={of.title} area="me" section="decisions">
      <PageHead kind={w.about} title={of.title} />
      <Empty
        title={w[props.why]}
        acts={<ActLink href={`${spaceRoot(view)}/questionnaires/${of.id}`}>{w.toPage}</ActLink>}
      >
        {props.said}
      </Empty>
    </Page>
  );
}

/** Asks for the code of an invitation. */
export function CodePage(props: {
  readonly view: View;
  readonly of: Questionnaire;
  readonly action: string;
  readonly code: string;
  /** What is wrong with the code that was typed; empty where none was. */
  readonly wrong: string;
}): VNode {
  const { view, of, code, wrong } = props;
  const w = wordsOf(view).form;
  const state = wrong === '' ? undefined : { form: 'code', values: { code }, errors: { code: wrong } };
  return (
    <Page view={view} title={w.codeTitle} section="decisions">
      <PageHead kind={of.title} title={w.codeTitle} />
      <Form {...{ view, state, name: 'code', method: 'get', action: props.action, submit: w.codeGo }}>
        <Field
          {...{ view, state, form: 'code', name: 'code', label: w.code, hint: w.codeHint, value: code, short: true }}
          autocomplete="off"
          required
        />
      </Form>
    </Page>
  );
}
