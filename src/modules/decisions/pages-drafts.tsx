import type { VNode } from 'preact';
import { bodyKindName, bodyKinds } from '#modules/bodies';
import { ActLink, ConfirmForm, Field, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, PageHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { wordsOf } from './pages-list.tsx';
import { Sentences } from './pages-plans.tsx';
import {
  type Amendment,
  askedRoles,
  type Plan,
  type PlanStep,
  type StepKind,
  stepKinds,
  toldRoles,
} from './schema-plan.ts';
import { planSentences, stepText } from './schema-words.ts';

/** What a draft's page knows. */
export interface DraftShown {
  readonly of: Amendment;
  readonly code: Plan['code'];
  readonly steps: readonly PlanStep[];
  readonly usualDays: number;
  readonly warnings: readonly string[];
  /** Why it can't be put to the vote as it is, in words. */
  readonly fault: string | null;
  readonly today: string;
}

function StepLine(props: {
  readonly view: View;
  readonly shown: DraftShown;
  readonly at: number;
  readonly sentence: string;
  readonly keyValue: string;
}): VNode {
  const { view, shown, at, keyValue } = props;
  const w = wordsOf(view).desk;
  const step = shown.steps[at];
  const root = `${deskRoot(view)}/amendments/${shown.of.id}`;
  if (step === undefined) return <li>{props.sentence}</li>;
  const hidden = { step: step.key };
  return (
    <li>
      <p>{props.sentence}</p>
      <div class="bar">
        <ActLink href={`${root}/steps/${step.key}`}>{w.editStep}</ActLink>
        {at > 0 && (
          <ConfirmForm
            {...{ view, keyValue, name: 'move', kind: 'word', label: w.up, action: `${root}/move` }}
            hidden={{ ...hidden, way: 'up' }}
          />
        )}
        {at < shown.steps.length - 1 && (
          <ConfirmForm
            {...{ view, keyValue, name: 'move', kind: 'word', label: w.down, action: `${root}/move` }}
            hidden={{ ...hidden, way: 'down' }}
          />
        )}
        <ConfirmForm
          {...{ view, keyValue, name: 'remove', kind: 'word', label: w.remove, action: `${root}/remove`, hidden }}
        />
      </div>
    </li>
  );
}

/** A draft: the steps read aloud, each with what can be done to it; warnings; and the way to the vote. */
export function DraftPage(props: {
  readonly view: View;
  readonly shown: DraftShown;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}): VNode {
  const { view, shown, state, keyValue } = props;
  const w = wordsOf(view);
  const root = `${deskRoot(view)}/amendments/${shown.of.id}`;
  const lines = planSentences(view.lang, shown.code, shown.steps, shown.usualDays);
  const kept = { view, state, form: 'put', required: true } as const;
  const refused = state === undefined || state.form === 'put' ? [] : Object.values(state.errors);
  const open = shown.of.state === 'draft';
  return (
    <Page view={view} title={w.desk.draft} area="desk" section="decisions">
      <PageHead title={w.amend.planTitle(w.plans[shown.code])} lede={w.desk.draftLede} />
      {[...refused, ...shown.warnings].map((sentence) => (
        <Note key={sentence} tone="wait">
          {sentence}
        </Note>
      ))}
      <Block title={w.desk.preview}>
        {open ? (
          <ol class="read">
            {lines.map((sentence, at) => (
              <StepLine key={shown.steps[at]?.key} {...{ view, shown, at, sentence, keyValue }} />
            ))}
          </ol>
        ) : (
          <Sentences lines={lines} />
        )}
        {open && (
          <ActLink href={`${root}/steps/new`} kind="line" icon="plus">
            {w.desk.addStep}
          </ActLink>
        )}
      </Block>
      {open && shown.fault !== null && (
        <Note tone="wrong">
          {w.desk.cannotYet} {shown.fault}
        </Note>
      )}
      {open && (
        <Form view={view} state={state} name="put" action={`${root}/put`} submit={w.desk.put} keyValue={keyValue}>
          <Field {...kept} name="reason" label={w.desk.reason} type="area" rows={3} />
          <Field {...kept} name="inForceFrom" label={w.desk.inForceFrom} type="date" value={shown.today} />
        </Form>
      )}
      <div class="bar">
        {open && (
          <ConfirmForm {...{ view, keyValue, name: 'drop', kind: 'word', label: w.desk.drop, action: `${root}/drop` }}>
            <p>{w.desk.dropWhy}</p>
          </ConfirmForm>
        )}
        <ActLink href={`${spaceRoot(view)}/procedures/${shown.code}`}>{w.plans[shown.code]}</ActLink>
      </div>
    </Page>
  );
}

/** The first question about a new step: which kind. */
export function StepKindPage(props: { readonly view: View; readonly of: string }): VNode {
  const { view } = props;
  const w = wordsOf(view);
  const root = `${deskRoot(view)}/amendments/${props.of}`;
  return (
    <Page view={view} title={w.desk.addStep} area="desk" section="decisions">
      <PageHead title={w.desk.addStep} lede={w.desk.addStepLede} />
      <Lines
        items={stepKinds.map((kind) => ({
          key: kind,
          what: <a href={`${root}/steps/new?kind=${kind}`}>{w.stepKinds[kind]}</a>,
          note: w.desk.kindHints[kind],
        }))}
      />
      <ActLink href={root}>{w.desk.draft}</ActLink>
    </Page>
  );
}

interface StepFormProps {
  readonly view: View;
  readonly of: string;
  readonly code: Plan['code'];
  readonly steps: readonly PlanStep[];
  readonly kind: StepKind;
  /** The step written over; null for a new one. */
  readonly step: PlanStep | null;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

function Who(props: StepFormProps): VNode | null {
  const { view, kind, step, state } = props;
  const w = wordsOf(view);
  if (kind !== 'vote' && kind !== 'opinion' && kind !== 'check') return null;
  const ofBodies = bodyKinds.map((one) => ({ value: `body:${one}`, label: bodyKindName(one, view.lang) }));
  const ofRoles = askedRoles.map((one) => ({ value: `role:${one}`, label: w.asked[one] }));
  const options = kind === 'vote' ? ofBodies : kind === 'check' ? ofRoles : [...ofBodies, ...ofRoles];
  const known = step === null ? undefined : step.asks === null ? `body:${step.body}` : `role:${step.asks}`;
  return (
    <Field
      {...{ view, state, form: 'step', name: 'who', label: w.desk.fieldWho, type: 'select', required: true }}
      options={options}
      value={known}
    />
  );
}

function Numbers(props: StepFormProps): VNode | null {
  const { view, kind, step, state } = props;
  const w = wordsOf(view).desk;
  const kept = { view, state, form: 'step', optional: true } as const;
  const fraction = (name: 'quorum' | 'share', label: string): VNode => (
    <Field {...kept} name={name} label={label} hint={w.fieldFractionHint} short value={step?.[name] ?? undefined} />
  );
  return (
    <>
      <Field
        {...{
          ...kept,
          name: 'days',
          label: w.fieldDays,
          hint: w.fieldDaysHint,
          type: 'number',
          value: step?.days?.toString(),
        }}
      />
      {kind === 'publication' && (
        <Field
          {...{ ...kept, name: 'answerDays', label: w.fieldAnswerDays, hint: w.fieldDaysHint, type: 'number' }}
          value={step?.answerDays?.toString()}
        />
      )}
      {kind === 'vote' && (
        <>
          {fraction('quorum', w.fieldQuorum)}
          <FieldRow>
            <Field
              {...{ ...kept, name: 'way', label: w.fieldWay, type: 'select', value: step?.way ?? undefined }}
              options={(['more_than', 'at_least'] as const).map((value) => ({ value, label: w.ways[value] }))}
            />
            {fraction('share', w.fieldShare)}
          </FieldRow>
          <Field
            {...{ ...kept, name: 'tie', label: w.fieldTie, type: 'select', value: step?.tie ?? undefined }}
            options={(['fails', 'chair', 'again'] as const).map((value) => ({ value, label: w.ties[value] }))}
          />
        </>
      )}
    </>
  );
}

function Ways(props: StepFormProps): VNode {
  const { view, kind, steps, step, state } = props;
  const w = wordsOf(view).desk;
  const kept = { view, state, form: 'step', type: 'select', required: true } as const;
  const others = steps.map((one, at) => ({ value: one.key, label: w.gotoStep(at + 1) }));
  const ends = (['next', 'pass', 'fail'] as const).map((value) => ({ value, label: w.gotos[value] }));
  return (
    <>
      <Field {...kept} name="yes" label={w.fieldYes} options={[...ends, ...others]} value={step?.yes ?? 'next'} />
      {kind !== 'publication' && kind !== 'host' && (
        <Field
          {...{ ...kept, name: 'no', label: w.fieldNo, options: [...ends, ...others] }}
          value={step?.no ?? (kind === 'opinion' ? 'next' : 'fail')}
        />
      )}
    </>
  );
}

/** One step, asked after in the order in which one would tell it: who, what, how long, and what then. */
export function StepPage(props: StepFormProps): VNode {
  const { view, of, kind, step, state, keyValue } = props;
  const w = wordsOf(view);
  const root = `${deskRoot(view)}/amendments/${of}`;
  const asks = kind === 'opinion' || kind === 'check';
  const kept = { view, state, form: 'step' } as const;
  return (
    <Page view={view} title={w.desk.editStep} area="desk" section="decisions">
      <PageHead
        title={step === null ? w.desk.addStep : w.desk.editStep}
        lede={`${w.stepKinds[kind]}: ${w.desk.kindHints[kind]}`}
      />
      <Form
        view={view}
        state={state}
        name="step"
        action={step === null ? `${root}/steps/new?kind=${kind}` : `${root}/steps/${step.key}`}
        submit={w.desk.writeStep}
        keyValue={keyValue}
        hidden={{ kind, step: step?.key ?? '' }}
      >
        <Who {...props} />
        {(asks || kind === 'publication') && (
          <Field
            {...kept}
            name="text"
            label={asks ? w.desk.fieldText : w.desk.fieldTextPublication}
            hint={asks ? w.desk.fieldTextHint : undefined}
            {...(asks ? { required: true } : { optional: true })}
            value={step === null ? undefined : stepText(view.lang, props.code, step)}
          />
        )}
        <Numbers {...props} />
        <Ways {...props} />
        {kind === 'opinion' && (
          <Field
            {...kept}
            name="lapses"
            label={w.desk.fieldLapses}
            type="check"
            value={step?.lapses === true ? 'yes' : undefined}
          />
        )}
        <Field
          {...{ ...kept, name: 'escalate', label: w.desk.fieldEscalate, type: 'select', required: true }}
          options={toldRoles.map((value) => ({ value, label: w.told[value] }))}
          value={step?.escalate ?? 'supervisor'}
        />
      </Form>
      <ActLink href={root}>{w.desk.draft}</ActLink>
    </Page>
  );
}
