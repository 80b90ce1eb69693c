import type { VNode } from 'preact';
import { formatFen } from '#kernel/money';
import { ActLink, ConfirmForm, Field, Form, Name, Note } from '#ui/form';
import { type Heard, HeardBlock } from '#ui/heard';
import { Page } from '#ui/page';
import { Block, Facts, Pair, RecordHead } from '#ui/record';
import { Thread } from '#ui/thread';
import type { FormView } from './pages-forms.tsx';
import { deskRoot, publicRoot, wordsOf } from './pages-parts.tsx';
import { type PaymentView, paymentSteps } from './pages-payment.tsx';
import { type CameBack, Papers, ReturnForm, ReverseForm, SettleForm } from './pages-settle.tsx';

/** The sentence of a refused button, which has no field of its own to stand at. */
function Problem(props: FormView & { readonly names: readonly string[] }): VNode | null {
  const { state } = props;
  if (state === undefined || !props.names.includes(state.form)) return null;
  const sentences = Object.values(state.errors);
  return sentences.length === 0 ? null : (
    <div role="alert">
      <Note tone="wrong">{sentences.join(' ')}</Note>
    </div>
  );
}

/** A payment at the desk; `bankDetails` is opened only for who pays. */
export interface DeskPayment extends FormView, PaymentView {
  readonly bankDetails: string | null;
  /** What supervisors said of it. */
  readonly heard: Heard;
  readonly may: {
    readonly papers: boolean;
    readonly settle: boolean;
    readonly approve: boolean;
    readonly pay: boolean;
    readonly withdraw: boolean;
    readonly reverse: boolean;
  };
  /** What a line of the bank shows that came back, for the form to begin with. */
  readonly cameBack?: CameBack | null;
}

function PayForm(props: DeskPayment): VNode {
  const { view, state, keyValue, payment } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form: 'pay' };
  return (
    <Form
      {...{ view, state, keyValue, name: 'pay', submit: w.desk.act.pay, upload: true }}
      action={`${deskRoot(view)}/payments/${payment.id}/pay`}
    >
      <Field {...common} name="bankReference" label={w.form.bankReference} required />
      <Field {...common} name="paidOn" type="date" label={w.form.paidOn} hint={w.form.receivedHint} optional />
      <Field
        {...common}
        name="receiptFile"
        type="file"
        label={w.form.receiptFile}
        accept="image/*,application/pdf"
        optional
      />
    </Form>
  );
}

function Deeds(props: DeskPayment): VNode {
  const { view, state, keyValue, payment, may } = props;
  const w = wordsOf(view.lang);
  const path = `${deskRoot(view)}/payments/${payment.id}`;
  const open = payment.state === 'asked' || payment.state === 'approved';
  const why = { view, keyValue, kind: 'word', reason: { required: true } } as const;
  // The forms of paying say themselves what was refused, where they still stand on the page.
  const paying = may.pay && (payment.state === 'approved' || payment.state === 'paid');
  return (
    <div class="next">
      <Problem {...props} names={['approve', 'refuse', 'withdraw', 'money', ...(paying ? [] : ['pay', 'attach'])]} />
      {payment.state === 'asked' && may.approve && (
        <ConfirmForm
          {...{ view, keyValue, name: 'approve', kind: 'main', action: `${path}/approve` }}
          label={w.desk.act.approve}
        />
      )}
      {payment.state === 'approved' && may.pay && <PayForm {...props} />}
      {payment.state === 'paid' && payment.receiptFileId === null && may.pay && (
        <Form
          {...{
            view,
            state,
            keyValue,
            name: 'attach',
            submit: w.desk.act.attach,
            upload: true,
            action: `${path}/receipt`,
          }}
        >
          <Field
            {...{ view, state, form: 'attach', name: 'receiptFile', type: 'file', required: true }}
            label={w.form.receiptFile}
            accept="image/*,application/pdf"
          />
        </Form>
      )}
      {open && may.approve && (
        <ConfirmForm {...why} name="refuse" action={`${path}/refuse`} label={w.desk.act.refuse} />
      )}
      {open && may.withdraw && (
        <ConfirmForm {...why} name="withdraw" action={`${path}/withdraw`} label={w.desk.act.withdraw} />
      )}
    </div>
  );
}

/** A payment at the desk: what it is for, who has approved, and the one next step. */
export function DeskPaymentPage(props: DeskPayment): VNode {
  const { view, payment, fund } = props;
  const w = wordsOf(view.lang);
  const { facts } = w.payment;
  const unsettled = payment.state === 'paid' && payment.kind === 'advance' && payment.settledAt === null;
  const file = (id: string | null, word: string) =>
    id === null ? '—' : <Name href={`${deskRoot(view)}/files/${id}`}>{word}</Name>;
  return (
    <Page view={view} title={w.payment.kind(payment.number)} area="desk" section="fund">
      <RecordHead
        kind={w.payment.kind(payment.number)}
        title={payment.whatFor}
        state={`¥${formatFen(payment.amount)} · ${w.paymentStates[payment.state]}`}
        lede={payment.reason ?? undefined}
      />
      <Pair
        side={
          <Facts
            items={[
              ...(payment.kind === 'bill' ? [] : [{ term: w.payment.kindTerm, value: w.paymentKinds[payment.kind] }]),
              { term: facts.payee, value: payment.payeeName },
              { term: facts.fund, value: fund?.name ?? '' },
              { term: facts.askedBy, value: props.requestedBy },
              {
                term: facts.invoice,
                value: payment.invoiceNumber ?? file(payment.invoiceFileId, w.payment.receiptHeld),
              },
              { term: facts.receipt, value: file(payment.receiptFileId, w.payment.receiptHeld) },
              ...(payment.quotesReason === '' ? [] : [{ term: w.payment.quotesReason, value: payment.quotesReason }]),
              ...(payment.bankReference === null ? [] : [{ term: facts.bank, value: payment.bankReference }]),
              ...(props.bankDetails === null ? [] : [{ term: w.form.bankDetails, value: props.bankDetails }]),
            ]}
          />
        }
      >
        <Deeds {...props} />
        {unsettled && props.may.settle && <SettleForm {...props} />}
        <Block title={w.payment.steps}>
          <Thread view={view} steps={paymentSteps(props)} />
        </Block>
        <HeardBlock view={view} heard={props.heard} />
        <Papers {...props} papers={props.behind.papers} mayAdd={props.may.papers} />
        {payment.state === 'paid' && props.may.settle && payment.returned < payment.amount && !unsettled && (
          <ReturnForm {...props} />
        )}
        {payment.state === 'paid' && props.may.reverse && payment.returned === 0n && <ReverseForm {...props} />}
        <ActLink href={`${publicRoot(view)}/payments/${payment.id}`}>{w.desk.act.publicPage}</ActLink>
      </Pair>
    </Page>
  );
}
