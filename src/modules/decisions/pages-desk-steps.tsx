import type { VNode } from 'preact';
import { ActLink, ConfirmForm, Field, Form } from '#ui/form';
import { Block } from '#ui/record';
import { deskRoot } from '#ui/view';
import { here, type Part } from './pages-desk-parts.tsx';
import { wordsOf } from './pages-list.tsx';
import { openStep } from './rules.ts';
import { stepText } from './schema-words.ts';

/** What the reader may do about the open step besides voting. */
export interface OpenDeeds {
  /** Whether the open check or opinion asks the reader. */
  readonly asked: boolean;
  /** Whether the reader may propose to leave the open step out. */
  readonly skip: boolean;
  /** Whether that is proposed and the reader may second it. */
  readonly second: boolean;
  readonly putOff: boolean;
  /** Votes of residents that may be tied to the step. */
  readonly polls: readonly { readonly value: string; readonly label: string }[];
}

/** The answer of whoever is asked: yes or no, with the reason that stands in public. */
export function AnswerStepForm(props: Part): VNode | null {
  const { view, item, state, keyValue } = props;
  const w = wordsOf(view);
  const step = openStep(item);
  if (step === null) return null;
  const kept = { view, state, form: 'answer-step' };
  const check = step.kind === 'check';
  return (
    <Block title={w.desk.answerTitle} id="answer-step">
      <Form
        view={view}
        state={state}
        name="answer-step"
        action={`${here(view, item)}/answer-step`}
        submit={w.desk.answerStepSubmit}
        keyValue={keyValue}
      >
        <Field
          {...kept}
          name="answer"
          label={stepText(view.lang, item.planCode, step.plan) || w.stepKinds[step.kind]}
          type="choices"
          required
          options={[
            { value: 'yes', label: check ? w.desk.answerYes : w.desk.answerYesOpinion },
            { value: 'no', label: check ? w.desk.answerNo : w.desk.answerNoOpinion },
          ]}
        />
        <Field {...kept} name="reason" label={w.desk.answerReason} type="area" rows={3} required />
      </Form>
    </Block>
  );
}

/** Tying the open step to a vote of residents. */
export function TiePollForm(props: Part & Pick<OpenDeeds, 'polls'>): VNode {
  const { view, item, state, keyValue, polls } = props;
  const w = wordsOf(view).desk;
  return (
    <Block title={w.tie} id="tie">
      {polls.length === 0 ? (
        <>
          <p>{w.noPolls}</p>
          <ActLink href={`${deskRoot(view)}/votes/new`} kind="line">
            {w.newPoll}
          </ActLink>
        </>
      ) : (
        <Form
          view={view}
          state={state}
          name="tie"
          action={`${here(view, item)}/tie`}
          submit={w.tie}
          keyValue={keyValue}
          quiet
        >
          <Field
            {...{ view, state, form: 'tie' }}
            name="pollId"
            label={w.tiePoll}
            hint={w.tieHint}
            type="select"
            required
            options={polls}
          />
        </Form>
      )}
    </Block>
  );
}

/** Rarer deeds: leaving the open step out with a second, and putting it off. */
export function ByTheWay(props: Part & { readonly deeds: OpenDeeds }): VNode {
  const { view, item, keyValue, deeds } = props;
  const w = wordsOf(view).desk;
  const root = here(view, item);
  return (
    <>
      {deeds.putOff && (
        <ConfirmForm
          {...{ view, keyValue, name: 'put-off', action: `${root}/put-off`, label: w.putOff, kind: 'word' }}
          reason={{ label: w.putOffReason, hint: w.putOffHint, required: true }}
        >
          <Field
            {...{
              view,
              state: undefined,
              form: 'put-off',
              name: 'until',
              label: w.putOffUntil,
              type: 'date',
              required: true,
            }}
          />
        </ConfirmForm>
      )}
      {deeds.skip && (
        <ConfirmForm
          {...{ view, keyValue, name: 'skip', action: `${root}/skip`, label: w.skip, kind: 'word' }}
          reason={{ label: w.skipReason, hint: w.skipHint, required: true }}
        />
      )}
      {deeds.second && (
        <ConfirmForm {...{ view, keyValue, name: 'second', action: `${root}/second`, label: w.second, kind: 'line' }} />
      )}
    </>
  );
}
