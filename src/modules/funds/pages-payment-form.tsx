import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { ActLink, Field, type FieldOption, FieldRow, Form, Note } from '#ui/form';
import { Empty } from '#ui/record';
import { type FormView, Sheet } from './pages-forms.tsx';
import { deskRoot, wordsOf } from './pages-parts.tsx';
import type { Payable } from './queries-lists.ts';
import { paymentKinds } from './schema.ts';

/** What the form that asks for a payment is given. */
interface AskView extends FormView {
  readonly payables: readonly Payable[];
  readonly organisations: readonly FieldOption[];
  readonly chosen: string | undefined;
  /** The lines of the chosen project's budget; empty where there is none. */
  readonly lines: readonly FieldOption[];
  readonly quotes: { readonly from: bigint; readonly quotes: number };
}

const papers = 'image/*,application/pdf';

function NothingPayable(props: FormView): VNode {
  const { view, state } = props;
  const w = wordsOf(view.lang).form;
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
}

/** What is not usual: quotes, money somebody laid out, an advance. Folded until it is needed or something is wrong in it. */
function Unusual(props: AskView): VNode {
  const { view, state, quotes } = props;
  const words = wordsOf(view.lang);
  const w = words.form;
  const common = { view, state, form: 'payment' };
  const typed = ['kind', 'payeeSelf', 'quoteFile', 'quotesReason', 'settleBy'] as const;
  const open = typed.some((name) => state?.errors[name] !== undefined || (state?.values[name] ?? '') !== '');
  return (
    <details class="more" open={open}>
      <summary>{w.more}</summary>
      <Field
        {...{ ...common, name: 'kind', type: 'select', label: w.kind, value: 'bill' }}
        options={paymentKinds.map((value) => ({ value, label: words.paymentKinds[value] }))}
      />
      <Field {...common} name="payeeSelf" type="check" label={w.payeeSelf} />
      <Field {...common} name="settleBy" type="date" label={w.settleBy} hint={w.settleByHint} optional />
      <Field
        {...{ ...common, name: 'quoteFile', type: 'file', label: w.quoteFile, accept: papers, multiple: true }}
        hint={w.quotesHint(formatFen(quotes.from), quotes.quotes)}
        optional
      />
      <Field {...common} name="quotesReason" label={w.quotesReason} optional />
    </details>
  );
}

/** Asking for a payment under a decision. */
export function PaymentFormPage(props: AskView): VNode {
  const { view, state, keyValue, payables } = props;
  const w = wordsOf(view.lang).form;
  const common = { view, state, form: 'payment' };
  if (payables.length === 0) return <NothingPayable {...props} />;
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
          value={props.chosen}
        />
        {props.lines.length > 0 && (
          <Field
            {...{ ...common, name: 'projectLine', type: 'select', label: w.projectLine, options: props.lines }}
            optional
          />
        )}
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
          <Field {...common} name="invoiceNumber" label={w.invoiceNumber} hint={w.invoicesHint} optional />
        </FieldRow>
        <Field {...common} name="bankDetails" label={w.bankDetails} hint={w.bankDetailsHint} optional />
        <Field
          {...{ ...common, name: 'invoiceFile', type: 'file', label: w.invoiceFile, accept: papers, multiple: true }}
          optional
        />
        <Unusual {...props} />
      </Form>
    </Sheet>
  );
}
