import type { ComponentChildren, VNode } from 'preact';

/**
 * The running total of a ballot, always in sight: what is chosen, what is left, and, when one more would go
 * beyond, by how much, with a mark and in words.
 */
export function Tally(props: {
  readonly chosen: ComponentChildren;
  readonly left: ComponentChildren;
  /** What the picture says, for those who do not see it. */
  readonly label: string;
  readonly budget: bigint;
  readonly have: bigint;
  /** What the project on this screen would add. */
  readonly add?: bigint;
}): VNode {
  const { budget, have } = props;
  const add = props.add ?? 0n;
  const all = have + add > budget ? have + add : budget;
  const wide = (value: bigint): string => `${all === 0n ? 0n : (value * 1000n) / all}`;
  return (
    <div class="tally">
      <p>
        <span>{props.chosen}</span>
        <span>{props.left}</span>
      </p>
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label={props.label}>
        <rect class="c-room" width={wide(budget)} height="10" />
        <rect class="c-in" width={wide(have)} height="10" />
        {add > 0n && <rect class="c-add" x={wide(have)} width={wide(add)} height="10" />}
        {have + add > budget && <path class="c-limit" d={`M${wide(budget)} 0V10`} />}
      </svg>
    </div>
  );
}
