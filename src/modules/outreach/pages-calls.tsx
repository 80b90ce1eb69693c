import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { ActLink, ConfirmForm, Field, type FieldOption, Form, type FormState } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { CallLines } from './pages.tsx';
import { DeskList, type Shared } from './pages-desk.tsx';
import { amountOf, CloseBlock, enoughText, TallyFacts, wordsOf } from './pages-parts.tsx';
import type { Tally } from './rules.ts';
import { type Asked, answers, type Call, foundKinds } from './schema.ts';

/** The desk's list of calls. */
export function DeskCallsPage(props: {
  readonly view: View;
  readonly calls: readonly Call[];
  readonly asked: readonly Asked[];
}): VNode {
  const { view, calls } = props;
  const t = wordsOf(view).calls;
  const root = deskRoot(view);
  return (
    <DeskList
      view={view}
      title={t.title}
      lede={t.deskLede}
      fresh={{ href: `${root}/calls/new`, label: t.fresh }}
      empty={calls.length === 0 ? { title: t.emptyTitle, text: t.newLede } : null}
    >
      <CallLines view={view} root={root} calls={calls} asked={props.asked} />
    </DeskList>
  );
}

/** The form that makes a call. */
export function NewCallPage(
  props: Shared & {
    readonly classes: readonly FieldOption[];
    readonly organisations: readonly FieldOption[];
    readonly needs: readonly FieldOption[];
  },
): VNode {
  const { view, state } = props;
  const t = wordsOf(view).calls;
  const shared = { view, state, form: 'call' };
  return (
    <Page view={view} title={t.newTitle} area="desk" section="resources">
      <PageHead title={t.newTitle} lede={t.newLede} />
      <Form
        view={view}
        state={state}
        name="call"
        action={`${deskRoot(view)}/calls/new`}
        submit={t.open}
        keyValue={props.keyValue}
      >
        <Field {...shared} name="title" label={t.name} maxlength={60} required />
        <Field {...shared} name="text" label={t.text} type="area" maxlength={1000} required />
        <Field {...shared} name="class_code" label={t.class} type="select" options={props.classes} required />
        <Field {...shared} name="quantity" label={t.quantity} type="number" required />
        <Field {...shared} name="unit" label={t.unit} maxlength={12} short required />
        <Field {...shared} name="answer_by" label={t.day} type="date" required />
        <Field {...shared} name="need" label={t.need} type="select" options={props.needs} optional />
        <Field
          {...shared}
          name="organisations"
          label={t.organisations}
          type="checks"
          options={props.organisations}
          required
        />
      </Form>
    </Page>
  );
}

/** The fields of an answer; the unit's own page uses them too. */
export function AnswerFields(props: {
  readonly view: View;
  readonly state?: FormState | undefined;
  readonly form: string;
}): VNode {
  const { view } = props;
  const w = wordsOf(view);
  return (
    <>
      <Field
        {...props}
        name="answer"
        label={w.calls.answer}
        type="choices"
        options={answers.map((one) => ({ value: one, label: w.answers[one] }))}
        required
      />
      <Field {...props} name="quantity" label={w.calls.answerQuantity} type="number" optional />
      <Field {...props} name="answer_text" label={w.calls.answerText} maxlength={300} optional />
    </>
  );
}

function AskedActs(props: Shared & { readonly call: Call; readonly asked: Asked }): VNode {
  const { view, call, asked } = props;
  const w = wordsOf(view);
  const t = w.calls;
  const here = `${deskRoot(view)}/calls/${call.id}`;
  const key = `${props.keyValue}${asked.organisationId.slice(-8)}`;
  const form = asked.organisationId.slice(-8);
  return (
    <>
      {call.state === 'open' && (
        <ConfirmForm
          view={view}
          name="answer"
          action={`${here}/answer`}
          label={t.record}
          keyValue={key}
          hidden={{ organisation: asked.organisationId }}
        >
          <AnswerFields view={view} form={`answer-${form}`} />
        </ConfirmForm>
      )}
      {asked.quantity !== null && (
        <ConfirmForm
          view={view}
          name="up"
          action={`${here}/take-up`}
          label={t.takeUp}
          keyValue={key}
          hidden={{ organisation: asked.organisationId }}
        >
          <Field
            view={view}
            form={`up-${form}`}
            name="kind"
            label={t.takeUpKind}
            type="select"
            options={foundKinds.map((one) => ({ value: one, label: w.kinds[one] }))}
            required
          />
          <Field
            view={view}
            form={`up-${form}`}
            name="title"
            label={t.takeUpTitle}
            value={call.title}
            maxlength={60}
            required
          />
        </ConfirmForm>
      )}
    </>
  );
}

/** Everything the desk's page of a call shows. */
type DeskCallProps = Shared & {
  readonly call: Call;
  readonly asked: readonly Asked[];
  readonly sum: Tally;
  readonly organisations: readonly FieldOption[];
  readonly refusal: VNode | null;
};

/** Asking more partners, and closing the call. */
function CallForms(props: DeskCallProps & { readonly here: string }): VNode {
  const { view, state, here } = props;
  const t = wordsOf(view).calls;
  return (
    <>
      {props.organisations.length > 0 && (
        <Block title={t.more} id="more">
          <Form
            view={view}
            state={state}
            name="ask"
            action={`${here}/ask`}
            submit={t.moreButton}
            keyValue={`${props.keyValue}-ask`}
            quiet
          >
            <Field
              {...{ view, state, form: 'ask' }}
              name="organisations"
              label={t.organisations}
              type="checks"
              options={props.organisations}
            />
          </Form>
        </Block>
      )}
      <CloseBlock {...{ view, state, keyValue: props.keyValue, here, words: t }} />
    </>
  );
}

/** The desk's page of a call: who was asked, what they said, and what it adds up to (F119). */
export function DeskCallPage(props: DeskCallProps): VNode {
  const { view, call, asked, sum } = props;
  const w = wordsOf(view);
  const t = w.calls;
  const root = deskRoot(view);
  const here = `${root}/calls/${call.id}`;
  const said = (one: Asked) =>
    one.answer === null
      ? t.waiting
      : [w.answers[one.answer], one.quantity === null ? '' : amountOf(view, one.quantity, call.unit)]
          .filter((part) => part !== '')
          .join(' · ');
  return (
    <Page view={view} title={call.title} area="desk" section="resources">
      <RecordHead
        kind={t.kind(call.number)}
        title={call.title}
        state={[t.wanted(amountOf(view, call.quantity, call.unit)), enoughText(view, call, sum)].join(' · ')}
        lede={call.state === 'closed' ? call.closingText : t.by(formatDate(call.answerBy, view.lang))}
        next={<ActLink href={`${spaceRoot(view)}/calls/${call.id}`}>{t.public}</ActLink>}
      />
      {props.refusal}
      <Pair
        side={
          <Block title={t.answers}>
            <TallyFacts view={view} call={call} sum={sum} />
          </Block>
        }
      >
        <Block title={t.partners} id="partners">
          <Lines
            items={asked.map((one) => ({
              key: one.organisationId,
              what: one.name,
              note: one.answerText,
              value: said(one),
              ...(one.resourceId === null
                ? { acts: <AskedActs {...props} asked={one} /> }
                : { acts: <ActLink href={`${root}/resources/${one.resourceId}`}>{t.takenUp}</ActLink> }),
            }))}
          />
        </Block>
        {call.state === 'open' && <CallForms {...props} here={here} />}
      </Pair>
    </Page>
  );
}
