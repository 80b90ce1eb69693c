import { isId } from '#kernel/ids';
import { fail } from '#kernel/result';
import { bodies } from '#modules/bodies';
import { waitingGifts } from '#modules/gifts';
import { approvalsOf } from '#modules/ledger';
import { organisationOptions } from '#modules/organisations';
import { largestUpload } from '#platform/files';
import { allowed } from '#platform/permission';
import type { Scope } from '#platform/scope';
import { type Context, form, get, post, type Route, type Shown, withId } from '#platform/web';
import type { FormState } from '#ui/form';
import { changeFund, depositCash, hostKinds, openFund, setUpFund } from './commands.ts';
import { DeskPage } from './pages-desk.tsx';
import { DepositPage } from './pages-forms.tsx';
import { deskRoot } from './pages-parts.tsx';
import { FundFormPage, FundsPage } from './pages-setup.tsx';
import { deskHand, moneyHand, permissions } from './permissions.ts';
import { fund, funds } from './queries.ts';
import { payables, waitingPayments } from './queries-lists.ts';
import type { Fund } from './schema.ts';

/** A photograph or PDF and the words beside it. */
const withPaper = largestUpload + 64 * 1024;

function idIn(context: Context): string {
  const id = context.params['id'] ?? '';
  return isId(id) ? id : '';
}

async function showDesk({ scope, view }: Context): Promise<Shown> {
  const [payments, gifts] = [await waitingPayments(scope), await waitingGifts(scope)];
  const waiting = { ...payments, ...gifts, counts: { ...payments.counts, ...gifts.counts } };
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
      watches={!allowed(scope, deskHand).ok && !allowed(scope, moneyHand).ok}
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

const fundDone = (word: string) => (context: Context, value: { readonly id: string }) =>
  `${deskRoot(context.view)}/funds/${value.id}?done=${word}`;

/** The money desk and its funds. */
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
];
