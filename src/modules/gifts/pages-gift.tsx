import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { Fund } from '#modules/funds';
import { Day } from '#ui/day';
import { ActLink, Field, Form, type FormState, Note } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Letter, Slip } from '#ui/print';
import { ProofMark } from '#ui/proof';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import { meRoot, type View } from '#ui/view';
import { publicRoot, wordsOf } from './pages-parts.tsx';
import type { DecisionUse, GiftTrace } from './queries-trace.ts';
import { giftWhat, giverName, greetedName } from './rules-words.ts';
import { type Gift, type Notice, publicities } from './schema.ts';

/** What a gift's page shows; `own` when whoever looks holds the slip's code. */
export interface GiftView {
  readonly view: View;
  readonly gift: Gift;
  readonly fund: Fund | null;
  readonly trace: GiftTrace;
  readonly own: boolean;
  /** A change of purpose that asks this giver now, in its own words. */
  readonly asked?: {
    readonly href: string;
    readonly said: string;
    readonly go: string;
    readonly answered: boolean;
  } | null;
  readonly state?: FormState | undefined;
  readonly keyValue: string;
}

function Bought(props: GiftView): VNode {
  const { view, gift, trace } = props;
  const w = wordsOf(view.lang).gift;
  const root = publicRoot(view);
  if (gift.state === 'reversed') return <p>{w.boughtReversed(gift.reversedReason ?? '')}</p>;
  if (gift.state === 'counting') return <p>{w.boughtCounting}</p>;
  if (gift.goods !== null)
    return (
      <>
        <p>{w.boughtGoods}</p>
        {gift.resourceId !== null && <ActLink href={`${root}/resources/${gift.resourceId}`}>{w.toResource}</ActLink>}
      </>
    );
  return (
    <>
      {trace.parts.length === 0 && <p>{w.boughtNone}</p>}
      <Lines items={boughtLines(props)} />
      <p class="muted">
        {w.ways(formatFen(gift.amount ?? 0n))} {w.rule}
      </p>
    </>
  );
}

function boughtLines(props: GiftView) {
  const { view, trace } = props;
  const w = wordsOf(view.lang).gift;
  const root = publicRoot(view);
  const rest = [
    { key: 'other', what: w.otherUse, fen: trace.other, tone: 'out' },
    { key: 'fee', what: w.fee, fen: trace.fee, tone: 'out' },
    { key: 'left', what: w.left, fen: trace.left, tone: 'held' },
  ] as const;
  return [
    ...trace.parts.map(({ payment, decision, amount }) => ({
      key: payment.id,
      what: <a href={`${root}/payments/${payment.id}`}>{payment.whatFor}</a>,
      note: (
        <>
          {payment.publicPayee}
          {payment.paidOn !== null && (
            <>
              {' · '}
              <Day view={view} date={payment.paidOn} />
            </>
          )}
          {decision !== null && (
            <>
              {' · '}
              <a href={`${root}/decisions/${decision.id}`}>{w.decidedBy(decision.number)}</a>
            </>
          )}
        </>
      ),
      value: <Money fen={amount} tone="out" />,
    })),
    ...rest
      .filter((one) => one.fen > 0n)
      .map((one) => ({ key: one.key, what: one.what, value: <Money fen={one.fen} tone={one.tone} /> })),
  ];
}

function facts(props: GiftView) {
  const { view, gift, fund } = props;
  const w = wordsOf(view.lang);
  const root = publicRoot(view);
  const said = gift.goods?.value ?? null;
  return [
    { term: w.gift.facts.what, value: giftWhat(view.lang, gift) },
    ...(said === null ? [] : [{ term: '', value: w.gift.goodsSaid(formatFen(said)) }]),
    { term: w.gift.facts.when, value: <Day view={view} date={gift.receivedOn} full /> },
    {
      term: w.gift.facts.to,
      value:
        fund === null ? (
          ''
        ) : (
          <a href={fund.kind === 'main' ? `${root}/fund` : `${root}/funds/${fund.id}`}>{fund.name}</a>
        ),
    },
    { term: w.gift.facts.way, value: w.giftKinds[gift.kind] },
    ...(gift.purposeText === '' || !props.own ? [] : [{ term: w.gift.facts.purpose, value: gift.purposeText }]),
    {
      term: w.gift.facts.receipt,
      value: props.own && gift.receiptNumber !== null ? gift.receiptNumber : w.receiptStates[gift.receiptState],
    },
    { term: w.gift.facts.state, value: w.giftStates[gift.state] },
    ...(props.own ? [{ term: w.gift.facts.code, value: gift.lookCode }] : []),
  ];
}

function Wish(props: GiftView): VNode {
  const { view, gift, state } = props;
  const w = wordsOf(view.lang);
  return (
    <Block title={w.gift.wish} id="wish">
      <p class="muted">{w.gift.wishNote}</p>
      <Form
        view={view}
        state={state}
        name="wish"
        action={`${publicRoot(view)}/gifts/${gift.lookCode}/name`}
        submit={w.gift.save}
        keyValue={props.keyValue}
        quiet
      >
        <Field
          view={view}
          state={state}
          form="wish"
          name="publicity"
          type="choices"
          label={w.gift.facts.shown}
          options={publicities.map((value) => ({ value, label: w.publicities[value] }))}
          value={gift.publicity}
          required
          follow={{
            alias: (
              <Field view={view} state={state} form="wish" name="alias" label={w.gift.alias} value={gift.alias} short />
            ),
          }}
        />
      </Form>
    </Block>
  );
}

/** A gift and what it bought: the acknowledgement for whoever holds the slip, the trace for everyone. */
export function GiftPage(props: GiftView): VNode {
  const { view, gift } = props;
  const w = wordsOf(view.lang).gift;
  const root = publicRoot(view);
  const title = props.own ? w.thanks(view.space?.name ?? '') : w.of(giverName(view.lang, gift));
  return (
    <Page view={view} title={title} section="fund">
      <RecordHead
        kind={w.kind}
        title={title}
        state={giftWhat(view.lang, gift)}
        next={
          props.own ? (
            <>
              <ActLink href={`${root}/gifts/${gift.lookCode}/slip`} kind="line" icon="print">
                {w.print}
              </ActLink>
              <ActLink href={`${root}/gifts/${gift.lookCode}/letter`}>{w.paper}</ActLink>
            </>
          ) : undefined
        }
      />
      <Pair
        side={
          <>
            <Facts items={facts(props)} />
            <p class="bar">
              {gift.amount !== null && (
                <ActLink href={`${root}/gifts/${props.own ? gift.lookCode : gift.id}/trace`}>{w.copy}</ActLink>
              )}
              <ActLink href={`${root}/ledger`}>{w.linesLink}</ActLink>
            </p>
            {gift.entryId !== null && <ProofMark view={view} kind="entry" id={gift.entryId} />}
          </>
        }
      >
        {props.own && props.asked && (
          <Note tone={props.asked.answered ? 'good' : 'wait'}>
            <p>
              {props.asked.said} <ActLink href={props.asked.href}>{props.asked.go}</ActLink>
            </p>
          </Note>
        )}
        <Block title={w.bought}>
          <Bought {...props} />
        </Block>
        {props.own && <Wish {...props} />}
      </Pair>
    </Page>
  );
}

/** What "my gifts" shows. */
export interface MyGifts {
  readonly view: View;
  readonly gifts: readonly Gift[];
  readonly notices: readonly Notice[];
  /** The decisions that used something of these gifts, with how much of them. */
  readonly decisions: readonly DecisionUse[];
}

function Told(props: MyGifts): VNode | null {
  const { view, notices } = props;
  const w = wordsOf(view.lang).gift;
  if (notices.length === 0) return null;
  return (
    <Block title={w.told}>
      <Lines
        items={notices.map((one) => ({
          key: one.id,
          what: w.toldStates[one.state],
          note: (
            <>
              <Day view={view} date={one.sentOn} />
              {one.reason !== null && ` · ${one.reason}`}
            </>
          ),
          value: <Money fen={one.amount} />,
        }))}
      />
    </Block>
  );
}

function Decisions(props: MyGifts): VNode | null {
  const { view, decisions } = props;
  const w = wordsOf(view.lang).gift;
  if (decisions.length === 0) return null;
  return (
    <Block title={w.decisions}>
      <Lines
        items={decisions.map(({ decision, amount }) => ({
          key: decision.id,
          what: <a href={`${publicRoot(view)}/decisions/${decision.id}`}>{decision.title}</a>,
          note: w.decidedBy(decision.number),
          value: <Money fen={amount} tone="out" />,
        }))}
      />
      <p class="muted">{w.decisionsWhy}</p>
    </Block>
  );
}

/** A person's own gifts, each leading to what it bought, and the decisions that used them (F039, F045). */
export function MyGiftsPage(props: MyGifts): VNode {
  const { view, gifts } = props;
  const w = wordsOf(view.lang);
  const root = publicRoot(view);
  const tell = <ActLink href={`${meRoot(view)}/gifts/tell`}>{w.give.awayTell}</ActLink>;
  return (
    <Page view={view} title={w.gift.mine} area="me" section="me">
      <PageHead title={w.gift.mine} acts={gifts.length === 0 ? undefined : tell} />
      {gifts.length === 0 ? (
        <Empty
          title={w.gift.mineNone}
          acts={
            <>
              <ActLink href={`${root}/give`}>{w.toGive}</ActLink>
              {tell}
            </>
          }
        >
          {w.gift.mineNoneWhy}
        </Empty>
      ) : (
        <Lines
          items={gifts.map((one) => ({
            key: one.id,
            what: <a href={`${root}/gifts/${one.lookCode}`}>{giftWhat(view.lang, one)}</a>,
            note: `${formatDate(one.receivedOn, view.lang)} · ${w.giftStates[one.state]} · ${w.receiptStates[one.receiptState]}`,
          }))}
        />
      )}
      <Told {...props} />
      <Decisions {...props} />
    </Page>
  );
}

/** A letter of thanks on A5 with the QR that leads to what became of the gift; it is no receipt. */
export function GiftLetter(props: {
  readonly view: View;
  readonly gift: Gift;
  readonly fund: Fund | null;
  readonly url: string;
  /** The giver's own name, for the sheet that the desk prints for them; else they are greeted as they allowed. */
  readonly named?: boolean;
}): VNode {
  const { view, gift } = props;
  const w = wordsOf(view.lang).gift;
  const space = view.space?.name ?? '';
  return (
    <Page view={view} title={w.paper} bare>
      <Letter
        view={view}
        title={w.paperTitle}
        to={w.paperThanks(greetedName(view.lang, gift, props.named === true))}
        text={w.paperText(space, props.fund?.name ?? '')}
        rows={[
          { term: w.facts.what, value: giftWhat(view.lang, gift) },
          { term: w.facts.when, value: formatDate(gift.receivedOn, view.lang) },
          { term: w.facts.code, value: gift.lookCode },
        ]}
        note={w.paperNote}
        date={formatDate(gift.receivedOn, view.lang)}
        url={props.url}
        proof={gift.entryId === null ? null : <ProofMark view={view} kind="entry" id={gift.entryId} />}
      />
    </Page>
  );
}

/** The slip a giver takes home: what it was, and a code and QR that lead to what it bought. */
export function GiftSlip(props: {
  readonly view: View;
  readonly gift: Gift;
  readonly fund: Fund | null;
  readonly url: string;
}): VNode {
  const { view, gift } = props;
  const w = wordsOf(view.lang);
  return (
    <Page view={view} title={w.gift.slipKind} bare>
      <Slip
        view={view}
        number={gift.lookCode}
        date={formatDate(gift.receivedOn, view.lang)}
        rows={[
          { term: w.gift.facts.what, value: giftWhat(view.lang, gift) },
          { term: w.gift.facts.to, value: props.fund?.name ?? '' },
          { term: w.gift.facts.receipt, value: w.receiptStates[gift.receiptState] },
          { term: w.gift.facts.state, value: w.giftStates[gift.state] },
        ]}
        url={props.url}
      />
    </Page>
  );
}
