import type { ComponentChildren, VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import { type Gift, giftWhat, giverInside, type Pledge, type WaitingGifts } from '#modules/gifts';
import { ActLink, Name } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Block, Empty, Lines, PageHead, Pair } from '#ui/record';
import type { View } from '#ui/view';
import { deskRoot, wordsOf } from './pages-parts.tsx';
import type { Payable, WaitingPayments } from './queries-lists.ts';
import type { Fund, Payment } from './schema.ts';

/** What the money desk shows. */
export interface DeskView {
  readonly view: View;
  readonly funds: readonly Fund[];
  readonly waiting: Omit<WaitingPayments & WaitingGifts, 'counts'> & {
    readonly counts: WaitingPayments['counts'] & WaitingGifts['counts'];
  };
  readonly payables: readonly Payable[];
  /** How many have approved each payment that waits. */
  readonly approvals: ReadonlyMap<string, number>;
  /** Whether the reader may ask for a payment here. */
  readonly mayAsk: boolean;
  /** The reader looks on: supervisors and overseers have nothing to do here. */
  readonly watches: boolean;
}

interface Item {
  readonly key: string;
  readonly what: ComponentChildren;
  readonly note?: ComponentChildren;
  readonly value?: ComponentChildren;
}

/** How many of each kind the desk shows before it leads to the whole list. */
const shown = 8;

function Waits(props: {
  readonly view: View;
  readonly title: string;
  readonly items: readonly Item[];
  readonly all: string;
}): VNode | null {
  const { items } = props;
  if (items.length === 0) return null;
  return (
    <Block title={props.title} aside={items.length}>
      <Lines items={items.slice(0, shown)} />
      {items.length > shown && <ActLink href={props.all}>{wordsOf(props.view.lang).desk.all}</ActLink>}
    </Block>
  );
}

function giftItem(view: View, gift: Gift, note: string): Item {
  return {
    key: gift.id,
    what: <Name href={`${deskRoot(view)}/gifts/${gift.id}`}>{giverInside(view.lang, gift)}</Name>,
    note,
    value: giftWhat(view.lang, gift),
  };
}

function paymentItem(view: View, payment: Payment, note: string): Item {
  return {
    key: payment.id,
    what: <Name href={`${deskRoot(view)}/payments/${payment.id}`}>{payment.whatFor}</Name>,
    note: `${payment.payeeName} · ${note}`,
    value: <Money fen={payment.amount} />,
  };
}

function pledgeItem(view: View, pledge: Pledge): Item {
  return {
    key: pledge.id,
    what: <Name href={`${deskRoot(view)}/pledges/${pledge.id}`}>{pledge.giver}</Name>,
    note: `${pledge.text} · ${wordsOf(view.lang).desk.due(formatDate(pledge.dueOn, view.lang))}`,
    value: <Money fen={pledge.amount} />,
  };
}

function WaitingLists(props: DeskView): VNode {
  const { view, waiting, approvals } = props;
  const w = wordsOf(view.lang).desk;
  const desk = deskRoot(view);
  const lists = [
    {
      title: w.toApprove,
      all: `${desk}/payments?state=asked`,
      items: waiting.toApprove.map((one) =>
        paymentItem(view, one, w.approvals(approvals.get(one.id) ?? 0, one.approvalsNeeded)),
      ),
    },
    {
      title: w.toPay,
      all: `${desk}/payments?state=approved`,
      items: waiting.toPay.map((one) => paymentItem(view, one, one.number)),
    },
    {
      title: w.toCount,
      all: `${desk}/gifts?state=counting`,
      // The first figure stays away from the list, so that the second count is a count.
      items: waiting.toCount.map((one) => ({
        ...giftItem(view, one, formatDate(one.receivedOn, view.lang)),
        value: '',
      })),
    },
    {
      title: w.receipts,
      all: `${desk}/gifts?receipt=pending`,
      items: waiting.receipts.map((one) =>
        giftItem(view, one, one.receiptDueOn === null ? '' : w.due(formatDate(one.receiptDueOn, view.lang))),
      ),
    },
    {
      title: w.noReceipt,
      all: `${desk}/payments?state=paid`,
      items: waiting.noReceipt.map((one) => paymentItem(view, one, one.number)),
    },
    {
      title: w.awaited,
      all: `${desk}/notices`,
      items: waiting.notices.map((one) => ({
        key: one.id,
        what: <Name href={`${desk}/notices/${one.id}`}>{one.giver}</Name>,
        note: formatDate(one.sentOn, view.lang),
        value: <Money fen={one.amount} />,
      })),
    },
    {
      title: w.pledges,
      all: `${desk}/pledges?state=promised`,
      items: waiting.pledgesDue.map((one) => pledgeItem(view, one)),
    },
  ];
  if (lists.every((one) => one.items.length === 0)) return <Empty title={w.nothing}>{w.nothingWhy}</Empty>;
  return (
    <>
      {lists.map((one) => (
        <Waits key={one.title} view={view} {...one} />
      ))}
    </>
  );
}

function Standing(props: DeskView): VNode {
  const { view, funds, payables, mayAsk } = props;
  const w = wordsOf(view.lang).desk;
  const desk = deskRoot(view);
  return (
    <>
      <Block title={w.standing}>
        <table class="plain many">
          <thead>
            <tr>
              {[w.fund, w.balance, w.held, w.available].map((head, at) => (
                <th key={head} scope="col" class={at === 0 ? undefined : 'num'}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {funds.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <Name href={`${desk}/funds/${one.id}`}>{one.name}</Name>
                </th>
                <td class="num">
                  <Money fen={one.standing.balance} />
                </td>
                <td class="num">
                  <Money fen={one.standing.held} tone="held" />
                </td>
                <td class="num">
                  <Money fen={one.standing.available} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Block>
      {payables.length > 0 && (
        <Block title={w.holds}>
          <Lines
            items={payables.map(({ authorisation, decision, left }) => ({
              key: authorisation.id,
              what: mayAsk ? (
                <a href={`${desk}/payments/new?for=${authorisation.id}`}>{decision.title}</a>
              ) : (
                decision.title
              ),
              note: w.ofAmount(formatFen(left)),
              value: <Money fen={authorisation.amount} tone="held" />,
            }))}
          />
        </Block>
      )}
    </>
  );
}

function NewOnes(props: { readonly view: View; readonly mayAsk: boolean }): VNode {
  const w = wordsOf(props.view.lang).desk;
  const desk = deskRoot(props.view);
  return (
    <>
      <ActLink href={`${desk}/gifts/bank`} kind="line" icon="plus">
        {w.newBank}
      </ActLink>
      <ActLink href={`${desk}/gifts/cash`} kind="line" icon="plus">
        {w.newCash}
      </ActLink>
      <ActLink href={`${desk}/gifts/goods`} kind="line" icon="goods">
        {w.newGoods}
      </ActLink>
      <ActLink href={`${desk}/pledges/new`}>{w.newPledge}</ActLink>
      {props.mayAsk && <ActLink href={`${desk}/payments/new`}>{w.newPayment}</ActLink>}
      <ActLink href={`${desk}/deposit`}>{w.deposit}</ActLink>
    </>
  );
}

/** Every list and tool of the money desk, by what one comes for. */
function AllLists(props: { readonly view: View }): VNode {
  const w = wordsOf(props.view.lang).desk;
  const desk = deskRoot(props.view);
  const groups = [
    {
      title: w.groupIn,
      ways: [
        ['gifts', w.gifts],
        ['pledges', w.pledgesList],
        ['boxes', w.boxes],
        ['orders', w.orders],
        ['receipts', w.receiptSheet],
        ['notices', w.notices],
      ],
    },
    {
      title: w.groupOut,
      ways: [
        ['payments', w.payments],
        ['budgets', w.budgets],
      ],
    },
    {
      title: w.groupBooks,
      ways: [
        ['statements', w.statements],
        ['months', w.months],
        ['accounts', w.accounts],
        ['hosted', w.hosted],
      ],
    },
    {
      title: w.groupFunds,
      ways: [
        ['funds', w.funds],
        ['figures', w.figures],
        ['moves', w.moves],
        ['trusts', w.trusts],
      ],
    },
    {
      title: w.groupPublic,
      ways: [
        ['campaigns', w.campaigns],
        ['partners', w.partners],
        ['reports', w.reports],
      ],
    },
  ];
  return (
    <Block title={w.lists}>
      <Lines
        items={groups.map((group) => ({
          key: group.title,
          what: <strong>{group.title}</strong>,
          acts: group.ways.map(([path, word]) => (
            <ActLink key={path} href={`${desk}/${path}`}>
              {word}
            </ActLink>
          )),
        }))}
      />
    </Block>
  );
}

/** How many things wait for a hand at the desk. */
function waitingCount({ waiting }: DeskView): number {
  return Object.values(waiting.counts).reduce((sum, one) => sum + one, 0);
}

/** The money desk: what waits for a hand, what can be booked, and where the money stands. */
export function DeskPage(props: DeskView): VNode {
  const { view, funds } = props;
  const w = wordsOf(view.lang).desk;
  const desk = deskRoot(view);
  if (funds.length === 0)
    return (
      <Page view={view} title={w.title} area="desk" section="fund">
        <PageHead title={w.title} />
        <Empty
          title={w.noFund}
          acts={
            <ActLink href={`${desk}/funds/new`} kind="line" icon="plus">
              {w.newFund}
            </ActLink>
          }
        >
          {w.noFundWhy}
        </Empty>
      </Page>
    );
  const waits = waitingCount(props);
  return (
    <Page view={view} title={w.title} area="desk" section="fund">
      <PageHead
        kind={w.title}
        title={waits === 0 ? w.clear : props.watches ? w.watched(waits) : w.waits(waits)}
        lede={props.watches ? w.watchLede : w.lede}
        acts={<NewOnes view={view} mayAsk={props.mayAsk} />}
      />
      <Pair
        side={
          <>
            <Standing {...props} />
            <AllLists view={view} />
          </>
        }
      >
        <WaitingLists {...props} />
      </Pair>
    </Page>
  );
}
