import type { ComponentChildren, VNode } from 'preact';
import type { Exclusion, Part } from '#algorithms/match-score';
import { groupDigits } from '#kernel/numbers';
import { pick } from '#kernel/words';
import { ConfirmForm, Field, type FormState, Note } from '#ui/form';
import { Facts, Lines } from '#ui/record';
import type { View } from '#ui/view';
import { en } from './en.ts';
import type { Proposal } from './queries-proposals.ts';
import { deedsOf, type Standing } from './rules.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(view: View) {
  return pick(view.lang, { zh, en });
}

/** Why a part has its points, in words. */
export function whyText(view: View, part: Part): string {
  const words: Readonly<Record<string, string | ((count: number) => string)>> = wordsOf(view).why[part.name];
  const sentence = words[part.why];
  return typeof sentence === 'function' ? sentence(part.count) : (sentence ?? part.why);
}

/** The reasons of a score: each part with its words, its points and how many it could have had. */
export function Reasons(props: { readonly view: View; readonly parts: readonly Part[] }): VNode {
  const { view } = props;
  const w = wordsOf(view);
  return (
    <Facts
      items={props.parts.map((part) => ({
        term: w.parts[part.name],
        value: (
          <>
            {whyText(view, part)} <span class="num">{w.points(part.points, part.most)}</span>
          </>
        ),
      }))}
    />
  );
}

/** The two or three things that speak most for a pair, on one line. */
export function inShort(view: View, parts: readonly Part[]): string {
  const telling = [...parts].filter((part) => part.points > 0).sort((a, b) => b.points * a.most - a.points * b.most);
  return telling
    .slice(0, 3)
    .map((part) => whyText(view, part))
    .join(' · ');
}

/** What does not fit, folded away, each with its one reason. */
export function LeftOutList(props: {
  readonly view: View;
  readonly summary: string;
  readonly items: readonly {
    readonly id: string;
    readonly href: string;
    readonly title: string;
    readonly reason: Exclusion;
  }[];
}): VNode | null {
  const { view, items } = props;
  const w = wordsOf(view);
  if (items.length === 0) return null;
  return (
    <details>
      <summary>{props.summary}</summary>
      <Lines
        items={items.map((one) => ({
          key: one.id,
          what: <a href={one.href}>{one.title}</a>,
          value: w.excluded[one.reason],
        }))}
      />
    </details>
  );
}

/** The sentence a refused button leaves, since it has no field to stand at. */
export function Refusal(props: { readonly state: FormState | undefined }): VNode | null {
  const sentence = Object.values(props.state?.errors ?? {})[0];
  return sentence === undefined ? null : (
    <div role="alert">
      <Note tone="wrong">{sentence}</Note>
    </div>
  );
}

/** How much of what. */
export function quantityText(one: Pick<Proposal, 'quantity' | 'needUnit'>): string {
  return `${groupDigits(one.quantity)} ${one.needUnit}`;
}

interface ActsProps {
  readonly view: View;
  /** Where the proposal's buttons lead, without the deed. */
  readonly root: string;
  readonly keyValue: string;
  readonly one: Proposal;
  readonly who: Standing;
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
      {deeds.includes('hand_over') && (who.giver || who.desk) && (
        <ConfirmForm
          view={view}
          name="hand"
          action={`${props.root}/hand`}
          label={t.handOver}
          kind="main"
          icon="check"
          keyValue={key('h')}
        />
      )}
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
      {ends}
    </>
  );
}
