import type { VNode } from 'preact';
import { hitsIn } from '#kernel/hits';
import { isMoneyAppeal } from '#kernel/privacy';
import { normalise } from '#kernel/text';
import { pick } from '#kernel/words';
import { ActLink, Field, type FieldOption, FieldRow, Fold, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { HitFields } from '#ui/personal';
import { Block, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import { AppealWays } from './pages-check.tsx';
import type { Need } from './queries.ts';
import { ageGroups, dayParts, urgencies, weekdays } from './schema.ts';
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
  /** Open needs that may be the same, shown after the first step; absent before. */
  readonly similar?: readonly {
    readonly id: string;
    readonly number: string;
    readonly title: string;
    readonly note: string;
  }[];
  /** Who was looked for, and who was found by that. */
  readonly who?: { readonly text: string; readonly found: readonly FieldOption[] };
  /** Answers that stand for pieces that look like personal data; of a need that is public already. */
  readonly answered?: ReadonlyMap<string, { readonly answer: string; readonly reason: string }>;
}

/** The form of a need: public words apart from the private ones. */
export function NeedFormPage(props: NeedFormProps): VNode {
  const { view, state, need, matter } = props;
  const t = pick(view.lang, { zh, en }).form;
  const form = need === undefined ? 'draft' : 'edit';
  return (
    <Page
      view={view}
      title={props.title}
      area="desk"
      section="needs"
      scripts={['desk-keys', 'confirm-leave', ...(need === undefined ? (['alike'] as const) : [])]}
    >
      <PageHead title={props.title} lede={t.lede} />
      {matter !== undefined && (
        <Note>
          <b>{t.words}</b>
          {matter.words.split('\n').map((line, at) => (
            <p key={`${at}`}>{line}</p>
          ))}
        </Note>
      )}
      {props.who !== undefined && matter === undefined && <ForWhom {...props} />}
      {stateIsAppeal(props) && <AppealWays view={view} edit={null} />}
      <Form
        view={view}
        state={state}
        name={form}
        action={props.action}
        submit={need === undefined ? t.save : t.saveEdit}
        keyValue={props.keyValue}
        hidden={matter === undefined ? {} : { matter: matter.id }}
      >
        {need === undefined && <Alike {...props} />}
        <Similar {...props} />
        <HitFields
          view={view}
          state={state}
          form={form}
          hits={need === undefined || need.state === 'draft' || state === undefined ? [] : hitsIn(typedWords(state))}
          answered={props.answered ?? new Map()}
        />
        <PublicPart {...props} />
        <PrivatePart {...props} />
        {need !== undefined && need.state !== 'draft' && (
          <Field view={view} state={state} form={form} name="reason" label={t.reason} required />
        )}
      </Form>
    </Page>
  );
}

const publicFields = ['title', 'summary', 'group_text', 'urgency_reason', 'crux'] as const;

/** The public words as they were typed, read as they would be kept. */
function typedWords(state: FormState): string[] {
  return publicFields.map((name) => {
    const value = state.values[name];
    return typeof value === 'string' ? normalise(value) : '';
  });
}

function stateIsAppeal({ state, need }: NeedFormProps): boolean {
  return (
    need !== undefined &&
    need.state !== 'draft' &&
    state !== undefined &&
    isMoneyAppeal(typedWords(state).join('\n')).hit
  );
}

/** Somebody the desk knows, for whom the need is written: found by name, phone or household card first. */
function ForWhom(props: NeedFormProps): VNode {
  const { view, who } = props;
  const t = pick(view.lang, { zh, en }).form;
  return (
    <Fold title={t.forOther} state={undefined} fields={[]} open={(who?.text ?? '') !== ''}>
      <Form view={view} name="find-person" action={props.action} method="get" submit={t.find} quiet>
        <Field view={view} form="find-person" name="who" label={t.findWho} type="search" value={who?.text ?? ''} />
      </Form>
      {who !== undefined && who.text !== '' && who.found.length === 0 && (
        <Note>
          {t.nobodyFound} <ActLink href={`${deskRoot(view)}/people/new`}>{t.register}</ActLink>
        </Note>
      )}
    </Fold>
  );
}

/** Where the browser shows, while one writes, the needs that say the same; after the first step they are a question. */
function Alike(props: NeedFormProps): VNode | null {
  const { view, similar = [] } = props;
  return similar.length > 0 ? null : (
    <div data-alike={`${spaceRoot(view)}/needs/alike`} data-alike-fields="title summary" aria-live="polite" />
  );
}

/** "Is it one of these?": asked once, before a second need of the same is written. */
function Similar(props: NeedFormProps): VNode | null {
  const { view, state, similar = [] } = props;
  const t = pick(view.lang, { zh, en }).form;
  if (similar.length === 0) return null;
  return (
    <div class="hits" id="similar">
      <Field
        view={view}
        state={state}
        form="draft"
        name="same"
        type="choices"
        label={t.similar}
        hint={t.similarHint}
        required
        options={[
          ...similar.map((one) => ({ value: one.id, label: `${one.number} ${one.title}`, hint: one.note })),
          { value: 'none', label: t.different },
        ]}
      />
    </div>
  );
}

function PublicPart(props: NeedFormProps): VNode {
  const { view, state, need, matter } = props;
  const w = pick(view.lang, { zh, en });
  const t = w.form;
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
      <FieldRow>
        <Field {...shared} name="group_text" label={t.group} hint={t.groupHint} value={need?.groupText} optional />
        <Field
          {...shared}
          name="age_group"
          label={t.ageGroup}
          type="select"
          options={ageGroups.filter((one) => one !== 'any').map((one) => ({ value: one, label: w.ageGroups[one] }))}
          value={need === undefined || need.ageGroup === 'any' ? '' : need.ageGroup}
          optional
        />
      </FieldRow>
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
      <Fold
        title={t.times}
        state={state}
        fields={['weekdays', 'day_parts']}
        open={(need?.weekdays.length ?? 0) + (need?.dayParts.length ?? 0) > 0}
      >
        <Field
          {...shared}
          name="weekdays"
          label={t.weekdays}
          hint={t.anyTime}
          type="checks"
          options={weekdays.map((one) => ({ value: one, label: w.weekdays[one] }))}
          value={need?.weekdays ?? []}
        />
        <Field
          {...shared}
          name="day_parts"
          label={t.dayParts}
          type="checks"
          options={dayParts.map((one) => ({ value: one, label: w.dayParts[one] }))}
          value={need?.dayParts ?? []}
        />
      </Fold>
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
      {(props.who?.found.length ?? 0) > 0 && (
        <Field {...shared} name="person" label={t.person} type="choices" options={props.who?.found ?? []} />
      )}
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
