import type { VNode } from 'preact';
import type { Words } from '#kernel/words';
import { pick } from '#kernel/words';
import { Field, Form, type FormState } from '#ui/form';
import type { View } from '#ui/view';
import { en } from './en.ts';
import { reasons, verdicts } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: Pick<View, 'lang'>): Words<typeof zh> {
  return pick(view.lang, { zh, en });
}

/** What saying "solved or not" asks: one choice, why not, words for the office, and perhaps how it should be done. */
export function SaidFields(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
  /** Whether there is a plan that could change. */
  readonly changeable: boolean;
}): VNode {
  const { view, state, form } = props;
  const w = wordsOf(view);
  const kept = { view, state, form };
  return (
    <>
      <Field
        {...kept}
        {...{ name: 'verdict', type: 'choices', label: w.say.verdict, required: true }}
        options={verdicts.map((value) => ({ value, label: w.verdicts[value] }))}
      />
      <Field
        {...kept}
        {...{ name: 'reason', type: 'select', label: w.say.reason, hint: w.say.reasonHint, optional: true }}
        options={reasons.map((value) => ({ value, label: w.reasons[value] }))}
      />
      <Field
        {...kept}
        {...{ name: 'words', type: 'area', rows: 4, label: w.say.words, hint: w.say.wordsHint, optional: true }}
      />
      {props.changeable && (
        <Field
          {...kept}
          {...{ name: 'change', type: 'area', rows: 3, label: w.say.change, hint: w.say.changeHint, optional: true }}
        />
      )}
    </>
  );
}

/** The whole form for saying it oneself. */
export function SayForm(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly action: string;
  readonly keyValue: string;
  readonly changeable: boolean;
}): VNode {
  const { view, state, action, keyValue, changeable } = props;
  return (
    <Form {...{ view, state, action, keyValue, name: 'verdict', submit: wordsOf(view).say.send }}>
      <SaidFields {...{ view, state, changeable, form: 'verdict' }} />
    </Form>
  );
}
