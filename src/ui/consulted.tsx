import type { VNode } from 'preact';
import { ActLink, Name } from './action.tsx';
import { Block, Lines } from './record.tsx';
import { deskRoot, spaceRoot, type View } from './view.tsx';

/** Consultations on the draft of one thing, already in words, and the way to begin one. */
export interface Consulted {
  readonly title: string;
  readonly drafts: readonly { readonly id: string; readonly title: string; readonly stands: string }[];
  readonly start: { readonly kind: string; readonly id: string; readonly label: string };
}

/** Drafts that were put before everybody, on the page of what they are drafts of. */
export function ConsultedBlock(props: { readonly view: View; readonly consulted: Consulted }): VNode {
  const { view, consulted } = props;
  const { kind, id, label } = consulted.start;
  const begin = (
    <p>
      <ActLink href={`${deskRoot(view)}/consultations/new?kind=${kind}&about=${id}`}>{label}</ActLink>
    </p>
  );
  if (consulted.drafts.length === 0) return begin;
  return (
    <Block title={consulted.title} id="consultations">
      <Lines
        items={consulted.drafts.map((one) => ({
          key: one.id,
          what: <Name href={`${spaceRoot(view)}/consultations/${one.id}`}>{one.title}</Name>,
          note: one.stands,
        }))}
      />
      {begin}
    </Block>
  );
}
