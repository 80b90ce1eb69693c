import type { ComponentChildren, VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { ActLink, Field, type FieldOption, FieldRow, Form, type FormState, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Empty, PageHead } from '#ui/record';
import type { View } from '#ui/view';
import { deskRoot, wordsOf } from './pages-parts.tsx';
import type { Payable } from './queries-lists.ts';

/** What every form of the money desk is given. */
export interface FormView {
  readonly view: View;
  readonly state: FormState | undefined;
  readonly keyValue: string;
}

function Sheet(props: { readonly view: View; readonly title: string; readonly children: ComponentChildren }): VNode {
  return (
    <Page view={props.view} title={props.title} area="desk" section="fund">
      <PageHead kind={wordsOf(props.view.lang).desk.title} title={props.title} />
      {props.children}
    </Page>
  );
}

/** Asking for a payment under a decision. */
export function PaymentFormPage(
  props: FormView & {
    readonly payables: readonly Payable[];
    readonly organisations: readonly FieldOption[];
    readonly chosen: string | undefined;
  },
): VNode {
  const { view, state, keyValue, payables } = props;
  const w = wordsOf(view.lang).form;
  const common = { view, state, form: 'payment' };
  if (payables.length === 0)
    return (
      <Sheet view={view} title={w.paymentTitle}>
        {Object.values(state?.errors ?? {}).map((sentence) => (
          <Note key={sentence} tone="wrong">
            <p role="alert">{sentence}</p>
          </Note>
        ))}
        <Empty
          title={w.nothingPayable}
          acts={<ActLink href={`${deskRoot(view)}/money`}>{wordsOf(view.lang).desk.title}</ActLink>}
        >
          {w.nothingPayableWhy}
        </Empty>
      </Sheet>
    );
  const options = payables.map(({ authorisation, decision, left }) => ({
    value: authorisation.id,
    label: w.payableLine(decision.title, formatFen(left)),
  }));
  return (
    <Sheet view={view} title={w.paymentTitle}>
      <Form
        {...{ view, state, keyValue, name: 'payment', action: `${deskRoot(view)}/payments/new`, submit: w.savePayment }}
        upload
      >
        <Field
          {...{ ...common, name: 'authorisationId', type: 'select', label: w.payable, required: true, options }}
          value={props.chosen ?? (options.length === 1 ? options[0]?.value : undefined)}
        />
        <FieldRow>
          <Field
            {...{ ...common, name: 'payeeOrganisationId', type: 'select', label: w.payee, hint: w.payeeHint }}
            options={props.organisations}
            optional
          />
          <Field {...common} name="payeeName" label={w.name} optional />
        </FieldRow>
        <Field {...common} name="whatFor" label={w.whatFor} required />
        <FieldRow>
          <Field {...common} name="amount" type="money" label={w.amount} required />
          <Field {...common} name="invoiceNumber" label={w.invoiceNumber} optional />
        </FieldRow>
        <Field {...common} name="bankDetails" label={w.bankDetails} hint={w.bankDetailsHint} optional />
        <Field
          {...common}
          name="invoiceFile"
          type="file"
          label={w.invoiceFile}
          accept="image/*,application/pdf"
          optional
        />
      </Form>
    </Sheet>
  );
}

/** Cash to the bank. */
export function DepositPage(props: FormView & { readonly funds: readonly FieldOption[] }): VNode {
  const { view, state, keyValue, funds } = props;
  const w = wordsOf(view.lang).form;
  const common = { view, state, form: 'deposit' };
  return (
    <Sheet view={view} title={w.depositTitle}>
      <Form {...{ view, state, keyValue, name: 'deposit', action: `${deskRoot(view)}/deposit`, submit: w.saveDeposit }}>
        <Field
          {...{ ...common, name: 'fundId', type: 'select', label: w.fund, required: true, options: funds }}
          value={funds[0]?.value}
        />
        <FieldRow>
          <Field {...common} name="amount" type="money" label={w.amount} required />
          <Field {...common} name="bankReference" label={w.bankReference} required />
        </FieldRow>
      </Form>
    </Sheet>
  );
}
