import type { VNode } from 'preact';
import { formatDate, formatMonth, type LocalDate } from '#kernel/dates';
import { ActLink, ConfirmForm, Field, type FieldOption, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { deskRoot, spaceRoot, type View } from '#ui/view';
import { discountWords, shareWords, spanWords, stateWords, wordsOf } from './pages-parts.tsx';
import { isRunning } from './rules.ts';
import { type Agreement, publicities, type Statement, shareKinds } from './schema.ts';

function publicityOptions(view: View): FieldOption[] {
  const w = wordsOf(view.lang);
  return publicities.map((value) => ({ value, label: w.publicities[value] }));
}

/** What neighbours get and what the fund gets. */
function TermFields(props: { readonly view: View; readonly state: FormState | undefined }): VNode {
  const { view, state } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form: 'agree' };
  return (
    <>
      <FieldRow>
        <Field
          {...{ ...common, name: 'discountPercent', type: 'number', unit: '%' }}
          {...{ label: w.form.percent, hint: w.form.percentHint }}
          optional
        />
        <Field {...{ ...common, name: 'discountOff', type: 'money', label: w.form.off }} optional />
      </FieldRow>
      <Field
        {...{ ...common, name: 'shareKind', type: 'choices', label: w.form.shareKind }}
        options={shareKinds.map((value) => ({ value, label: w.shareKinds[value] }))}
        follow={{
          use: <Field {...{ ...common, name: 'sharePerUse', type: 'money', label: w.form.perUse }} />,
          turnover: (
            <Field {...{ ...common, name: 'shareRate', label: w.form.rate, hint: w.form.rateHint, unit: '%' }} short />
          ),
        }}
        required
      />
    </>
  );
}

/** A new agreement. */
export function AgreementFormPage(props: {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly shops: readonly FieldOption[];
  readonly funds: readonly FieldOption[];
}): VNode {
  const { view, state, keyValue } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form: 'agree' };
  return (
    <Page view={view} title={w.form.title} area="desk" section="fund">
      <PageHead kind={w.desk.title} title={w.form.title} lede={w.form.lede} />
      <Form
        {...{ view, state, keyValue, name: 'agree', action: `${deskRoot(view)}/partners/new`, submit: w.form.save }}
        upload
      >
        <FieldRow>
          <Field
            {...{ ...common, name: 'organisationId', type: 'select', label: w.form.organisation, options: props.shops }}
            required
          />
          <Field {...{ ...common, name: 'number', label: w.form.number }} required />
        </FieldRow>
        <Field
          {...{ ...common, name: 'discountText', label: w.form.discountText, hint: w.form.discountTextHint }}
          required
        />
        <TermFields view={view} state={state} />
        <Field
          {...{ ...common, name: 'fundId', type: 'select', label: w.form.fund, options: props.funds }}
          value={props.funds[0]?.value}
          required
        />
        <FieldRow>
          <Field {...{ ...common, name: 'startsOn', type: 'date', label: w.form.startsOn }} required />
          <Field {...{ ...common, name: 'endsOn', type: 'date', label: w.form.endsOn }} required />
        </FieldRow>
        <FieldRow>
          <Field
            {...{ ...common, name: 'publicity', type: 'select', label: w.form.publicity, value: 'real' }}
            options={publicityOptions(view)}
            required
          />
          <Field {...{ ...common, name: 'alias', label: w.form.alias }} optional />
        </FieldRow>
        <Field
          {...{ ...common, name: 'file', type: 'file', label: w.form.file }}
          accept="image/*,application/pdf"
          optional
        />
      </Form>
    </Page>
  );
}

/** What the desk needs to know of an agreement. */
export interface DeskView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
  readonly agreement: Agreement;
  readonly fundName: string;
  readonly statements: readonly Statement[];
  /** Whether a month is over and not drawn up. */
  readonly toState: boolean;
  readonly day: LocalDate;
  /** How many printed codes are unused. */
  readonly printed: number;
}

function Statements(props: DeskView): VNode {
  const { view, statements, keyValue, state } = props;
  const w = wordsOf(view.lang);
  const desk = deskRoot(view);
  if (statements.length === 0) return <p class="muted">{w.desk.statementsNone}</p>;
  return (
    <Lines
      items={statements.map((one) => ({
        key: one.id,
        what:
          one.pledgeId === null ? (
            formatMonth(one.month, view.lang)
          ) : (
            <a href={`${desk}/pledges/${one.pledgeId}`}>{formatMonth(one.month, view.lang)}</a>
          ),
        note: [
          w.record.usesValue(one.uses.toString()),
          w.statementStates[one.state],
          ...(one.state === 'due' && one.dueOn !== null ? [w.desk.dueBy(formatDate(one.dueOn, view.lang))] : []),
        ].join(' · '),
        value: <Money fen={one.share} tone={one.state === 'paid' ? 'in' : one.state === 'due' ? 'held' : 'muted'} />,
        ...(one.state === 'due'
          ? {
              acts: (
                <ConfirmForm
                  {...{ view, name: 'receive', label: w.desk.receive, keyValue }}
                  action={`${desk}/partners/${props.agreement.id}/receive`}
                  hidden={{ statementId: one.id }}
                >
                  <Field
                    {...{ view, state, form: 'receive', name: 'bankReference', label: w.desk.reference }}
                    required
                  />
                  <Field
                    {...{ view, state, form: 'receive', name: 'receivedOn', type: 'date' }}
                    {...{ label: w.desk.receivedOn, hint: w.desk.receivedHint }}
                    optional
                  />
                </ConfirmForm>
              ),
            }
          : {}),
      }))}
    />
  );
}

function Tools(props: DeskView): VNode {
  const { view, state, keyValue, agreement: one } = props;
  const w = wordsOf(view.lang).desk;
  const here = `${deskRoot(view)}/partners/${one.id}`;
  return (
    <>
      <Block title={w.till}>
        <p class="statement">{one.tillCode}</p>
        <p class="bar">
          <ActLink href={`${here}/till`} icon="print">
            {w.tillPaper}
          </ActLink>
          <ConfirmForm {...{ view, name: 'renew', label: w.renew, kind: 'word', keyValue }} action={`${here}/renew`} />
        </p>
      </Block>
      <Block title={w.codes}>
        {props.printed > 0 && (
          <p>
            <ActLink href={`${here}/codes`} icon="print">
              {w.codesSheet}
            </ActLink>
          </p>
        )}
        <Form {...{ view, state, keyValue, name: 'print', action: `${here}/print`, submit: w.codesPrint }} quiet>
          <Field
            {...{ view, state, form: 'print', name: 'count', type: 'number', label: w.codesCount, value: '20' }}
            required
          />
        </Form>
      </Block>
      <Block title={w.name}>
        <Form {...{ view, state, keyValue, name: 'name', action: `${here}/name`, submit: w.nameSave }} quiet>
          <Field
            {...{ view, state, form: 'name', name: 'publicity', type: 'select', label: w.name, value: one.publicity }}
            options={publicityOptions(view)}
            required
          />
          <Field
            {...{ view, state, form: 'name', name: 'alias', value: one.alias }}
            label={wordsOf(view.lang).form.alias}
            optional
          />
        </Form>
      </Block>
    </>
  );
}

/** An agreement at the desk: its months, its till, its codes, its name and its end. */
export function DeskPartnerPage(props: DeskView): VNode {
  const { view, state, keyValue, agreement: one } = props;
  const w = wordsOf(view.lang);
  const here = `${deskRoot(view)}/partners/${one.id}`;
  const elsewhere =
    state !== undefined && ['receive', 'state', 'renew', 'end'].includes(state.form) ? state.errors : {};
  return (
    <Page view={view} title={one.shop} area="desk" section="fund">
      <RecordHead
        kind={<a href={`${deskRoot(view)}/partners`}>{w.desk.record}</a>}
        title={`${one.shop} · ${one.discountText}`}
        state={stateWords(view, one, props.day)}
        next={
          <>
            {props.toState && (
              <ConfirmForm
                {...{ view, name: 'state', label: w.desk.state, kind: 'main', keyValue }}
                action={`${here}/state`}
              />
            )}
            <ActLink href={`${spaceRoot(view)}/partners/${one.id}`}>{w.desk.public}</ActLink>
          </>
        }
      />
      {Object.values(elsewhere).map((sentence) => (
        <Note key={sentence} tone="wrong">
          <p role="alert">{sentence}</p>
        </Note>
      ))}
      <Pair side={isRunning(one, props.day) ? <Tools {...props} /> : null}>
        <Block title={w.desk.statements}>
          <Statements {...props} />
        </Block>
        <Block title={w.record.terms}>
          <Facts
            items={[
              { term: w.record.discount, value: discountWords(view, one) },
              { term: w.record.share, value: shareWords(view, one) },
              { term: w.record.span, value: spanWords(view, one) },
              { term: w.record.agreement, value: one.number },
              { term: w.record.fund, value: props.fundName },
              ...(one.fileId === null
                ? []
                : [{ term: w.form.file, value: <a href={`${deskRoot(view)}/files/${one.fileId}`}>{w.desk.file}</a> }]),
            ]}
          />
          {one.endedOn === null && (
            <p class="bar">
              <ConfirmForm
                {...{ view, name: 'end', label: w.desk.end, kind: 'word', keyValue, action: `${here}/end` }}
                reason={{ label: w.desk.endReason, required: true }}
              />
            </p>
          )}
        </Block>
      </Pair>
    </Page>
  );
}
