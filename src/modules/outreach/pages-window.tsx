import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, ConfirmForm, Field, type FieldOption, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead } from '#ui/record';
import { meRoot, spaceRoot, type View } from '#ui/view';
import { AnswerFields } from './pages-calls.tsx';
import { amountOf, wordsOf } from './pages-parts.tsx';
import { type Asked, type Call, type FirmRequest, requestKinds } from './schema.ts';

/** One's own page for the units one speaks for: what the community asks, what the unit offers and needs, its requests. */
export function UnitsPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly units: readonly {
    readonly id: string;
    readonly name: string;
    readonly profile: { readonly offersText: string; readonly needsText: string };
  }[];
  readonly asked: readonly { readonly call: Call; readonly asked: Asked }[];
  readonly requests: readonly FirmRequest[];
  readonly refusal: VNode | null;
}): VNode {
  const { view, units } = props;
  const w = wordsOf(view);
  const t = w.window;
  const root = spaceRoot(view);
  return (
    <Page view={view} title={t.title} area="me" section="me">
      <PageHead title={t.title} lede={t.lede} acts={<ActLink href={`${root}/firms`}>{t.firms}</ActLink>} />
      {props.refusal}
      {units.length === 0 ? (
        <Empty title={t.none} acts={<ActLink href={`${root}/organisations`}>{t.organisations}</ActLink>}>
          {t.noneMore}
        </Empty>
      ) : (
        <>
          <Block title={t.calls} id="calls">
            <OwnCalls {...props} />
          </Block>
          <Block title={t.requests} id="requests">
            <OwnRequests {...props} />
            <File {...props} options={units.map((one) => ({ value: one.id, label: one.name }))} />
          </Block>
          {units.map((unit) => (
            <Block key={unit.id} title={unit.name} aside={t.profile} id={`unit-${unit.id.slice(-8)}`}>
              <Profile {...props} unit={unit} />
            </Block>
          ))}
        </>
      )}
    </Page>
  );
}

type UnitsProps = Parameters<typeof UnitsPage>[0];

function mine(view: View): string {
  return meRoot(view);
}

function OwnCalls(props: UnitsProps): VNode {
  const { view, asked } = props;
  const w = wordsOf(view);
  if (asked.length === 0) return <p>{w.window.noCalls}</p>;
  return (
    <Lines
      items={asked.map(({ call, asked: own }) => ({
        key: `${call.id}${own.organisationId}`,
        what: <a href={`${spaceRoot(view)}/calls/${call.id}`}>{call.title}</a>,
        note: [
          own.name,
          w.calls.wanted(amountOf(view, call.quantity, call.unit)),
          call.state === 'open' ? w.calls.by(formatDate(call.answerBy, view.lang)) : w.callStates.closed,
        ].join(' · '),
        value: own.answer === null ? w.calls.waiting : w.answers[own.answer],
        ...(call.state === 'open' && own.resourceId === null
          ? {
              acts: (
                <ConfirmForm
                  view={view}
                  name="answer"
                  action={`${mine(view)}/calls/${call.id}/answer`}
                  label={w.calls.answerButton}
                  keyValue={`${props.keyValue}${call.id.slice(-8)}`}
                  hidden={{ organisation: own.organisationId }}
                >
                  <AnswerFields view={view} form={`answer-${call.id.slice(-8)}`} />
                </ConfirmForm>
              ),
            }
          : {}),
      }))}
    />
  );
}

function OwnRequests(props: UnitsProps): VNode {
  const { view, requests } = props;
  const w = wordsOf(view);
  const t = w.window;
  if (requests.length === 0) return <p>{t.noRequests}</p>;
  return (
    <Lines
      items={requests.map((one) => ({
        key: one.id,
        what: one.title,
        note: [
          w.requests.kind(one.number),
          one.firm,
          one.resultText === '' ? t.due(formatDate(one.dueOn, view.lang)) : one.resultText,
        ].join(' · '),
        value: w.requestStates[one.state],
        ...(one.state === 'filed' || one.state === 'taken'
          ? {
              acts: (
                <ConfirmForm
                  view={view}
                  name="withdraw"
                  action={`${mine(view)}/requests/${one.id}/withdraw`}
                  label={t.withdraw}
                  kind="word"
                  keyValue={`${props.keyValue}${one.id.slice(-8)}`}
                  reason={{ label: t.reason, name: 'result_text', required: true }}
                />
              ),
            }
          : {}),
      }))}
    />
  );
}

/** The fields of a request; the desk writes one down with the same. */
export function RequestFields(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly options: readonly FieldOption[];
}): VNode {
  const { view, state, options } = props;
  const w = wordsOf(view);
  const t = w.window;
  const shared = { view, state, form: 'file' };
  const [only, second] = options;
  return (
    <>
      {only !== undefined && second === undefined ? (
        <input type="hidden" name="organisation" value={only.value} />
      ) : (
        <Field {...shared} name="organisation" label={t.organisation} type="select" options={options} required />
      )}
      <Field
        {...shared}
        name="kind"
        label={t.kind}
        type="select"
        options={requestKinds.map((one) => ({ value: one, label: w.requestKinds[one] }))}
        required
      />
      <Field {...shared} name="title" label={t.what} maxlength={60} required />
      <Field {...shared} name="text" label={t.text} type="area" rows={3} maxlength={1000} optional />
    </>
  );
}

function File(props: UnitsProps & { readonly options: readonly FieldOption[] }): VNode {
  const { view, state } = props;
  const t = wordsOf(view).window;
  return (
    <>
      <h3>{t.file}</h3>
      <p>{t.fileHint}</p>
      <Form
        view={view}
        state={state}
        name="file"
        action={`${mine(view)}/units`}
        submit={t.submit}
        keyValue={props.keyValue}
      >
        <RequestFields view={view} state={state} options={props.options} />
      </Form>
    </>
  );
}

function Profile(props: UnitsProps & { readonly unit: UnitsProps['units'][number] }): VNode {
  const { view, state, unit } = props;
  const w = wordsOf(view);
  const name = `profile-${unit.id.slice(-8)}`;
  const shared = { view, state, form: name };
  return (
    <Form
      view={view}
      state={state}
      name={name}
      action={`${mine(view)}/units/${unit.id}/profile`}
      submit={w.window.save}
      keyValue={`${props.keyValue}${unit.id.slice(-8)}`}
      aside={w.window.profileHint}
      quiet
    >
      <Field
        {...shared}
        name="offers_text"
        label={w.firms.offers}
        value={unit.profile.offersText}
        type="area"
        rows={2}
        maxlength={600}
        optional
      />
      <Field
        {...shared}
        name="needs_text"
        label={w.firms.needs}
        value={unit.profile.needsText}
        type="area"
        rows={2}
        maxlength={600}
        optional
      />
    </Form>
  );
}
