import type { VNode } from 'preact';
import { localDate, localTime } from '#kernel/dates';
import { Field, type FieldOption, FieldRow, Fold, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { PageHead } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import { type Meeting, meetingKinds, meetingWays } from './schema.ts';

interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

function Facts(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
  readonly of: Meeting | null;
}): VNode {
  const { view, state, form, of } = props;
  const w = wordsOf(view).form;
  const common = { view, state, form };
  return (
    <>
      <Field {...{ ...common, name: 'title', label: w.name, hint: w.nameHint, required: true }} value={of?.title} />
      <FieldRow>
        <Field
          {...{ ...common, name: 'day', label: w.day, type: 'date', required: true, short: true }}
          value={of === null ? undefined : localDate(of.startsAt)}
        />
        <Field
          {...{ ...common, name: 'time', label: w.time, required: true, short: true }}
          value={of === null ? '14:00' : localTime(of.startsAt)}
        />
      </FieldRow>
      <Field {...{ ...common, name: 'place', label: w.place, required: true }} value={of?.placeText} />
    </>
  );
}

function More(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly form: string;
  readonly of: Meeting | null;
}): VNode {
  const { view, state, form, of } = props;
  const w = wordsOf(view).form;
  const common = { view, state, form };
  return (
    <Fold title={w.more} state={state} fields={['remote', 'turnSeconds', 'turnTimes', 'text']}>
      <Field
        {...{ ...common, name: 'remote', label: w.remote, hint: w.remoteHint, optional: true }}
        value={of?.remoteText}
      />
      <Field
        {...{
          ...common,
          name: 'turnSeconds',
          label: w.seconds,
          hint: w.secondsHint,
          type: 'number',
          short: true,
          optional: true,
          unit: w.secondsUnit,
        }}
        value={of?.turnSeconds?.toString()}
      />
      <Field
        {...{
          ...common,
          name: 'turnTimes',
          label: w.times,
          hint: w.timesHint,
          type: 'number',
          short: true,
          optional: true,
          unit: w.timesUnit,
        }}
        value={of?.turnTimes?.toString()}
      />
      <Field {...{ ...common, name: 'text', label: w.text, type: 'area', rows: 3, optional: true }} value={of?.text} />
    </Fold>
  );
}

/** A meeting about to be prepared. */
export function PlanPage(props: FormView & { readonly bodies: readonly FieldOption[] }): VNode {
  const { view, state, keyValue, bodies } = props;
  const words = wordsOf(view);
  const w = words.form;
  const common = { view, state, form: 'plan' };
  return (
    <Page view={view} title={w.title} area="desk" section="decisions">
      <PageHead title={w.title} lede={w.lede} />
      <Form {...{ view, state, keyValue, name: 'plan', action: `${deskRoot(view)}/meetings/new`, submit: w.save }}>
        <Field
          {...{ ...common, name: 'kind', label: w.kind, type: 'choices', required: true, value: 'regular' }}
          options={meetingKinds.map((value) => ({ value, label: words.kinds[value], hint: words.kindHints[value] }))}
        />
        <Field
          {...{ ...common, name: 'body', label: w.body, hint: w.bodyHint, type: 'select' }}
          options={[{ value: '', label: w.noBody }, ...bodies]}
        />
        <Field
          {...{ ...common, name: 'way', label: w.way, type: 'choices', required: true, value: 'sitting' }}
          options={meetingWays.map((value) => ({ value, label: words.heldBy[value], hint: words.heldByHints[value] }))}
        />
        <Facts view={view} state={state} form="plan" of={null} />
        <Field {...{ ...common, name: 'agenda', label: w.agenda, hint: w.agendaHint, type: 'area', rows: 5 }} />
        <More view={view} state={state} form="plan" of={null} />
      </Form>
    </Page>
  );
}

/** Another day, another place. */
export function ChangePage(props: FormView & { readonly of: Meeting }): VNode {
  const { view, state, keyValue, of } = props;
  const w = wordsOf(view).form;
  const action = `${deskRoot(view)}/meetings/${of.id}/change`;
  return (
    <Page view={view} title={w.change} area="desk" section="decisions">
      <PageHead title={w.change} lede={of.title} />
      <Form {...{ view, state, keyValue, name: 'change', action, submit: w.save }}>
        <Facts view={view} state={state} form="change" of={of} />
        <More view={view} state={state} form="change" of={of} />
      </Form>
    </Page>
  );
}
