import type { VNode } from 'preact';
import { pick } from '#kernel/words';
import { Field, type FieldOption, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, PageHead } from '#ui/record';
import type { View } from '#ui/view';
import { en } from './en.ts';
import type { Need } from './queries.ts';
import { urgencies } from './schema.ts';
import { zh } from './zh.ts';

/** What the form of a need is given. */
export interface NeedFormProps {
  readonly view: View;
  readonly keyValue: string;
  readonly state: FormState | undefined;
  readonly action: string;
  readonly title: string;
  readonly classes: readonly FieldOption[];
  readonly places: readonly FieldOption[];
  /** The need being reworded; absent for a new one. */
  readonly need?: Need;
  /** The matter it is made of: its words stand beside the form and are copied nowhere. */
  readonly matter?: {
    readonly id: string;
    readonly words: string;
    readonly classCode: string | null;
    readonly placeId: string | null;
  };
}

/** The form of a need: public words apart from the private ones. */
export function NeedFormPage(props: NeedFormProps): VNode {
  const { view, state, need, matter } = props;
  const t = pick(view.lang, { zh, en }).form;
  const form = need === undefined ? 'draft' : 'edit';
  return (
    <Page view={view} title={props.title} area="desk" section="needs">
      <PageHead title={props.title} lede={t.lede} />
      {matter !== undefined && (
        <Note>
          <b>{t.words}</b>
          {matter.words.split('\n').map((line, at) => (
            <p key={`${at}`}>{line}</p>
          ))}
        </Note>
      )}
      <Form
        view={view}
        state={state}
        name={form}
        action={props.action}
        submit={need === undefined ? t.save : t.saveEdit}
        keyValue={props.keyValue}
        hidden={matter === undefined ? {} : { matter: matter.id }}
      >
        <PublicPart {...props} />
        <PrivatePart {...props} />
        {need !== undefined && need.state !== 'draft' && (
          <Field view={view} state={state} form={form} name="reason" label={t.reason} required />
        )}
      </Form>
    </Page>
  );
}

function PublicPart(props: NeedFormProps): VNode {
  const { view, state, need, matter } = props;
  const t = pick(view.lang, { zh, en }).form;
  const shared = { view, state, form: need === undefined ? 'draft' : 'edit' };
  return (
    <>
      <Field {...shared} name="title" label={t.title} hint={t.titleHint} value={need?.title} required />
      <Field
        {...shared}
        name="summary"
        label={t.summary}
        hint={t.summaryHint}
        type="area"
        rows={4}
        value={need?.summary}
        required
      />
      <Field
        {...shared}
        name="class_code"
        label={t.class}
        type="select"
        options={props.classes}
        value={need?.classCode ?? matter?.classCode ?? ''}
        required
      />
      <FieldRow>
        <Field
          {...shared}
          name="quantity"
          label={t.quantity}
          type="number"
          value={need === undefined ? '1' : need.quantity.toString()}
          required
        />
        <Field {...shared} name="unit" label={t.unit} hint={t.unitHint} value={need?.unit} short required />
      </FieldRow>
      <Field
        {...shared}
        name="divisible"
        label={t.divisible}
        type="check"
        value={need?.divisible === true ? 'yes' : ''}
      />
      <Field {...shared} name="group_text" label={t.group} hint={t.groupHint} value={need?.groupText} optional />
      <WhenPart {...props} />
    </>
  );
}

function WhenPart(props: NeedFormProps): VNode {
  const { view, state, need } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.form;
  const shared = { view, state, form: need === undefined ? 'draft' : 'edit' };
  return (
    <>
      <Field
        {...shared}
        name="urgency"
        label={t.urgency}
        type="choices"
        options={urgencies.map((one) => ({ value: one, label: w.urgencies[one] }))}
        value={need?.urgency}
        required
      />
      <Field {...shared} name="urgency_reason" label={t.urgencyReason} value={need?.urgencyReason} optional />
      <FieldRow>
        <Field {...shared} name="starts_on" label={t.starts} type="date" value={need?.startsOn ?? ''} optional />
        <Field {...shared} name="wanted_until" label={t.until} type="date" value={need?.wantedUntil ?? ''} optional />
      </FieldRow>
      <Field
        {...shared}
        name="crux"
        label={t.crux}
        hint={t.cruxHint}
        type="area"
        rows={2}
        value={need?.crux}
        optional
      />
    </>
  );
}

function PrivatePart(props: NeedFormProps): VNode {
  const { view, state, need, matter } = props;
  const t = pick(view.lang, { zh, en }).form;
  const shared = { view, state, form: need === undefined ? 'draft' : 'edit' };
  return (
    <Block title={t.private}>
      <Field
        {...shared}
        name="place"
        label={t.place}
        hint={t.placeHint}
        type="select"
        options={props.places}
        value={need?.placeId ?? matter?.placeId ?? ''}
        optional
      />
      <Field
        {...shared}
        name="low_income"
        label={t.lowIncome}
        type="check"
        value={need?.lowIncome === true ? 'yes' : ''}
      />
      <Field
        {...shared}
        name="home_visit"
        label={t.homeVisit}
        type="check"
        value={need?.homeVisit === true ? 'yes' : ''}
      />
    </Block>
  );
}
