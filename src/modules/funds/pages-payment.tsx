import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { Procedure } from '#modules/decisions';
import { giverName, type PaymentSources, sourceName, traceRule } from '#modules/gifts';
import { Bars } from '#ui/chart';
import { Day } from '#ui/day';
import { ActLink } from '#ui/form';
import { type Heard, HeardBlock } from '#ui/heard';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { ProofMark } from '#ui/proof';
import { Block, Facts, Lines, Pair, RecordHead } from '#ui/record';
import { Thread, type ThreadStep } from '#ui/thread';
import type { View } from '#ui/view';
import { publicRoot, wordsOf } from './pages-parts.tsx';
import type { Behind } from './queries-payments.ts';
import type { Fund, Payment } from './schema.ts';

/** An approval with a name for everyone. */
export interface NamedApproval {
  readonly name: string;
  readonly at: Date;
}

/** Everything the public page of a payment shows. */
export interface PaymentView {
  readonly view: View;
  readonly payment: Payment;
  readonly fund: Fund | null;
  readonly decision: Procedure | null;
  readonly requestedBy: string;
  readonly approvals: readonly NamedApproval[];
  readonly behind: Behind;
  readonly sources: PaymentSources;
}

function waitingStep(props: PaymentView): ThreadStep | null {
  const { payment } = props;
  const w = wordsOf(props.view.lang).payment;
  if (payment.state === 'asked') {
    const missing = payment.approvalsNeeded - props.approvals.length;
    return { mark: '·', tone: 'plain', date: null, title: w.waits(missing), future: true };
  }
  return payment.state === 'approved'
    ? { mark: '·', tone: 'plain', date: null, title: w.waitsPay, future: true }
    : null;
}

/** What became of it after it was paid: settled, come back, made up for. */
function laterSteps(props: PaymentView): ThreadStep[] {
  const { view, payment, behind } = props;
  const words = wordsOf(view.lang);
  const w = words.payment;
  const day = (at: Date | string): VNode => <Day view={view} date={at} />;
  const to = (one: Payment): string => `${publicRoot(view)}/payments/${one.id}`;
  const steps: ThreadStep[] = [];
  if (payment.state === 'paid' && payment.settleBy !== null && payment.settledAt === null)
    steps.push({
      ...{ mark: '·', tone: 'plain', date: null, title: w.settles(formatDate(payment.settleBy, view.lang)) },
      future: true,
    });
  const { settledAt, settledAmount } = payment;
  if (settledAt !== null && settledAmount !== null) {
    const spent = formatFen(settledAmount);
    const short = settledAmount < payment.amount ? w.settledShort(spent) : w.settledOver(spent);
    const title = settledAmount === payment.amount ? w.settledExact : short;
    steps.push({ mark: '✓', tone: 'decided', date: day(settledAt), title });
  }
  for (const back of behind.returns)
    steps.push({
      ...{ mark: '↩', tone: 'paid', date: day(back.day), title: words.returnKinds[back.kind] },
      ...(back.kind === 'rest' ? {} : { body: back.reason }),
      amount: formatFen(back.amount, { sign: true }),
    });
  for (const more of behind.topUps)
    steps.push({
      ...{ mark: '→', tone: 'plain', date: day(more.at), amount: formatFen(-more.amount) },
      title: <a href={to(more)}>{w.topUp(more.number)}</a>,
    });
  return steps;
}

/** From the decision to the receipt, in order. */
export function paymentSteps(props: PaymentView): ThreadStep[] {
  const { view, payment, decision } = props;
  const w = wordsOf(view.lang).payment;
  const day = (at: Date | string): VNode => <Day view={view} date={at} />;
  const steps: ThreadStep[] = [];
  if (decision !== null)
    steps.push({
      ...{ mark: '◎', tone: 'decided', date: decision.endedAt === null ? null : day(decision.endedAt) },
      title: <a href={`${publicRoot(view)}/decisions/${decision.id}`}>{w.decided(decision.number)}</a>,
      body: decision.title,
      ...(decision.amount === null ? {} : { amount: formatFen(decision.amount) }),
    });
  steps.push({ mark: '?', tone: 'plain', date: day(payment.at), title: w.asked, body: props.requestedBy });
  for (const one of props.approvals)
    steps.push({ mark: '✓', tone: 'decided', date: day(one.at), title: w.approved(one.name) });
  if (payment.paidOn !== null)
    steps.push({
      mark: '¥',
      tone: 'paid',
      date: day(payment.paidOn),
      title: w.paid,
      amount: formatFen(-payment.amount),
    });
  steps.push(...laterSteps(props));
  if (payment.state === 'refused' || payment.state === 'withdrawn' || payment.state === 'reversed')
    steps.push({ mark: '×', tone: 'plain', date: null, title: w[payment.state], body: payment.reason ?? '' });
  const waiting = waitingStep(props);
  return waiting === null ? steps : [...steps, waiting];
}

function Sources(props: PaymentView): VNode | null {
  const { view, sources } = props;
  const w = wordsOf(view.lang);
  if (sources.parts.length === 0) return null;
  return (
    <Block title={w.payment.sources}>
      <Lines
        items={sources.parts.map((part) => ({
          key: part.gift.id,
          what: <a href={`${publicRoot(view)}/gifts/${part.gift.id}`}>{giverName(view.lang, part.gift)}</a>,
          note: <Day view={view} date={part.gift.receivedOn} />,
          value: <Money fen={part.amount} tone="in" />,
        }))}
      />
      {sources.more > 0 && <p class="muted">{w.payment.sourcesMore(sources.more)}</p>}
      <Bars
        view={view}
        tone="in"
        title={w.payment.sourceClasses}
        bars={sources.classes.map((one) => ({
          label: sourceName(view.lang, one.source),
          value: one.amount,
          text: formatFen(one.amount),
          note: w.fund.times(one.gifts),
        }))}
      />
      <p class="muted">{traceRule(view.lang)}</p>
    </Block>
  );
}

/** A payment in public: for what, under which decision, who approved it, from whose gifts. */
export function PaymentPage(props: PaymentView & { readonly heard: Heard }): VNode {
  const { view, payment, fund } = props;
  const w = wordsOf(view.lang).payment;
  const root = publicRoot(view);
  return (
    <Page view={view} title={w.kind(payment.number)} section="fund">
      <RecordHead
        kind={w.kind(payment.number)}
        title={payment.whatFor}
        state={wordsOf(view.lang).paymentStates[payment.state]}
        next={
          payment.projectId !== null ? (
            <ActLink href={`${root}/projects/${payment.projectId}`}>{w.seeProject}</ActLink>
          ) : payment.activityId !== null ? (
            <ActLink href={`${root}/activities/${payment.activityId}`}>{w.seeActivity}</ActLink>
          ) : undefined
        }
      />
      <Pair
        side={
          <>
            <Facts
              items={[
                { term: w.facts.amount, value: <Money fen={payment.amount} /> },
                ...(payment.returned === 0n
                  ? []
                  : [{ term: w.cost, value: <Money fen={payment.amount - payment.returned} /> }]),
                ...(payment.kind === 'bill'
                  ? []
                  : [{ term: w.kindTerm, value: wordsOf(view.lang).paymentKinds[payment.kind] }]),
                ...(props.behind.topsUp === null
                  ? []
                  : [
                      {
                        term: w.kindTerm,
                        value: (
                          <a href={`${root}/payments/${props.behind.topsUp.id}`}>
                            {w.toldUp(props.behind.topsUp.number)}
                          </a>
                        ),
                      },
                    ]),
                { term: w.facts.payee, value: payment.publicPayee },
                {
                  term: w.facts.fund,
                  value:
                    fund === null ? (
                      ''
                    ) : (
                      <a href={fund.kind === 'main' ? `${root}/fund` : `${root}/funds/${fund.id}`}>{fund.name}</a>
                    ),
                },
                { term: w.facts.receipt, value: payment.receiptFileId === null ? w.receiptMissing : w.receiptHeld },
              ]}
            />
            {payment.entryId !== null && <ProofMark view={view} kind="entry" id={payment.entryId} />}
          </>
        }
      >
        <Block title={w.steps}>
          <Thread view={view} steps={paymentSteps(props)} />
        </Block>
        <HeardBlock view={view} heard={props.heard} />
        <Sources {...props} />
      </Pair>
    </Page>
  );
}
