import type { VNode } from 'preact';
import { Name } from '#ui/form';
import { Block, Lines } from '#ui/record';
import { deskRoot, type View } from '#ui/view';
import { wordsOf } from './pages-parts.tsx';

/** A problem behind the needs of a project, as its plan goes by it (F019). */
export interface PlannedProblem {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** Its place among the open ones; null when it has ended. */
  readonly rank: number | null;
  readonly weight: number;
  readonly mainCauses: readonly string[];
}

/** The problems behind the needs in the order in which to take them up: the steps of the plan go by it and cite them. */
export function ProblemOrder(props: {
  readonly view: View;
  readonly problems: readonly PlannedProblem[];
}): VNode | null {
  const { view, problems } = props;
  const w = wordsOf(view).problems;
  if (problems.length === 0) return null;
  return (
    <Block title={w.title}>
      <p class="muted">{w.lede}</p>
      <Lines
        items={problems.map((one) => ({
          key: one.id,
          what: <Name href={`${deskRoot(view)}/problems/${one.id}`}>{one.title}</Name>,
          note: w.note(one.number, one.weight, one.mainCauses.join(w.join)),
          value: one.rank === null ? w.ended : w.rank(one.rank),
        }))}
      />
    </Block>
  );
}
