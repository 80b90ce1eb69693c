import { formatDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import { bodies, seatOf } from '#modules/bodies';
import { paymentSources, waitingGifts } from '#modules/gifts';
import { approvalsOf } from '#modules/ledger';
import { organisationOptions } from '#modules/organisations';
import { auditRead } from '#modules/record';
import { openText } from '#platform/crypto';
import { largestUpload } from '#platform/files';
import { allowed } from '#platform/permission';
import { actorId, type Scope } from '#platform/scope';
import { type Context, form, get, list, post, type Route, type Shown } from '#platform/web';
import { ActLink, type FormState } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Empty } from '#ui/record';
import { changeFund, depositCash, hostKinds, openFund, setUpFund } from './commands.ts';
import {
  approvePayment,
  askPayment,
  attachReceipt,
  mayAsk,
  payPayment,
  refusePayment,
  reversePayment,
  withdrawPayment,
} from './commands-payments.ts';
import { DeskPage } from './pages-desk.tsx';
import { DepositPage, PaymentFormPage } from './pages-forms.tsx';
import { deskRoot, PaymentMark, wordsOf } from './pages-parts.tsx';
import { DeskPaymentPage } from './pages-records.tsx';
import { FundFormPage, FundsPage } from './pages-setup.tsx';
import { deskHand, moneyHand, permissions } from './permissions.ts';
import { fund, funds, payment } from './queries.ts';
import { listPayments, type Payable, payables, waitingPayments } from './queries-lists.ts';
import { bankSealed, paymentFacts } from './queries-views.ts';
import { type Fund, type Payment, paymentStates } from './schema.ts';

/** A photograph or PDF and the words beside it. */
const withPaper = largestUpload + 64 * 1024;

function idIn(context: Context): string {
  const id = context.params['id'] ?? '';
  return isId(id) ? id : '';
}

async function showDesk({ scope, view }: Context): Promise<Shown> {
  const waiting = { ...(await waitingPayments(scope)), ...(await waitingGifts(scope)) };
  const approvals = new Map<string, number>();
  for (const one of await approvalsOf(
    scope,
    waiting.toApprove.map((each) => each.id),
  ))
    approvals.set(one.orderId, (approvals.get(one.orderId) ?? 0) + 1);
  return (
    <DeskPage
      {...{ view, waiting, approvals }}
      funds={await funds(scope)}
      payables={await payables(scope)}
      mayAsk={allowed(scope, deskHand).ok}
    />
  );
}

async function openFunds(scope: Scope) {
  const open = (await funds(scope)).filter((one) => one.state === 'open');
  return open.map((one) => ({ value: one.id, label: one.name }));
}

async function showFundForm(context: Context, state: FormState | undefined, known: Fund | null): Promise<Shown> {
  const { scope, view, key } = context;
  const main = (await funds(scope)).find((one) => one.kind === 'main');
  return (
    <FundFormPage
      {...{ view, state, keyValue: key, fund: known }}
      parents={main === undefined ? [] : [{ value: main.id, label: main.name }]}
      choices={{
        hosts: await organisationOptions(scope, hostKinds),
        committees: (await bodies(scope, { kind: 'committee' })).map((one) => ({ value: one.id, label: one.name })),
      }}
    />
  );
}

async function showFund(context: Context, state?: FormState): Promise<Shown> {
  const known = idIn(context) === '' ? null : await fund(context.scope, idIn(context));
  return known === null ? fail('funds.not_found') : showFundForm(context, state, known);
}

async function onCommittee(scope: Scope, of: Fund | null): Promise<boolean> {
  const body = of?.committeeBodyId ?? null;
  return body !== null && (await seatOf(scope, body, actorId(scope)))?.votes === true;
}

async function openBank(scope: Scope, item: Payment): Promise<string | null> {
  const sealed = await bankSealed(scope, item.id);
  if (sealed === null) return null;
  await auditRead(scope, { kind: 'payment', id: item.id, command: 'funds.read_bank' });
  return openText(scope.platform.keys, sealed, `${scope.spaceId}/payment/${item.id}`);
}

/** Open to the desk, to those who judge it, and to whoever asked; everyone else has the public page. */
async function showPayment(context: Context, state?: FormState): Promise<Shown> {
  const { scope, view, key } = context;
  const item = idIn(context) === '' ? null : await payment(scope, idIn(context));
  if (item === null) return fail('funds.payment_not_found');
  const facts = await paymentFacts(scope, item, true);
  const seat = await onCommittee(scope, facts.fund);
  const own = item.requestedBy === actorId(scope);
  if (!seat && !own && !allowed(scope, permissions.desk).ok) return fail('funds.not_allowed');
  const money = allowed(scope, moneyHand).ok;
  const approved = facts.approvals.some((one) => one.personId === actorId(scope));
  const pays = allowed(scope, permissions.pay).ok && !own;
  return (
    <DeskPaymentPage
      {...{ view, state, keyValue: key, ...facts, sources: await paymentSources(scope, item) }}
      bankDetails={pays && item.state === 'approved' ? await openBank(scope, item) : null}
      may={{
        approve: (money || seat) && !own && !approved,
        pay: pays,
        withdraw: own,
        reverse: allowed(scope, permissions.reverse).ok,
      }}
    />
  );
}

async function showAsk(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key, url } = context;
  const own: Payable[] = [];
  for (const one of await payables(scope)) if (await mayAsk(scope, one.decision)) own.push(one);
  // Somebody whom no decision gives anything has nothing to ask here; the desk may come before there is anything.
  if (own.length === 0 && !allowed(scope, deskHand).ok) return fail('funds.not_allowed');
  return (
    <PaymentFormPage
      {...{ view, state, keyValue: key }}
      payables={own}
      organisations={await organisationOptions(scope)}
      chosen={url.searchParams.get('for') ?? undefined}
    />
  );
}

function columns({ view }: Context): Column<Payment>[] {
  const w = wordsOf(view.lang);
  const heads = w.desk.columns;
  return [
    { key: 'number', title: heads.number, secondary: true, cell: (one) => one.number, text: (one) => one.number },
    { key: 'what', title: heads.what, wide: true, cell: (one) => one.whatFor, text: (one) => one.whatFor },
    { key: 'payee', title: heads.payee, secondary: true, cell: (one) => one.payeeName, text: (one) => one.payeeName },
    {
      ...{ key: 'day', title: heads.day, sortable: true },
      cell: (one) => formatDate(one.at, view.lang),
      text: (one) => one.paidOn ?? one.at.toISOString().slice(0, 10),
    },
    {
      ...{ key: 'state', title: heads.state },
      cell: (one) => <PaymentMark view={view} payment={one} />,
      text: (one) => w.paymentStates[one.state],
    },
    {
      ...{ key: 'amount', title: heads.amount, numeric: true, sortable: true },
      cell: (one) => <Money fen={one.amount} />,
      text: (one) => formatFen(one.amount, { plain: true }),
    },
  ];
}

const paymentList = list<Payment>('/desk/:space/payments', {
  permission: permissions.desk,
  name: 'payments',
  columns,
  filters: ['state'],
  load: async ({ scope, view }, query) => {
    const w = wordsOf(view.lang);
    const options = paymentStates.map((value) => ({ value, label: w.paymentStates[value] }));
    return { ...(await listPayments(scope, query)), filters: [{ key: 'state', title: w.desk.filters.state, options }] };
  },
  show: ({ view }, data) => {
    const w = wordsOf(view.lang).desk;
    const desk = deskRoot(view);
    const make = <ActLink href={`${desk}/payments/new`}>{w.newPayment}</ActLink>;
    return (
      <Page view={view} title={w.payments} area="desk" section="fund" wide>
        <List
          {...{ ...data, view, title: w.payments, search: true, bar: make }}
          rowKey={(one) => one.id}
          rowHref={(one) => `${desk}/payments/${one.id}`}
          empty={
            <Empty title={w.listEmpty} acts={make}>
              {w.listEmptyWhy}
            </Empty>
          }
        />
      </Page>
    );
  },
});

const withId = (context: Context, body: Readonly<Record<string, unknown>>) => ({ ...body, id: context.params['id'] });
const paymentDone = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/payments/${value.id}?done=${word}`;
const fundDone = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/funds/${value.id}?done=${word}`;
const deed = { show: showPayment, input: withId } as const;

/** The money desk: funds and payments. */
export const deskRoutes: readonly Route[] = [
  get('/desk/:space/money', { permission: permissions.desk, show: showDesk }),
  get('/desk/:space/funds', {
    permission: permissions.desk,
    show: async ({ scope, view }) => <FundsPage view={view} funds={await funds(scope)} />,
  }),
  form('/desk/:space/funds/new', {
    permission: permissions.setUp,
    ...{ name: 'fund', command: setUpFund, done: fundDone('fund_made') },
    ...{ maxBytes: withPaper, show: (context, state) => showFundForm(context, state, null) },
  }),
  form('/desk/:space/funds/:id', {
    permission: permissions.setUp,
    ...{ name: 'change', command: changeFund, done: fundDone('fund_changed') },
    ...{ maxBytes: withPaper, show: showFund, input: withId },
  }),
  post('/desk/:space/funds/:id/open', {
    permission: permissions.open,
    ...{ name: 'open', command: openFund, done: fundDone('fund_opened') },
    ...{ show: showFund, input: withId },
  }),
  form('/desk/:space/deposit', {
    permission: permissions.deposit,
    ...{ name: 'deposit', command: depositCash },
    show: async (context, state) => (
      <DepositPage {...{ view: context.view, state, keyValue: context.key }} funds={await openFunds(context.scope)} />
    ),
    done: ({ view }) => `${deskRoot(view)}/money?done=deposited`,
  }),
  paymentList,
  form('/desk/:space/payments/new', {
    permission: permissions.ask,
    ...{ name: 'payment', command: askPayment, done: paymentDone('payment_asked') },
    ...{ maxBytes: withPaper, show: showAsk },
  }),
  get('/desk/:space/payments/:id', { permission: permissions.ask, show: (context) => showPayment(context) }),
  post('/desk/:space/payments/:id/approve', {
    permission: permissions.approve,
    ...{ ...deed, name: 'approve', command: approvePayment },
    done: paymentDone('payment_approved'),
  }),
  post('/desk/:space/payments/:id/refuse', {
    permission: permissions.refuse,
    ...{ ...deed, name: 'refuse', command: refusePayment },
    done: paymentDone('payment_refused'),
  }),
  post('/desk/:space/payments/:id/withdraw', {
    permission: permissions.ask,
    ...{ ...deed, name: 'withdraw', command: withdrawPayment },
    done: paymentDone('payment_withdrawn'),
  }),
  post('/desk/:space/payments/:id/pay', {
    permission: permissions.pay,
    ...{ ...deed, name: 'pay', command: payPayment, maxBytes: withPaper },
    done: paymentDone('payment_paid'),
  }),
  post('/desk/:space/payments/:id/receipt', {
    permission: permissions.pay,
    ...{ ...deed, name: 'attach', command: attachReceipt, maxBytes: withPaper },
    done: paymentDone('payment_receipt'),
  }),
  post('/desk/:space/payments/:id/reverse', {
    permission: permissions.reverse,
    ...{ ...deed, name: 'reverse', command: reversePayment },
    done: paymentDone('payment_reversed'),
  }),
];
