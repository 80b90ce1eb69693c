import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { Field, Form, Name } from '#ui/form';
import { Block, Facts } from '#ui/record';
import type { View } from '#ui/view';
import type { FormView } from './pages-forms.tsx';
import { deskRoot, wordsOf } from './pages-parts.tsx';
import type { Paper } from './queries-payments.ts';
import type { Payment } from './schema.ts';

const papers = 'image/*,application/pdf';

/** An advance is settled: what the bills came to, and the slip of what came back. */
export function SettleForm(props: FormView & { readonly payment: Payment }): VNode {
  const { view, state, keyValue, payment } = props;
  const w = wordsOf(view.lang).form;
  const common = { view, state, form: 'settle' };
  return (
    <Block title={w.settleTitle}>
      <Form
        {...{ view, state, keyValue, name: 'settle', submit: w.saveSettle, upload: true }}
        action={`${deskRoot(view)}/payments/${payment.id}/settle`}
      >
        <Field
          {...{ ...common, name: 'spent', type: 'money', label: w.spent, required: true }}
          hint={w.spentHint(formatFen(payment.amount))}
        />
        <Field
          {...{ ...common, name: 'receipts', type: 'file', label: w.receipts }}
          accept={papers}
          multiple
          optional
        />
        <Field {...common} name="invoiceNumber" label={w.invoiceNumber} hint={w.invoicesHint} optional />
        <Field {...common} name="bankReference" label={w.restReference} optional />
        <Field {...{ ...common, name: 'proof', type: 'file', label: w.proof }} accept={papers} optional />
      </Form>
    </Block>
  );
}

/** What a line of the bank shows that came back of a payment. */
export interface CameBack {
  readonly amount: string;
  readonly reference: string;
}

/** The bank sent a payment back whole, or never carried it out: why, and the bank's paper. Folded, for it is rare. */
export function ReverseForm(props: FormView & { readonly payment: Payment }): VNode {
  const { view, state, keyValue, payment } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form: 'reverse' };
  return (
    <details class="more" open={state?.form === 'reverse'}>
      <summary>{w.form.reverseTitle}</summary>
      <p class="muted">{w.form.reverseLede}</p>
      <Form
        {...{ view, state, keyValue, name: 'reverse', submit: w.desk.act.reverse, upload: true, quiet: true }}
        action={`${deskRoot(view)}/payments/${payment.id}/reverse`}
      >
        <Field {...common} name="reason" label={w.form.returnReason} required />
        <Field {...{ ...common, name: 'proof', type: 'file', label: w.form.bankSlip }} accept={papers} required />
      </Form>
    </details>
  );
}

/** Money comes back from the payee. Folded, for it is rare, unless a line of the bank led here. */
export function ReturnForm(
  props: FormView & { readonly payment: Payment; readonly cameBack?: CameBack | null },
): VNode {
  const { view, state, keyValue, payment, cameBack } = props;
  const words = wordsOf(view.lang);
  const w = words.form;
  const common = { view, state, form: 'return' };
  return (
    <details class="more" id="return" open={state?.form === 'return' || cameBack != null}>
      <summary>{w.returnTitle}</summary>
      <Form
        {...{ view, state, keyValue, name: 'return', submit: w.saveReturn, upload: true, quiet: true }}
        action={`${deskRoot(view)}/payments/${payment.id}/return`}
      >
        <Field
          {...{ ...common, name: 'kind', type: 'select', label: w.returnKind, required: true }}
          options={(['returned', 'clawed_back'] as const).map((value) => ({ value, label: words.returnKinds[value] }))}
        />
        <Field
          {...{ ...common, name: 'amount', type: 'money', label: w.returnAmount, required: true }}
          value={cameBack?.amount}
        />
        <Field {...common} name="reason" label={w.returnReason} required />
        <Field
          {...{ ...common, name: 'bankReference', label: w.bankReference, required: true }}
          value={cameBack?.reference}
        />
        <Field {...{ ...common, name: 'proof', type: 'file', label: w.proof }} accept={papers} required />
      </Form>
    </details>
  );
}

/** The papers of a payment, each opened by whoever may see it, and a way to add more. */
export function Papers(
  props: FormView & { readonly payment: Payment; readonly papers: readonly Paper[]; readonly mayAdd: boolean },
): VNode {
  const { view, state, keyValue, payment } = props;
  const words = wordsOf(view.lang);
  const w = words.form;
  const common = { view, state, form: 'papers' };
  return (
    <Block title={words.payment.papers} aside={props.papers.length}>
      {props.papers.length === 0 && <p class="muted">{words.payment.papersNone}</p>}
      <Facts items={props.papers.map((one) => ({ term: words.paperKinds[one.kind], value: fileLink(view, one) }))} />
      {props.mayAdd && (
        <details class="more" open={state?.form === 'papers'}>
          <summary>{w.paperTitle}</summary>
          <Form
            {...{ view, state, keyValue, name: 'papers', submit: w.savePaper, upload: true, quiet: true }}
            action={`${deskRoot(view)}/payments/${payment.id}/papers`}
          >
            <Field
              {...{ ...common, name: 'kind', type: 'select', label: w.paperKind, required: true }}
              options={(['invoice', 'quote', 'receipt', 'proof'] as const).map((value) => ({
                value,
                label: words.paperKinds[value],
              }))}
            />
            <Field
              {...{ ...common, name: 'file', type: 'file', label: w.paperFile }}
              accept={papers}
              multiple
              required
            />
          </Form>
        </details>
      )}
    </Block>
  );
}

function fileLink(view: View, paper: Paper): VNode {
  return <Name href={`${deskRoot(view)}/files/${paper.fileId}`}>{paper.at.toISOString().slice(0, 10)}</Name>;
}
