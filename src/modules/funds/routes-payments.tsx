import { formatDate } from '#kernel/dates';
import { isId } from '#kernel/ids';
import { formatFen } from '#kernel/money';
import { fail } from '#kernel/result';
import { seatOf } from '#modules/bodies';
import { paymentSources } from '#modules/gifts';
import { organisationOptions } from '#modules/organisations';
import { parameters } from '#modules/parameters';
import { latestVersion } from '#modules/projects';
import { auditRead } from '#modules/record';
import { heardOn } from '#modules/supervision';
import { openText } from '#platform/crypto';
import { largestUpload } from '#platform/files';
import { allowed } from '#platform/permission';
import { actorId, type Scope } from '#platform/scope';
import { type Context, form, get, list, post, type Route, type Shown, withId } from '#platform/web';
import { ActLink, type FormState } from '#ui/form';
import { type Column, List } from '#ui/list';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Empty } from '#ui/record';
import { addPapers, payPayment, reversePayment, settleAdvance, takeReturn } from './commands-paying.ts';
import { approvePayment, askPayment, attachReceipt, refusePayment, withdrawPayment } from './commands-payments.ts';
import { mayAsk } from './commands-relations.ts';
import { deskRoot, PaymentMark, wordsOf } from './pages-parts.tsx';
import { PaymentFormPage } from './pages-payment-form.tsx';
import { DeskPaymentPage } from './pages-records.tsx';
import type { CameBack } from './pages-settle.tsx';
import { deskHand, moneyHand, permissions } from './permissions.ts';
import { payment } from './queries.ts';
import { listPayments, type Payable, payables } from './queries-lists.ts';
import { bankSealed, paymentFacts } from './queries-views.ts';
import { type Fund, type Payment, paymentStates } from './schema.ts';

/** Photographs or PDFs, several at once, and the words beside them. */
const withPapers = 4 * largestUpload;

function idIn(context: Context): string {
  const id = context.params['id'] ?? '';
  return isId(id) ? id : '';
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
      cameBack={cameBackOf(context)}
      heard={await heardOn(scope, { kind: 'payment', id: item.id })}
      bankDetails={pays && item.state === 'approved' ? await openBank(scope, item) : null}
      may={{
        approve: (money || seat) && !own && !approved,
        pay: pays,
        papers: own || allowed(scope, permissions.papers).ok,
        settle: allowed(scope, permissions.pay).ok,
        withdraw: own,
        reverse: allowed(scope, permissions.reverse).ok,
      }}
    />
  );
}

/** What a line of the bank that led here shows, as the form of what came back begins with it. */
function cameBackOf({ url }: Context): CameBack | null {
  const of = (name: string): string => (url.searchParams.get(name) ?? '').slice(0, 60);
  return url.searchParams.has('came') ? { amount: of('came'), reference: of('reference') } : null;
}

/** The lines of the budget of the project that the chosen decision is about. */
async function linesOf(scope: Scope, own: readonly Payable[], chosen: string | undefined) {
  const purpose = own.find((one) => one.authorisation.id === chosen)?.authorisation.purpose;
  const version = purpose?.kind === 'project' ? await latestVersion(scope, purpose.id) : null;
  return (version?.lines ?? [])
    .map((line, at) => ({ line, value: String(at + 1) }))
    .filter(({ line }) => line.source === 'fund')
    .map(({ line, value }) => ({ value, label: `${line.title} · ¥${formatFen(line.quantity * line.price)}` }));
}

/** From which amount on how many quotes are asked for. */
async function quotesRule(scope: Scope) {
  const found = await parameters(scope, ['payment.quotesFrom', 'payment.quotes']);
  return { from: BigInt(found['payment.quotesFrom']), quotes: found['payment.quotes'] };
}

async function showAsk(context: Context, state: FormState | undefined): Promise<Shown> {
  const { scope, view, key, url } = context;
  const own: Payable[] = [];
  for (const one of await payables(scope)) if (await mayAsk(scope, one.decision)) own.push(one);
  // Somebody whom no decision gives anything has nothing to ask here; the desk may come before there is anything.
  if (own.length === 0 && !allowed(scope, deskHand).ok) return fail('funds.not_allowed');
  const chosen = url.searchParams.get('for') ?? (own.length === 1 ? own[0]?.authorisation.id : undefined);
  return (
    <PaymentFormPage
      {...{ view, state, keyValue: key }}
      payables={own}
      organisations={await organisationOptions(scope)}
      chosen={chosen}
      lines={await linesOf(scope, own, chosen)}
      quotes={await quotesRule(scope)}
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

const paymentDone = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/payments/${value.id}?done=${word}`;
const deed = { show: showPayment, input: withId } as const;

/** Payments at the desk: asked for, approved, paid, settled, come back. */
export const paymentRoutes: readonly Route[] = [
  paymentList,
  form('/desk/:space/payments/new', {
    permission: permissions.ask,
    ...{ name: 'payment', command: askPayment, done: paymentDone('payment_asked') },
    ...{ maxBytes: withPapers, show: showAsk },
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
    ...{ ...deed, name: 'pay', command: payPayment, maxBytes: withPapers },
    done: paymentDone('payment_paid'),
  }),
  post('/desk/:space/payments/:id/receipt', {
    permission: permissions.pay,
    ...{ ...deed, name: 'attach', command: attachReceipt, maxBytes: withPapers },
    done: paymentDone('payment_receipt'),
  }),
  post('/desk/:space/payments/:id/settle', {
    permission: permissions.pay,
    ...{ ...deed, name: 'settle', command: settleAdvance, maxBytes: withPapers },
    done: paymentDone('payment_settled'),
  }),
  post('/desk/:space/payments/:id/return', {
    permission: permissions.pay,
    ...{ ...deed, name: 'return', command: takeReturn, maxBytes: withPapers },
    done: paymentDone('payment_returned'),
  }),
  post('/desk/:space/payments/:id/papers', {
    permission: permissions.papers,
    ...{ ...deed, name: 'papers', command: addPapers, maxBytes: withPapers },
    done: paymentDone('papers_kept'),
  }),
  post('/desk/:space/payments/:id/reverse', {
    permission: permissions.reverse,
    ...{ ...deed, name: 'reverse', command: reversePayment, maxBytes: withPapers },
    done: paymentDone('payment_reversed'),
  }),
];
