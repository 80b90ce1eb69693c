import type { VNode } from 'preact';
import { formatDate } from '#kernel/dates';
import type { Fraction } from '#kernel/fraction';
import { type Lang, pick, type Words } from '#kernel/words';
import type { Procedure } from '#modules/decisions';
import type { Fund } from '#modules/funds';
import { Day } from '#ui/day';
import { Money } from '#ui/money';
import { Facts } from '#ui/record';
import type { ThreadStep } from '#ui/thread';
import { spaceRoot, type View } from '#ui/view';
import { en } from './en.ts';
import type { GiverAnswer, MoveObjection } from './queries.ts';
import { permille } from './rules.ts';
import type { Move } from './schema.ts';
import { zh } from './zh.ts';

/** The words of this room in the reader's language. */
export function wordsOf(lang: Lang): Words<typeof zh> {
  return pick(lang, { zh, en });
}

/** A share in words, cut after one decimal; a dash where there is none. */
export function percentWords(lang: Lang, part: Fraction | null): string {
  const w = wordsOf(lang).figures;
  if (part === null) return w.unknown;
  const tenths = permille(part);
  return w.percent((tenths / 10n).toString(), (tenths % 10n).toString());
}

/** Everything the page of a move shows. */
export interface MoveView {
  readonly move: Move;
  readonly from: Fund | null;
  readonly to: Fund | null;
  readonly decision: Procedure | null;
  readonly answers: readonly GiverAnswer[];
  readonly objections: readonly MoveObjection[];
  readonly approvals: number;
}

/** Where money comes from and goes, as links. */
export function fundLink(view: View, one: Fund | null): VNode | string {
  if (one === null) return wordsOf(view.lang).move.host;
  const root = spaceRoot(view);
  return <a href={one.kind === 'main' ? `${root}/fund` : `${root}/funds/${one.id}`}>{one.name}</a>;
}

/** The facts at the side of a move. */
export function MoveFacts(props: { readonly view: View; readonly found: MoveView }): VNode {
  const { view, found } = props;
  const words = wordsOf(view.lang);
  const w = words.move;
  const { move } = found;
  return (
    <Facts
      items={[
        { term: w.from, value: fundLink(view, found.from) },
        { term: w.to, value: fundLink(view, found.to) },
        { term: w.amount, value: <Money fen={move.amount} /> },
        ...(move.way === null ? [] : [{ term: w.way, value: words.ways[move.way] }]),
        ...(move.noticeUntil === null ? [] : [{ term: w.until, value: formatDate(move.noticeUntil, view.lang) }]),
        { term: w.basis, value: move.basis },
      ]}
    />
  );
}

/** From the proposal to the entry in the books. */
export function moveSteps(view: View, found: MoveView): ThreadStep[] {
  const words = wordsOf(view.lang);
  const w = words.move;
  const { move, decision, approvals } = found;
  const day = (at: Date): VNode => <Day view={view} date={at} />;
  const steps: ThreadStep[] = [
    { mark: '?', tone: 'plain', date: day(move.createdAt), title: w.began, body: move.reason },
  ];
  if (decision !== null)
    steps.push({
      ...{ mark: '◎', tone: 'decided', date: decision.endedAt === null ? null : day(decision.endedAt) },
      title: <a href={`${spaceRoot(view)}/decisions/${decision.id}`}>{w.decision}</a>,
      ...(decision.endedAt === null ? { future: true } : {}),
    });
  if (approvals > 0) steps.push({ mark: '✓', tone: 'decided', date: null, title: w.approvals(approvals) });
  if (move.doneAt !== null) steps.push({ mark: '¥', tone: 'paid', date: day(move.doneAt), title: words.states.done });
  if (move.state === 'refused' || move.state === 'stopped')
    steps.push({
      ...{ mark: '×', tone: 'plain', date: null, title: words.states[move.state], body: move.endedReason ?? '' },
    });
  return steps;
}
