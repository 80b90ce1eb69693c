import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { Fund } from '#modules/funds';
import { Day } from '#ui/day';
import { ActLink, Field, Form, type FormState } from '#ui/form';
import { Money } from '#ui/money';
import { Page } from '#ui/page';
import { Slip } from '#ui/print';
import { Block, Empty, Facts, Lines, PageHead, Pair, RecordHead } from '#ui/record';
import type { View } from '#ui/view';
import { publicRoot, wordsOf } from './pages-parts.tsx';
import type { GiftTrace } from './queries-trace.ts';
import { giftWhat, giverName } from './rules-words.ts';
import { type Gift, publicities } from './schema.ts';

/** What a gift's page shows; `own` when whoever looks holds the slip's code. */
export interface GiftView {
  readonly view: View;
  readonly gift: Gift;
  readonly fund: Fund | null;
  readonly trace: GiftTrace;
  readonly own: boolean;
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
  const left = { key: 'left', what: w.left, value: <Money fen={trace.left} tone="held" /> };
  return (
    <>
      {trace.parts.length === 0 && <p>{w.boughtNone}</p>}
      <Lines
        items={[
          ...trace.parts.map((part) => ({
            key: part.payment.id,
            what: <a href={`${root}/payments/${part.payment.id}`}>{part.payment.whatFor}</a>,
            note: (
              <>
                {part.payment.publicPayee}
                {part.payment.paidOn !== null && (
                  <>
                    {' · '}
                    <Day view={view} date={part.payment.paidOn} />
                  </>
                )}
              </>
            ),
            value: <Money fen={part.amount} tone="out" />,
          })),
          ...(trace.left > 0n ? [left] : []),
        ]}
      />
      <p class="muted">{w.rule}</p>
    </>
  );
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
            <ActLink href={`${root}/gifts/${gift.lookCode}/slip`} kind="line" icon="print">
              {w.print}
            </ActLink>
          ) : undefined
        }
      />
      <Pair
        side={
          <>
            <Facts items={facts(props)} />
            <ActLink href={`${root}/ledger`}>{w.linesLink}</ActLink>
          </>
        }
      >
        <Block title={w.bought}>
          <Bought {...props} />
        </Block>
        {props.own && <Wish {...props} />}
      </Pair>
    </Page>
  );
}

/** A person's own gifts, each leading to what it bought. */
export function MyGiftsPage(props: { readonly view: View; readonly gifts: readonly Gift[] }): VNode {
  const { view, gifts } = props;
  const w = wordsOf(view.lang);
  const root = publicRoot(view);
  return (
    <Page view={view} title={w.gift.mine} area="me" section="me">
      <PageHead title={w.gift.mine} />
      {gifts.length === 0 ? (
        <Empty title={w.gift.mineNone} acts={<ActLink href={`${root}/give`}>{w.toGive}</ActLink>}>
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
