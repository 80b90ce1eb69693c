import type { ComponentChildren, VNode } from 'preact';
import { groupDigits } from '#kernel/numbers';
import { ConfirmForm, Field } from '#ui/form';
import type { View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';
import type { Proposal } from './queries-proposals.ts';
import { deedsOf, type Standing } from './rules.ts';
import { stars } from './schema.ts';

interface ActsProps {
  readonly view: View;
  /** Where the proposal's buttons lead, without the deed. */
  readonly root: string;
  readonly keyValue: string;
  readonly one: Proposal;
  readonly who: Standing;
  /** What arrived was rated already. */
  readonly rated?: boolean;
}

function OwnAccept(props: ActsProps): VNode | null {
  const { view, one, who } = props;
  const t = wordsOf(view).acts;
  const open = (who.giver && one.giverAcceptedAt === null) || (who.taker && one.takerAcceptedAt === null);
  if (!open) return null;
  const side = who.giver && one.giverAcceptedAt === null ? 'giver' : 'taker';
  return (
    <ConfirmForm
      view={view}
      name="accept"
      action={`${props.root}/accept`}
      label={t.accept}
      kind="main"
      icon="check"
      keyValue={`${props.keyValue}a${one.id.slice(-6)}`}
      hidden={{ side }}
    >
      <Field view={view} form={`accept-${one.id.slice(-6)}`} name="share_contact" label={t.share} type="check" />
    </ConfirmForm>
  );
}

function DeskAccept(props: ActsProps & { readonly side: 'giver' | 'taker' }): VNode | null {
  const { view, one, side } = props;
  const t = wordsOf(view).acts;
  const done = side === 'giver' ? one.giverAcceptedAt : one.takerAcceptedAt;
  const own = side === 'giver' ? props.who.giver : props.who.taker;
  if (done !== null || own) return null;
  return (
    <ConfirmForm
      view={view}
      name="accept"
      action={`${props.root}/accept`}
      label={side === 'giver' ? t.acceptGiver : t.acceptTaker}
      keyValue={`${props.keyValue}${side.slice(0, 1)}${one.id.slice(-6)}`}
      hidden={{ side }}
      reason={{ name: 'said', label: t.said, hint: t.saidHint, required: true }}
    />
  );
}

function Ending(props: ActsProps & { readonly deed: 'decline' | 'withdraw' | 'fail' }): VNode {
  const { view, one, deed } = props;
  const t = wordsOf(view).acts;
  return (
    <ConfirmForm
      view={view}
      name={deed}
      action={`${props.root}/${deed}`}
      label={t[deed]}
      keyValue={`${props.keyValue}${deed.slice(0, 1)}${one.id.slice(-6)}`}
      reason={{ label: t.reason, required: true }}
    />
  );
}

/** Handing over all, or the part that was there. */
function HandActs(props: ActsProps): VNode {
  const { view, one } = props;
  const t = wordsOf(view).acts;
  const tail = one.id.slice(-6);
  return (
    <>
      <ConfirmForm
        view={view}
        name="hand"
        action={`${props.root}/hand`}
        label={t.handOver}
        kind="main"
        icon="check"
        keyValue={`${props.keyValue}h${tail}`}
      />
      {one.quantity > 1n && (
        <ConfirmForm
          view={view}
          name="hand"
          action={`${props.root}/hand`}
          label={t.handPart}
          kind="word"
          keyValue={`${props.keyValue}p${tail}`}
        >
          <Field
            view={view}
            form={`hand-${tail}`}
            name="quantity"
            label={t.handPart}
            hint={t.handPartHint(groupDigits(one.quantity), one.needUnit)}
            type="number"
          />
        </ConfirmForm>
      )}
    </>
  );
}

/** Another day, or other hours. */
function OtherTime(props: ActsProps): VNode {
  const { view, one } = props;
  const t = wordsOf(view).acts;
  const form = `move-${one.id.slice(-6)}`;
  return (
    <ConfirmForm
      view={view}
      name="move"
      action={`${props.root}/move`}
      label={t.reschedule}
      kind="word"
      keyValue={`${props.keyValue}m${one.id.slice(-6)}`}
    >
      <Field view={view} form={form} name="meets_on" label={t.meetsDay} type="date" />
      <Field view={view} form={form} name="meets_from" label={t.meetsFrom} hint={t.timeHint} short optional />
      <Field view={view} form={form} name="meets_until" label={t.meetsUntil} hint={t.timeHint} short optional />
    </ConfirmForm>
  );
}

/** Who did not come: each side says it of the other, the desk of either. */
function NoShows(props: ActsProps): VNode {
  const { view, one, who } = props;
  const t = wordsOf(view).acts;
  const sides = [
    ...(who.taker || who.desk ? (['giver'] as const) : []),
    ...(who.giver || who.desk ? (['taker'] as const) : []),
  ];
  return (
    <>
      {sides.map((side) => (
        <ConfirmForm
          key={side}
          view={view}
          name="noshow"
          action={`${props.root}/noshow`}
          label={t.noShow[side]}
          kind="word"
          hidden={{ side }}
          keyValue={`${props.keyValue}n${side.slice(0, 1)}${one.id.slice(-6)}`}
          reason={{ label: t.reason }}
        />
      ))}
    </>
  );
}

/** The taker's word on what arrived. */
function RateAct(props: ActsProps): VNode {
  const { view, one } = props;
  const t = wordsOf(view).acts;
  const form = `rate-${one.id.slice(-6)}`;
  return (
    <ConfirmForm
      view={view}
      name="rate"
      action={`${props.root}/rate`}
      label={t.rate}
      keyValue={`${props.keyValue}s${one.id.slice(-6)}`}
    >
      <Field
        view={view}
        form={form}
        name="stars"
        label={t.stars}
        type="select"
        options={stars.toReversed().map((value) => ({ value, label: t.starWords[value] }))}
      />
      <Field view={view} form={form} name="words" label={t.rateWords} optional />
    </ConfirmForm>
  );
}

/** Every button that fits where the proposal stands and who looks at it. */
export function ProposalActs(props: ActsProps): VNode | null {
  const { view, one, who } = props;
  const t = wordsOf(view).acts;
  const deeds = deedsOf(one.state);
  if (deeds.length === 0) return null;
  const key = (letter: string) => `${props.keyValue}${letter}${one.id.slice(-6)}`;
  const ends: ComponentChildren = (['decline', 'withdraw', 'fail'] as const)
    .filter((deed) => deeds.includes(deed))
    // While nobody has agreed yet, saying no and taking back are the same to the two; the desk takes back.
    .filter((deed) => !(one.state === 'proposed' && deed === (who.desk ? 'decline' : 'withdraw')))
    .filter((deed) => !(one.state === 'accepted' && deed === 'fail'))
    .map((deed) => <Ending key={deed} {...props} deed={deed} />);
  return (
    <>
      {deeds.includes('accept') && <OwnAccept {...props} />}
      {deeds.includes('accept') && who.desk && (
        <>
          <DeskAccept {...props} side="giver" />
          <DeskAccept {...props} side="taker" />
        </>
      )}
      {deeds.includes('hand_over') && (who.giver || who.desk) && <HandActs {...props} />}
      {deeds.includes('confirm') && who.taker && (
        <ConfirmForm
          view={view}
          name="confirm"
          action={`${props.root}/confirm`}
          label={t.confirm}
          kind="main"
          icon="check"
          keyValue={key('c')}
        />
      )}
      {deeds.includes('confirm') && who.desk && !who.taker && (
        <ConfirmForm
          view={view}
          name="confirm"
          action={`${props.root}/confirm`}
          label={t.confirmFor}
          keyValue={key('c')}
          reason={{ name: 'evidence', label: t.evidence, hint: t.evidenceHint, required: true }}
        />
      )}
      {deeds.includes('reschedule') && <OtherTime {...props} />}
      {deeds.includes('no_show') && <NoShows {...props} />}
      {deeds.includes('rate') && !props.rated && (who.taker || (who.desk && !who.giver)) && <RateAct {...props} />}
      {ends}
    </>
  );
}
