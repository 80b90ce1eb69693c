import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import { formatFen } from '#kernel/money';
import type { Fund } from '#modules/funds';
import { ActLink, ConfirmForm, Field, Form, Name, Note } from '#ui/form';
import { Page } from '#ui/page';
import { Block, Facts, Pair, RecordHead } from '#ui/record';
import { deskRoot, type FormView, publicRoot, wordsOf } from './pages-parts.tsx';
import { giftWhat, giverInside } from './rules-words.ts';
import { type Gift, publicities } from './schema.ts';

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
  if (props.mine) return <Note tone="wait">{w.errors['gifts.counted_by_same']}</Note>;
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

function boxLink(props: DeskGift, box: NonNullable<Gift['box']>): VNode {
  return (
    <Name href={`${deskRoot(props.view)}/boxes/${box.id}`}>
      {box.number} · {box.placeText}
    </Name>
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
    ...(gift.box === null ? [] : [{ term: w.boxKinds[gift.box.kind], value: boxLink(props, gift.box) }]),
    ...(gift.fee === 0n ? [] : [{ term: w.gift.fee, value: formatFen(gift.fee) }]),
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
  const title = giverInside(view.lang, gift);
  const counting = gift.state === 'counting';
  const due = gift.receiptState === 'pending' || gift.receiptState === 'waived';
  return (
    <Page view={view} title={title} area="desk" section="fund">
      <RecordHead
        kind={w.gift.kind}
        title={title}
        state={counting ? w.giftStates.counting : `${giftWhat(view.lang, gift)} · ${w.giftStates[gift.state]}`}
        next={
          <>
            <ActLink href={`${publicRoot(view)}/gifts/${gift.lookCode}/slip`} kind="line" icon="print">
              {w.desk.act.slip}
            </ActLink>
            <ActLink href={`${deskRoot(view)}/gifts/${gift.id}/letter`}>{w.desk.act.letter}</ActLink>
          </>
        }
      />
      <Pair side={<Facts items={giftFacts(props)} />}>
        {counting && <SecondCountForm {...props} />}
        {gift.state === 'booked' && due && (
          <Block title={w.gift.facts.receipt}>
            <ReceiptForm {...props} />
            {gift.nature === 'gift' && (
              <>
                <p class="muted">{w.sheet.ask}</p>
                <ConfirmForm
                  {...{ view, keyValue: `${keyValue}-s`, name: 'sponsor', kind: 'word', label: w.desk.act.sponsor }}
                  action={`${deskRoot(view)}/gifts/${gift.id}/sponsor`}
                  reason={{ required: true }}
                />
              </>
            )}
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
        <Problem {...props} names={['reverse', 'sponsor']} />
      </Pair>
    </Page>
  );
}

/** The sentence of a refused button, which has no field of its own to stand at. */
export function Problem(props: FormView & { readonly names: readonly string[] }): VNode | null {
  const { state } = props;
  if (state === undefined || !props.names.includes(state.form)) return null;
  const sentences = Object.values(state.errors);
  return sentences.length === 0 ? null : (
    <div role="alert">
      <Note tone="wrong">{sentences.join(' ')}</Note>
    </div>
  );
}
