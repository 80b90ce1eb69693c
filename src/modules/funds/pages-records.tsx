import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { ActLink, ConfirmForm, Field, Form, Name, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Facts, Pair, RecordHead } from '#ui/record';
import { Thread } from '#ui/thread';
import type { FormView } from './pages-forms.tsx';
import { deskRoot, giftWhat, publicRoot, wordsOf } from './pages-parts.tsx';
import { type PaymentView, paymentSteps } from './pages-payment.tsx';
import { type Fund, type Gift, type Pledge, publicities } from './schema.ts';

/** A gift at the desk, with the names of those who counted. */
export interface DeskGift extends FormView {
  readonly gift: Gift;
  readonly fund: Fund | null;
  readonly first: string;
  readonly second: string;
  readonly mine: boolean;
}

function SecondCountForm(props: DeskGift): VNode {
  const { view, state, keyValue, gift } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form: 'count' };
  if (props.mine) return <Note tone="wait">{w.errors['funds.counted_by_same']}</Note>;
  return (
    <Block title={w.desk.counting}>
      <Form
        {...{ view, state, keyValue, name: 'count', submit: w.desk.act.count }}
        action={`${deskRoot(view)}/gifts/${gift.id}/count`}
      >
        <Field {...common} name="amount" type="money" label={w.form.secondAmount} hint={w.desk.countNote} required />
        <Field {...common} name="reason" label={w.form.differenceReason} optional />
      </Form>
    </Block>
  );
}

function ReceiptForm(props: DeskGift): VNode {
  const { view, state, keyValue, gift } = props;
  const w = wordsOf(view.lang);
  return (
    <Form
      {...{ view, state, keyValue, name: 'receipt', submit: w.desk.act.issue, quiet: true }}
      action={`${deskRoot(view)}/gifts/${gift.id}/receipt`}
    >
      <Field {...{ view, state, form: 'receipt' }} name="receiptNumber" label={w.form.receiptNumber} required short />
    </Form>
  );
}

function PublicityForm(props: DeskGift): VNode {
  const { view, state, keyValue, gift } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form: 'publicity' };
  return (
    <Form
      {...{ view, state, keyValue, name: 'publicity', submit: w.gift.save, quiet: true }}
      action={`${deskRoot(view)}/gifts/${gift.id}/publicity`}
    >
      <Field
        {...{ ...common, name: 'publicity', type: 'select', label: w.form.publicity, required: true }}
        options={publicities.map((value) => ({ value, label: w.publicities[value] }))}
        value={gift.publicity}
      />
      <Field {...common} name="alias" label={w.form.alias} value={gift.alias} optional />
    </Form>
  );
}

function giftFacts(props: DeskGift) {
  const { view, gift, fund } = props;
  const w = wordsOf(view.lang);
  const root = publicRoot(view);
  const { facts } = w.gift;
  const difference = gift.countDifference ?? 0n;
  return [
    { term: facts.to, value: fund?.name ?? '' },
    { term: facts.when, value: formatDate(gift.receivedOn, view.lang) },
    { term: facts.way, value: `${w.giftKinds[gift.kind]} · ${w.natures[gift.nature]}` },
    { term: w.form.source, value: w.sources[gift.sourceClass] },
    ...(gift.purposeText === '' ? [] : [{ term: facts.purpose, value: gift.purposeText }]),
    ...(gift.bankReference === null ? [] : [{ term: w.form.bankReference, value: gift.bankReference }]),
    {
      term: facts.receipt,
      value: gift.receiptNumber ?? w.receiptStates[gift.receiptState],
    },
    ...(props.second === '' ? [] : [{ term: w.giftKinds.cash, value: w.desk.countedBy(props.first, props.second) }]),
    ...(difference === 0n
      ? []
      : [{ term: w.desk.difference(formatFen(difference, { sign: true })), value: gift.countReason ?? '' }]),
    ...(gift.reversedReason === null ? [] : [{ term: w.desk.act.reverse, value: gift.reversedReason }]),
    {
      term: facts.shown,
      value: gift.publicGiver === '' ? w.noNameShort : gift.publicGiver,
    },
    { term: facts.code, value: <a href={`${root}/gifts/${gift.lookCode}`}>{gift.lookCode}</a> },
  ];
}

/** A gift at the desk: the second count, the receipt, how the giver is named, and taking it back. */
export function DeskGiftPage(props: DeskGift): VNode {
  const { view, gift, keyValue } = props;
  const w = wordsOf(view.lang);
  const title = gift.giver === '' ? w.noNameShort : gift.giver;
  const counting = gift.state === 'counting';
  const due = gift.receiptState === 'pending' || gift.receiptState === 'waived';
  return (
    <Page view={view} title={title} area="desk" section="fund">
      <RecordHead
        kind={w.gift.kind}
        title={title}
        state={counting ? w.giftStates.counting : `${giftWhat(view, gift)} · ${w.giftStates[gift.state]}`}
        next={
          <ActLink href={`${publicRoot(view)}/gifts/${gift.lookCode}/slip`} kind="line" icon="print">
            {w.desk.act.slip}
          </ActLink>
        }
      />
      <Pair side={<Facts items={giftFacts(props)} />}>
        {counting && <SecondCountForm {...props} />}
        {gift.state === 'booked' && due && (
          <Block title={w.gift.facts.receipt}>
            <ReceiptForm {...props} />
          </Block>
        )}
        <Block title={w.gift.facts.shown}>
          <PublicityForm {...props} />
        </Block>
        {gift.state === 'booked' && gift.kind !== 'goods' && (
          <ConfirmForm
            {...{ view, keyValue, name: 'reverse', kind: 'word', icon: 'undo', label: w.desk.act.reverse }}
            action={`${deskRoot(view)}/gifts/${gift.id}/reverse`}
            reason={{ required: true }}
          />
        )}
        <Problem {...props} names={['reverse']} />
      </Pair>
    </Page>
  );
}

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

/** The promised money came. */
function KeepForm(props: FormView & { readonly pledge: Pledge }): VNode {
  const { view, state, keyValue, pledge } = props;
  const w = wordsOf(view.lang);
  const common = { view, state, form: 'paid' };
  const path = `${deskRoot(view)}/pledges/${pledge.id}`;
  return (
    <Block title={w.desk.act.keep}>
      <Form {...{ view, state, keyValue, name: 'paid', action: `${path}/paid`, submit: w.desk.act.keep }}>
        <Field {...common} name="bankReference" label={w.form.bankReference} required />
        <Field
          {...common}
          name="receivedOn"
          type="date"
          label={w.form.receivedOn}
          hint={w.form.receivedHint}
          optional
        />
        <Field
          {...{ ...common, name: 'publicity', type: 'select', label: w.form.publicity, value: 'real' }}
          options={publicities.map((value) => ({ value, label: w.publicities[value] }))}
        />
      </Form>
    </Block>
  );
}

/** A promise at the desk. */
export function DeskPledgePage(props: FormView & { readonly pledge: Pledge; readonly fund: Fund | null }): VNode {
  const { view, keyValue, pledge } = props;
  const w = wordsOf(view.lang);
  const path = `${deskRoot(view)}/pledges/${pledge.id}`;
  return (
    <Page view={view} title={pledge.giver} area="desk" section="fund">
      <RecordHead
        kind={w.desk.newPledge}
        title={pledge.giver}
        state={w.pledgeStates[pledge.state]}
        lede={pledge.text}
      />
      <Pair
        side={
          <Facts
            items={[
              { term: w.form.amount, value: <Money fen={pledge.amount} /> },
              { term: w.form.dueOn, value: formatDate(pledge.dueOn, view.lang) },
              { term: w.gift.facts.to, value: props.fund?.name ?? '' },
              ...(pledge.agreementNumber === null ? [] : [{ term: w.form.agreement, value: pledge.agreementNumber }]),
              ...(pledge.reason === null ? [] : [{ term: w.form.reason, value: pledge.reason }]),
              ...(pledge.giftId === null
                ? []
                : [
                    {
                      term: w.gift.kind,
                      value: <Name href={`${deskRoot(view)}/gifts/${pledge.giftId}`}>{w.pledgeStates.paid}</Name>,
                    },
                  ]),
            ]}
          />
        }
      >
        <Problem {...props} names={['release']} />
        {pledge.state === 'promised' && (
          <>
            <KeepForm {...props} />
            <ConfirmForm
              {...{
                view,
                keyValue,
                name: 'release',
                kind: 'word',
                action: `${path}/release`,
                label: w.desk.act.release,
              }}
              reason={{ required: true }}
            />
          </>
        )}
      </Pair>
    </Page>
  );
}

/** A payment at the desk; `bankDetails` is opened only for who pays. */
export interface DeskPayment extends FormView, PaymentView {
  readonly bankDetails: string | null;
  readonly may: {
    readonly approve: boolean;
    readonly pay: boolean;
    readonly withdraw: boolean;
    readonly reverse: boolean;
  };
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
      <Problem {...props} names={['approve', 'refuse', 'withdraw', 'reverse', ...(paying ? [] : ['pay', 'attach'])]} />
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
      {payment.state === 'paid' && may.reverse && (
        <ConfirmForm {...why} name="reverse" action={`${path}/reverse`} label={w.desk.act.reverse} />
      )}
    </div>
  );
}

/** A payment at the desk: what it is for, who has approved, and the one next step. */
export function DeskPaymentPage(props: DeskPayment): VNode {
  const { view, payment, fund } = props;
  const w = wordsOf(view.lang);
  const { facts } = w.payment;
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
              { term: facts.payee, value: payment.payeeName },
              { term: facts.fund, value: fund?.name ?? '' },
              { term: facts.askedBy, value: props.requestedBy },
              {
                term: facts.invoice,
                value: payment.invoiceNumber ?? file(payment.invoiceFileId, w.payment.receiptHeld),
              },
              { term: facts.receipt, value: file(payment.receiptFileId, w.payment.receiptHeld) },
              ...(payment.bankReference === null ? [] : [{ term: facts.bank, value: payment.bankReference }]),
              ...(props.bankDetails === null ? [] : [{ term: w.form.bankDetails, value: props.bankDetails }]),
            ]}
          />
        }
      >
        <Deeds {...props} />
        <Block title={w.payment.steps}>
          <Thread view={view} steps={paymentSteps(props)} />
        </Block>
        <ActLink href={`${publicRoot(view)}/payments/${payment.id}`}>{w.desk.act.publicPage}</ActLink>
      </Pair>
    </Page>
  );
}
