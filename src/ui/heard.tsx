import type { VNode } from 'preact';
import { ActLink, Name } from './action.tsx';
import { Block, Lines } from './record.tsx';
import { spaceRoot, type View } from './view.tsx';

/** What supervisors said of one thing, already in words. */
export interface Heard {
  readonly title: string;
  readonly said: readonly { readonly id: string; readonly text: string; readonly note: string }[];
  /** Who has said nothing yet; null where everybody has, or nobody watches. */
  readonly silent: string | null;
  readonly give: { readonly kind: string; readonly id: string; readonly label: string };
}

/** The opinions of supervisors on the page of what they watch. */
export function HeardBlock(props: { readonly view: View; readonly heard: Heard }): VNode | null {
  const { view, heard } = props;
  if (heard.said.length === 0 && heard.silent === null) return null;
  const root = spaceRoot(view);
  const { kind, id, label } = heard.give;
  return (
    <Block title={heard.title} id="opinions">
      {heard.said.length > 0 && (
        <Lines
          items={heard.said.map((one) => ({
            key: one.id,
            what: <Name href={`${root}/opinions/${one.id}`}>{one.text}</Name>,
            note: one.note,
          }))}
        />
      )}
      {heard.silent !== null && <p class="muted">{heard.silent}</p>}
      <ActLink href={`/me/${encodeURIComponent(view.space?.slug ?? '')}/opinions/${kind}/${id}`}>{label}</ActLink>
    </Block>
  );
}
