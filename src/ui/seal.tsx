import type { VNode } from 'preact';

const han = /\p{Script=Han}/u;

/** Where each character of a seal stands: a transform per character, read from right to left as a seal is. */
const places: Readonly<Record<number, readonly string[]>> = {
  1: ['translate(32 50.5) scale(1 1)'],
  2: ['translate(32 29.5) scale(1.62 1)', 'translate(32 55.5) scale(1.62 1)'],
  3: ['translate(45.5 48) scale(.96 1.9)', 'translate(19 29.5) scale(.96 1)', 'translate(19 55.5) scale(.96 1)'],
  4: [
    'translate(45.25 29.5) scale(.98 1)',
    'translate(45.25 55.5) scale(.98 1)',
    'translate(18.75 29.5) scale(.98 1)',
    'translate(18.75 55.5) scale(.98 1)',
  ],
};

/**
 * A square seal of one to four characters in a thin frame: a space's logo until it uploads one, and the mark of a
 * decision in force or a verified receipt. `ink` prints it black, for thermal paper.
 */
export function Seal(props: {
  readonly text: string;
  readonly size?: 'small' | 'plain' | 'large';
  readonly ink?: boolean;
  /** What the seal says, when it is not only decoration beside its own words. */
  readonly label?: string;
}): VNode {
  const characters = [...props.text].slice(0, 4);
  const chinese = characters.some((character) => han.test(character));
  const shape = places[characters.length] ?? [];
  const kind = `seal seal-${props.size ?? 'plain'}${props.ink === true ? ' seal-ink' : ''}`;
  const art = (
    <>
      <rect width="64" height="64" />
      <rect class="rim" x="3.5" y="3.5" width="57" height="57" />
      {chinese ? (
        characters.map((character, at) => (
          <g key={`${at}${character}`} transform={shape[at] ?? ''}>
            <text font-size={characters.length === 1 ? '50' : '26'}>{character}</text>
          </g>
        ))
      ) : (
        <g transform="translate(32 42)">
          <text font-size={characters.length > 2 ? '24' : '32'}>{characters.join('')}</text>
        </g>
      )}
    </>
  );
  return props.label === undefined ? (
    <svg class={kind} viewBox="0 0 64 64" aria-hidden="true">
      {art}
    </svg>
  ) : (
    <svg class={kind} viewBox="0 0 64 64" role="img" aria-label={props.label}>
      {art}
    </svg>
  );
}
