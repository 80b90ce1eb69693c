import type { VNode } from 'preact';
import type { View } from './view.tsx';
import { uiWords } from './words.ts';

/** More marks than this are a wall, not a picture: then the words alone say it. */
const mostMarks = 60;

function Mark(props: { readonly kind: 'kept' | 'slow' | 'owed' }): VNode {
  const paths = { kept: 'M7 13.5l4 4 8-9', slow: 'M13 9v4.5l3 1.500', owed: 'M13 6.5v8M13 19h0' } as const;
  return (
    <svg class={`m-${props.kind}`} viewBox="0 0 26 26" aria-hidden="true">
      <rect x="1" y="1" width="24" height="24" />
      {props.kind === 'slow' && <circle cx="13" cy="13" r="7.5" />}
      <path d={paths[props.kind]} />
    </svg>
  );
}

function times(count: number, kind: 'kept' | 'slow' | 'owed'): VNode[] {
  return Array.from({ length: count }, (_, at) => <Mark key={`${kind}${at}`} kind={kind} />);
}

/** One mark for each promise of a period: kept on time, late, still open. The words say the same. */
export function PromiseMarks(props: {
  readonly view: View;
  readonly kept: number;
  readonly late: number;
  readonly open: number;
}): VNode {
  const { kept, late, open } = props;
  const words = uiWords(props.view.lang).marks.promises(kept, late, open);
  if (kept + late + open > mostMarks) return <p class="muted">{words}</p>;
  return (
    <div class="marks" role="img" aria-label={words}>
      {times(kept, 'kept')}
      {times(late, 'slow')}
      {times(open, 'owed')}
    </div>
  );
}

function Vote(props: { readonly kind: 'yes' | 'no' | 'abstain' | 'out' }): VNode {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <circle class={`v-${props.kind}`} cx="8" cy="8" r={props.kind === 'yes' ? '7' : '6.5'} />
      {props.kind === 'no' && <path class="v-no" d="M4 12L12 4" />}
      {props.kind === 'abstain' && <path class="v-no" d="M4.5 8H11.5" />}
    </svg>
  );
}

/** How a vote went: a filled mark for each in favour, struck for against, dashed for who stood aside; then words. */
export function Votes(props: {
  readonly view: View;
  readonly yes: number;
  readonly no: number;
  readonly abstain?: number;
  readonly recused?: number;
}): VNode {
  const counts = { yes: props.yes, no: props.no, abstain: props.abstain ?? 0, out: props.recused ?? 0 };
  const all = (['yes', 'no', 'abstain', 'out'] as const).flatMap((kind) =>
    Array.from({ length: counts[kind] }, (_, at) => <Vote key={`${kind}${at}`} kind={kind} />),
  );
  const words = uiWords(props.view.lang).marks.votes(counts.yes, counts.no, counts.abstain, counts.out);
  return (
    <span class="votes">
      {all.length <= mostMarks && <span class="votes-marks">{all}</span>}
      <span>{words}</span>
    </span>
  );
}
