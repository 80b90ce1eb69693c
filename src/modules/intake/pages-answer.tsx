import type { VNode } from 'preact';
import { addDays, formatDate, localDate } from '#kernel/dates';
import { pick } from '#kernel/words';
import { Field, type FieldOption, Fold, Form, type FormState } from '#ui/form';
import { Block } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { MatterRecord } from './queries-record.ts';
import { stances } from './schema.ts';
import { zh } from './zh.ts';

/** The answer to the one who spoke: words, perhaps a promised day, and to an opinion whether it is adopted (F049). */
export function AnswerForm(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly record: Pick<MatterRecord, 'matter'>;
  readonly changes: readonly FieldOption[];
  readonly usualDays: number;
}): VNode {
  const { view, state, record } = props;
  const words = pick(view.lang, { zh, en });
  const t = words.record;
  const shared = { view, state, form: 'answer' };
  return (
    <Block title={t.answerTitle} id="answer">
      <Form
        view={view}
        state={state}
        name="answer"
        action={`${deskRoot(view)}/matters/${record.matter.id}/answer`}
        submit={t.send}
        keyValue={`${props.keyValue}-answer`}
        quiet
      >
        <Field {...shared} name="reply" label={t.reply} type="area" rows={3} required />
        <Field {...shared} name="promise" label={t.promise} hint={t.promiseHint} optional />
        <Field
          {...shared}
          name="due_on"
          label={t.due}
          hint={t.dueHint(props.usualDays, formatDate(addDays(localDate(view.now), props.usualDays), view.lang))}
          type="date"
          optional
        />
        <Fold title={t.stance} state={state} fields={['stance', 'changed']}>
          <Field
            {...shared}
            name="stance"
            label={t.stance}
            hint={t.stanceHint}
            type="select"
            options={stances.map((value) => ({ value, label: words.stances[value] }))}
            optional
          />
          <Field
            {...shared}
            name="changed"
            label={t.changed}
            hint={t.changedHint}
            type="select"
            options={props.changes}
            optional
          />
        </Fold>
      </Form>
    </Block>
  );
}
