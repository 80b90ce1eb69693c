import type { VNode } from 'preact';
import type { Exclusion, Part } from '#algorithms/match-score';
import { groupDigits } from '#kernel/numbers';
import { pick } from '#kernel/words';
import { type FormState, Note } from '#ui/form';
import { Facts, Lines } from '#ui/record';
import type { View } from '#ui/view';
import { en } from './en.ts';
import type { Proposal } from './queries-proposals.ts';
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
